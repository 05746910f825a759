//! How feeds are found.

use super::feeds;
use crate::support::{TestSite, between};

/// The feeds that the head of a page names, in order.
fn named(page: &str) -> Vec<String> {
    let head = between(page, "<head>", "</head>");
    let links = head.split("<link ").skip(1).filter_map(|link| link.split('>').next());
    let links = links.filter(|link| link.contains("rel=\"alternate\""));
    links.map(|link| between(link, "href=\"", "\"").to_owned()).collect()
}

#[tokio::test]
async fn every_page_names_the_feeds_of_the_site_and_a_list_its_own_first() {
    let site = TestSite::starter().await;
    let own = feeds("");
    for page in
        ["/", "/chuyen-de", "/binh-chon/1", "/tin/tin-co-so/giu-nep-hoc-tu-moi-xom-nho-o-xa-yen-mach-21"]
    {
        assert_eq!(named(&site.get(page).await.text), own, "{page}");
    }
    for list in ["/tin/van-hoa-doc", "/chuyen-de/moi-xom-mot-tu-sach", "/the/doc-sach", "/tac-gia/le-thi-sen"]
    {
        let page = site.get(list).await.text;
        assert_eq!(named(&page), [feeds(list), own.clone()].concat(), "{list}");
    }
    let month = site.get("/tin/van-hoa-doc/thang/2026-09").await.text;
    assert_eq!(named(&month)[..3], feeds("/tin/van-hoa-doc"));
    let page = site.get("/tin/van-hoa-doc").await.text;
    for title in ["Văn hóa đọc (RSS)", "Văn hóa đọc (Atom)", "Văn hóa đọc (JSON)", "Nếp học Lương Sen (RSS)"]
    {
        assert!(page.contains(&format!("title=\"{title}\"")), "{title}");
    }
    assert!(named(&site.get("/binh-chon/1/nhung").await.text).is_empty(), "an embedded poll has none");
    let foot = between(&page, "<footer class=\"site-footer\">", "</footer>").to_owned();
    assert!(foot.contains("<a href=\"/rss.xml\" rel=\"external\">RSS</a>"), "{foot}");
}
