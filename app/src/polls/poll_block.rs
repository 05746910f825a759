//! A poll: the options, the result behind them, and the reader's own vote. It works as a plain form; once
//! hydrated, it votes in place and is updated while others vote.
//!
//! All changing state is in one signal ([`PollState`]) and rendered by one function: each further closure in
//! a view enlarges the wasm as much as a page of text.

use super::{
    calls::{VoteAnswer, cast_ballot},
    open_polls::{OpenPoll, OpenPolls, PollState},
    place::{Place, Refused},
};
use crate::{
    error::AppError,
    event_stream::{Connection, EventStream},
    routes,
    server_only::as_html,
    ui::{at_once::Erase, dom},
};
use domain::{
    clock::Moment,
    id::{OptionId, PollId},
    polls::{BallotPaper, Phase, Poll, PollOption, ResultsShown, Tally, live_topic},
    site::is_file_address,
    statistics::grouped,
};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use std::sync::Arc;

/// The fixed data of a poll on a page.
struct Sheet {
    poll: Poll,
    opens: Option<Moment>,
    closes: Option<Moment>,
    results: ResultsShown,
    place: Place,
    /// The prefix of ids in this block.
    part: String,
}

/// Draws a poll.
#[component]
pub fn PollBlock(
    /// Question, standing, and this reader's ballot.
    paper: BallotPaper,
    /// Where it is shown.
    place: Place,
    /// A vote that has just been refused.
    #[prop(optional_no_strip)]
    refused: Option<Refused>,
) -> impl IntoView {
    let polls = expect_context::<OpenPolls>();
    let (open, found) = polls.of(&paper, refused, place == Place::Page);
    let events = expect_context::<EventStream>();
    let BallotPaper { poll, opens, closes, results, standing, .. } = paper;
    let id = poll.id;
    // Closed polls do not change.
    if standing.phase != Phase::Closed {
        events.watch(live_topic(id), found);
    }
    let part = routes::poll_part(id, place);
    let sheet = Arc::new(Sheet { poll, opens, closes, results, place, part });
    (move || as_html(open.with(|state| render(&sheet, state, &open, (polls, events))))).erased()
}

fn render(
    sheet: &Arc<Sheet>,
    state: &PollState,
    open: &OpenPoll,
    (polls, events): (OpenPolls, EventStream),
) -> impl IntoView + use<> {
    let Sheet { poll, results, place, part, .. } = &**sheet;
    let (id, place) = (poll.id, *place);
    let phase = state.standing.phase;
    let tally = state.standing.tally.as_ref();
    let own = state.pending.as_ref().or(state.own.as_ref().map(|own| &own.choices));
    let may_vote = place != Place::Framed && phase == Phase::Open && own.is_none();
    let rows = poll.options.iter().enumerate().map(|(row, option)| {
        let chosen = own.is_some_and(|own| own.contains(&option.id));
        let kind = if poll.max_choices > 1 { "checkbox" } else { "radio" };
        let input = may_vote.then(|| (kind, state.ticked.contains(&option.id)));
        let count =
            tally.and_then(|tally| tally.options.get(row).map(|count| (count.all(), tally.share(*count))));
        option_row(option, input, chosen, count, place)
    });
    let rows: Vec<_> = rows.collect();
    let submit = {
        let (sheet, open) = (Arc::clone(sheet), open.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            send(&sheet, open.clone(), (polls, events));
        }
    };
    let touch = move |_| {
        if may_vote {
            // An empty vote, to get the key.
            polls.ask_for_key(|| {
                spawn_local(async move {
                    drop(cast_ballot(id, Vec::new()).await);
                    polls.key_answered();
                });
            });
        }
    };
    let class = match place {
        Place::Page => "block poll poll--page",
        Place::Side | Place::Body | Place::Framed => "block poll",
    };
    let legend = if place == Place::Page { "visually-hidden" } else { "poll__question" };
    let hint = may_vote.then(|| hint(poll)).filter(|hint| !hint.is_empty());
    let (message, receipt) = message(state);
    let said = match (state.sentence.is_some(), message.is_empty()) {
        (true, _) => "poll__message poll__message--refused",
        (false, false) => "poll__message poll__message--told",
        (false, true) => "poll__message",
    };
    let live = (phase != Phase::Closed).then(|| live_mark(events.connection())).flatten();
    let told = format!("{part}-tin");
    let hours = hours(phase, &sheet.opens, &sheet.closes);
    // Without JavaScript, the browser scrolls to the message about the vote; a refused vote is shown on the
    // poll's own page.
    let action = format!("{}#{}-tin", routes::poll(id), routes::poll_part(id, Place::Page));
    view! {
        <section class=class id=part.clone() aria-labelledby=format!("{part}-hoi") on:focusin=touch>
            {(place == Place::Side).then(|| view! { <h2 class="block__heading">"Bình chọn"</h2> })}
            {(place == Place::Framed).then(|| view! { <h1 class="block__heading">"Bình chọn"</h1> })}
            <p class=said role="status" id=told.clone() tabindex="-1">
                {message}
                <code class="poll__receipt">{receipt}</code>
            </p>
            <form class="poll__form" id=format!("{part}-phieu") method="post" action=action on:submit=submit>
                // The anchor to return to without JavaScript.
                <input type="hidden" name="noi" value=told.clone()/>
                <fieldset class="poll__options" aria-describedby=told.clone()>
                    <legend class=legend id=format!("{part}-hoi")>{poll.question.clone()}</legend>
                    {more(poll.link.clone(), "Tìm hiểu thêm", place)}
                    {hint.map(|hint| view! { <p class="poll__hint">{hint}</p> })}
                    {rows}
                </fieldset>
                {may_vote.then(|| view! { <button class="button poll__send" type="submit">"Bình chọn"</button> })}
            </form>
            <p class="poll__state">
                <span class="poll__voters">{tally.map_or_else(|| hidden_result(*results, phase), voters)}</span>
                <span>{format!(" {} ", hours.as_deref().unwrap_or("Đang mở"))}</span>
                {live.map(|(class, word)| view! { <span class=class>{word}</span> })}
            </p>
            {ways(id, place)}
        </section>
    }
}

