//! All menus, blocks of links and the footer, with their order.

use super::{leads_to, place_name};
use crate::{
    desk::{Control, Done, Notice, NoticeKind, form_key, hidden, notice, order_buttons, submit, table},
    routes::desk as addresses,
    server_only::ServerOnly,
};
use domain::{
    form::{self, sentence},
    id::{LinkId, LinkListId},
    menus::{DeskList, LinkNode, ListField, ListRefusal, NotChanged, Place, State},
};
use leptos::prelude::*;

/// The field of the place of a new list.
pub const PLACE: &str = "cho";
/// The parameter with the link that was removed.
pub const REMOVED_LINK: &str = "lien-ket";

/// A list was made.
pub const LIST_MADE: Done =
    Done::new("nhom", "Nhóm đã được tạo. Quý vị thêm liên kết vào đó; nhóm trống thì bạn đọc không thấy.");
/// A list got another heading.
pub const LIST_SAVED: Done = Done::new("ten", "Tiêu đề đã được lưu.");
/// A list was removed.
pub const LIST_REMOVED: Done = Done::new("xoa-nhom", "Nhóm đã được xóa.");
/// The order was changed.
pub const ORDERED: Done = Done::new("thu-tu", "Thứ tự đã được lưu. Bạn đọc thấy ở lần mở trang tiếp theo.");
/// A link was saved.
pub const SAVED: Done = Done::new("luu", "Liên kết đã được lưu. Bạn đọc thấy ở lần mở trang tiếp theo.");
/// A link was removed.
pub const REMOVED: Done = Done::new("bo", "Liên kết đã được bỏ.");
/// A removed link was brought back.
pub const RESTORED: Done = Done::new("dua-lai", "Liên kết đã được đưa lại.");

/// What was typed into the form of a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypedName {
    /// Of a new list.
    New(Place, String),
    /// Of an existing one.
    Of(LinkListId, String),
}

/// The page.
#[derive(Debug, Clone)]
pub struct MenusPage {
    /// All lists.
    pub lists: Vec<DeskList>,
    /// The result of the previous action.
    pub done: Option<Done>,
    /// The link that was just removed.
    pub removed: Option<LinkId>,
    /// What was typed, if it was refused.
    pub typed: Option<TypedName>,
    /// Why nothing was stored.
    pub refusal: Option<ListRefusal>,
}

impl MenusPage {
    /// Renders it.
    pub fn render(self) -> AnyView {
        let undo = self.removed.filter(|_| self.done == Some(REMOVED)).map(|id| {
            view! {
                <form method="post" action=addresses::restore_link(id)>{submit("Hoàn tác, đưa liên kết lại", true)}</form>
            }
        });
        let refused = self.refusal.as_ref().map(|refusal| {
            let words = match refusal {
                form::Refusal::Own(NotChanged::InUse) => {
                    "Nhóm này còn liên kết nên chưa xóa được. Xin bỏ các liên kết trước."
                }
                form::Refusal::Own(NotChanged::Moved) => {
                    "Người khác vừa dời hoặc bỏ mục này. Dưới đây là thứ tự hiện nay."
                }
                _ => "Có chỗ cần sửa, được ghi rõ ngay tại ô.",
            };
            notice(NoticeKind::Refused, words)
        });
        let done = self.done.map(|done| match undo {
            None => done.notice(),
            Some(undo) => {
                view! { <Notice kind=NoticeKind::Done><p>{done.sentence}</p>{undo}</Notice> }.server_only()
            }
        });
        let places = Place::ALL.into_iter().map(|place| self.place(place)).collect_view();
        view! {
            {done}
            {refused}
            <p class="field__hint">
                "Bấm mũi tên hoặc kéo một dòng để đổi thứ tự. Liên kết tới một trang của trang web sẽ đi theo khi trang ấy đổi địa chỉ; \
                 khi trang ấy không còn hoặc chưa đăng, bạn đọc không thấy liên kết."
            </p>
            {places}
        }
        .server_only()
    }

    fn place(&self, place: Place) -> AnyView {
        let lists = self.lists.iter().filter(|list| list.place == place);
        let lists: Vec<AnyView> = lists.map(|list| self.list(list)).collect();
        let is_footer = place == Place::Footer;
        let empty = lists.is_empty();
        let typed = match &self.typed {
            Some(TypedName::New(typed, name)) if *typed == place => Some(name.clone()),
            _ => None,
        };
        let id = format!("cho-{}", place.as_str());
        let label = if place == Place::Menu {
            "Tiêu đề của menu mới"
        } else {
            "Tiêu đề của nhóm mới"
        };
        let new = if is_footer && !empty {
            None
        } else if is_footer {
            Some(
                view! { {hidden(PLACE, place.as_str())} {form_key()} {submit("Bắt đầu chân trang", true)} }
                    .into_any(),
            )
        } else {
            let problem = typed.is_some().then(|| self.problem()).flatten();
            let name = Control::new(
                format!("{}-{}", ListField::Name.name(), place.as_str()),
                label,
                typed.unwrap_or_default(),
            );
            Some(
                view! {
                    {hidden(PLACE, place.as_str())}
                    {form_key()}
                    {name.problem(problem).line()}
                    {submit("Tạo nhóm", true)}
                }
                .into_any(),
            )
        };
        let new = new.map(|fields| view! { <form class="form form--row" method="post" action=addresses::MENUS>{fields}</form> });
        view! {
            <section class="desk-part" aria-labelledby=id.clone()>
                <h2 id=id.clone()>{place_name(place)}</h2>
                {empty.then(|| view! { <p class="empty-state">{nothing(place)}</p> })}
                {lists}
                {new}
            </section>
        }
        .server_only()
    }

