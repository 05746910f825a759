//! Backups forged by an attacker who knows the format.

use super::{
    super::{
        list::{Entry, List},
        read::Unreadable,
        *,
    },
    DATABASE, NOW, backup, restored,
};
use domain::chain::hexadecimal;
use sha2::{Digest, Sha256};
use std::{
    fs::{self, File},
    path::PathBuf,
};
use tempfile::TempDir;

/// A backup with a correct list of these entries: name, content, header.
fn forged(entries: &[(&str, &[u8], Vec<u8>)]) -> (TempDir, PathBuf) {
    let entry = |(name, content, _): &(&str, &[u8], Vec<u8>)| Entry {
        name: (*name).to_owned(),
        size: content.len() as u64,
        hash: hexadecimal(&Sha256::digest(content)),
    };
    let list = List { program: "9".into(), time: NOW, entries: entries.iter().map(entry).collect() };
    written(&list.text(), entries)
}

fn written(list: &str, entries: &[(&str, &[u8], Vec<u8>)]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let archive = folder.path().join("forged.tar");
    let size = list.len() as u64;
    let mut bytes = [&head(LIST, size, NOW).expect("a head"), list.as_bytes(), gap(size)].concat();
    for (_, content, head) in entries {
        bytes.extend([head, *content, gap(content.len() as u64)].concat());
    }
    bytes.extend(END);
    fs::write(&archive, bytes).expect("written");
    (folder, archive)
}

/// A valid header with a change.
fn odd_head(name: &str, size: u64, change: impl FnOnce(&mut tar::Header)) -> Vec<u8> {
    let mut header = tar::Header::from_byte_slice(&head("x", size, NOW).expect("a head")).clone();
    let bytes = header.as_mut_bytes();
    bytes[..100].fill(0);
    bytes[..name.len()].copy_from_slice(name.as_bytes());
    change(&mut header);
    header.set_cksum();
    header.as_bytes().to_vec()
}

#[test]
fn no_name_leads_out_of_the_folder_or_stands_for_something_else() {
    for name in [
        "../trangnhat.db",
        "/etc/passwd",
        "media/../../etc/passwd",
        "media/..",
        "media/./a.webp",
        "media//a.webp",
        "media/",
        "media",
        "media/a\u{7}.webp",
        "mediaother/a.webp",
        "visitors.today",
        "trangnhat.db-wal",
        "trangnhat.db/",
        "trangnhat.toml/a",
        "",
        ".",
        LIST,
    ] {
        let mut entries =
            vec![(name, &b"x"[..], odd_head(name, 1, |_| ())), (DATABASE, b"r", head_of(DATABASE))];
        entries.sort();
        let (_folder, archive) = forged(&entries);
        match restored(&archive) {
            Err(Unreadable::Name(named)) => assert_eq!(named, name),
            other => panic!("{name}: {other:?}"),
        }
        // Such a name is not backed up either.
        let file = archive.with_file_name("x");
        fs::write(&file, "x").expect("written");
        let source = Source { name: name.to_owned(), path: file.clone(), size: 1 };
        let refused = write(&File::create(&archive).expect("a file"), vec![source], NOW, |_, _| ());
        assert!(matches!(refused, Err(Unwritable::Name(path)) if path == file), "{name}");
    }
}

fn head_of(name: &str) -> Vec<u8> {
    head(name, 1, NOW).expect("a head")
}

#[test]
fn a_name_stands_once_and_the_database_is_there() {
    let one = |name| (name, &b"x"[..], head_of(name));
    for (entries, named) in [
        (vec![one("media/a"), one("media/a"), one(DATABASE)], "media/a"),
        (vec![one(DATABASE), one("media/a")], "media/a"),
        (vec![one(DATABASE), one(DATABASE)], DATABASE),
        (vec![one("media/a")], DATABASE),
        (vec![], DATABASE),
    ] {
        match restored(&forged(&entries).1) {
            Err(Unreadable::Name(name)) => assert_eq!(name, named),
            other => panic!("{entries:?}: {other:?}"),
        }
    }
    // A file and a folder with the same name.
    let both = forged(&[one("media/a"), one("media/a/b"), one(DATABASE)]);
    assert!(matches!(restored(&both.1), Err(Unreadable::Write(_))));
    let whole = forged(&[one("media/a"), one(DATABASE)]);
    assert_eq!(restored(&whole.1).expect("what is forged with care is whole").len(), 2);
}

