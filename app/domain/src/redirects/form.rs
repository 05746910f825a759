//! The form of a redirect, as typed, and its check.

use super::{NotASource, NotATarget, Redirect, Source, Target};
use crate::form::{self, Problems};

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RedirectField {
    /// The address without a page.
    Source,
    /// Where it leads.
    Target,
}

impl RedirectField {
    /// Its name in HTML.
    pub fn name(self) -> &'static str {
        match self {
            Self::Source => "tu",
            Self::Target => "toi",
        }
    }
}

/// What is wrong with the form.
pub type Problem = form::Problem<RedirectField>;
/// Why a redirect was refused. Nothing was stored.
pub type Refusal = form::Refusal<RedirectField, ChangedMeanwhile>;

/// Somebody else has changed the redirect since the form was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangedMeanwhile;

impl Problem {
    /// A page has this address.
    pub(super) fn has_page() -> Self {
        Self::of_source(
            "Địa chỉ này đang có trang hoặc tệp, và bạn đọc luôn được xem trang đó nên chuyển hướng không có tác dụng. \
             Xin gỡ trang đó trước, hoặc viết địa chỉ khác.",
        )
    }

    /// Another redirect has this source.
    pub(super) fn taken(target: &str) -> Self {
        Self::of_source(format!(
            "Địa chỉ này đã có chuyển hướng, dẫn tới “{target}”. Xin sửa chuyển hướng đó."
        ))
    }

    /// The target is the source itself, or differs from it by the query only.
    pub(super) fn same() -> Self {
        Self::of_target(
            "Địa chỉ này chính là địa chỉ cũ ở trên, nên bạn đọc sẽ đi vòng mãi. Xin viết địa chỉ khác.",
        )
    }

    /// The target is redirected back to the source.
    pub(super) fn turns_back() -> Self {
        Self::of_target(
            "Địa chỉ này lại được dẫn về địa chỉ cũ ở trên, nên bạn đọc sẽ đi vòng mãi. Xin viết địa chỉ khác.",
        )
    }

    /// The target is redirected elsewhere.
    pub(super) fn leads_on(target: &str) -> Self {
        Self::of_target(format!("Địa chỉ này lại được dẫn tới “{target}”. Xin viết thẳng địa chỉ đó."))
    }

    fn of_source(sentence: impl Into<String>) -> Self {
        Self { field: RedirectField::Source, sentence: sentence.into() }
    }

    fn of_target(sentence: impl Into<String>) -> Self {
        Self { field: RedirectField::Target, sentence: sentence.into() }
    }
}

/// The form, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RedirectForm {
    /// The address without a page.
    pub source: String,
    /// Where it leads.
    pub target: String,
}

impl RedirectForm {
    /// The form with what is stored.
    pub fn of(redirect: &Redirect) -> Self {
        Self { source: redirect.source.to_string(), target: redirect.target.as_str().to_owned() }
    }

    /// Checks the fields. `own` is the public address of the site.
    ///
    /// # Errors
    /// All problems, field by field.
    pub fn check(&self, own: &str) -> Result<(Source, Target), Vec<Problem>> {
        let mut problems = Problems::none();
        let source = Source::read(&self.source, own)
            .map_err(|why| problems.push(Problem::of_source(source_sentence(why))))
            .ok();
        let target = Target::read(&self.target, own)
            .map_err(|why| problems.push(Problem::of_target(target_sentence(why))))
            .ok();
        if let (Some(source), Some(target)) = (&source, &target)
            && target.own().is_some_and(|own| own == source || own.path() == *source)
        {
            problems.push(Problem::same());
        }
        match (source, target) {
            (Some(source), Some(target)) => problems.done((source, target)),
            _ => Err(problems.all()),
        }
    }
}

fn source_sentence(why: NotASource) -> &'static str {
    match why {
        NotASource::Empty => "Xin viết địa chỉ cũ, bắt đầu bằng dấu gạch chéo, như /gioi-thieu.html.",
        NotASource::NotAPath => "Địa chỉ cũ phải bắt đầu bằng dấu gạch chéo, như /gioi-thieu.html.",
        NotASource::OtherSite => {
            "Địa chỉ này thuộc trang web khác. Chỉ chuyển hướng được địa chỉ của trang này."
        }
        NotASource::Unreadable => "Địa chỉ này có ký tự không đọc được. Xin chép lại địa chỉ từ trình duyệt.",
        NotASource::TooLong => "Địa chỉ này quá dài: chỉ được tối đa 500 ký tự.",
        NotASource::FrontPage => "Trang nhất luôn có, nên không chuyển hướng được.",
        NotASource::Reserved => {
            "Địa chỉ này thuộc bàn biên tập hoặc là tệp của chương trình, nên không chuyển hướng được."
        }
    }
}

fn target_sentence(why: NotATarget) -> &'static str {
    match why {
        NotATarget::Empty => "Xin viết địa chỉ mà bạn đọc được dẫn tới.",
        NotATarget::Unreadable => {
            "Xin viết địa chỉ của trang này, bắt đầu bằng dấu gạch chéo, hoặc của trang khác, bắt đầu bằng https://."
        }
        NotATarget::WithName => "Địa chỉ không được có tên hay mật khẩu ở trước tên trang web.",
        NotATarget::TooLong => "Địa chỉ này quá dài: chỉ được tối đa 500 ký tự, của trang khác 1.000 ký tự.",
    }
}
