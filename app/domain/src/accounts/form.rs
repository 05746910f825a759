//! The account form of administrators, as typed, and the check of what may be stored.

use super::{Email, MAX_NAME, NotAnEmail, Role, store::AccountChange};
use crate::{
    form::{self, Problems},
    id::CategoryId,
    text::one_line,
};

/// A field of the form; the name is the one in HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AccountField {
    /// The display name of the owner.
    Name,
    /// The address the owner signs in with.
    Email,
    /// The role.
    Role,
    /// The categories that an editor is limited to.
    Categories,
}

impl AccountField {
    /// Its name in HTML.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "ten",
            Self::Email => "email",
            Self::Role => "vai-tro",
            Self::Categories => "chuyen-muc",
        }
    }
}

/// What is wrong with the form.
pub type Problem = form::Problem<AccountField>;

impl Problem {
    /// Another account has this address already.
    pub fn email_taken() -> Self {
        Self {
            field: AccountField::Email, sentence: "Đã có tài khoản dùng địa chỉ này.".to_owned()
        }
    }

    /// A category does not exist, or no longer.
    pub fn category_gone() -> Self {
        let sentence = "Chuyên mục đã chọn không còn nữa. Xin chọn lại.".to_owned();
        Self { field: AccountField::Categories, sentence }
    }
}

/// Why a change of an account was refused. Nothing was stored.
pub type Refusal = form::Refusal<AccountField, AccountRule>;

/// What a change of an account must not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountRule {
    /// Nobody would be left who can do what administrators do.
    LastAdministrator,
    /// Nobody may do this to their own account.
    Oneself,
    /// The account is disabled, so no link can be made for it.
    Disabled,
}

/// The form, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountForm {
    /// The display name of the owner.
    pub name: String,
    /// The address the owner signs in with.
    pub email: String,
    /// The role, under its stored name.
    pub role: String,
    /// The ids of the categories that an editor is limited to; empty means no limit.
    pub categories: Vec<String>,
}

impl AccountForm {
    /// Checks the fields. Whether the address is free and the categories exist is checked by the store.
    ///
    /// # Errors
    /// All problems, field by field.
    pub fn check(&self) -> Result<AccountChange, Vec<Problem>> {
        let mut problems = Problems::none();
        let name = read_name(&self.name);
        if name.is_none() {
            problems.add(AccountField::Name, format!("Tên cần có từ 1 đến {MAX_NAME} ký tự."));
        }
        let email: Result<Email, NotAnEmail> = self.email.parse();
        if let Err(reason) = &email {
            problems.add(AccountField::Email, reason.to_string());
        }
        // Commands accept `admin` too; the form offers stored names only.
        let role = Role::ALL.into_iter().find(|role| role.as_str() == self.role);
        if role.is_none() {
            problems.add(AccountField::Role, "Xin chọn một vai trò.");
        }
        let categories: Option<Vec<CategoryId>> = match role {
            // Only editors are limited.
            Some(Role::Editor) => self.categories.iter().map(|id| id.parse().ok()).collect(),
            _ => Some(Vec::new()),
        };
        if categories.is_none() {
            problems.push(Problem::category_gone());
        }
        match (name, email, role, categories) {
            (Some(name), Ok(email), Some(role), Some(categories)) => {
                Ok(AccountChange { email: email.as_str().to_owned(), name, role, categories })
            }
            _ => Err(problems.all()),
        }
    }
}

/// The name of a person, normalized by [`one_line`]; `None` if it is empty or too long.
pub fn read_name(typed: &str) -> Option<String> {
    let name = one_line(typed);
    (1..=MAX_NAME).contains(&name.chars().count()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(role: &str, categories: &[&str]) -> AccountForm {
        AccountForm {
            name: " Trần  Thị\tLan ".into(),
            email: " Lan@Hoi.VN ".into(),
            role: role.into(),
            categories: categories.iter().map(|id| (*id).to_owned()).collect(),
        }
    }

    #[test]
    fn a_form_is_read_as_it_is_meant() {
        let read = form("editor", &["3", "5"]).check().expect("a form without mistakes");
        assert_eq!((read.name.as_str(), read.email.as_str()), ("Trần Thị Lan", "lan@hoi.vn"));
        assert_eq!((read.role, read.categories), (Role::Editor, vec![CategoryId(3), CategoryId(5)]));
    }

    #[test]
    fn only_editors_are_limited_to_categories() {
        for role in ["author", "administrator"] {
            assert_eq!(form(role, &["3", "x"]).check().expect("a form").categories, [], "{role}");
        }
        let problems = form("editor", &["3", "x"]).check().expect_err("no such category");
        assert_eq!(problems, [Problem::category_gone()]);
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let wrong = AccountForm {
            name: "\n".into(),
            email: "lan".into(),
            role: "admin".into(),
            ..AccountForm::default()
        };
        let fields: Vec<AccountField> =
            wrong.check().expect_err("mistakes").into_iter().map(|problem| problem.field).collect();
        assert_eq!(fields, [AccountField::Name, AccountField::Email, AccountField::Role]);
    }

    #[test]
    fn a_name_has_its_limits() {
        assert!(read_name(&"ế".repeat(MAX_NAME)).is_some());
        for wrong in [String::new(), " \u{0}".to_owned(), "ế".repeat(MAX_NAME + 1)] {
            assert_eq!(read_name(&wrong), None, "{wrong:?}");
        }
    }
}
