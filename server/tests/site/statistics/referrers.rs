//! Which site a visitor came from.

use super::{ARTICLES, TODAY, counts, reader::Reader, site, table};
use crate::support::{TestOptions, TestSite};

/// A new visitor follows a link from this referrer.
async fn follow(site: &TestSite, number: usize, referer: &str) {
    let peer = format!("10.1.{}.{}:80", number / 250, number % 250);
    let says = [("host", "site.test"), ("referer", referer)];
    let reader = Reader { says: &says, ..Reader::at(site, &peer) };
    assert_eq!(reader.get("/thong-ke/cach-dem").await.status, 200, "{referer}");
}

#[tokio::test]
async fn a_referrer_is_counted_by_its_host() {
    let site = site().await;
    let referers = [
        "https://www.google.com/search?q=ten+toi",
        "https://google.com/",
        "https://nguoi:matkhau@bao.example:8443/duong-rieng?q=x#y",
        "android-app://com.zing.zalo/",
        "https://bao.example",
    ];
    for (number, referer) in referers.iter().enumerate() {
        follow(&site, number, referer).await;
    }
    let rows = table(&site, TODAY, "nguon").await;
    assert_eq!(rows, [["bao.example", "2", "2"], ["google.com", "2", "2"], ["com.zing.zalo", "1", "1"]]);
}

#[tokio::test]
async fn moving_within_the_site_has_no_referrer() {
    let site = site().await;
    let own = [
        "http://site.test/",
        "http://site.test/tin/kho",
        "https://SITE.test:8443/x",
        "http://site.test:3000/",
        "about:blank",
        "javascript:alert(1)",
        "/tin/kho",
        "",
        "không phải địa chỉ",
        "http://192.0.2.7/rieng",
        "http://[2001:db8::1]/rieng",
        "http://may-cua-toi/",
    ];
    for (number, referer) in own.iter().enumerate() {
        follow(&site, number, referer).await;
    }
    // With another host name, as behind a proxy.
    let says = [("host", "localhost:3000"), ("referer", "http://localhost:3000/tin/kho")];
    Reader::saying(&site, &says).get(ARTICLES[0]).await;
    assert_eq!(table(&site, TODAY, "nguon").await, Vec::<Vec<String>>::new());
    assert_eq!(counts(&site, TODAY).await.0, 13, "they have all come");
}

#[tokio::test]
async fn a_visit_is_counted_for_the_site_that_it_began_with() {
    let site = site().await;
    let from = |referer| [("referer", referer)];
    Reader::saying(&site, &from("https://bao.example/")).get("/").await;
    Reader::saying(&site, &from("https://tim.example/")).get(ARTICLES[0]).await;
    assert_eq!(table(&site, TODAY, "nguon").await, [["bao.example", "1", "1"], ["tim.example", "1", "0"]]);
}

#[tokio::test]
async fn six_hundred_referrers_leave_five_hundred_rows() {
    let mut site = site().await;
    for number in 0..600 {
        follow(&site, number, &format!("https://trang-{number}.example/")).await;
    }
    let rows = table(&site, TODAY, "nguon").await;
    assert_eq!(rows.len(), 501);
    assert_eq!(rows[0], ["Khác", "100", "100"]);
    // A restart does not raise the limit.
    site.restart(TestOptions::default()).await;
    follow(&site, 601, "https://trang-601.example/").await;
    follow(&site, 602, "https://trang-0.example/").await;
    let rows = table(&site, TODAY, "nguon").await;
    assert_eq!(
        (rows.len(), &rows[0][1], &rows[1][..2]),
        (501, &"101".to_owned(), &["trang-0.example".to_owned(), "2".to_owned()][..])
    );
    let page = site.get("/thong-ke").await.text;
    assert!(page.contains("Tải bảng đầy đủ (CSV)"), "the page shows the first rows alone");
    assert!(!page.contains("trang-599.example"));
}

#[tokio::test]
async fn the_own_site_is_no_referrer_however_it_is_written() {
    let site = site().await;
    for from in [
        "http://www.site.test/",
        "http://site.test./x",
        "http://WWW.SITE.TEST./",
        "http://lap-top-cua-lan.local/",
    ] {
        Reader::saying(&site, &[("host", "site.test"), ("referer", from)]).get("/").await;
    }
    assert!(table(&site, TODAY, "nguon").await.is_empty());
}
