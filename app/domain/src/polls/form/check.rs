//! Validation of the form.

use super::{CheckedOption, CheckedQuestion, MAX_OPTIONS, PollField, PollForm, Problem, QuestionForm, Terms};
use crate::{
    clock::{Timestamp, Zone},
    form::Problems,
    polls::{Hours, ResultsShown},
    site::is_safe_address,
};
use std::ops::{Range, RangeInclusive};

/// The longest question, in characters.
const MAX_QUESTION: usize = 300;
/// The fewest options.
const MIN_OPTIONS: usize = 2;
/// The longest option, in characters.
const MAX_LABEL: usize = 200;
/// The longest address of a link, in bytes.
const MAX_LINK: usize = 2_000;
/// The largest limit of ballots from one network within an hour.
const MAX_NETWORK: u32 = 1_000_000;
/// The range of opening and closing times: from 1990, before 2100.
const YEARS: Range<i64> = 631_152_000_000..4_102_444_800_000;

/// Fields that only polls have.
impl Problems<PollField> {
    fn link(&mut self, field: PollField, text: &str) -> Option<String> {
        let link = text.trim();
        if !link.is_empty() && (link.len() > MAX_LINK || !is_safe_address(link)) {
            self.add(field, "Liên kết phải bắt đầu bằng https://, http:// hoặc / (trang của mình).");
        }
        Some(link.to_owned()).filter(|link| !link.is_empty())
    }

    fn number(&mut self, field: PollField, text: &str, range: RangeInclusive<u32>) -> Option<u32> {
        let number = text.trim().parse().ok().filter(|number| range.contains(number));
        if number.is_none() {
            let (least, most) = range.into_inner();
            let sentence = if least == most {
                format!("Ở đây chỉ ghi được số {least}.")
            } else {
                format!("Xin ghi một số từ {least} đến {most}.")
            };
            self.add(field, sentence);
        }
        number
    }
}

impl QuestionForm {
    /// Validates question and options.
    ///
    /// # Errors
    /// All problems, field by field.
    pub fn check(&self) -> Result<CheckedQuestion, Vec<Problem>> {
        let mut on = Problems::none();
        let text = on.line(PollField::Question, &self.text, MAX_QUESTION);
        if text.is_empty() {
            on.add(PollField::Question, "Xin ghi câu hỏi.");
        }
        let options = self.options(&mut on);
        let many = options.len();
        if many < MIN_OPTIONS {
            on.add(PollField::Options, format!("Cần ít nhất {MIN_OPTIONS} phương án."));
        }
        if many > MAX_OPTIONS {
            on.add(
                PollField::Options,
                format!("Chỉ được có tối đa {MAX_OPTIONS} phương án; hiện có {many}."),
            );
        }
        // If options are missing, their number is no upper bound yet.
        let most = if many < MIN_OPTIONS { MAX_OPTIONS } else { many };
        let most = u32::try_from(most).unwrap_or(u32::MAX);
        let max_choices = on.number(PollField::MaxChoices, &self.max_choices, 1..=most).unwrap_or(most);
        let min_choices = on.number(PollField::MinChoices, &self.min_choices, 1..=max_choices).unwrap_or(1);
        on.done(CheckedQuestion { text, options, min_choices, max_choices })
    }

    fn options(&self, on: &mut Problems<PollField>) -> Vec<CheckedOption> {
        let mut options: Vec<CheckedOption> = Vec::new();
        for (row, typed) in self.options.iter().enumerate() {
            let label = on.line(PollField::Option(row), &typed.label, MAX_LABEL);
            let link = on.link(PollField::OptionLink(row), &typed.link);
            if label.is_empty() {
                if link.is_some() {
                    on.add(PollField::Option(row), "Xin ghi phương án cho liên kết này, hoặc xóa liên kết.");
                }
                continue;
            }
            // Texts that differ in case only are the same to people.
            let folded = label.to_lowercase();
            if options.iter().any(|other| other.label.to_lowercase() == folded) {
                on.add(PollField::Option(row), "Đã có phương án giống hệt ở một dòng trên.");
            }
            options.push(CheckedOption { id: typed.id.parse().ok(), label, link });
        }
        options
    }
}

impl PollForm {
    /// Validates the settings that may change while people vote. `stored` are the hours of the stored poll,
    /// if there is one: a time that was not changed keeps its milliseconds and may be in the past.
    ///
    /// # Errors
    /// All problems, field by field.
    pub fn check_terms(
        &self,
        zone: &Zone,
        now: Timestamp,
        stored: Option<Hours>,
    ) -> Result<Terms, Vec<Problem>> {
        let mut on = Problems::none();
        let link = on.link(PollField::Link, &self.link);
        let (opened, closed) = stored.map_or((None, None), |hours| (hours.opens, hours.closes));
        let opens = time(PollField::OpensAt, &self.opens_at, opened, zone, &mut on);
        let closes = time(PollField::ClosesAt, &self.closes_at, closed, zone, &mut on);
        let changed = closes.filter(|_| closes != closed);
        if let (Some(from), Some(until)) = (opens, closes)
            && until <= from
            && (opens, closes) != (opened, closed)
        {
            on.add(PollField::ClosesAt, "Giờ đóng phải ở sau giờ mở.");
        } else if changed.is_some_and(|closes| closes <= now) {
            // Otherwise ballots cast before the save could be later than the closing time.
            on.add(
                PollField::ClosesAt,
                "Giờ đóng này đã qua. Muốn đóng ngay, xin dùng nút “Đóng ngay” ở cuối trang.",
            );
        }
        let results = ResultsShown::read(&self.results);
        if results.is_none() {
            on.add(PollField::Results, "Lựa chọn này không có trong danh sách. Xin chọn lại.");
        }
        let network_limit = on.number(PollField::NetworkLimit, &self.network_limit, 0..=MAX_NETWORK);
        on.done(Terms {
            link,
            hours: Hours { opens, closes },
            results: results.unwrap_or(ResultsShown::AfterClosing),
            network_limit: network_limit.unwrap_or_default(),
        })
    }
}

fn time(
    field: PollField,
    text: &str,
    stored: Option<Timestamp>,
    zone: &Zone,
    on: &mut Problems<PollField>,
) -> Option<Timestamp> {
    let typed = text.trim();
    if typed.is_empty() {
        return None;
    }
    // A field has minutes only; the stored instant may have more, and an hour that occurs twice is two
    // instants.
    if stored.is_some_and(|stored| Some(zone.write_local(stored).as_str()) == typed.get(..16)) {
        return stored;
    }
    let read = zone.read_local(typed);
    match read {
        None => on.add(field, "Xin ghi ngày và giờ, ví dụ 2026-11-27T08:30."),
        Some(time) if !YEARS.contains(&time.0) => on.add(field, "Năm phải từ 1990 đến 2099."),
        Some(_) => {}
    }
    read
}
