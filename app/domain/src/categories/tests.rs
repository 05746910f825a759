//! Categories on a real, migrated database.

#![cfg(feature = "store")]

use super::{
    store::{Target, load_category, load_tree, merge, place, remove, save},
    *,
};
use crate::{
    accounts::{
        Role,
        store::{NewAccount, create_account},
    },
    desk_site::{DeskSite, NOW},
    form::Refusal as Refused,
    menus::Place,
    news::{
        ListKind,
        store::{ListName, NewCategory, find_list, load_list, put_category, relist_articles},
    },
    order::Step,
    site::store::{NewLink, NewLinkList, put_link_lists},
};
use proptest::{prelude::*, test_runner::TestRunner};

/// A site with an administrator.
struct Site(DeskSite);

impl std::ops::Deref for Site {
    type Target = DeskSite;

    fn deref(&self) -> &DeskSite {
        &self.0
    }
}

impl Site {
    async fn new() -> Self {
        Self(DeskSite::new().await)
    }

    /// `tin-tuc` with `so-tay` below it, and `thong-bao`.
    async fn small() -> (Self, [CategoryId; 3]) {
        let site = Self::new().await;
        let news = site.make("Tin tức", None).await;
        let handbook = site.make("Sổ tay", Some(news)).await;
        let notices = site.make("Thông báo", None).await;
        (site, [news, handbook, notices])
    }

    async fn make(&self, name: &str, parent: Option<CategoryId>) -> CategoryId {
        let form = form(name, parent);
        save(&self.editing, Target::New(None), &form).await.expect("an answer").expect("a category")
    }

    async fn change(&self, id: CategoryId, form: &CategoryForm) -> Result<CategoryId, Refusal> {
        let version = self.get(id).await.version;
        save(&self.editing, Target::Existing { id, version }, form).await.expect("an answer")
    }

    async fn move_to(&self, id: CategoryId, parent: Option<CategoryId>) -> Result<CategoryId, Refusal> {
        let parent = parent.map(|id| id.to_string()).unwrap_or_default();
        self.change(id, &CategoryForm { parent, ..self.get(id).await.form }).await
    }

    async fn get(&self, id: CategoryId) -> DeskCategory {
        load_category(&self.editing, id).await.expect("an answer").expect("a category")
    }

    async fn tree(&self) -> Tree {
        load_tree(&self.editing).await.expect("an answer")
    }

    /// Names, each with as many dots as it is deep.
    async fn outline(&self) -> Vec<String> {
        self.tree().await.0.iter().map(|node| format!("{}{}", ".".repeat(node.depth), node.name)).collect()
    }

    /// The current slug and the titles of a category's page.
    async fn page(&self, slug: &str) -> Option<(String, Vec<String>)> {
        let reading = self.reading();
        let slug = slug.parse().expect("a slug");
        let name = ListName { kind: ListKind::Category, slug, month: None, before: None };
        let page = load_list(&reading, &name).await.expect("an answer")?;
        Some((page.of.slug.to_string(), page.cards.into_iter().map(|card| card.title).collect()))
    }

    /// All rows of the lists.
    async fn listed(&self) -> Vec<(i64, i64)> {
        sqlx::query_as(
            "select category_id, article_id
             from article_categories
             order by category_id, article_id
             limit 10000",
        )
        .fetch_all(self.editing.db.read())
        .await
        .expect("the lists")
    }
}

fn form(name: &str, parent: Option<CategoryId>) -> CategoryForm {
    let parent = parent.map(|id| id.to_string()).unwrap_or_default();
    CategoryForm { name: name.into(), parent, ..CategoryForm::default() }
}

