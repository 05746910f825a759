//! Backups at the desk: how the last one went, the schedule, one at once, and downloading it.

use super::health_page::size;
use crate::{
    desk::{Control, Done, Notice, NoticeKind, VERSION, hidden, notice, problems, submit},
    routes::desk as addresses,
    server_only::ServerOnly,
};
use domain::{
    backups::{
        State,
        form::{BackupField, BackupForm, BackupRule, Refusal},
    },
    clock::Moment,
    form::sentence,
    statistics::grouped,
};
use leptos::prelude::*;

/// The field with the password for a download.
pub const PASSWORD: &str = "mat-khau";

/// The schedule was saved.
pub const SAVED: Done = Done::new("luu", "Lịch sao lưu đã được lưu.");
/// A backup was asked for.
pub const ASKED: Done =
    Done::new("sao-luu", "Máy chủ đã nhận việc sao lưu. Xin tải lại trang này sau ít phút để xem kết quả.");

/// The page.
#[derive(Debug, Clone)]
pub struct BackupsPage {
    /// What was typed.
    pub form: BackupForm,
    /// The version that the next save replaces.
    pub version: i64,
    /// The folder that is used if none is named.
    pub default_folder: String,
    /// How the last ones went.
    pub state: State,
    /// Since when one is being made.
    pub running: Option<Moment>,
    /// When the last attempt failed.
    pub failed: Option<Moment>,
    /// When the last one was made.
    pub last: Option<Moment>,
    /// When the next one is due.
    pub next: Option<Moment>,
    /// Whether they are made by themselves.
    pub is_on: bool,
    /// The result of the previous action.
    pub done: Option<Done>,
    /// Why nothing was stored.
    pub refusal: Option<Refusal>,
    /// What is wrong with the password of a download.
    pub password_problem: Option<String>,
}

impl BackupsPage {
    /// Renders it.
    pub fn render(self) -> AnyView {
        let wrong = self.password_problem.is_some().then(|| problems(Some(PASSWORD)));
        let now = self.running.is_none().then(|| {
            view! {
                <form method="post" action=addresses::BACKUP_NOW>
                    {submit("Sao lưu ngay", self.is_on)}
                </form>
            }
        });
        view! {
            {self.done.map(Done::notice)}
            {self.refusal.as_ref().and_then(refused)}
            {wrong}
            {self.last_one()}
            {now}
            {self.schedule()}
            {self.download()}
            <p><a href=addresses::HEALTH>"Tình trạng của trang"</a></p>
        }
        .server_only()
    }

    fn last_one(&self) -> AnyView {
        let running = self.running.as_ref().map(|since| {
            let sentence =
                format!("Đang sao lưu, từ {}. Xin tải lại trang này sau ít phút.", since.in_short());
            view! { <Notice kind=NoticeKind::Note><p>{sentence}</p></Notice> }
        });
        let failure = self.failed.as_ref().map(|at| {
            let again = if self.is_on { " Một giờ sau lần đó, trang tự thử lại." } else { "" };
            let sentence =
                format!("Lần sao lưu lúc {} không thành. {}{again}", at.in_short(), self.state.failure);
            view! { <Notice kind=NoticeKind::Note word="Cần xem"><p>{sentence}</p></Notice> }
        });
        let last = match (&self.last, &self.state.last) {
            (Some(at), Some(made)) => {
                let about = format!(
                    "Bản gần nhất: {}, {}, {} tệp, đã đọc lại và đúng.",
                    at.words,
                    size(made.bytes),
                    grouped(made.files)
                );
                view! {
                    <p>{about}</p>
                    <p class="field__hint desk-table__address">{made.file.clone()}</p>
                }
                .server_only()
            }
            _ => view! { <p>"Chưa có bản sao lưu nào do trang tự làm."</p> }.server_only(),
        };
        let next = self.next.as_ref().filter(|_| self.running.is_none()).map(|next| {
            view! { <p>{format!("Lần tới: {}.", next.words)}</p> }
        });
        view! { {running} {failure} {last} {next} }.server_only()
    }

