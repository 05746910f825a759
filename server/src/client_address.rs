//! The client address of a request: the peer of the connection, or what the trusted proxies have recorded.

use crate::state::AppState;
use app::answer::ClientAddress;
use axum::{
    extract::{ConnectInfo, Request, State},
    http::HeaderMap,
    middleware::Next,
    response::Response,
};
use std::{
    net::{IpAddr, SocketAddr},
    sync::Once,
};

const X_FORWARDED_FOR: &str = "x-forwarded-for";

pub(crate) async fn note(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    if let Some(peer) = peer {
        let address = client(peer, request.headers(), state.trusted_hops);
        request.extensions_mut().insert(ClientAddress(address));
    }
    next.run(request).await
}

/// Each proxy appends the address of its client, so the entry of the first trusted proxy is found by counting
/// from the end; all entries before it can be forged. Without such an entry, the address of the peer is used.
fn client(peer: IpAddr, headers: &HeaderMap, trusted_hops: usize) -> IpAddr {
    // Header lines can contain anything; the entries of the trusted proxies come last.
    let lines: Vec<_> = headers
        .get_all(X_FORWARDED_FOR)
        .iter()
        .map(|line| String::from_utf8_lossy(line.as_bytes()))
        .collect();
    let entries: Vec<&str> = lines.iter().flat_map(|line| line.split(',')).collect();
    let place = entries.len().checked_sub(trusted_hops).filter(|_| trusted_hops > 0);
    let Some(entry) = place.and_then(|place| entries.get(place)) else { return peer };
    read(entry).unwrap_or_else(|| {
        static SAID: Once = Once::new();
        // Logged once, not for every request. All clients behind that proxy now count as one network.
        SAID.call_once(|| {
            tracing::error!(
                entry,
                "the proxy writes addresses into X-Forwarded-For that cannot be read; all its readers count as one"
            );
        });
        peer
    })
}

/// How many entries `X-Forwarded-For` has.
pub(crate) fn count_entries(headers: &HeaderMap) -> usize {
    let lines = headers.get_all(X_FORWARDED_FOR).iter();
    lines.map(|line| line.as_bytes().split(|byte| *byte == b',').count()).sum()
}

/// An address in the formats that gateways write: with a port, in brackets, with a zone id, in quotes.
fn read(written: &str) -> Option<IpAddr> {
    let written = written.trim().trim_matches('"');
    let bare = written.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(written);
    let bare = bare.split_once('%').map_or(bare, |(address, _)| address);
    let with_port = || written.parse::<SocketAddr>().ok().map(|address| address.ip());
    bare.parse().ok().or_else(with_port)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(forwarded: &[&'static str], trusted_hops: usize) -> String {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            let line = axum::http::HeaderValue::from_bytes(line.as_bytes()).expect("a line");
            headers.append(X_FORWARDED_FOR, line);
        }
        client(IpAddr::from([192, 0, 2, 1]), &headers, trusted_hops).to_string()
    }

    #[test]
    fn addresses_are_read_as_gateways_write_them() {
        for (written, read) in [
            ("203.0.113.9:51234", "203.0.113.9"),
            ("[2001:db8:1::1]:443", "2001:db8:1::1"),
            ("[2001:db8:1::1]", "2001:db8:1::1"),
            ("\"[2001:db8:1::1]:443\"", "2001:db8:1::1"),
            ("fe80::1%eth0", "fe80::1"),
            ("::ffff:203.0.113.9", "::ffff:203.0.113.9"),
            ("203.0.113.9:x", "192.0.2.1"),
            ("unknown", "192.0.2.1"),
            ("_hidden", "192.0.2.1"),
        ] {
            assert_eq!(seen(&[written], 1), read, "{written}");
        }
    }

    #[test]
    fn what_strangers_write_is_not_believed() {
        assert_eq!(seen(&["203.0.113.9"], 0), "192.0.2.1");
        assert_eq!(seen(&["198.51.100.7, 203.0.113.9"], 1), "203.0.113.9");
        assert_eq!(seen(&["198.51.100.7", "203.0.113.9"], 1), "203.0.113.9");
        assert_eq!(seen(&["198.51.100.7, 203.0.113.9, 10.0.0.2"], 2), "203.0.113.9");
        assert_eq!(seen(&["203.0.113.9"], 2), "192.0.2.1", "fewer proxies than were promised");
        assert_eq!(seen(&["nonsense"], 1), "192.0.2.1");
        assert_eq!(seen(&["2001:db8::1"], 1), "2001:db8::1");
        assert_eq!(seen(&["\u{e9}, 203.0.113.9"], 1), "203.0.113.9");
    }
}
