//! Menus on a real, migrated database.

#![cfg(feature = "store")]

use super::{
    store::{
        SavedLink, Where, load_menus, make_list, place_link, place_list, remove_link, remove_list,
        rename_list, restore_link, save_link,
    },
    *,
};
use crate::{
    accounts::Role,
    categories::{
        CategoryForm,
        store::{Target as CategoryTarget, load_category, save as save_category},
    },
    clock::Timestamp,
    desk_site::{DeskSite, NOW},
    form::Refusal as Refused,
    form_key::FormKey,
    id::{ArticleId, CategoryId, PollId},
    news::ListKind,
    order::Step,
    polls::store::Viewer,
    scope::Editing,
    secret::Secret,
    site::{
        Link, LinkList,
        store::{NewLink, NewLinkList, NewPage, load_frame, put_link_lists, put_page},
    },
};

struct Site {
    desk: DeskSite,
    menu: LinkListId,
    /// `tin-tuc`.
    category: CategoryId,
}

impl Site {
    /// A site with an empty menu and a category.
    async fn new() -> Self {
        let desk = DeskSite::new().await;
        let form = CategoryForm { name: "Tin tức".into(), ..CategoryForm::default() };
        let category = save_category(&desk.editing, CategoryTarget::New(None), &form)
            .await
            .expect("an answer")
            .expect("made");
        let name = ListForm { name: "Danh mục".into() };
        let menu =
            make_list(&desk.editing, Place::Menu, &name, None).await.expect("an answer").expect("a menu");
        Self { desk, menu, category }
    }

    async fn save(&self, place: Where, form: &LinkForm, wanted: &Wanted) -> Result<LinkId, Refusal> {
        let saved = save_link(&self.desk.editing, place, form, wanted).await.expect("an answer");
        saved.map(|SavedLink(id)| id)
    }

    async fn add(&self, label: &str, parent: Option<LinkId>) -> LinkId {
        let wanted = Wanted::Address("/".into());
        self.save(Where::In(self.menu, None), &form(label, parent), &wanted).await.expect("added")
    }

    async fn menu(&self) -> DeskList {
        let lists = load_menus(&self.desk.editing).await.expect("an answer");
        lists.into_iter().find(|list| list.id == self.menu).expect("the menu")
    }

    async fn outline(&self) -> Vec<String> {
        self.menu()
            .await
            .links
            .iter()
            .map(|link| format!("{}{}", ".".repeat(link.depth), link.label))
            .collect()
    }

    async fn existing(&self, id: LinkId) -> Where {
        Where::Existing { id, version: self.menu().await.get(id).expect("a link").version }
    }

    /// The menus as readers see them: labels and targets.
    async fn read(&self) -> Vec<LinkList> {
        let viewer = Viewer { voter: None, secret: Secret([0; 32]) };
        let frame = load_frame(&self.desk.reading(), "http://site.test", None, &viewer).await;
        frame.expect("an answer").expect("a frame").menus
    }

    async fn read_targets(&self) -> Vec<(String, Target)> {
        let all =
            |links: &[Link]| links.iter().map(|link| (link.label.clone(), link.target.clone())).collect();
        self.read().await.first().map(|menu| all(&menu.items)).unwrap_or_default()
    }
}

fn form(label: &str, parent: Option<LinkId>) -> LinkForm {
    let parent = parent.map(|id| id.to_string()).unwrap_or_default();
    LinkForm { label: label.into(), address: String::new(), parent }
}

fn fields<T: std::fmt::Debug>(answer: Result<T, Refusal>) -> Vec<LinkField> {
    answer.expect_err("a refusal").problems().iter().map(|problem| problem.field).collect()
}

fn category() -> Wanted {
    Wanted::Inside(Linked::List(ListKind::Category, "tin-tuc".parse().expect("a slug")))
}

#[tokio::test]
async fn a_link_has_the_name_of_what_it_leads_to_and_follows_it() {
    let site = Site::new().await;
    assert!(site.read().await.is_empty(), "an empty menu is not shown");
    let link = site.save(Where::In(site.menu, None), &LinkForm::default(), &category()).await.expect("added");
    let slug = |text: &str| text.parse().expect("a slug");
    let target = |text| ("Tin tức".to_owned(), Target::List(ListKind::Category, slug(text)));
    assert_eq!(site.read_targets().await, [target("tin-tuc")]);
    let stored =
        load_category(&site.desk.editing, site.category).await.expect("an answer").expect("a category");
    let renamed = CategoryForm { slug: "tin".into(), ..stored.form };
    let existing = CategoryTarget::Existing { id: site.category, version: 1 };
    save_category(&site.desk.editing, existing, &renamed).await.expect("an answer").expect("saved");
    assert_eq!(site.read_targets().await, [target("tin")]);
    // An address from before leads to the same.
    let again = site.save(site.existing(link).await, &form("Tin", None), &category()).await;
    assert_eq!(again, Ok(link));
    let none = Wanted::Inside(Linked::List(ListKind::Category, slug("khong-co")));
    assert_eq!(
        fields(site.save(Where::In(site.menu, None), &form("A", None), &none).await),
        [LinkField::Address]
    );
}

