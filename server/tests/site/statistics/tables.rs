//! The files of a period.

use super::{
    ARTICLES, TODAY, alter, counts, open,
    reader::{CHROME, Reader},
    rows, site, table, words,
};
use crate::support::{TestOptions, between};
use axum::http::{Method, StatusCode};

/// The names of all files of a period.
pub(super) const FILES: [&str; 10] = [
    "luot-truy-cap",
    "bai-viet",
    "loai-trang",
    "nguon",
    "quoc-gia",
    "ngon-ngu",
    "thiet-bi",
    "trinh-duyet",
    "he-dieu-hanh",
    "may-tu-dong",
];

#[tokio::test]
async fn every_period_has_every_file() {
    let site = site().await;
    Reader::new(&site).get(ARTICLES[0]).await;
    site.counted().await;
    for period in ["2026-11-25", "2026-11", "2026", "tu-dau"] {
        for name in FILES {
            let answer = site.get(&format!("/thong-ke/{period}/{name}.csv")).await;
            assert_eq!(answer.status, StatusCode::OK, "{period} {name}");
            assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8", "{period} {name}");
            let saved = format!("attachment; filename=\"thong-ke-{period}-{name}.csv\"");
            assert_eq!(answer.header("content-disposition"), saved, "{period} {name}");
            assert_eq!(answer.header("cache-control"), "no-store", "{period} {name}");
            assert!(answer.text.starts_with('\u{feff}'), "{period} {name}");
            assert_eq!(answer.text.matches('\u{feff}').count(), 1, "{period} {name}");
        }
    }
    let head = site.ask(Method::HEAD, "/thong-ke/2026-11/nguon.csv", &[]).await;
    assert_eq!((head.status, head.text.as_str()), (StatusCode::OK, ""));
}

#[tokio::test]
async fn a_file_of_nothing_is_not_found() {
    let site = site().await;
    for address in [
        "/thong-ke/2026-11/khong-co.csv",
        "/thong-ke/2026-11/luot-truy-cap",
        "/thong-ke/2026-11/luot-truy-cap.CSV",
        "/thong-ke/2026-11/.csv",
        "/thong-ke/2026-11/..%2fnguon.csv",
        "/thong-ke/2026-13/nguon.csv",
        "/thong-ke/2026-12/nguon.csv",
        "/thong-ke/2026-12/luot-truy-cap.csv",
        "/thong-ke/2026-10/luot-truy-cap.csv",
        "/thong-ke/2027/nguon.csv",
        "/thong-ke/1969/nguon.csv",
        "/thong-ke/2026-1/nguon.csv",
        "/thong-ke/2026-11-31/nguon.csv",
        "/thong-ke/abc/nguon.csv",
        "/thong-ke/cach-dem/nguon.csv",
        "/thong-ke//nguon.csv",
        "/thong-ke/%00/nguon.csv",
    ] {
        let answer = site.get(address).await;
        assert!(answer.status.is_client_error(), "{address}: {}", answer.status);
        assert!(answer.text.contains("Về trang nhất"), "{address}");
        assert_eq!(answer.header("content-disposition"), "", "{address}");
    }
    assert_eq!(site.ask(Method::POST, "/thong-ke/2026-11/nguon.csv", &[]).await.status, 405);
}

#[tokio::test]
async fn the_visits_of_a_period_have_a_row_for_each_part() {
    let site =
        open("total = 1000\nmonth = { '2026-10' = 90 }\nday = { '2026-10-31' = 7 }", TestOptions::default())
            .await;
    Reader::new(&site).get("/").await;
    site.counted().await;
    let day = site.get("/thong-ke/2026-11-25/luot-truy-cap.csv").await;
    let head = "Kỳ,Lượt truy cập đã đếm,Lượt từ trang cũ,Lượt xem trang,Máy tự động\n";
    assert!(day.text.trim_start_matches('\u{feff}').starts_with(head), "{}", day.text);
    let hours = rows(&day);
    assert_eq!(hours.len(), 10, "the hours that have begun");
    assert_eq!(hours[9], ["2026-11-25 09:00", "1", "0", "1", "0"]);
    let days = table(&site, "2026-10", "luot-truy-cap").await;
    assert_eq!((days.len(), &days[30][..]), (31, &["2026-10-31", "0", "7", "0", "0"].map(str::to_owned)[..]));
    let months = table(&site, "2026", "luot-truy-cap").await;
    assert_eq!(months.len(), 11);
    assert_eq!(months[9], ["2026-10", "0", "90", "0", "0"]);
    assert_eq!(months[10], ["2026-11", "1", "0", "1", "0"]);
    assert_eq!(table(&site, "tu-dau", "luot-truy-cap").await, [["2026", "1", "90", "1", "0"]]);
}

