//! The tree of categories, with its order.

use crate::{
    desk::{Done, NoticeKind, notice, order_buttons, table},
    routes::{self, desk as addresses},
    server_only::ServerOnly,
};
use domain::{
    categories::{CategoryNode, MAX_DEPTH, NotChanged, Refusal, Tree},
    form,
};
use leptos::prelude::*;

/// It was removed.
pub const REMOVED: Done = Done::new("xoa", "Chuyên mục đã được xóa.");
/// It was merged.
pub const MERGED: Done = Done::new(
    "gop",
    "Hai chuyên mục đã được gộp. Địa chỉ cũ dẫn đến chuyên mục còn lại; kết quả tìm kiếm theo chuyên mục được cập nhật trong ít phút.",
);
/// The order was changed.
pub const ORDERED: Done = Done::new("thu-tu", "Thứ tự đã được lưu. Bạn đọc thấy ở lần mở trang tiếp theo.");

/// The page.
#[derive(Debug, Clone)]
pub struct CategoriesPage {
    /// All categories.
    pub tree: Tree,
    /// The result of the previous action.
    pub done: Option<Done>,
    /// Why nothing was changed.
    pub refusal: Option<Refusal>,
}

impl CategoriesPage {
    /// Renders it.
    pub fn render(self) -> AnyView {
        let refused = self.refusal.as_ref().map(|_| {
            notice(
                NoticeKind::Refused,
                "Người khác vừa dời hoặc xóa chuyên mục này. Dưới đây là thứ tự hiện nay.",
            )
        });
        let list = if self.tree.0.is_empty() {
            view! { <p class="empty-state">"Chưa có chuyên mục nào. Bài viết cần một chuyên mục để được đăng."</p> }.server_only()
        } else {
            let rows = self.tree.0.iter().map(row).collect();
            table("Cây chuyên mục", &["Chuyên mục", "Thứ tự", "Trên trang"], rows)
        };
        view! {
            {self.done.map(Done::notice)}
            {refused}
            <p><a class="button" href=addresses::NEW_CATEGORY>"Tạo chuyên mục"</a></p>
            <p class="field__hint">
                {format!("Chuyên mục xếp thành cây, tối đa {MAX_DEPTH} cấp. Bấm vào tên để sửa, dời hoặc gộp; bấm mũi tên hoặc kéo một dòng để đổi thứ tự giữa các chuyên mục cùng cấp.")}
            </p>
            {list}
        }
        .server_only()
    }
}

fn row(node: &CategoryNode) -> AnyView {
    let depth = format!("tree-row tree-row--{}", node.depth.min(MAX_DEPTH));
    let parent = node.parent.map_or("0".to_owned(), |id| id.to_string());
    let order = addresses::order_category(node.id);
    let buttons = order_buttons(order.clone(), &node.name, node.first, node.last);
    let new = format!("{}?{}={}", addresses::NEW_CATEGORY, addresses::BELOW, node.id);
    let new = (node.depth + 1 < MAX_DEPTH)
        .then(|| view! { ", " <a href=new>"thêm mục con"<span class="visually-hidden">" của " {node.name.clone()}</span></a> });
    view! {
        <tr class=depth data-order=order data-id=node.id.to_string() data-siblings=parent>
            <th scope="row" class="desk-table__title"><a href=addresses::category(node.id)>{node.name.clone()}</a></th>
            <td>{buttons}</td>
            <td><a href=routes::category(&node.slug)>"Xem"<span class="visually-hidden">" " {node.name.clone()}</span></a> {new}</td>
        </tr>
    }
    .server_only()
}

/// The sentence for a refusal that no field explains.
pub fn refusal_words(refusal: &Refusal) -> Option<String> {
    let form::Refusal::Own(own) = refusal else { return None };
    Some(match own {
        NotChanged::InUse(content) => format!(
            "Chuyên mục này còn {} nên chưa xóa được. Quý vị có thể gộp nó vào chuyên mục khác: mọi thứ ở trong sẽ theo sang.",
            content.words()
        ),
        NotChanged::NoTarget => {
            "Không gộp được vào chuyên mục ấy: nó không còn nữa, hoặc nằm bên trong chuyên mục này. Xin chọn lại.".to_owned()
        }
        NotChanged::TooDeep => {
            format!("Gộp vào đó thì các mục con sâu quá {MAX_DEPTH} cấp. Xin chọn chuyên mục khác.")
        }
        NotChanged::Moved => "Người khác vừa dời hoặc xóa chuyên mục này. Xin mở lại danh sách.".to_owned(),
    })
}
