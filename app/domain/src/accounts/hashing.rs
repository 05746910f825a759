//! Password hashing: argon2id with the first recommendation of OWASP's "Password Storage Cheat Sheet" (19
//! MiB, two passes, one lane), stored as PHC strings, so that a later version can raise the parameters and
//! still read old hashes.
//!
//! A hash costs about 15 ms of one core and 19 MiB. It is therefore computed on blocking threads, two at a
//! time, and when too many wait, further requests are refused at once: password guessing must not slow down
//! readers.

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

/// Memory (19 MiB, in KiB), passes, lanes, length of the hash in bytes.
const PARAMS: Params = match Params::new(19 * 1024, 2, 1, Some(32)) {
    Ok(params) => params,
    Err(_) => panic!("the parameters are within their ranges"),
};
/// Length of a new salt, in bytes.
const SALT: usize = 16;
/// How many hashes are computed at a time.
const AT_WORK: usize = 2;
/// How many more may wait in the queue.
const WAITING: usize = 32;

/// Hashes and verifies passwords. Clones share the same limits.
#[derive(Debug, Clone)]
pub struct Hasher {
    /// One permit for each call that is running or waiting.
    queue: Arc<Semaphore>,
    /// One permit for each call that is running.
    work: Arc<Semaphore>,
}

/// The result of a verification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Wrong password.
    Wrong,
    /// Right password.
    Right,
    /// Right password, but the stored hash has outdated parameters: hash it again now.
    RightButOld,
}

impl Verdict {
    /// Whether the password is right.
    pub fn is_right(self) -> bool {
        self != Self::Wrong
    }
}

/// Why a password was not hashed or verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotHashed {
    /// Too many calls are waiting; try again in a moment.
    Busy,
    /// The password is longer than [`MOST_BYTES`]; `check_password` refuses it with a reason.
    TooLong,
    /// A system error. The text is for the log.
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
        Self { queue: Arc::new(Semaphore::new(AT_WORK + WAITING)), work: Arc::new(Semaphore::new(AT_WORK)) }
    }
}

impl Hasher {
    /// Hashes a new password that has passed `check_password`.
    ///
    /// # Errors
    /// [`NotHashed`]: store nothing.
    pub async fn hash(&self, password: &str) -> Result<String, NotHashed> {
        if password.len() > MOST_BYTES {
            return Err(NotHashed::TooLong);
        }
        let password = composed(password);
        self.run(move || hash_now(&password)).await?
    }

    /// Whether the password matches the stored hash. `None` stands for an account without a password or no
    /// account: it takes the same time and is wrong, and so are a password that is too long and a stored hash
    /// that cannot be parsed. Only a hash with other parameters takes a different time, until it is renewed.
    ///
    /// # Errors
    /// [`NotHashed::Busy`], or a system error.
    pub async fn verify(&self, password: &str, stored: Option<&str>) -> Result<Verdict, NotHashed> {
        let trial = Trial::of(password, stored);
        self.run(move || trial.judge()).await?
    }

    /// Runs the work on a blocking thread when a permit is free. A thread that is running cannot be
    /// cancelled: it keeps its permit until it ends, even if the caller is gone. A caller that leaves while
    /// waiting frees its permit at once.
    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, NotHashed> {
        let queued = self.queue.clone().try_acquire_owned().map_err(|_| NotHashed::Busy)?;
        let working = self.work.clone().acquire_owned().await.map_err(failed)?;
        let taken: (OwnedSemaphorePermit, OwnedSemaphorePermit) = (working, queued);
        task::spawn_blocking(move || {
            let done = work();
            drop(taken);
            done
        })
        .await
        .map_err(failed)
    }
}

/// The password in composed form (NFC): one Vietnamese keyboard writes `ế` as one character, another as
/// three.
fn composed(password: &str) -> Vec<u8> {
    password.nfc().collect::<String>().into_bytes()
}

/// A password and the hash that it is compared with.
struct Trial {
    password: Vec<u8>,
    /// `None`: the hash is computed all the same, and the password is wrong.
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

    /// The hash of the password with the parameters of the stored hash, or else with the current ones.
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

/// Parses a stored hash; `None` if it is not a complete argon2 hash.
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
