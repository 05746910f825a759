//! What somebody means by an address that was typed for a link.

use crate::linked::{linked, own_path};
use domain::menus::Wanted;

/// What a typed address leads to; `url` is the public address of the site. Addresses of this site are kept as what they lead
/// to, so that the link follows when that is renamed.
///
/// # Errors
/// A sentence: no page of this site has this address.
pub fn read_wanted(typed: &str, url: &str) -> Result<Wanted, &'static str> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(Wanted::Nowhere);
    }
    let Some(path) = own_path(typed, url) else {
        // What people type of a site they know.
        let bare = typed.starts_with("www.");
        return Ok(Wanted::Address(if bare { format!("https://{typed}") } else { typed.to_owned() }));
    };
    match linked(path) {
        None => Ok(Wanted::Address(
            typed.strip_prefix(url).filter(|rest| rest.starts_with('/')).unwrap_or(path).to_owned(),
        )),
        Some(Ok(linked)) => Ok(Wanted::Inside(linked)),
        Some(Err(())) => {
            Err("Trang web không có trang nào ở địa chỉ này. Xin kiểm tra lại, hoặc tìm ở ô dưới.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{editing::Linked, news::ListKind};

    #[test]
    fn an_address_means_what_it_leads_to() {
        let read = |typed| read_wanted(typed, "https://a.vn");
        let category =
            Ok(Wanted::Inside(Linked::List(ListKind::Category, "tin-tuc".parse().expect("a slug"))));
        for typed in ["/tin/tin-tuc", " https://a.vn/tin/tin-tuc?x=1 ", "/tin/Tin%20T%E1%BB%A9c"] {
            assert_eq!(read(typed), category, "{typed}");
        }
        assert_eq!(read(""), Ok(Wanted::Nowhere));
        for (typed, address) in [
            ("https://moet.gov.vn/", "https://moet.gov.vn/"),
            ("www.moet.gov.vn", "https://www.moet.gov.vn"),
            ("/", "/"),
            ("https://a.vn", "/"),
            ("/thong-ke/cach-dem", "/thong-ke/cach-dem"),
            ("https://a.vn/tim-kiem?q=a", "/tim-kiem?q=a"),
            ("javascript:alert(1)", "javascript:alert(1)"),
        ] {
            assert_eq!(read(typed), Ok(Wanted::Address(address.to_owned())), "{typed}");
        }
        assert!(read("/khong-co/trang-nay").is_err());
    }
}