/// An option: its row, with the result behind it if it may be seen. `input` is the type of its input and
/// whether it is checked, if voting is possible; `count` its votes and its share in thousandths. Adjacent
/// texts end in a space, for browsers without style sheets.
fn option_row(
    option: &PollOption,
    input: Option<(&'static str, bool)>,
    chosen: bool,
    count: Option<(u32, u32)>,
    place: Place,
) -> impl IntoView + use<> {
    let count = count.map(|(votes, share)| {
        let text = format!("{} · {} %", grouped(i64::from(votes)), (share + 5) / 10);
        (share, text)
    });
    let share = count.as_ref().map_or(0, |(share, _)| *share);
    let value = option.id.to_string();
    view! {
        <div class="poll__row" class:poll__row--own=chosen>
            <svg class="poll__bar" viewBox="0 0 1000 1" preserveAspectRatio="none" aria-hidden="true">
                <rect height="1" width=share></rect>
            </svg>
            <label class="poll__option">
                {input.map(|(kind, ticked)| view! {
                    <input class="poll__input" type=kind name="option" value=value checked=ticked/>
                })}
                <span class="poll__label">
                    {format!("{} ", option.label)}
                    {chosen.then(|| view! { <span class="poll__own">"Lựa chọn của quý vị "</span> })}
                </span>
            </label>
            {more(option.link.clone(), "Tìm hiểu ", place)}
            {count.map(|(_, text)| view! { <span class="poll__count">{text}</span> })}
        </div>
    }
}

/// A link to more information. In an embedded poll, links must not open in the frame.
fn more(link: Option<String>, label: &'static str, place: Place) -> impl IntoView {
    link.map(|href| {
        let target = (place == Place::Framed).then_some("_blank");
        let relation = if is_file_address(&href) { "external" } else { "noopener" };
        view! { <a class="poll__more" href=href target=target rel=relation>{label}</a> }
    })
}

/// Links to the poll's page and to the list of polls.
fn ways(id: PollId, place: Place) -> impl IntoView {
    let framed = place == Place::Framed;
    let (label, class) =
        if framed { ("Bình chọn", "button") } else { ("Xem kết quả chi tiết ", "") };
    let target = framed.then_some("_blank");
    let others = !framed;
    (place != Place::Page).then(|| {
        view! {
            <p class="poll__ways">
                <a class=class href=routes::poll(id) target=target rel=target.map(|_| "noopener")>{label}</a>
                {others.then(|| view! { <a href=routes::POLLS>"Các cuộc bình chọn khác"</a> })}
            </p>
        }
    })
}

/// Shows the choice at once, and reverts it if the vote is refused.
fn send(sheet: &Sheet, open: OpenPoll, (polls, events): (OpenPolls, EventStream)) {
    let ticked = dom::values(&format!("#{}-phieu input:checked", sheet.part));
    let choices: Vec<OptionId> = ticked.iter().filter_map(|value| value.parse().ok()).collect();
    let (id, message) = (sheet.poll.id, format!("#{}-tin", sheet.part));
    open.update(|state| {
        state.sentence = None;
        state.ticked.clone_from(&choices);
        state.pending = Some(choices.clone());
    });
    polls.with_key(move || {
        spawn_local(async move {
            let mut answer = cast_ballot(id, choices.clone()).await;
            if matches!(answer, Ok(VoteAnswer { needs_key: true, .. })) {
                answer = cast_ballot(id, choices).await;
            }
            answered((id, open), answer, (polls, events));
            // The button may be gone: focus the message about the vote.
            request_animation_frame(move || dom::focus(&message));
        });
    });
}

/// Handles the answer to a vote.
fn answered(
    (id, open): (PollId, OpenPoll),
    answer: Result<VoteAnswer, AppError>,
    (polls, events): (OpenPolls, EventStream),
) {
    let mut counted = false;
    open.update(|state| {
        state.pending = None;
        match answer {
            Ok(answer) => {
                counted = answer.own.is_some();
                state.sentence = answer.sentence;
                state.own = answer.own.or(state.own.take());
                if let Some(standing) = answer.standing {
                    state.standing = standing;
                }
            }
            Err(error) => state.sentence = Some(error.sentence().to_owned()),
        }
    });
    if counted {
        polls.renew_report(id, open, 0);
        events.reopen();
    }
}

/// The message about the vote, and the receipt.
fn message(state: &PollState) -> (String, String) {
    if let Some(sentence) = &state.sentence {
        return (sentence.clone(), String::new());
    }
    match (&state.own, &state.pending) {
        (_, Some(_)) => ("Đang gửi lá phiếu…".to_owned(), String::new()),
        (Some(own), _) => {
            let thanks =
                format!("Cảm ơn quý vị đã bình chọn lúc {}. Xin giữ mã phiếu để tra cứu: ", own.cast.words);
            (thanks, own.receipt.clone())
        }
        (None, None) => (String::new(), String::new()),
    }
}

/// Whether the poll is updated live.
fn live_mark(connection: Connection) -> Option<(&'static str, &'static str)> {
    match connection {
        Connection::Off => None,
        Connection::On => Some(("poll__live", "trực tiếp")),
        Connection::Broken => Some(("poll__live poll__live--broken", "đang nối lại…")),
    }
}

/// The next opening or closing time, or the last one.
pub(super) fn hours(phase: Phase, opens: &Option<Moment>, closes: &Option<Moment>) -> Option<String> {
    let (words, moment) = match phase {
        Phase::Upcoming => ("Mở lúc", opens),
        Phase::Open => ("Đóng lúc", closes),
        Phase::Closed => ("Đã đóng lúc", closes),
    };
    moment.as_ref().map(|moment| format!("{words} {}", moment.words))
}

pub(super) fn voters(tally: &Tally) -> String {
    voters_words(tally.voters, tally.opening())
}

/// How many people have voted, and how many votes the old site had counted.
pub(super) fn voters_words(people: u32, opening: u32) -> String {
    let words = format!("{} người đã bình chọn", grouped(i64::from(people)));
    let before = format!("{} lượt từ trang cũ", grouped(i64::from(opening)));
    match (people, opening) {
        (_, 0) => words,
        (0, _) => before,
        (_, _) => format!("{words}, thêm {before}"),
    }
}

/// How many options may be chosen, unless it is exactly one.
fn hint(poll: &Poll) -> String {
    match (poll.min_choices, poll.max_choices) {
        (_, 1) => String::new(),
        (1, most) => format!("Chọn nhiều nhất {most} phương án"),
        (least, most) if least == most => format!("Chọn đúng {least} phương án"),
        (least, most) => format!("Chọn từ {least} đến {most} phương án"),
    }
}

/// Why the result is not shown.
fn hidden_result(results: ResultsShown, phase: Phase) -> String {
    let reason = match (results, phase) {
        (_, Phase::Upcoming) => "Chưa mở bình chọn.",
        (ResultsShown::AfterVoting, _) => "Kết quả hiện ra sau khi quý vị bình chọn.",
        _ => "Kết quả được công bố khi cuộc bình chọn đóng.",
    };
    reason.to_owned()
}
