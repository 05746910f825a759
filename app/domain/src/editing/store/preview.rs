//! The preview: an article as readers would see it with the form as typed. Nothing is stored.

use super::load_article;
use crate::{
    clock::Zone,
    db::{Db, DbError, boxed},
    editing::{ArticleField, ArticleForm, Refusal, body},
    id::{ArticleId, AuthorId},
    media::{Attachment, Figure, size_in_words, store::load_picture},
    news::{
        Article, AttachedFile, Manuscript, Named, reading_minutes,
        store::{load_article as load_readers_article, load_path},
    },
    scope::{Editing, Reading, Scope},
    text::{Slug, is_shouted},
};

/// The article with this form; its place in a series and its neighbours are the present ones.
#[boxed]
pub async fn preview(
    editing: &Editing,
    id: ArticleId,
    form: &ArticleForm,
) -> Result<Result<Article, Refusal>, DbError> {
    if load_article(editing, id).await?.is_none() {
        return Ok(Err(Refusal::Gone));
    }
    let Editing { db, zone, now, .. } = editing;
    let reading = Reading { db: db.clone(), scope: Scope::Preview(id), now: *now };
    let Some(article) = load_readers_article(&reading, id).await? else {
        return Ok(Err(Refusal::Gone));
    };
    let body = body::read(db, form.text(ArticleField::Body)).await?;
    match form.check(body, zone, *now) {
        Ok(typed) => Ok(Ok(laid_over(db, article, typed, zone).await?)),
        Err(problems) => Ok(Err(Refusal::Problems(problems))),
    }
}

async fn laid_over(db: &Db, article: Article, typed: Manuscript, zone: &Zone) -> Result<Article, DbError> {
    let figure = match typed.picture {
        Some(picture) => load_picture(db, picture).await?,
        None => None,
    };
    let figure = figure.map(|stored| {
        let mut picture = stored.picture;
        if !typed.content.picture_alt.is_empty() {
            picture.alt.clone_from(&typed.content.picture_alt);
        }
        Figure { picture, caption: typed.content.picture_caption.clone() }
    });
    let path = load_path(db, typed.category).await?;
    Ok(Article {
        slug: typed.slug,
        shouted: is_shouted(&typed.content.title),
        content: typed.content,
        path: if path.is_empty() { article.path.clone() } else { path },
        published: typed.published_at.map_or_else(|| article.published.clone(), |time| zone.moment(time)),
        minutes: reading_minutes(typed.words),
        figure,
        body: typed.body,
        authors: load_authors(db, &typed.authors).await?,
        attachments: load_attachments(db, typed.attachments).await?,
        tags: typed.tags,
        ..article
    })
}

async fn load_authors(db: &Db, ids: &[AuthorId]) -> Result<Vec<Named>, DbError> {
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

async fn load_attachments(db: &Db, typed: Vec<AttachedFile>) -> Result<Vec<Attachment>, DbError> {
    let mut attachments = Vec::new();
    for AttachedFile { file, label } in typed {
        let row: Option<(String, i64)> = sqlx::query_as("select name, bytes from files where id = $1")
            .bind(file)
            .fetch_optional(db.read())
            .await?;
        attachments.extend(row.map(|(name, bytes)| {
            let size = size_in_words(&name, bytes);
            Attachment { name, label, size }
        }));
    }
    Ok(attachments)
}
