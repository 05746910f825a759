//! What search engines and chats read of pages.

mod changed;
mod pictures;
mod qr;

use crate::{
    desk::{Browser, hire},
    support::{Answer, TestSite, archive, between},
};
use axum::http::Method;
use domain::accounts::Role;
use serde_json::Value;

const CHI: &str = "chi@site.test";
const NEW: &str = "/ban-bien-tap/bai-viet/moi";
/// An article of the starter pack.
const LIBRARY: &str = "/tin/van-hoa-doc/thu-vien-lang-sang-den-buoi-toi-13";

/// A site with one article and an editor.
async fn site() -> TestSite {
    let pack = archive(1);
    let site = TestSite::with(&[pack.path()], "http://site.test").await;
    hire(&site, CHI, Role::Editor, &[]).await;
    site
}

/// Sends the form of an article with some fields; the others have usual values.
async fn save(browser: &mut Browser<'_>, address: &str, fields: &[(&str, &str)]) -> Answer {
    let version = if address == NEW { "0".to_owned() } else { version(browser, address).await };
    let mut all = fields.to_vec();
    for usual in [
        ("tieu-de", "Mùa gặt"),
        ("chuyen-muc", "2"),
        ("noi-dung", "<p>Gió.</p>"),
        ("phien-ban", version.as_str()),
    ] {
        if fields.iter().all(|(name, _)| *name != usual.0) {
            all.push(usual);
        }
    }
    let saved = browser.post(address, &all).await;
    assert_eq!(saved.status, 303, "{}", saved.text);
    saved
}

/// A published article: its address at the desk and its page for readers.
async fn publish(browser: &mut Browser<'_>, fields: &[(&str, &str)]) -> (String, String) {
    let saved = save(browser, NEW, &[fields, &[("luu-dang", "1")]].concat()).await;
    let desk = saved.header("location").split('?').next().expect("an address").to_owned();
    let id = desk.rsplit('/').next().expect("an id").to_owned();
    (desk, format!("/tin/kho/a-{id}"))
}

async fn version(browser: &mut Browser<'_>, address: &str) -> String {
    let page = browser.get(address).await.text;
    let field = page.split("<input").find(|field| field.contains("name=\"phien-ban\"")).expect("a version");
    between(field, "value=\"", "\"").to_owned()
}

/// The page, after the redirect to its canonical address.
async fn page(site: &TestSite, address: &str) -> String {
    let answer = site.get(address).await;
    if answer.status == 301 { site.get(answer.header("location")).await.text } else { answer.text }
}

/// The head of a page.
fn head(page: &str) -> &str {
    between(page, "<head>", "</head>")
}

/// The value of a tag, as written.
fn tag<'a>(page: &'a str, name: &str) -> Option<&'a str> {
    let found = format!("=\"{name}\" content=\"");
    head(page).contains(&found).then(|| between(head(page), &found, "\""))
}

/// What the page says in JSON-LD: things by their types.
fn graph(page: &str) -> Vec<Value> {
    let start = "<script type=\"application/ld+json\">";
    match page.matches(start).count() {
        0 => Vec::new(),
        1 => {
            let json: Value = serde_json::from_str(between(page, start, "</script>")).expect("JSON");
            assert_eq!(json["@context"], "https://schema.org");
            json["@graph"].as_array().expect("a graph").clone()
        }
        more => panic!("{more} blocks"),
    }
}

fn types(page: &str) -> Vec<String> {
    graph(page).iter().map(|thing| thing["@type"].as_str().expect("a type").to_owned()).collect()
}

#[tokio::test]
async fn every_page_says_what_it_is() {
    let site = TestSite::starter().await;
    for (address, kind, expected) in [
        ("/", "website", &["Organization", "WebSite"][..]),
        ("/tin/van-hoa-doc", "website", &["CollectionPage", "BreadcrumbList"]),
        ("/tin/van-hoa-doc/thang/2026-09", "website", &["CollectionPage", "BreadcrumbList"]),
        ("/chuyen-de", "website", &["CollectionPage", "BreadcrumbList"]),
        ("/chuyen-de/moi-xom-mot-tu-sach", "website", &["CollectionPage", "BreadcrumbList"]),
        ("/the/doc-sach", "website", &["CollectionPage", "BreadcrumbList"]),
        ("/tac-gia/le-thi-sen", "website", &["ProfilePage", "BreadcrumbList"]),
        (LIBRARY, "article", &["NewsArticle", "BreadcrumbList"]),
        ("/trang/gioi-thieu", "website", &["BreadcrumbList"]),
        ("/binh-chon", "website", &["BreadcrumbList"]),
        ("/binh-chon/1", "website", &["BreadcrumbList"]),
        ("/thong-ke", "website", &["BreadcrumbList"]),
        ("/thong-ke/cach-dem", "website", &["BreadcrumbList"]),
    ] {
        let page = site.get(address).await.text;
        assert_eq!(types(&page), expected, "{address}");
        assert_eq!(tag(&page, "og:type"), Some(kind), "{address}");
        assert_eq!(tag(&page, "og:url"), Some(&*format!("http://site.test{address}")));
        assert_eq!(tag(&page, "og:site_name"), Some("Nếp học Lương Sen"), "{address}");
        assert_eq!(tag(&page, "og:locale"), Some("vi_VN"), "{address}");
        for name in [
            "og:title",
            "og:description",
            "description",
            "og:image:type",
            "og:image:width",
            "og:image:height",
            "og:image:alt",
            "twitter:card",
        ] {
            let values = head(&page).matches(&format!("=\"{name}\" content=\"")).count();
            assert!(values == 1 && tag(&page, name) != Some(""), "{address}: {name}");
        }
        let picture = tag(&page, "og:image").expect("a picture");
        let path = picture.strip_prefix("http://site.test").expect("a whole address");
        let shown = site.get(path).await;
        let kind = tag(&page, "og:image:type").expect("its type");
        assert_eq!((shown.status.as_u16(), shown.header("content-type")), (200, kind), "{address}: {path}");
    }
}

