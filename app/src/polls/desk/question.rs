//! The question and options in the form: fields before the first ballot, plain text after it.

use super::form_page::MORE_ROWS;
use crate::{desk::Control, routes::desk as addresses, server_only::ServerOnly};
use domain::{
    form::sentence,
    polls::{
        desk::DeskPoll,
        form::{MAX_OPTIONS, OptionRow, PollField, PollForm, Problem, QuestionForm},
    },
    statistics::grouped,
};
use leptos::prelude::*;

/// The initial number of rows.
const ROWS: usize = 6;
/// How many rows each press of the button adds.
pub const ROWS_AT_ONCE: usize = 6;

/// The field that holds the id of the option in a row, counted from 0.
pub fn id_name(row: usize) -> String {
    format!("ma-phuong-an-{}", row + 1)
}

/// A control with its problem.
pub(super) fn control(
    field: PollField,
    label: impl Into<String>,
    value: &str,
    problems: &[Problem],
) -> Control {
    Control::new(field.name(), label, value).problem(sentence(problems, field))
}

/// Fields for everything. `poll` has the votes of the previous site.
pub(super) fn editable(
    question: QuestionForm,
    poll: Option<&DeskPoll>,
    problems: &[Problem],
    action: &str,
) -> AnyView {
    let question = question.with_rows(ROWS);
    let rows: Vec<AnyView> = question
        .options
        .iter()
        .enumerate()
        .map(|(row, option)| option_row(row, option, poll, problems))
        .collect();
    let many = rows.len();
    let problem = sentence(problems, PollField::Options);
    let (hint_id, problem_id) =
        (format!("{}-goi-y", PollField::Options.name()), format!("{}-loi", PollField::Options.name()));
    let described = if problem.is_some() { format!("{hint_id} {problem_id}") } else { hint_id.clone() };
    let problem = problem.map(|problem| {
        view! { <p class="field__problem" id=problem_id>{problem}</p> }
    });
    let more = (many < MAX_OPTIONS).then(|| {
        let next = format!("{action}#{}", PollField::Option(many).name());
        view! {
            <button class="button button--quiet" type="submit" name=MORE_ROWS value="1" formaction=next formnovalidate>
                "Thêm dòng"
            </button>
        }
    });
    view! {
        {control(PollField::Question, "Câu hỏi", &question.text, problems).required().line()}
        <fieldset class="fieldset poll-rows" id=PollField::Options.name() aria-describedby=described>
            <legend class="field__label">"Các phương án"</legend>
            <p class="field__hint" id=hint_id>
                {format!("Từ 2 đến {MAX_OPTIONS} phương án, không trùng nhau. Dòng để trống được bỏ qua. Sau lá phiếu đầu tiên, câu hỏi và các phương án không đổi được nữa.")}
            </p>
            {problem}
            <ol class="poll-rows__list">{rows}</ol>
            {more}
        </fieldset>
        <fieldset class="fieldset poll-choices">
            <legend class="field__label">"Mỗi người chọn"</legend>
            {control(PollField::MinChoices, "Ít nhất", &question.min_choices, problems).input("number")}
            {control(PollField::MaxChoices, "Nhiều nhất", &question.max_choices, problems).input("number")}
        </fieldset>
    }
    .server_only()
}

fn option_row(row: usize, option: &OptionRow, poll: Option<&DeskPoll>, problems: &[Problem]) -> AnyView {
    let number = row + 1;
    let opening = poll
        .and_then(|poll| poll.options.iter().find(|known| known.id.to_string() == option.id))
        .map(|known| known.opening_votes)
        .filter(|opening| *opening > 0)
        .map(opening_words);
    let label = control(PollField::Option(row), format!("Phương án {number}"), &option.label, problems);
    let label = label.hint(opening.unwrap_or_default()).line();
    let link = control(
        PollField::OptionLink(row),
        format!("Liên kết của phương án {number}"),
        &option.link,
        problems,
    );
    view! {
        <li class="poll-rows__row">
            <input type="hidden" name=id_name(row) value=option.id.clone()/>
            {label}
            {link.line()}
        </li>
    }
    .server_only()
}

fn opening_words(opening: u32) -> String {
    format!("Có {} lượt từ trang cũ, giữ nguyên.", grouped(i64::from(opening)))
}

