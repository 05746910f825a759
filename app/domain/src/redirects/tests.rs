//! Addresses in normal form, what is counted, and the store.

mod addresses;
mod asked;
mod changing;

use super::{
    Counts, NewRedirect, Source, Target,
    form::{RedirectField, RedirectForm, Refusal},
    store::{self, Which},
};
use crate::{
    accounts::{
        Person, Role,
        store::{NewAccount, create_account},
    },
    clock::{Timestamp, Zone},
    db::{Db, Missing},
    id::{RedirectId, SessionId},
    scope::{Editing, Reading},
};
use std::sync::Arc;
use tempfile::TempDir;

const OWN: &str = "https://khuyenhoc.example";

fn source(text: &str) -> Source {
    Source::read(text, OWN).unwrap_or_else(|why| panic!("{text}: {why:?}"))
}

fn new(from: &str, to: &str) -> NewRedirect {
    NewRedirect { source: source(from), target: Target::read(to, OWN).expect("a target") }
}

struct Site {
    db: Db,
    person: Arc<Person>,
    _folder: TempDir,
}

impl Site {
    async fn open() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let db = Db::open(&folder.path().join("site.db"), Missing::Create).await.expect("a database");
        let mut tx = db.write().await.expect("a transaction");
        let account = NewAccount {
            email: "a@b.vn".into(),
            name: "An".into(),
            role: Role::Administrator,
            categories: Vec::new(),
            password: None,
        };
        let id = create_account(&mut tx, &account, Timestamp(1)).await.expect("a store").expect("an account");
        tx.commit().await.expect("committed");
        let (name, email, session) = ("An".to_owned(), "a@b.vn".to_owned(), SessionId(1));
        let person = Person { id, name, email, role: Role::Administrator, categories: None, session };
        let person = Arc::new(person);
        Self { db, person, _folder: folder }
    }

    fn editing(&self) -> Editing {
        let (db, person) = (self.db.clone(), Arc::clone(&self.person));
        Editing { db, person, zone: Zone::named("Asia/Ho_Chi_Minh"), now: Timestamp(5) }
    }

    async fn save(&self, which: Which, from: &str, to: &str) -> Result<RedirectId, Refusal> {
        let form = RedirectForm { source: from.to_owned(), target: to.to_owned() };
        store::save_redirect(&self.editing(), which, &form, OWN, false).await.expect("a store")
    }

    async fn add(&self, from: &str, to: &str) -> RedirectId {
        self.save(Which::New(None), from, to).await.expect("saved")
    }

    /// Where an address leads.
    async fn leads(&self, address: &str) -> Option<String> {
        let (path, query) =
            address.split_once('?').map_or((address, None), |(path, query)| (path, Some(query)));
        let asked = Source::of_request(path, query)?;
        let reading = Reading::visitor(&self.db, Timestamp(5));
        let found = store::find_redirect(&reading, &asked).await.expect("a store");
        found.map(|(_, target)| target.address())
    }
}

/// The fields with problems, with the sentence of the first.
fn problems(refusal: Refusal) -> (Vec<RedirectField>, String) {
    let problems = refusal.problems();
    let sentence = problems.first().map(|problem| problem.sentence.clone()).unwrap_or_default();
    (problems.iter().map(|problem| problem.field).collect(), sentence)
}
