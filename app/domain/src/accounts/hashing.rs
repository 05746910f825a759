//! How passwords are kept: argon2id with what OWASP's "Password Storage Cheat Sheet" asks for first (19 MiB, two passes, one
//! lane), as strings of the PHC format, so that a later version can ask for more and still read what is there.
//!
//! A hash costs some 15 ms of one core and 19 MiB. So it is computed beside the async threads, two at a time, and whoever
//! comes while many wait is told so at once: guesses must not make the readers wait.

use super::MOST_BYTES;
use argon2::{
    Algorithm, Argon2, CustomizedPasswordHasher, MIN_SALT_LEN, Params, PasswordHash, PasswordHasher, Version,
    password_hash,
};
use std::{fmt, sync::Arc};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task,
};
use unicode_normalization::UnicodeNormalization;

#[cfg(test)]
mod tests;

/// 19 MiB in KiB, passes, lanes, bytes of the hash.
const PARAMS: Params = match Params::new(19 * 1024, 2, 1, Some(32)) {
    Ok(params) => params,
    Err(_) => panic!("the parameters are within their ranges"),
};
/// Bytes of a new salt.
const SALT: usize = 16;
/// How many hashes are computed at a time.
const AT_WORK: usize = 2;
/// How many more may wait.
const WAITING: usize = 32;

/// Hashes and verifies passwords. Clones share its places.
#[derive(Debug, Clone)]
pub struct Hasher {
    /// One for each who is at work or waits.
    places: Arc<Semaphore>,
    /// One for each who is at work.
    work: Arc<Semaphore>,
}

/// What a password is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Not the right one.
    Wrong,
    /// The right one.
    Right,
    /// The right one, stored with other parameters than today's: it should be hashed anew now that it is known.
    RightButOld,
}

impl Verdict {
    /// Whether it is the right one.
    pub fn is_right(self) -> bool {
        self != Self::Wrong
    }
}

/// Why nothing is known of a password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotHashed {
    /// Too many wait; in a moment there will be room.
    Busy,
    /// It has more than [`MOST_BYTES`]; `check_password` refuses it with a reason.
    TooLong,
    /// The system failed. The text is for the log.
    Failed(String),
}

impl fmt::Display for NotHashed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Busy => f.write_str("too many passwords wait to be hashed"),
            Self::TooLong => f.write_str("the password is too long to be hashed"),
            Self::Failed(cause) => write!(f, "the password could not be hashed: {cause}"),
        }
    }
}

impl std::error::Error for NotHashed {}

impl Default for Hasher {
    fn default() -> Self {
        Self { places: Arc::new(Semaphore::new(AT_WORK + WAITING)), work: Arc::new(Semaphore::new(AT_WORK)) }
    }
}

impl Hasher {
    /// Hashes a new password, which `check_password` has let pass.
    ///
    /// # Errors
    /// [`NotHashed`]: nothing should be stored.
    pub async fn hash(&self, password: &str) -> Result<String, NotHashed> {
        if password.len() > MOST_BYTES {
            return Err(NotHashed::TooLong);
        }
        let password = composed(password);
        self.run(move || hash_now(&password)).await?
    }

    /// Whether a password is the stored one. `None` stands for an account that has none, or that there is not: it takes the
    /// same time and is wrong, and so are a password that is too long and a stored hash that cannot be read. Only a hash with
    /// other parameters takes another time, until it is hashed anew.
    ///
    /// # Errors
    /// [`NotHashed::Busy`], or the system failed.
    pub async fn verify(&self, password: &str, stored: Option<&str>) -> Result<Verdict, NotHashed> {
        let trial = Trial::of(password, stored);
        self.run(move || trial.judge()).await?
    }

    /// Does this work when its turn comes. The place stays taken until the work has ended, also if nobody waits for it any
    /// more: a thread at work cannot be called back. Who leaves while waiting gives the place back at once.
    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, NotHashed> {
        let place = self.places.clone().try_acquire_owned().map_err(|_| NotHashed::Busy)?;
        let turn = self.work.clone().acquire_owned().await.map_err(failed)?;
        let taken: (OwnedSemaphorePermit, OwnedSemaphorePermit) = (turn, place);
        task::spawn_blocking(move || {
            let done = work();
            drop(taken);
            done
        })
        .await
        .map_err(failed)
    }
}

/// A password with its marks on its letters (NFC): one Vietnamese keyboard writes `ế` as one character, another as three.
fn composed(password: &str) -> Vec<u8> {
    password.nfc().collect::<String>().into_bytes()
}

/// A password, and what it is compared with.
struct Trial {
    password: Vec<u8>,
    /// Nothing: the work is done all the same, and it is wrong.
    against: Option<PasswordHash>,
}

impl Trial {
    fn of(password: &str, stored: Option<&str>) -> Self {
        let against = stored.and_then(|stored| {
            let read = read(stored);
            if read.is_none() {
                tracing::error!("a stored password cannot be read; nobody can sign in with it");
            }
            read
        });
        if password.len() > MOST_BYTES {
            return Self { password: Vec::new(), against: None };
        }
        Self { password: composed(password), against }
    }

    fn judge(&self) -> Result<Verdict, NotHashed> {
        let computed = self.compute().map_err(failed)?;
        // Outputs are compared in constant time.
        Ok(match &self.against {
            Some(against) if against.hash != computed.hash => Verdict::Wrong,
            Some(against) if is_of_today(against) => Verdict::Right,
            Some(_) => Verdict::RightButOld,
            None => Verdict::Wrong,
        })
    }

    /// The hash of the password with the parameters it is compared under, or with today's.
    fn compute(&self) -> password_hash::Result<PasswordHash> {
        let against = self.against.as_ref();
        let salt = against.and_then(|hash| hash.salt.as_ref()).map_or(&[0; SALT][..], |salt| salt);
        argon2().hash_password_customized(
            &self.password,
            salt,
            against.map(|hash| hash.algorithm.as_str()),
            against.and_then(|hash| hash.version),
            against.map_or(Ok(PARAMS), Params::try_from)?,
        )
    }
}

/// A stored hash, if it is one of argon2 and whole.
fn read(stored: &str) -> Option<PasswordHash> {
    let hash = PasswordHash::new(stored).ok()?;
    let known = Algorithm::try_from(hash.algorithm.as_str()).is_ok()
        && hash.version.is_none_or(|version| Version::try_from(version).is_ok())
        && Params::try_from(&hash).is_ok();
    let whole = hash.salt.as_ref().is_some_and(|salt| salt.len() >= MIN_SALT_LEN) && hash.hash.is_some();
    (known && whole).then_some(hash)
}

fn is_of_today(hash: &PasswordHash) -> bool {
    hash.algorithm.as_str() == Algorithm::Argon2id.as_str()
        && hash.version == Some(Version::V0x13.into())
        && Params::try_from(hash) == Ok(PARAMS)
        && hash.salt.as_ref().is_some_and(|salt| salt.len() >= SALT)
}

fn hash_now(password: &[u8]) -> Result<String, NotHashed> {
    let mut salt = [0; SALT];
    getrandom::fill(&mut salt).map_err(failed)?;
    argon2().hash_password_with_salt(password, &salt).map(|hash| hash.to_string()).map_err(failed)
}

fn argon2() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, PARAMS)
}

fn failed(cause: impl fmt::Display) -> NotHashed {
    NotHashed::Failed(cause.to_string())
}
