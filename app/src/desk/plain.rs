//! Error pages of the desk: no permission, not found, session expired.

use super::{Control, Notice, NoticeKind, submit};
use crate::{routes::desk as addresses, server_only::ServerOnly};
use domain::{accounts::Role, db::NotWritten};
use leptos::prelude::*;

/// Texts of at least this length, in characters, are shown, so that they can be copied.
const WORTH_SHOWING: usize = 40;

/// For somebody who is signed in but does not have the permission.
pub fn forbidden_page(role: Role) -> AnyView {
    let role = role.name().to_lowercase();
    view! {
        <Notice kind=NoticeKind::Refused word="Không có quyền">
            <p>"Tài khoản của quý vị có vai trò " {role} " nên không mở được trang này. Nếu cần, xin liên hệ quản trị viên."</p>
        </Notice>
        <p><a class="button" href=addresses::DESK>"Về bàn biên tập"</a></p>
    }
    .server_only()
}

/// For something that does not exist, or that this person must not see.
pub fn missing_page() -> AnyView {
    view! {
        <p class="empty-state">"Mục này không có ở đây, hoặc không thuộc phần việc của quý vị."</p>
        <p><a class="button" href=addresses::DESK>"Về bàn biên tập"</a></p>
    }
    .server_only()
}

/// For a form whose session has expired: what was typed, to be sent again to the same address.
pub fn expired_page(path: String, fields: Vec<(String, String)>) -> AnyView {
    let sign_in = format!("{}?{}={}", addresses::SIGN_IN, addresses::NEXT, addresses::DESK);
    view! {
        <Notice kind=NoticeKind::Refused word="Chưa lưu">
            <p>
                "Phiên đăng nhập đã hết, nên chưa lưu được gì. Nội dung quý vị viết vẫn còn ở dưới đây. Xin "
                <a href=sign_in target="_blank" rel="noopener">"đăng nhập ở một thẻ khác"</a>
                ", rồi trở lại đây và bấm “Gửi lại”. Nếu có chọn tệp, xin chọn lại tệp sau khi gửi."
            </p>
        </Notice>
        {kept(path, fields)}
    }
    .server_only()
}

/// For a form that could not be stored: what was typed, to be sent again to the same address.
pub fn not_stored_page(path: String, fields: Vec<(String, String)>, why: NotWritten) -> AnyView {
    view! {
        <Notice kind=NoticeKind::Refused word="Chưa lưu">
            <p>
                {why.sentence()}
                " Nội dung quý vị viết vẫn còn ở dưới đây; xin đừng đóng trang này, và bấm “Gửi lại” sau."
            </p>
        </Notice>
        {kept(path, fields)}
    }
    .server_only()
}

/// A form with what was typed.
fn kept(path: String, fields: Vec<(String, String)>) -> AnyView {
    let fields = fields.into_iter().map(|(name, value)| {
        if value.chars().count() < WORTH_SHOWING {
            return view! { <input type="hidden" name=name value=value/> }.server_only();
        }
        Control::new(name, "Nội dung đã viết", value).area(8)
    });
    let fields: Vec<AnyView> = fields.collect();
    view! {
        <form class="form" method="post" action=path>
            {fields}
            {submit("Gửi lại", false)}
        </form>
    }
    .server_only()
}
