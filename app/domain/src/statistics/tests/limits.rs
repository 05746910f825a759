//! What is not counted, or not separately: crawlers, programs that pretend to be people, and too many values.

use super::*;

#[tokio::test]
async fn crawlers_are_counted_apart() {
    let site = Site::at(MORNING).await;
    let crawler = Visitor::new(IpAddr::from([192, 0, 2, 1]), CRAWLER, b"");
    for _ in 0..5 {
        site.counter.count(&article(1, crawler.clone()));
    }
    assert_eq!((site.figures(), site.online()), ([0, 0, 0], 0));
    site.show([1]);
    site.counter.settle().await.expect("settled");
    assert_eq!((site.figures(), site.online()), ([1, 1, 1], 1));
    for period in ["2026-11-25", "2026-11", "2026", ""] {
        let report = site.report(period).await;
        assert_eq!(report.sums, Sums { views: 1, visits: 1, crawlers: 5 }, "{period}");
        let crawlers: Vec<_> =
            report.tables.iter().filter(|table| table.dimension == Dimension::Crawler).collect();
        assert_eq!(crawlers.len(), 1, "{period}");
        let rows: Vec<_> = crawlers[0].rows.iter().map(|row| row.count.views).collect();
        assert_eq!(rows, [5], "{period}");
        assert!(report.tables.iter().all(|table| table.dimension != Dimension::Article), "{period}");
    }
    assert_eq!(site.report("2026-11-25").await.bars[8].sums.crawlers, 5);
    let site = site.restarted().await;
    assert_eq!((site.figures(), site.online()), ([1, 1, 1], 1));
}

#[tokio::test]
async fn a_network_has_six_hundred_views_a_minute_people_and_crawlers_together() {
    let site = Site::at(MORNING).await;
    let address = IpAddr::from([192, 0, 2, 1]);
    let (crawler, reader) = (Visitor::new(address, CRAWLER, b""), Visitor::new(address, CHROME, b"vi"));
    for _ in 0..400 {
        site.counter.count(&view(crawler.clone()));
        site.counter.count(&view(reader.clone()));
    }
    site.show([2]);
    site.write().await;
    let stored = Sums { views: 301, visits: 2, crawlers: 300 };
    assert_eq!(site.place.stored().await, stored, "others are counted");
    site.pass(MINUTE);
    site.counter.count(&view(reader));
    site.write().await;
    assert_eq!(site.place.stored().await, Sums { views: 302, ..stored });
}

#[tokio::test]
async fn one_customer_of_ipv6_does_not_fill_the_day() {
    let site = Site::at(MORNING).await;
    for number in 0..3_000_u16 {
        if number % 500 == 0 {
            site.pass(MINUTE);
        }
        let address = IpAddr::from([0x2001, 0xdb8, 1, number, 0, 0, 0, 1]);
        site.counter.count(&view(Visitor::new(address, CHROME, b"vi")));
    }
    assert_eq!(site.total(), 2_000);
    site.show([1]);
    assert_eq!(site.total(), 2_001);
}

#[tokio::test]
async fn nobody_has_more_than_two_thousand_people_behind_an_address() {
    let site = Site::at(MORNING).await;
    let address = IpAddr::from([203, 0, 113, 7]);
    let behind = |number: u32| Visitor::new(address, CHROME, format!("vi;q=0.{number}").as_bytes());
    for number in 0..2_000 {
        if number % 500 == 0 {
            site.pass(MINUTE);
        }
        site.counter.count(&view(behind(number)));
    }
    assert_eq!(site.total(), 2_000);
    site.pass(MINUTE);
    for number in 1_999..2_010 {
        site.counter.count(&view(behind(number)));
    }
    assert_eq!(site.total(), 2_000);
    site.show([1]);
    assert_eq!(site.total(), 2_001, "another address has its own");
    site.pass(HOUR);
    site.counter.count(&view(behind(5)));
    assert_eq!(site.total(), 2_002, "those who are known may come again");
    site.write().await;
    assert_eq!(site.place.stored().await, sums(2_003, 2_002));
    site.set_clock("2026-11-26T00:00:00+07:00");
    site.counter.count(&view(behind(2_005)));
    assert_eq!(site.total(), 2_003, "and a day later all of them");
}

