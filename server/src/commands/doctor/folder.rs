//! The data folder: owner, rights, and the space on its disk.

use super::finding::Finding;
use crate::{commands::restore::was_cut_off, config};
use rustix::{
    fs::{Access, StatVfsMountFlags, access, statvfs},
    process::geteuid,
};
use std::{
    fs, io,
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
};

const SUBJECT: &str = "Thư mục dữ liệu";
const DISK: &str = "Ổ đĩa";
/// With less space than this nothing can be saved soon, in bytes.
const FULL: u64 = 100 << 20;
/// With less space than this somebody should make room, in bytes.
const NEARLY_FULL: u64 = 1 << 30;
/// With fewer free files than this nothing can be saved soon.
const FEW_FILES: u64 = 1_000;

/// Owner and rights of the folder and of what is secret in it.
pub(super) fn check(data: &Path) -> Vec<Finding> {
    let shown = data.display();
    let found = match fs::metadata(data) {
        Ok(found) if found.is_dir() => found,
        Ok(_) => return vec![Finding::bad(SUBJECT, format!("{shown} không phải là thư mục."))],
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let sentence = format!("Không có thư mục {shown}. Xin kiểm tra lại --data hoặc TRANGNHAT_DATA.");
            return vec![Finding::bad(SUBJECT, sentence)];
        }
        Err(error) => return vec![Finding::bad(SUBJECT, format!("Không đọc được {shown}: {error}."))],
    };
    let mut findings = Vec::new();
    if was_cut_off(data) {
        let sentence = "Lần khôi phục trước bị dừng giữa chừng. Xin chạy lại `trangnhat restore TỆP`.";
        findings.push(Finding::bad(SUBJECT, sentence));
    }
    if access(data, Access::WRITE_OK | Access::EXEC_OK).is_err() {
        let sentence = format!(
            "Người dùng đang chạy lệnh này không ghi được vào {shown}. Xin giao thư mục cho người dùng chạy chương trình: chown -R."
        );
        findings.push(Finding::bad(SUBJECT, sentence));
    }
    let (owner, own) = (found.uid(), geteuid().as_raw());
    if owner != own {
        let sentence = format!(
            "Thư mục thuộc người dùng số {owner}, còn lệnh này chạy với người dùng số {own}. Xin chạy các lệnh bằng người dùng của \
             dịch vụ, để không tạo ra tệp mà dịch vụ không ghi được."
        );
        findings.push(Finding::attention(SUBJECT, sentence));
    }
    if found.permissions().mode() & 0o077 != 0 {
        let sentence =
            format!("Người dùng khác trên máy xem được {shown}. Xin đặt quyền 0700: chmod 700 {shown}");
        findings.push(Finding::attention(SUBJECT, sentence));
    }
    findings.extend(secrets(data).iter().filter_map(|file| check_secret(file, owner)));
    if findings.is_empty() {
        findings.push(Finding::good(SUBJECT, format!("{shown}, chỉ chủ thư mục vào được.")));
    }
    findings
}

/// The files that only their owner may read. Some of them may not exist.
fn secrets(data: &Path) -> Vec<PathBuf> {
    let database = config::database(data);
    let beside = |ending: &str| {
        let mut name = database.clone().into_os_string();
        name.push(ending);
        PathBuf::from(name)
    };
    vec![beside(""), beside("-wal"), beside("-shm"), config::visitors(data), config::networks(data)]
}

fn check_secret(file: &Path, owner: u32) -> Option<Finding> {
    let found = fs::metadata(file).ok()?;
    let shown = file.display();
    if found.uid() != owner {
        let sentence = format!(
            "{shown} thuộc người dùng số {}, khác với thư mục, nên chương trình có thể không ghi được. Xin chạy chown.",
            found.uid()
        );
        return Some(Finding::bad(SUBJECT, sentence));
    }
    (found.permissions().mode() & 0o077 != 0).then(|| {
        let sentence =
            format!("Người dùng khác trên máy đọc được {shown}. Xin đặt quyền 0600: chmod 600 {shown}");
        Finding::bad(SUBJECT, sentence)
    })
}

/// The space on the disk.
pub(super) fn check_disk(data: &Path) -> Vec<Finding> {
    let disk = match statvfs(data) {
        Ok(disk) => disk,
        Err(error) => return vec![Finding::attention(DISK, format!("Không hỏi được chỗ trống: {error}."))],
    };
    let left = disk.f_bavail.saturating_mul(disk.f_frsize);
    let takes = fs::metadata(config::database(data)).map_or(0, |file| file.len());
    let finding = if disk.f_flag.contains(StatVfsMountFlags::RDONLY) {
        Finding::bad(DISK, "Ổ đĩa đang ở chế độ chỉ đọc. Xin xem nhật ký của hệ điều hành rồi gắn lại ổ đĩa.")
    } else if disk.f_blocks == 0 {
        // Some network file systems report no size.
        Finding::good(DISK, "Hệ thống tệp không cho biết chỗ trống.")
    } else if left < FULL {
        Finding::bad(DISK, format!("Chỉ còn {}. Xin dọn ổ đĩa hoặc thêm chỗ.", size(left)))
    } else if disk.f_files > 0 && disk.f_favail < FEW_FILES {
        Finding::bad(DISK, format!("Chỉ còn tạo được {} tệp (inode). Xin dọn ổ đĩa.", disk.f_favail))
    } else if left < NEARLY_FULL || left < takes.saturating_mul(2) {
        let sentence = format!(
            "Còn {}, cơ sở dữ liệu {}. Sao lưu cần thêm chỗ cho một bản chép của cơ sở dữ liệu: xin thêm chỗ.",
            size(left),
            size(takes)
        );
        Finding::attention(DISK, sentence)
    } else {
        Finding::good(DISK, format!("Còn trống {}.", size(left)))
    };
    vec![finding]
}

/// A size in words, in the units of disks.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} KB", bytes.div_ceil(1_000)),
        1_000_000..1_000_000_000 => format!("{} MB", bytes / 1_000_000),
        _ => format!("{} GB", bytes / 1_000_000_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_words() {
        for (bytes, words) in
            [(0, "0 KB"), (1, "1 KB"), (999_999, "1000 KB"), (5_400_000, "5 MB"), (12_000_000_000, "12 GB")]
        {
            assert_eq!(size(bytes), words);
        }
    }
}
