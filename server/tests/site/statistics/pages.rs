//! The pages of the statistics.

use super::{
    ARTICLES, open,
    reader::{CHROME, Reader},
    site, words,
};
use crate::support::{NOW, TestOptions, TestSite, between};
use axum::http::{Method, StatusCode};
use std::collections::BTreeSet;

/// The main column of a page of the statistics.
async fn main_of(site: &TestSite, address: &str) -> String {
    site.counted().await;
    let page = site.get(address).await;
    assert_eq!(page.status, StatusCode::OK, "{address}");
    between(&page.text, "<main", "</main>").to_owned()
}

/// The links of a page to this site.
fn links(html: &str) -> BTreeSet<String> {
    let tags = html.split("<a ").skip(1).filter_map(|rest| rest.split('>').next());
    let addresses = tags.filter_map(|tag| tag.split("href=\"").nth(1)?.split(['"', '#']).next());
    addresses.filter(|address| address.starts_with('/')).map(str::to_owned).collect()
}

#[tokio::test]
async fn each_period_has_its_page() {
    let site = site().await;
    Reader::new(&site).get("/").await;
    for (address, words, part) in [
        ("/thong-ke", "tháng 11/2026", "ngày"),
        ("/thong-ke/2026-11-25", "ngày 25/11/2026", "giờ"),
        ("/thong-ke/2026-11", "tháng 11/2026", "ngày"),
        ("/thong-ke/2026", "năm 2026", "tháng"),
        ("/thong-ke/tu-dau", "từ trước đến nay", "năm"),
    ] {
        let main = main_of(&site, address).await;
        assert!(main.contains(&format!(">Thống kê truy cập {words}</h1>")), "{address}: {main}");
        assert!(main.contains(&format!(">Lượt truy cập theo {part}</h2>")), "{address}");
        assert!(main.contains("Máy tự động được tính riêng."), "{address}");
        assert!(main.contains("href=\"/thong-ke/cach-dem\""), "{address}");
        assert!(!main.contains("Chưa có lượt truy cập"), "{address}");
    }
}

#[tokio::test]
async fn a_month_has_a_row_for_each_day_until_today() {
    let site = site().await;
    for agent in [CHROME, "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"] {
        Reader::with(&site, agent).get("/").await;
    }
    Reader::with(&site, CHROME).get(ARTICLES[0]).await;
    site.get("/").await;
    let main = main_of(&site, "/thong-ke").await;
    let body = between(between(&main, "Bảng số liệu theo ngày</summary>", "</table>"), "<tbody>", "</tbody>");
    let rows: Vec<&str> = body.split("</tr>").filter(|row| !row.is_empty()).collect();
    assert_eq!(rows.len(), 25);
    let day = "<tr><th scope=\"row\"><a href=\"/thong-ke/2026-11-25\">25/11/2026</a></th>\
        <td>2</td><td>3</td><td>1</td>";
    assert_eq!(rows[24], day);
    assert_eq!(words(rows[0]), "01/11/2026000");
    assert!(main.contains("Đông nhất ngày 25/11/2026: 2 lượt"));
    assert!(main.contains("<dt>Số trang mỗi lượt</dt><dd class=\"summary__figure\">1,5</dd>"), "{main}");
}

#[tokio::test]
async fn a_site_on_which_nobody_has_been_says_so() {
    let site = site().await;
    for address in
        ["/thong-ke", "/thong-ke/2026-11-25", "/thong-ke/2026-11", "/thong-ke/2026", "/thong-ke/tu-dau"]
    {
        // As a prefetch, since a view would be counted.
        let page = site.ask(Method::GET, address, &[("sec-purpose", "prefetch")]).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        let main = between(&page.text, "<main", "</main>");
        assert!(main.contains("Chưa có lượt truy cập nào trong kỳ này."), "{address}");
        assert!(!main.contains("<table"), "{address}");
    }
}

