//! Which pages search engines should index, and which of them are in the sitemap.

use crate::{
    desk::{Browser, hire, tick},
    sitemaps,
    support::{TestSite, archive, seed},
};
use domain::accounts::Role;

/// What a page says to search engines.
#[derive(Debug, PartialEq)]
enum Says {
    /// Index this address.
    Index,
    /// Index another address in its place.
    Elsewhere,
    /// Do not index it.
    No,
}
use Says::{Elsewhere, Index, No};

/// A page of each kind, what it says, and whether it is in the sitemap. Months are found by their categories.
const TABLE: [(&str, Says, bool); 30] = [
    ("/", Index, true),
    ("/tin/van-hoa-doc", Index, true),
    ("/tin/trong", No, false),
    ("/tin/van-hoa-doc?truoc=1-1", No, false),
    ("/tin/van-hoa-doc/thang/2026-09", Index, false),
    ("/tin/van-hoa-doc/thang/1999-01", No, false),
    ("/tin/tin-co-so/giu-nep-hoc-tu-moi-xom-nho-o-xa-yen-mach-21", Index, true),
    ("/tin/tin-co-so/giu-nep-hoc-tu-moi-xom-nho-o-xa-yen-mach-21?fbclid=x", Elsewhere, false),
    ("/chuyen-de", Index, true),
    ("/chuyen-de/moi-xom-mot-tu-sach", Index, true),
    ("/the/doc-sach", Index, true),
    ("/tac-gia/le-thi-sen", Index, true),
    ("/tac-gia/khong-bai", No, false),
    ("/trang/gioi-thieu", Index, true),
    ("/binh-chon", Index, true),
    ("/binh-chon?truoc=1-1", No, false),
    ("/binh-chon/1", Index, true),
    ("/binh-chon/1?phieu=1-AAAA-BBBB-CCCC", Elsewhere, false),
    ("/binh-chon/1/nhung", No, false),
    ("/thong-ke", Index, true),
    ("/thong-ke/2026-10", No, false),
    ("/thong-ke/tu-dau", No, false),
    ("/thong-ke/cach-dem", Index, true),
    ("/doc-sau", No, false),
    ("/tim-kiem", No, false),
    ("/tim-kiem?q=s%C3%A1ch", No, false),
    ("/khong-co", No, false),
    ("/dang-nhap", No, false),
    ("/dat-mat-khau/x", No, false),
    ("/xem-truoc/x", No, false),
];

fn says(address: &str, page: &str) -> Says {
    let canonical = page.split("<link ").find(|link| link.contains("rel=\"canonical\""));
    let canonical =
        canonical.and_then(|link| link.split("href=\"http://site.test").nth(1)?.split('"').next());
    match canonical {
        _ if page.contains("content=\"noindex\"") => No,
        Some(path) if path == address => Index,
        Some(_) => Elsewhere,
        None => panic!("{address} says nothing"),
    }
}

#[tokio::test]
async fn a_hidden_site_says_so_on_every_page_and_to_every_crawler() {
    let site = TestSite::starter().await;
    hire(&site, "an@site.test", Role::Administrator, &[]).await;
    let mut admin = Browser::signed_in(&site, "an@site.test").await;
    tick(&mut admin, &["an-voi-may-tim-kiem"]).await;
    for (address, ..) in TABLE {
        let answer = site.get(address).await;
        let is_hidden = says(address, &answer.text) == No;
        assert!(is_hidden, "{address}");
        // Pages without the frame of the site have said so before.
        let without_frame = ["/binh-chon/1/nhung", "/dang-nhap", "/dat-mat-khau/x", "/xem-truoc/x"];
        let header = answer.header("x-robots-tag");
        assert!(header == "noindex" || without_frame.contains(&address), "{address}");
    }
    assert_eq!(site.get("/robots.txt").await.text, "User-agent: *\nDisallow: /\n");
    tick(&mut admin, &[]).await;
    let answer = site.get("/").await;
    assert_eq!((says("/", &answer.text), answer.header("x-robots-tag")), (Index, ""));
    assert!(site.get("/robots.txt").await.text.contains("Sitemap: "));
}

#[tokio::test]
async fn programs_that_collect_texts_are_refused_if_an_administrator_wants_it() {
    let site = TestSite::starter().await;
    hire(&site, "an@site.test", Role::Administrator, &[]).await;
    let mut admin = Browser::signed_in(&site, "an@site.test").await;
    let before = site.get("/robots.txt").await.text;
    assert!(!before.contains("GPTBot"));
    tick(&mut admin, &["tu-choi-thu-thap"]).await;
    let after = site.get("/robots.txt").await.text;
    // A group of its own; that of all others is as before (RFC 9309, 2.2.1).
    let groups: Vec<&str> = after.split("\n\n").collect();
    assert_eq!(groups.len(), 3, "{after}");
    assert!(before.starts_with(groups[0]), "{after}");
    assert!(groups[1].contains("User-agent: GPTBot\n") && groups[1].ends_with("\nDisallow: /"), "{after}");
    assert!(!groups[1].contains("Googlebot") && groups[1].matches("Disallow").count() == 1, "{after}");
    assert_eq!(says("/", &site.get("/").await.text), Index);
}

#[tokio::test]
async fn every_kind_of_page_says_whether_it_is_indexed_and_the_sitemap_has_no_other() {
    let site = TestSite::starter().await;
    let pack = archive(0);
    let site_file = pack.path().join("site.toml");
    let more =
        "[[category]]\nslug = 'trong'\nname = 'Trống'\n[[author]]\nslug = 'khong-bai'\nname = 'Không Bài'\n";
    let text = std::fs::read_to_string(&site_file).expect("read");
    std::fs::write(&site_file, text + more).expect("written");
    seed(pack.path(), site.data(), &[]).await.expect("loaded");
    let listed = sitemaps::all(&site).await;
    for (address, expected, in_sitemap) in TABLE {
        let page = site.get(address).await.text;
        assert_eq!(says(address, &page), expected, "{address}");
        assert_eq!(listed.iter().any(|path| path == address), in_sitemap, "{address}");
        assert!(!in_sitemap || expected == Index, "{address}");
    }
}
