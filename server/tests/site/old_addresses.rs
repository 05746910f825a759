//! Addresses of the replaced site.

use crate::support::TestSite;
use axum::http::{Method, StatusCode};

const ARTICLE: &str = "/tin/tin-co-so/giu-nep-hoc-tu-moi-xom-nho-o-xa-yen-mach-21";

#[tokio::test]
async fn an_old_address_leads_in_one_step_to_what_stands_for_it() {
    let site = TestSite::starter().await;
    for (old, new) in [
        ("/news/Tin-co-so/GIU-NEP-HOC-TU-MOI-XOM-21/", ARTICLE),
        ("/news/Tin-co-so/GIU-NEP-HOC-TU-MOI-XOM-21", ARTICLE),
        ("/index.php/vi/news/Tin-co-so/Ten-cu-21/", ARTICLE),
        ("/vi/news/chuyen-muc-da-bo/ten-cu-21.html", ARTICLE),
        ("/news/tin-co-so/ten-cu-21.html?fbclid=x", ARTICLE),
        ("/index.php?language=vi&nv=news&op=Tin-co-so/Ten-cu-21", ARTICLE),
        ("/news/", "/"),
        ("/vi/news/search/?q=sach", "/tim-kiem"),
        ("/vi", "/"),
        ("/index.php", "/"),
        ("/news/Van-hoa-doc/", "/tin/van-hoa-doc"),
        ("/vi/news/Van-hoa-doc/page-2/", "/tin/van-hoa-doc"),
        ("/index.php?nv=news&op=Van-hoa-doc", "/tin/van-hoa-doc"),
        ("/news/topic/Moi-xom-mot-tu-sach/", "/chuyen-de/moi-xom-mot-tu-sach"),
        ("/news/tag/doc-sach/", "/the/doc-sach"),
        ("/news/author/le-thi-sen/", "/tac-gia/le-thi-sen"),
        ("/vi/news/rss/", "/rss.xml"),
        ("/rss/", "/rss.xml"),
        ("/news/rss/Van-hoa-doc/", "/tin/van-hoa-doc/rss.xml"),
        ("/about/", "/trang/gioi-thieu"),
        ("/vi/about/Gioi-thieu.html", "/trang/gioi-thieu"),
        ("/contact/", "/trang/lien-he"),
        ("/voting/", "/binh-chon"),
        ("/statistics/", "/thong-ke"),
    ] {
        for method in [Method::GET, Method::HEAD] {
            let answer = site.ask(method, old, &[]).await;
            assert_eq!(answer.status, StatusCode::MOVED_PERMANENTLY, "{old}");
            assert_eq!(answer.header("location"), new, "{old}");
        }
        assert_eq!(site.get(new).await.status, StatusCode::OK, "{old}");
    }
}

#[tokio::test]
async fn what_is_not_there_is_not_found_under_its_old_address_either() {
    let site = TestSite::starter().await;
    for old in [
        "/news/Tin-co-so/Khong-co-999999/",
        "/vi/news/tin-co-so/khong-co-999999.html",
        "/news/Khong-co/",
        "/news/rss/Khong-co/",
        "/news/topic/Khong-co/",
        "/about/Khong-co/",
        "/users/login/",
        "/index.php?nv=users&op=login",
        "/news/a/b/c/",
    ] {
        let answer = site.get(old).await;
        // An address that is no old one is first redirected to the spelling without a slash.
        let answer = match answer.status {
            StatusCode::MOVED_PERMANENTLY => site.get(answer.header("location")).await,
            _ => answer,
        };
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{old}");
        assert!(answer.text.contains("Không tìm thấy trang này"), "{old}");
    }
    assert_eq!(site.ask(Method::POST, "/news/", &[]).await.status, StatusCode::METHOD_NOT_ALLOWED);
    for (old, status) in
        [("/news/a/%FF-21/", StatusCode::MOVED_PERMANENTLY), ("/news/%FF/", StatusCode::BAD_REQUEST)]
    {
        assert_eq!(site.get(old).await.status, status, "{old}");
    }
}
