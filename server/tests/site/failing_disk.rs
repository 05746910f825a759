//! What people have typed is not lost if the disk fails.

use crate::{
    desk::{Browser, PASSWORD, hire, store},
    polls::voter::Voter,
    support::{TestSite, verify},
};
use axum::http::StatusCode;
use domain::accounts::Role;
use server::config;
use std::fs;

const ADMINISTRATOR: &str = "quan@site.test";
const TYPED: &str = "Gió thổi qua cánh đồng làng ta vào một chiều cuối thu rất dài.";

/// Makes writes to these tables fail, like a disk failure.
async fn fail(site: &TestSite, tables: &[&str]) {
    let statements = tables.iter().flat_map(|table| {
        ["insert", "update"].map(|what| {
            format!(
                "create trigger {what}_{table}_fails before {what} on {table}
                 begin select raise(abort, 'as if the disk had failed'); end;"
            )
        })
    });
    change(site, &statements.collect::<String>()).await;
}

/// Makes writes succeed again.
async fn mend(site: &TestSite, tables: &[&str]) {
    let statements = tables
        .iter()
        .flat_map(|table| ["insert", "update"].map(|what| format!("drop trigger {what}_{table}_fails;")));
    change(site, &statements.collect::<String>()).await;
}

/// Changes the database without the program.
async fn change(site: &TestSite, statements: &str) {
    let db = store(site).await;
    let mut tx = db.write().await.expect("a transaction");
    sqlx::raw_sql(sqlx::AssertSqlSafe(statements)).execute(&mut *tx).await.expect("changed");
    tx.commit().await.expect("committed");
    db.close().await;
}

#[tokio::test]
async fn every_form_of_the_desk_comes_back_with_what_was_typed() {
    let site = TestSite::starter().await;
    hire(&site, ADMINISTRATOR, Role::Administrator, &[]).await;
    let mut browser = Browser::signed_in(&site, ADMINISTRATOR).await;
    let body = format!("<p>{TYPED}</p>");
    let article = [("tieu-de", "Bài"), ("chuyen-muc", "2"), ("noi-dung", body.as_str()), ("phien-ban", "0")];
    let tables = ["articles", "accounts"];
    fail(&site, &tables).await;
    let refused = browser.post("/ban-bien-tap/bai-viet/moi", &article).await;
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(refused.text.contains(TYPED) && refused.text.contains("chưa lưu được gì"), "{}", refused.text);
    let name = [("ten", TYPED)];
    let refused = browser.post("/ban-bien-tap/toi/ten", &name).await;
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(refused.text.contains(TYPED) && refused.text.contains("Gửi lại"), "{}", refused.text);

    mend(&site, &tables).await;
    assert_eq!(browser.post("/ban-bien-tap/bai-viet/moi", &article).await.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.post("/ban-bien-tap/toi/ten", &name).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn whoever_cannot_sign_in_is_told_why() {
    let site = TestSite::starter().await;
    hire(&site, ADMINISTRATOR, Role::Administrator, &[]).await;
    fail(&site, &["sessions"]).await;
    let typed = [("email", ADMINISTRATOR), ("mat-khau", PASSWORD)];
    let refused = Browser::new(&site).post("/dang-nhap", &typed).await;
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(refused.text.contains("Chưa đăng nhập được") && refused.text.contains("không ghi được"));
    mend(&site, &["sessions"]).await;
    assert_eq!(Browser::new(&site).post("/dang-nhap", &typed).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_voter_is_told_and_may_vote_again() {
    let site = TestSite::starter().await;
    let mut voter = Voter::with_key(&site, "1").await;
    fail(&site, &["ballots"]).await;
    let refused = voter.vote("1", &[2]).await;
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(refused.text.contains("chưa ghi được lá phiếu"), "{}", refused.text);
    let told = voter.call("1", &[2]).await;
    assert!(told.own.is_none() && told.sentence.is_some_and(|said| said.contains("chưa ghi được lá phiếu")));
    mend(&site, &["ballots"]).await;
    assert_eq!(voter.vote("1", &[2]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_site_that_cannot_write_is_not_ready_and_goes_on_being_read() {
    let site = TestSite::starter().await;
    assert_eq!(site.get("/readyz").await.status, StatusCode::OK);
    fail(&site, &["site"]).await;
    assert_eq!(
        site.get("/readyz").await.status,
        StatusCode::OK,
        "everybody may ask, so not every answer is a write"
    );
    site.set_clock("2026-11-25T09:00:06+07:00");
    let answer = site.get("/readyz").await;
    assert_eq!(
        (answer.status, answer.text.as_str()),
        (StatusCode::SERVICE_UNAVAILABLE, "nothing can be written")
    );
    assert_eq!(site.get("/").await.status, StatusCode::OK);
    mend(&site, &["site"]).await;
    site.set_clock("2026-11-25T09:00:12+07:00");
    assert_eq!(site.get("/readyz").await.status, StatusCode::OK);
}

#[tokio::test]
async fn verify_names_the_article_and_the_picture_that_are_not_what_was_stored() {
    let site = TestSite::starter().await;
    assert_eq!(verify(site.data()).await, Ok(()));
    change(&site, "update articles set title = 'Tên khác' where id = 21").await;
    let said = verify(site.data()).await.expect_err("another title");
    assert!(said.contains("Bài số 21 (“Tên khác”)"), "{said}");
    change(&site, "update articles set digest = null where id = 21").await;
    assert_eq!(verify(site.data()).await, Ok(()), "of what an older version saved nothing is known");

    let media = config::media(site.data());
    let of = |ending: &str| {
        let mut names: Vec<_> =
            fs::read_dir(&media).expect("media").map(|file| file.expect("a file").path()).collect();
        names.sort();
        names.into_iter().find(|path| path.to_string_lossy().ends_with(ending)).expect("a file")
    };
    // Tests share their pictures: replacing a file by a new one leaves theirs unchanged.
    let webp = of(".webp");
    fs::rename(&webp, media.join("away")).expect("moved");
    let said = verify(site.data()).await.expect_err("a variant less");
    assert!(said.contains("Thiếu tệp media/"), "{said}");
    fs::rename(media.join("away"), &webp).expect("moved back");
    let names: Vec<_> =
        fs::read_dir(&media).expect("media").map(|file| file.expect("a file").path()).collect();
    let original = names.iter().find(|path| {
        let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        path.is_file() && !name.contains('-')
    });
    let original = original.expect("a picture");
    fs::remove_file(original).expect("removed");
    fs::write(original, b"another picture").expect("written");
    let said = verify(site.data()).await.expect_err("another picture");
    assert!(said.contains("không còn như khi được tải lên"), "{said}");
}
