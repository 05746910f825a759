//! The session store of tower-sessions: our table, with the SHA-256 of the ids. Expiry is decided by the
//! domain with the site's own clock; the library's dates are not used.

use async_trait::async_trait;
use domain::{
    accounts::store::{NewSession, create_session, end_session, load_session, save_session},
    chain::Hash,
    clock::Clock,
    db::{Db, DbError},
    id::AccountId,
};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use tower_sessions::{
    SessionStore,
    cookie::time::{Duration, OffsetDateTime},
    session::{Id, Record},
    session_store::{Error, Result},
};

/// The account of a session, once somebody is signed in.
pub(crate) const ACCOUNT: &str = "account";
/// The browser and system a session began in.
pub(crate) const BROWSER: &str = "browser";
/// The network address from which it began.
pub(crate) const ADDRESS: &str = "address";

/// The store.
#[derive(Debug, Clone)]
pub(crate) struct Sessions {
    db: Db,
    clock: Clock,
}

/// The hash under which a session is stored. The id has 128 random bits, so a plain hash hides it.
pub(crate) fn hash_of(id: Id) -> Hash {
    Sha256::digest(id.0.to_be_bytes()).into()
}

impl Sessions {
    pub(crate) fn new(db: Db, clock: Clock) -> Self {
        Self { db, clock }
    }
}

fn backend(fault: DbError) -> Error {
    Error::Backend(fault.to_string())
}

fn written(data: &HashMap<String, Value>) -> Result<String> {
    serde_json::to_string(data).map_err(|error| Error::Encode(error.to_string()))
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        let text = |name| record.data.get(name).and_then(Value::as_str).unwrap_or_default();
        let data = written(&record.data)?;
        let new = NewSession {
            hash: &hash_of(record.id),
            account: record.data.get(ACCOUNT).and_then(Value::as_i64).map(AccountId),
            data: &data,
            browser: text(BROWSER),
            address: text(ADDRESS),
        };
        create_session(&self.db, &new, self.clock.now()).await.map_err(backend)
    }

    async fn save(&self, record: &Record) -> Result<()> {
        save_session(&self.db, &hash_of(record.id), &written(&record.data)?).await.map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let found = load_session(&self.db, &hash_of(*id), self.clock.now()).await.map_err(backend)?;
        let read = |data: String| {
            let data = serde_json::from_str(&data).map_err(|error| Error::Decode(error.to_string()))?;
            // Not used: the domain decides about expiry.
            let expiry_date = OffsetDateTime::now_utc() + Duration::days(1);
            Ok(Record { id: *id, data, expiry_date })
        };
        found.map(read).transpose()
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        end_session(&self.db, &hash_of(*id)).await.map_err(backend)
    }
}
