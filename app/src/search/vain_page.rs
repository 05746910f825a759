//! The desk's list of what readers searched for in vain.

use crate::{desk::table, routes, server_only::ServerOnly};
use domain::{
    clock::Moment,
    search::{Asked, VainSearch},
};
use leptos::prelude::*;

/// Renders it.
pub fn vain_page(searches: Vec<(VainSearch, Moment)>) -> AnyView {
    let list = if searches.is_empty() {
        view! { <p class="empty-state">"Mọi điều bạn đọc tìm đều có bài."</p> }.server_only()
    } else {
        let rows = searches.into_iter().map(row).collect();
        table("Tìm không thấy", &["Từ đã tìm", "Số lần", "Lần cuối"], rows)
    };
    view! {
        <p class="field__hint">
            "Bạn đọc đã tìm những từ này mà không bài nào có. Từ được ghi không dấu, không kèm người tìm; \
             danh sách giữ 500 từ tìm gần nhất."
        </p>
        {list}
    }
    .server_only()
}

fn row((search, last): (VainSearch, Moment)) -> AnyView {
    let address = routes::search(&Asked { typed: search.words.clone(), ..Asked::default() });
    view! {
        <tr>
            <th scope="row" class="desk-table__title"><a href=address>{search.words}</a></th>
            <td>{search.times}</td>
            <td><time datetime=last.machine>{last.words}</time></td>
        </tr>
    }
    .server_only()
}
