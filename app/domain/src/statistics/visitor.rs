//! What a request says about its sender. It is kept only as long as the request; only counts are stored.

use super::agent::{self, Agent};
use crate::network::network;
use std::net::IpAddr;
use url::{Host, Url};

/// How much of a header is read, in bytes.
const LONGEST: usize = 512;

/// Top-level names that are not public (RFC 6762, RFC 8375 and names that routers use).
const WITHIN_A_HOUSE: [&str; 7] = ["local", "lan", "home", "internal", "localdomain", "arpa", "localhost"];

/// The sender of a request.
#[derive(Debug, Clone)]
pub struct Visitor {
    address: IpAddr,
    /// The header `User-Agent`.
    pub(super) agent: String,
    /// The header `Accept-Language`.
    pub(super) languages: String,
}

impl Visitor {
    /// From the client address and two headers with any content.
    pub fn new(address: IpAddr, agent: &[u8], languages: &[u8]) -> Self {
        Self { address: address.to_canonical(), agent: shortened(agent), languages: shortened(languages) }
    }

    /// The IPv4 address, or the first half of an IPv6 address, which a household shares.
    pub(super) fn household(&self) -> Vec<u8> {
        network(self.address, 8)
    }

    /// The network for limits: of an IPv6 address the /48 that one customer may have.
    pub(super) fn network(&self) -> Vec<u8> {
        network(self.address, 6)
    }

    pub(super) fn address(&self) -> IpAddr {
        self.address
    }

    pub(super) fn read_agent(&self) -> Agent {
        agent::read(&self.agent)
    }

    /// Browser and system, for the list of one's own sessions: `Firefox, Windows`.
    pub fn browser(&self) -> String {
        match self.read_agent() {
            Agent::Person { browser, system, .. } => format!("{browser}, {system}"),
            Agent::Crawler(name) => name,
        }
    }

    /// The first language: `vi` of `vi-VN,vi;q=0.9`.
    pub(super) fn language(&self) -> Option<String> {
        let first = self.languages.split([',', ';', '-']).next().unwrap_or_default().trim();
        let right = (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_alphabetic());
        right.then(|| first.to_ascii_lowercase())
    }
}

/// Whether the header `User-Agent` is that of a crawler or another program.
pub fn is_crawler(agent: &[u8]) -> bool {
    agent::is_crawler(&shortened(agent))
}

/// The host of the referring site: never this site, and never a host that could identify a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referrer(pub(super) String);

impl Referrer {
    /// From the header `Referer`; `own` are the hosts of this site.
    pub fn read(header: &[u8], own: &[&str]) -> Option<Self> {
        let url = Url::parse(&shortened(header)).ok()?;
        let named = matches!(url.scheme(), "https" | "http" | "android-app");
        let host = url.host_str().filter(|_| named)?.to_ascii_lowercase();
        let host = bare(&host);
        if own.iter().any(|own| bare(own).eq_ignore_ascii_case(host)) {
            return None;
        }
        // An IP address or a name in a local network may identify a person.
        let is_name = !matches!(Host::parse(host), Ok(Host::Ipv4(_) | Host::Ipv6(_)) | Err(_));
        let parts: Vec<&str> = host.split('.').collect();
        let public = parts.len() > 1 && !parts.last().is_some_and(|last| WITHIN_A_HOUSE.contains(last));
        let right = is_name && public && host.len() <= 253 && parts.iter().all(|part| !part.is_empty());
        right.then(|| Self(host.to_owned()))
    }
}

/// A host without a leading `www.` and the trailing dot.
fn bare(host: &str) -> &str {
    let host = host.strip_suffix('.').unwrap_or(host);
    host.strip_prefix("www.").unwrap_or(host)
}

/// The header as text, truncated.
fn shortened(header: &[u8]) -> String {
    String::from_utf8_lossy(&header[..header.len().min(LONGEST)]).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visitor(agent: &[u8], languages: &[u8]) -> Visitor {
        Visitor::new(IpAddr::from([192, 0, 2, 1]), agent, languages)
    }

    #[test]
    fn a_household_is_one_network() {
        let network =
            |address: &str| Visitor::new(address.parse().expect("an address"), b"", b"").household();
        assert_eq!(network("2001:db8:1:2::1"), network("2001:db8:1:2:3::9"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.1"));
        assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
    }

    #[test]
    fn any_header_is_read() {
        let of = visitor(&[0xff; 8_192], b"\xff\xfe");
        assert!(of.agent.len() <= 3 * LONGEST);
        assert_eq!(of.language(), None);
        for (languages, first) in [
            ("vi-VN,vi;q=0.9", Some("vi")),
            ("EN", Some("en")),
            ("*", None),
            ("", None),
            ("x-klingon", None),
            (" fil ", Some("fil")),
        ] {
            assert_eq!(visitor(b"", languages.as_bytes()).language().as_deref(), first, "{languages}");
        }
    }

    #[test]
    fn a_referrer_is_a_host_and_nothing_else() {
        let read =
            |header: &str| Referrer::read(header.as_bytes(), &["site.test", "localhost"]).map(|it| it.0);
        for (header, host) in [
            ("https://www.google.com/search?q=ten+toi", Some("google.com")),
            ("https://ten:matkhau@bao.example:8443/bi-mat", Some("bao.example")),
            ("android-app://com.zing.zalo/", Some("com.zing.zalo")),
            ("https://báo.example/", Some("xn--bo-mia.example")),
            ("http://SITE.test/tin", None),
            ("http://www.site.test./x", None),
            ("http://www.bao.example./", Some("bao.example")),
            ("http://lap-top-cua-lan.local/", None),
            ("http://.example/", None),
            ("http://a..b.example/", None),
            ("http://localhost:3000/", None),
            ("http://192.0.2.7/", None),
            ("http://[2001:db8::1]/", None),
            ("http://intranet/", None),
            ("about:blank", None),
            ("javascript:alert(1)", None),
            ("không phải địa chỉ", None),
            ("", None),
        ] {
            assert_eq!(read(header).as_deref(), host, "{header}");
        }
    }
}
