//! Live updates of news.

use crate::{
    desk::{Browser, hire},
    screen::Screen,
    support::{NOW, TestSite, archive, between},
};
use app::rendered_page::{PagePart, RenderedPage};
use axum::http::Method;
use domain::{
    accounts::Role,
    news::{Shown, Since, Version},
};

const CHI: &str = "chi@site.test";
const LIST: &str = "/ban-bien-tap/bai-viet";
/// Category 2 is below category 1; category 3 is separate.
const TOPICS: [&str; 4] = ["headlines", "category.1", "category.2", "category.3"];

/// A site with thirty articles, and an editor.
async fn site() -> TestSite {
    let pack = archive(30);
    let another = "[[category]]\nslug = 'khac'\nname = 'Khác'\n";
    let file = pack.path().join("site.toml");
    let text = std::fs::read_to_string(&file).expect("a pack");
    std::fs::write(&file, text + another).expect("written");
    let site = TestSite::with(&[pack.path()], "http://site.test").await;
    hire(&site, CHI, Role::Editor, &[]).await;
    site
}

/// An open page with these topics, and the versions it begins with.
async fn screen(site: &TestSite, topics: &[&str]) -> (Screen, Vec<(String, Version)>) {
    let mut screen = Screen::open(site, &format!("/live?topics={}", topics.join(",")), "").await;
    let mut first = Vec::new();
    for _ in topics {
        first.push(told(&mut screen).await);
    }
    first.sort_by(|one, other| one.0.cmp(&other.0));
    (screen, first)
}

async fn told(screen: &mut Screen) -> (String, Version) {
    let (topic, news) = screen.event().await;
    (topic, serde_json::from_str(&news).expect("a version"))
}

/// What the next message of each topic says is new.
async fn since(
    screen: &mut Screen,
    first: &[(String, Version)],
    many: usize,
) -> Vec<(String, Option<Since>)> {
    let mut since = Vec::new();
    for _ in 0..many {
        let (topic, newest) = told(screen).await;
        let (_, version) = first.iter().find(|(known, _)| *known == topic).expect("a topic of the screen");
        since.push((topic, version.until(&newest)));
    }
    since.sort_by(|one, other| one.0.cmp(&other.0));
    since
}

/// The page, loaded again by the open site.
async fn renewed(site: &TestSite, path: &str) -> RenderedPage {
    let call = format!("/api/pages/load?path={path}&query=luc%3D7");
    let answer = site.ask(Method::GET, &call, &[]).await;
    serde_json::from_str(&answer.text).expect("a page")
}

/// What a page shows, and its version.
async fn shown(site: &TestSite, path: &str) -> (Shown, Version) {
    let parts = renewed(site, path).await.parts;
    let news = parts.into_iter().find_map(|part| match part {
        PagePart::News { shown, version } => Some((shown, version)),
        _ => None,
    });
    news.unwrap_or_else(|| panic!("{path} moves"))
}

/// Fills in the form of an existing or a new article, and presses a button; returns its address.
async fn press(browser: &mut Browser<'_>, address: &str, typed: &[(&str, &str)], button: &str) -> String {
    let page = browser.get(address).await.text;
    let field = page.split("<input").find(|field| field.contains("name=\"phien-ban\"")).expect("a version");
    let version = between(field, "value=\"", "\"").to_owned();
    let mut fields = vec![("phien-ban", version.as_str()), (button, "1")];
    fields.extend_from_slice(typed);
    for usual in [("tieu-de", "Bài mới"), ("chuyen-muc", "2"), ("noi-dung", "<p>Gió thổi qua đồng.</p>")]
    {
        if typed.iter().all(|(name, _)| *name != usual.0) {
            fields.push(usual);
        }
    }
    let saved = browser.post(address, &fields).await;
    assert_eq!(saved.status, 303, "{}", saved.text);
    saved.header("location").split('?').next().expect("an address").to_owned()
}

