//! The search for a reader without JavaScript, and its call for suggestions.

use crate::{
    desk::{Browser, hire},
    support::{TestSite, archive, between},
};
use axum::http::StatusCode;
use domain::accounts::Role;

/// The address of a search.
fn asked(words: &str) -> String {
    let written: String = words.bytes().map(|byte| format!("%{byte:02X}")).collect();
    format!("/tim-kiem?q={written}")
}

/// The addresses of the articles on a page with results.
fn found(page: &str) -> Vec<String> {
    let links = between(page, "<main", "</main>").split("<a href=\"").skip(1);
    let cards = links.filter(|link| between(link, "\"", ">").contains("article-card__link"));
    cards.filter_map(|link| link.split('"').next()).map(str::to_owned).collect()
}

#[tokio::test]
async fn every_page_has_a_box_that_works_as_a_form() {
    let site = TestSite::starter().await;
    for address in ["/", "/tin/van-hoa-doc", "/thong-ke", "/khong-co", "/tim-kiem"] {
        let page = site.get(address).await.text;
        let form = between(&page, "<form", "</form>");
        assert!(
            form.contains("search-box")
                && form.contains("action=\"/tim-kiem\"")
                && form.contains("name=\"q\""),
            "{address}"
        );
    }
}

#[tokio::test]
async fn words_without_marks_find_the_article_and_show_where_it_has_them() {
    let site = TestSite::starter().await;
    for words in ["thư viện làng", "thu vien lang", "THU VIEN LANG"] {
        let answer = site.get(&asked(words)).await;
        assert_eq!(answer.status, StatusCode::OK);
        let page = between(&answer.text, "<main", "</main>");
        let first = between(page, "<article", "</article>");
        assert!(first.contains("/tin/van-hoa-doc/thu-vien-lang-sang-den-buoi-toi-13"), "{words}: {first}");
        assert!(first.contains("<mark>Thư viện làng</mark> sáng đèn buổi tối"), "{first}");
        assert!(page.contains(&format!("Tìm “{words}”</h1>")));
        assert!(
            answer.text.contains("<meta name=\"robots\" content=\"noindex\">"),
            "searches are not indexed"
        );
    }
}

#[tokio::test]
async fn filters_stand_in_the_address_and_in_the_form() {
    let site = TestSite::starter().await;
    let all = found(&site.get(&asked("sách")).await.text).len();
    let page = site.get(&format!("{}&muc=van-hoa-doc&nam=2026", asked("sách"))).await.text;
    let main = between(&page, "<main", "</main>");
    let some = found(&page).len();
    assert!(some > 0 && some < all, "{some} of {all}");
    assert!(main.contains("<option value=\"van-hoa-doc\" selected>"), "{main}");
    assert!(main.contains("Tìm trong mọi bài"));
    // Empty values, as the form sends them, are no filters.
    let empty = site.get(&format!("{}&muc=&nam=&loat=&nguoi-viet=", asked("sách"))).await.text;
    assert_eq!(found(&empty).len(), all);
    for wrong in ["&muc=khong-co", "&nam=1900", "&nguoi-viet=khong-co", "&loat=khong-co"] {
        let answer = site.get(&format!("{}{wrong}", asked("sách"))).await;
        assert_eq!(answer.status, StatusCode::OK, "{wrong}");
        assert!(answer.text.contains("Không tìm thấy bài nào."), "{wrong}");
    }
    for wrong in ["&nam=x", "&sau=x", "&muc=%F0%9F%8E%89"] {
        assert_eq!(
            site.get(&format!("{}{wrong}", asked("sách"))).await.status,
            StatusCode::BAD_REQUEST,
            "{wrong}"
        );
    }
}

#[tokio::test]
async fn whatever_is_typed_is_answered_in_whole_sentences() {
    let site = TestSite::starter().await;
    let long = "sách ".repeat(200);
    for words in [
        "\" OR NEAR( * ^ : -",
        "🎉",
        "\0",
        "a",
        "<script>alert(1)</script>",
        "'; drop table articles; --",
        &long,
        "%",
        "&q=x",
    ] {
        let answer = site.get(&asked(words)).await;
        assert_eq!(answer.status, StatusCode::OK, "{words}");
        assert!(!answer.text.contains("<script>alert"), "{words}");
    }
    assert!(site.get(&asked(&long)).await.text.contains("chỉ phần đầu được dùng để tìm"));
    let page = site.get(&asked("gioi thieu")).await.text;
    let things = between(&page, "class=\"search-things\"", "</nav>");
    assert!(things.contains("href=\"/trang/gioi-thieu\""), "{things}");
    let page = site.get("/tim-kiem").await.text;
    assert!(page.contains("Quý vị nhập từ cần tìm"));
    let page = site.get("/tim-kiem?q=s%C3%A1ch&q=kh%C3%B4ng").await.text;
    assert!(page.contains("Tìm “sách”</h1>"), "the first one counts");
    let page = site.get(&asked("khuyến hox")).await.text;
    assert!(
        page.contains("Có phải quý vị tìm: <a href=\"/tim-kiem?q="),
        "{}",
        between(&page, "<main", "</main>")
    );
}

#[tokio::test]
async fn what_was_searched_in_vain_is_listed_at_the_desk() {
    let site = TestSite::starter().await;
    for words in ["Học bổng Zzyzx", "hoc bong zzyzx", "thư viện"] {
        site.get(&asked(words)).await;
    }
    // Neither a filter nor a further page says that the site has nothing.
    site.get(&format!("{}&muc=van-hoa-doc", asked("xzqw"))).await;
    hire(&site, "bien@site.test", Role::Editor, &[]).await;
    let answer = Browser::signed_in(&site, "bien@site.test").await.get("/ban-bien-tap/tim-khong-thay").await;
    assert_eq!(answer.status, StatusCode::OK);
    let list = between(&answer.text, "<table", "</table>");
    assert!(list.contains("hoc bong zzyzx</a>") && list.contains("<td>2</td>"), "{list}");
    assert!(!list.contains("thu vien") && !list.contains("xzqw"), "{list}");
}

#[tokio::test]
async fn suggestions_are_titles_and_names() {
    let site = TestSite::starter().await;
    let ask = async |typed: &str| {
        let answer = site.get(&format!("/api/search/suggest?typed={}", typed.replace(' ', "+"))).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.header("cache-control"), "private, max-age=10");
        answer.text
    };
    let found = ask("thu vien lang s").await;
    assert!(found.contains("/tin/van-hoa-doc/thu-vien-lang-sang-den-buoi-toi-13"), "{found}");
    let found = ask("van hoa").await;
    assert!(found.contains(r#""kind":"Chuyên mục","address":"/tin/van-hoa-doc""#), "{found}");
    assert_eq!(ask("t").await, "[]");
    assert_eq!(ask("").await, "[]");
}

#[tokio::test]
async fn a_page_shows_twenty_and_leads_to_the_next() {
    let pack = archive(45);
    let site = TestSite::with(&[pack.path()], "http://site.test").await;
    let (mut address, mut all, mut pages) = (asked("bài"), Vec::new(), 0);
    loop {
        let page = site.get(&address).await.text;
        let main = between(&page, "<main", "</main>");
        all.extend(found(&page));
        pages += 1;
        let Some(next) = main.split("rel=\"next\"").next().filter(|_| main.contains("rel=\"next\"")) else {
            break;
        };
        let href = next.rsplit("href=\"").next().and_then(|rest| rest.split('"').next()).expect("an address");
        address = href.replace("&amp;", "&");
    }
    all.sort();
    all.dedup();
    assert_eq!((all.len(), pages), (45, 3));
}
