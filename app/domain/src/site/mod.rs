//! The site itself: name and operator, menus, links, footer and static pages, and the frame around every
//! page.

use crate::{
    id::{ArticleId, PollId},
    news::{Block, ListKind, Named},
    polls::BallotPaper,
    text::Slug,
};
use serde::{Deserialize, Serialize};

#[cfg(feature = "store")]
pub mod misspelt;
#[cfg(feature = "store")]
pub mod settings;
#[cfg(feature = "store")]
pub mod setup;
#[cfg(feature = "store")]
pub mod store;
#[cfg(test)]
mod tests;

/// The most levels of a menu; deeper levels are cut off.
pub const MAX_MENU_DEPTH: usize = 30;

/// Everything around the content of a page. The server renders it; only [`About`] is sent to the browser as
/// data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// Name, description and address of the site.
    pub about: About,
    /// Who is responsible for the site.
    pub operator: Operator,
    /// The menus, in order.
    pub menus: Vec<LinkList>,
    /// The blocks of links, in order.
    pub links: Vec<LinkList>,
    /// The lines of the footer.
    pub footer: Vec<Link>,
    /// The beginning of the introduction.
    pub introduction: Option<Introduction>,
    /// The poll of the side column.
    pub poll: Option<BallotPaper>,
    /// Whether search engines are asked not to index the site.
    pub hidden_from_search: bool,
}

/// What search engines and other programs are told about the whole site.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchEngines {
    /// They are asked not to index it.
    pub hidden: bool,
    /// Programs that collect texts for language models are asked to stay away.
    pub collectors_refused: bool,
    /// They are told of articles that are new, changed or withdrawn (IndexNow).
    pub told: bool,
}

/// What pages need for their titles and metadata; the browser keeps it when the reader moves to another page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The site's name.
    pub name: String,
    /// A sentence about the site, for search engines and link previews; may be empty.
    pub description: String,
    /// The public address of the site, without a slash at the end: `https://khuyenhoc.example`.
    pub url: String,
}

/// Who is responsible for the site, as the law on electronic news pages requires. Empty parts are not shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operator {
    /// The organisation.
    pub name: String,
    /// Its postal address.
    pub address: String,
    /// Its telephone number.
    pub phone: String,
    /// Its e-mail address.
    pub email: String,
    /// The person responsible for the content.
    pub responsible: String,
    /// The licence or registration of the site.
    pub licence: String,
}

/// A named list of links: a menu, or a block of links.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkList {
    /// Its heading.
    pub name: String,
    /// Its links, in order.
    pub items: Vec<Link>,
}

/// A link of a menu, a block or the footer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The text of the link.
    pub label: String,
    /// Where it leads.
    pub target: Target,
    /// Whether the current page is in the linked category, or in a subcategory of it.
    pub around: bool,
    /// The links below it.
    pub items: Vec<Link>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// Nowhere: plain text.
    Nowhere,
    /// To an address, checked by [`is_safe_address`].
    Address(String),
    /// To a list of articles, such as a category.
    List(ListKind, Slug),
    /// To a static page.
    Page(Slug),
    /// To an article.
    Article {
        /// The slug of its main category.
        category: Slug,
        /// Its slug.
        slug: Slug,
        /// Its id.
        id: ArticleId,
    },
    /// To a poll.
    Poll(PollId),
    /// To a file of the media folder, by its name.
    File(String),
}

/// The beginning of the introduction, with the page that has the whole text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Introduction {
    /// The heading of the block.
    pub title: String,
    /// The title of the page.
    pub page_title: String,
    /// The page.
    pub page: Slug,
    /// Its first sentences.
    pub excerpt: String,
}

/// A static page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaticPage {
    /// Its slug.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// Its first sentences, for search engines and chats.
    pub excerpt: String,
    /// Its content.
    pub body: Vec<Block>,
    /// The pages above it, from the first level on.
    pub above: Vec<Named>,
    /// The pages below it, in order.
    pub below: Vec<Named>,
}

/// Whether a link may lead there: a path of this site, a web address, an e-mail address or a telephone
/// number.
pub fn is_safe_address(address: &str) -> bool {
    let path = address.starts_with('/') && !address.starts_with("//");
    let known = ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| address.starts_with(scheme));
    let plain =
        !address.chars().any(|letter| letter.is_control() || letter.is_whitespace() || letter == '\\');
    (path || known) && plain
}

/// Whether an address of this site belongs to a file and not to a page: pages have no dot in the last
/// segment. The client-side router must leave such links to the browser.
pub fn is_file_address(address: &str) -> bool {
    let last = address.rsplit('/').next().unwrap_or_default();
    address.starts_with('/') && last.split(['?', '#']).next().is_some_and(|name| name.contains('.'))
}

#[cfg(test)]
mod rules {
    use super::{is_file_address, is_safe_address};

    #[test]
    fn a_file_is_told_from_a_page() {
        for file in ["/media/a.jpg", "/rss.xml", "/media/a.pdf?x=1"] {
            assert!(is_file_address(file), "{file}");
        }
        for page in ["/", "/tin/tin-tuc", "/tim-kiem?q=a.b", "https://a.example/b.jpg"] {
            assert!(!is_file_address(page), "{page}");
        }
    }

    #[test]
    fn a_link_leads_nowhere_dangerous() {
        for right in ["/", "/trang/gioi-thieu", "https://moet.gov.vn/", "mailto:a@b.vn", "tel:+8424"] {
            assert!(is_safe_address(right), "{right}");
        }
        for wrong in [
            "javascript:alert(1)",
            "//evil.example",
            "/\\evil.example",
            "data:text/html,x",
            "trang",
            "https://a b",
        ] {
            assert!(!is_safe_address(wrong), "{wrong}");
        }
    }
}
