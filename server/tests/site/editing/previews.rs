//! Articles as readers would see them, before they do: beside the form, and by secret links.

use super::{
    AN, BINH, Browser, CHI, LIST, draft,
    draft_calls::{id_of, keep, open, published, request},
    site, step, version,
};
use crate::{
    desk::store,
    support::{Answer, TestSite, between},
};

/// Sends the form of an article with one of the buttons for links.
async fn press(browser: &mut Browser<'_>, address: &str, typed: &[(&str, &str)]) -> Answer {
    let now = version(browser, address).await;
    let usual =
        [("tieu-de", "Mùa gặt"), ("chuyen-muc", "2"), ("noi-dung", "<p>Gió.</p>"), ("phien-ban", &now)];
    browser.post(address, &[&usual, typed].concat()).await
}

/// The paths of the links on the page of an article.
fn links(page: &str) -> Vec<String> {
    let start = "value=\"http://site.test/xem-truoc/";
    page.split(start)
        .skip(1)
        .map(|rest| format!("/xem-truoc/{}", rest.split('"').next().expect("a link")))
        .collect()
}

/// Makes a link; its path.
async fn make(browser: &mut Browser<'_>, address: &str) -> String {
    let made = press(browser, address, &[("tao-lien-ket", "1"), ("han-lien-ket", "7")]).await;
    assert_eq!(made.status, 200, "{}", made.text);
    links(&made.text).remove(0)
}

async fn count(site: &TestSite, query: &'static str) -> i64 {
    let db = store(site).await;
    let mut tx = db.write().await.expect("a transaction");
    sqlx::query_scalar(query).fetch_one(&mut *tx).await.expect("a number")
}

async fn status(site: &TestSite, path: &str) -> u16 {
    site.get(path).await.status.as_u16()
}

#[tokio::test]
async fn what_is_typed_into_a_new_article_is_shown_and_not_stored() {
    let site = site().await;
    let mut an = Browser::signed_in(&site, AN).await;
    let preview = format!("{LIST}/moi/xem-truoc");
    let seen = an.post(&preview, &[("noi-dung", "<p>Câu đầu tiên.</p>")]).await;
    assert_eq!(seen.status, 200, "{}", seen.text);
    for text in ["Câu đầu tiên.", "Bài chưa có tiêu đề", "chưa lưu gì"] {
        assert!(seen.text.contains(text), "{text}");
    }
    assert_eq!((seen.header("cache-control"), seen.header("x-robots-tag")), ("no-store", "noindex"));
    // As bad as it can be: it can neither be shown nor be lost.
    let long = "chữ ".repeat(200);
    let typed = [("tieu-de", long.as_str()), ("noi-dung", "<p>Còn đây.</p>")];
    let refused = an.post(&preview, &typed).await;
    assert!(refused.status == 422 && refused.text.contains("Còn đây."));
    let beside = an.post(&format!("{preview}?khung"), &typed).await;
    assert!(beside.status == 422 && beside.text.contains("Ô “Tiêu đề” chưa hợp lệ"), "{}", beside.text);
    assert!(beside.header("content-security-policy").contains("frame-ancestors 'self'"));
    assert_eq!(count(&site, "select count(*) from articles where created_by is not null").await, 0);
}

#[tokio::test]
async fn a_secret_link_shows_what_is_being_written_to_anybody() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let (address, id) = published(&mut chi).await;
    let opened = open(&mut chi, &id).await;
    let changed = "<p>Câu đang viết.</p>";
    keep(&mut chi, &id, &request("a", 1, &opened, changed)).await;
    let made =
        press(&mut chi, &address, &[("sapo", "Chưa lưu.<"), ("tao-lien-ket", "1"), ("han-lien-ket", "1")])
            .await;
    assert!(
        made.text.contains("Đã tạo liên kết xem trước") && made.text.contains("Chưa lưu.&lt;"),
        "what was typed stays"
    );
    let link = links(&made.text).remove(0);
    let seen = site.get(&link).await;
    assert_eq!(seen.status, 200, "{}", seen.text);
    assert!(seen.text.contains("Câu đang viết.") && seen.text.contains("Bản xem trước"));
    assert!(!seen.text.contains("/ban-bien-tap/bai-viet"), "no way to the desk");
    assert_eq!(
        ["cache-control", "x-robots-tag", "referrer-policy"].map(|name| seen.header(name)),
        ["no-store", "noindex", "no-referrer"]
    );
    assert!(!site.get(&format!("/tin/kho/mua-gat-{id}")).await.text.contains("Câu đang viết."));
}

