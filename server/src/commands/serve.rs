//! `trangnhat serve`: opens the data folder and serves the site until it is told to stop. If there is none, it is set up
//! first.

use super::{data_folder, say};
use crate::{
    announcing::Announcing,
    assets::SiteFiles,
    command_error::CommandError,
    config::{Config, ServeFlags, make_data_folder, media},
    listener,
    media::sweep_parts,
    router::router,
    setup::{self, SetUp},
    state::{AppState, SiteOptions},
    statistics::open_countries,
};
use domain::{
    clock::Clock,
    db::{Db, Missing},
    site::store::load_about,
};
use std::{io, sync::Arc, time::SystemTime};
use tokio::{net::TcpListener, signal};

pub(super) async fn serve(flags: ServeFlags) -> Result<(), CommandError> {
    log_to_standard_error();
    let config = Config::read(flags)?;
    let data = config.data();
    make_data_folder(data).map_err(|error| data_folder::unwritable(data, &error))?;
    // Locked until everything is written.
    let _held = data_folder::open(data)?;
    let found = find(&config).await?;
    let files = SiteFiles::find()?;
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
        data: data.to_owned(),
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
    let swept = setup::sweep(data).and_then(|()| match sweep_parts(&media(data), SystemTime::now()) {
        // A new site has no pictures yet.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        swept => swept,
    });
    if let Err(error) = swept {
        tracing::warn!("what was left half-written stays: {error}");
    }
    let site = match found {
        Found::Site(db) => {
            let state = AppState::open(db, clock(), &files, options).await?;
            say(&format!("Trang web đã mở tại {url}"));
            Site::Ready(Box::new(state))
        }
        Found::Nothing(db) => {
            let set_up = SetUp::begin(db, clock(), files.clone(), options)?;
            say(&format!(
                "Chưa có trang web. Xin mở địa chỉ dùng một lần này trong trình duyệt để thiết lập: {url}{}",
                set_up.path()
            ));
            Site::New(set_up)
        }
    };
    let router = match &site {
        Site::Ready(state) => router(AppState::clone(state), &files),
        Site::New(set_up) => set_up.router(),
    };
    let stop = async {
        stop_signal().await;
        site.state().into_iter().for_each(AppState::stop);
    };
    let connections = listener::Connections { all: connections, direct: hops == 0 };
    listener::serve(listener, connections, router, stop).await;
    if let Some(state) = site.state() {
        state.close().await;
    }
    Ok(())
}

/// What the data folder has.
enum Found {
    Site(Db),
    /// Nothing, or a database without a site: a command was interrupted.
    Nothing(Option<Db>),
}

async fn find(config: &Config) -> Result<Found, CommandError> {
    let data = config.data();
    if setup::is_free(data).map_err(|error| data_folder::unwritable(data, &error))? {
        return Ok(Found::Nothing(None));
    }
    let db = Db::open(&config.database(), Missing::Refuse).await?;
    match load_about(&db, "").await? {
        Some(_) => Ok(Found::Site(db)),
        None => Ok(Found::Nothing(Some(db))),
    }
}

/// What is served.
enum Site {
    Ready(Box<AppState>),
    /// To be set up.
    New(Arc<SetUp>),
}

impl Site {
    /// The state, once there is a site.
    fn state(&self) -> Option<&AppState> {
        match self {
            Self::Ready(state) => Some(state),
            Self::New(set_up) => set_up.state(),
        }
    }
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
