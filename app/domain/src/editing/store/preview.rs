//! The preview: an article as readers would see it with the form as typed. Nothing is stored.

use super::{load_article, load_choices};
use crate::{
    clock::Moment,
    db::{Db, DbError, boxed},
    drafting::Draft,
    editing::{ArticleField, ArticleForm, DeskArticle, Refusal, body},
    id::{ArticleId, AuthorId},
    media::{Attachment, Figure, size_in_words, store::load_picture},
    news::{
        Article, AttachedFile, Content, Manuscript, Named, Version, reading_minutes,
        store::{load_article as load_readers_article, load_path, read_json},
    },
    scope::{Editing, Reading, Scope},
    text::{Slug, is_shouted},
};

/// In place of a title that is not written yet.
const NO_TITLE: &str = "Bài chưa có tiêu đề";

/// An article with this form, or a new one. The title and the category may be missing. The place in a series and the
/// neighbours are those of the stored article.
#[boxed]
pub async fn preview(
    editing: &Editing,
    id: Option<ArticleId>,
    form: &ArticleForm,
) -> Result<Result<Article, Refusal>, DbError> {
    let stored = match id {
        Some(id) if load_article(editing, id).await?.is_none() => return Ok(Err(Refusal::Gone)),
        Some(id) => load_stored(editing, id).await?,
        None => None,
    };
    let mut form = form.clone();
    form.fill(ArticleField::Title, NO_TITLE);
    if form.text(ArticleField::Category).is_empty() {
        let choices = load_choices(editing).await?.categories;
        if let Some(category) = choices.into_iter().find(|category| category.allowed) {
            form.fill(ArticleField::Category, category.id.to_string());
        }
    }
    let body = body::read(&editing.db, form.text(ArticleField::Body)).await?;
    match form.check(body, &editing.zone, editing.now) {
        Ok(typed) => Ok(Ok(laid_over(editing, stored, typed).await?)),
        Err(problems) => Ok(Err(Refusal::Problems(problems))),
    }
}

/// A stored article, with what its draft has and it does not, if this person may change it. As it is stored if the draft
/// cannot be shown.
#[boxed]
pub(super) async fn preview_kept(
    editing: &Editing,
    article: &DeskArticle,
) -> Result<Option<Article>, DbError> {
    let pending: Option<String> = if editing.person.may_edit(&article.authorship) {
        sqlx::query_scalar("select content from drafts where article_id = $1 and pending = 1")
            .bind(article.id)
            .fetch_optional(editing.db.read())
            .await?
    } else {
        None
    };
    if let Some(draft) = pending {
        let draft: Draft = read_json(&draft)?;
        if let Ok(article) = preview(editing, Some(article.id), &ArticleForm::of_draft(&draft)).await? {
            return Ok(Some(article));
        }
    }
    load_stored(editing, article.id).await
}

async fn load_stored(editing: &Editing, id: ArticleId) -> Result<Option<Article>, DbError> {
    let reading = Reading { db: editing.db.clone(), scope: Scope::Preview(id), now: editing.now };
    load_readers_article(&reading, id).await
}

/// The typed texts in place of the stored ones.
async fn laid_over(
    editing: &Editing,
    stored: Option<Article>,
    typed: Manuscript,
) -> Result<Article, DbError> {
    let Editing { db, zone, now, .. } = editing;
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
    let stored = stored.unwrap_or_else(|| unwritten(typed.slug.clone(), zone.moment(*now)));
    let path = load_path(db, typed.category).await?;
    Ok(Article {
        slug: typed.slug,
        shouted: is_shouted(&typed.content.title),
        content: typed.content,
        path: if path.is_empty() { stored.path.clone() } else { path },
        published: typed.published_at.map_or_else(|| stored.published.clone(), |time| zone.moment(time)),
        words: typed.words,
        minutes: reading_minutes(typed.words),
        figure,
        body: typed.body,
        authors: load_authors(db, &typed.authors).await?,
        attachments: load_attachments(db, typed.attachments).await?,
        tags: typed.tags,
        ..stored
    })
}

/// An article that was never saved: without neighbours.
fn unwritten(slug: Slug, published: Moment) -> Article {
    Article {
        id: ArticleId(0),
        slug,
        content: Content::default(),
        shouted: false,
        path: Vec::new(),
        modified: published.clone(),
        published,
        words: 0,
        minutes: 0,
        figure: None,
        body: Vec::new(),
        authors: Vec::new(),
        attachments: Vec::new(),
        tags: Vec::new(),
        series: None,
        newer: Vec::new(),
        older: Vec::new(),
        related: Vec::new(),
        version: Version::default(),
    }
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
