//! The list of all accounts.

use crate::{desk::table, routes::desk as addresses, server_only::ServerOnly};
use domain::{accounts::Account, clock::Moment, id::CategoryId};
use leptos::prelude::*;

/// The page.
#[derive(Debug, Clone)]
pub struct AccountsPage {
    /// The accounts, each with the time of its last use.
    pub accounts: Vec<(Account, Option<Moment>)>,
    /// The names of the categories.
    pub categories: Vec<(CategoryId, String)>,
}

impl AccountsPage {
    /// Renders it.
    pub fn render(self) -> AnyView {
        let rows = self.accounts.iter().map(|(account, seen)| self.row(account, seen.as_ref())).collect();
        view! {
            <p><a class="button" href=addresses::NEW_ACCOUNT>"Thêm tài khoản"</a></p>
            {table("Danh sách tài khoản", &["Tên", "E-mail", "Vai trò", "Đăng nhập", "Hoạt động gần nhất"], rows)}
        }
        .server_only()
    }

    fn row(&self, account: &Account, seen: Option<&Moment>) -> AnyView {
        let disabled = account.disabled_at.is_some().then(|| {
            view! { " " <span class="state state--disabled">"Đã ngừng"</span> }
        });
        // On a phone the table header is not visible, so each cell includes what it means.
        let factor = if account.has_second_factor { "Xác thực hai bước" } else { "Chỉ mật khẩu" };
        let passkeys = (account.passkeys > 0).then(|| format!(", {} khóa truy cập", account.passkeys));
        let limits = self.limits(account);
        let seen = match seen {
            Some(moment) => {
                view! { <time datetime=moment.machine.clone()>{moment.words.clone()}</time> }.server_only()
            }
            None => view! { "Không có phiên nào" }.server_only(),
        };
        view! {
            <tr>
                <th scope="row" class="desk-table__title">
                    <a href=addresses::account(account.id)>{account.name.clone()}</a>
                    {disabled}
                </th>
                <td>{account.email.clone()}</td>
                <td>{account.role.name()} {limits}</td>
                <td>{factor} {passkeys}</td>
                <td>{seen}</td>
            </tr>
        }
        .server_only()
    }

    fn limits(&self, account: &Account) -> Option<String> {
        let names = self.categories.iter().filter(|(id, _)| account.categories.contains(id));
        let names: Vec<&str> = names.map(|(_, name)| name.as_str()).collect();
        (!names.is_empty()).then(|| format!(": {}", names.join(", ")))
    }
}
