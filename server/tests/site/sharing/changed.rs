//! When an article was changed, as search engines are told: only what readers see counts.

use super::{Browser, CHI, graph, page, publish, save, site, version};
use crate::support::TestSite;

async fn modified(site: &TestSite, address: &str) -> String {
    graph(&page(site, address).await)[0]["dateModified"].as_str().expect("a time").to_owned()
}

#[tokio::test]
async fn only_what_readers_see_changes_the_date() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let (desk, address) = publish(&mut chi, &[("tieu-de", "Mùa gặt")]).await;
    assert_eq!(modified(&site, &address).await, "2026-11-25T09:00:00+07:00");
    for (hour, fields, expected) in [
        (10, &[][..], 9),
        (11, &[("tieu-de-chia-se", "Mùa gặt 2026"), ("mo-ta-chia-se", "Tin."), ("dia-chi", "gat")], 9),
        (12, &[("noi-dung", "<p>Gió nam.</p>")], 12),
        (13, &[("noi-dung", "<p>Gió nam.</p>")], 12),
        (14, &[("noi-dung", "<p>Gió nam.</p>"), ("the", "mùa màng")], 14),
        (15, &[("noi-dung", "<p>Gió nam.</p>"), ("the", "mùa màng"), ("chuyen-muc", "1")], 15),
    ] {
        site.set_clock(&format!("2026-11-25T{hour}:00:00+07:00"));
        save(&mut chi, &desk, fields).await;
        let expected = format!("2026-11-25T{expected:02}:00:00+07:00");
        assert_eq!(modified(&site, &address).await, expected, "{hour}: {fields:?}");
    }
}

#[tokio::test]
async fn steps_are_no_changes_and_no_article_is_changed_before_it_is_published() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let (desk, address) = publish(&mut chi, &[]).await;
    for (hour, step) in [(10, "go"), (11, "dang")] {
        site.set_clock(&format!("2026-11-25T{hour}:00:00+07:00"));
        let now = version(&mut chi, &desk).await;
        assert_eq!(chi.post(&format!("{desk}/{step}"), &[("phien-ban", &now)]).await.status, 303, "{step}");
    }
    let article = graph(&page(&site, &address).await)[0].clone();
    assert_eq!(article["dateModified"], article["datePublished"]);

    // Dated ahead: the date shown is later than the change.
    site.set_clock("2026-11-25T12:00:00+07:00");
    let fields = [("noi-dung", "<p>Mưa.</p>"), ("gio-dang", "2026-12-02T09:00"), ("giu-hien", "1")];
    save(&mut chi, &desk, &fields).await;
    let article = graph(&page(&site, &address).await)[0].clone();
    assert_eq!(article["datePublished"], "2026-12-02T09:00:00+07:00");
    assert_eq!(article["dateModified"], article["datePublished"]);
}
