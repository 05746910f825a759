//! The buttons that move a thing among its siblings. `frontend/desk/order.js` lets people drag it too.

use crate::server_only::ServerOnly;
use domain::order::Step;
use leptos::prelude::*;

/// The two buttons, which send a form to `action`. `of` names the thing for screen readers.
pub fn order_buttons(action: String, of: &str, first: bool, last: bool) -> AnyView {
    type Words = Step<()>;
    let button = |value: &'static str, sign: &'static str, words: &str, off: bool| {
        let label = format!("{words}: {of}");
        view! {
            <button class="button button--quiet button--small" type="submit" name=Words::FIELD value=value
                aria-label=label disabled=off>{sign}</button>
        }
    };
    let up = button(Words::UP, "↑", "Đưa lên trên", first);
    let down = button(Words::DOWN, "↓", "Đưa xuống dưới", last);
    view! { <form class="order" method="post" action=action>{up} {down}</form> }.server_only()
}
