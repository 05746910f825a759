//! Each page has one address; every other spelling is redirected to it, or is not found.

use crate::support::{TestSite, site_options};
use axum::http::{Method, StatusCode};

const ARTICLE: &str = "/tin/tin-co-so/giu-nep-hoc-tu-moi-xom-nho-o-xa-yen-mach-21";

#[tokio::test]
async fn every_kind_of_page_opens() {
    let site = TestSite::starter().await;
    for address in [
        "/",
        "/tin/van-hoa-doc",
        "/tin/tin-co-so",
        "/tin/van-hoa-doc/thang/2026-09",
        "/chuyen-de",
        "/chuyen-de/moi-xom-mot-tu-sach",
        "/the/doc-sach",
        "/tac-gia/le-thi-sen",
        ARTICLE,
        "/trang/gioi-thieu",
    ] {
        let answer = site.get(address).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        assert!(answer.header("content-type").starts_with("text/html"), "{address}");
        let canonical = format!("<link href=\"http://site.test{address}\" rel=\"canonical\">");
        assert!(answer.text.contains(&canonical), "{address}");
    }
}

#[tokio::test]
async fn other_spellings_move_for_good_whoever_asks() {
    let site = TestSite::starter().await;
    for (wrong, right) in [
        ("/tin/tin-co-so/ten-khac-21", ARTICLE),
        ("/tin/muc-khac/giu-nep-hoc-tu-moi-xom-nho-o-xa-yen-mach-21", ARTICLE),
        ("/tin/TIN-CO-SO/GIU-NEP-HOC-21", ARTICLE),
        ("/tin/tin-co-so/21", ARTICLE),
        ("/tin/Van-Hoa-Doc", "/tin/van-hoa-doc"),
        ("/tin/v%C4%83n-h%C3%B3a-%C4%91%E1%BB%8Dc", "/tin/van-hoa-doc"),
        ("/trang/Gi%E1%BB%9Bi%20Thi%E1%BB%87u", "/trang/gioi-thieu"),
        ("/tin/Van-Hoa-Doc/thang/2026-09?truoc=5-5", "/tin/van-hoa-doc/thang/2026-09?truoc=5-5"),
        ("/the/%C4%90%E1%BB%8Dc%20S%C3%A1ch", "/the/doc-sach"),
        ("/tac-gia/L%C3%AA-Th%E1%BB%8B-Sen", "/tac-gia/le-thi-sen"),
        ("/chuyen-de/Moi-Xom-Mot-Tu-Sach", "/chuyen-de/moi-xom-mot-tu-sach"),
        ("/tin/van-hoa-doc/", "/tin/van-hoa-doc"),
        ("/tin/van-hoa-doc/?a=b", "/tin/van-hoa-doc?a=b"),
        ("//evil.example/", "/evil.example"),
    ] {
        for headers in [&[][..], &[("accept", "*/*")], &[("accept", "text/html")]] {
            let answer = site.ask(Method::GET, wrong, headers).await;
            assert_eq!(answer.status, StatusCode::MOVED_PERMANENTLY, "{wrong} {headers:?}");
            assert_eq!(answer.header("location"), right, "{wrong} {headers:?}");
        }
    }
}

#[tokio::test]
async fn what_is_not_there_is_not_found_on_a_page_with_a_way_on() {
    let site = TestSite::starter().await;
    for address in [
        "/khong-co",
        "/tin/khong-co",
        "/tin/tin-co-so/bai-999",
        "/tin/tin-co-so/bai",
        "/trang/khong-co",
        "/chuyen-de/khong-co",
        "/the/khong-co",
        "/tac-gia/khong-co",
        "/tin/van-hoa-doc/thang/2026-13",
        "/tin/van-hoa-doc/thang/2026",
        "/tin/khong-co/thang/2026-09",
        "/tin",
    ] {
        let answer = site.get(address).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
        assert!(answer.text.contains("Không tìm thấy trang này"), "{address}");
        assert!(answer.text.contains("Về trang nhất"), "{address}");
        assert!(answer.text.contains("noindex"), "{address}");
    }
}

#[tokio::test]
async fn a_mark_that_a_chat_adds_moves_nobody() {
    let site = TestSite::starter().await;
    for address in ["/?utm_source=zalo", &format!("{ARTICLE}?fbclid=a_b"), "/tin/van-hoa-doc?x=1"] {
        assert_eq!(site.get(address).await.status, StatusCode::OK, "{address}");
    }
}

#[tokio::test]
async fn head_answers_like_get_without_the_body() {
    let site = TestSite::starter().await;
    let head = site.ask(Method::HEAD, ARTICLE, &[]).await;
    let get = site.get(ARTICLE).await;
    assert_eq!(head.status, StatusCode::OK);
    assert_eq!(head.text, "");
    assert_eq!(head.header("etag"), get.header("etag"));
    assert_eq!(site.ask(Method::HEAD, "/khong-co", &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_probes_answer() {
    let site = TestSite::starter().await;
    assert_eq!(site.get("/healthz").await.text, "ok");
    assert_eq!(site.get("/readyz").await.status, StatusCode::OK);
    let empty = tempfile::tempdir().expect("a folder");
    let db = domain::db::Db::open(&empty.path().join("site.db"), domain::db::Missing::Create).await;
    let folder = server::assets::SiteFiles::unbuilt(empty.path());
    let opening = site_options("http://site.test", 0, empty.path());
    let clock = domain::clock::Clock::system();
    let site = server::state::AppState::open(db.expect("a database"), clock, &folder, opening).await;
    let site = site.expect("a site");
    let site = TestSite::around(server::router::router(site, &folder), empty);
    assert_eq!(site.get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
    let page = site.get("/").await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.text.contains("tạm thời chưa phục vụ được"));
}
