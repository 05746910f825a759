//! Menus, blocks of links and the footer at the desk. Readers see them in [`crate::site`].

pub mod link_page;
pub mod menus_page;
mod wanted;

pub use wanted::read_wanted;

use crate::routes;
use domain::{
    menus::{LinkNode, Place, State},
    site::{Link, Target},
};

/// The name of a place, for people.
pub(crate) fn place_name(place: Place) -> &'static str {
    match place {
        Place::Menu => "Menu chính",
        Place::Links => "Liên kết ở cột bên",
        Place::Footer => "Chân trang",
    }
}

/// The address that a link leads to; `None` for plain text, or if what it led to is gone.
pub(crate) fn address(link: &LinkNode) -> Option<String> {
    let Target::Nowhere = link.target else {
        let link =
            Link { label: String::new(), target: link.target.clone(), around: false, items: Vec::new() };
        return routes::link(&link);
    };
    None
}

/// Where a link leads, in words.
pub(crate) fn leads_to(link: &LinkNode) -> String {
    match (link.state, address(link)) {
        (State::Gone, _) => "Đích không còn nữa".to_owned(),
        (_, None) => "Chỉ là chữ".to_owned(),
        (_, Some(address)) => address,
    }
}
