//! Keys of forms that make something. The same form sent twice, by two clicks on a slow line or by a browser that goes back,
//! makes one thing; the second answer leads to it.

use crate::{
    clock::Timestamp,
    db::{Fault, Write},
    id::AccountId,
};
use data_encoding::BASE64URL_NOPAD;

/// How long a key is remembered, in milliseconds: a day.
const REMEMBERED: i64 = 24 * 60 * 60 * 1000;
/// The bytes of a key.
const BYTES: usize = 16;

/// The key of one form: 16 random bytes in 22 letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormKey(String);

impl FormKey {
    /// A new one; none where the machine has no random bytes. A form without a key is taken as often as it is sent.
    pub fn random() -> Option<Self> {
        let mut bytes = [0; BYTES];
        getrandom::fill(&mut bytes).ok()?;
        Some(Self(BASE64URL_NOPAD.encode(&bytes)))
    }

    /// The key that a form brought back; none where it is no key.
    pub fn read(text: &str) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        (bytes.len() == BYTES).then(|| Self(text.to_owned()))
    }

    /// Its letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The id of what this account has made with this key.
pub(crate) async fn made_with<Id>(
    tx: &mut Write<'_>,
    account: AccountId,
    key: Option<&FormKey>,
) -> Result<Option<Id>, Fault>
where
    Id: for<'r> sqlx::Decode<'r, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite> + Send + Unpin,
{
    let Some(key) = key else { return Ok(None) };
    sqlx::query_scalar("select made_id from form_keys where account_id = $1 and key = $2")
        .bind(account)
        .bind(key.as_str())
        .fetch_optional(&mut **tx)
        .await
}

/// Notes what was made with a key, within the transaction that made it; forgets keys that are older than a day.
pub(crate) async fn note_made(
    tx: &mut Write<'_>,
    account: AccountId,
    key: Option<&FormKey>,
    made: i64,
    now: Timestamp,
) -> Result<(), Fault> {
    let Some(key) = key else { return Ok(()) };
    sqlx::query("delete from form_keys where made_at < $1")
        .bind(now.0.saturating_sub(REMEMBERED))
        .execute(&mut **tx)
        .await?;
    sqlx::query("insert into form_keys (account_id, key, made_id, made_at) values ($1, $2, $3, $4)")
        .bind(account)
        .bind(key.as_str())
        .bind(made)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_comes_back_and_nothing_else_is_one() {
        let key = FormKey::random();
        assert!(key.is_some());
        assert_eq!(key.as_ref().and_then(|key| FormKey::read(key.as_str())), key);
        assert_ne!(FormKey::random(), key);
        for wrong in ["", "abc", "a'; drop table form_keys", &"A".repeat(400)] {
            assert_eq!(FormKey::read(wrong), None);
        }
    }
}
