//! The most-read articles: one list beside every page, the front page too.

use super::{
    ARTICLES, alter, figures,
    reader::{FIREFOX, Reader},
    site,
};
use crate::{
    screen::Screen,
    support::{TestSite, between, titles},
};
use app::rendered_page::{PagePart, RenderedPage};
use axum::http::Method;
use domain::news::{Shown, Since, Version};

/// The spans, and their names.
const SPANS: [(&str, &str); 3] = [("day", "24 giờ"), ("week", "7 ngày"), ("month", "30 ngày")];

/// This many people read an article.
async fn read(site: &TestSite, address: &str, people: u8) {
    for number in 1..=people {
        let peer = format!("198.51.100.{number}:80");
        assert_eq!(Reader::at(site, &peer).get(address).await.status, 200, "{address}");
    }
}

/// The titles of the last day, seven and thirty days beside a page, each once; the front page has the same
/// list, once. A span that the block leaves out has those of the shorter one, or none.
async fn ranks(site: &TestSite, beside: &str) -> [Vec<String>; 3] {
    site.counted().await;
    let page = site.get(beside).await.text;
    let block = between(&page, "Đọc nhiều nhất</h2>", "</section>");
    let front = site.get("/").await.text;
    assert_eq!(between(&front, "Đọc nhiều nhất</h2>", "</section>"), block);
    assert_eq!(front.matches("Đọc nhiều nhất").count(), 1, "in one place");
    let mut shorter = Vec::new();
    let mut shown = 0;
    let lists = SPANS.map(|(span, name)| {
        let list = format!("<div class=\"most-read__list most-read__list--{span}\">");
        if block.contains(&list) {
            let longer = titles(between(block, &list, "</div>"));
            assert_ne!(longer, shorter, "{span} says nothing new");
            assert!(block.contains(&format!("Trong {name} qua</h3>")), "{block}");
            shorter = longer;
            shown += 1;
        }
        shorter.clone()
    });
    let tabs = SPANS.iter().filter(|(_, name)| block.contains(&format!(">{name}</label>"))).count();
    assert_eq!(tabs, if shown > 1 { shown } else { 0 }, "a tab for each list, and none for one list");
    assert_eq!(block.matches(" checked").count(), tabs.min(1), "{block}");
    lists
}

fn numbered<const N: usize>(numbers: [u8; N]) -> Vec<String> {
    numbers.map(|number| format!("Bài {number:02}")).to_vec()
}

#[tokio::test]
async fn until_something_is_read_there_is_no_list() {
    let site = site().await;
    site.counted().await;
    for address in ["/", "/tin/kho", ARTICLES[0]] {
        assert!(!site.get(address).await.text.contains("Đọc nhiều nhất"), "{address}");
    }
}

#[tokio::test]
async fn what_is_read_most_stands_first() {
    let site = site().await;
    read(&site, ARTICLES[1], 3).await;
    read(&site, ARTICLES[2], 1).await;
    read(&site, ARTICLES[0], 2).await;
    let rank = numbered([2, 1, 3]);
    assert_eq!(ranks(&site, "/tin/kho").await, [rank.clone(), rank.clone(), rank]);
    // Client-side navigation counts too.
    for number in 1..=3 {
        Reader::at(&site, &format!("198.51.100.{number}:80")).moves(ARTICLES[2]).await;
    }
    let rank = numbered([3, 2, 1]);
    assert_eq!(ranks(&site, "/binh-chon").await, [rank.clone(), rank.clone(), rank]);
    let page = site.get("/tin/kho").await.text;
    let list = between(&page, "<div class=\"most-read__list most-read__list--day\">", "</div>");
    assert!(list.contains("<a href=\"/tin/kho/bai-03-3\">Bài 03</a>"), "{list}");
}

#[tokio::test]
async fn one_address_is_no_crowd() {
    let site = site().await;
    // Sixty browsers of one network, or one that claims to be sixty, against fifty-one people elsewhere.
    for number in 1..=60 {
        let agent = format!("{FIREFOX} {number}");
        assert_eq!(Reader::with(&site, &agent).get(ARTICLES[0]).await.status, 200);
    }
    site.counted().await;
    assert_eq!(figures(&site.get("/tin/kho").await)[0], "50", "people online");
    read(&site, ARTICLES[1], 51).await;
    assert_eq!(ranks(&site, "/tin/kho").await[0], numbered([2, 1]));
    assert_eq!(figures(&site.get("/tin/kho").await)[0], "101");
    read(&site, ARTICLES[2], 49).await;
    assert_eq!(
        ranks(&site, "/tin/kho").await[0],
        numbered([2, 1, 3]),
        "a school behind one address is a school"
    );
}

