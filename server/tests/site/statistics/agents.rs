//! The `User-Agent` header: browsers and crawlers.

use super::{ARTICLES, TODAY, counts, figures, reader::Reader, site, table};
use crate::support::TestSite;
use axum::http::StatusCode;

/// Programs that read for nobody in particular, and the name under which each is counted.
const CRAWLERS: [(&str, &str); 9] = [
    (
        "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Googlebot",
    ),
    ("Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)", "bingbot"),
    ("facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", "facebookexternalhit"),
    ("TelegramBot (like TwitterBot)", "TelegramBot"),
    ("ZaloPreview/1.0", "ZaloPreview"),
    ("Mozilla/5.0 (compatible; CocCocBot-web/1.0; +http://help.coccoc.com/searchengine)", "coccoc"),
    ("curl/8.5.0", "curl"),
    ("python-requests/2.32.3", "python-requests"),
    (
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/141.0.0.0 Safari/537.36",
        "HeadlessChrome",
    ),
];

#[tokio::test]
async fn crawlers_have_a_table_of_their_own_and_no_part_in_anything_else() {
    let site = site().await;
    for (agent, _) in CRAWLERS {
        let crawler = Reader {
            says: &[("referer", "https://bao.example/"), ("accept-language", "vi")],
            ..Reader::with(&site, agent)
        };
        assert_eq!(crawler.get(ARTICLES[0]).await.status, StatusCode::OK, "{agent}");
    }
    assert_eq!(counts(&site, TODAY).await, (0, 0, CRAWLERS.len() as i64));
    let crawlers = table(&site, TODAY, "may-tu-dong").await;
    for (agent, name) in CRAWLERS {
        let rows: Vec<_> = crawlers.iter().filter(|row| row[0].eq_ignore_ascii_case(name)).collect();
        assert_eq!(rows.len(), 1, "{agent}: {crawlers:?}");
        assert_eq!(rows[0][1], "1", "{agent}");
    }
    assert_eq!(crawlers.len(), CRAWLERS.len());
    for other in
        ["bai-viet", "loai-trang", "nguon", "quoc-gia", "ngon-ngu", "thiet-bi", "trinh-duyet", "he-dieu-hanh"]
    {
        assert_eq!(table(&site, TODAY, other).await, Vec::<Vec<String>>::new(), "{other}");
    }
    let page = site.get("/").await;
    assert_eq!(figures(&page), ["1", "0", "0", "0"]);
    assert!(!page.text.contains("Đọc nhiều nhất"), "nobody has read anything");
}

#[tokio::test]
async fn browsers_are_told_by_family_system_and_device() {
    let site = site().await;
    let agents = [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/99.0.148 Chrome/93.0.4577.148 Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Zalo iOS/480 ZaloTheme/light ZaloLanguage/vi",
        "Mozilla/5.0 (Linux; Android 14; SM-X210) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
    ];
    for (agent, language) in agents.into_iter().zip(["vi-VN,vi;q=0.9", "vi", "en-US"]) {
        let says = [("accept-language", language)];
        let reader = Reader { says: &says, ..Reader::with(&site, agent) };
        reader.get("/").await;
        reader.get(ARTICLES[0]).await;
    }
    for (name, expected) in [
        ("trinh-duyet", [["Chrome", "2", "1"], ["Cốc Cốc", "2", "1"], ["Zalo", "2", "1"]]),
        ("he-dieu-hanh", [["Android", "2", "1"], ["Windows", "2", "1"], ["iOS", "2", "1"]]),
        ("thiet-bi", [["Máy tính", "2", "1"], ["Điện thoại", "2", "1"], ["Máy tính bảng", "2", "1"]]),
    ] {
        let mut rows = table(&site, TODAY, name).await;
        rows.sort();
        let mut expected = expected.map(|row| row.map(str::to_owned).to_vec());
        expected.sort();
        assert_eq!(rows, expected, "{name}");
    }
    assert_eq!(table(&site, TODAY, "ngon-ngu").await, [["Tiếng Việt", "4", "2"], ["Tiếng Anh", "2", "1"]]);
}

/// The counts of one page with this header; the page itself is always served.
async fn counted_with(site: &TestSite, agent: &[u8]) -> (i64, i64, i64) {
    let before = counts(site, TODAY).await;
    let answer = Reader { agent, ..Reader::new(site) }.get("/").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", String::from_utf8_lossy(agent));
    let after = counts(site, TODAY).await;
    (after.0 - before.0, after.1 - before.1, after.2 - before.2)
}

#[tokio::test]
async fn any_header_is_answered_and_counts_once() {
    let site = site().await;
    let long =
        [b"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 ", &[b'a'; 8_192][..]]
            .concat();
    let long_crawler = [&[b'x'; 8_192][..], b"bot"].concat();
    let binary: Vec<u8> = (0x80..=0xff).collect();
    let cut = [&[b'a'; 511][..], "ế".as_bytes()].concat();
    for agent in [&b""[..], b" ", b"-", b"x", b"\"'<>&;,", &long, &long_crawler, &binary, &cut] {
        let (visits, views, crawlers) = counted_with(&site, agent).await;
        assert_eq!(views + crawlers, 1, "{}", String::from_utf8_lossy(agent));
        assert_eq!(visits, views, "{}", String::from_utf8_lossy(agent));
    }
    assert_eq!(site.get("/thong-ke").await.status, StatusCode::OK);
    for row in table(&site, TODAY, "may-tu-dong").await {
        assert!(row[0].chars().count() <= 40, "{row:?}");
    }
}

#[tokio::test]
async fn any_language_is_answered() {
    let site = site().await;
    let long = "vi".repeat(4_096);
    for language in ["", "*", ";", "vi;q=x", "<b>", "=cmd()", "x-klingon", "1234", &long, "ệ"] {
        let says = [("accept-language", language)];
        assert_eq!(Reader::saying(&site, &says).get("/").await.status, StatusCode::OK, "{language}");
    }
    assert_eq!(table(&site, TODAY, "ngon-ngu").await, [["Tiếng Việt", "1", "1"]]);
}

#[tokio::test]
async fn six_hundred_crawlers_leave_five_hundred_names() {
    let site = site().await;
    let front = Reader::new(&site).beacon("/").await;
    for number in 0..600 {
        Reader::with(&site, &format!("may{number}/1.0")).tells(&front).await;
    }
    let crawlers = table(&site, TODAY, "may-tu-dong").await;
    assert_eq!(crawlers.len(), 501);
    assert_eq!(crawlers[0][..2], ["Khác", "100"]);
    assert_eq!(counts(&site, TODAY).await, (0, 0, 600));
}