#[tokio::test]
async fn an_article_is_described_as_it_is_shown() {
    let site = TestSite::starter().await;
    let page = site.get(LIBRARY).await.text;
    let article = &graph(&page)[0];
    assert_eq!(article["headline"], "Thư viện làng sáng đèn buổi tối");
    assert_eq!(article["datePublished"], "2026-09-12T08:00:00+07:00");
    assert_eq!(article["dateModified"], article["datePublished"]);
    assert_eq!(article["articleSection"], "Văn hóa đọc");
    assert_eq!(article["publisher"]["name"], "Hội Khuyến học Lương Sen");
    assert_eq!(article["publisher"]["telephone"], "0200 555 0123");
    assert_eq!(article["mainEntityOfPage"]["@id"], format!("http://site.test{LIBRARY}"));
    assert_eq!(article["image"][0].as_str(), tag(&page, "og:image"));
    assert!(article["wordCount"].as_u64() > Some(100), "{article}");
    assert_eq!(tag(&page, "article:published_time"), Some("2026-09-12T08:00:00+07:00"));
    assert_eq!(tag(&page, "article:modified_time"), Some("2026-09-12T08:00:00+07:00"));
    assert_eq!(tag(&page, "article:section"), Some("Văn hóa đọc"));
    let tags = head(&page).matches("\"article:tag\"").count();
    assert_eq!(Some(tags), article["keywords"].as_array().map(Vec::len));
    // The trail leads to pages.
    for item in graph(&page)[1]["itemListElement"].as_array().expect("a trail") {
        let path = item["item"].as_str().and_then(|item| item.strip_prefix("http://site.test"));
        assert_eq!(site.get(path.expect("a whole address")).await.status, 200, "{item}");
    }
}

#[tokio::test]
async fn only_the_document_speaks_to_search_engines() {
    let site = TestSite::starter().await;
    let (path, query) = ("%2Ftin%2Fvan-hoa-doc%2Fthu-vien-lang-sang-den-buoi-toi-13", "");
    let moved = site.ask(Method::GET, &format!("/api/pages/load?path={path}&query={query}"), &[]).await;
    assert_eq!(moved.status, 200, "{}", moved.text);
    for text in ["schema.org", "og:", "elsewhere", "chia-se/", "description"] {
        assert!(!moved.text.contains(text), "{text}");
    }
    // It is no script that browsers run, so the policy allows it nothing.
    let page = site.get(LIBRARY).await;
    let scripts = page.text.matches("<script").count() - 1;
    assert_eq!(page.header("content-security-policy").matches("'sha256-").count(), scripts);
}

#[tokio::test]
async fn what_should_not_be_found_says_nothing() {
    let pack = archive(45);
    let site = TestSite::with(&[pack.path()], "http://site.test").await;
    hire(&site, CHI, Role::Editor, &[]).await;
    let first = site.get("/tin/kho").await.text;
    let older = format!("/tin/kho?truoc={}", between(&first, "href=\"/tin/kho?truoc=", "\""));
    let mut chi = Browser::signed_in(&site, CHI).await;
    let preview = chi.post(&format!("{NEW}/xem-truoc"), &[("noi-dung", "<p>Câu đầu.</p>")]).await;
    for page in [site.get(&older).await, site.get("/khong-co").await, preview] {
        assert_eq!(types(&page.text), [""; 0]);
        assert_eq!(tag(&page.text, "og:url"), None);
    }
}

#[tokio::test]
async fn a_hostile_title_stays_a_title() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    for title in [
        "</script><script>alert(1)</script>",
        "</head><!-- <script> \"quoted\" 'twice' & <b>",
        "</title><meta property=\"og:title\" content=\"khác\">",
        "{{ 1 }} \\u003c/script> ]]>",
    ] {
        let fields = [("tieu-de", title), ("sapo", title), ("tac-gia", title), ("the", "a<b, c\"d")];
        let (_, address) = publish(&mut chi, &fields).await;
        let page = page(&site, &address).await;
        assert_eq!(graph(&page)[0]["headline"], title);
        assert_eq!(graph(&page)[0]["author"][0]["name"], title);
        for opened in ["</head>", "<title>", "<meta property=\"og:title\""] {
            assert_eq!(page.matches(opened).count(), 1, "{title}: {opened}");
        }
        assert!(!page.contains("<script>alert"), "{title}");
    }
}
