//! Articles at the desk, over HTTP.

mod draft_calls;
mod drafts;
mod linkable;
mod merging;
mod previews;
mod unsaved;

use crate::{
    desk::{Browser, hire},
    support::{Answer, TestSite, archive, between, leads_to},
};
use axum::http::StatusCode;
use domain::accounts::Role;

const LIST: &str = "/ban-bien-tap/bai-viet";
const AN: &str = "an@site.test";
const BINH: &str = "binh@site.test";
const CHI: &str = "chi@site.test";
const DUNG: &str = "dung@site.test";

/// A site with two authors, and two editors without limits.
async fn site() -> TestSite {
    let pack = archive(1);
    let site = TestSite::with(&[pack.path()], "http://site.test").await;
    for (email, role) in [(AN, Role::Author), (BINH, Role::Author), (CHI, Role::Editor), (DUNG, Role::Editor)]
    {
        hire(&site, email, role, &[]).await;
    }
    site
}

async fn save(browser: &mut Browser<'_>, address: &str, version: &str, title: &str) -> Answer {
    save_with(browser, address, version, &[("tieu-de", title)]).await
}

/// Like `save`, with additional or different fields.
async fn save_with(
    browser: &mut Browser<'_>,
    address: &str,
    version: &str,
    typed: &[(&str, &str)],
) -> Answer {
    let mut fields = typed.to_vec();
    for usual in [("tieu-de", "Bài"), ("chuyen-muc", "2"), ("noi-dung", "<p>Gió thổi qua đồng.</p>")] {
        if typed.iter().all(|(name, _)| *name != usual.0) {
            fields.push(usual);
        }
    }
    fields.push(("phien-ban", version));
    browser.post(address, &fields).await
}

/// Creates a draft; returns its address at the desk.
async fn draft(browser: &mut Browser<'_>, title: &str) -> String {
    draft_in(browser, title, "2").await
}

/// Like `draft`, in a category.
async fn draft_in(browser: &mut Browser<'_>, title: &str, category: &str) -> String {
    let typed = [("tieu-de", title), ("chuyen-muc", category)];
    let saved = save_with(browser, &format!("{LIST}/moi"), "0", &typed).await;
    assert_eq!(saved.status, 303, "{}", saved.text);
    saved.header("location").split('?').next().expect("an address").to_owned()
}

/// Takes a step with an article, like the button below its form; returns the status.
async fn step(browser: &mut Browser<'_>, address: &str, name: &str, version: &str) -> StatusCode {
    browser.post(&format!("{address}/{name}"), &[("phien-ban", version)]).await.status
}

/// The version in the form on a page.
async fn version(browser: &mut Browser<'_>, address: &str) -> String {
    let page = browser.get(address).await.text;
    let field = page.split("<input").find(|field| field.contains("name=\"phien-ban\"")).expect("a version");
    between(field, "value=\"", "\"").to_owned()
}

#[tokio::test]
async fn a_draft_is_not_there_for_another_author() {
    let site = site().await;
    let mut an = Browser::signed_in(&site, AN).await;
    let mut binh = Browser::signed_in(&site, BINH).await;
    let address = draft(&mut an, "Chuyện chưa ai biết").await;
    let now = version(&mut an, &address).await;
    let preview = format!("{address}/xem-truoc");
    for answer in [binh.get(&address).await, binh.post(&preview, &[("tieu-de", "Của tôi")]).await] {
        assert_eq!(answer.status, 404);
        assert!(!answer.text.contains("Chuyện chưa ai biết"));
    }
    let refused = save(&mut binh, &address, &now, "Của tôi").await;
    assert_eq!(refused.status, 404);
    assert!(refused.text.contains("Của tôi"), "what was typed is kept");
    assert!(!refused.text.contains("Chuyện chưa ai biết") && !refused.text.contains(&address));
    for name in ["bo", "khoi-phuc"] {
        assert_eq!(step(&mut binh, &address, name, &now).await, 404, "{name}");
    }
    assert!(an.get(&address).await.text.contains("Chuyện chưa ai biết"));
    assert_eq!(version(&mut an, &address).await, now);
    assert!(!site.get("/").await.text.contains("Chuyện chưa ai biết"));
}

