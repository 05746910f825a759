//! Static pages on a real, migrated database.

#![cfg(feature = "store")]

use super::{
    store::{Saved, Target, load_desk_page, load_pages, place, restore, save, trash},
    *,
};
use crate::{
    accounts::Role,
    desk_site::DeskSite,
    form::Refusal as Refused,
    form_key::FormKey,
    order::Step,
    polls::store::Viewer,
    scope::Editing,
    secret::Secret,
    site::{
        StaticPage,
        settings::SettingsForm,
        store::{load_frame, load_introduction_choices, load_page, load_settings, save_settings},
    },
};

struct Site(DeskSite);

impl Site {
    async fn new() -> Self {
        Self(DeskSite::new().await)
    }

    async fn save(&self, target: Target, form: &PageForm, publishes: bool) -> Result<Saved, Refusal> {
        save(&self.0.editing, target, form, publishes).await.expect("an answer")
    }

    /// Publishes a page.
    async fn write(&self, title: &str, parent: Option<PageId>) -> PageId {
        self.save(Target::New(None), &form(title, parent), true).await.expect("saved").id
    }

    async fn change(&self, id: PageId, form: &PageForm, publishes: bool) -> Result<Saved, Refusal> {
        let version = self.get(id).await.version;
        self.save(Target::Existing { id, version }, form, publishes).await
    }

    async fn get(&self, id: PageId) -> DeskPage {
        load_desk_page(&self.0.editing, id).await.expect("an answer").expect("a page")
    }

    async fn pages(&self) -> Pages {
        load_pages(&self.0.editing).await.expect("an answer")
    }

    async fn outline(&self) -> Vec<String> {
        self.pages()
            .await
            .tree
            .iter()
            .map(|node| format!("{}{}", ".".repeat(node.depth), node.title))
            .collect()
    }

    async fn read(&self, slug: &str) -> Option<StaticPage> {
        load_page(&self.0.reading(), &slug.parse().expect("a slug")).await.expect("an answer")
    }
}

fn form(title: &str, parent: Option<PageId>) -> PageForm {
    PageForm {
        title: title.into(),
        slug: String::new(),
        parent: parent.map(|id| id.to_string()).unwrap_or_default(),
        body: format!("<p>Về {title}.</p>"),
    }
}

fn fields<T: std::fmt::Debug>(answer: Result<T, Refusal>) -> Vec<PageField> {
    answer.expect_err("a refusal").problems().iter().map(|problem| problem.field).collect()
}

#[tokio::test]
async fn readers_see_a_published_page_with_its_place_in_the_tree() {
    let site = Site::new().await;
    let about = site.write("Giới thiệu", None).await;
    let rules = site.write("Điều lệ", Some(about)).await;
    site.write("Chương một", Some(rules)).await;
    let draft = site.save(Target::New(None), &form("Nháp", Some(about)), false).await.expect("saved");
    assert!(!draft.published);
    assert_eq!(site.read("nhap").await, None);
    let names = |pages: &[crate::news::Named]| pages.iter().map(|page| page.name.clone()).collect::<Vec<_>>();
    let page = site.read("dieu-le").await.expect("a page");
    assert_eq!((page.title.as_str(), page.excerpt.as_str()), ("Điều lệ", "Về Điều lệ."));
    assert_eq!(
        (names(&page.above), names(&page.below)),
        (vec!["Giới thiệu".into()], vec!["Chương một".into()])
    );
    let page = site.read("gioi-thieu").await.expect("a page");
    assert_eq!(names(&page.below), ["Điều lệ"], "drafts are not listed");
    // Its old address leads to the new one.
    let renamed = PageForm { slug: "noi-quy".into(), ..site.get(rules).await.form };
    site.change(rules, &renamed, true).await.expect("saved");
    assert_eq!(site.read("dieu-le").await.map(|page| page.slug.to_string()).as_deref(), Some("noi-quy"));
    // What stands above it was taken from readers: it is not named.
    site.change(about, &site.get(about).await.form, false).await.expect("saved");
    assert_eq!(
        (site.read("gioi-thieu").await, names(&site.read("noi-quy").await.expect("a page").above)),
        (None, vec![])
    );
    let actions = site.0.actions().await;
    for action in ["page_created", "page_saved", "page_published", "page_withdrawn"] {
        assert!(actions.iter().any(|known| known == action), "{action}");
    }
}