    fn schedule(&self) -> AnyView {
        let BackupForm { is_on, hour, folder, days, weeks, months } = &self.form;
        let hours = (0..24).map(|hour| (hour.to_string(), format!("{hour:02}:00"))).collect();
        view! {
            <section class="desk-part" aria-labelledby="lich">
                <h2 id="lich">"Lịch sao lưu"</h2>
                <form class="form" method="post" action=addresses::BACKUPS data-keep>
                    {hidden(VERSION, self.version.to_string())}
                    {self.control(BackupField::On, "Tự sao lưu mỗi ngày", if *is_on { "1" } else { "" }).tick()}
                    {self.control(BackupField::Hour, "Vào lúc", hour).hint("Theo giờ của trang web.").select(hours)}
                    {self.control(BackupField::Folder, "Vào thư mục", folder)
                        .hint(format!("Để trống: {}. Nên chọn thư mục ở ổ đĩa khác, để khi ổ đĩa này hỏng vẫn còn bản sao lưu.", self.default_folder))
                        .line()}
                    <fieldset class="fieldset">
                        <legend class="field__label">"Giữ lại"</legend>
                        <p class="field__hint">
                            "Bản mới nhất của mỗi ngày, mỗi tuần và mỗi tháng gần đây được giữ; các bản khác được xóa sau khi có \
                             bản mới đã đọc lại và đúng. Tệp khác trong thư mục không bị đụng tới."
                        </p>
                        {self.control(BackupField::Days, "Số ngày", days).input("number")}
                        {self.control(BackupField::Weeks, "Số tuần", weeks).input("number")}
                        {self.control(BackupField::Months, "Số tháng", months).input("number")}
                    </fieldset>
                    {submit("Lưu lịch", false)}
                </form>
            </section>
        }
        .server_only()
    }

    fn download(&self) -> Option<AnyView> {
        self.state.last.as_ref()?;
        let password = Control::new(PASSWORD, "Mật khẩu của quý vị", "")
            .hint("Bản sao lưu chứa toàn bộ trang, kể cả dấu mật khẩu và khóa của trang. Xin giữ kín như mật khẩu.")
            .problem(self.password_problem.clone())
            .required()
            .autocomplete("current-password")
            .input("password");
        let section = view! {
            <section class="desk-part" aria-labelledby="tai">
                <h2 id="tai">"Tải bản gần nhất về máy"</h2>
                <form class="form" method="post" action=addresses::BACKUP_DOWNLOAD target="_self">
                    {password}
                    {submit("Tải về", true)}
                </form>
            </section>
        };
        Some(section.server_only())
    }

    fn control(&self, field: BackupField, label: &'static str, value: &str) -> Control {
        let problem = self.refusal.as_ref().and_then(|refusal| sentence(refusal.problems(), field));
        Control::new(field.name(), label, value).problem(problem)
    }
}

fn refused(refusal: &Refusal) -> Option<AnyView> {
    match refusal {
        Refusal::Problems(wrong) => Some(problems(wrong.first().map(|problem| problem.field.name()))),
        Refusal::Own(BackupRule::ChangedMeanwhile) => Some(notice(
            NoticeKind::Refused,
            "Người khác đã sửa lịch sao lưu sau khi quý vị mở trang này. Nội dung quý vị viết vẫn còn ở dưới đây; nếu bấm “Lưu lịch” lần nữa, bản của quý vị sẽ thay bản đó.",
        )),
        Refusal::Own(BackupRule::Running) => {
            Some(notice(NoticeKind::Refused, "Đang có một lần sao lưu. Xin đợi lần đó xong."))
        }
        // The others have pages of their own.
        Refusal::Gone | Refusal::NotAllowed | Refusal::Stale { .. } => None,
    }
}
