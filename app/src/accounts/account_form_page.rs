//! One account: its name, address and rights, and other actions for administrators.

use crate::{
    audit::log_page,
    desk::{Control, Done, NoticeKind, form_key, notice, problems, submit},
    routes::desk::{self as addresses, AccountStep},
    server_only::ServerOnly,
};
use domain::{
    accounts::{
        Account, Role,
        form::{AccountField, AccountForm, AccountRule, Refusal},
    },
    clock::Moment,
    form::sentence,
    id::CategoryId,
};
use leptos::prelude::*;

/// It was saved.
pub const SAVED: Done = Done::new("luu", "Tài khoản đã được lưu.");
/// The account was disabled.
pub const DISABLED: Done =
    Done::new("ngung", "Tài khoản đã ngừng. Mọi phiên đăng nhập của người này đã kết thúc.");
/// The account was enabled again.
pub const ENABLED: Done = Done::new("mo-lai", "Tài khoản đã được mở lại.");
/// The second factor was switched off.
pub const SECOND_FACTOR_OFF: Done = Done::new(
    "hai-buoc",
    "Đã tắt xác thực hai bước. Từ nay người này chỉ cần mật khẩu, cho tới khi tự bật lại.",
);

/// A category with a checkbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// The category.
    pub id: CategoryId,
    /// Its name.
    pub name: String,
    /// Its depth in the tree; 0 for a root.
    pub depth: usize,
}

/// The page.
#[derive(Debug, Clone)]
pub struct AccountFormPage {
    /// The stored account, and when it was created; none for a new one.
    pub account: Option<(Account, Moment)>,
    /// Whether it is the viewer's own account.
    pub own: bool,
    /// What was typed.
    pub form: AccountForm,
    /// The tree of categories, each after its parent.
    pub categories: Vec<Category>,
    /// The result of the previous action.
    pub done: Option<Done>,
    /// Why nothing was stored.
    pub refusal: Option<Refusal>,
}

impl AccountFormPage {
    /// The heading.
    pub fn title(&self) -> String {
        match &self.account {
            None => "Thêm tài khoản".to_owned(),
            Some((account, _)) => format!("Tài khoản: {}", account.name),
        }
    }

    /// Renders it.
    pub fn render(self) -> AnyView {
        let done = self.done.map(Done::notice);
        let refused = self.refusal.as_ref().and_then(refused);
        let state = self.account.as_ref().map(|(account, made)| state_line(account, made));
        let steps = self.account.as_ref().map(|(account, _)| self.steps(account));
        view! {
            {done}
            {refused}
            {state}
            {self.fields()}
            {steps}
        }
        .server_only()
    }

    fn fields(&self) -> AnyView {
        let new = self.account.is_none();
        let action = self
            .account
            .as_ref()
            .map_or(addresses::NEW_ACCOUNT.to_owned(), |(account, _)| addresses::account(account.id));
        let roles = Role::ALL.map(|role| (role.as_str().to_owned(), role.name().to_owned()));
        let roles = [(String::new(), "Chọn vai trò…".to_owned())].into_iter().chain(roles).collect();
        let label = if new { "Tạo tài khoản và liên kết" } else { "Lưu" };
        view! {
            <form class="form form--account" method="post" action=action>
                {new.then(form_key)}
                {self.control(AccountField::Name, "Tên", &self.form.name)
                    .hint("Tên mà người khác thấy ở bàn biên tập.")
                    .required()
                    .line()}
                {self.control(AccountField::Email, "E-mail", &self.form.email)
                    .hint("Dùng để đăng nhập. Trang không gửi thư tới địa chỉ này.")
                    .required()
                    .input("email")}
                {self.control(AccountField::Role, "Vai trò", &self.form.role)
                    .hint("Tác giả viết bản nháp của mình; biên tập viên sửa và đăng mọi bài trong chuyên mục của mình; quản trị viên làm được mọi việc. Thay đổi có hiệu lực ngay, không phải đăng nhập lại.")
                    .select(roles)}
                {self.categories()}
                {submit(label, false)}
            </form>
        }
        .server_only()
    }

    fn control(&self, field: AccountField, label: &'static str, value: &str) -> Control {
        Control::new(field.name(), label, value).problem(self.problem(field))
    }

    fn problem(&self, field: AccountField) -> Option<String> {
        sentence(self.refusal.as_ref()?.problems(), field)
    }

