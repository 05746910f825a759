//! Database errors that people can do something about, as sentences.

use super::{DbError, dialect::Cause};
use sqlx::migrate::MigrateError;
use std::{
    fmt,
    path::{Path, PathBuf},
};

/// Why a database could not be opened.
#[derive(Debug)]
pub enum OpenError {
    /// The file does not exist.
    Missing(PathBuf),
    /// The file is no database, or damaged.
    NotADatabase(PathBuf),
    /// Another program has locked the database for longer than [`super::BUSY_TIMEOUT`].
    Locked(PathBuf),
    /// The tables were migrated by a newer version of this program.
    Newer(PathBuf),
    /// The SQLite in this program is too old.
    OldSqlite(String),
    /// [`super::copy`] could not write its copy.
    NotCopied(PathBuf, DbError),
    /// Anything else.
    Fault(PathBuf, DbError),
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(path) => write!(
                f,
                "Chưa có cơ sở dữ liệu {}: hãy nạp một gói nội dung bằng lệnh `trangnhat seed GÓI` trước.",
                path.display()
            ),
            Self::NotADatabase(path) => write!(
                f,
                "Tệp {} không phải là cơ sở dữ liệu của Trang Nhất, hoặc đã bị hỏng.",
                path.display()
            ),
            Self::Locked(path) => write!(
                f,
                "Một chương trình khác đang giữ cơ sở dữ liệu {}: hãy đóng chương trình đó rồi thử lại.",
                path.display()
            ),
            Self::Newer(path) => write!(
                f,
                "Cơ sở dữ liệu {} do một phiên bản Trang Nhất mới hơn tạo ra: hãy dùng phiên bản đó.",
                path.display()
            ),
            Self::OldSqlite(version) => {
                write!(f, "SQLite {version} có lỗi làm hỏng dữ liệu; cần phiên bản 3.51.3 trở lên.")
            }
            Self::NotCopied(path, fault) => {
                write!(f, "Không chép được cơ sở dữ liệu {}: {fault}.", path.display())
            }
            Self::Fault(path, fault) => write!(f, "Không mở được cơ sở dữ liệu {}: {fault}", path.display()),
        }
    }
}

impl std::error::Error for OpenError {}

/// Why the database in this file could not be opened or written, in words.
pub fn explain(path: &Path, fault: DbError) -> OpenError {
    let path = path.to_owned();
    match Cause::of(&fault) {
        Some(Cause::Locked) => return OpenError::Locked(path),
        Some(Cause::NotADatabase) => return OpenError::NotADatabase(path),
        _ => {}
    }
    match fault {
        DbError::Migrate(cause) => match *cause {
            MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..) => OpenError::Newer(path),
            MigrateError::Execute(fault) | MigrateError::ExecuteMigration(fault, _) => explain(&path, fault),
            other => OpenError::Fault(path, DbError::Migrate(Box::new(other))),
        },
        DbError::Configuration(cause) => match cause.downcast::<OpenError>() {
            Ok(error) => *error,
            Err(other) => OpenError::Fault(path, DbError::Configuration(other)),
        },
        other => OpenError::Fault(path, other),
    }
}

/// Why a write failed, as far as people can do something about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotWritten {
    /// The disk is full.
    Full,
    /// The disk cannot be written: it is read-only, or failing.
    ReadOnly,
    /// Another cause, which is in the log.
    Other,
}

impl NotWritten {
    /// The cause of a fault, for the person whose input was not stored.
    pub fn of(fault: &DbError) -> Self {
        match Cause::of(fault) {
            Some(Cause::Full) => Self::Full,
            Some(Cause::ReadOnly) => Self::ReadOnly,
            _ => Self::Other,
        }
    }

    /// The sentence for the person whose input was not stored.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Full => {
                "Ổ đĩa của máy chủ đã đầy nên chưa lưu được gì. Xin báo cho người quản lý máy chủ, rồi lưu lại sau khi ổ đĩa có chỗ trống."
            }
            Self::ReadOnly => {
                "Ổ đĩa của máy chủ đang không cho ghi nên chưa lưu được gì. Xin báo cho người quản lý máy chủ, rồi lưu lại sau."
            }
            Self::Other => {
                "Máy chủ gặp trục trặc nên chưa lưu được gì. Chúng tôi đã ghi lại sự cố; xin lưu lại sau ít phút."
            }
        }
    }
}