#[tokio::test]
async fn readers_see_no_link_that_they_cannot_open() {
    let site = Site::new().await;
    site.desk.publish("hen", site.category, NOW.0 + 1).await;
    let mut tx = site.desk.editing.db.write().await.expect("a transaction");
    let page = NewPage {
        slug: "gioi-thieu".parse().expect("a slug"),
        title: "Giới thiệu".into(),
        excerpt: String::new(),
        body: Vec::new(),
    };
    put_page(&mut tx, &page, false).await.expect("a page");
    sqlx::query("insert into files (id, name, bytes) values (3, 'a.pdf', 9)")
        .execute(&mut *tx)
        .await
        .expect("a file");
    sqlx::query("insert into polls (id, question, max_choices, results) values (4, 'Ai?', 1, 'always')")
        .execute(&mut *tx)
        .await
        .expect("a poll");
    for (table, of) in [("series", "description, "), ("tags", ""), ("authors", "description, picture_alt, ")]
    {
        let values = "'', ".repeat(of.matches(',').count());
        let insert =
            format!("insert into {table} (id, {of} slug, name) values (5, {values} 'x', 'X {table}')");
        sqlx::query(sqlx::AssertSqlSafe(insert)).execute(&mut *tx).await.expect("a row");
    }
    tx.commit().await.expect("committed");
    let slug = |text: &str| text.parse().expect("a slug");
    for linked in [
        Linked::Article(ArticleId(1)),
        Linked::Page(slug("gioi-thieu")),
        Linked::Media("a.pdf".into()),
        Linked::Poll(PollId(4)),
        Linked::List(ListKind::Series, slug("x")),
        Linked::List(ListKind::Tag, slug("x")),
        Linked::List(ListKind::Author, slug("x")),
    ] {
        let added =
            site.save(Where::In(site.menu, None), &LinkForm::default(), &Wanted::Inside(linked)).await;
        added.expect("added");
    }
    let labels = async || site.read_targets().await.into_iter().map(|(label, _)| label).collect::<Vec<_>>();
    let seen = ["Giới thiệu", "a.pdf", "Ai?", "X series", "X tags", "X authors"];
    assert_eq!(labels().await, seen, "the article is not published yet");
    let states: Vec<State> = site.menu().await.links.iter().map(|link| link.state).collect();
    assert_eq!(states[..2], [State::Hidden, State::There]);
    let later = Editing { now: Timestamp(NOW.0 + 2), ..site.desk.editing.clone() };
    let shown = load_menus(&later).await.expect("an answer");
    assert_eq!(shown[0].links[0].state, State::There);
    // A page that is gone: the desk says so, readers see nothing.
    let mut tx = site.desk.editing.db.write().await.expect("a transaction");
    sqlx::query("delete from pages").execute(&mut *tx).await.expect("removed");
    tx.commit().await.expect("committed");
    assert_eq!(labels().await, seen[1..]);
    assert_eq!(site.menu().await.links[1].state, State::Gone);
    // With links below it, its text stays.
    let page = site.menu().await.links[1].id;
    site.add("Điều lệ", Some(page)).await;
    assert_eq!(site.read_targets().await[0], ("Giới thiệu".to_owned(), Target::Nowhere));
}

