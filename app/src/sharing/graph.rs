//! From a page to its description in JSON-LD.

use super::{
    Announcement, ArticleFacts, AuthorFacts, SharedPicture, Subject,
    json_ld::{
        Author, BreadcrumbList, CollectionPage, EntryPoint, Graph, ListItem, NamedOrganization, NewsArticle,
        Node, Organization, Person, ProfilePage, Reference, SearchAction, WebPage, WebSite,
    },
};
use crate::routes;
use domain::{
    news::{Byline, Named},
    site::{About, Frame},
};

const LANGUAGE: &str = "vi";
/// The site's icon, in `style/public`.
const LOGO: &str = "/icon-512.png";

/// The description of a page, as the text of a `<script>`; `None` if search engines should not index the page,
/// or if there is nothing to say about it.
pub(super) fn json(page: &Announcement<'_>) -> Option<String> {
    let address = page.address.as_deref()?;
    let Frame { about, .. } = page.frame;
    let mut nodes = match &page.elsewhere.subject {
        Subject::Page => Vec::new(),
        Subject::Front => {
            vec![Node::Organization(organization(page.frame)), Node::WebSite(web_site(page.frame))]
        }
        Subject::List => vec![Node::CollectionPage(CollectionPage {
            name: page.title.to_owned(),
            description: page.description.clone(),
            url: address.to_owned(),
            in_language: LANGUAGE,
            is_part_of: Reference { id: web_site_id(about) },
        })],
        Subject::Author(AuthorFacts { name, description, portrait }) => {
            let image = portrait.as_ref().map(|_| page.picture.address.clone());
            vec![Node::ProfilePage(ProfilePage {
                url: address.to_owned(),
                in_language: LANGUAGE,
                is_part_of: Reference { id: web_site_id(about) },
                main_entity: Person {
                    name: name.clone(),
                    url: Some(address.to_owned()),
                    description: description.clone(),
                    image,
                },
            })]
        }
        Subject::Article(facts) => vec![Node::NewsArticle(Box::new(news_article(page, facts, address)))],
    };
    nodes.extend(breadcrumb(page).map(Node::BreadcrumbList));
    if nodes.is_empty() { None } else { Graph::of(nodes).in_html() }
}

fn news_article(page: &Announcement<'_>, facts: &ArticleFacts, address: &str) -> NewsArticle {
    let about = &page.frame.about;
    let own = facts.figure.as_ref().map(|figure| {
        let SharedPicture { address, .. } = SharedPicture::of_file(&figure.picture, &about.url);
        address
    });
    let publisher = organization(page.frame);
    NewsArticle {
        headline: page.title.to_owned(),
        description: page.description.clone(),
        image: [page.picture.address.clone()].into_iter().chain(own).collect(),
        date_published: facts.published.clone(),
        date_modified: facts.modified.clone(),
        author: authors(&facts.byline, &publisher.name, about),
        publisher,
        main_entity_of_page: WebPage { id: address.to_owned() },
        article_section: facts.section.clone(),
        keywords: facts.tags.iter().map(|tag| tag.name.clone()).collect(),
        word_count: Some(facts.words).filter(|words| *words > 0),
        in_language: LANGUAGE,
        is_accessible_for_free: true,
    }
}

/// The authors with a page; else the name of one without; else the organisation, or the site's own.
fn authors(byline: &Byline, publisher: &str, about: &About) -> Vec<Author> {
    let person = |name: &str, url| {
        Author::Person(Person { name: name.to_owned(), url, description: String::new(), image: None })
    };
    let with_page =
        |Named { slug, name }: &Named| person(name, Some(format!("{}{}", about.url, routes::author(slug))));
    if !byline.authors.is_empty() {
        return byline.authors.iter().map(with_page).collect();
    }
    if !byline.author.is_empty() {
        return vec![person(&byline.author, None)];
    }
    let name = if byline.organisation.is_empty() { publisher } else { &byline.organisation };
    vec![Author::Organization(NamedOrganization { name: name.to_owned() })]
}

/// The organisation that operates the site.
fn organization(Frame { about, operator, .. }: &Frame) -> Organization {
    let name = if operator.name.is_empty() { &about.name } else { &operator.name };
    Organization {
        id: organization_id(about),
        name: name.clone(),
        url: format!("{}{}", about.url, routes::FRONT),
        logo: format!("{}{LOGO}", about.url),
        address: operator.address.clone(),
        telephone: operator.phone.clone(),
        email: operator.email.clone(),
    }
}

fn web_site(Frame { about, .. }: &Frame) -> WebSite {
    WebSite {
        id: web_site_id(about),
        name: about.name.clone(),
        url: format!("{}{}", about.url, routes::FRONT),
        description: about.description.clone(),
        in_language: LANGUAGE,
        publisher: Reference { id: organization_id(about) },
        potential_action: SearchAction {
            target: EntryPoint { url_template: format!("{}{}", about.url, routes::SEARCH_TEMPLATE) },
            query_input: "required name=search_term_string",
        },
    }
}

fn breadcrumb(page: &Announcement<'_>) -> Option<BreadcrumbList> {
    let url = &page.frame.about.url;
    let front = (routes::FRONT.to_owned(), page.frame.about.name.clone());
    let steps = [front].into_iter().chain(page.elsewhere.steps.iter().cloned());
    let items = (1..).zip(steps).map(|(position, (path, name))| ListItem {
        position,
        name,
        item: format!("{url}{path}"),
    });
    (!page.elsewhere.steps.is_empty()).then(|| BreadcrumbList { item_list_element: items.collect() })
}

fn organization_id(about: &About) -> String {
    format!("{}/#don-vi", about.url)
}

fn web_site_id(about: &About) -> String {
    format!("{}/#trang-web", about.url)
}

#[cfg(test)]
mod tests;