#[tokio::test]
async fn whoever_saves_second_is_told_and_keeps_what_was_typed() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let mut dung = Browser::signed_in(&site, DUNG).await;
    let address = draft(&mut chi, "Mùa gặt").await;
    let both_read = version(&mut dung, &address).await;
    assert_eq!(save(&mut chi, &address, &both_read, "Mùa gặt sớm").await.status, 303);
    let late = save(&mut dung, &address, &both_read, "Mùa gặt muộn").await;
    assert_eq!(late.status, 409);
    assert!(late.text.contains("Mùa gặt muộn") && late.text.contains("Người dùng chi"), "{}", late.text);
    let stored = chi.get(&address).await.text;
    assert!(stored.contains("Mùa gặt sớm") && !stored.contains("Mùa gặt muộn"));
}

#[tokio::test]
async fn readers_see_what_is_published_at_once_and_not_before() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let address = draft(&mut chi, "Con đò sang sông").await;
    assert!(!site.get("/").await.text.contains("Con đò sang sông"));
    let now = version(&mut chi, &address).await;
    assert_eq!(step(&mut chi, &address, "dang", &now).await, 303);
    assert!(site.get("/").await.text.contains("Con đò sang sông"));
    let now = version(&mut chi, &address).await;
    assert_eq!(step(&mut chi, &address, "go", &now).await, 303);
    assert!(!site.get("/").await.text.contains("Con đò sang sông"));
}

#[tokio::test]
async fn what_others_have_published_is_not_an_authors_to_change() {
    let site = site().await;
    let mut an = Browser::signed_in(&site, AN).await;
    let address = format!("{LIST}/1");
    assert_eq!(an.get(&address).await.status, 404);
    assert_eq!(save(&mut an, &address, "1", "Của tôi").await.status, 404);
    for name in ["bo", "khoi-phuc"] {
        assert_eq!(step(&mut an, &address, name, "1").await, 404, "{name}");
    }
    for name in ["dang", "go"] {
        assert_eq!(step(&mut an, &address, name, "1").await, 403, "{name}");
    }
    let read = site.get("/tin/kho/bai-01-1").await;
    assert!(read.status == 200 && read.text.contains("Bài 01"), "readers see no change");

    // Nor can an author publish an own draft with a forged button.
    let draft = draft(&mut an, "Bài của An").await;
    let now = version(&mut an, &draft).await;
    let forged = save_with(&mut an, &draft, &now, &[("tieu-de", "Bài của An"), ("luu-dang", "1")]).await;
    assert_eq!(forged.status, 403);
    assert!(forged.text.contains("Bài của An"), "what was typed is kept");
    assert!(!site.get("/").await.text.contains("Bài của An"));
}

#[tokio::test]
async fn an_editor_of_some_categories_touches_nothing_in_others() {
    let site = site().await;
    hire(&site, "em@site.test", Role::Editor, &[2]).await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let mut em = Browser::signed_in(&site, "em@site.test").await;
    let elsewhere = draft_in(&mut chi, "Ở gốc", "1").await;
    let now = version(&mut chi, &elsewhere).await;
    assert_eq!(em.get(&elsewhere).await.status, 404);
    assert_eq!(save(&mut em, &elsewhere, &now, "Đã sửa").await.status, 404);
    assert_eq!(step(&mut em, &elsewhere, "dang", &now).await, 404);

    // Authors cannot move their own articles out of their categories.
    let own = draft(&mut em, "Ở kho").await;
    let now = version(&mut em, &own).await;
    let moved = save_with(&mut em, &own, &now, &[("tieu-de", "Ở kho"), ("chuyen-muc", "1")]).await;
    assert!([403, 422].contains(&moved.status.as_u16()), "{}", moved.status);
    assert_eq!(version(&mut em, &own).await, now, "nothing was saved");
    assert_eq!(step(&mut em, &own, "dang", &now).await, 303);
    assert!(site.get("/tin/kho").await.text.contains("Ở kho"));
}

