//! A backup is restored exactly as it was written, and damaged ones are rejected.

mod forged;

use super::{read::Unreadable, *};
use domain::chain::hexadecimal;
use sha2::{Digest, Sha256};
use std::{
    fs::{self, File},
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

const NOW: Timestamp = Timestamp(1_795_568_400_123);
const DATABASE: &str = "trangnhat.db";

/// Files in a folder, and a backup of them.
fn backup(files: &[(&str, &[u8])]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let source = |(number, (name, content)): (usize, &(&str, &[u8]))| {
        let path = folder.path().join(number.to_string());
        fs::write(&path, content).expect("written");
        Source { name: (*name).to_owned(), path, size: content.len() as u64 }
    };
    let sources = files.iter().enumerate().map(source).collect();
    let archive = folder.path().join("backup.tar");
    let contents =
        write(&File::create(&archive).expect("a file"), sources, NOW, |_, _| ()).expect("a backup");
    let bytes = files.iter().map(|(_, content)| content.len() as u64).sum();
    assert_eq!(contents, Contents { files: files.len(), bytes });
    (folder, archive)
}

/// Extracts a backup; returns the error, or the files by name.
fn restored(archive: &Path) -> Result<Vec<(String, Vec<u8>)>, Unreadable> {
    let folder = tempfile::tempdir().expect("a folder");
    let inner = folder.path().join("inner");
    fs::create_dir(&inner).expect("a folder");
    let extracted = extract(archive, &inner, |_, _| ());
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1, "nothing left the folder");
    let contents = extracted?;
    let mut files = Vec::new();
    collect(&inner, &inner, &mut files);
    assert_eq!(contents.files, files.len());
    files.sort();
    Ok(files)
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).expect("below").to_str().expect("text").to_owned();
            files.push((name, fs::read(&path).expect("read")));
        }
    }
}

#[test]
fn files_of_all_sizes_and_names_come_back() {
    let long = format!("media/0123456789abcdef/{}.pdf", "biên-bản-đại-hội-".repeat(10));
    let large = vec![7; copy::CHUNK + 513];
    let sizes: Vec<(String, Vec<u8>)> =
        [0, 1, 511, 512, 513, 1024].map(|size| (format!("media/{size}.webp"), vec![1; size])).into();
    let mut files: Vec<(&str, &[u8])> = vec![
        (DATABASE, &large),
        ("trangnhat.toml", b"url = 'https://khuyenhoc.example'"),
        ("media/9f86d081884c7d65/Mẫu đơn số 1 (đã ký).pdf", b"%PDF-1.7"),
        ("media/a'b \"c\" \\d.jpg", b"x"),
        (&long, b"%PDF-1.4"),
    ];
    files.extend(sizes.iter().map(|(name, content)| (name.as_str(), content.as_slice())));
    let (_folder, archive) = backup(&files);
    let mut all: Vec<(String, Vec<u8>)> =
        files.iter().map(|(name, content)| ((*name).to_owned(), content.to_vec())).collect();
    all.sort();
    assert!(restored(&archive).expect("a whole backup") == all);
}

#[test]
fn any_tool_opens_a_backup() {
    let name = "media/9f86d081884c7d65/Mẫu đơn.pdf";
    let (_folder, archive) = backup(&[(DATABASE, b"rows"), (name, b"%PDF-1.7")]);
    let mut tar = tar::Archive::new(File::open(&archive).expect("a file"));
    let entries = tar.entries().expect("an archive").map(|entry| {
        let entry = entry.expect("an entry");
        let time = entry.header().mtime().expect("a time");
        (entry.path().expect("a path").display().to_string(), entry.size(), time)
    });
    let entries: Vec<_> = entries.collect();
    let list =
        fs::read(&archive).expect("read")[512..].split(|byte| *byte == 0).next().expect("a list").to_vec();
    let seconds = 1_795_568_400;
    assert_eq!(
        entries,
        [(LIST.into(), list.len() as u64, seconds), (name.into(), 8, seconds), (DATABASE.into(), 4, seconds)]
    );
    let list = String::from_utf8(list).expect("text");
    let rows = hexadecimal(&Sha256::digest("rows"));
    assert!(list.starts_with("trangnhat backup 1\nprogram=0."), "{list}");
    assert!(list.contains(&format!("\n{rows} 4 {DATABASE}\nsha256=")), "{list}");
}

