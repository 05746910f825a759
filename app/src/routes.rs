//! Addresses and pages: the only place that builds an address, and the only one that takes one apart.

use domain::{
    id::ArticleId,
    news::{Article, Card, CategoryName, Headline, PageKey},
    site::{Link, Target},
    text::Slug,
};

/// The front page.
pub const FRONT: &str = "/";
/// The parameter of a list's address that says where the page begins.
pub const BEFORE: &str = "truoc";

/// A category's first page.
pub fn category(slug: &Slug) -> String {
    format!("/tin/{slug}")
}

/// A category's page of articles older than `key`.
pub fn category_before(slug: &Slug, key: PageKey) -> String {
    format!("/tin/{slug}?{BEFORE}={key}")
}

fn article_address(category: &Slug, slug: &Slug, id: ArticleId) -> String {
    format!("/tin/{category}/{slug}-{id}")
}

/// The article of a card.
pub fn card(card: &Card) -> String {
    article_address(&card.category.slug, &card.slug, card.id)
}

/// The article of a headline, in the category it shares with the article the headline stands under.
pub fn headline(category: &CategoryName, headline: &Headline) -> String {
    article_address(&category.slug, &headline.slug, headline.id)
}

/// The one right address of an article.
pub fn article(article: &Article) -> String {
    match article.category() {
        Some(category) => article_address(&category.slug, &article.slug, article.id),
        None => FRONT.to_owned(),
    }
}

/// A static page.
pub fn page(slug: &Slug) -> String {
    format!("/trang/{slug}")
}

/// A picture of the media folder.
pub fn picture(name: &str) -> String {
    domain::media::address(name)
}

/// Where a link of a menu leads; `None` for plain text.
pub fn link(link: &Link) -> Option<String> {
    match &link.target {
        Target::Nowhere => None,
        Target::Address(address) => Some(address.clone()),
        Target::Category(slug) => Some(category(slug)),
    }
}

/// The id at the end of an article's address; whatever stands before it is for people.
pub fn read_article(segment: &str) -> Option<ArticleId> {
    segment.rsplit('-').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_known_by_the_id_at_the_end() {
        assert_eq!(read_article("bai-viet-12"), Some(ArticleId(12)));
        assert_eq!(read_article("BÀI-VIẾT-12"), Some(ArticleId(12)));
        assert_eq!(read_article("12"), Some(ArticleId(12)));
        assert_eq!(read_article("bai-viet"), None);
        assert_eq!(read_article("bai-viet-012"), None);
        assert_eq!(read_article(""), None);
    }

    #[test]
    fn a_list_continues_by_key() {
        let slug = "tin-tuc".parse().expect("a slug");
        let key = "1711289160000-7".parse().expect("a key");
        assert_eq!(category_before(&slug, key), "/tin/tin-tuc?truoc=1711289160000-7");
    }
}
