//! The set-up form of a new site, as typed, and its check.

use super::settings::MAX_NAME;
use crate::{
    accounts::{Email, MAX_NAME as MAX_NAME_OF_PERSON, check_password, form::read_name},
    clock::zone_exists,
    form::{self, Problems},
};

/// A field of the form; the name is the one in HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SetupField {
    /// The name of the site.
    Site,
    /// The display name of the first administrator.
    Name,
    /// The address that the administrator signs in with.
    Email,
    /// The administrator's password.
    Password,
    /// The time zone of the site.
    Zone,
    /// What the site begins with.
    Contents,
}

impl SetupField {
    /// Its name in HTML.
    pub fn name(self) -> &'static str {
        match self {
            Self::Site => "ten-trang",
            Self::Name => "ten",
            Self::Email => "email",
            Self::Password => "mat-khau",
            Self::Zone => "mui-gio",
            Self::Contents => "noi-dung",
        }
    }
}

/// What is wrong with the form.
pub type Problem = form::Problem<SetupField>;

impl Problem {
    /// There is an account with this address already: somebody has made one before the site was set up.
    pub fn email_has_account() -> Self {
        Self {
            field: SetupField::Email, sentence: "Đã có tài khoản dùng địa chỉ này.".to_owned()
        }
    }
}

/// What a new site begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contents {
    /// The articles, pictures and menus of an invented association.
    Sample,
    /// One category and no article.
    Empty,
}

impl Contents {
    /// All of them, the one that is chosen at first before the other.
    pub const ALL: [Self; 2] = [Self::Sample, Self::Empty];

    /// Its name in HTML.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sample => "mau",
            Self::Empty => "trong",
        }
    }
}

/// The form, as typed, without the password, which is never shown again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetupForm {
    /// The name of the site.
    pub site: String,
    /// The display name of the first administrator.
    pub name: String,
    /// The address that the administrator signs in with.
    pub email: String,
    /// A time zone of the IANA database.
    pub zone: String,
    /// What the site begins with, by its name in HTML.
    pub contents: String,
}

/// As it is shown at first.
impl Default for SetupForm {
    fn default() -> Self {
        Self {
            site: String::new(),
            name: String::new(),
            email: String::new(),
            zone: "Asia/Ho_Chi_Minh".to_owned(),
            contents: Contents::Sample.as_str().to_owned(),
        }
    }
}

/// What the form says, checked, without the password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setup {
    /// The name of the site.
    pub site: String,
    /// The display name of the first administrator.
    pub name: String,
    /// The address that the administrator signs in with.
    pub email: Email,
    /// A time zone of the IANA database.
    pub zone: String,
    /// What the site begins with.
    pub contents: Contents,
}

impl SetupForm {
    /// Checks the fields and the password.
    ///
    /// # Errors
    /// All problems, field by field.
    pub fn check(&self, password: &str) -> Result<Setup, Vec<Problem>> {
        let mut problems = Problems::none();
        let site = problems.line(SetupField::Site, &self.site, MAX_NAME);
        if site.is_empty() {
            problems.add(SetupField::Site, "Trang web cần có tên.");
        }
        let name = read_name(&self.name);
        if name.is_none() {
            problems.add(SetupField::Name, format!("Tên cần có từ 1 đến {MAX_NAME_OF_PERSON} ký tự."));
        }
        let email: Result<Email, _> = self.email.parse();
        if let Err(reason) = &email {
            problems.add(SetupField::Email, reason.to_string());
        }
        let local = email.as_ref().map_or("", Email::local);
        if let Err(weak) = check_password(password, &[&site, &self.name, local]) {
            problems.add(SetupField::Password, weak.to_string());
        }
        let zone = self.zone.trim();
        if !zone_exists(zone) {
            problems.add(SetupField::Zone, "Không có múi giờ này. Ở Việt Nam, xin viết Asia/Ho_Chi_Minh.");
        }
        let contents = Contents::ALL.into_iter().find(|contents| contents.as_str() == self.contents);
        if contents.is_none() {
            problems.add(SetupField::Contents, "Xin chọn một trong hai.");
        }
        match (name, email, contents) {
            (Some(name), Ok(email), Some(contents)) => {
                problems.done(Setup { site, name, email, zone: zone.to_owned(), contents })
            }
            _ => Err(problems.all()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSWORD: &str = "bốn con mèo ngủ say";

    fn form() -> SetupForm {
        SetupForm {
            site: " Khuyến  học Lương Sen".into(),
            name: "Trần Lan ".into(),
            email: " Lan@Hoi.vn".into(),
            ..SetupForm::default()
        }
    }

    fn fields(form: &SetupForm, password: &str) -> Vec<SetupField> {
        form.check(password).expect_err("problems").into_iter().map(|problem| problem.field).collect()
    }

    #[test]
    fn a_form_is_read_as_it_is_meant() {
        let setup = form().check(PASSWORD).expect("a form without mistakes");
        assert_eq!((setup.site.as_str(), setup.name.as_str()), ("Khuyến học Lương Sen", "Trần Lan"));
        assert_eq!((setup.email.as_str(), setup.zone.as_str()), ("lan@hoi.vn", "Asia/Ho_Chi_Minh"));
        assert_eq!(setup.contents, Contents::Sample);
        let empty = SetupForm { contents: "trong".into(), ..form() };
        assert_eq!(empty.check(PASSWORD).map(|setup| setup.contents), Ok(Contents::Empty));
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let wrong = SetupForm {
            site: "\t".into(),
            name: " ".into(),
            email: "lan".into(),
            zone: "Asia/Saigon2".into(),
            contents: "x".into(),
        };
        let all = [
            SetupField::Site,
            SetupField::Name,
            SetupField::Email,
            SetupField::Password,
            SetupField::Zone,
            SetupField::Contents,
        ];
        assert_eq!(fields(&wrong, "ngắn"), all);
        assert_eq!(fields(&SetupForm { site: "ế".repeat(121), ..form() }, PASSWORD), [SetupField::Site]);
    }

    #[test]
    fn the_password_must_not_be_what_everybody_knows_of_the_site() {
        assert_eq!(fields(&form(), "Khuyến học Lương Sen 1"), [SetupField::Password]);
        assert_eq!(fields(&form(), "Trần Lan 12345"), [SetupField::Password]);
    }
}
