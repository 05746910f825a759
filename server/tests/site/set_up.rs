//! The set-up of a new site, over HTTP.

mod program;

use crate::{
    desk::Browser,
    support::{TestSite, leads_to, site_options, verify},
};
use axum::http::{Method, StatusCode};
use domain::{
    audit::{Action, Actor, Filter, store::load_log},
    clock::Clock,
    db::{Db, Missing},
    site::store::load_zone,
};
use server::{assets::SiteFiles, config, setup::SetUp};
use std::{fs, path::Path, sync::Arc};
use tempfile::TempDir;

pub(crate) const PASSWORD: &str = "bốn con mèo ngủ say";

/// A program in a folder without a site.
struct NewSite {
    site: TestSite,
    set_up: Arc<SetUp>,
}

impl Drop for NewSite {
    fn drop(&mut self) {
        self.set_up.state().into_iter().for_each(server::state::AppState::stop);
    }
}

impl NewSite {
    fn begin(db: Option<Db>, data: TempDir) -> Self {
        let options = site_options("http://site.test", 0, data.path());
        let files = SiteFiles::unbuilt(data.path());
        let set_up = SetUp::begin(db, Clock::system(), files, options).expect("a token");
        Self { site: TestSite::around(set_up.router(), data), set_up }
    }

    fn new() -> Self {
        Self::begin(None, tempfile::tempdir().expect("a folder"))
    }

    fn data(&self) -> &Path {
        self.site.data()
    }
}

