//! How an article would look to readers with what somebody has typed and not saved. Nothing is stored.

use super::load_article;
use crate::{
    accounts::Person,
    clock::{Timestamp, Zone},
    db::{Db, Fault, boxed},
    editing::{ArticleForm, Checked, Field, Problem, Refusal, body},
    id::{ArticleId, AuthorId, FileId},
    media::{Attachment, Figure, size_in_words, store::load_picture},
    news::{
        Article, Byline, Named, Source, count_words, reading_minutes,
        store::{load_article as load_readers_article, load_path},
    },
    scope::Scope,
    text::{Slug, is_shouted},
};

/// The article as it would be with this form; its place in a series and its neighbours are those it has now.
#[boxed]
pub async fn preview(
    db: &Db,
    person: &Person,
    id: ArticleId,
    form: &ArticleForm,
    (zone, now): (&Zone, Timestamp),
) -> Result<Result<Article, Refusal>, Fault> {
    if load_article(db, person, id, zone, now).await?.is_none() {
        return Ok(Err(Refusal::Gone));
    }
    let Some(article) = load_readers_article(db, Scope::Preview(id), id, now).await? else {
        return Ok(Err(Refusal::Gone));
    };
    let checked = match form.check(zone, now) {
        Ok(checked) => checked,
        Err(problems) => return Ok(Err(Refusal::Problems(problems))),
    };
    match body::read(db, &form.body).await? {
        Ok(body) => Ok(Ok(laid_over(db, article, checked, body, zone).await?)),
        Err(sentence) => Ok(Err(Refusal::Problems(vec![Problem { field: Field::Body, sentence }]))),
    }
}

async fn laid_over(
    db: &Db,
    article: Article,
    typed: Checked,
    body: body::Body,
    zone: &Zone,
) -> Result<Article, Fault> {
    let figure = match typed.picture {
        Some(picture) => load_picture(db, picture).await?,
        None => None,
    };
    let figure = figure.map(|stored| {
        let mut picture = stored.picture;
        if !typed.alt.is_empty() {
            picture.alt.clone_from(&typed.alt);
        }
        Figure { picture, caption: typed.caption.clone() }
    });
    let path = load_path(db, typed.category).await?;
    Ok(Article {
        slug: typed.slug,
        shouted: is_shouted(&typed.title),
        title: typed.title,
        path: if path.is_empty() { article.path.clone() } else { path },
        kicker: typed.kicker,
        published: typed.published_at.map_or_else(|| article.published.clone(), |time| zone.moment(time)),
        minutes: reading_minutes(body.words.saturating_add(count_words(&typed.lead))),
        lead: typed.lead,
        figure,
        body: body.blocks,
        byline: Byline {
            role: typed.role,
            author: typed.author,
            authors: load_authors(db, &typed.authors).await?,
            organisation: typed.organisation,
        },
        source: (!typed.source.is_empty())
            .then_some(Source { name: typed.source, address: typed.source_address }),
        attachments: load_attachments(db, typed.attachments).await?,
        tags: typed.tags.into_iter().map(|(slug, name)| Named { slug, name }).collect(),
        ..article
    })
}

async fn load_authors(db: &Db, ids: &[AuthorId]) -> Result<Vec<Named>, Fault> {
    let mut authors = Vec::new();
    for id in ids {
        let row: Option<(Slug, String)> = sqlx::query_as("select slug, name from authors where id = $1")
            .bind(id)
            .fetch_optional(db.read())
            .await?;
        authors.extend(row.map(|(slug, name)| Named { slug, name }));
    }
    Ok(authors)
}

async fn load_attachments(db: &Db, typed: Vec<(FileId, String)>) -> Result<Vec<Attachment>, Fault> {
    let mut attachments = Vec::new();
    for (id, label) in typed {
        let row: Option<(String, i64)> = sqlx::query_as("select name, bytes from files where id = $1")
            .bind(id)
            .fetch_optional(db.read())
            .await?;
        attachments.extend(row.map(|(name, bytes)| {
            let size = size_in_words(&name, bytes);
            Attachment { name, label, size }
        }));
    }
    Ok(attachments)
}