#[tokio::test]
async fn a_period_that_is_none_is_not_found() {
    let site = site().await;
    Reader::new(&site).get("/").await;
    site.counted().await;
    for period in [
        "2026-13",
        "2026-00",
        "2027",
        "2026-12",
        "2026-11-26",
        "2025",
        "2026-10",
        "2026-11-24",
        "1969",
        "1970",
        "9999",
        "2026-1",
        "2026-11-31",
        "2026-11-5",
        "2026-02-30",
        "abc",
        "TU-DAU",
        "%20",
        "%00",
        "-",
        "+026",
        "20261125",
        "2026-11-25T09:00",
        "2026-11-25%20",
        "%EF%BC%92026",
        "tu-dau.csv",
        "cach-dem-x",
        "%3Cscript%3E",
    ] {
        let page = site.get(&format!("/thong-ke/{period}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{period}");
        assert!(page.text.contains("Không tìm thấy trang này"), "{period}");
    }
    for (address, there) in [("/thong-ke/", "/thong-ke"), ("/thong-ke/2026-11/", "/thong-ke/2026-11")] {
        let moved = site.get(address).await;
        assert_eq!((moved.status, moved.header("location")), (StatusCode::MOVED_PERMANENTLY, there));
    }
}

#[tokio::test]
async fn a_running_period_is_compared_with_the_same_part_of_the_one_before() {
    let site = site().await;
    for (now, people) in [
        ("2025-11-25T09:59:00+07:00", 4),
        ("2025-11-25T10:00:00+07:00", 1),
        ("2026-10-01T00:00:00+07:00", 1),
        ("2026-10-25T09:30:00+07:00", 1),
        // Compared with the same hour of the same day.
        ("2026-10-25T10:00:00+07:00", 3),
        ("2026-10-31T12:00:00+07:00", 3),
        ("2026-11-24T09:00:00+07:00", 2),
        ("2026-11-24T10:00:00+07:00", 5),
        ("2026-11-25T09:00:00+07:00", 1),
    ] {
        site.set_clock(now);
        for number in 1..=people {
            Reader::at(&site, &format!("198.51.100.{number}:80")).get("/").await;
        }
    }
    for (address, sentence) in [
        // 1 after 2.
        ("/thong-ke/2026-11-25", "giảm 50 % so với cùng kỳ ngày 24/11/2026"),
        // 8 after 2.
        ("/thong-ke", "tăng 300 % so với cùng kỳ tháng 10/2026"),
        // 16 after 4.
        ("/thong-ke/2026", "tăng 300 % so với cùng kỳ năm 2025"),
        // 7 after nothing.
        ("/thong-ke/2026-11-24", ""),
        // 8 after nothing; a finished period is compared as a whole.
        ("/thong-ke/2026-10", ""),
    ] {
        let main = main_of(&site, address).await;
        let summary = words(between(&main, "<dl class=\"summary\">", "</dl>"));
        if sentence.is_empty() {
            assert!(!summary.contains("so với"), "{address}: {summary}");
        } else {
            assert!(summary.contains(sentence), "{address}: {summary}");
        }
    }
    site.set_clock("2026-12-01T00:00:00+07:00");
    let main = main_of(&site, "/thong-ke/2026-11").await;
    let summary = words(between(&main, "<dl class=\"summary\">", "</dl>"));
    assert!(summary.contains("không đổi so với tháng 10/2026"), "{summary}");
}

#[tokio::test]
async fn what_a_replaced_site_has_counted_is_marked() {
    let lines = "total = 48210\nmonth = { '2026-10' = 3964 }\nday = { '2026-10-31' = 127 }";
    let site = open(lines, TestOptions::default()).await;
    Reader::new(&site).get("/").await;
    for (address, figure, note) in [
        ("/thong-ke/2026-10-31", "127", "gồm 127 lượt từ trang cũ"),
        ("/thong-ke/2026-10", "3.964", "gồm 3.964 lượt từ trang cũ"),
        ("/thong-ke/2026", "3.965", "gồm 3.964 lượt từ trang cũ"),
        ("/thong-ke/tu-dau", "48.211", "gồm 48.210 lượt từ trang cũ"),
    ] {
        let main = main_of(&site, address).await;
        let summary = between(&main, "<dl class=\"summary\">", "</dl>");
        assert!(
            summary.contains(&format!("<dd class=\"summary__figure\">{figure}</dd>")),
            "{address}: {summary}"
        );
        assert!(summary.contains(note), "{address}: {summary}");
    }
    let october = main_of(&site, "/thong-ke/2026-10").await;
    assert!(october.contains(">Trong đó từ trang cũ</th>"));
    assert!(october.contains("3.837 lượt từ trang cũ không rõ thuộc ngày nào."), "{october}");
    assert!(october.contains("31/10/2026</a></th><td>127</td><td>127</td><td>0</td><td>0</td>"), "{october}");
    let ever = main_of(&site, "/thong-ke/tu-dau").await;
    assert!(ever.contains("44.246 lượt từ trang cũ không rõ thuộc năm nào."), "{ever}");
    let today = main_of(&site, "/thong-ke/2026-11-25").await;
    assert!(!today.contains("trang cũ"), "{today}");
}

#[tokio::test]
async fn the_present_month_alone_is_to_be_found() {
    let site = site().await;
    Reader::new(&site).get("/").await;
    site.counted().await;
    for (address, found) in [
        ("/thong-ke", true),
        ("/thong-ke/cach-dem", true),
        ("/thong-ke/2026-11", false),
        ("/thong-ke/2026-11-25", false),
        ("/thong-ke/2026", false),
        ("/thong-ke/tu-dau", false),
    ] {
        let page = site.get(address).await;
        let head = between(&page.text, "<head>", "</head>");
        let canonical = format!("<link href=\"http://site.test{address}\" rel=\"canonical\">");
        assert_eq!(head.contains(&canonical), found, "{address}: {head}");
        assert_eq!(head.contains("canonical"), found, "{address}");
    }
}

#[tokio::test]
async fn every_link_of_the_statistics_leads_somewhere() {
    let site = open("total = 1000\nday = { '2026-11-22' = 127 }", TestOptions::default()).await;
    for now in ["2026-11-24T08:00:00+07:00", NOW] {
        site.set_clock(now);
        Reader::saying(&site, &[("referer", "https://bao.example/")]).get("/").await;
        Reader::new(&site).get(ARTICLES[0]).await;
        site.get("/").await;
    }
    site.counted().await;
    let (mut open, mut known) = (vec!["/thong-ke".to_owned()], BTreeSet::new());
    while let Some(address) = open.pop() {
        if !known.insert(address.clone()) {
            continue;
        }
        let page = site.get(&address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        // Follows links within the statistics; other pages are only requested.
        if address.starts_with("/thong-ke") && !address.ends_with(".csv") {
            open.extend(links(&page.text));
        }
    }
    for there in [
        "/thong-ke/2026-11-22",
        "/thong-ke/2026-11-24",
        "/thong-ke/2026-11-25",
        "/thong-ke/tu-dau",
        "/thong-ke/tu-dau/nguon.csv",
        "/thong-ke/2026-11-25/may-tu-dong.csv",
        "/thong-ke/cach-dem",
        ARTICLES[0],
        "/",
    ] {
        assert!(known.contains(there), "{there} is among {known:?}");
    }
}

#[tokio::test]
async fn every_link_beside_the_statistics_of_a_whole_site_leads_somewhere() {
    let site = TestSite::starter().await;
    let page = site.get("/thong-ke").await.text;
    let links = links(&page);
    assert!(links.len() > 20, "{links:?}");
    for link in links {
        assert_eq!(site.get(&link).await.status, StatusCode::OK, "{link}");
    }
}

#[tokio::test]
async fn a_day_that_the_month_before_lacks_is_compared_with_all_of_it() {
    let site = site().await;
    for (now, people) in
        [("2026-09-30T09:00:00+07:00", 1), ("2026-09-30T20:00:00+07:00", 3), ("2026-10-31T09:30:00+07:00", 2)]
    {
        site.set_clock(now);
        for number in 1..=people {
            Reader::at(&site, &format!("198.51.100.{number}:80")).get("/").await;
        }
    }
    site.counted().await;
    let main = main_of(&site, "/thong-ke").await;
    assert!(main.contains("giảm 50 % so với cùng kỳ tháng 9/2026"), "{main}");
}

#[tokio::test]
async fn nothing_that_a_visitor_says_is_html() {
    let site = site().await;
    let says =
        [("referer", "https://a&b\"c'd.example/<script>alert(1)</script>"), ("accept-language", "<b>")];
    for agent in [
        "<script>alert(1)</script>bot",
        "<img/src=x>bot",
        "Mozilla/5.0 (X11; Linux x86_64) <script>alert(1)</script> Archiver/1.0",
        "\"onload=alert(1) bot",
    ] {
        let reader = Reader { says: &says, ..Reader::with(&site, agent) };
        assert_eq!(reader.get(ARTICLES[0]).await.status, StatusCode::OK, "{agent}");
    }
    Reader::saying(&site, &says).get("/").await;
    let main = main_of(&site, "/thong-ke").await;
    assert!(main.contains("Máy tìm kiếm và máy tự động"));
    for harmful in ["<script", "<img", "onload=", "alert(1)<", "a&b"] {
        assert!(!main.contains(harmful), "{harmful}: {main}");
    }
}

#[tokio::test]
async fn how_visitors_are_counted_is_said_in_words() {
    let site = site().await;
    let page = main_of(&site, "/thong-ke/cach-dem").await;
    for rule in [
        "30 phút",
        "300 giây",
        "600 lượt xem mỗi phút",
        "2.000 người mỗi ngày",
        "500 dòng một ngày",
        "Nửa đêm",
    ] {
        assert!(page.contains(rule), "{rule}");
    }
}

#[tokio::test]
async fn the_tables_say_as_of_when_they_are() {
    let site = site().await;
    site.set_clock("2026-10-31T09:00:00+07:00");
    Reader::new(&site).get("/").await;
    site.set_clock(NOW);
    Reader::new(&site).get("/").await;
    let main = main_of(&site, "/thong-ke").await;
    let said = |main: &str| words(between(main, "<p class=\"rankings__as-of\">", "</p>"));
    assert!(said(&main).contains("tính đến Thứ tư, 25/11/2026 09:00"), "{main}");
    // Ten minutes later the figures have changed, and the cached tables have not.
    site.set_clock("2026-11-25T09:10:00+07:00");
    Reader::at(&site, "198.51.100.7:80").get("/").await;
    site.counter().write().await.expect("written");
    let page = site.get("/thong-ke").await.text;
    assert!(said(&page).contains("25/11/2026 09:00"), "{page}");
    assert!(page.contains("<dt>Lượt truy cập</dt><dd class=\"summary__figure\">2</dd>"), "{page}");
    let main = main_of(&site, "/thong-ke").await;
    assert!(said(&main).contains("25/11/2026 09:10"), "{main}");
    // A finished period has no future part.
    let october = main_of(&site, "/thong-ke/2026-10").await;
    assert!(october.contains("Loại trang") && !october.contains("rankings__as-of"), "{october}");
}

#[tokio::test]
async fn a_part_is_named_in_a_whole_sentence() {
    let site = site().await;
    Reader::new(&site).get(ARTICLES[0]).await;
    for (address, sentences) in [
        ("/thong-ke/2026-11-25", &["Đông nhất lúc 9 giờ: 1 lượt"][..]),
        ("/thong-ke/2026-11", &["Đông nhất ngày 25/11/2026: 1 lượt", "Đông nhất lúc 9 giờ: 1 lượt"]),
        ("/thong-ke/2026", &["Đông nhất tháng 11/2026: 1 lượt"]),
        ("/thong-ke/tu-dau", &["Đông nhất năm 2026: 1 lượt", "class=\"bars bars--few bars--1\""]),
    ] {
        let main = main_of(&site, address).await;
        for sentence in sentences {
            assert!(main.contains(sentence), "{address}: {sentence}: {main}");
        }
        assert!(main.contains("<th scope=\"col\">Lượt bắt đầu tại đây</th>"), "{address}");
    }
}