#[tokio::test]
async fn a_link_ends_when_it_is_withdrawn_and_when_its_time_is_over() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let address = draft(&mut chi, "Mùa gặt").await;
    let (first, second) = (make(&mut chi, &address).await, make(&mut chi, &address).await);
    let both = (status(&site, &first).await, status(&site, &second).await);
    assert!(first != second && both == (200, 200));
    let id = between(&first, "/xem-truoc/", "-").to_owned();
    let withdrawn = press(&mut chi, &address, &[("thu-hoi-lien-ket", &id)]).await;
    assert!(withdrawn.text.contains("Đã thu hồi liên kết"));
    let both = (status(&site, &first).await, status(&site, &second).await);
    assert!(both == (410, 200) || both == (200, 410), "{both:?}");
    site.set_clock("2027-12-01T08:00:00+07:00");
    assert_eq!((status(&site, &first).await, status(&site, &second).await), (410, 410));
    let mut chi = Browser::signed_in(&site, CHI).await;
    let page = chi.get(&address).await.text;
    assert_eq!(links(&page), Vec::<String>::new());
    make(&mut chi, &address).await;
    let rows = count(&site, "select count(*) from preview_links").await;
    assert_eq!(rows, 1, "what has expired is removed");
}

#[tokio::test]
async fn a_link_is_worth_what_its_maker_may_see() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let mut an = Browser::signed_in(&site, AN).await;
    let address = draft(&mut an, "Mùa gặt").await;
    let (of_an, of_chi) = (make(&mut an, &address).await, make(&mut chi, &address).await);
    assert_eq!((status(&site, &of_an).await, status(&site, &of_chi).await), (200, 200));
    let db = store(&site).await;
    let mut tx = db.write().await.expect("a transaction");
    sqlx::query("update accounts set disabled_at = 1 where email = $1")
        .bind(AN)
        .execute(&mut *tx)
        .await
        .expect("disabled");
    tx.commit().await.expect("disabled");
    let (gone, stays) = if status(&site, &of_an).await == 410 { (of_an, of_chi) } else { (of_chi, of_an) };
    assert_eq!((status(&site, &gone).await, status(&site, &stays).await), (410, 200));
    let now = version(&mut chi, &address).await;
    assert_eq!(step(&mut chi, &address, "bo", &now).await, 303);
    assert_eq!(status(&site, &stays).await, 410, "in the trash");
}

#[tokio::test]
async fn nobody_else_makes_links_and_nobody_guesses_one() {
    let site = site().await;
    let mut an = Browser::signed_in(&site, AN).await;
    let address = draft(&mut an, "Mùa gặt").await;
    let link = make(&mut an, &address).await;
    let mut binh = Browser::signed_in(&site, BINH).await;
    let form = [("tieu-de", "Mùa gặt"), ("tao-lien-ket", "1")];
    let refused = binh.post(&address, &form).await;
    assert!(refused.status != 200 && links(&refused.text).is_empty(), "{}", refused.status);
    let id = id_of(&link).split('-').next().expect("an id").to_owned();
    binh.post(&address, &[("tieu-de", "Mùa gặt"), ("thu-hoi-lien-ket", &id)]).await;
    assert_eq!(status(&site, &link).await, 200, "it was not withdrawn");
    let last = if link.ends_with('0') { "1" } else { "0" };
    let forged = format!("{}{last}", &link[..link.len() - 1]);
    for wrong in [forged.as_str(), &link[..link.len() - 1], "/xem-truoc/1", "/xem-truoc/x-y", "/xem-truoc/-"]
    {
        assert_eq!(status(&site, wrong).await, 410, "{wrong}");
    }
    for _ in 0..9 {
        make(&mut an, &address).await;
    }
    let page = an.get(&address).await.text;
    assert!(links(&page).len() == 10 && !page.contains("name=\"tao-lien-ket\""), "there are enough");
    assert_eq!(press(&mut an, &address, &form).await.status, 403);
}

#[tokio::test]
async fn a_writers_link_shows_nothing_of_what_editors_write_later() {
    let site = site().await;
    let mut an = Browser::signed_in(&site, AN).await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let address = draft(&mut an, "Mùa gặt").await;
    let link = make(&mut an, &address).await;
    let now = version(&mut chi, &address).await;
    assert_eq!(step(&mut chi, &address, "dang", &now).await, 303);
    let id = id_of(&address);
    let opened = open(&mut chi, &id).await;
    keep(&mut chi, &id, &request("a", 1, &opened, "<p>Chưa ai được đọc.</p>")).await;
    let seen = site.get(&link).await;
    assert!(seen.status == 200 && !seen.text.contains("Chưa ai được đọc."));
    let of_chi = make(&mut chi, &address).await;
    let texts = [site.get(&link).await.text, site.get(&of_chi).await.text];
    assert_eq!(
        texts.iter().filter(|text| text.contains("Chưa ai được đọc.")).count(),
        1,
        "the editor's link shows it"
    );
}

#[tokio::test]
async fn a_button_for_links_saves_nothing_whatever_it_says() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let (address, id) = published(&mut chi).await;
    for button in [("thu-hoi-lien-ket", "x"), ("thu-hoi-lien-ket", "999")] {
        let answer = press(&mut chi, &address, &[("sapo", "Chưa lưu."), button]).await;
        assert!(answer.status == 200 && answer.text.contains("Chưa lưu."), "{button:?}");
    }
    let new = chi.post(&format!("{LIST}/moi"), &[("tieu-de", "Bài"), ("tao-lien-ket", "1")]).await;
    assert!(new.status != 303 && new.text.contains("value=\"Bài\""), "{}", new.status);
    assert!(!site.get(&format!("/tin/kho/mua-gat-{id}")).await.text.contains("Chưa lưu."));
}
