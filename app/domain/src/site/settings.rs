//! The settings form of administrators, as typed, and the check of what may be stored.

use super::{Operator, SearchEngines, misspelt::Misspelt};
use crate::{
    chain::{Hash, hexadecimal},
    form::{self, Problems},
    id::{PageId, PollId},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The longest name, in characters: it is part of the title of every page.
pub(super) const MAX_NAME: usize = 120;
/// The longest of the other lines, in characters.
const MAX_LINE: usize = 300;

/// A field of the form; the name is the one in HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SettingsField {
    /// The name of the site.
    Name,
    /// A sentence about it.
    Description,
    /// The organisation that is responsible for it.
    Operator,
    /// The person responsible for the content.
    Responsible,
    /// The postal address.
    Address,
    /// The telephone number.
    Phone,
    /// The e-mail address.
    Email,
    /// The licence or registration.
    Licence,
    /// The heading of the introduction.
    Introduction,
    /// The page that the introduction is the beginning of.
    IntroductionPage,
    /// The poll of the side column.
    Poll,
    /// Words that are often misspelt.
    Misspelt,
    /// Whether the site is hidden from search engines.
    Hidden,
    /// Whether programs that collect texts are refused.
    CollectorsRefused,
    /// Whether search engines are told of changes.
    Told,
}

impl SettingsField {
    /// Its name in HTML.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "ten",
            Self::Description => "mo-ta",
            Self::Operator => "co-quan",
            Self::Responsible => "chiu-trach-nhiem",
            Self::Address => "dia-chi",
            Self::Phone => "dien-thoai",
            Self::Email => "thu-dien-tu",
            Self::Licence => "giay-phep",
            Self::Introduction => "gioi-thieu",
            Self::IntroductionPage => "trang-gioi-thieu",
            Self::Poll => "binh-chon",
            Self::Misspelt => "hay-viet-sai",
            Self::Hidden => "an-voi-may-tim-kiem",
            Self::CollectorsRefused => "tu-choi-thu-thap",
            Self::Told => "bao-may-tim-kiem",
        }
    }
}

/// What is wrong with the form.
pub type Problem = form::Problem<SettingsField>;

impl Problem {
    /// The chosen poll does not exist.
    pub(super) fn no_such_poll() -> Self {
        let sentence = "Cuộc bình chọn này không có trong danh sách. Xin chọn lại.".to_owned();
        Self { field: SettingsField::Poll, sentence }
    }

    /// The chosen page does not exist.
    pub(super) fn no_such_page() -> Self {
        let sentence = "Trang này không có trong danh sách. Xin chọn lại.".to_owned();
        Self { field: SettingsField::IntroductionPage, sentence }
    }
}

/// Why a change of the site was refused. Nothing was stored.
pub type Refusal = form::Refusal<SettingsField, ChangedMeanwhile>;

/// Somebody else has changed the settings since the form was opened. They have a mark and no version, so it is
/// not known who or when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangedMeanwhile;

/// The settings that administrators can change, as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Its name.
    pub name: String,
    /// A sentence about it; may be empty.
    pub description: String,
    /// Who is responsible for it.
    pub operator: Operator,
    /// The heading of the introduction; empty where there is none.
    pub introduction: String,
    /// The page that it is the beginning of; `None`: the side column has no introduction.
    pub introduction_page: Option<PageId>,
    /// The poll of the side column; `None`: the open polls alternate.
    pub poll: Option<PollId>,
    /// Words that are often misspelt, as [`Misspelt::read`] reads them.
    pub misspelt: String,
    /// What search engines are told.
    pub search: SearchEngines,
}

impl Settings {
    /// A hash of the settings. The form sends it back, so that nobody overwrites changes that somebody else
    /// has saved meanwhile.
    pub fn mark(&self) -> String {
        // Text fields and a number can always be serialized.
        let hash: Hash = Sha256::digest(serde_json::to_vec(self).unwrap_or_default()).into();
        hexadecimal(&hash)
    }

    /// The form with its initial values.
    pub fn form(&self) -> SettingsForm {
        SettingsForm {
            name: self.name.clone(),
            description: self.description.clone(),
            operator: self.operator.clone(),
            introduction: self.introduction.clone(),
            introduction_page: self.introduction_page.map(|page| page.to_string()).unwrap_or_default(),
            poll: self.poll.map(|poll| poll.to_string()).unwrap_or_default(),
            misspelt: self.misspelt.clone(),
            search: self.search,
        }
    }
}