/// The question and the options of a poll that has ballots.
pub(super) fn settled(poll: &DeskPoll) -> AnyView {
    let voted = grouped(i64::from(poll.ballots));
    let why = format!(
        "Đã có {voted} người bình chọn, nên phần này không đổi được nữa: đổi câu hỏi là đổi lá phiếu của họ. Liên kết, thời gian, cách hiện kết quả và giới hạn mạng vẫn đổi được ở dưới."
    );
    read(poll, Some(why))
}

/// The question and the options as text; `why` says why they cannot be changed.
pub(super) fn read(poll: &DeskPoll, why: Option<String>) -> AnyView {
    let options = poll.options.iter().map(|option| {
        let opening =
            (option.opening_votes > 0).then(|| format!(" ({})", opening_words(option.opening_votes)));
        let link = option.link.clone().map(|href| {
            view! { " – " <a href=href.clone()>{href.clone()}</a> }
        });
        view! { <li>{option.label.clone()} {opening} {link}</li> }
    });
    let options = options.collect_view();
    view! {
        <section class="desk-part poll-settled" aria-labelledby="da-chot">
            <h2 id="da-chot">"Câu hỏi và phương án"</h2>
            {why.map(|why| view! { <p class="field__hint">{why}</p> })}
            <p class="poll-settled__question">{poll.question.clone()}</p>
            <ol>{options}</ol>
            <p>{choices_words(&poll.min_choices.to_string(), &poll.max_choices.to_string())}</p>
        </section>
    }
    .server_only()
}

fn choices_words(least: &str, most: &str) -> String {
    if least == most {
        format!("Mỗi người chọn {least} phương án.")
    } else {
        format!("Mỗi người chọn từ {least} đến {most} phương án.")
    }
}

/// What was typed too late, after the first ballot, with a button to use it for another poll.
pub(super) fn lost(poll: &DeskPoll, form: &PollForm) -> Option<AnyView> {
    let typed = form.question.as_ref().filter(|_| poll.ballots > 0)?;
    if typed.says_the_same(&poll.question_form()) {
        return None;
    }
    let rows = typed.options.iter().filter(|row| !row.label.is_empty() || !row.link.is_empty());
    let rows = rows.map(|row| {
        let link = (!row.link.is_empty()).then(|| format!(" – {}", row.link));
        view! { <li>{row.label.clone()} {link}</li> }
    });
    let rows = rows.collect_view();
    let carried = carried(typed, form).into_iter().map(|(name, value)| {
        view! { <input type="hidden" name=name value=value/> }
    });
    let carried = carried.collect_view();
    Some(
        view! {
            <section class="desk-part poll-lost" aria-labelledby="chua-luu">
                <h2 id="chua-luu">"Quý vị đã viết, chưa lưu được"</h2>
                <p class="poll-settled__question">{typed.text.clone()}</p>
                <ol>{rows}</ol>
                <p>{choices_words(&typed.min_choices, &typed.max_choices)}</p>
                <form method="post" action=addresses::NEW_POLL>
                    {carried}
                    <button class="button button--quiet" type="submit" name=MORE_ROWS value="1">
                        "Dùng nội dung này để tạo một cuộc bình chọn khác"
                    </button>
                </form>
            </section>
        }
        .server_only(),
    )
}

/// The fields of a form as typed, without the ids of options, which belong to their poll.
fn carried(question: &QuestionForm, form: &PollForm) -> Vec<(String, String)> {
    let rows = question.options.iter().enumerate().flat_map(|(row, option)| {
        [(PollField::Option(row), &option.label), (PollField::OptionLink(row), &option.link)]
    });
    [
        (PollField::Question, &question.text),
        (PollField::MinChoices, &question.min_choices),
        (PollField::MaxChoices, &question.max_choices),
        (PollField::Link, &form.link),
        (PollField::OpensAt, &form.opens_at),
        (PollField::ClosesAt, &form.closes_at),
        (PollField::Results, &form.results),
        (PollField::NetworkLimit, &form.network_limit),
    ]
    .into_iter()
    .chain(rows)
    .map(|(field, value)| (field.name(), value.clone()))
    .collect()
}
