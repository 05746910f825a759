//! When readers see an article, and the date shown on it: how a save sets both.

use super::write::Current;
use crate::{
    clock::Timestamp,
    editing::{ArticleField, NotSaved, Problem, Refusal},
    scope::Editing,
};

/// The button with which an article was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// The state stays.
    Keep,
    /// Publish at the time that was typed, or at once.
    Publish,
    /// Publish at once.
    PublishNow,
    /// Keep it visible; the time in the future is only the date shown.
    KeepShown,
    /// Hide it until the time in the future.
    TakeDown,
}

/// The time field.
pub(super) struct TypedTime<'a> {
    pub(super) time: Option<Timestamp>,
    pub(super) text: &'a str,
}

/// The stored times of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Times {
    /// From when readers see it, once it is published.
    pub(super) published_at: Timestamp,
    /// The date shown on it, if that is another one.
    pub(super) written_at: Option<Timestamp>,
    /// Whether somebody chose `published_at`.
    pub(super) dated: bool,
}

/// The times after a save. A visible article is never hidden without a confirmation.
pub(super) fn times(
    editing: &Editing,
    current: Option<&Current>,
    typed: &TypedTime<'_>,
    wish: Wish,
) -> Result<Times, Refusal> {
    let (zone, now) = (&editing.zone, editing.now);
    let chosen = |published_at| Times { published_at, written_at: None, dated: true };
    let Some(current) = current else {
        return Ok(draft(typed, now, wish));
    };
    // The field has minutes only: an unchanged time keeps its seconds.
    let time = match typed.time {
        Some(_) if zone.write_local(current.published_at) == typed.text => Some(current.published_at),
        time => time,
    };
    let typed = TypedTime { time, ..*typed };
    if !current.published {
        let kept = typed.time.is_none() && wish != Wish::PublishNow;
        let draft = draft(&typed, now, wish);
        return Ok(if kept { Times { published_at: current.published_at, ..draft } } else { draft });
    }
    let ahead = typed.time.filter(|time| *time > now);
    match (current.is_seen(now), ahead, wish) {
        (_, None, Wish::PublishNow) => Ok(chosen(typed.time.unwrap_or(now))),
        (_, Some(_), Wish::PublishNow) => Ok(chosen(now)),
        (false, Some(time), _) => Ok(chosen(time)),
        (false, None, _) => Err(unscheduled(typed.time.is_none())),
        // The date that was shown before.
        (true, Some(time), _) if Some(time) == current.written_at => {
            Ok(Times { published_at: current.published_at, written_at: Some(time), dated: true })
        }
        (true, Some(time), Wish::KeepShown) => {
            Ok(Times { published_at: current.published_at, written_at: Some(time), dated: true })
        }
        (true, Some(time), Wish::TakeDown) => Ok(chosen(time)),
        (true, Some(time), _) => Err(Refusal::Own(NotSaved::WouldVanish(time))),
        (true, None, _) => Ok(chosen(typed.time.unwrap_or(current.published_at))),
    }
}

/// The times of an article that is a draft before the save.
fn draft(typed: &TypedTime<'_>, now: Timestamp, wish: Wish) -> Times {
    let time = match wish {
        Wish::PublishNow => typed.time.filter(|time| *time <= now),
        _ => typed.time,
    };
    Times { published_at: time.unwrap_or(now), written_at: None, dated: time.is_some() }
}

/// A scheduled article was saved without a time in the future.
fn unscheduled(empty: bool) -> Refusal {
    let sentence = if empty {
        "Bài đang hẹn giờ nên cần có giờ đăng. Muốn bạn đọc thấy ngay, xin bấm “Lưu và đăng ngay”."
    } else {
        "Giờ này đã qua. Xin chọn giờ sau bây giờ; muốn bạn đọc thấy ngay, xin bấm “Lưu và đăng ngay”."
    };
    Refusal::Problems(vec![Problem { field: ArticleField::PublishedAt, sentence: sentence.to_owned() }])
}
