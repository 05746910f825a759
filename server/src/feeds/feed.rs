//! What a feed says in every format.

use app::{
    answer::Services,
    news::feed_text::feed_text,
    routes::{self, feeds::FeedFormat},
};
use domain::{
    clock::{Timestamp, Zone},
    id::PollId,
    news::{
        ListKind, Named, absolute,
        feed::{EnclosedFile, FeedArticle, Outline},
    },
    secret::Secret,
};
use std::{error::Error, sync::Arc};

/// The icon of the site, for lists of feeds.
const ICON: &str = "/icon-512.png";
/// The small icon.
const FAVICON: &str = "/favicon.ico";

/// A feed. All addresses are absolute.
pub(super) struct Feed {
    /// Names it for ever.
    pub(super) id: String,
    /// The name of the site.
    pub(super) site: String,
    pub(super) title: String,
    /// A sentence about it; may be empty.
    pub(super) description: String,
    /// The page that lists the same articles.
    pub(super) home: String,
    /// Its own address.
    pub(super) own: String,
    pub(super) icon: String,
    pub(super) favicon: String,
    pub(super) zone: Zone,
    /// The newest change; 1970 without articles, since Atom needs a date.
    pub(super) updated: Timestamp,
    pub(super) items: Vec<Item>,
    url: Arc<str>,
    secret: Secret,
}

/// An article of a feed.
pub(super) struct Item {
    /// Names it for ever. Programs know by it which articles they have shown, so it contains neither slug nor category nor
    /// the address of the site, which may all change: a `tag:` or a link would have one of them. It is a hash of the
    /// number of the article, keyed by the secret of the site, which backups contain.
    pub(super) id: String,
    pub(super) title: String,
    pub(super) link: String,
    /// The lead, as plain text; may be empty.
    pub(super) summary: String,
    /// The whole article.
    pub(super) html: String,
    pub(super) published: Timestamp,
    pub(super) updated: Timestamp,
    pub(super) authors: Vec<Person>,
    /// The names of its category and its tags.
    pub(super) categories: Vec<String>,
    pub(super) picture: Option<Enclosure>,
    /// Recordings.
    pub(super) audio: Vec<Enclosure>,
}

/// An author.
pub(super) struct Person {
    pub(super) name: String,
    /// The author's page.
    pub(super) page: Option<String>,
}

/// A file that programs may load together with an article.
#[derive(Clone)]
pub(super) struct Enclosure {
    pub(super) address: String,
    pub(super) mime: String,
    /// In bytes.
    pub(super) bytes: i64,
}

impl Feed {
    /// A feed without articles; `home` is the path of the page that lists them.
    pub(super) fn new(
        services: &Services,
        outline: &Outline,
        kind: Option<ListKind>,
        home: &str,
        format: FeedFormat,
    ) -> Self {
        let url = &services.url;
        let (id, title, description) = match (&outline.subject, kind) {
            (Some(subject), Some(kind)) => (
                format!("{} {}", kind_name(kind), subject.id),
                format!("{} – {}", subject.named.name, outline.site),
                subject.description.clone(),
            ),
            _ => ("site".to_owned(), outline.site.clone(), outline.site_description.clone()),
        };
        Self {
            id: services.secret.urn(&id),
            site: outline.site.clone(),
            title,
            description,
            home: format!("{url}{home}"),
            own: format!("{url}{}", format.of(home)),
            icon: format!("{url}{ICON}"),
            favicon: format!("{url}{FAVICON}"),
            zone: Zone::named(&outline.zone),
            updated: outline.updated().unwrap_or(Timestamp(0)),
            items: Vec::new(),
            url: Arc::clone(url),
            secret: services.secret.clone(),
        }
    }

    /// The feed with these articles, and the questions of the polls in them.
    pub(super) fn with(
        mut self,
        articles: Vec<FeedArticle>,
        questions: &[(PollId, String)],
    ) -> Result<Self, Box<dyn Error + Send + Sync>> {
        for article in articles {
            let item = self.item(article, questions)?;
            self.items.push(item);
        }
        Ok(self)
    }

    /// An instant in RFC 3339.
    pub(super) fn date(&self, instant: Timestamp) -> String {
        self.zone.moment(instant).machine
    }

    fn item(
        &self,
        article: FeedArticle,
        questions: &[(PollId, String)],
    ) -> Result<Item, Box<dyn Error + Send + Sync>> {
        let (entry, url) = (&article.entry, &self.url);
        let page = routes::article_address(&entry.category.slug, &article.slug, entry.id);
        let html = absolute(&feed_text(&article, questions), url, &page)?;
        let enclosure = |file: EnclosedFile| Enclosure {
            address: format!("{url}{}", routes::media(&file.name)),
            mime: file.mime,
            bytes: file.bytes,
        };
        let mut categories = vec![entry.category.name.clone()];
        for Named { name, .. } in &article.tags {
            if !categories.contains(name) {
                categories.push(name.clone());
            }
        }
        let mut authors: Vec<Person> = Vec::new();
        for Named { slug, name } in &article.authors {
            let page = Some(format!("{url}{}", routes::author(slug)));
            authors.push(Person { name: name.clone(), page });
        }
        if authors.is_empty() && !article.content.author.is_empty() {
            authors.push(Person { name: article.content.author.clone(), page: None });
        }
        Ok(Item {
            id: self.secret.urn(&format!("article {}", entry.id)),
            link: format!("{url}{page}"),
            html,
            published: entry.published(),
            updated: entry.updated(),
            authors,
            categories,
            picture: entry.picture.as_ref().map(|picture| enclosure(picture.enclosed())),
            audio: article.audio.iter().cloned().map(enclosure).collect(),
            title: article.content.title,
            summary: article.content.lead,
        })
    }
}

fn kind_name(kind: ListKind) -> &'static str {
    match kind {
        ListKind::Category => "category",
        ListKind::Series => "series",
        ListKind::Tag => "tag",
        ListKind::Author => "author",
    }
}
