//! The news on a real, migrated database.

#![cfg(feature = "store")]

use super::{
    store::{
        NewArticle, NewCategory, load_article, load_category_page, load_front_page, put_article, put_category,
    },
    *,
};
use crate::{
    clock::Timestamp,
    db::{Change, Db, Missing},
    id::CategoryId,
    scope::Scope,
    site::{
        Operator,
        store::{NewSite, put_site},
    },
};
use proptest::prelude::*;

const NOW: Timestamp = Timestamp(1_000_000_000_000);

/// A site with a root category `tin-tuc` and `so-tay` below it.
struct Site {
    db: Db,
    root: CategoryId,
    below: CategoryId,
    _folder: tempfile::TempDir,
}

async fn site() -> Site {
    let folder = tempfile::tempdir().expect("a folder");
    let db = Db::open(&folder.path().join("site.db"), Missing::Create).await.expect("a database");
    let mut tx = db.write().await.expect("a transaction");
    let new = NewSite {
        name: "Cổng thông tin".into(),
        description: String::new(),
        language: "vi".into(),
        time_zone: "Asia/Ho_Chi_Minh".into(),
        operator: Operator::default(),
        introduction_title: String::new(),
        introduction_page: None,
    };
    put_site(&mut tx, &new).await.expect("a site");
    let category = |slug: &str, parent| NewCategory {
        slug: slug.parse().expect("a slug"),
        name: slug.into(),
        description: String::new(),
        parent,
        position: 0,
    };
    let (root, _) = put_category(&mut tx, &category("tin-tuc", None), false).await.expect("a category");
    let (below, _) = put_category(&mut tx, &category("so-tay", Some(root)), false).await.expect("a category");
    tx.commit().await.expect("committed");
    Site { db, root, below, _folder: folder }
}

impl Site {
    async fn publish(&self, slug: &str, category: CategoryId, at: i64) -> Change {
        self.put(slug, category, at, false).await
    }

    async fn put(&self, slug: &str, category: CategoryId, at: i64, replace: bool) -> Change {
        let article = NewArticle {
            slug: slug.parse().expect("a slug"),
            category,
            title: format!("Bài {slug}"),
            lead: String::new(),
            body: Vec::new(),
            byline: Byline::default(),
            figure: None,
            published_at: Timestamp(at),
        };
        let mut tx = self.db.write().await.expect("a transaction");
        let change = put_article(&mut tx, &article, replace).await.expect("an article");
        tx.commit().await.expect("committed");
        change
    }

    async fn article(&self, id: i64) -> Option<Article> {
        load_article(&self.db, Scope::Visitor, ArticleId(id), NOW).await.expect("an answer")
    }

    async fn page(&self, slug: &str, before: Option<PageKey>) -> CategoryPage {
        let slug = slug.parse().expect("a slug");
        let page = load_category_page(&self.db, Scope::Visitor, &slug, before, NOW).await.expect("an answer");
        page.expect("a category")
    }
}

fn ids(list: &[Headline]) -> Vec<i64> {
    list.iter().map(|headline| headline.id.0).collect()
}

#[tokio::test]
async fn neighbours_are_the_nearest_first_and_stable_for_equal_times() {
    let site = site().await;
    for number in 1..=30 {
        let time = if (10..=20).contains(&number) { 15 } else { number };
        site.publish(&format!("bai-{number}"), site.below, time).await;
    }
    let article = site.article(15).await.expect("published");
    assert_eq!(ids(&article.newer), [16, 17, 18, 19, 20, 21, 22, 23, 24, 25]);
    assert_eq!(ids(&article.older), [14, 13, 12, 11, 10, 9, 8, 7, 6, 5]);
}

#[tokio::test]
async fn neighbours_share_the_main_category() {
    let site = site().await;
    site.publish("cha", site.root, 1).await;
    site.publish("con", site.below, 2).await;
    let article = site.article(2).await.expect("published");
    assert_eq!(ids(&article.older), [] as [i64; 0]);
    let path: Vec<_> = article.path.iter().map(|category| category.slug.as_str()).collect();
    assert_eq!(path, ["tin-tuc", "so-tay"]);
}

#[tokio::test]
async fn an_article_of_the_future_is_nowhere_to_be_seen() {
    let site = site().await;
    site.publish("cu", site.below, 1).await;
    site.publish("mai", site.below, NOW.0 + 1).await;
    assert!(site.article(2).await.is_none());
    assert!(site.article(1).await.expect("published").newer.is_empty());
    assert_eq!(site.page("so-tay", None).await.cards.len(), 1);
    let front = load_front_page(&site.db, Scope::Visitor, NOW).await.expect("an answer");
    assert_eq!(front.latest.len(), 1);
}

