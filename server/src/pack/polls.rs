//! The polls of a pack.

use super::{
    PackError, PackPoll,
    document::Document,
    reader::{UNSAFE_ADDRESS, filled, slug},
    site_file::{Poll, PollOption},
};
use domain::{
    clock::Timestamp,
    polls::store::{NewOption, NewPoll},
    site::is_safe_address,
};
use toml::Spanned;

/// The most options of a poll.
const MAX_OPTIONS: usize = 100;
const MINUTE: i64 = 60_000;

pub(super) fn read_polls(file: &Document, polls: &[Poll]) -> Result<Vec<PackPoll>, PackError> {
    let mut read: Vec<PackPoll> = Vec::new();
    for poll in polls {
        let key = poll.key.as_ref().map(|key| slug(file, key)).transpose()?;
        if let Some(written) = poll.key.as_ref().filter(|_| read.iter().any(|other| other.key == key)) {
            return Err(file.wrong(written, "đã có cuộc bình chọn khác mang key này"));
        }
        if poll.side && read.iter().any(|other| other.side) {
            return Err(file.wrong(&poll.question, "chỉ một cuộc bình chọn được đặt side = true"));
        }
        read.push(PackPoll { key, side: poll.side, new: read_poll(file, poll)? });
    }
    Ok(read)
}

fn read_poll(file: &Document, poll: &Poll) -> Result<NewPoll, PackError> {
    filled(file, &poll.question)?;
    let options: Vec<NewOption> = poll.options.iter().map(read_option).collect();
    let many = options.len();
    if !(2..=MAX_OPTIONS).contains(&many) || options.iter().any(|option| option.label.trim().is_empty()) {
        let reason =
            format!("cuộc bình chọn cần từ 2 đến {MAX_OPTIONS} phương án, không phương án nào để trống");
        return Err(file.wrong(&poll.question, reason));
    }
    if options.iter().filter_map(|option| option.link.as_ref()).any(|link| !is_safe_address(link)) {
        return Err(file
            .wrong(&poll.question, format!("liên kết của một phương án không dùng được: {UNSAFE_ADDRESS}")));
    }
    if let Some(link) = poll.link.as_ref().filter(|link| !is_safe_address(link.get_ref())) {
        return Err(file.wrong(link, UNSAFE_ADDRESS));
    }
    let (min_choices, max_choices) = (*poll.min_choices.get_ref(), *poll.max_choices.get_ref());
    if max_choices == 0 || max_choices as usize > many {
        return Err(file.wrong(&poll.max_choices, format!("max_choices phải từ 1 đến {many}")));
    }
    if !(1..=max_choices).contains(&min_choices) {
        let reason = match max_choices {
            1 => "min_choices phải là 1".to_owned(),
            _ => format!("min_choices phải từ 1 đến {max_choices}"),
        };
        return Err(file.wrong(&poll.min_choices, reason));
    }
    let opens_at = poll.opens_at.as_ref().map(|written| read_minute(file, written)).transpose()?;
    let closes_at = poll.closes_at.as_ref().map(|written| read_minute(file, written)).transpose()?;
    if let (Some(opens), Some(closes), Some(written)) = (opens_at, closes_at, &poll.closes_at)
        && closes <= opens
    {
        return Err(file.wrong(written, "closes_at phải sau opens_at"));
    }
    Ok(NewPoll {
        question: poll.question.get_ref().clone(),
        link: poll.link.as_ref().map(|link| link.get_ref().clone()),
        options,
        min_choices,
        max_choices,
        opens_at,
        closes_at,
        results: poll.results,
        network_limit: poll.network_limit,
    })
}

fn read_option(option: &PollOption) -> NewOption {
    match option {
        PollOption::Label(label) => NewOption { label: label.clone(), link: None, opening_votes: 0 },
        PollOption::Full(full) => NewOption {
            label: full.label.clone(),
            link: full.link.clone(),
            opening_votes: full.opening_votes,
        },
    }
}

/// A time at a whole minute: polls open and close on the minute.
fn read_minute(file: &Document, written: &Spanned<String>) -> Result<Timestamp, PackError> {
    let instant =
        Timestamp::parse(written.get_ref()).filter(|instant| instant.0 > 0 && instant.0 % MINUTE == 0);
    instant.ok_or_else(|| {
        let reason =
            format!("{} viết sai, cần một phút tròn, dạng 2026-12-01T08:00:00+07:00", written.get_ref());
        file.wrong(written, reason)
    })
}
