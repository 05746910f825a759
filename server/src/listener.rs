//! The accept loop. Ours, because `axum::serve` sets no timer for slow request heads, no limit of connections and
//! no `TCP_NODELAY`.

use crate::places::{Neighbourhood, Places};
use axum::{Router, body::Body, extract::ConnectInfo};
use hyper::{Request, body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use std::{future::Future, pin::pin, sync::Arc, time::Duration};
use tokio::{net::TcpListener, sync::Semaphore, time};
use tower::ServiceExt;

/// How long a browser may take to send the head of a request, and to stay silent between two.
const HEAD_TIMEOUT: Duration = Duration::from_secs(15);
/// How many connections are open at once; the next one waits.
const MAX_CONNECTIONS: u64 = 20_000;
/// One network may hold one connection in so many: a school has one address for all its telephones.
const SHARE: usize = 8;
/// Open files that are not connections: database, pictures, log.
const OTHER_FILES: u64 = 256;
/// The largest head of a request, in bytes: cookies and a long address fit many times.
const MAX_HEAD: usize = 64 * 1024;
/// How long requests under way may take to finish after the order to stop.
const STOP_WITHIN: Duration = Duration::from_secs(4);
/// The pause after the system refused a connection, so that a full table of files does not become a busy loop.
const REFUSED_PAUSE: Duration = Duration::from_millis(50);

/// How many connections fit below a limit of open files.
pub(crate) fn connections_below(open_files: u64) -> usize {
    // At least one; at most 20,000, which every usize holds.
    open_files.saturating_sub(OTHER_FILES).clamp(1, MAX_CONNECTIONS) as usize
}

/// How many connections may be open.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Connections {
    /// In all.
    pub(crate) all: usize,
    /// Whether they are the readers' own, so that a network has a share of them, and not those of a proxy.
    pub(crate) direct: bool,
}

/// Answers until `stop` is there, then finishes what is under way.
pub(crate) async fn serve(
    listener: TcpListener,
    connections: Connections,
    router: Router,
    stop: impl Future<Output = ()>,
) {
    // HTTP/1 alone: no browser speaks HTTP/2 without TLS, and telling them apart would wait for the first bytes
    // without a timer.
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT).max_buf_size(MAX_HEAD);

    let Connections { all, direct } = connections;
    let slots = Arc::new(Semaphore::new(all));
    let places = Places::new(all, if direct { all.div_ceil(SHARE) } else { all });
    let open = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let accepted = async {
            // The semaphore is never closed, so a slot always comes.
            let slot = Arc::clone(&slots).acquire_owned().await.ok();
            (slot, listener.accept().await)
        };
        let (slot, accepted) = tokio::select! {
            accepted = accepted => accepted,
            () = &mut stop => break,
        };
        let (socket, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!("a connection was refused by the system: {error}");
                time::sleep(REFUSED_PAUSE).await;
                continue;
            }
        };
        // A network that holds its share already is not waited for: others are behind it.
        let Some(place) = places.try_take(&Neighbourhood::of(peer.ip())) else { continue };
        // Without it a page in two packets waits 40 ms for the reader's acknowledgement. A socket that refuses is
        // slower, not broken.
        let _ = socket.set_nodelay(true);
        let service = router.clone().map_request(move |request: Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(peer));
            request
        });
        let connection = http.serve_connection(TokioIo::new(socket), TowerToHyperService::new(service));
        let connection = open.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!("a connection ended early: {error}");
            }
            // In this order: whoever is let in finds a place.
            drop(place);
            drop(slot);
        });
    }

    drop(listener);
    if time::timeout(STOP_WITHIN, open.shutdown()).await.is_err() {
        tracing::warn!("requests under way were cut off at the end");
    }
}
