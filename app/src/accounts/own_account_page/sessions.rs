//! The sessions on the account page.

use super::OwnAccountPage;
use crate::{
    desk::{submit, table},
    routes::desk as addresses,
    server_only::ServerOnly,
};
use leptos::prelude::*;

/// Shown for unknown values.
const UNKNOWN: &str = "Không rõ";

impl OwnAccountPage {
    pub(super) fn sessions(&self) -> AnyView {
        let known = |text: &str| if text.is_empty() { UNKNOWN.to_owned() } else { text.to_owned() };
        let rows = self.sessions.iter().map(|(session, began, seen)| {
            let here = session.id == self.person.session;
            let name = known(&session.browser);
            let end = if here {
                view! { <strong>"Phiên này"</strong> }.server_only()
            } else {
                view! {
                    <form method="post" action=addresses::session(session.id)>
                        <button class="button button--quiet button--small" type="submit">
                            "Kết thúc" <span class="visually-hidden">" phiên " {name.clone()}</span>
                        </button>
                    </form>
                }
                .server_only()
            };
            view! {
                <tr>
                    <th scope="row" class="desk-table__title">{name}</th>
                    <td>{known(&session.address)}</td>
                    <td>"từ " <time datetime=began.machine.clone()>{began.words.clone()}</time></td>
                    <td>"dùng lần cuối " <time datetime=seen.machine.clone()>{seen.words.clone()}</time></td>
                    <td>{end}</td>
                </tr>
            }
            .server_only()
        });
        let others = (self.sessions.len() > 1).then(|| {
            view! {
                <form class="form" method="post" action=addresses::SESSIONS>
                    {submit("Kết thúc mọi phiên khác", true)}
                </form>
            }
        });
        view! {
            <section class="desk-part" aria-labelledby="phien">
                <h2 id="phien">"Nơi đang đăng nhập"</h2>
                <p>"Nếu có phiên nào không phải của quý vị, xin kết thúc phiên đó rồi đổi mật khẩu."</p>
                {table("Các phiên đăng nhập", &["Trình duyệt", "Địa chỉ mạng", "Đăng nhập lúc", "Hoạt động lần cuối", "Kết thúc"], rows.collect())}
                {others}
            </section>
        }
        .server_only()
    }
}
