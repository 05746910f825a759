//! Two people change one article: what each of them wrote stays.

use super::{AN, Answer, Browser, CHI, DUNG, draft, save_with, site, step, version};
use crate::{desk::store, support::TestSite};

const BODY: &str = "<p>Gió thổi qua đồng.</p>\n<p>Lúa chín vàng.</p>\n<p>Người về đông.</p>";

/// The values of title, lead and body in the form on a page.
fn typed(page: &str) -> [String; 3] {
    let after = |mark: &str| page.split(mark).nth(1).expect("a field").to_owned();
    let title = after("name=\"tieu-de\"");
    let title = title.split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
    let area = |name: &str| {
        let area = after(&format!("name=\"{name}\""));
        // Browsers ignore the line break at the beginning.
        let text = area.split_once('>').map_or("", |(_, rest)| rest.trim_start_matches('\n'));
        text.split("</textarea").next().unwrap_or_default().replace("&lt;", "<").replace("&gt;", ">")
    };
    [title.to_owned(), area("sapo"), area("noi-dung")]
}

/// An article that both have opened, and its version then.
async fn opened<'a>(site: &'a TestSite) -> (Browser<'a>, Browser<'a>, String, String) {
    let mut chi = Browser::signed_in(site, CHI).await;
    let mut dung = Browser::signed_in(site, DUNG).await;
    let address = draft(&mut chi, "Mùa gặt").await;
    let now = version(&mut chi, &address).await;
    let fields = [("tieu-de", "Mùa gặt"), ("noi-dung", BODY)];
    assert_eq!(save_with(&mut chi, &address, &now, &fields).await.status, 303);
    let read = version(&mut dung, &address).await;
    (chi, dung, address, read)
}

fn location(answer: &Answer) -> &str {
    answer.header("location")
}

#[tokio::test]
async fn two_who_change_different_places_are_merged_without_a_question() {
    let site = site().await;
    let (mut chi, mut dung, address, read) = opened(&site).await;
    let hers = BODY.replace("Gió thổi", "Gió chướng thổi");
    let saved = save_with(&mut chi, &address, &read, &[("tieu-de", "Mùa gặt"), ("noi-dung", &hers)]).await;
    assert_eq!(saved.status, 303);
    // The block beside hers, and other fields.
    let his = BODY.replace("Lúa chín vàng", "Lúa chín rộ");
    let fields = [("tieu-de", "Mùa gặt mới"), ("sapo", "Lúa chín."), ("noi-dung", his.as_str())];
    let saved = save_with(&mut dung, &address, &read, &fields).await;
    assert_eq!(saved.status, 303, "{}", saved.text);
    assert!(location(&saved).contains("da=gop"), "{}", location(&saved));
    let page = dung.get(location(&saved)).await.text;
    assert!(page.contains("gộp cả thay đổi"), "{page}");
    let both = hers.replace("Lúa chín vàng", "Lúa chín rộ");
    assert_eq!(typed(&page), ["Mùa gặt mới".to_owned(), "Lúa chín.".to_owned(), both]);
}

#[tokio::test]
async fn two_who_change_the_same_block_are_asked_and_lose_nothing() {
    let site = site().await;
    let (mut chi, mut dung, address, read) = opened(&site).await;
    let hers = BODY.replace("Gió thổi", "Gió chướng thổi").replace("Người về", "Khách về");
    assert_eq!(
        save_with(&mut chi, &address, &read, &[("tieu-de", "Mùa gặt"), ("noi-dung", &hers)]).await.status,
        303
    );
    let his = BODY.replace("Gió thổi", "Gió nồm thổi");
    let asked = save_with(&mut dung, &address, &read, &[("tieu-de", "Mùa gặt"), ("noi-dung", &his)]).await;
    assert_eq!(asked.status, 409);
    assert!(asked.text.contains("có 1 chỗ cả hai cùng sửa"), "{}", asked.text);
    assert!(asked.text.contains("<ins>chướng </ins>") && asked.text.contains("<ins>nồm </ins>"));
    // The form has his block, and what she alone changed.
    let [_, _, body] = typed(&asked.text);
    assert_eq!(body, BODY.replace("Gió thổi", "Gió nồm thổi").replace("Người về", "Khách về"));
    assert_eq!(typed(&chi.get(&address).await.text)[2], hers, "nothing is stored before he decides");

    let now = asked.text.split("name=\"phien-ban\"").nth(1).and_then(|rest| rest.split('"').nth(1));
    let decided = body.replace("Gió nồm", "Gió nồm, gió chướng");
    let fields = [("tieu-de", "Mùa gặt"), ("noi-dung", decided.as_str())];
    let saved = save_with(&mut dung, &address, now.expect("a version"), &fields).await;
    assert_eq!(saved.status, 303, "{}", saved.text);
    assert_eq!(typed(&chi.get(&address).await.text)[2], decided);
}

