//! The `<head>` of a page, as far as browsers need it: title and canonical address. What only search engines
//! and chats read is in `sharing`.

use crate::{
    rendered_page::Head,
    renewal::Renewal,
    ui::{at_once::Erase, frame::use_about, navigation},
};
use leptos::prelude::*;
use leptos_meta::{Link, Title};

/// Sets title and canonical address. Every page renders one, after its data has been loaded.
#[component]
pub fn PageHead(
    /// Title and canonical address.
    head: Head,
) -> impl IntoView {
    navigation::page_shown();
    let title = expect_context::<Renewal>().title(head.title.clone());
    let address = head.canonical.map(|path| format!("{}{path}", use_about().url));
    let canonical = address.map(|address| view! { <Link rel="canonical" href=address/> }.erased());
    view! {
        <Title text=title/>
        {canonical}
    }
    .erased()
}