    fn problem(&self) -> Option<String> {
        self.refusal.as_ref().and_then(|refusal| sentence(refusal.problems(), ListField::Name))
    }

    fn list(&self, list: &DeskList) -> AnyView {
        let typed = match &self.typed {
            Some(TypedName::Of(id, name)) if *id == list.id => Some(name.clone()),
            _ => None,
        };
        let head = (list.place != Place::Footer).then(|| {
            let problem = typed.is_some().then(|| self.problem()).flatten();
            let name = Control::new(
                format!("{}-{}", ListField::Name.name(), list.id),
                "Tiêu đề",
                typed.unwrap_or_else(|| list.name.clone()),
            );
            let only = list.first && list.last;
            let order = (!only).then(|| {
                order_buttons(addresses::order_link_list(list.id), &list.name, list.first, list.last)
            });
            view! {
                <div class="link-list__head">
                    <form class="form form--row" method="post" action=addresses::link_list(list.id)>
                        {name.problem(problem).line()}
                        {submit("Lưu tiêu đề", true)}
                    </form>
                    {order}
                </div>
            }
        });
        let rows: Vec<AnyView> = list.links.iter().map(row).collect();
        let label = if list.place == Place::Footer {
            "Các dòng của chân trang".to_owned()
        } else {
            format!("Các liên kết của “{}”", list.name)
        };
        let links = if rows.is_empty() {
            view! { <p class="empty-state">"Nhóm này chưa có liên kết, nên bạn đọc chưa thấy."</p> }
                .server_only()
        } else {
            table(label, &["Liên kết", "Dẫn tới", "Thứ tự", "Bỏ"], rows)
        };
        let remove = list.links.is_empty().then(|| {
            view! {
                <form method="post" action=addresses::remove_link_list(list.id)>{submit("Xóa nhóm trống này", true)}</form>
            }
        });
        view! {
            <div class="link-list">
                {head}
                {links}
                <p class="link-list__foot">
                    <a class="button button--quiet" href=addresses::new_link(list.id)>
                        "Thêm liên kết"<span class="visually-hidden">" vào " {list.name.clone()}</span>
                    </a>
                </p>
                {remove}
            </div>
        }
        .server_only()
    }
}

fn nothing(place: Place) -> &'static str {
    match place {
        Place::Menu => {
            "Trang web chưa có menu. Quý vị đặt một tiêu đề, ví dụ “Danh mục chính”, rồi thêm liên kết."
        }
        Place::Links => "Cột bên chưa có nhóm liên kết nào.",
        Place::Footer => "Chân trang chưa có dòng nào ngoài thông tin đơn vị.",
    }
}

fn row(link: &LinkNode) -> AnyView {
    let class = format!("tree-row tree-row--{}", link.depth.min(6));
    let siblings = link.parent.map_or("0".to_owned(), |id| id.to_string());
    let order = addresses::order_link(link.id);
    let buttons = order_buttons(order.clone(), &link.label, link.first, link.last);
    let state = match link.state {
        State::There => None,
        State::Gone => Some("state state--bad"),
        State::Hidden => Some("state"),
    };
    let words = leads_to(link);
    let words = match link.state {
        State::Hidden => view! { <span class=state>"Chưa đăng"</span> " " {words} }.into_any(),
        State::Gone => view! { <span class=state>{words}</span> }.into_any(),
        State::There => view! { <span class="link-list__address">{words}</span> }.into_any(),
    };
    let label = format!("Bỏ: {}", link.label);
    view! {
        <tr class=class data-order=order data-id=link.id.to_string() data-siblings=siblings>
            <th scope="row" class="desk-table__title"><a href=addresses::link(link.id)>{link.label.clone()}</a></th>
            <td>{words}</td>
            <td>{buttons}</td>
            <td>
                <form method="post" action=addresses::remove_link(link.id)>
                    <button class="button button--quiet button--small" type="submit" aria-label=label>"Bỏ"</button>
                </form>
            </td>
        </tr>
    }
    .server_only()
}
