//! What is kept in the browser until the server has it, in IndexedDB: a record for each open editor, under the name
//! of its account, of what it edits, and of itself. Signing out removes everything (`frontend/desk/forms.js`).

use super::form::Target;
use domain::{clock::Timestamp, drafting::save_engine::Kept, id::AccountId};
use idb::{Database, DatabaseEvent, Error, Factory, ObjectStoreParams, TransactionMode};
use leptos::wasm_bindgen::JsValue;
use serde::{Deserialize, Serialize};

/// Also in `frontend/desk/forms.js`.
const DATABASE: &str = "trangnhat-ban-nhap";
const RECORDS: &str = "records";

/// What an editor has left in the browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Record {
    /// The id of the article; none for one that was never saved.
    pub(super) article: Option<i64>,
    /// The key of the form of a new article; empty otherwise.
    pub(super) key: String,
    /// When it was put there, on the browser's clock.
    pub(super) at: i64,
    pub(super) kept: Kept,
}

/// The name of a record, and of the lock that its editor holds.
pub(super) fn name_of(target: &Target, tab: &str) -> String {
    format!("{}{tab}", names_of(target))
}

/// What the names of all records of a target begin with.
pub(super) fn names_of(target: &Target) -> String {
    let what = target.article.map_or_else(|| target.key.clone(), |article| article.to_string());
    format!("{}/{what}/", target.account)
}

async fn open() -> Result<Database, Error> {
    let mut opening = Factory::new()?.open(DATABASE, Some(1))?;
    opening.on_upgrade_needed(|event| {
        if let Ok(database) = event.database() {
            // If this fails, so do all that follow, and the page says that nothing is kept.
            let _ = database.create_object_store(RECORDS, ObjectStoreParams::new());
        }
    });
    opening.await
}

/// Puts a record there, in place of the one before. It is there when this returns.
pub(super) async fn put(name: &str, record: &Record) -> Result<(), Error> {
    // Writing these types as JSON cannot fail.
    let json = serde_json::to_string(record).unwrap_or_default();
    let database = open().await?;
    let transaction = database.transaction(&[RECORDS], TransactionMode::ReadWrite)?;
    transaction.object_store(RECORDS)?.put(&json.into(), Some(&name.into()))?.await?;
    transaction.commit()?.await?;
    database.close();
    Ok(())
}

/// Removes a record.
pub(super) async fn remove(name: &str) -> Result<(), Error> {
    let database = open().await?;
    let transaction = database.transaction(&[RECORDS], TransactionMode::ReadWrite)?;
    transaction.object_store(RECORDS)?.delete(JsValue::from(name))?.await?;
    transaction.commit()?.await?;
    database.close();
    Ok(())
}

/// The records whose names begin like this, with their names. What cannot be read is left out: it was written by
/// another version of the site.
pub(super) async fn find(prefix: &str) -> Result<Vec<(String, Record)>, Error> {
    let database = open().await?;
    let transaction = database.transaction(&[RECORDS], TransactionMode::ReadOnly)?;
    let store = transaction.object_store(RECORDS)?;
    let names = store.get_all_keys(None, None)?.await?;
    let records = store.get_all(None, None)?.await?;
    database.close();
    let both = names.into_iter().zip(records).filter_map(|(name, json)| {
        let name = name.as_string().filter(|name| name.starts_with(prefix))?;
        Some((name, serde_json::from_str(&json.as_string()?).ok()?))
    });
    Ok(both.collect())
}

/// The records of an account.
pub(super) async fn find_all(account: AccountId) -> Result<Vec<(String, Record)>, Error> {
    find(&format!("{account}/")).await
}

/// The browser's clock, which may be wrong.
pub(super) fn now() -> Timestamp {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 have no more than 53 bits")]
    Timestamp(js_sys::Date::now() as i64)
}
