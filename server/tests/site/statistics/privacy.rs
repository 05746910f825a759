//! Nothing stored reveals who has read what.

use super::{ARTICLES, TODAY, reader::Reader, site};
use crate::support::TestOptions;
use std::{fs, path::Path};

/// The bytes of all files of a folder.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        if entry.path().is_dir() {
            files.extend(self::files(&entry.path()));
        } else {
            files.push((entry.path().display().to_string(), fs::read(entry.path()).expect("a file")));
        }
    }
    files
}

const AGENT: &str = "Mozilla/5.0 (Linux; Android 15; SM-A155F-dauvet) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36";

#[tokio::test]
async fn no_file_holds_an_address_a_browser_or_where_somebody_came_from() {
    let mut site = site().await;
    let says = [
        (
            "referer",
            "https://nguoi-dauvet:matkhau-dauvet@bao.example:8443/duong-dauvet/trang?q=hoi-dauvet#phan-dauvet",
        ),
        ("accept-language", "vi-VN,vi;q=0.97,fil;q=0.31"),
        ("cookie", "tn_voter=khoa-dauvet"),
        ("x-forwarded-for", "203.0.113.91"),
    ];
    for peer in ["203.0.113.77:47111", "[2001:db8:cafe:beef:1234:5678:9abc:def0]:47111"] {
        let reader = Reader { agent: AGENT.as_bytes(), says: &says, ..Reader::at(&site, peer) };
        reader.get(ARTICLES[0]).await;
        reader.get("/tin/kho/bai-02-2?tham-so-dauvet=1").await;
        reader.moves(ARTICLES[2]).await;
        reader.get("/khong-co?ten=dauvet").await;
        reader.tells("dauvet /tin/kho/bai-99?dauvet").await;
    }
    let traces: [(&str, &[u8]); 14] = [
        ("an address", b"203.0.113.77"),
        ("an address in bytes", &[203, 0, 113, 77]),
        ("an address that was noted", b"203.0.113.91"),
        ("an address that was noted, in bytes", &[203, 0, 113, 91]),
        ("a port", b"47111"),
        ("an address", b"2001:db8:cafe:beef"),
        ("half an address in bytes", &[0x20, 0x01, 0x0d, 0xb8, 0xca, 0xfe, 0xbe, 0xef]),
        ("a browser", AGENT.as_bytes()),
        ("a device", b"SM-A155F"),
        ("a version", b"SamsungBrowser"),
        ("languages", b"q=0.97"),
        ("a mark", b"dauvet"),
        ("a port of another site", b"8443"),
        ("a language", b"vi-VN"),
    ];
    for restarted in [false, true] {
        if restarted {
            site.restart(TestOptions::default()).await;
        }
        site.counted().await;
        let kept = files(site.data());
        let names: String = kept.iter().map(|(name, _)| name.as_str()).collect();
        assert!(names.contains("trangnhat.db") && names.contains("visitors.today"), "{names}");
        let holds = |trace: &[u8], bytes: &[u8]| bytes.windows(trace.len()).any(|window| window == trace);
        assert!(kept.iter().any(|(_, bytes)| holds(b"bao.example", bytes)), "the host is kept");
        for (what, trace) in traces {
            for (name, bytes) in &kept {
                assert!(!holds(trace, bytes), "{name} holds {what}");
            }
        }
        for table in super::tables::FILES {
            let answer = site.get(&format!("/thong-ke/{TODAY}/{table}.csv")).await;
            for (what, trace) in traces {
                assert!(!holds(trace, answer.text.as_bytes()), "{table} holds {what}");
            }
        }
    }
}

#[tokio::test]
async fn who_came_on_a_day_is_forgotten_at_midnight() {
    let site = site().await;
    let file = site.data().join("visitors.today");
    Reader::new(&site).get("/").await;
    site.counted().await;
    let before = fs::read(&file).expect("a file");
    site.set_clock("2026-11-26T00:00:00+07:00");
    // Not only when the next reader comes.
    site.counted().await;
    let after = fs::read(&file).expect("a file");
    assert!(after.len() < before.len(), "nobody is known");
    let salt = &before[18..50];
    assert!(!after.windows(32).any(|window| window == salt), "and nobody could be found again");
}

#[tokio::test]
async fn the_file_of_the_day_is_for_the_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let site = site().await;
    Reader::new(&site).get("/").await;
    site.counted().await;
    let mode = fs::metadata(site.data().join("visitors.today")).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}
