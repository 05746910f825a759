//! Which pages search engines should index, and which of them are in the sitemap.

use crate::{
    sitemaps,
    support::{TestSite, archive, seed},
};

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