/// The fields with problems, and the sentence of the first.
fn problems<T: std::fmt::Debug>(answer: Result<T, Refusal>) -> (Vec<CategoryField>, String) {
    match answer.expect_err("a refusal") {
        Refused::Problems(problems) => (
            problems.iter().map(|problem| problem.field).collect(),
            problems.first().map(|problem| problem.sentence.clone()).unwrap_or_default(),
        ),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_category_is_made_with_the_address_of_its_name() {
    let (site, [news, ..]) = Site::small().await;
    assert_eq!(site.outline().await, ["Tin tức", ".Sổ tay", "Thông báo"]);
    assert_eq!(site.page("tin-tuc").await, Some(("tin-tuc".into(), vec![])));
    let (fields, sentence) =
        problems(save(&site.editing, Target::New(None), &form("Tin Tức", None)).await.expect("an answer"));
    assert_eq!(fields, [CategoryField::Slug]);
    assert_eq!(sentence, "Đường dẫn “tin-tuc” đã thuộc chuyên mục “Tin tức”. Xin ghi một đường dẫn khác.");
    let wrong = CategoryForm {
        name: "\u{202e}\t".into(),
        description: "ế".repeat(501),
        parent: "99".into(),
        picture: "1".into(),
        ..CategoryForm::default()
    };
    let (fields, _) = problems(site.change(news, &wrong).await);
    let expected =
        [CategoryField::Name, CategoryField::Parent, CategoryField::Description, CategoryField::Alt];
    assert_eq!(fields, expected);
    let gone = CategoryForm { picture: "77".into(), alt: "Lớp học".into(), ..form("Tin", None) };
    assert_eq!(problems(site.change(news, &gone).await).0, [CategoryField::Picture]);
    assert_eq!(site.get(news).await.version, 1, "nothing was stored");
}

#[tokio::test]
async fn a_new_category_is_the_last_one_whatever_numbers_a_pack_has() {
    let site = Site::new().await;
    let mut tx = site.editing.db.write().await.expect("a transaction");
    for (name, position) in [("a", 4), ("b", 9)] {
        let slug = name.parse().expect("a slug");
        let (name, description) = (name.to_owned(), String::new());
        let new = NewCategory { slug, name, description, parent: None, position };
        put_category(&mut tx, &new, false).await.expect("a category");
    }
    tx.commit().await.expect("committed");
    site.make("Mới", None).await;
    assert_eq!(site.outline().await, ["a", "b", "Mới"]);
}

#[tokio::test]
async fn the_same_form_sent_twice_makes_one_category() {
    let site = Site::new().await;
    let key = crate::form_key::FormKey::random();
    let make = async || {
        save(&site.editing, Target::New(key.clone()), &form("Tin tức", None)).await.expect("an answer")
    };
    assert_eq!(make().await, make().await);
    assert_eq!(site.outline().await, ["Tin tức"]);
}

#[tokio::test]
async fn what_is_below_comes_along_and_every_old_address_leads_on() {
    let (site, [news, handbook, notices]) = Site::small().await;
    site.publish("bai", handbook, 1).await;
    assert_eq!(site.move_to(handbook, Some(notices)).await, Ok(handbook));
    assert_eq!(site.outline().await, ["Tin tức", "Thông báo", ".Sổ tay"]);
    assert_eq!(site.page("tin-tuc").await, Some(("tin-tuc".into(), vec![])));
    assert_eq!(site.page("thong-bao").await, Some(("thong-bao".into(), vec!["bai".into()])));
    for slug in ["cam-nang", "so-tay-2"] {
        let renamed = CategoryForm { slug: slug.into(), ..site.get(handbook).await.form };
        site.change(handbook, &renamed).await.expect("stored");
    }
    for slug in ["so-tay", "cam-nang", "so-tay-2"] {
        assert_eq!(site.page(slug).await, Some(("so-tay-2".into(), vec!["bai".into()])), "{slug}");
    }
    // A new category takes an address over, and gives it back to nobody.
    site.make("Cẩm nang", None).await;
    assert_eq!(site.page("cam-nang").await, Some(("cam-nang".into(), vec![])));
    assert_eq!(site.actions().await.iter().filter(|action| *action == "category_changed").count(), 3);
    let _ = news;
}

#[tokio::test]
async fn a_category_is_never_below_itself_nor_too_deep() {
    let (site, [news, handbook, _]) = Site::small().await;
    for parent in [news, handbook] {
        let (fields, sentence) = problems(site.move_to(news, Some(parent)).await);
        assert_eq!(fields, [CategoryField::Parent]);
        assert!(sentence.contains("chính nó"), "{sentence}");
    }
    let mut deepest = handbook;
    for level in 2..MAX_DEPTH {
        deepest = site.make(&format!("Cấp {level}"), Some(deepest)).await;
    }
    let too_deep = save(&site.editing, Target::New(None), &form("Sâu", Some(deepest))).await;
    let (fields, sentence) = problems(too_deep.expect("an answer"));
    assert_eq!(
        (fields.as_slice(), sentence.as_str()),
        (&[CategoryField::Parent][..], "Cây chuyên mục có tối đa 10 cấp; đặt ở đây thì có 11 cấp.")
    );
    // Its own name can be changed where it is.
    let renamed = CategoryForm { name: "Đáy".into(), ..site.get(deepest).await.form };
    assert_eq!(site.change(deepest, &renamed).await, Ok(deepest));
}

#[tokio::test]
async fn thirty_levels_of_a_pack_are_shown_and_can_be_changed() {
    let site = Site::new().await;
    let mut parent = None;
    let mut tx = site.editing.db.write().await.expect("a transaction");
    for level in 0..40 {
        let new = NewCategory {
            slug: format!("cap-{level}").parse().expect("a slug"),
            name: format!("Cấp {level}"),
            description: String::new(),
            parent,
            position: 0,
        };
        parent = Some(put_category(&mut tx, &new, false).await.expect("a category").0);
    }
    tx.commit().await.expect("committed");
    let tree = site.tree().await;
    assert_eq!(tree.0.len(), 31);
    let node = tree.0.last().expect("a node").clone();
    let renamed = CategoryForm { name: "Sâu nhất".into(), ..site.get(node.id).await.form };
    assert_eq!(site.change(node.id, &renamed).await, Ok(node.id));
    let top = tree.0.first().expect("a node").id;
    assert_eq!(site.move_to(node.id, Some(top)).await, Ok(node.id), "up it goes");
}

#[tokio::test]
async fn two_who_arrange_at_once_both_get_their_step() {
    let (site, [news, _, notices]) = Site::small().await;
    let events = site.make("Sự kiện", None).await;
    let step = async |id, step| place(&site.editing, id, step).await.expect("an answer");
    // Both saw: news, notices, events.
    assert_eq!(step(events, Step::Up).await, Ok(()));
    assert_eq!(step(news, Step::Down).await, Ok(()));
    assert_eq!(site.outline().await, ["Sự kiện", "Tin tức", ".Sổ tay", "Thông báo"]);
    assert_eq!(step(notices, Step::Before(events)).await, Ok(()));
    assert_eq!(step(news, Step::Last).await, Ok(()));
    assert_eq!(site.outline().await, ["Thông báo", "Sự kiện", "Tin tức", ".Sổ tay"]);
    let entries = site.actions().await.len();
    assert_eq!(step(news, Step::Down).await, Ok(()));
    assert_eq!(site.actions().await.len(), entries, "nothing changed, nothing is noted");
    let elsewhere = Step::Before(site.tree().await.below(Some(news))[0]);
    assert_eq!(step(events, elsewhere).await, Err(Refused::Own(NotChanged::Moved)));
    assert_eq!(step(CategoryId(99), Step::Up).await, Err(Refused::Gone));
    let stale = Target::Existing { id: news, version: 0 };
    let answer = save(&site.editing, stale, &form("Khác", None)).await.expect("an answer");
    assert!(matches!(answer, Err(Refused::Stale { version: 1, .. })), "{answer:?}");
}

#[tokio::test]
async fn merging_takes_everything_along() {
    let (site, [news, handbook, notices]) = Site::small().await;
    site.publish("so-tay-1", handbook, 1).await;
    site.publish("tin", news, 2).await;
    let mut tx = site.editing.db.write().await.expect("a transaction");
    let link = NewLink { label: "Tin".into(), address: None, category: Some(news), items: vec![] };
    let menu = NewLinkList { place: Place::Menu, name: "Danh mục".into(), items: vec![link] };
    put_link_lists(&mut tx, &[menu]).await.expect("a menu");
    let editor = NewAccount {
        email: "mai@site.test".into(),
        name: "Mai".into(),
        role: Role::Editor,
        categories: vec![news],
        password: None,
    };
    create_account(&mut tx, &editor, NOW).await.expect("an answer").expect("a free address");
    tx.commit().await.expect("committed");
    for wrong in [news, handbook, CategoryId(99)] {
        let answer = merge(&site.editing, news, wrong).await.expect("an answer");
        assert_eq!(answer, Err(Refused::Own(NotChanged::NoTarget)), "{wrong}");
    }
    let content = Content { articles: true, categories: true, links: true, editors: true };
    assert_eq!(
        remove(&site.editing, news).await.expect("an answer"),
        Err(Refused::Own(NotChanged::InUse(content)))
    );
    assert_eq!(merge(&site.editing, news, notices).await.expect("an answer"), Ok(()));
    assert_eq!(site.outline().await, ["Thông báo", ".Sổ tay"]);
    let titles = vec!["tin".to_owned(), "so-tay-1".to_owned()];
    for slug in ["tin-tuc", "thong-bao"] {
        assert_eq!(site.page(slug).await, Some(("thong-bao".into(), titles.clone())), "{slug}");
    }
    assert!(site.get(notices).await.content.links && site.get(notices).await.content.editors);
    let waiting: Vec<i64> = sqlx::query_scalar("select article_id from unindexed_articles limit 9")
        .fetch_all(site.editing.db.read())
        .await
        .expect("what waits");
    assert_eq!(waiting, [2], "the index learns of the article's new category");
    let reading = site.reading();
    let found = find_list(&reading, ListKind::Category, &"tin-tuc".parse().expect("a slug")).await;
    assert_eq!(found.expect("an answer").map(String::from), Some("thong-bao".into()));
    assert_eq!(merge(&site.editing, news, notices).await.expect("an answer"), Err(Refused::Gone));
}

#[tokio::test]
async fn an_empty_category_is_removed_with_its_addresses() {
    let (site, [_, handbook, _]) = Site::small().await;
    let renamed = CategoryForm { slug: "cam-nang".into(), ..site.get(handbook).await.form };
    site.change(handbook, &renamed).await.expect("stored");
    assert_eq!(remove(&site.editing, handbook).await.expect("an answer"), Ok(()));
    assert_eq!((site.page("so-tay").await, site.page("cam-nang").await), (None, None));
    assert_eq!(site.actions().await.first().map(String::as_str), Some("category_removed"));
}

#[tokio::test]
async fn only_administrators_arrange() {
    let (site, [news, _, notices]) = Site::small().await;
    for role in [Role::Author, Role::Editor] {
        let editing = site.as_role(role);
        assert!(load_tree(&editing).await.expect("an answer").0.is_empty());
        assert_eq!(load_category(&editing, news).await.expect("an answer"), None);
        let target = Target::Existing { id: news, version: 1 };
        assert_eq!(
            save(&editing, target, &form("Tin", None)).await.expect("an answer"),
            Err(Refused::NotAllowed)
        );
        assert_eq!(place(&editing, news, Step::Last).await.expect("an answer"), Err(Refused::NotAllowed));
        assert_eq!(merge(&editing, news, notices).await.expect("an answer"), Err(Refused::NotAllowed));
        assert_eq!(remove(&editing, notices).await.expect("an answer"), Err(Refused::NotAllowed));
    }
}

/// The lists after any changes of the tree are those of a site that had been built this way from the start.
#[test]
fn lists_follow_the_tree_whatever_is_done_to_it() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let steps = prop::collection::vec((0..3_u8, 0..8_usize, 0..8_usize), 1..12);
    let run = |steps: Vec<(u8, usize, usize)>| {
        runtime.block_on(async {
            let site = Site::new().await;
            let mut ids = Vec::new();
            for place in 0..8_usize {
                let parent = place.checked_sub(3).map(|above| ids[above]);
                let id = site.make(&format!("Mục {place}"), parent).await;
                ids.push(id);
                site.publish(&format!("bai-{place}"), id, 1 + i64::try_from(place).expect("small")).await;
            }
            for (kind, one, other) in steps {
                let (one, other) = (ids[one], ids[other]);
                if load_category(&site.editing, one).await.expect("an answer").is_none() {
                    continue;
                }
                // Some of them are refused.
                let _ = match kind {
                    0 => site.move_to(one, Some(other)).await.map(drop),
                    1 => site.move_to(one, None).await.map(drop),
                    _ => merge(&site.editing, one, other).await.expect("an answer"),
                };
            }
            let listed = site.listed().await;
            let mut tx = site.editing.db.write().await.expect("a transaction");
            relist_articles(&mut tx).await.expect("listed");
            tx.commit().await.expect("committed");
            assert_eq!(listed, site.listed().await);
        });
        Ok(())
    };
    let config = ProptestConfig { cases: 24, ..ProptestConfig::default() };
    TestRunner::new(config).run(&steps, run).expect("lists that follow");
}