#[tokio::test]
async fn what_others_wrote_is_not_published_unseen() {
    let site = site().await;
    let (mut chi, mut dung, address, read) = opened(&site).await;
    let hers = BODY.replace("Gió thổi", "Gió chướng thổi");
    save_with(&mut chi, &address, &read, &[("tieu-de", "Mùa gặt"), ("noi-dung", &hers)]).await;
    let fields = [("tieu-de", "Mùa gặt mới"), ("noi-dung", BODY), ("luu-dang", "1")];
    let asked = save_with(&mut dung, &address, &read, &fields).await;
    assert_eq!(asked.status, 409);
    assert!(asked.text.contains("Thay đổi của hai người đã được gộp"), "{}", asked.text);
    assert_eq!(typed(&asked.text), ["Mùa gặt mới".to_owned(), String::new(), hers]);
    assert!(!site.get("/").await.text.contains("Mùa gặt"));
}

#[tokio::test]
async fn a_step_of_somebody_else_is_no_conflict() {
    let site = site().await;
    let (mut chi, mut dung, address, read) = opened(&site).await;
    assert_eq!(step(&mut chi, &address, "dang", &read).await, 303);
    let his = BODY.replace("Lúa chín vàng", "Lúa chín rộ");
    let saved = save_with(&mut dung, &address, &read, &[("tieu-de", "Mùa gặt"), ("noi-dung", &his)]).await;
    assert_eq!(saved.status, 303, "{}", saved.text);
    assert_eq!(typed(&dung.get(&address).await.text)[2], his);
    assert!(site.get("/").await.text.contains("Mùa gặt"), "it is still published");
}

#[tokio::test]
async fn who_may_not_change_an_article_learns_nothing_of_it_by_a_stale_form() {
    let site = site().await;
    let (mut chi, _, address, read) = opened(&site).await;
    let hers = BODY.replace("Gió thổi", "Gió chướng thổi");
    save_with(&mut chi, &address, &read, &[("tieu-de", "Mùa gặt"), ("noi-dung", &hers)]).await;
    let mut an = Browser::signed_in(&site, AN).await;
    let refused = save_with(&mut an, &address, &read, &[("tieu-de", "Của tôi")]).await;
    assert_eq!(refused.status, 404);
    assert!(!refused.text.contains("Gió chướng"));
}

#[tokio::test]
async fn a_hundred_versions_are_kept_and_a_form_older_than_that_is_refused() {
    let site = site().await;
    let (mut chi, mut dung, address, read) = opened(&site).await;
    let mut now = read.clone();
    for number in 0..101 {
        let title = format!("Mùa gặt {number}");
        let saved = save_with(&mut chi, &address, &now, &[("tieu-de", &title), ("noi-dung", BODY)]).await;
        assert_eq!(saved.status, 303);
        now = version(&mut chi, &address).await;
    }
    let his = BODY.replace("Lúa chín vàng", "Lúa chín rộ");
    let fields = [("tieu-de", "Mùa gặt"), ("noi-dung", his.as_str())];
    let late = save_with(&mut dung, &address, &read, &fields).await;
    assert_eq!(late.status, 409);
    assert!(late.text.contains("bản của quý vị sẽ thay bản đó"), "{}", late.text);
    assert_eq!(typed(&late.text)[2], his, "what was typed is kept");
    let db = store(&site).await;
    let mut tx = db.write().await.expect("a transaction");
    let kept: i64 = sqlx::query_scalar("select count(*) from article_versions")
        .fetch_one(&mut *tx)
        .await
        .expect("a count");
    assert_eq!(kept, 100);
}