    /// The style sheet hides them for other roles.
    fn categories(&self) -> AnyView {
        let ticks = self.categories.iter().map(|category| {
            let id = category.id.to_string();
            let ticked = self.form.categories.contains(&id);
            view! {
                <label class="field__tick">
                    <input type="checkbox" name=AccountField::Categories.name() value=id checked=ticked/>
                    <span>{"\u{2003}".repeat(category.depth)} {category.name.clone()}</span>
                </label>
            }
        });
        let ticks = ticks.collect_view();
        let problem = self.problem(AccountField::Categories).map(|problem| {
            view! { <p class="field__problem">{problem}</p> }
        });
        view! {
            <fieldset class="fieldset account-categories" id=AccountField::Categories.name()>
                <legend class="field__label">"Chuyên mục của biên tập viên"</legend>
                <p class="field__hint">
                    "Để trống: mọi chuyên mục. Chọn một chuyên mục là chọn cả những chuyên mục ở dưới."
                </p>
                {problem}
                <div class="ticks">{ticks}</div>
            </fieldset>
        }
        .server_only()
    }

    /// Other actions for the account.
    fn steps(&self, account: &Account) -> AnyView {
        let step = |step: AccountStep, label: &'static str, hint: &'static str| {
            view! {
                <form class="account-step" method="post" action=addresses::account_step(account.id, step)>
                    <button class="button button--quiet" type="submit">{label}</button>
                    <p class="field__hint">{hint}</p>
                </form>
            }
            .server_only()
        };
        let disabled = account.disabled_at.is_some();
        let mut steps = Vec::new();
        if !disabled {
            steps.push(step(
                AccountStep::Link,
                "Tạo liên kết đặt mật khẩu",
                "Liên kết dùng một lần, trong một ngày. Mật khẩu và các phiên đang mở vẫn giữ nguyên cho tới khi liên kết được dùng.",
            ));
        }
        if account.has_second_factor && !self.own {
            steps.push(step(
                AccountStep::SecondFactorOff,
                "Tắt xác thực hai bước",
                "Khi người này mất điện thoại và hết mã khôi phục. Xin chắc chắn rằng chính họ nhờ quý vị.",
            ));
        }
        if disabled {
            steps.push(step(
                AccountStep::Enable,
                "Mở lại tài khoản",
                "Người này lại đăng nhập được như trước.",
            ));
        } else if !self.own {
            steps.push(step(
                AccountStep::Disable,
                "Khóa tài khoản",
                "Mọi phiên đang mở kết thúc ngay và không ai đăng nhập được nữa. Bài viết vẫn còn nguyên.",
            ));
        }
        view! {
            <section class="steps" aria-labelledby="viec-khac">
                <h2 class="steps__heading" id="viec-khac">"Việc khác với tài khoản này"</h2>
                {steps}
                <p><a href=log_page::of_account(account.id)>"Nhật ký của người này"</a></p>
            </section>
        }
        .server_only()
    }
}

fn state_line(account: &Account, made: &Moment) -> AnyView {
    let disabled = account.disabled_at.is_some().then(|| {
        view! { <span class="state state--disabled">"Đã ngừng"</span> " " }
    });
    let factor = if account.has_second_factor {
        "Xác thực hai bước đang bật."
    } else {
        "Chưa bật xác thực hai bước."
    };
    let made = format!("Tạo ngày {}.", made.day());
    view! { <p class="article-state">{disabled} {made} " " {factor}</p> }.server_only()
}

fn refused(refusal: &Refusal) -> Option<AnyView> {
    let sentence = match refusal {
        Refusal::Problems(wrong) => return Some(problems(wrong.first().map(|problem| problem.field.name()))),
        Refusal::Own(AccountRule::LastAdministrator) => {
            "Đây là quản trị viên cuối cùng còn đăng nhập được. Xin giao vai trò quản trị viên cho người khác trước."
        }
        Refusal::Own(AccountRule::Oneself) => "Quý vị không làm việc này với tài khoản của chính mình được.",
        Refusal::Own(AccountRule::Disabled) => "Tài khoản này đang ngừng. Xin mở lại trước khi tạo liên kết.",
        // Accounts have no versions; the others have pages of their own.
        Refusal::Gone | Refusal::NotAllowed | Refusal::Stale { .. } => return None,
    };
    Some(notice(NoticeKind::Refused, sentence))
}
