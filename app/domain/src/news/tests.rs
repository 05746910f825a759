//! The news in a real, migrated database.

#![cfg(feature = "store")]

mod feeds;
mod manuscript;
mod months;
mod old;
mod related;
mod sitemaps;

use super::{
    store::{
        ListName, NewAuthor, NewCategory, load_all_series, load_article, load_front_page, load_list,
        put_article, put_author, put_category, put_series,
    },
    *,
};
use crate::{
    accounts::{
        Person, Role,
        store::{NewAccount, create_account},
    },
    clock::{Month, Timestamp, Zone},
    db::{Change, Db, Missing},
    editing::{
        Refusal, State,
        store::{trash, withdraw},
    },
    id::{AuthorId, CategoryId, SeriesId, SessionId},
    media,
    scope::{Editing, Reading},
    site::{
        Operator,
        store::{NewSite, put_site},
    },
};
use proptest::prelude::*;
use std::sync::Arc;

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

/// An article with only a title.
fn article(slug: &str, category: CategoryId, at: i64) -> Manuscript {
    Manuscript {
        slug: slug.parse().expect("a slug"),
        category,
        content: Content { title: format!("Bài {slug}"), ..Content::default() },
        body: Vec::new(),
        words: 0,
        picture: None,
        published_at: Some(Timestamp(at)),
        authors: Vec::new(),
        series: None,
        tags: Vec::new(),
        attachments: Vec::new(),
    }
}

impl Site {
    async fn publish(&self, slug: &str, category: CategoryId, at: i64) -> Change {
        self.put(article(slug, category, at), false).await
    }

    async fn put(&self, article: Manuscript, replace: bool) -> Change {
        let mut tx = self.db.write().await.expect("a transaction");
        let change = put_article(&mut tx, &article, NOW, replace).await.expect("an article");
        tx.commit().await.expect("committed");
        change
    }

    /// Creates an author and a series.
    async fn subjects(&self) -> (AuthorId, SeriesId) {
        let mut tx = self.db.write().await.expect("a transaction");
        let author = NewAuthor {
            slug: "lam-khe".parse().expect("a slug"),
            name: "Lam Khê".into(),
            description: "Viết về xóm.".into(),
            picture: None,
        };
        let (author, _) = put_author(&mut tx, &author, false).await.expect("an author");
        let slug = "moi-xom".parse().expect("a slug");
        let (series, _) = put_series(&mut tx, &slug, "Mỗi xóm", "", false).await.expect("a series");
        tx.commit().await.expect("committed");
        (author, series)
    }

    fn reading(&self) -> Reading {
        Reading::visitor(&self.db, NOW)
    }

    async fn article(&self, id: i64) -> Option<Article> {
        load_article(&self.reading(), ArticleId(id)).await.expect("an answer")
    }

    async fn page(&self, slug: &str, before: Option<PageKey>) -> ListPage {
        self.list(ListKind::Category, slug, None, before).await
    }

    async fn list(
        &self,
        kind: ListKind,
        slug: &str,
        month: Option<Month>,
        before: Option<PageKey>,
    ) -> ListPage {
        let asked = ListName { kind, slug: slug.parse().expect("a slug"), month, before };
        let page = load_list(&self.reading(), &asked).await.expect("an answer");
        page.expect("a list")
    }
}

fn slugs(page: &ListPage) -> Vec<&str> {
    page.cards.iter().map(|card| card.slug.as_str()).collect()
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
    let front = load_front_page(&site.reading()).await.expect("an answer");
    assert_eq!(front.latest.len(), 1);
}

#[tokio::test]
async fn a_category_lists_the_articles_of_its_sub_categories() {
    let site = site().await;
    site.publish("con", site.below, 1).await;
    site.publish("cha", site.root, 2).await;
    assert_eq!(slugs(&site.page("tin-tuc", None).await), ["cha", "con"]);
    assert_eq!(slugs(&site.page("so-tay", None).await), ["con"]);
}

#[tokio::test]
async fn an_article_that_moves_leaves_its_old_category() {
    let site = site().await;
    site.publish("bai", site.below, 1).await;
    assert_eq!(site.publish("bai", site.root, 1).await, Change::Kept);
    assert_eq!(site.page("so-tay", None).await.cards.len(), 1);
    assert_eq!(site.put(article("bai", site.root, 1), true).await, Change::Replaced);
    assert_eq!(site.page("so-tay", None).await.cards.len(), 0);
    assert_eq!(site.page("tin-tuc", None).await.cards.len(), 1);
}

#[tokio::test]
async fn the_front_page_shows_no_article_twice() {
    let site = site().await;
    for number in 1..=20 {
        // Several with the same time, around the boundary of the strips.
        site.publish(&format!("bai-{number}"), site.below, if number < 12 { 1 } else { number }).await;
    }
    let front = load_front_page(&site.reading()).await.expect("an answer");
    let strip = &front.strips[0];
    assert_eq!(strip.category.slug.as_str(), "tin-tuc");
    let shown: Vec<_> = front.latest.iter().chain(&strip.cards).map(|card| card.id.0).collect();
    assert_eq!(shown, (21 - LATEST - STRIP..=20).rev().collect::<Vec<_>>());
}