#[tokio::test]
async fn wrong_input_is_named_and_nothing_is_stored() {
    let site = Site::new().await;
    let about = site.write("Giới thiệu", None).await;
    let new = async |form: &PageForm, publishes| site.save(Target::New(None), form, publishes).await;
    assert_eq!(fields(new(&form("Giới  thiệu", None), true).await), [PageField::Slug]);
    let wrong = PageForm { title: " ".into(), parent: "99".into(), ..form("", None) };
    assert_eq!(fields(new(&wrong, true).await), [PageField::Title, PageField::Parent]);
    let foreign = PageForm { body: "<img src='https://evil.example/a.jpg'>".into(), ..form("Hình", None) };
    assert_eq!(fields(new(&foreign, true).await), [PageField::Body]);
    let empty = PageForm { body: "<p> </p>".into(), ..form("Trống", None) };
    assert_eq!(fields(new(&empty, true).await), [PageField::Body]);
    assert!(new(&empty, false).await.is_ok(), "a draft may be empty");
    for parent in [about, site.write("Dưới", Some(about)).await] {
        let moved = PageForm { parent: parent.to_string(), ..site.get(about).await.form };
        assert_eq!(fields(site.change(about, &moved, true).await), [PageField::Parent]);
    }
    let old = Target::Existing { id: about, version: 0 };
    assert!(matches!(site.save(old, &form("A", None), true).await, Err(Refused::Stale { version: 1, .. })));
    let key = FormKey::random();
    let twice = async || site.save(Target::New(key.clone()), &form("Hai lần", None), true).await;
    assert_eq!(twice().await, twice().await);
    let mut deepest = about;
    for level in 2..=MAX_DEPTH {
        deepest = site.write(&format!("Cấp {level}"), Some(deepest)).await;
    }
    assert_eq!(fields(new(&form("Sâu", Some(deepest)), true).await), [PageField::Parent]);
}

#[tokio::test]
async fn order_trash_and_bringing_back() {
    let site = Site::new().await;
    let editing = &site.0.editing;
    let (a, b) = (site.write("A", None).await, site.write("B", None).await);
    let below = site.write("B1", Some(b)).await;
    assert_eq!(place(editing, b, Step::Up).await.expect("an answer"), Ok(()));
    assert_eq!(site.outline().await, ["B", ".B1", "A"]);
    assert_eq!(
        place(editing, a, Step::Before(below)).await.expect("an answer"),
        Err(Refused::Own(NotChanged::Moved))
    );
    assert_eq!(trash(editing, b).await.expect("an answer"), Err(Refused::Own(NotChanged::HasPages)));
    assert_eq!(trash(editing, below).await.expect("an answer"), Ok(()));
    assert_eq!(site.outline().await, ["B", "A"]);
    assert_eq!(site.pages().await.trash, [(below, "B1".to_owned())]);
    assert_eq!(site.read("b1").await, None);
    assert_eq!(trash(editing, below).await.expect("an answer"), Err(Refused::Gone));
    let taken = site.save(Target::New(None), &form("B1", None), true).await;
    assert_eq!(fields(taken), [PageField::Slug], "the page in the trash keeps its address");
    assert_eq!(restore(editing, below).await.expect("an answer"), Ok(()));
    assert_eq!(site.outline().await, ["B", "A", "B1"]);
    assert_eq!(site.read("b1").await, None, "it is a draft");
    assert_eq!(restore(editing, below).await.expect("an answer"), Err(Refused::Gone));
}

#[tokio::test]
async fn the_introduction_is_one_of_the_pages() {
    let site = Site::new().await;
    let editing = &site.0.editing;
    let about = site.write("Giới thiệu", None).await;
    site.save(Target::New(None), &form("Nháp", None), false).await.expect("saved");
    let choices = load_introduction_choices(&editing.db).await.expect("an answer");
    assert_eq!(choices, [(about, "Giới thiệu".to_owned())]);
    let settings = load_settings(&editing.db).await.expect("an answer").expect("settings");
    let introduced = SettingsForm {
        introduction: "Về chúng tôi".into(),
        introduction_page: about.to_string(),
        ..settings.form()
    };
    let gone = SettingsForm { introduction_page: "99".into(), ..introduced.clone() };
    let save =
        async |form: &SettingsForm| save_settings(editing, form, &settings.mark()).await.expect("an answer");
    assert_eq!(save(&gone).await.expect_err("a refusal").problems().len(), 1);
    save(&introduced).await.expect("saved");
    let introduction = async || {
        let viewer = Viewer { voter: None, secret: Secret([0; 32]) };
        let frame = load_frame(&site.0.reading(), "http://site.test", None, &viewer).await;
        frame.expect("an answer").expect("a frame").introduction.map(|introduction| introduction.excerpt)
    };
    assert_eq!(introduction().await.as_deref(), Some("Về Giới thiệu."));
    assert_eq!(trash(editing, about).await.expect("an answer"), Err(Refused::Own(NotChanged::Introduces)));
    site.change(about, &site.get(about).await.form, false).await.expect("saved");
    assert_eq!(introduction().await, None, "a draft introduces nothing");
}

#[tokio::test]
async fn only_administrators_write_pages() {
    let site = Site::new().await;
    let page = site.write("A", None).await;
    for role in [Role::Author, Role::Editor] {
        let editing: Editing = site.0.as_role(role);
        assert_eq!(load_pages(&editing).await.expect("an answer"), Pages::default());
        assert_eq!(load_desk_page(&editing, page).await.expect("an answer"), None);
        let saved = save(&editing, Target::New(None), &form("B", None), true).await.expect("an answer");
        assert_eq!(saved, Err(Refused::NotAllowed));
        for changed in [
            place(&editing, page, Step::Last).await,
            trash(&editing, page).await,
            restore(&editing, page).await,
        ] {
            assert_eq!(changed.expect("an answer"), Err(Refused::NotAllowed));
        }
    }
}
