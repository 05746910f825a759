//! What an address of this site leads to, for the checks of texts and for menus.

use crate::routes::{self, Address};
use domain::{editing::Linked, text::Slug};

/// The path of an address of the site whose public address is `url`; `None` if it leads to another site.
pub(crate) fn own_path<'a>(address: &'a str, url: &str) -> Option<&'a str> {
    let path = match address.strip_prefix(url) {
        Some("") => "/",
        Some(rest) if rest.starts_with(['/', '?', '#']) => rest,
        _ => address,
    };
    let path = if path.starts_with(['?', '#']) { "/" } else { path };
    (path.starts_with('/') && !path.starts_with("//"))
        .then(|| path.split(['?', '#']).next().unwrap_or_default())
}

/// What a path leads to. `None` if every site has it, an error if no site has it.
pub(crate) fn linked(path: &str) -> Option<Result<Linked, ()>> {
    if let Some(name) = path.strip_prefix("/media/") {
        return Some(Ok(Linked::Media(name.to_owned())));
    }
    let slug = |text: &str| Slug::loosely(text).ok_or(());
    Some(match routes::read(path, "") {
        Some(Address::Article(id)) => Ok(Linked::Article(id)),
        Some(Address::Page(page)) => slug(&page).map(Linked::Page),
        Some(Address::List { kind, slug: text, .. }) => slug(&text).map(|slug| Linked::List(kind, slug)),
        Some(Address::Poll { id, .. }) => Ok(Linked::Poll(id)),
        Some(_) => return None,
        // Other files, for example tables of results.
        None if path.rsplit('/').next().is_some_and(|name| name.contains('.')) => return None,
        None => Err(()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_this_site_is_told_from_others() {
        let own = |address| own_path(address, "https://a.vn");
        assert_eq!(own("https://a.vn"), Some("/"));
        assert_eq!(own("https://a.vn/tin/b?x=1#y"), Some("/tin/b"));
        assert_eq!(own("/tin/b#y"), Some("/tin/b"));
        for other in ["https://a.vn.evil.example/", "//a.vn/x", "https://b.vn/", "mailto:a@a.vn", "tin/b"] {
            assert_eq!(own(other), None, "{other}");
        }
    }
}