#[tokio::test]
async fn a_front_page_that_shows_everything_first_has_no_strips() {
    let site = site().await;
    for number in 1..LATEST {
        site.publish(&format!("bai-{number}"), site.below, number).await;
    }
    let front = load_front_page(&site.reading()).await.expect("an answer");
    assert_eq!((front.latest.len() as i64, front.strips.len()), (LATEST - 1, 0));
    site.publish("nua", site.below, 99).await;
    let front = load_front_page(&site.reading()).await.expect("an answer");
    assert_eq!((front.latest.len() as i64, front.strips.len()), (LATEST, 0));
    site.publish("them", site.below, 100).await;
    let front = load_front_page(&site.reading()).await.expect("an answer");
    assert_eq!(front.strips[0].cards.iter().map(|card| card.id.0).collect::<Vec<_>>(), [1]);
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

fn at(text: &str) -> i64 {
    Timestamp::parse(text).expect("an instant").0
}

#[tokio::test]
async fn series_tags_and_authors_list_their_articles() {
    let site = site().await;
    let (author, series) = site.subjects().await;
    let tag = Named { slug: "doc-sach".parse().expect("a slug"), name: "Đọc sách".into() };
    for number in 1..=3 {
        let new = article(&format!("bai-{number}"), site.below, number);
        let new = Manuscript {
            authors: vec![author, author],
            series: Some(series),
            tags: vec![tag.clone()],
            ..new
        };
        site.put(new, false).await;
    }
    site.publish("khac", site.below, 9).await;
    site.put(Manuscript { series: Some(series), ..article("mai", site.below, NOW.0 + 1) }, false).await;
    for (kind, slug) in
        [(ListKind::Author, "lam-khe"), (ListKind::Series, "moi-xom"), (ListKind::Tag, "doc-sach")]
    {
        assert_eq!(slugs(&site.list(kind, slug, None, None).await), ["bai-3", "bai-2", "bai-1"]);
    }
    let page = site.list(ListKind::Series, "moi-xom", None, None).await;
    assert_eq!(page.first.expect("a beginning").slug.as_str(), "bai-1");
    let all = load_all_series(&site.reading()).await.expect("an answer");
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].latest.slug.as_str(), "bai-3");

    let article = site.article(2).await.expect("published");
    assert_eq!(article.byline().authors.len(), 1, "named twice, listed once");
    assert_eq!(article.tags[0].name, "Đọc sách");
    let place = article.series.expect("a series");
    assert_eq!(place.before.map(|headline| headline.id.0), Some(1));
    assert_eq!(place.after.map(|headline| headline.id.0), Some(3));
    let last = site.article(3).await.expect("published").series.expect("a series");
    assert!(last.after.is_none(), "the next one lies in the future");
}

#[tokio::test]
async fn an_empty_series_is_a_page_and_no_entry() {
    let site = site().await;
    site.subjects().await;
    assert!(site.list(ListKind::Series, "moi-xom", None, None).await.cards.is_empty());
    assert!(load_all_series(&site.reading()).await.expect("an answer").is_empty());
}

#[tokio::test]
async fn an_article_written_again_leaves_the_lists_it_left() {
    let site = site().await;
    let (author, series) = site.subjects().await;
    let tag = Named { slug: "doc-sach".parse().expect("a slug"), name: "Đọc sách".into() };
    let mut tx = site.db.write().await.expect("a transaction");
    let file = media::store::put_file(&mut tx, "a/don.pdf", 2048).await.expect("a file");
    tx.commit().await.expect("committed");
    let attachments = vec![AttachedFile { file, label: "Mẫu đơn".into() }];
    let source = Some(Source { name: "Bản tin".into(), address: None });
    let new = article("bai", site.below, 1);
    let new = Manuscript {
        authors: vec![author],
        series: Some(series),
        tags: vec![tag.clone()],
        attachments,
        content: Content { source: "Bản tin".into(), ..new.content },
        words: 221,
        ..new
    };
    site.put(new, false).await;
    let full = site.article(1).await.expect("published");
    assert_eq!(full.attachments[0].size, "PDF, 2 KB");
    assert_eq!((full.content.source(), full.minutes), (source, 2));

    site.put(article("bai", site.below, 1), true).await;
    let bare = site.article(1).await.expect("published");
    assert!(bare.tags.is_empty() && bare.series.is_none() && bare.attachments.is_empty());
    assert!(bare.byline().is_empty() && bare.content.source().is_none());
    assert_eq!(bare.minutes, 0);
    let tag = ListName { kind: ListKind::Tag, slug: tag.slug, month: None, before: None };
    let left = load_list(&site.reading(), &tag).await.expect("an answer");
    assert_eq!(left, None, "a tag is no more than its articles");
}

#[tokio::test]
async fn a_pack_brings_an_article_back_and_whoever_was_changing_it_is_told() {
    let site = site().await;
    site.publish("bai-1", site.root, 10).await;
    let editor = NewAccount {
        email: "bien-tap@site.test".into(),
        name: "Biên tập".into(),
        role: Role::Editor,
        categories: Vec::new(),
        password: None,
    };
    let mut tx = site.db.write().await.expect("a transaction");
    let id = create_account(&mut tx, &editor, NOW).await.expect("a store").expect("a new address");
    tx.commit().await.expect("committed");
    let (name, email, session) = (editor.name, editor.email, SessionId(1));
    let person = Person { id, name, email, role: Role::Editor, categories: None, session };
    let zone = Zone::named("Asia/Ho_Chi_Minh");
    let editing = Editing { db: site.db.clone(), person: Arc::new(person), zone, now: NOW };

    let trashed = trash(&editing, ArticleId(1), 1).await.expect("a store");
    assert_eq!(trashed, Ok(State::Trashed));
    assert_eq!(site.article(1).await, None);
    // The version after the trash is 2.
    assert_eq!(site.put(article("bai-1", site.root, 20), true).await, Change::Replaced);
    assert!(site.article(1).await.is_some(), "readers see it again");
    let late = withdraw(&editing, ArticleId(1), 2).await.expect("a store");
    assert!(matches!(late, Err(Refusal::Stale { version: 3, .. })), "{late:?}");
    assert_eq!(withdraw(&editing, ArticleId(1), 3).await.expect("a store"), Ok(State::Draft));
}