/// The form, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SettingsForm {
    /// Its name.
    pub name: String,
    /// A sentence about it.
    pub description: String,
    /// Who is responsible for it.
    pub operator: Operator,
    /// The heading of the introduction.
    pub introduction: String,
    /// The id of the page that it is the beginning of; empty for none.
    pub introduction_page: String,
    /// The id of the poll of the side column; empty: the open polls alternate.
    pub poll: String,
    /// Words that are often misspelt.
    pub misspelt: String,
    /// What search engines are told.
    pub search: SearchEngines,
}

impl SettingsForm {
    /// Checks the fields. Whether the poll exists is checked by the store.
    ///
    /// # Errors
    /// All problems, field by field.
    pub fn check(&self) -> Result<Settings, Vec<Problem>> {
        let mut problems = Problems::none();
        let name = problems.line(SettingsField::Name, &self.name, MAX_NAME);
        if name.is_empty() {
            problems.add(SettingsField::Name, "Trang web cần có tên.");
        }
        let mut line = |field, typed: &str, most| problems.line(field, typed, most);
        let settings = Settings {
            name,
            description: line(SettingsField::Description, &self.description, MAX_LINE),
            operator: Operator {
                name: line(SettingsField::Operator, &self.operator.name, MAX_LINE),
                address: line(SettingsField::Address, &self.operator.address, MAX_LINE),
                phone: line(SettingsField::Phone, &self.operator.phone, MAX_LINE),
                email: line(SettingsField::Email, &self.operator.email, MAX_LINE),
                responsible: line(SettingsField::Responsible, &self.operator.responsible, MAX_LINE),
                licence: line(SettingsField::Licence, &self.operator.licence, MAX_LINE),
            },
            introduction: line(SettingsField::Introduction, &self.introduction, MAX_NAME),
            introduction_page: self.introduction_page.parse().ok(),
            poll: self.poll.parse().ok(),
            misspelt: self.misspelt.trim().replace('\r', ""),
            search: self.search,
        };
        if settings.introduction_page.is_none() && !self.introduction_page.is_empty() {
            problems.push(Problem::no_such_page());
        }
        if settings.introduction_page.is_some() && settings.introduction.is_empty() {
            problems.add(SettingsField::Introduction, "Phần giới thiệu ở cột bên cần có tiêu đề.");
        }
        if settings.poll.is_none() && !self.poll.is_empty() {
            problems.push(Problem::no_such_poll());
        }
        if settings.search.hidden && settings.search.told {
            problems.add(
                SettingsField::Told,
                "Trang web đang ẩn với máy tìm kiếm thì không có gì để báo. Xin bỏ một trong hai lựa chọn.",
            );
        }
        if let Err(sentence) = Misspelt::read(&settings.misspelt) {
            problems.add(SettingsField::Misspelt, sentence);
        }
        problems.done(settings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> SettingsForm {
        let operator = Operator { name: "Hội\r\nKhuyến học".into(), ..Operator::default() };
        SettingsForm {
            name: " Khuyến  học ".into(), operator, poll: "3".into(), ..SettingsForm::default()
        }
    }

    #[test]
    fn texts_are_lines() {
        let settings = form().check().expect("a form without mistakes");
        assert_eq!(
            (settings.name.as_str(), settings.operator.name.as_str()),
            ("Khuyến học", "Hội Khuyến học")
        );
        assert_eq!(settings.poll, Some(PollId(3)));
        assert_eq!(settings.form().check(), Ok(settings.clone()), "what is stored may be saved again");
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let wrong = SettingsForm {
            name: "\t".into(),
            description: "ế".repeat(301),
            poll: "x".into(),
            misspelt: "một chữ".into(),
            search: SearchEngines { hidden: true, told: true, ..SearchEngines::default() },
            ..form()
        };
        let fields: Vec<SettingsField> =
            wrong.check().expect_err("mistakes").into_iter().map(|problem| problem.field).collect();
        assert_eq!(
            fields,
            [
                SettingsField::Name,
                SettingsField::Description,
                SettingsField::Poll,
                SettingsField::Told,
                SettingsField::Misspelt
            ]
        );
    }

    #[test]
    fn every_change_has_another_mark() {
        let settings = form().check().expect("a form without mistakes");
        assert_eq!(settings.mark(), settings.clone().mark());
        let hidden = SearchEngines { hidden: true, ..settings.search };
        for other in
            [Settings { poll: None, ..settings.clone() }, Settings { search: hidden, ..settings.clone() }]
        {
            assert_ne!(settings.mark(), other.mark());
        }
    }
}