#[tokio::test]
async fn a_save_after_somebody_has_put_the_article_away_is_refused_and_keeps_what_was_typed() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let mut dung = Browser::signed_in(&site, DUNG).await;
    let address = draft(&mut chi, "Đồng làng").await;
    let read = version(&mut dung, &address).await;
    assert_eq!(step(&mut chi, &address, "bo", &read).await, 303);
    let late = save(&mut dung, &address, &read, "Đồng làng mùa nước").await;
    assert_eq!(late.status, 409);
    assert!(late.text.contains("Đồng làng mùa nước"), "{}", late.text);
    assert!(late.text.contains("đã được chuyển vào thùng rác"), "{}", late.text);
    let now = version(&mut chi, &address).await;
    assert_eq!(step(&mut chi, &address, "khoi-phuc", &now).await, 303);
    let stored = chi.get(&address).await.text;
    assert!(stored.contains("Đồng làng") && !stored.contains("mùa nước"));
}

#[tokio::test]
async fn what_cannot_be_saved_is_said_and_nothing_is_lost() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let long = format!("<p>Mở đầu.</p>{}", "<p>mot doan nua</p>".repeat(120_000));
    assert!(long.len() > 2_000_000);
    for (name, value, sentence) in [
        ("noi-dung", long.as_str(), "Bài viết quá dài: chỉ lưu được tối đa 256 KB"),
        ("gio-dang", "2100-01-01T08:00", "Chỉ hẹn giờ được trong vòng hai năm tới."),
        ("gio-dang", "ngày mai", "field__problem"),
        ("chuyen-muc", "-7", "field__problem"),
        ("hinh", "999999999999999999999", "field__problem"),
    ] {
        let typed = [("tieu-de", "Giữ lại tên này"), (name, value)];
        let answer = save_with(&mut chi, &format!("{LIST}/moi"), "0", &typed).await;
        assert_eq!(answer.status, 422, "{name}");
        assert!(answer.text.contains(sentence), "{name}: {}", answer.text.len());
        assert!(answer.text.contains("Giữ lại tên này"), "{name}");
        leads_to(&answer.text, name);
        if name == "noi-dung" {
            assert_eq!(answer.text.matches("mot doan nua").count(), 120_000, "the whole body comes back");
        }
    }
    assert!(!chi.get(LIST).await.text.contains("Giữ lại tên này"), "nothing was saved");
}

#[tokio::test]
async fn an_address_that_names_no_article_is_answered_as_a_missing_page() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    for id in ["0", "-1", "99", "1x", "1e3", "9223372036854775808", "%00", "..%2F1"] {
        let answer = chi.get(&format!("{LIST}/{id}")).await;
        assert_eq!(answer.status, 404, "{id}");
        assert_eq!(save(&mut chi, &format!("{LIST}/{id}"), "1", "Không có").await.status, 404, "{id}");
    }
}

#[tokio::test]
async fn another_address_leads_readers_on_from_the_old_one() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let address = format!("{LIST}/1");
    let now = version(&mut chi, &address).await;
    let typed = [("tieu-de", "Bài 01"), ("dia-chi", "ten-moi"), ("gio-dang", "2020-01-01T08:00")];
    assert_eq!(save_with(&mut chi, &address, &now, &typed).await.status, 303);
    let old = site.get("/tin/kho/bai-01-1").await;
    assert_eq!((old.status.as_u16(), old.header("location")), (301, "/tin/kho/ten-moi-1"));
    assert_eq!(site.get("/tin/kho/ten-moi-1").await.status, 200);
}

#[tokio::test]
async fn a_draft_is_on_no_page_of_readers_and_its_preview_is_kept_nowhere() {
    let site = site().await;
    let mut an = Browser::signed_in(&site, AN).await;
    let address = draft(&mut an, "Điều chưa nói").await;
    let id = address.rsplit('/').next().expect("an id");
    for page in ["/", "/tin/goc", "/tin/kho", "/thong-ke", "/sitemap.xml"] {
        assert!(!site.get(page).await.text.contains("Điều chưa nói"), "{page}");
    }
    assert_eq!(site.get(&format!("/tin/kho/dieu-chua-noi-{id}")).await.status, 404);
    let preview = an.post(&format!("{address}/xem-truoc"), &[("tieu-de", "Điều chưa nói")]).await;
    assert!(preview.status == 200 && preview.text.contains("Điều chưa nói"));
    assert_eq!(preview.header("cache-control"), "no-store");
    let mut stranger = Browser::new(&site);
    assert_eq!(
        stranger.post(&format!("{address}/xem-truoc"), &[]).await.status,
        303,
        "to the page for signing in"
    );
}

