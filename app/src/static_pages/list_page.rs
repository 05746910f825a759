//! The tree of static pages, with its order, and the trash.

use crate::{
    desk::{Done, NoticeKind, notice, order_buttons, submit, table},
    routes::{self, desk as addresses},
    server_only::ServerOnly,
};
use domain::{
    form,
    id::PageId,
    static_pages::{MAX_DEPTH, NotChanged, PageNode, Pages, Refusal},
};
use leptos::prelude::*;

/// The order was changed.
pub const ORDERED: Done = Done::new("thu-tu", "Thứ tự đã được lưu. Bạn đọc thấy ở lần mở trang tiếp theo.");
/// A page was put into the trash.
pub const TRASHED: Done =
    Done::new("bo", "Trang đã được chuyển vào thùng rác ở cuối danh sách; quý vị có thể khôi phục.");
/// A page was brought back.
pub const RESTORED: Done =
    Done::new("khoi-phuc", "Trang đã được khôi phục thành bản nháp; bạn đọc chưa thấy.");

/// The page.
#[derive(Debug, Clone)]
pub struct PagesPage {
    /// All pages.
    pub pages: Pages,
    /// The result of the previous action.
    pub done: Option<Done>,
    /// Why nothing was changed.
    pub refusal: Option<Refusal>,
}

impl PagesPage {
    /// Renders it.
    pub fn render(self) -> AnyView {
        let refused =
            self.refusal.as_ref().and_then(refusal_words).map(|words| notice(NoticeKind::Refused, words));
        let list = if self.pages.tree.is_empty() {
            view! { <p class="empty-state">"Chưa có trang nào. Trang dùng cho nội dung ít đổi, như giới thiệu, điều lệ, liên hệ."</p> }
                .server_only()
        } else {
            let rows = self.pages.tree.iter().map(row).collect();
            table("Cây trang", &["Trang", "Trạng thái", "Thứ tự", "Trên trang"], rows)
        };
        view! {
            {self.done.map(Done::notice)}
            {refused}
            <p><a class="button" href=addresses::NEW_PAGE>"Viết trang mới"</a></p>
            <p class="field__hint">
                {format!("Trang xếp thành cây, tối đa {MAX_DEPTH} cấp. Bấm mũi tên hoặc kéo một dòng để đổi thứ tự giữa các trang cùng cấp. \
                    Muốn trang có trong menu, quý vị thêm ở mục Menu và liên kết.")}
            </p>
            {list}
            {trash(self.pages.trash)}
        }
        .server_only()
    }
}

fn row(node: &PageNode) -> AnyView {
    let class = format!("tree-row tree-row--{}", node.depth.min(6));
    let siblings = node.parent.map_or("0".to_owned(), |id| id.to_string());
    let order = addresses::order_page(node.id);
    let buttons = order_buttons(order.clone(), &node.title, node.first, node.last);
    let state =
        if node.published { ("state state--published", "Đã đăng") } else { ("state", "Bản nháp") };
    let seen = node.published.then(|| {
        view! { <a href=routes::page(&node.slug)>"Xem"<span class="visually-hidden">" " {node.title.clone()}</span></a> }
    });
    view! {
        <tr class=class data-order=order data-id=node.id.to_string() data-siblings=siblings>
            <th scope="row" class="desk-table__title"><a href=addresses::page(node.id)>{node.title.clone()}</a></th>
            <td><span class=state.0>{state.1}</span> {node.introduces.then_some(" Bài giới thiệu ở cột bên.")}</td>
            <td>{buttons}</td>
            <td>{seen}</td>
        </tr>
    }
    .server_only()
}

fn trash(trash: Vec<(PageId, String)>) -> Option<AnyView> {
    let rows = trash.into_iter().map(|(id, title)| {
        let label = format!("Khôi phục: {title}");
        view! {
            <tr>
                <th scope="row" class="desk-table__title"><a href=addresses::page(id)>{title}</a></th>
                <td>
                    <form method="post" action=addresses::restore_page(id)>
                        <button class="button button--quiet button--small" type="submit" aria-label=label>"Khôi phục"</button>
                    </form>
                </td>
            </tr>
        }
        .server_only()
    });
    let rows: Vec<AnyView> = rows.collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="desk-part" aria-labelledby="thung-rac">
                <h2 id="thung-rac">"Thùng rác"</h2>
                {table("Các trang trong thùng rác", &["Trang", "Khôi phục"], rows)}
            </section>
        }
        .server_only()
    })
}

/// The button that puts a page into the trash.
pub fn trash_button(id: PageId) -> AnyView {
    view! { <form method="post" action=addresses::trash_page(id)>{submit("Chuyển vào thùng rác", true)}</form> }.server_only()
}

/// The sentence for a refusal that no field explains.
pub fn refusal_words(refusal: &Refusal) -> Option<&'static str> {
    let form::Refusal::Own(own) = refusal else { return None };
    Some(match own {
        NotChanged::HasPages => "Dưới trang này còn trang khác. Xin dời hoặc bỏ các trang ấy trước.",
        NotChanged::Introduces => {
            "Cột bên đang lấy trang này làm bài giới thiệu. Xin chọn trang khác ở mục Thông tin trước."
        }
        NotChanged::Moved => "Người khác vừa dời hoặc bỏ trang này. Xin mở lại danh sách.",
    })
}