#[test]
fn no_byte_can_be_changed_and_no_byte_can_be_missing() {
    let (_folder, archive) = backup(&[(DATABASE, b"rows"), ("media/a.webp", &[3; 60])]);
    let whole = fs::read(&archive).expect("read");
    // Changed in place: rewriting the file each time is slow on a busy disk.
    let file = File::options().write(true).open(&archive).expect("a file");
    for place in 0..whole.len() {
        file.write_all_at(&[whole[place] ^ 1 << (place % 8)], place as u64).expect("written");
        check(&archive).expect_err(&format!("byte {place} of {}, read back", whole.len()));
        file.write_all_at(&whole[place..=place], place as u64).expect("written");
    }
    let read = check(&archive).expect("as it was");
    assert_eq!(read, (Contents { files: 2, bytes: 64 }, whole.len() as u64));
    // The list and its header byte by byte; then only samples, since each of them extracts files.
    for place in (0..1024).chain((1024..whole.len()).step_by(11)) {
        file.write_all_at(&[whole[place] ^ 1 << (place % 8)], place as u64).expect("written");
        restored(&archive).expect_err(&format!("byte {place} of {}", whole.len()));
        file.write_all_at(&whole[place..=place], place as u64).expect("written");
    }
    assert_eq!(restored(&archive).expect("as it was").len(), 2);
    // A wrong length is detected before anything is written.
    let nothing = archive.with_file_name("nothing");
    for more in [&[0][..], &[0; 512], &whole] {
        file.write_all_at(more, whole.len() as u64).expect("written");
        let reason = extract(&archive, &nothing, |_, _| ()).expect_err("more at the end");
        assert!(matches!(reason, Unreadable::Longer), "{reason:?}");
        file.set_len(whole.len() as u64).expect("cut");
    }
    for length in (0..whole.len()).rev() {
        file.set_len(length as u64).expect("cut");
        let reason = extract(&archive, &nothing, |_, _| ()).expect_err(&format!("the first {length} bytes"));
        let right = if length < 512 {
            matches!(reason, Unreadable::NotABackup)
        } else {
            matches!(reason, Unreadable::Cut)
        };
        assert!(right, "{length}: {reason:?}");
    }
    assert!(!nothing.exists());
}

#[test]
fn a_changed_file_is_named() {
    let (_folder, archive) = backup(&[(DATABASE, b"rows"), ("media/a.webp", &[3; 700])]);
    let mut bytes = fs::read(&archive).expect("read");
    let content = bytes.windows(700).position(|window| window == [3; 700]).expect("the picture");
    bytes[content + 350] = 4;
    fs::write(&archive, bytes).expect("written");
    let reason = restored(&archive).expect_err("changed");
    assert_eq!(
        reason.sentence(Path::new("b.tar"), Path::new("data")),
        "Bản sao lưu b.tar đã bị hỏng hoặc bị sửa ở tệp media/a.webp."
    );
}

#[test]
fn what_is_no_backup_is_called_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("letter");
    let mut tar = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_size(4);
    tar.append_data(&mut header, DATABASE, &b"rows"[..]).expect("a tar");
    let letter = "Kính gửi ban biên tập. ".repeat(400).into_bytes();
    for content in [Vec::new(), letter, vec![0; 4096], tar.into_inner().expect("a tar")] {
        fs::write(&file, content).expect("written");
        assert!(matches!(restored(&file), Err(Unreadable::NotABackup)));
    }
    assert!(matches!(restored(folder.path()), Err(Unreadable::Read(_))), "a folder");
    assert!(matches!(restored(&folder.path().join("none")), Err(Unreadable::Read(_))), "nothing");
}

#[test]
fn a_file_that_changes_while_it_is_copied_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("trangnhat.toml");
    fs::write(&path, "counting = true").expect("written");
    for size in [14, 16] {
        let source = Source { name: "trangnhat.toml".into(), path: path.clone(), size };
        let archive = File::create(folder.path().join("backup.tar")).expect("a file");
        let refused = write(&archive, vec![source], NOW, |_, _| ());
        assert!(matches!(refused, Err(Unwritable::Moved(moved)) if moved == path), "{size}");
    }
}