#[tokio::test]
async fn what_a_page_was_drawn_with_is_what_its_screen_is_told() {
    let site = site().await;
    for (path, topic) in [
        ("/", "headlines"),
        ("/tin/goc", "category.1"),
        ("/tin/kho", "category.2"),
        ("/tin/khac", "category.3"),
        ("/tin/kho/bai-15-15", "article.15"),
    ] {
        let (shown, version) = shown(&site, path).await;
        assert_eq!(shown.topic().to_string(), topic, "{path}");
        let (_, first) = screen(&site, &[topic]).await;
        assert_eq!(first, [(topic.to_owned(), version)], "{path}");
    }
    for still in ["/tin/kho?truoc=1580000000000-3", "/tin/kho/thang/2020-01", "/chuyen-de", "/thong-ke"] {
        let page = site.get(still).await.text;
        assert!(!page.contains("\"News\""), "{still} is about the past");
    }
}

#[tokio::test]
async fn an_article_is_told_where_it_is_shown_and_nowhere_else() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let (mut open, first) = screen(&site, &TOPICS).await;
    let draft = press(&mut chi, &format!("{LIST}/moi"), &[], "luu").await;
    press(&mut chi, &draft, &[], "luu-dang").await;
    let one = |topic: &str| (topic.to_owned(), Some(Since::Articles(1)));
    assert_eq!(
        since(&mut open, &first, 3).await,
        [one("category.1"), one("category.2"), one("headlines")],
        "the draft was told to nobody"
    );
    press(&mut chi, &format!("{LIST}/moi"), &[("chuyen-muc", "3")], "luu-dang").await;
    let next = since(&mut open, &first, 2).await;
    assert_eq!(next, [one("category.3"), ("headlines".to_owned(), Some(Since::Articles(2)))]);
    assert!(renewed(&site, "/").await.parts.iter().any(|part| matches!(part,
        PagePart::Html(html) if html.as_str().contains("Bài mới"))));
}

#[tokio::test]
async fn a_correction_is_told_on_the_article_and_where_it_is_seen() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let address = press(&mut chi, &format!("{LIST}/moi"), &[], "luu-dang").await;
    let article = format!("article.{}", address.rsplit('/').next().expect("a number"));
    let (mut open, first) = screen(&site, &["headlines", "category.2", &article]).await;
    press(&mut chi, &address, &[("noi-dung", "<p>Gió thổi qua làng.</p>")], "luu").await;
    let next = since(&mut open, &first, 1).await;
    assert_eq!(next, [(article.clone(), Some(Since::Change))], "no list shows the text");
    press(&mut chi, &address, &[("tieu-de", "Bài đã sửa")], "luu").await;
    let changed = |topic: &str| (topic.to_owned(), Some(Since::Change));
    let next = since(&mut open, &first, 3).await;
    assert_eq!(next, [changed(&article), changed("category.2"), changed("headlines")]);

    let page = chi.get(&address).await.text;
    let field = page.split("<input").find(|field| field.contains("name=\"phien-ban\"")).expect("a version");
    let version = between(field, "value=\"", "\"").to_owned();
    let withdrawn = chi.post(&format!("{address}/go"), &[("phien-ban", &version)]).await;
    assert_eq!(withdrawn.status, 303);
    let next = since(&mut open, &first, 3).await;
    assert_eq!(next, [(article, Some(Since::Withdrawn)), changed("category.2"), changed("headlines")]);
}

#[tokio::test]
async fn an_article_comes_at_its_time_and_nobody_learns_of_it_before() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let (mut open, first) = screen(&site, &["headlines", "article.31", "article.9999"]).await;
    assert_eq!(first[0].1, first[1].1, "one that is planned looks like one that never was");
    press(&mut chi, &format!("{LIST}/moi"), &[("gio-dang", "2026-11-25T10:00")], "luu-dang").await;
    assert_eq!(shown(&site, "/").await.1, first[2].1);
    assert!(NOW < "2026-11-25T10:00");
    site.set_clock("2026-11-25T10:00:00+07:00");
    let mut told = since(&mut open, &first, 2).await;
    assert_eq!(told.pop(), Some(("headlines".to_owned(), Some(Since::Articles(1)))));
    assert_eq!(told.pop(), Some(("article.31".to_owned(), Some(Since::Change))));
}