#[tokio::test]
async fn an_ipv6_household_is_one_address() {
    let site = Site::at(MORNING).await;
    for number in 0..2_010 {
        if number % 500 == 0 {
            site.pass(MINUTE);
        }
        let address: IpAddr = format!("2001:db8:1:2::{number:x}").parse().expect("an address");
        site.counter.count(&view(Visitor::new(address, CHROME, format!("vi;q=0.{number}").as_bytes())));
    }
    assert_eq!(site.total(), 2_000);
}

/// A view of somebody who was referred by the site with this number.
fn lead(site: &Site, number: u32) {
    site.counter.count(&led_from(&format!("https://trang-{number}.example/duong/dan"), person(number)));
}

#[tokio::test]
async fn no_more_than_five_hundred_values_a_day_are_kept() {
    let site = Site::at(MORNING).await;
    (0..505).for_each(|number| lead(&site, number));
    // Values that are already kept are still counted.
    (0..3).for_each(|number| lead(&site, number));
    site.write().await;
    assert_kept(&site, "2026-11-25", 505, 3, 5).await;
    // Also after a restart: known values are counted separately, the rest together.
    let site = site.restarted().await;
    (495..510).for_each(|number| lead(&site, number));
    site.write().await;
    let rest = site.values("2026-11-25", Dimension::Referrer).await;
    assert_eq!(rest.len(), 501);
    assert_eq!(rest.iter().find(|(value, _)| value.is_empty()).expect("the rest").1, count(15, 10));
    let kept = rest.iter().find(|(value, _)| value == "trang-495.example").expect("kept").1;
    assert_eq!(kept, count(2, 1));
    // A new day has a new limit.
    site.set_clock("2026-11-26T08:00:00+07:00");
    (1_000..1_010).for_each(|number| lead(&site, number));
    site.write().await;
    let values = site.values("2026-11-26", Dimension::Referrer).await;
    assert!(values.len() == 10 && values.iter().all(|(value, _)| !value.is_empty()), "{values:?}");
    let month = site.values("2026-11", Dimension::Referrer).await;
    assert_eq!(month.len(), 511);
    assert_eq!(month.iter().map(|(_, count)| count.views).sum::<i64>(), 508 + 15 + 10);
}

async fn assert_kept(site: &Site, period: &str, visits: i64, again: i64, rest: i64) {
    let values = site.values(period, Dimension::Referrer).await;
    assert_eq!(values.len(), VALUES_PER_DAY + 1);
    let mut sum = Count::default();
    for (value, told) in &values {
        sum += *told;
        if value.is_empty() {
            assert_eq!(*told, count(rest, rest));
        }
    }
    assert_eq!(sum, count(visits + again, visits));
}

#[tokio::test]
async fn a_restart_before_the_limit_does_not_raise_it() {
    let site = Site::at(MORNING).await;
    (0..300).for_each(|number| lead(&site, number));
    let site = site.restarted().await;
    (250..600).for_each(|number| lead(&site, number));
    let site = site.restarted().await;
    assert_kept(&site, "2026-11-25", 600, 50, 100).await;
}

#[tokio::test]
async fn articles_are_kept_however_many_are_read() {
    let site = Site::at(MORNING).await;
    for number in 0..700 {
        site.counter.count(&article(i64::from(number) + 1, person(number)));
    }
    site.write().await;
    let values = site.values("2026-11-25", Dimension::Article).await;
    assert!(values.len() == 700 && values.iter().all(|(_, told)| *told == count(1, 1)));
}

#[tokio::test]
async fn too_many_values_of_one_dimension_leave_the_others_alone() {
    let site = Site::at(MORNING).await;
    (0..505).for_each(|number| lead(&site, number));
    let english = Visitor::new(IpAddr::from([198, 51, 100, 1]), CHROME, b"en-GB");
    site.counter.count(&view(english));
    site.write().await;
    let expected = [("vi".to_owned(), count(505, 505)), ("en".to_owned(), count(1, 1))];
    assert_eq!(site.values("2026-11-25", Dimension::Language).await, expected);
}

#[tokio::test]
async fn a_clock_set_back_over_midnight_keeps_no_more_values() {
    let site = Site::at(MORNING).await;
    let lead =
        |number: u32| site.counter.count(&led_from(&format!("https://t{number}.example/"), person(number)));
    (0..600).for_each(lead);
    site.pass(DAY);
    site.show([1]);
    site.pass(-DAY);
    (600..1200).for_each(lead);
    site.write().await;
    assert_eq!(site.values("2026-11-25", Dimension::Referrer).await.len(), 501);
}