#[tokio::test]
async fn wrong_input_is_named_and_nothing_is_stored() {
    let site = Site::new().await;
    let place = || Where::In(site.menu, None);
    let outside = |address: &str| Wanted::Address(address.to_owned());
    for wrong in
        ["javascript:alert(1)", "//evil.example", "moet", &format!("https://a.vn/{}", "x".repeat(2000))]
    {
        assert_eq!(
            fields(site.save(place(), &form("A", None), &outside(wrong)).await),
            [LinkField::Address],
            "{wrong}"
        );
    }
    assert_eq!(fields(site.save(place(), &form(" \u{202e}", None), &outside("/")).await), [LinkField::Label]);
    assert_eq!(
        fields(site.save(place(), &form(&"ế".repeat(121), None), &outside("/")).await),
        [LinkField::Label]
    );
    let nowhere = LinkForm { parent: "99".into(), ..form("A", None) };
    assert_eq!(fields(site.save(place(), &nowhere, &outside("/")).await), [LinkField::Parent]);
    assert_eq!(site.outline().await, [""; 0]);
    let gone = Where::In(LinkListId(99), None);
    assert_eq!(site.save(gone, &form("A", None), &outside("/")).await, Err(Refused::Gone));
    let key = FormKey::random();
    let twice = async || site.save(Where::In(site.menu, key.clone()), &form("A", None), &outside("/")).await;
    assert_eq!(twice().await, twice().await);
    assert_eq!(site.outline().await, ["A"]);
    let link = twice().await.expect("a link");
    let old = Where::Existing { id: link, version: 0 };
    let stale = site.save(old, &form("B", None), &outside("/")).await;
    assert_eq!(stale, Err(Refused::Stale { by: None, at: None, version: 1 }));
}

#[tokio::test]
async fn a_link_is_never_below_itself_nor_too_deep() {
    let site = Site::new().await;
    let first = site.add("1", None).await;
    let mut last = first;
    for level in 2..=MAX_DEPTH {
        last = site.add(&level.to_string(), Some(last)).await;
    }
    assert_eq!(site.outline().await, ["1", ".2", "..3", "...4", "....5"]);
    let outside = Wanted::Address("/".into());
    for parent in [first, last] {
        let moved = site.save(site.existing(first).await, &form("1", Some(parent)), &outside).await;
        assert!(fields(moved).contains(&LinkField::Parent), "{parent}");
    }
    assert_eq!(
        fields(site.save(Where::In(site.menu, None), &form("6", Some(last)), &outside).await),
        [LinkField::Parent]
    );
    let up = site.save(site.existing(last).await, &form("5", None), &outside).await;
    assert_eq!(up, Ok(last));
    assert_eq!(site.outline().await, ["1", ".2", "..3", "...4", "5"]);
}

#[tokio::test]
async fn thirty_levels_of_a_pack_can_be_shown_and_changed() {
    let site = Site::new().await;
    let link = |label: String, items| NewLink { label, address: Some("/".into()), category: None, items };
    let deep = (0..40).rev().fold(Vec::new(), |items, level| vec![link(level.to_string(), items)]);
    let mut tx = site.desk.editing.db.write().await.expect("a transaction");
    let menu = NewLinkList { place: Place::Menu, name: "Sâu".into(), items: deep };
    put_link_lists(&mut tx, &[menu]).await.expect("a menu");
    tx.commit().await.expect("committed");
    let list = load_menus(&site.desk.editing).await.expect("an answer").remove(0);
    assert_eq!(list.links.len(), 31);
    let deepest = list.links.last().expect("a link");
    let place = Where::Existing { id: deepest.id, version: deepest.version };
    let renamed = site.save(place, &form("Đáy", deepest.parent), &Wanted::Nowhere).await;
    assert_eq!(renamed, Ok(deepest.id));
    assert_eq!(site.read().await.len(), 1);
}

#[tokio::test]
async fn order_removal_and_bringing_back() {
    let site = Site::new().await;
    let editing = &site.desk.editing;
    let (a, b) = (site.add("A", None).await, site.add("B", None).await);
    let below = site.add("B1", Some(b)).await;
    assert_eq!(place_link(editing, b, Step::Up).await.expect("an answer"), Ok(()));
    assert_eq!(place_link(editing, a, Step::Before(b)).await.expect("an answer"), Ok(()));
    assert_eq!(place_link(editing, a, Step::Last).await.expect("an answer"), Ok(()));
    assert_eq!(site.outline().await, ["B", ".B1", "A"]);
    assert_eq!(
        place_link(editing, a, Step::Before(below)).await.expect("an answer"),
        Err(Refused::Own(NotChanged::Moved))
    );
    assert_eq!(
        remove_list(editing, site.menu).await.expect("an answer"),
        Err(Refused::Own(NotChanged::InUse))
    );
    assert_eq!(remove_link(editing, b).await.expect("an answer"), Ok(()));
    assert_eq!(site.outline().await, ["A"]);
    assert_eq!(remove_link(editing, b).await.expect("an answer"), Err(Refused::Gone));
    assert_eq!(restore_link(editing, b).await.expect("an answer"), Ok(()));
    assert_eq!(site.outline().await, ["B", ".B1", "A"]);
    // A new one comes to the end, whatever was removed before.
    let (c, d) = (site.add("C", None).await, site.add("D", None).await);
    for gone in [b, a] {
        remove_link(editing, gone).await.expect("an answer").expect("removed");
    }
    let e = site.add("E", None).await;
    assert_eq!(site.outline().await, ["C", "D", "E"]);
    for gone in [c, d, e] {
        remove_link(editing, gone).await.expect("an answer").expect("removed");
    }
    for back in [b, a] {
        restore_link(editing, back).await.expect("an answer").expect("brought back");
    }
    assert_eq!(site.outline().await, ["B", ".B1", "A"]);
    // What was below something that is removed too comes back to the first level.
    remove_link(editing, below).await.expect("an answer").expect("removed");
    remove_link(editing, b).await.expect("an answer").expect("removed");
    restore_link(editing, below).await.expect("an answer").expect("brought back");
    assert_eq!(site.outline().await, ["B1", "A"]);
    assert_eq!(restore_link(editing, below).await.expect("an answer"), Err(Refused::Gone), "it is there");
    // A week later what was removed is gone for good.
    let later = Editing { now: Timestamp(NOW.0 + KEPT + 1), ..editing.clone() };
    remove_link(&later, a).await.expect("an answer").expect("removed");
    assert_eq!(restore_link(editing, b).await.expect("an answer"), Err(Refused::Gone));
    assert_eq!(restore_link(editing, a).await.expect("an answer"), Ok(()));
}

