//! The dimensions of views and visits, and that nothing about one person is stored.

use super::*;
use std::collections::BTreeMap;

/// A day of traffic with different values in all dimensions.
fn read_a_day(site: &Site) {
    let of = |address: &str, languages: &str| {
        Visitor::new(address.parse().expect("an address"), CHROME, languages.as_bytes())
    };
    let (lan, tuan, anna) =
        (of("203.0.113.1", "vi-VN,vi;q=0.9"), of("203.0.113.2", "vi"), of("198.51.100.3", "en-GB,en;q=0.8"));
    let kind = |kind, view: View| View { page: ViewedPage { kind, ..view.page }, ..view };
    for view in [
        led_from("https://www.google.com/search?q=tin", lan.clone()),
        article(7, lan.clone()),
        article(8, lan),
        View { referrer: Referrer::read(b"https://m.facebook.com/", &[]), ..article(7, tuan.clone()) },
        kind("category", led_from("https://www.google.com/", tuan)),
        article(7, anna.clone()),
        kind("search", led_from("http://site.test/tim", anna)),
    ] {
        site.counter.count(&view);
    }
}

/// A value with its views and visits.
type Told = (&'static str, i64, i64);

/// The expected values of such a day.
const TOLD: [(Dimension, &[Told]); 5] = [
    (Dimension::Kind, &[("article", 4, 2), ("category", 1, 0), ("home", 1, 1), ("search", 1, 0)]),
    (Dimension::Article, &[("7", 3, 2), ("8", 1, 0)]),
    (Dimension::Referrer, &[("google.com", 2, 1), ("m.facebook.com", 1, 1)]),
    (Dimension::Language, &[("vi", 5, 2), ("en", 2, 1)]),
    (Dimension::Country, &[("VN", 5, 2)]),
];

async fn assert_told(site: &Site, period: &str, days: i64) {
    let report = site.report(period).await;
    assert_eq!(report.sums, sums(7 * days, 3 * days), "{period}");
    for (dimension, rows) in TOLD {
        let expected: Vec<_> = rows
            .iter()
            .map(|(value, views, visits)| ((*value).to_owned(), count(views * days, visits * days)))
            .collect();
        assert_eq!(site.values(period, dimension).await, expected, "{dimension:?} in {period}");
        let table = report.tables.iter().find(|table| table.dimension == dimension).expect("a table");
        let shown: Vec<_> = table.rows.iter().map(|row| (row.value.clone(), row.count)).collect();
        assert_eq!((shown, table.more), (expected, false), "{dimension:?} in {period}");
    }
    for dimension in [Dimension::Browser, Dimension::System, Dimension::Device] {
        let values = site.values(period, dimension).await;
        let all: Vec<Count> = values.into_iter().map(|(_, told)| told).collect();
        assert_eq!(all, [count(7 * days, 3 * days)], "{dimension:?} in {period}: all have the same browser");
    }
    let order: Vec<Dimension> = report.tables.iter().map(|table| table.dimension).collect();
    let expected: Vec<Dimension> =
        Dimension::ALL.into_iter().filter(|dimension| *dimension != Dimension::Crawler).collect();
    assert_eq!(order, expected);
}

#[tokio::test]
async fn days_months_and_years_tell_of_views_and_visits() {
    let site = Site::at("2026-10-31T08:00:00+07:00").await;
    read_a_day(&site);
    site.set_clock("2026-11-01T08:00:00+07:00");
    read_a_day(&site);
    site.set_clock("2026-11-25T08:00:00+07:00");
    read_a_day(&site);
    let site = site.restarted().await;
    site.set_clock("2027-01-01T08:00:00+07:00");
    read_a_day(&site);
    site.write().await;
    for (period, days) in [
        ("2026-10-31", 1),
        ("2026-11-01", 1),
        ("2026-11-25", 1),
        ("2026-10", 1),
        ("2026-11", 2),
        ("2026", 3),
        ("2027", 1),
        ("", 4),
    ] {
        assert_told(&site, period, days).await;
    }
    let empty = site.report("2026-12").await;
    assert_eq!((empty.sums, empty.tables), (Sums::default(), Vec::new()));
}

#[tokio::test]
async fn the_table_of_a_year_is_the_sum_of_its_months() {
    let site = Site::at("2026-01-15T08:00:00+07:00").await;
    for month in 1..=12 {
        site.set_clock(&format!("2026-{month:02}-15T08:00:00+07:00"));
        for number in 0..=month {
            let host = format!("https://trang-{}.example/", number % 5);
            site.counter.count(&led_from(&host, person(number)));
        }
    }
    site.write().await;
    for dimension in Dimension::ALL {
        let mut months: BTreeMap<String, Count> = BTreeMap::new();
        for month in 1..=12 {
            for (value, told) in site.values(&format!("2026-{month:02}"), dimension).await {
                *months.entry(value).or_default() += told;
            }
        }
        let year: BTreeMap<String, Count> = site.values("2026", dimension).await.into_iter().collect();
        assert_eq!(year, months, "{dimension:?}");
    }
}

#[tokio::test]
async fn a_page_shows_ten_values_and_the_file_all() {
    let site = Site::at(MORNING).await;
    for number in 0..12 {
        for _ in 0..=number {
            site.counter.count(&led_from(&format!("https://trang-{number:02}.example/"), person(number)));
        }
    }
    site.write().await;
    let report = site.report("2026-11-25").await;
    let table = report.tables.iter().find(|table| table.dimension == Dimension::Referrer).expect("a table");
    let shown: Vec<(&str, i64)> =
        table.rows.iter().map(|row| (row.value.as_str(), row.count.views)).collect();
    assert!(table.more && shown.len() == 10, "{shown:?}");
    assert_eq!((shown[0], shown[9]), (("trang-11.example", 12), ("trang-02.example", 3)));
    let table = site.table("2026-11-25", Dimension::Referrer).await;
    assert_eq!((table.rows.len(), table.more), (12, false));
}

#[tokio::test]
async fn nothing_stored_is_about_one_person() {
    let site = Site::at(MORNING).await;
    let addresses = ["198.51.100.77", "203.0.113.201", "2001:db8:7777:8888:9999:aaaa:bbbb:cccc"];
    for address in addresses {
        let visitor = Visitor::new(
            address.parse().expect("an address"),
            CHROME,
            b"vi-VN,vi;q=0.9,nguoi-nha-ai;q=0.123",
        );
        let referrer = "https://ten-toi:mat-khau-toi@bao.example:8443/bi-mat/cua-toi?hoi=benh-gi#cho-nao";
        site.counter
            .count(&View { referrer: Referrer::read(referrer.as_bytes(), &[]), ..article(1, visitor) });
    }
    site.counter.settle().await.expect("settled");
    let tables = dump(&site).await;
    let place = site.stop().await;
    place.db.close().await;
    // Overwritten or deleted content may still be in the files.
    let mut everything = tables.clone().into_bytes();
    for entry in std::fs::read_dir(place.folder.path()).expect("a folder") {
        let path = entry.expect("an entry").path();
        everything.extend(read(&path));
    }
    let holds = |text: &str| everything.windows(text.len()).any(|there| there == text.as_bytes());
    for there in ["bao.example", "article", "2026-11-25"] {
        assert!(tables.contains(there) && holds(there), "{there}");
    }
    let chrome = std::str::from_utf8(CHROME).expect("text");
    for secret in addresses.into_iter().chain([
        "198.51.100",
        "2001:db8:7777",
        chrome,
        "Mozilla",
        "AppleWebKit",
        "141.0.0.0",
        "vi-VN",
        "nguoi-nha",
        "ten-toi",
        "mat-khau",
        "8443",
        "bi-mat",
        "benh-gi",
        "cho-nao",
    ]) {
        assert!(!holds(secret), "{secret}");
    }
    // The address in bytes, in network order.
    for octets in [&[198, 51, 100, 77][..], &[0x20, 0x01, 0x0d, 0xb8, 0x77, 0x77, 0x88, 0x88]] {
        assert!(!everything.windows(octets.len()).any(|there| there == octets), "{octets:?}");
    }
}

/// The text of every column of every table.
async fn dump(site: &Site) -> String {
    let mut connection = site.place.behind().await;
    let tables: Vec<String> =
        sqlx::query_scalar("select name from sqlite_master where type = 'table' order by name")
            .fetch_all(&mut connection)
            .await
            .expect("tables");
    assert!(tables.iter().any(|table| table == "statistics_values"));
    let mut text = String::new();
    for table in tables {
        let columns: Vec<String> = sqlx::query_scalar("select name from pragma_table_info($1)")
            .bind(&table)
            .fetch_all(&mut connection)
            .await
            .expect("columns");
        for column in columns {
            let values = format!("select quote(\"{column}\") from \"{table}\" limit 100000");
            let values: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(values))
                .fetch_all(&mut connection)
                .await
                .expect("values");
            text.extend(values.into_iter().map(|value| value + "\n"));
        }
    }
    text
}
