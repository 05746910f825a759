//! Finding what a link is to lead to: its kind, its id and its name.

use crate::{
    db::{DbError, WriteTx},
    editing::Linked,
    news::ListKind,
    text::Slug,
};

/// A thing that a link leads to.
pub(super) struct Found {
    pub(super) kind: &'static str,
    pub(super) id: i64,
    pub(super) name: String,
}

/// The thing, if it exists. An article need not be published: the link is shown to readers when it is. A slug may be one
/// that the thing had before.
pub(super) async fn find(tx: &mut WriteTx<'_>, linked: &Linked) -> Result<Option<Found>, DbError> {
    /// Finds by the slug of now or of before.
    macro_rules! by_slug {
        ($table:literal, $name:literal, $kind:literal) => {
            concat!(
                "select subject.id, subject.",
                $name,
                " from ",
                $table,
                " subject
                 where subject.slug = $1
                    or subject.id = (select subject_id from former_slugs where kind = '",
                $kind,
                "' and slug = $1)
                 order by subject.slug <> $1
                 limit 1"
            )
        };
    }
    let by_slug = |query, slug: &Slug| sqlx::query_as(query).bind(slug.to_string());
    let by_id = |query, id: i64| sqlx::query_as(query).bind(id);
    let (kind, query) = match linked {
        Linked::List(ListKind::Category, slug) => {
            ("category", by_slug(by_slug!("categories", "name", "category"), slug))
        }
        Linked::List(ListKind::Series, slug) => {
            ("series", by_slug(by_slug!("series", "name", "series"), slug))
        }
        Linked::List(ListKind::Tag, slug) => ("tag", by_slug(by_slug!("tags", "name", "tag"), slug)),
        Linked::List(ListKind::Author, slug) => {
            ("author", by_slug(by_slug!("authors", "name", "author"), slug))
        }
        Linked::Page(slug) => ("page", by_slug(by_slug!("pages", "title", "page"), slug)),
        Linked::Article(id) => ("article", by_id("select id, title from articles where id = $1", id.0)),
        Linked::Poll(id) => ("poll", by_id("select id, question from polls where id = $1", id.0)),
        Linked::Media(name) => {
            ("file", sqlx::query_as("select id, name from files where name = $1").bind(name.clone()))
        }
    };
    let found: Option<(i64, String)> = query.fetch_optional(&mut **tx).await?;
    Ok(found.map(|(id, name)| Found { kind, id, name }))
}