#[tokio::test]
async fn the_list_says_how_many_there_are_and_goes_on_and_back() {
    let pack = archive(65);
    let site = TestSite::with(&[pack.path()], "http://site.test").await;
    hire(&site, CHI, Role::Editor, &[]).await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let link = |page: &str, name: &str| {
        let link = page.split("<a ").find(|link| link.contains(name)).unwrap_or_default().to_owned();
        between(&link, "href=\"", "\"").replace("&amp;", "&")
    };
    let rows = |page: &str| page.matches("desk-table__title").count();
    let titles = |page: &str| {
        page.split("desk-table__title")
            .skip(1)
            .map(|row| between(row, "<a ", "</a>").to_owned())
            .collect::<Vec<_>>()
    };
    for list in [LIST.to_owned(), format!("{LIST}?tim=bai")] {
        let first = chi.get(&list).await.text;
        assert!(first.contains("Có 65 bài.") && rows(&first) == 30 && !first.contains("Bài mới hơn"));
        let second = chi.get(&link(&first, "rel=\"next\"")).await.text;
        let third = chi.get(&link(&second, "rel=\"next\"")).await.text;
        assert_eq!((rows(&second), rows(&third)), (30, 5));
        assert!(!third.contains("Bài cũ hơn"));
        let back = chi.get(&link(&third, "rel=\"prev\"")).await.text;
        assert_eq!(titles(&back), titles(&second), "the page before is the one that was left");
        let start = chi.get(&link(&back, "rel=\"prev\"")).await.text;
        assert_eq!(titles(&start), titles(&first));
        assert!(!start.contains("Bài mới hơn"));
    }

    // The filter is kept in links, and an invalid day is ignored.
    let none = chi.get(&format!("{LIST}?tu-ngay=2100-01-01")).await.text;
    assert!(none.contains("Không có bài nào như vậy.") && none.contains("2100-01-01"));
    assert!(chi.get(&format!("{LIST}?den-ngay=homqua")).await.text.contains("Có 65 bài."));
}

#[tokio::test]
async fn what_to_look_at_before_publishing_is_listed_and_hinders_nothing() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    assert!(
        !chi.get(&format!("{LIST}/moi")).await.text.contains("Nên xem lại"),
        "there is nothing to look at yet"
    );
    let dead = [
        "/tin/kho/x-999",
        "/trang/x",
        "/tin/x",
        "/the/x",
        "/chuyen-de/x",
        "/tac-gia/x",
        "/binh-chon/9",
        "/media/x/y.pdf",
        "/ban-bien-tap",
        "http://site.test/x",
    ];
    let alive = [
        "/",
        "/tin/kho/bai-01-1",
        "http://site.test/tin/kho",
        "/binh-chon",
        "/thong-ke/2026-11/x.csv",
        "https://x.test/",
        "#a",
    ];
    let links: String =
        dead.into_iter().chain(alive).map(|to| format!("<p><a href=\"{to}\">Đây</a></p>")).collect();
    let body = &format!("<p>Cán bộ xử dụng máy.</p>{links}");
    let fields = [("tieu-de", "Họp ngày 31/11/2026"), ("noi-dung", body.as_str())];
    let saved = save_with(&mut chi, &format!("{LIST}/moi"), "0", &fields).await;
    let address = saved.header("location").split('?').next().expect("an address").to_owned();
    let page = chi.get(&address).await.text;
    assert!(page.contains("Nên xem lại trước khi đăng: 14 chỗ"), "{page}");
    assert!(page.contains("Không có ngày “31/11/2026”") && page.contains("“sử dụng”"));
    for (addresses, is_listed) in [(&dead[..], true), (&alive[..], false)] {
        for address in addresses {
            assert_eq!(
                page.contains(&format!("Liên kết “{address}” dẫn tới trang mà")),
                is_listed,
                "{address}"
            );
        }
    }
    assert!(page.contains("<a href=\"#noi-dung\">Nội dung</a>"));
    let now = version(&mut chi, &address).await;
    let mut all = fields.to_vec();
    all.push(("luu-dang", "1"));
    assert_eq!(save_with(&mut chi, &address, &now, &all).await.status, 303);
    assert!(site.get("/").await.text.contains("Họp ngày 31/11/2026"));
}
