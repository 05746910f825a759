//! When readers see an article, and which time stands on it: what a save makes of both.

use super::write::Current;
use crate::{
    clock::Timestamp,
    editing::{Field, Problem, Refusal, WouldVanish},
    scope::Editing,
};

/// What the button said with which an article was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// The article stays in its state.
    Keep,
    /// Readers see it from the time that was typed on, or at once.
    Publish,
    /// Readers see it at once.
    PublishNow,
    /// Readers go on seeing it; the time in the future only stands on it.
    KeepShown,
    /// Readers no longer see it until the time in the future.
    TakeDown,
}

/// The time as it was typed.
pub(super) struct TypedTime<'a> {
    pub(super) time: Option<Timestamp>,
    pub(super) text: &'a str,
}

/// What is stored of the times of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Times {
    /// Readers see it from then on, once it is published.
    pub(super) published_at: Timestamp,
    /// The time that stands on it, where it is another one.
    pub(super) written_at: Option<Timestamp>,
    /// Whether `published_at` was chosen.
    pub(super) dated: bool,
}

/// The times that a save gives an article; an article that readers see never leaves them unasked.
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
    // The form knows minutes only: a time that nobody touched keeps its seconds.
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
        // What was written on it before.
        (true, Some(time), _) if Some(time) == current.written_at => {
            Ok(Times { published_at: current.published_at, written_at: Some(time), dated: true })
        }
        (true, Some(time), Wish::KeepShown) => {
            Ok(Times { published_at: current.published_at, written_at: Some(time), dated: true })
        }
        (true, Some(time), Wish::TakeDown) => Ok(chosen(time)),
        (true, Some(time), _) => Err(Refusal::Own(WouldVanish(time))),
        (true, None, _) => Ok(chosen(typed.time.unwrap_or(current.published_at))),
    }
}

/// The times of what is no more than a draft before it is saved.
fn draft(typed: &TypedTime<'_>, now: Timestamp, wish: Wish) -> Times {
    let time = match wish {
        Wish::PublishNow => typed.time.filter(|time| *time <= now),
        _ => typed.time,
    };
    Times { published_at: time.unwrap_or(now), written_at: None, dated: time.is_some() }
}

/// A scheduled article is saved without a time to come.
fn unscheduled(empty: bool) -> Refusal {
    let sentence = if empty {
        "Bài đang hẹn giờ nên cần có giờ đăng. Muốn bạn đọc thấy ngay, xin bấm “Lưu và đăng ngay”."
    } else {
        "Giờ này đã qua. Xin chọn giờ sau bây giờ; muốn bạn đọc thấy ngay, xin bấm “Lưu và đăng ngay”."
    };
    Refusal::Problems(vec![Problem { field: Field::PublishedAt, sentence: sentence.to_owned() }])
}
