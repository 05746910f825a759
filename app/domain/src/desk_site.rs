//! A site with an administrator, for tests of what is arranged at the desk.

#![cfg(feature = "store")]

use crate::{
    accounts::{
        Person, Role,
        store::{NewAccount, create_account},
    },
    audit::{Entry, Filter, store::load_log},
    clock::{Timestamp, Zone},
    db::{Db, Missing},
    id::{CategoryId, SessionId},
    news::{Content, Manuscript, store::put_article},
    scope::{Editing, Reading},
    site::{
        Operator,
        store::{NewSite, put_site},
    },
};
use std::sync::Arc;
use tempfile::TempDir;

/// The present of the site.
pub(crate) const NOW: Timestamp = Timestamp(1_000_000_000_000);

/// A migrated database with a site and an account, and nothing else.
pub(crate) struct DeskSite {
    /// The administrator.
    pub(crate) editing: Editing,
    _folder: TempDir,
}

impl DeskSite {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let db = Db::open(&folder.path().join("site.db"), Missing::Create).await.expect("a database");
        let mut tx = db.write().await.expect("a transaction");
        let site = NewSite {
            name: "Cổng thông tin".into(),
            description: String::new(),
            language: "vi".into(),
            time_zone: "Asia/Ho_Chi_Minh".into(),
            operator: Operator::default(),
            introduction_title: String::new(),
            introduction_page: None,
        };
        put_site(&mut tx, &site).await.expect("a site");
        let lan = NewAccount {
            email: "lan@site.test".into(),
            name: "Lan".into(),
            role: Role::Administrator,
            categories: vec![],
            password: None,
        };
        let id = create_account(&mut tx, &lan, NOW).await.expect("an answer").expect("a free address");
        tx.commit().await.expect("committed");
        let person = Person {
            id,
            name: lan.name,
            email: lan.email,
            role: Role::Administrator,
            categories: None,
            session: SessionId(1),
        };
        let zone = Zone::named("Asia/Ho_Chi_Minh");
        Self { editing: Editing { db, person: Arc::new(person), zone, now: NOW }, _folder: folder }
    }

    /// The same person in another role.
    pub(crate) fn as_role(&self, role: Role) -> Editing {
        let person = Person { role, ..(*self.editing.person).clone() };
        Editing { person: Arc::new(person), ..self.editing.clone() }
    }

    pub(crate) fn reading(&self) -> Reading {
        Reading::visitor(&self.editing.db, NOW)
    }

    /// Publishes an article with only a title, which is its slug.
    pub(crate) async fn publish(&self, slug: &str, category: CategoryId, at: i64) {
        let article = Manuscript {
            slug: slug.parse().expect("a slug"),
            category,
            content: Content { title: slug.into(), ..Content::default() },
            body: Vec::new(),
            words: 0,
            picture: None,
            published_at: Some(Timestamp(at)),
            authors: Vec::new(),
            series: None,
            tags: Vec::new(),
            attachments: Vec::new(),
        };
        let mut tx = self.editing.db.write().await.expect("a transaction");
        put_article(&mut tx, &article, NOW, false).await.expect("an article");
        tx.commit().await.expect("committed");
    }

    /// The actions of the log, the newest first.
    pub(crate) async fn actions(&self) -> Vec<String> {
        let page = load_log(&self.editing.db, &Filter::default(), None, 100).await.expect("the log");
        let stored =
            |entry: Entry| entry.action.map_or_else(|name| name, |action| action.as_str().to_owned());
        page.entries.into_iter().map(stored).collect()
    }
}
