//! The file as a package: a ZIP of parts (ECMA-376 part 2). Here are the limits on what is decompressed.

use super::{Limits, NotRead};
use flate2::read::DeflateDecoder;
use memchr::memmem;
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive};
use std::{collections::HashMap, io::Read};

/// The first bytes of the container of .doc and of encrypted documents (MS-CFB 2.2).
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// The name of the stream of an encrypted document (MS-OFFCRYPTO 2.3.4.4), in UTF-16.
const ENCRYPTED: &str = "EncryptedPackage";
const ZIP: &[u8] = b"PK\x03\x04";

/// A part of the package.
#[derive(Clone, Copy)]
struct Entry {
    place: ZipArchiveEntryWayfinder,
    method: CompressionMethod,
    encrypted: bool,
}

/// A document's parts, and how much of them was decompressed.
pub(super) struct Package<'a> {
    archive: ZipSliceArchive<&'a [u8]>,
    /// By name, in lower case (ECMA-376 part 2, 6.2.2.3).
    entries: HashMap<String, Entry>,
    limits: Limits,
    spent: u64,
}

impl<'a> Package<'a> {
    pub(super) fn open(file: &'a [u8], limits: Limits) -> Result<Self, NotRead> {
        if file.len() > limits.file {
            return Err(NotRead::TooLarge);
        }
        if file.starts_with(OLE) {
            let name: Vec<u8> = ENCRYPTED.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let encrypted = memmem::find(file, &name).is_some();
            return Err(if encrypted { NotRead::Encrypted } else { NotRead::OldWordFile });
        }
        if !file.starts_with(ZIP) {
            return Err(NotRead::NotAWordFile);
        }
        let archive = ZipArchive::from_slice(file).map_err(|_| NotRead::Broken)?;
        let mut entries = HashMap::new();
        let mut listed = archive.entries();
        while let Some(entry) = listed.next_entry().map_err(|_| NotRead::Broken)? {
            let path = entry.file_path();
            // Names of parts are ASCII; others are not looked for.
            let Ok(name) = str::from_utf8(path.as_ref()) else { continue };
            let (place, method) = (entry.wayfinder(), entry.compression_method());
            let encrypted = entry.flags().is_encrypted();
            entries.entry(part_name(name)).or_insert(Entry { place, method, encrypted });
        }
        Ok(Self { archive, entries, limits, spent: 0 })
    }

    /// A part in UTF-8. `None` if there is no such part.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, NotRead> {
        let Some(bytes) = self.bytes(name, self.limits.part)? else { return Ok(None) };
        match bytes.as_slice() {
            [0xff, 0xfe, rest @ ..] => utf_16(rest, u16::from_le_bytes),
            [0xfe, 0xff, rest @ ..] => utf_16(rest, u16::from_be_bytes),
            [0xef, 0xbb, 0xbf, rest @ ..] => {
                str::from_utf8(rest).map(str::to_owned).map_err(|_| NotRead::Broken)
            }
            _ => String::from_utf8(bytes).map_err(|_| NotRead::Broken),
        }
        .map(Some)
    }

    /// A picture. `None` if there is none, or if a limit does not allow it.
    pub(super) fn picture(&mut self, name: &str) -> Option<Vec<u8>> {
        self.bytes(name, self.limits.picture).ok().flatten()
    }

    /// A part, of at most this many bytes. Whatever is decompressed counts, even if it turns out to be too much.
    fn bytes(&mut self, name: &str, most: u64) -> Result<Option<Vec<u8>>, NotRead> {
        let Some(&Entry { place, method, encrypted }) = self.entries.get(&part_name(name)) else {
            return Ok(None);
        };
        if encrypted {
            return Err(NotRead::Encrypted);
        }
        let most = most.min(self.limits.total.saturating_sub(self.spent));
        if most == 0 {
            return Err(NotRead::TooLarge);
        }
        let entry = self.archive.get_entry(place).map_err(|_| NotRead::Broken)?;
        let mut bytes = Vec::new();
        // One byte more than allowed, so that too much shows.
        let result = if method == CompressionMethod::STORE {
            entry.verifying_reader(entry.data()).take(most.saturating_add(1)).read_to_end(&mut bytes)
        } else if method == CompressionMethod::DEFLATE {
            let inflated = DeflateDecoder::new(entry.data());
            entry.verifying_reader(inflated).take(most.saturating_add(1)).read_to_end(&mut bytes)
        } else {
            return Err(NotRead::Broken);
        };
        let length = bytes.len() as u64;
        self.spent = self.spent.saturating_add(length);
        if length > most {
            return Err(NotRead::TooLarge);
        }
        result.map_err(|_| NotRead::Broken)?;
        Ok(Some(bytes))
    }
}

/// Names are compared without their first slash and in lower case.
fn part_name(name: &str) -> String {
    name.trim_start_matches('/').to_ascii_lowercase()
}

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, NotRead> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let text: Result<String, _> = char::decode_utf16(pairs.iter().map(|&pair| unit(pair))).collect();
    text.ok().filter(|_| rest.is_empty()).ok_or(NotRead::Broken)
}
