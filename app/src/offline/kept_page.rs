//! The articles that this browser keeps, at `/doc-sau`: those saved for later, and the last ones read. The server does
//! not know them; `frontend/src/offline.js` fills in the lists.
//!
//! The browser keeps this page too. Without a connection it is shown at every address that is not kept, then with the
//! head in the template, and without the wasm (`document.rs`), which would expect the page of that address.

use crate::{
    rendered_page::{Head, RenderedPage},
    routes,
    server_only::ServerOnly,
};
use leptos::prelude::*;

/// Renders the page without its lists.
pub fn kept_page() -> RenderedPage {
    let head = Head { title: "Bài đã lưu".to_owned(), ..Head::default() };
    let view = view! {
        <article class="kept">
            <header class="list-head kept__head">
                <h1 class="list-head__title">"Bài đã lưu"</h1>
                <p class="list-head__description">
                    "Những bài dưới đây nằm trong trình duyệt này và đọc được cả khi không có mạng. Danh sách chỉ có trên máy \
                    của quý vị; trang web không biết quý vị đã lưu bài nào."
                </p>
            </header>
            <template class="kept__away">
                <h1 class="list-head__title">"Chưa kết nối được với trang"</h1>
                <p class="list-head__description">
                    "Khi kết nối trở lại, trang quý vị muốn xem sẽ tự mở. Trong lúc chờ, mời quý vị đọc những bài đã có \
                    trong máy này."
                </p>
                <p><a class="button" href="" rel="external">"Thử lại"</a></p>
            </template>
            <div class="kept__lists">
                <noscript>
                    <p>"Trình duyệt đang tắt JavaScript, nên chưa lưu bài và hiện danh sách được."</p>
                </noscript>
            </div>
        </article>
    };
    RenderedPage::html(routes::KEPT.to_owned(), head, view.server_only())
}
