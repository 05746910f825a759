//! Accounts on a real, migrated database.

use super::*;
use crate::{
    accounts::store::{find_reset_link, load_account, load_accounts, redeem_reset_link},
    audit::{Filter, store::load_log},
    clock::{Timestamp, Zone},
    db::{Db, Missing},
    id::SessionId,
};
use std::sync::Arc;

const NOW: Timestamp = Timestamp(1_795_568_400_000);

struct Desk {
    db: Db,
    _folder: tempfile::TempDir,
}

impl Desk {
    async fn open() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let db = Db::open(&folder.path().join("site.db"), Missing::Create).await.expect("a database");
        Self { db, _folder: folder }
    }

    /// Creates an account that can sign in, or has no password yet.
    async fn person(&self, name: &str, role: Role, can_sign_in: bool) -> Editing {
        let new = NewAccount {
            email: format!("{name}@hoi.vn"),
            name: name.to_owned(),
            role,
            categories: Vec::new(),
            password: can_sign_in.then(|| "hash".to_owned()),
        };
        let mut tx = self.db.write().await.expect("a transaction");
        let id = create_account(&mut tx, &new, NOW).await.expect("an answer").expect("an address of its own");
        tx.commit().await.expect("committed");
        let (name, email, session) = (new.name, new.email, SessionId(1));
        let person = Person { id, name, email, role, categories: None, session };
        Editing { db: self.db.clone(), person: Arc::new(person), zone: Zone::named("UTC"), now: NOW }
    }

    async fn actions(&self) -> Vec<Action> {
        let page = load_log(&self.db, &Filter::default(), None, 100).await.expect("a log");
        page.entries.into_iter().rev().filter_map(|entry| entry.action.ok()).collect()
    }

    async fn is_disabled(&self, id: AccountId) -> bool {
        load_account(&self.db, id).await.expect("an answer").expect("an account").disabled_at.is_some()
    }
}

fn form(name: &str, role: Role) -> AccountForm {
    AccountForm {
        name: name.into(),
        email: format!("{name}@hoi.vn"),
        role: role.as_str().into(),
        categories: Vec::new(),
    }
}

#[tokio::test]
async fn of_two_administrators_who_disable_each_other_one_is_left() {
    let desk = Desk::open().await;
    let lan = desk.person("lan", Role::Administrator, true).await;
    let minh = desk.person("minh", Role::Administrator, true).await;
    // Both requests were authorised before either account was disabled.
    assert_eq!(disable_account(&lan, minh.person.id).await.expect("an answer"), Ok(()));
    let second = disable_account(&minh, lan.person.id).await.expect("an answer");
    assert_eq!(second, Err(Refusal::NotAllowed));
    assert!(!desk.is_disabled(lan.person.id).await);
    assert_eq!(desk.actions().await, [Action::AccountDisabled]);
}

#[tokio::test]
async fn the_last_administrator_who_can_sign_in_stays_one() {
    let desk = Desk::open().await;
    let lan = desk.person("lan", Role::Administrator, true).await;
    // An administrator who has not chosen a password cannot do anything yet.
    let waiting = desk.person("minh", Role::Administrator, false).await;
    let refused = revise_account(&lan, lan.person.id, &form("lan", Role::Editor)).await;
    assert_eq!(refused.expect("an answer"), Err(Refusal::Own(AccountRule::LastAdministrator)));
    // So an older session of this account cannot disable the only one that can sign in.
    let refused = disable_account(&waiting, lan.person.id).await;
    assert_eq!(refused.expect("an answer"), Err(Refusal::Own(AccountRule::LastAdministrator)));
    assert!(!desk.is_disabled(lan.person.id).await);
    assert_eq!(disable_account(&lan, waiting.person.id).await.expect("an answer"), Ok(()));
    let refused = disable_account(&lan, lan.person.id).await;
    assert_eq!(refused.expect("an answer"), Err(Refusal::Own(AccountRule::Oneself)));
    assert_eq!(desk.actions().await, [Action::AccountDisabled], "what was refused left no trace");
}

#[tokio::test]
async fn an_administrator_may_step_back_while_another_is_there() {
    let desk = Desk::open().await;
    let lan = desk.person("lan", Role::Administrator, true).await;
    desk.person("minh", Role::Administrator, true).await;
    let changed = revise_account(&lan, lan.person.id, &form("lan", Role::Editor)).await;
    assert_eq!(changed.expect("an answer"), Ok(()));
    assert_eq!(desk.actions().await, [Action::RoleChanged]);
    // Was an administrator when the request began, but is no longer.
    let later = open_account(&lan, &form("an", Role::Author), None, &[1; 32]).await;
    assert_eq!(later.expect("an answer"), Err(Refusal::NotAllowed));
    assert_eq!(load_accounts(&desk.db).await.expect("accounts").len(), 2);
}

#[tokio::test]
async fn the_link_of_a_disabled_account_is_dead_for_good() {
    let desk = Desk::open().await;
    let lan = desk.person("lan", Role::Administrator, true).await;
    let minh = desk.person("minh", Role::Author, true).await;
    let link = [7; 32];
    assert_eq!(hand_out_link(&lan, minh.person.id, &link).await.expect("an answer"), Ok(()));
    assert!(find_reset_link(&desk.db, &link, NOW).await.expect("an answer").is_some());
    assert_eq!(disable_account(&lan, minh.person.id).await.expect("an answer"), Ok(()));
    assert_eq!(redeem_reset_link(&desk.db, &link, "new", NOW).await.expect("an answer"), None);
    let refused = hand_out_link(&lan, minh.person.id, &link).await;
    assert_eq!(refused.expect("an answer"), Err(Refusal::Own(AccountRule::Disabled)));
    assert_eq!(enable_account(&lan, minh.person.id).await.expect("an answer"), Ok(()));
    assert_eq!(redeem_reset_link(&desk.db, &link, "new", NOW).await.expect("an answer"), None);
}

#[tokio::test]
async fn a_category_that_is_not_there_is_refused_beside_its_field() {
    let desk = Desk::open().await;
    let lan = desk.person("lan", Role::Administrator, true).await;
    let forged = AccountForm { categories: vec!["99".into()], ..form("an", Role::Editor) };
    let refused = open_account(&lan, &forged, None, &[1; 32]).await.expect("an answer");
    assert_eq!(refused, Err(Refusal::Problems(vec![Problem::category_gone()])));
    assert_eq!(load_accounts(&desk.db).await.expect("accounts").len(), 1);
}

#[tokio::test]
async fn saving_what_is_there_already_notes_nothing() {
    let desk = Desk::open().await;
    let lan = desk.person("lan", Role::Administrator, true).await;
    let same = revise_account(&lan, lan.person.id, &form("lan", Role::Administrator)).await;
    assert_eq!(same.expect("an answer"), Ok(()));
    assert_eq!(enable_account(&lan, lan.person.id).await.expect("an answer"), Ok(()));
    let gone = revise_account(&lan, AccountId(99), &form("an", Role::Author)).await;
    assert_eq!(gone.expect("an answer"), Err(Refusal::Gone));
    assert_eq!(desk.actions().await, []);
}
