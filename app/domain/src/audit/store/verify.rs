//! Verifying the whole log, from its first entry to its head.

use super::in_words;
use crate::{
    audit::entry::Content,
    chain::{BEGINNING, ChainHead, Hash, Stored, read_hash},
    db::{Db, DbError, boxed},
    statistics::grouped,
};
use sqlx::FromRow;
use std::fmt;

/// How many entries are read per query.
const PAGE: i64 = 1000;

/// A log without errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// The number of entries.
    pub entries: i64,
    /// The hash of the last entry. If written down with the number, it can show later whether the log up to
    /// there is unchanged.
    pub head: Hash,
}

/// The first error.
#[derive(Debug, PartialEq, Eq)]
pub enum Broken {
    /// A broken entry.
    Entry {
        /// Its number.
        sequence: i64,
        /// What is wrong with it, in Vietnamese.
        reason: String,
    },
    /// The number of entries differs from the head.
    Count {
        /// The number in the head.
        written: i64,
        /// The number of rows.
        counted: i64,
    },
    /// The hash of the last entry differs from the head.
    Head {
        /// Its number.
        sequence: i64,
    },
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entry { sequence, reason } => write!(f, "Nhật ký, mục số {sequence}: {reason}."),
            Self::Count { written, counted } => write!(
                f,
                "Nhật ký: số mục ghi {}, nhưng đếm lại được {}.",
                grouped(*written),
                grouped(*counted)
            ),
            Self::Head { sequence } => {
                write!(f, "Nhật ký, mục số {sequence}: không phải là mục cuối cùng đã được ghi.")
            }
        }
    }
}

#[derive(FromRow)]
struct Row {
    #[sqlx(flatten)]
    content: Content,
    previous: Vec<u8>,
    hash: Vec<u8>,
}

impl Row {
    fn stored(&self) -> Stored<'_> {
        let Content { sequence, at, .. } = self.content;
        Stored { sequence, at, previous: &self.previous, hash: &self.hash }
    }
}

/// Verifies the log in one read transaction; stops at the first error.
#[boxed]
pub async fn verify(db: &Db) -> Result<Result<Verified, Broken>, DbError> {
    let mut on = db.read().begin().await?;
    let head: Option<(i64, Vec<u8>)> =
        sqlx::query_as("select entries, hash from audit_head where id = 1").fetch_optional(&mut *on).await?;
    let mut end = ChainHead::START;
    // Below all numbers, so that entries with invalid numbers are found too.
    let mut after = i64::MIN;
    loop {
        let rows: Vec<Row> = sqlx::query_as(
            "select sequence, at, account_id, session_id, action, subject, subject_id, detail, previous, hash
             from audit_entries
             where sequence > $1
             order by sequence
             limit $2",
        )
        .bind(after)
        .bind(PAGE)
        .fetch_all(&mut *on)
        .await?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            after = row.content.sequence;
            if let Err(reason) = follow(&mut end, &row) {
                return Ok(Err(Broken::Entry { sequence: after, reason }));
            }
        }
    }
    let (written, head) = match head {
        Some((entries, hash)) => (entries, read_hash(&hash)?),
        None => (0, BEGINNING),
    };
    Ok(match end {
        ChainHead { sequence: counted, .. } if counted != written => Err(Broken::Count { written, counted }),
        ChainHead { sequence, hash, .. } if hash != head => Err(Broken::Head { sequence }),
        ChainHead { sequence: entries, hash: head, .. } => Ok(Verified { entries, head }),
    })
}

fn follow(end: &mut ChainHead, row: &Row) -> Result<(), String> {
    if !row.content.has_lines_only() {
        return Err("có ký tự xuống dòng, điều mà chương trình không bao giờ ghi".to_owned());
    }
    let hash = row.content.hash(&end.hash);
    end.follow(&row.stored(), hash).map_err(in_words)
}