/// The rows of the table below a heading of a page.
fn shown(page: &str, heading: &str) -> Vec<Vec<String>> {
    let part = between(page, &format!("<h2 class=\"statistics-part__heading\">{heading}</h2>"), "</section>");
    let body = between(part, "<tbody>", "</tbody>");
    let cells = |row: &str| {
        let cells = row.split("</th>").flat_map(|part| part.split("</td>")).map(words);
        cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>()
    };
    body.split("</tr>").map(cells).filter(|row| !row.is_empty()).collect()
}

#[tokio::test]
async fn the_page_shows_what_the_files_hold() {
    let site = site().await;
    for (number, address) in (1..).zip(["/", ARTICLES[0], ARTICLES[1], ARTICLES[1], "/tin/kho"]) {
        let peer = format!("198.51.100.{number}:80");
        let says = [("referer", "https://bao.example/x"), ("accept-language", "vi")];
        Reader { says: &says, ..Reader::at(&site, &peer) }.get(address).await;
        Reader { agent: CHROME.as_bytes(), ..Reader::at(&site, &peer) }.get("/").await;
    }
    site.get("/").await;
    site.counted().await;
    for period in ["2026-11-25", "2026-11", "2026", "tu-dau"] {
        let page = site.get(&format!("/thong-ke/{period}")).await.text;
        for (heading, name) in [
            ("Bài được đọc nhiều", "bai-viet"),
            ("Loại trang", "loai-trang"),
            ("Đến từ trang nào", "nguon"),
            ("Ngôn ngữ của trình duyệt", "ngon-ngu"),
            ("Thiết bị", "thiet-bi"),
            ("Trình duyệt", "trinh-duyet"),
            ("Hệ điều hành", "he-dieu-hanh"),
        ] {
            let kept = rows(&site.get(&format!("/thong-ke/{period}/{name}.csv")).await);
            let kept: Vec<Vec<String>> = kept.into_iter().map(|row| row[..3].to_vec()).collect();
            assert!(!kept.is_empty(), "{period} {name}");
            assert_eq!(shown(&page, heading), kept, "{period} {name}");
        }
        let summary = between(&page, "<dl class=\"summary\">", "</dl>");
        let figures: Vec<String> = summary
            .split("<dd class=\"summary__figure\">")
            .skip(1)
            .map(|rest| rest.split("</dd>").next().unwrap_or_default().to_owned())
            .collect();
        let (visits, views, _) = counts(&site, period).await;
        assert_eq!(figures[..3], [visits.to_string(), views.to_string(), "1,0".to_owned()], "{period}");
    }
}

#[tokio::test]
async fn an_article_that_was_withdrawn_loses_its_title_and_keeps_its_count() {
    let site = site().await;
    Reader::new(&site).get(ARTICLES[0]).await;
    alter(site.data(), "update articles set published = false where id = 1").await;
    assert_eq!(table(&site, TODAY, "bai-viet").await, [["Bài không còn trên trang (số 1)", "1", "1", ""]]);
    let page = site.get("/thong-ke").await.text;
    let main = between(&page, "<main", "</main>");
    assert!(main.contains("Bài không còn trên trang") && !main.contains("Bài 01"), "{main}");
}

#[tokio::test]
async fn no_cell_is_a_formula() {
    let site = site().await;
    alter(site.data(), "update articles set title = '=1+1' where id = 1").await;
    let formulas = [
        ("https://=cmd.example/", "Mozilla/5.0 (X11; Linux x86_64) -cmd Archiver/1.0"),
        ("https://+cmd.example/", "=cmd()bot"),
        ("https://-cmd.example/", "@cmd/1.0 spider"),
        ("https://a\"b,c.example/", "-2+3 bot"),
    ];
    for (referer, agent) in formulas {
        let says = [("referer", referer)];
        let reader = Reader { says: &says, ..Reader::with(&site, agent) };
        assert_eq!(reader.get(ARTICLES[0]).await.status, 200);
        Reader::saying(&site, &says).get(ARTICLES[0]).await;
    }
    let mut quoted = 0;
    for name in FILES {
        for row in table(&site, TODAY, name).await {
            for cell in &row {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{name}: {row:?}");
                quoted += i32::from(cell.starts_with('\''));
            }
        }
    }
    assert!(quoted >= 4, "some did begin so");
}

#[tokio::test]
async fn an_address_that_is_no_text_has_a_page_of_its_own() {
    let site = site().await;
    for address in ["/thong-ke/%FF/nguon.csv", "/thong-ke/2026-11/%FF.csv", "/binh-chon/%FF/ket-qua.csv"] {
        let answer = site.get(address).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
        assert!(answer.text.contains("Về trang nhất"), "{address}");
    }
}
