//! `trangnhat serve`: opens the data folder and serves the site until it is told to stop.

use super::{data_folder, say};
use crate::{
    announcing::Announcing,
    assets::SiteFiles,
    command_error::CommandError,
    config::{Config, ServeFlags, media},
    listener,
    media::sweep_parts,
    router::router,
    state::{AppState, SiteOptions},
    statistics::open_countries,
};
use domain::{
    clock::Clock,
    db::{Db, Missing, OpenError},
    site::store::load_about,
};
use std::time::SystemTime;
use tokio::{net::TcpListener, signal};

pub(super) async fn serve(flags: ServeFlags) -> Result<(), CommandError> {
    log_to_standard_error();
    let config = Config::read(flags)?;
    // Locked until everything is written.
    let _held = data_folder::open(config.data())?;
    let files = SiteFiles::find()?;
    let db = Db::open(&config.database(), Missing::Refuse).await?;
    // After an interrupted `seed` there are tables, but no site.
    if load_about(&db, "").await?.is_none() {
        return Err(OpenError::Missing(config.database()).into());
    }
    let listener = TcpListener::bind(config.listen)
        .await
        .map_err(|error| format!("Không mở được địa chỉ {}: {error}.", config.listen))?;
    let url = config.url(listener.local_addr()?);
    // Every open page needs a connection; the default soft limit of most systems is 1,024 files.
    let open_files = rlimit::increase_nofile_limit(u64::MAX).unwrap_or_else(|error| {
        tracing::warn!("the limit of open files stays as it is: {error}");
        1024
    });
    let connections = listener::connections_below(open_files);
    // The program itself has no TLS, so there is a proxy, and all readers would seem to have its address.
    if config.trusted_hops.is_none() && url.starts_with("https://") {
        say(
            "Chú ý: url là https nhưng chưa khai báo trusted_hops, nên mọi người đọc bị coi là cùng một mạng: giới hạn \
             phiếu theo mạng sẽ chặn nhầm, và thống kê sẽ đếm thiếu. Hãy đặt trusted_hops bằng số proxy đứng trước chương trình.",
        );
    }
    let hops = config.trusted_hops.unwrap_or(0);
    let options = SiteOptions {
        url: url.clone(),
        data: config.data().to_owned(),
        trusted_hops: hops,
        streams: connections / 4 * 3,
        counting: config.counting,
        counts_editors: config.counts_editors,
        countries: config.countries.as_deref().map(open_countries).transpose()?,
        announcing: Announcing {
            endpoint: config.indexnow.clone().unwrap_or_else(|| Announcing::default().endpoint),
            ..Announcing::default()
        },
    };
    if let Err(error) = sweep_parts(&media(config.data()), SystemTime::now()) {
        tracing::warn!("what was left half-written stays: {error}");
    }
    let state = AppState::open(db.clone(), clock(), &files, options).await?;
    let router = router(state.clone(), &files);
    let counter = state.counter().clone();
    say(&format!("Trang web đã mở tại {url}"));
    let stop = async move {
        stop_signal().await;
        state.stop();
    };
    let connections = listener::Connections { all: connections, direct: hops == 0 };
    listener::serve(listener, connections, router, stop).await;
    // `write` logs its errors.
    let _ = counter.write().await;
    db.close().await;
    Ok(())
}

#[cfg(feature = "test-clock")]
fn clock() -> Clock {
    Clock::from_environment()
}

#[cfg(not(feature = "test-clock"))]
fn clock() -> Clock {
    Clock::system()
}

/// The default log filter. html5ever warns about every malformed table that somebody pastes, which the
/// sanitizer repairs.
const LOGGED: &str = "info,html5ever=error";

fn log_to_standard_error() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("TRANGNHAT_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new(LOGGED));
    // A second server in the same process (in tests) keeps the first log.
    let _ = tracing_subscriber::fmt().json().with_writer(std::io::stderr).with_env_filter(filter).try_init();
}

/// Waits for SIGTERM, from a service manager, or Ctrl-C.
async fn stop_signal() {
    let interrupt = signal::ctrl_c();
    match signal::unix::signal(signal::unix::SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
        }
        Err(error) => {
            tracing::warn!("SIGTERM cannot be heard: {error}");
            let _ = interrupt.await;
        }
    }
}
