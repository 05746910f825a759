//! The front page of sites of different sizes.

use crate::support::{TestSite, archive, between, titles};
use std::collections::BTreeSet;

/// The main column of the front page of a site with this many articles.
async fn front(articles: usize) -> String {
    let pack = archive(articles);
    let site = TestSite::with(&[pack.path()], "http://site.test").await;
    let page = site.get("/").await;
    assert_eq!(page.status, 200);
    between(&page.text, "<main", "</main>").to_owned()
}

fn newest_first(from: usize, to: usize) -> Vec<String> {
    (to..=from).rev().map(|number| format!("Bài {number:02}")).collect()
}

#[tokio::test]
async fn a_site_without_articles_says_so() {
    let page = front(0).await;
    assert!(page.contains("Trang này chưa có bài viết nào. Xin mời quý vị trở lại sau."));
    for absent in ["<article", "front__few", "front__top", "front__strips"] {
        assert!(!page.contains(absent), "{absent}");
    }
}

#[tokio::test]
async fn a_few_articles_stand_below_the_lead_article_in_no_columns_they_would_not_fill() {
    for articles in [1, 2, 3, 7] {
        let page = front(articles).await;
        assert_eq!(titles(&page), newest_first(articles, 1));
        assert_eq!(page.matches("article-card--lead").count(), 1, "{articles}");
        assert_eq!(page.matches("front__few").count(), 1, "{articles}");
        let grid = usize::from(articles > 1);
        assert_eq!(page.matches("class=\"card-grid\"").count(), grid, "{articles}: an empty part is none");
        for absent in ["front__top", "front__beside", "front__below", "front__strips", "empty-state"] {
            assert!(!page.contains(absent), "{articles}: {absent}");
        }
    }
}

#[tokio::test]
async fn from_eight_articles_on_the_newest_stand_beside_the_lead_article_and_each_stands_once() {
    for (articles, beside, below, strip) in
        [(8, 7, 0, 0), (9, 8, 0, 0), (10, 7, 2, 0), (12, 9, 2, 0), (13, 9, 2, 1), (30, 9, 2, 3)]
    {
        let page = front(articles).await;
        let part = |class: &str| {
            let start = format!("<div class=\"{class}\">");
            page.contains(&start).then(|| titles(between(&page, &start, "</div></article></div>")).len())
        };
        let some = |number: usize| (number > 0).then_some(number);
        assert_eq!(part("front__beside"), Some(beside), "{articles}");
        assert_eq!(part("front__below"), some(below), "{articles}");
        assert_eq!(part("strip__cards"), some(strip), "{articles}");
        let shown = titles(&page);
        assert_eq!(shown, newest_first(articles, articles + 1 - shown.len()), "in order, each once");
        assert_eq!(shown.len(), 1 + beside + below + strip);
    }
}

/// The names of the pictures in a part of a page, without extensions, in order.
fn pictures(html: &str) -> Vec<&str> {
    let names = html.split(" src=\"/media/").skip(1);
    names.filter_map(|rest| rest.split(['-', '.', '"']).next()).collect()
}

#[tokio::test]
async fn no_picture_stands_twice_on_the_front_page_of_a_new_site() {
    let site = TestSite::starter().await;
    let page = site.get("/").await.text;
    let pictures = pictures(between(&page, "<main", "</main>"));
    let different: BTreeSet<&str> = pictures.iter().copied().collect();
    assert!(pictures.len() > 10, "{pictures:?}");
    assert_eq!(pictures.len(), different.len(), "{pictures:?}");
}

#[tokio::test]
async fn the_large_picture_is_loaded_first_and_a_thumbnail_is_small() {
    let site = TestSite::starter().await;
    for (address, at_once) in [("/", 1), ("/tin/van-hoa-doc", 0), ("/the/doc-sach", 0)] {
        let page = site.get(address).await.text;
        let main = between(&page, "<main", "</main>");
        let lazy = main.matches("loading=\"lazy\"").count();
        assert_eq!(main.matches("fetchpriority=\"high\"").count(), at_once, "{address}");
        assert_eq!(main.matches("<img").count(), at_once + lazy, "{address}: all others wait for the reader");
    }
    let page = site.get("/").await.text;
    let main = between(&page, "<main", "</main>");
    for part in ["front__beside", "strip__cards"] {
        let cards = between(main, part, "</div></article></div>");
        let sets: Vec<&str> =
            cards.split(" srcset=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(!sets.is_empty(), "{part}");
        assert!(sets.iter().all(|set| set.ends_with("-320.webp") && !set.contains(' ')), "{sets:?}");
    }
}