#[test]
fn an_entry_is_a_plain_file_of_the_name_in_the_list() {
    use tar::EntryType;
    let kinds = [
        EntryType::Symlink,
        EntryType::Link,
        EntryType::Char,
        EntryType::Block,
        EntryType::Fifo,
        EntryType::Directory,
        EntryType::GNUSparse,
        EntryType::GNULongName,
        EntryType::XHeader,
    ];
    let mut odd: Vec<Vec<u8>> =
        kinds.map(|kind| odd_head("media/a", 1, |header| header.set_entry_type(kind))).into();
    odd.push(odd_head("media/b", 1, |_| ()));
    odd.push(odd_head("../a", 1, |_| ()));
    odd.push(odd_head("media/a", 1, |header| header.set_mode(0o4755)));
    odd.push(odd_head("media/a", 1, |header| header.set_size(1 << 40)));
    odd.push(odd_head("media/a", 1, |header| header.set_link_name("/etc/passwd").expect("a link")));
    for head in odd {
        let (_folder, archive) =
            forged(&[("media/a", b"x", head.clone()), (DATABASE, b"x", head_of(DATABASE))]);
        match restored(&archive) {
            Err(Unreadable::Changed(name)) => assert_eq!(name, "media/a"),
            other => panic!("{head:?}: {other:?}"),
        }
    }
}

#[test]
fn a_list_that_promises_more_than_there_is_is_refused_before_anything_is_written() {
    let huge = |size| Entry { name: "media/a".into(), size, hash: "0".repeat(64) };
    let database = Entry { name: DATABASE.into(), size: 1, hash: "0".repeat(64) };
    for size in [513, 1 << 40, u64::MAX - 512, u64::MAX] {
        let list = List { program: "9".into(), time: NOW, entries: vec![huge(size), database.clone()] };
        let one = |name| (name, &b"x"[..], head_of(name));
        let (folder, archive) = written(&list.text(), &[one("media/a"), one(DATABASE)]);
        let nothing = folder.path().join("none");
        let refused = extract(&archive, &nothing, |_, _| ()).expect_err("more than there is");
        assert!(matches!(refused, Unreadable::Cut), "{size}: {refused:?}");
        assert!(!nothing.exists());
    }
}

#[test]
fn a_backup_that_the_disk_has_no_room_for_is_refused_before_anything_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let disk = rustix::fs::statvfs(folder.path()).expect("the disk");
    let size = disk.f_bavail * disk.f_frsize + (1 << 30);
    let entry = |name: &str, size| Entry { name: name.into(), size, hash: "0".repeat(64) };
    let entries = vec![entry("media/a", size), entry(DATABASE, 1)];
    let list = List { program: "9".into(), time: NOW, entries };
    let (_folder, archive) = written(&list.text(), &[]);
    // With the right length, as a sparse file.
    let length = list.archive_length(list.text().len() as u64).expect("heads").expect("a number");
    File::options().write(true).open(&archive).expect("a file").set_len(length).expect("a long file");
    let refused = extract(&archive, folder.path(), |_, _| ()).expect_err("more than the disk has");
    assert!(matches!(refused, Unreadable::NoRoom { takes, left } if takes > left), "{refused:?}");
    let sentence = refused.sentence(std::path::Path::new("b.tar"), std::path::Path::new("data"));
    assert!(sentence.starts_with("Ổ đĩa của thư mục data còn trống "), "{sentence}");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
}

#[test]
fn a_backup_of_a_later_form_is_left_to_a_later_version() {
    let (_folder, archive) = backup(&[(DATABASE, b"rows")]);
    let text =
        fs::read(&archive).expect("read")[512..].split(|byte| *byte == 0).next().expect("a list").to_vec();
    let text = String::from_utf8(text).expect("text").replace("backup 1\n", "backup 2\nkeys=none\n");
    let (listed, _) = text.rsplit_once("sha256=").expect("a hash");
    let text = format!("{listed}sha256={}\n", hexadecimal(&Sha256::digest(listed)));
    let (_folder, archive) = written(&text, &[]);
    assert!(matches!(restored(&archive), Err(Unreadable::Newer)));
}
