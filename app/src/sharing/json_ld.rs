//! The part of the schema.org vocabulary that pages are described with, as JSON-LD
//! (<https://www.w3.org/TR/json-ld11/>). `make vocabulary` compares it with schema.org's own.

use serde::Serialize;

/// The description of a page: what is on it, by name.
#[derive(Debug, Serialize)]
pub(super) struct Graph {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    nodes: Vec<Node>,
}

/// Something that a page is or shows.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Node {
    NewsArticle(Box<NewsArticle>),
    BreadcrumbList(BreadcrumbList),
    Organization(Organization),
    WebSite(WebSite),
    CollectionPage(CollectionPage),
    ProfilePage(ProfilePage),
}

#[derive(Debug, Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(super) struct NewsArticle {
    pub(super) headline: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) description: String,
    pub(super) image: Vec<String>,
    pub(super) date_published: String,
    pub(super) date_modified: String,
    pub(super) author: Vec<Author>,
    pub(super) publisher: Organization,
    pub(super) main_entity_of_page: WebPage,
    pub(super) article_section: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) keywords: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) word_count: Option<u32>,
    pub(super) in_language: &'static str,
    pub(super) is_accessible_for_free: bool,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Author {
    Person(Person),
    Organization(NamedOrganization),
}

#[derive(Debug, Serialize)]
#[serde(tag = "@type")]
pub(super) struct Person {
    pub(super) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) image: Option<String>,
}

/// An organisation of which only the name is known.
#[derive(Debug, Serialize)]
#[serde(tag = "@type", rename = "Organization")]
pub(super) struct NamedOrganization {
    pub(super) name: String,
}

/// The organisation behind the site.
#[derive(Debug, Serialize)]
#[serde(tag = "@type")]
pub(super) struct Organization {
    #[serde(rename = "@id")]
    pub(super) id: String,
    pub(super) name: String,
    pub(super) url: String,
    pub(super) logo: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) address: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) telephone: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) email: String,
}

#[derive(Debug, Serialize)]
#[serde(tag = "@type")]
pub(super) struct WebPage {
    #[serde(rename = "@id")]
    pub(super) id: String,
}

#[derive(Debug, Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(super) struct WebSite {
    #[serde(rename = "@id")]
    pub(super) id: String,
    pub(super) name: String,
    pub(super) url: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) description: String,
    pub(super) in_language: &'static str,
    pub(super) publisher: Reference,
    pub(super) potential_action: SearchAction,
}

/// Something that is described elsewhere.
#[derive(Debug, Serialize)]
pub(super) struct Reference {
    #[serde(rename = "@id")]
    pub(super) id: String,
}

#[derive(Debug, Serialize)]
#[serde(tag = "@type")]
pub(super) struct SearchAction {
    pub(super) target: EntryPoint,
    /// The name of the variable in the address (<https://schema.org/docs/actions.html>).
    #[serde(rename = "query-input")]
    pub(super) query_input: &'static str,
}

#[derive(Debug, Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(super) struct EntryPoint {
    pub(super) url_template: String,
}

#[derive(Debug, Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(super) struct CollectionPage {
    pub(super) name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) description: String,
    pub(super) url: String,
    pub(super) in_language: &'static str,
    pub(super) is_part_of: Reference,
}

#[derive(Debug, Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(super) struct ProfilePage {
    pub(super) url: String,
    pub(super) in_language: &'static str,
    pub(super) is_part_of: Reference,
    pub(super) main_entity: Person,
}

#[derive(Debug, Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(super) struct BreadcrumbList {
    pub(super) item_list_element: Vec<ListItem>,
}

#[derive(Debug, Serialize)]
#[serde(tag = "@type")]
pub(super) struct ListItem {
    pub(super) position: usize,
    pub(super) name: String,
    pub(super) item: String,
}

impl Graph {
    /// A graph of these nodes.
    pub(super) fn of(nodes: Vec<Node>) -> Self {
        Self { context: "https://schema.org", nodes }
    }

    /// The text of a `<script>`. In JSON, `<` is only within texts, where it may be escaped: so no title can
    /// end the element or begin a comment in it.
    pub(super) fn in_html(&self) -> Option<String> {
        Some(serde_json::to_string(self).ok()?.replace('<', "\\u003c"))
    }
}
