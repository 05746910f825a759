//! The form of a category, and below it merging and removing.

use super::list_page::refusal_words;
use crate::{
    desk::{
        Control, Done, Notice, NoticeKind, PictureNames, VERSION, form_key, hidden, indented, picture_field,
        problems, stale, submit,
    },
    routes::{self, desk as addresses},
    server_only::ServerOnly,
};
use domain::{
    categories::{CategoryField, CategoryForm, DeskCategory, Refusal, Tree},
    clock::Zone,
    form::{self, sentence},
    id::CategoryId,
    media::Picture,
};
use leptos::prelude::*;

/// The field of the category to merge into.
pub const INTO: &str = "gop-vao";
/// The fields of the picture.
pub const PICTURE: PictureNames = PictureNames { stored: "hinh", remove: "bo-hinh", file: "hinh-moi" };

/// It was created.
pub const MADE: Done = Done::new("tao", "Chuyên mục đã được tạo.");
/// It was saved.
pub const SAVED: Done = Done::new(
    "luu",
    "Chuyên mục đã được lưu. Bạn đọc thấy ở lần mở trang tiếp theo; địa chỉ cũ, nếu có, dẫn đến địa chỉ mới.",
);

/// The page.
#[derive(Debug, Clone)]
pub struct CategoryPage {
    /// The stored category; none for a new one.
    pub category: Option<DeskCategory>,
    /// What was typed.
    pub form: CategoryForm,
    /// The picture of the form.
    pub picture: Option<Picture>,
    /// The version that the next save replaces.
    pub version: i64,
    /// All categories.
    pub tree: Tree,
    /// The result of the previous action.
    pub done: Option<Done>,
    /// Why nothing was stored.
    pub refusal: Option<Refusal>,
    /// The site's time zone.
    pub zone: Zone,
}

impl CategoryPage {
    /// The heading.
    pub fn title(&self) -> String {
        self.category.as_ref().map_or_else(
            || "Tạo chuyên mục".to_owned(),
            |category| format!("Chuyên mục: {}", category.form.name),
        )
    }

    /// Renders it.
    pub fn render(self) -> AnyView {
        let refused = self.refusal.as_ref().and_then(|refusal| self.refused(refusal));
        let arrange = self.category.as_ref().map(|category| self.arrange(category));
        let shown = self.category.as_ref().map(|category| {
            view! { ", " <a href=routes::category(&category.slug)>"xem trên trang"</a> }
        });
        view! {
            {self.done.map(Done::notice)}
            {refused}
            <p><a href=addresses::CATEGORIES>"Về danh sách chuyên mục"</a> {shown}</p>
            {self.fields()}
            {arrange}
        }
        .server_only()
    }

    fn refused(&self, refusal: &Refusal) -> Option<AnyView> {
        match refusal {
            form::Refusal::Problems(wrong) => {
                Some(problems(wrong.first().map(|problem| problem.field.name())))
            }
            form::Refusal::Stale { by, at, .. } => {
                let at = at.map(|at| self.zone.moment(at));
                let newest = self.category.as_ref().map(|category| addresses::category(category.id));
                Some(stale("chuyên mục này", "trang này", by.as_deref(), at, newest))
            }
            form::Refusal::Own(_) => {
                let words = refusal_words(refusal);
                Some(
                    view! { <Notice kind=NoticeKind::Refused word="Chưa đổi"><p>{words}</p></Notice> }
                        .server_only(),
                )
            }
            form::Refusal::Gone | form::Refusal::NotAllowed => None,
        }
    }

    fn control(&self, field: CategoryField, label: &'static str, value: &str) -> Control {
        Control::new(field.name(), label, value).problem(self.problem(field))
    }

    fn problem(&self, field: CategoryField) -> Option<String> {
        self.refusal.as_ref().and_then(|refusal| sentence(refusal.problems(), field))
    }

    fn fields(&self) -> AnyView {
        let CategoryForm { name, slug, parent, description, picture, alt } = &self.form;
        let id = self.category.as_ref().map(|category| category.id);
        let action = id.map_or(addresses::NEW_CATEGORY.to_owned(), addresses::category);
        let stored = self.picture.clone().map(|shown| (picture.clone(), shown));
        let key = id.is_none().then(form_key);
        view! {
            <form class="form" method="post" enctype="multipart/form-data" action=action data-keep>
                {key}
                {hidden(VERSION, self.version.to_string())}
                {self.control(CategoryField::Name, "Tên chuyên mục", name).required().line()}
                {self.control(CategoryField::Parent, "Nằm trong", parent)
                    .hint("Dời một chuyên mục thì các mục con và bài viết đi theo.")
                    .select(self.choices(id, "Không nằm trong chuyên mục nào"))}
                {self.control(CategoryField::Slug, "Đường dẫn", slug)
                    .hint("Phần cuối của địa chỉ, ví dụ “tin-tuc”. Để trống thì lấy từ tên. Khi đổi, địa chỉ cũ vẫn dẫn đến đây.")
                    .line()}
                {self.control(CategoryField::Description, "Mô tả", description)
                    .hint("Một hai câu, hiện ở đầu trang của chuyên mục và cho máy tìm kiếm.")
                    .area(3)}
                {picture_field(PICTURE, "Hình của chuyên mục", stored, self.problem(CategoryField::Picture))}
                {self.control(CategoryField::Alt, "Mô tả hình", alt)
                    .hint("Hình có gì, cho người không nhìn thấy hình.")
                    .line()}
                {submit(if id.is_some() { "Lưu, bạn đọc thấy ngay" } else { "Tạo chuyên mục" }, false)}
            </form>
        }
        .server_only()
    }

    /// All categories but the branch of this one, behind a choice of none.
    fn choices(&self, id: Option<CategoryId>, none: &'static str) -> Vec<(String, String)> {
        let own = id.map(|id| self.tree.branch(id)).unwrap_or_default();
        let others = self.tree.0.iter().filter(|node| own.iter().all(|below| below.id != node.id));
        let others = others.map(|node| (node.id.to_string(), indented(node.depth, &node.name)));
        [(String::new(), none.to_owned())].into_iter().chain(others).collect()
    }

    fn arrange(&self, category: &DeskCategory) -> AnyView {
        let into = Control::new(INTO, "Gộp vào", "")
            .hint("Bài viết, mục con, liên kết trong menu và biên tập viên phụ trách theo sang; địa chỉ của chuyên mục này dẫn đến đó. Không tách lại được.")
            .select(self.choices(Some(category.id), "Chọn chuyên mục…"));
        let removal = if category.content.is_empty() {
            view! {
                <form method="post" action=addresses::remove_category(category.id)>
                    <p class="field__hint">"Trong chuyên mục này không có gì, nên xóa được."</p>
                    {submit("Xóa chuyên mục", true)}
                </form>
            }
            .server_only()
        } else {
            let words = format!("Chỉ xóa được khi chuyên mục trống. Hiện còn: {}.", category.content.words());
            view! { <p class="field__hint">{words}</p> }.server_only()
        };
        view! {
            <section class="desk-part" aria-labelledby="gop-hoac-xoa">
                <h2 id="gop-hoac-xoa">"Gộp hoặc xóa"</h2>
                <form class="form" method="post" action=addresses::merge_category(category.id)>
                    {into}
                    {submit("Gộp hai chuyên mục", true)}
                </form>
                {removal}
            </section>
        }
        .server_only()
    }
}