#[tokio::test]
async fn lists_are_made_named_ordered_and_removed() {
    let site = Site::new().await;
    let editing = &site.desk.editing;
    let name = |name: &str| ListForm { name: name.into() };
    let make = async |place, text| make_list(editing, place, &name(text), None).await.expect("an answer");
    assert!(matches!(make(Place::Links, " ").await, Err(Refused::Problems(_))));
    let (one, two) =
        (make(Place::Links, "Một").await.expect("made"), make(Place::Links, "Hai").await.expect("made"));
    let footer = make(Place::Footer, "").await.expect("made");
    assert_eq!(make(Place::Footer, "").await, Ok(footer), "there is one footer");
    place_list(editing, two, Step::Up).await.expect("an answer").expect("moved");
    rename_list(editing, one, &name("Ba")).await.expect("an answer").expect("renamed");
    let lists = load_menus(editing).await.expect("an answer");
    let names: Vec<&str> =
        lists.iter().filter(|list| list.place == Place::Links).map(|list| list.name.as_str()).collect();
    assert_eq!(names, ["Hai", "Ba"]);
    assert_eq!(
        place_list(editing, one, Step::Before(site.menu)).await.expect("an answer"),
        Err(Refused::Own(NotChanged::Moved))
    );
    let below = save_link(editing, Where::In(footer, None), &form("A", None), &Wanted::Nowhere).await;
    let SavedLink(below) = below.expect("an answer").expect("added");
    let deeper = save_link(editing, Where::In(footer, None), &form("B", Some(below)), &Wanted::Nowhere).await;
    assert_eq!(fields(deeper.expect("an answer")), [LinkField::Parent], "the footer has one level");
    assert_eq!(remove_list(editing, two).await.expect("an answer"), Ok(()));
    assert_eq!(remove_list(editing, two).await.expect("an answer"), Err(Refused::Gone));
    let actions = site.desk.actions().await;
    for action in
        ["link_list_created", "link_list_changed", "links_ordered", "link_list_removed", "link_added"]
    {
        assert!(actions.iter().any(|known| known == action), "{action}");
    }
}

#[tokio::test]
async fn only_administrators_arrange() {
    let site = Site::new().await;
    let link = site.add("A", None).await;
    for role in [Role::Author, Role::Editor] {
        let editing = site.desk.as_role(role);
        assert!(load_menus(&editing).await.expect("an answer").is_empty());
        let saved = save_link(&editing, Where::In(site.menu, None), &form("B", None), &Wanted::Nowhere).await;
        assert_eq!(saved.expect("an answer"), Err(Refused::NotAllowed));
        for changed in [
            place_link(&editing, link, Step::Last).await,
            remove_link(&editing, link).await,
            restore_link(&editing, link).await,
        ] {
            assert_eq!(changed.expect("an answer"), Err(Refused::NotAllowed));
        }
        let name = ListForm { name: "B".into() };
        let made = make_list(&editing, Place::Links, &name, None).await.expect("an answer");
        assert_eq!(made, Err(Refused::NotAllowed));
        for changed in [
            rename_list(&editing, site.menu, &name).await,
            place_list(&editing, site.menu, Step::Last).await,
            remove_list(&editing, site.menu).await,
        ] {
            assert_eq!(changed.expect("an answer"), Err(Refused::NotAllowed));
        }
    }
}