/// A form without mistakes.
pub(crate) fn form(contents: &str) -> [(&'static str, String); 6] {
    [
        ("ten-trang", "Khuyến học Lương Sen".to_owned()),
        ("ten", "Trần Lan".to_owned()),
        ("email", "lan@hoi.vn".to_owned()),
        ("mat-khau", PASSWORD.to_owned()),
        ("noi-dung", contents.to_owned()),
        ("mui-gio", "Asia/Ho_Chi_Minh".to_owned()),
    ]
}

fn fields<'a>(form: &'a [(&'static str, String)]) -> Vec<(&'static str, &'a str)> {
    form.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

/// Replaces a field.
fn with(name: &str, value: &str) -> Vec<(&'static str, String)> {
    let form = form("trong").into_iter();
    form.map(|(known, old)| (known, if known == name { value.to_owned() } else { old })).collect()
}

#[tokio::test]
async fn an_empty_site_is_set_up_and_its_administrator_sees_the_desk() {
    let new = NewSite::new();
    let address = new.set_up.path();
    let mut browser = Browser::new(&new.site);
    let page = browser.get(&address).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    assert_eq!(page.header("x-frame-options"), "SAMEORIGIN");
    assert!(page.text.contains("noindex") && page.text.contains("Asia/Ho_Chi_Minh"), "{}", page.text);

    let sent = browser.post(&address, &fields(&form("trong"))).await;
    assert_eq!((sent.status, sent.header("location")), (StatusCode::SEE_OTHER, "/ban-bien-tap?da=thiet-lap"));
    assert_eq!(sent.header("referrer-policy"), "no-referrer");
    let desk = browser.get(sent.header("location")).await;
    assert_eq!(desk.status, StatusCode::OK, "signed in");
    for words in ["Trang web đã sẵn sàng", "Trần Lan", "viết bài đầu tiên"] {
        assert!(desk.text.contains(words), "{words}: {}", desk.text);
    }
    let later = browser.get("/ban-bien-tap").await;
    assert!(!later.text.contains("Trang web đã sẵn sàng"));
    let article =
        [("tieu-de", "Bài đầu"), ("chuyen-muc", "1"), ("noi-dung", "<p>Chào.</p>"), ("phien-ban", "0")];
    assert_eq!(browser.post("/ban-bien-tap/bai-viet/moi", &article).await.status, StatusCode::SEE_OTHER);

    let front = new.site.get("/").await;
    assert_eq!(front.status, StatusCode::OK);
    for words in ["Khuyến học Lương Sen", "Trang nhất", "href=\"/tin/tin-tuc\"", "chưa có bài viết nào"]
    {
        assert!(front.text.contains(words), "{words}: {}", front.text);
    }
    assert_eq!(new.site.get("/readyz").await.text, "ready");
    assert_eq!(new.site.get("/tin/tin-tuc").await.status, StatusCode::OK);

    let db = Db::open(&config::database(new.data()), Missing::Refuse).await.expect("a database");
    assert_eq!(load_zone(&db).await.expect("an answer").as_deref(), Some("Asia/Ho_Chi_Minh"));
    let log = load_log(&db, &Filter::default(), None, 10).await.expect("a log").entries;
    let made = log.last().expect("an entry");
    assert_eq!((made.action.clone(), made.actor), (Ok(Action::AccountCreated), Actor::COMMAND));
    assert_eq!(log.get(log.len() - 2).map(|entry| entry.action.clone()), Some(Ok(Action::SignedIn)));
    db.close().await;
    assert_eq!(verify(new.data()).await, Ok(()));
}

#[tokio::test]
async fn the_sample_has_articles_and_the_name_that_was_chosen() {
    let new = NewSite::new();
    let sent = Browser::new(&new.site).post(&new.set_up.path(), &fields(&form("mau"))).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let front = new.site.get("/").await;
    assert!(front.text.contains("class=\"masthead__name\">Khuyến học Lương Sen<"), "{}", front.text);
    assert!(front.text.contains("article-card"), "{}", front.text);
    let picture = front.text.split("src=\"/media/").nth(1).and_then(|rest| rest.split('"').next());
    let picture = new.site.get(&format!("/media/{}", picture.expect("a picture"))).await;
    assert_eq!(picture.status, StatusCode::OK);
    let left: Vec<_> =
        fs::read_dir(new.data()).expect("a folder").flatten().map(|it| it.file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().ends_with(".part")), "{left:?}");
    assert_eq!(verify(new.data()).await, Ok(()));
}

#[tokio::test]
async fn before_the_set_up_nothing_leads_to_it() {
    let new = NewSite::new();
    let secret = new.set_up.path();
    let wrong = format!("/thiet-lap/{}", "0a".repeat(32));
    for address in [
        "/",
        "/ban-bien-tap",
        "/dang-nhap",
        "/api/pages/load?path=/",
        "/thiet-lap",
        "/thiet-lap/x",
        &wrong,
        "/thiet-lap/%ff",
        "/live",
    ] {
        for method in [Method::GET, Method::POST, Method::PUT] {
            let page = new.site.ask(method.clone(), address, &[]).await;
            assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{method} {address}");
            assert_eq!(page.header("cache-control"), "no-store", "{method} {address}");
            assert!(
                page.text.contains("noindex") && page.text.contains("đang được thiết lập"),
                "{}",
                page.text
            );
            assert!(!page.text.contains("/thiet-lap") && !page.text.contains(&secret), "{}", page.text);
        }
    }
    assert_eq!(new.site.get("/healthz").await.text, "ok");
    assert_eq!(new.site.get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(new.site.ask(Method::PUT, &secret, &[]).await.status, StatusCode::SERVICE_UNAVAILABLE);
    let forged = new.site.post(&wrong, &[], b"ten=a").await;
    assert_eq!(forged.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(fs::read_dir(new.data()).expect("a folder").count(), 0, "nothing is written before the form");
}

#[tokio::test]
async fn what_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost_but_the_password() {
    let new = NewSite::new();
    let address = new.set_up.path();
    for (field, value) in [
        ("ten-trang", " "),
        ("ten", ""),
        ("email", "lan"),
        ("mat-khau", "ngắn"),
        ("mat-khau", "Khuyến học Lương Sen"),
        ("noi-dung", "khac"),
        ("mui-gio", "Asia/Hanoi"),
    ] {
        let typed = with(field, value);
        let page = new.site.post(&address, &[], &crate::support::encoded(&fields(&typed))).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        leads_to(&page.text, field);
        assert!(page.text.contains(&format!("id=\"{field}-loi\"")), "{field}: {}", page.text);
        for (name, kept) in typed.iter().filter(|(name, _)| !["mat-khau", "noi-dung"].contains(name)) {
            assert!(page.text.contains(&format!("value=\"{kept}\"")), "{field} loses {name}: {}", page.text);
        }
        assert!(!page.text.contains(PASSWORD), "{field}");
    }
    let page = new.site.post(&address, &[], &[b'a'; 70_000]).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(fs::read_dir(new.data()).expect("a folder").count(), 0, "nothing is stored");
}

#[tokio::test]
async fn of_two_who_send_the_form_at_once_one_gets_the_site_and_the_other_is_told() {
    let new = NewSite::new();
    let address = new.set_up.path();
    let (typed, other) = (form("trong"), with("email", "binh@hoi.vn"));
    let (typed, other) = (fields(&typed), fields(&other));
    let (mut lan, mut binh) = (Browser::new(&new.site), Browser::new(&new.site));
    let (first, second) = tokio::join!(lan.post(&address, &typed), binh.post(&address, &other));
    let mut statuses = [first.status.as_u16(), second.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409]);
    let (winner, loser) = if first.status == 303 { (&mut lan, &mut binh) } else { (&mut binh, &mut lan) };
    let told = if first.status == 409 { &first.text } else { &second.text };
    assert!(told.contains("đã được thiết lập") && told.contains("/dang-nhap"), "{told}");
    assert_eq!(winner.get("/ban-bien-tap").await.status, StatusCode::OK);
    assert_eq!(loser.get("/ban-bien-tap").await.status, StatusCode::SEE_OTHER);
    // The address is spent, and says so to who has it.
    assert_eq!(new.site.get(&address).await.status, StatusCode::CONFLICT);
    assert_eq!(new.site.get("/thiet-lap/x").await.status, StatusCode::NOT_FOUND);
}

/// A database without a site, as an interrupted command leaves it, that refuses new accounts.
async fn failing(data: &Path) -> Db {
    let db = Db::open(&config::database(data), Missing::Create).await.expect("a database");
    let mut tx = db.write().await.expect("a transaction");
    let trigger = "create trigger fails before insert on accounts
        begin select raise(abort, 'as if the disk had failed'); end;";
    sqlx::raw_sql(trigger).execute(&mut *tx).await.expect("changed");
    tx.commit().await.expect("committed");
    db
}

#[tokio::test]
async fn if_something_cannot_be_written_the_form_comes_back_and_nothing_is_half_there() {
    let data = tempfile::tempdir().expect("a folder");
    let db = failing(data.path()).await;
    let new = NewSite::begin(Some(db.clone()), data);
    let address = new.set_up.path();
    let typed = form("trong");
    let mut browser = Browser::new(&new.site);
    let refused = browser.post(&address, &fields(&typed)).await;
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(
        refused.text.contains("chưa lưu được gì") && refused.text.contains("value=\"lan@hoi.vn\""),
        "{}",
        refused.text
    );
    assert!(!refused.text.contains(PASSWORD));
    assert_eq!(load_zone(&db).await.expect("an answer"), None, "no half of a site");
    assert_eq!(new.site.get("/").await.status, StatusCode::SERVICE_UNAVAILABLE);

    let mut tx = db.write().await.expect("a transaction");
    sqlx::raw_sql("drop trigger fails").execute(&mut *tx).await.expect("changed");
    tx.commit().await.expect("committed");
    assert_eq!(browser.post(&address, &fields(&typed)).await.status, StatusCode::SEE_OTHER);
    assert_eq!(new.site.get("/").await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_address_that_has_an_account_already_is_a_problem_of_its_field() {
    let data = tempfile::tempdir().expect("a folder");
    let db = Db::open(&config::database(data.path()), Missing::Create).await.expect("a database");
    let new = NewSite::begin(Some(db), data);
    crate::desk::hire(&new.site, "lan@hoi.vn", domain::accounts::Role::Author, &[]).await;
    let refused = Browser::new(&new.site).post(&new.set_up.path(), &fields(&form("trong"))).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    leads_to(&refused.text, "email");
    assert_eq!(new.site.get("/").await.status, StatusCode::SERVICE_UNAVAILABLE);
}