#[tokio::test]
async fn an_article_that_was_withdrawn_is_gone() {
    let site = site().await;
    read(&site, ARTICLES[1], 3).await;
    read(&site, ARTICLES[0], 2).await;
    assert_eq!(ranks(&site, "/tin/kho").await[0], numbered([2, 1]));
    alter(site.data(), "update articles set published = false where id = 2").await;
    let rank = numbered([1]);
    assert_eq!(ranks(&site, "/tin/kho").await, [rank.clone(), rank.clone(), rank]);
    alter(site.data(), "update articles set published = true where id = 2").await;
    assert_eq!(ranks(&site, "/tin/kho").await[0], numbered([2, 1]));
}

#[tokio::test]
async fn what_was_read_grows_old() {
    let site = site().await;
    read(&site, ARTICLES[0], 3).await;
    let rank = numbered([1]);
    for (now, day, week, month) in [
        ("2026-11-26T08:59:00+07:00", true, true, true),
        ("2026-11-27T09:00:00+07:00", false, true, true),
        ("2026-12-01T23:59:00+07:00", false, true, true),
        ("2026-12-02T00:00:00+07:00", false, false, true),
        ("2026-12-05T09:00:00+07:00", false, false, true),
        ("2026-12-24T23:59:00+07:00", false, false, true),
    ] {
        site.set_clock(now);
        let expected = [day, week, month].map(|there| if there { rank.clone() } else { Vec::new() });
        assert_eq!(ranks(&site, "/tin/kho").await, expected, "{now}");
    }
    let page = site.get("/tin/kho").await.text;
    assert!(page.contains("most-read__span\">Trong 30 ngày qua</h3>"), "one list, and what it is of");
    site.set_clock("2026-12-25T00:00:00+07:00");
    site.counted().await;
    assert!(!site.get("/tin/kho").await.text.contains("Đọc nhiều nhất"));
}

#[tokio::test]
async fn what_is_read_now_passes_what_was_read_before() {
    let site = site().await;
    read(&site, ARTICLES[0], 3).await;
    site.set_clock("2026-11-27T09:00:00+07:00");
    read(&site, ARTICLES[1], 2).await;
    let [day, week, month] = ranks(&site, "/tin/kho").await;
    assert_eq!((day, week, month), (numbered([2]), numbered([1, 2]), numbered([1, 2])));
    read(&site, ARTICLES[1], 2).await;
    let [day, week, month] = ranks(&site, "/tin/kho").await;
    assert_eq!((day, week, month), (numbered([2]), numbered([2, 1]), numbered([2, 1])));
}

#[tokio::test]
async fn the_list_is_there_after_a_restart() {
    let mut site = site().await;
    read(&site, ARTICLES[1], 2).await;
    site.restart(crate::support::TestOptions::default()).await;
    let rank = numbered([2]);
    assert_eq!(ranks(&site, "/tin/kho").await, [rank.clone(), rank.clone(), rank]);
}

/// What the front page has beside it when an open site loads it again.
async fn beside(site: &TestSite) -> Vec<PagePart> {
    let answer = site.ask(Method::GET, "/api/pages/load?path=/&query=luc%3D7", &[]).await;
    serde_json::from_str::<RenderedPage>(&answer.text).expect("a page").beside
}

#[tokio::test]
async fn an_open_screen_is_told_that_the_list_changed_and_gets_it_with_its_page() {
    let site = site().await;
    assert_eq!(beside(&site).await, [], "nothing was read");
    read(&site, ARTICLES[0], 2).await;
    site.counted().await;
    let mut screen = Screen::open(&site, "/live?topics=most-read", "").await;
    let mut told = async || {
        let (topic, news) = screen.event().await;
        assert_eq!(topic, "most-read");
        serde_json::from_str::<Version>(&news).expect("a version")
    };
    let first = told().await;
    read(&site, ARTICLES[1], 3).await;
    site.counted().await;
    let second = told().await;
    assert_eq!(first.until(&second), Some(Since::Change));
    let beside = beside(&site).await;
    let [PagePart::News { shown: Shown::MostRead, version }, PagePart::Html(html)] = &beside[..] else {
        panic!("{beside:?}")
    };
    assert_eq!(*version, second);
    assert!(html.as_str().contains("Đọc nhiều nhất"));
    let moved = site.ask(Method::GET, "/api/pages/load?path=/&query=", &[]).await;
    assert!(!moved.text.contains("beside"), "a move brings the page alone");
}
