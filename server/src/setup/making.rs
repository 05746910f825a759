//! Making the site: its content, its first account and its log are one transaction. Whatever interrupts it, the next start
//! either shows the set-up again or opens the finished site.

use super::{Opened, SetUp, sweep};
use crate::{command_error::CommandError, config, pack, router::router, state::AppState};
use domain::{
    accounts::{
        Role,
        store::{NewAccount, create_account},
    },
    audit::{Action, Actor, Subject, store::note},
    db::{Db, DbError, Missing, NotWritten, OpenError},
    id::AccountId,
    site::{
        setup::{Contents, Setup},
        store::site_exists,
    },
};
use std::{fs, io, os::unix::fs::DirBuilderExt, path::Path};
use tokio::task::spawn_blocking;

/// Why no site was made.
#[derive(Debug)]
pub(super) enum NotMade {
    /// There is one already.
    Already,
    /// Another account has the e-mail address.
    EmailTaken,
    /// Something could not be written.
    NotWritten(NotWritten),
}

impl SetUp {
    /// Makes the site, opens it, and returns it with its administrator.
    pub(super) async fn make(&self, setup: &Setup, password: &str) -> Result<(AppState, AccountId), NotMade> {
        let mut waiting = self.waiting.lock().await;
        if waiting.options.is_none() {
            return Err(NotMade::Already);
        }
        let made = self.store(&mut waiting.db, setup, password).await;
        if let Err(error) = sweep(&self.data) {
            tracing::warn!("what the set-up has unpacked stays until the next start: {error}");
        }
        let (db, account) = made.map_err(|cause| {
            tracing::error!("the site could not be set up: {cause}");
            NotMade::NotWritten(reason(&*cause))
        })??;
        let Some(options) = waiting.options.take() else { return Err(NotMade::Already) };
        let opened = AppState::open(db, self.clock.clone(), &self.files, options).await;
        let state = opened.map_err(|fault| {
            tracing::error!("the site was set up and does not open: {fault}");
            NotMade::Already
        })?;
        // The lock is held, so it is empty.
        let _ = self.opened.set(Opened { router: router(state.clone(), &self.files), state: state.clone() });
        tracing::info!("the site has been set up");
        Ok((state, account))
    }

    /// Stores the site and its administrator.
    async fn store(
        &self,
        known: &mut Option<Db>,
        setup: &Setup,
        password: &str,
    ) -> Result<Result<(Db, AccountId), NotMade>, CommandError> {
        let hash = self.hasher.hash(password).await?;
        // First: a folder with a database and without a site is one that is set up at the next start.
        let db = match &*known {
            Some(db) => db.clone(),
            None => Db::open(&config::database(&self.data), Missing::Create).await?,
        };
        *known = Some(db.clone());
        let (unpacked, media) = (config::set_up(&self.data), config::media(&self.data));
        let (contents, folder) = (setup.contents, media.clone());
        let mut pack = spawn_blocking(move || prepare(contents, &unpacked, &folder)).await??;
        pack.name.clone_from(&setup.site);
        pack.time_zone.clone_from(&setup.zone);

        let now = self.clock.now();
        let mut tx = db.write().await?;
        if site_exists(&mut tx).await? {
            return Ok(Err(NotMade::Already));
        }
        pack::store(&mut tx, pack, &media, false).await?;
        let new = NewAccount {
            email: setup.email.as_str().to_owned(),
            name: setup.name.clone(),
            role: Role::Administrator,
            categories: Vec::new(),
            password: Some(hash),
        };
        let Ok(account) = create_account(&mut tx, &new, now).await? else {
            return Ok(Err(NotMade::EmailTaken));
        };
        let detail =
            [("name", new.name.as_str()), ("email", new.email.as_str()), ("role", new.role.as_str())];
        // Whoever has the address of the form has read what the program prints on the machine.
        note(&mut tx, now, Actor::COMMAND, Action::AccountCreated, Subject::Account(account), &detail)
            .await?;
        tx.commit().await?;
        if let Err(fault) = pack::finish(&db).await {
            tracing::warn!("the search of the new site is not complete yet: {fault}");
        }
        Ok(Ok((db, account)))
    }
}

/// Unpacks and reads a pack, and writes its pictures.
fn prepare(contents: Contents, unpacked: &Path, media: &Path) -> Result<pack::Pack, CommandError> {
    if unpacked.exists() {
        fs::remove_dir_all(unpacked)?;
    }
    fs::DirBuilder::new().mode(0o700).create(unpacked)?;
    let pack = pack::of_new_site::unpack(contents, unpacked)?;
    fs::create_dir_all(media)?;
    pack::write_media(&pack, media, |_| ())?;
    Ok(pack)
}

/// What people can do about a failure.
fn reason(cause: &(dyn std::error::Error + Send + Sync + 'static)) -> NotWritten {
    if let Some(fault) = cause.downcast_ref::<DbError>() {
        return NotWritten::of(fault);
    }
    if let Some(OpenError::Fault(_, fault)) = cause.downcast_ref::<OpenError>() {
        return NotWritten::of(fault);
    }
    match cause.downcast_ref::<io::Error>().map(io::Error::kind) {
        Some(io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) => NotWritten::Full,
        Some(io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied) => NotWritten::ReadOnly,
        _ => NotWritten::Other,
    }
}
