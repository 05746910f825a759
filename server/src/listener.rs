//! The accept loop. `axum::serve` has no timeout for request heads, no limit of connections and no
//! `TCP_NODELAY`.

use crate::limiter::{Client, Limiter};
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

/// The timeout for the head of a request, and for idle connections between two requests.
const HEAD_TIMEOUT: Duration = Duration::from_secs(15);
/// The most open connections; further ones wait.
const MAX_CONNECTIONS: u64 = 20_000;
/// A network may have one of this many connections: a school has one address for all its telephones.
const SHARE: usize = 8;
/// How many open files are reserved for other things: database, pictures, log.
const OTHER_FILES: u64 = 256;
/// The largest head of a request, in bytes: far more than cookies and a long address.
const MAX_HEAD: usize = 64 * 1024;
/// How long running requests may take after the signal to stop.
const STOP_WITHIN: Duration = Duration::from_secs(4);
/// The pause after a failed `accept`, so that reaching the limit of open files causes no busy loop.
const REFUSED_PAUSE: Duration = Duration::from_millis(50);

/// How many connections are possible with a limit of open files.
pub(crate) fn connections_below(open_files: u64) -> usize {
    // At least one and at most 20,000, so it fits into `usize`.
    open_files.saturating_sub(OTHER_FILES).clamp(1, MAX_CONNECTIONS) as usize
}

/// The limits of connections.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Connections {
    /// In total.
    pub(crate) all: usize,
    /// Whether readers connect directly, so that the limit per network applies, and not through a proxy.
    pub(crate) direct: bool,
}

/// Serves until `stop` resolves, then finishes running requests.
pub(crate) async fn serve(
    listener: TcpListener,
    connections: Connections,
    router: Router,
    stop: impl Future<Output = ()>,
) {
    // HTTP/1 only: browsers use HTTP/2 only with TLS, and detecting it would wait for the first bytes without
    // a timeout.
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT).max_buf_size(MAX_HEAD);

    let Connections { all, direct } = connections;
    let slots = Arc::new(Semaphore::new(all));
    let limiter = Limiter::new(all, if direct { all.div_ceil(SHARE) } else { all });
    let open = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let accepted = async {
            // The semaphore is never closed, so this succeeds.
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
        // If the network has reached its limit, the connection is closed at once: others are waiting.
        let Some(permit) = limiter.try_acquire(&Client::of(peer.ip())) else { continue };
        // Otherwise a page in two packets waits 40 ms for the reader's acknowledgement. If it fails, the
        // connection is only slower.
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
            // In this order: a connection that gets a slot is also within the limit of its network.
            drop(permit);
            drop(slot);
        });
    }

    drop(listener);
    if time::timeout(STOP_WITHIN, open.shutdown()).await.is_err() {
        tracing::warn!("requests under way were cut off at the end");
    }
}
