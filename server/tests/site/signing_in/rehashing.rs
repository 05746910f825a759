//! A password that was hashed with old parameters is hashed again when its owner signs in.

use super::{AN, site, try_from};
use crate::desk::store;
use domain::{
    accounts::store::{find_candidate, rehash_password},
    db::Db,
};

/// The hash of "password" by argon2's reference implementation, with small parameters.
const OLD: &str = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";

async fn stored(db: &Db) -> String {
    let found = find_candidate(db, AN).await.expect("an answer").expect("an account");
    found.password.expect("a password")
}

#[tokio::test]
async fn an_old_hash_is_replaced_when_its_owner_signs_in() {
    let site = site().await;
    let db = store(&site).await;
    let id = find_candidate(&db, AN).await.expect("an answer").expect("an account").id;
    let mut tx = db.write().await.expect("a transaction");
    let before = find_candidate(&db, AN).await.expect("an answer").and_then(|found| found.password);
    rehash_password(&mut tx, id, &before.expect("a password"), OLD).await.expect("stored");
    // Somebody has chosen another password meanwhile.
    rehash_password(&mut tx, id, "another", "what nobody typed").await.expect("an answer");
    tx.commit().await.expect("committed");
    assert_eq!(stored(&db).await, OLD);

    assert_eq!(try_from(&site, "192.0.2.10", AN, "passwort").await.status, 422);
    assert_eq!(stored(&db).await, OLD, "nobody has signed in");
    for _ in 0..2 {
        assert_eq!(try_from(&site, "192.0.2.10", AN, "password").await.status, 303);
        let new = stored(&db).await;
        assert!(new.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{new}");
    }
    db.close().await;
}
