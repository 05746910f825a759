//! Which links of a text lead to nothing that readers can open.

use crate::{
    db::{Db, DbError, QueryBuilder, boxed},
    id::{ArticleId, PollId},
    media::{
        Picture,
        store::{find_files, find_pictures},
    },
    news::{ListKind, store::load_headlines},
    polls::store::which_exist,
    scope::Reading,
    text::Slug,
};
use std::collections::BTreeSet;

/// What a link of a text leads to, on this site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Linked {
    /// An article.
    Article(ArticleId),
    /// A static page.
    Page(Slug),
    /// A list of articles.
    List(ListKind, Slug),
    /// A poll.
    Poll(PollId),
    /// A picture or a file, by its name in the media folder.
    Media(String),
}

/// The targets that do not exist, or that readers do not see. At most eight statements for 500 of them.
#[boxed]
pub async fn find_dead(reading: &Reading, linked: &[Linked]) -> Result<Vec<Linked>, DbError> {
    let db = &reading.db;
    let articles: Vec<ArticleId> =
        pick(linked, |it| if let Linked::Article(id) = it { Some(*id) } else { None });
    let polls: Vec<PollId> = pick(linked, |it| if let Linked::Poll(id) = it { Some(*id) } else { None });
    let media: Vec<&str> =
        pick(linked, |it| if let Linked::Media(name) = it { Some(name.as_str()) } else { None });
    let pages: Vec<&str> =
        pick(linked, |it| if let Linked::Page(slug) = it { Some(slug.as_str()) } else { None });
    let of = |kind| {
        pick(linked, move |it| match it {
            Linked::List(of, slug) if *of == kind => Some(slug.as_str()),
            _ => None,
        })
    };
    let mut articles_seen = BTreeSet::new();
    if !articles.is_empty() {
        articles_seen
            .extend(load_headlines(reading, &articles).await?.into_iter().map(|headline| headline.id));
    }
    let polls = which_exist(db, &polls).await?;
    let pictures = find_pictures(db, &media).await?;
    let files = find_files(db, &media).await?.into_iter().map(|(name, _)| name);
    let media: BTreeSet<String> =
        files.chain(pictures.iter().map(|picture| picture.stem().to_owned())).collect();
    let pages = slugs(db, "select slug from pages where published = true and slug in (", &pages).await?;
    let categories =
        slugs(db, "select slug from categories where slug in (", &of(ListKind::Category)).await?;
    let series = slugs(db, "select slug from series where slug in (", &of(ListKind::Series)).await?;
    let tags = slugs(db, "select slug from tags where slug in (", &of(ListKind::Tag)).await?;
    let authors = slugs(db, "select slug from authors where slug in (", &of(ListKind::Author)).await?;
    let is_there = |it: &&Linked| match it {
        Linked::Article(id) => articles_seen.contains(id),
        Linked::Poll(id) => polls.contains(id),
        Linked::Media(name) => media.contains(name) || media.contains(Picture::stem_of(name)),
        Linked::Page(slug) => pages.contains(slug.as_str()),
        Linked::List(ListKind::Category, slug) => categories.contains(slug.as_str()),
        Linked::List(ListKind::Series, slug) => series.contains(slug.as_str()),
        Linked::List(ListKind::Tag, slug) => tags.contains(slug.as_str()),
        Linked::List(ListKind::Author, slug) => authors.contains(slug.as_str()),
    };
    Ok(linked.iter().filter(|it| !is_there(it)).cloned().collect())
}

fn pick<'a, T>(linked: &'a [Linked], choose: impl Fn(&'a Linked) -> Option<T>) -> Vec<T> {
    linked.iter().filter_map(choose).collect()
}

/// Those of these texts that the statement finds; none are not looked for.
async fn slugs(db: &Db, select: &'static str, texts: &[&str]) -> Result<BTreeSet<String>, DbError> {
    let mut found = BTreeSet::new();
    for texts in texts.chunks(500) {
        let mut query = QueryBuilder::new(select);
        let mut list = query.separated(", ");
        for text in texts {
            list.push_bind((*text).to_owned());
        }
        query.push(") limit 500");
        let rows: Vec<String> = query.build_query_scalar().fetch_all(db.read()).await?;
        found.extend(rows);
    }
    Ok(found)
}