#[tokio::test]
async fn a_category_lists_the_articles_of_its_sub_categories() {
    let site = site().await;
    site.publish("con", site.below, 1).await;
    site.publish("cha", site.root, 2).await;
    let slugs = |page: CategoryPage| page.cards.iter().map(|card| card.slug.to_string()).collect::<Vec<_>>();
    assert_eq!(slugs(site.page("tin-tuc", None).await), ["cha", "con"]);
    assert_eq!(slugs(site.page("so-tay", None).await), ["con"]);
}

#[tokio::test]
async fn an_article_that_moves_leaves_its_old_category() {
    let site = site().await;
    site.publish("bai", site.below, 1).await;
    assert_eq!(site.publish("bai", site.root, 1).await, Change::Kept);
    assert_eq!(site.page("so-tay", None).await.cards.len(), 1);
    assert_eq!(site.put("bai", site.root, 1, true).await, Change::Replaced);
    assert_eq!(site.page("so-tay", None).await.cards.len(), 0);
    assert_eq!(site.page("tin-tuc", None).await.cards.len(), 1);
}

#[tokio::test]
async fn the_front_page_shows_no_article_twice() {
    let site = site().await;
    for number in 1..=14 {
        site.publish(&format!("bai-{number}"), site.below, number).await;
    }
    let front = load_front_page(&site.db, Scope::Visitor, NOW).await.expect("an answer");
    let strip = &front.strips[0];
    assert_eq!(strip.category.slug.as_str(), "tin-tuc");
    let mut shown: Vec<_> = front.latest.iter().chain(&strip.cards).map(|card| card.id.0).collect();
    assert_eq!(shown.len() as i64, LATEST + STRIP);
    shown.dedup();
    assert_eq!(shown.len() as i64, LATEST + STRIP);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn paging_by_key_shows_every_article_once(times in proptest::collection::vec(1i64..40, 0..70)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let site = site().await;
            for (number, time) in times.iter().enumerate() {
                site.publish(&format!("bai-{number}"), site.below, *time).await;
            }
            let (mut shown, mut key) = (Vec::new(), None);
            loop {
                let page = site.page("tin-tuc", key).await;
                shown.extend(page.cards.iter().map(|card| card.id.0));
                key = page.next;
                if key.is_none() {
                    break;
                }
            }
            let mut expected: Vec<i64> = (1..=times.len() as i64).collect();
            expected.sort_by_key(|id| std::cmp::Reverse((times[*id as usize - 1], *id)));
            assert_eq!(shown, expected);
        });
    }
}

/// A folder with one picture, `media/cay.jpg`.
struct OnePicture;

impl PictureSource for OnePicture {
    fn find(&mut self, src: &str) -> Result<Picture, String> {
        match src {
            "media/cay.jpg" => {
                Ok(Picture { name: "abc.jpg".into(), width: 3, height: 2, alt: String::new() })
            }
            other => Err(format!("không có {other}")),
        }
    }
}

fn cleaned(html: &str) -> String {
    let blocks = sanitize(html, &mut OnePicture).expect("clean");
    blocks.iter().map(|Block::Html(html)| html.as_str()).collect()
}

#[test]
fn a_body_loses_whatever_could_run_or_restyle() {
    assert_eq!(
        cleaned(
            r#"<p style="color:red" onclick="x()" class="a">Chào<script>x()</script></p><style>p{}</style>"#
        ),
        "<p>Chào</p>"
    );
    assert_eq!(cleaned(r#"<a href="javascript:x()">a</a>"#), r#"<a rel="noopener">a</a>"#);
    assert_eq!(cleaned("<h1>Đề</h1>"), "Đề", "an article has one h1, its title");
    assert_eq!(cleaned("  "), "");
}

#[test]
fn a_picture_gets_its_address_and_its_size() {
    assert_eq!(
        cleaned(r#"<img src="media/cay.jpg">"#),
        r#"<img src="/media/abc.jpg" width="3" height="2" loading="lazy" decoding="async" alt="">"#
    );
    let error = sanitize(r#"<img src="https://x.example/a.png">"#, &mut OnePicture).expect_err("not ours");
    assert_eq!(error, "không có https://x.example/a.png");
}

#[test]
fn a_link_to_a_file_is_the_browsers_and_a_lost_one_is_refused() {
    assert_eq!(
        cleaned(r#"<a href="media/cay.jpg">a</a>"#),
        r#"<a href="/media/abc.jpg" rel="external">a</a>"#
    );
    assert_eq!(cleaned(r#"<a href="/x.pdf">a</a>"#), r#"<a href="/x.pdf" rel="external">a</a>"#);
    assert_eq!(cleaned(r#"<a href="/tin/a">a</a>"#), r#"<a href="/tin/a" rel="noopener">a</a>"#);
    assert!(sanitize(r#"<a href="bai-viet.html">a</a>"#, &mut OnePicture).is_err());
}

#[test]
fn plain_text_keeps_the_words_apart() {
    assert_eq!(plain_text("<p>Một&nbsp;&amp;<br>hai</p><p>ba</p>"), "Một & hai ba");
}
