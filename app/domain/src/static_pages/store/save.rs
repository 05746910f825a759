//! Writing pages: one transaction with its entry in the log.

use super::{Change, read_page, read_pages};
use crate::{
    accounts::Right,
    audit::{Action, Subject, store::note},
    db::{DbError, WriteTx, boxed, breaks},
    editing::body,
    form_key::{
        FormKey,
        store::{made_with, note_made},
    },
    former_slugs::{SlugOf, rename},
    id::PageId,
    news::{Block, store::write_json},
    scope::Editing,
    static_pages::{DeskPage, MAX_PAGES, PageField, PageForm, Pages, Problem, Refusal, form::Checked},
    text::excerpt,
};

/// The length of the beginning that the side column, search engines and chats show, in characters.
const EXCERPT: usize = 240;

/// The page to save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A new one. If the same form (by its key) is sent again, it is the page that was created.
    New(Option<FormKey>),
    /// An existing one.
    Existing {
        /// The page.
        id: PageId,
        /// The version that was loaded into the form.
        version: i64,
    },
}

/// A page that was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saved {
    /// The page.
    pub id: PageId,
    /// Whether readers see it.
    pub published: bool,
}

/// Saves the form; readers see the page afterwards if `publishes`. Reports all problems at once. Its old address redirects.
#[boxed]
pub async fn save(editing: &Editing, target: Target, form: &PageForm, publishes: bool) -> Change<Saved> {
    let Editing { db, person, now, .. } = editing;
    if !person.may(Right::ManageSite) {
        return Ok(Err(Refusal::NotAllowed));
    }
    let body = body::read(db, &form.body).await?;
    let mut tx = db.write().await?;
    if let Target::New(key) = &target
        && let Some(id) = made_with(&mut tx, person.id, key.as_ref()).await?.map(PageId)
    {
        let made = read_page(&mut tx, id).await?;
        return Ok(made.map(|page| Saved { id, published: page.published }).ok_or(Refusal::Gone));
    }
    let stored = match target {
        Target::New(_) => None,
        Target::Existing { id, version } => match read_page(&mut tx, id).await? {
            None => return Ok(Err(Refusal::Gone)),
            Some(stored) if stored.version != version => {
                let DeskPage { updated_by: by, updated_at: at, version, .. } = stored;
                return Ok(Err(Refusal::Stale { by, at, version }));
            }
            stored => stored,
        },
    };
    let id = stored.as_ref().map(|stored| stored.id);
    let pages = read_pages(&mut tx).await?;
    let problem = |field, sentence: String| Ok(Err(Refusal::Problems(vec![Problem { field, sentence }])));
    let new = match form.check(&pages, id, body) {
        Ok(new) => new,
        Err(problems) => return Ok(Err(Refusal::Problems(problems))),
    };
    if publishes && new.body.blocks.is_empty() {
        return problem(PageField::Body, "Trang chưa có nội dung nên chưa đăng được.".to_owned());
    }
    if id.is_none() && pages.tree.len() + pages.trash.len() >= MAX_PAGES {
        return problem(PageField::Title, format!("Trang web có tối đa {MAX_PAGES} trang, kể cả thùng rác."));
    }
    let id = match write(&mut tx, editing, id, &new, (publishes, &pages)).await {
        Err(fault) if breaks(&fault, "pages.slug") => {
            let sentence = format!(
                "Đường dẫn “{}” đã thuộc một trang khác, có thể trong thùng rác. Xin ghi đường dẫn khác.",
                new.slug
            );
            return problem(PageField::Slug, sentence);
        }
        written => written?,
    };
    rename(&mut tx, SlugOf::Page, id.0, stored.as_ref().map(|stored| &stored.slug), &new.slug).await?;
    note_saved(&mut tx, editing, id, stored.as_ref(), (&new, publishes)).await?;
    if let Target::New(key) = &target {
        note_made(&mut tx, person.id, key.as_ref(), id.0, *now).await?;
    }
    tx.commit().await?;
    Ok(Ok(Saved { id, published: publishes }))
}

/// The beginning of a text.
fn beginning(blocks: &[Block]) -> String {
    let texts = blocks.iter().filter_map(|block| match block {
        Block::Html(html) => Some(html.text()),
        Block::Poll(_) => None,
    });
    excerpt(&texts.collect::<Vec<_>>().join(" "), EXCERPT)
}

/// Writes the row, at the end of its siblings if it comes to other ones. A page that is saved leaves the trash.
async fn write(
    tx: &mut WriteTx<'_>,
    editing: &Editing,
    id: Option<PageId>,
    new: &Checked,
    (publishes, pages): (bool, &Pages),
) -> Result<PageId, DbError> {
    let stays = id.and_then(|id| pages.get(id)).is_some_and(|node| node.parent == new.parent);
    let query = match id {
        None => sqlx::query_scalar(
            "insert into pages
                (slug, title, excerpt, body, parent_id, published, updated_at, updated_by, position)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             returning id",
        ),
        Some(_) => sqlx::query_scalar(
            "update pages
             set slug = $1, title = $2, excerpt = $3, body = $4, parent_id = $5, published = $6, updated_at = $7,
                updated_by = $8, position = case when $10 then position else $9 end, trashed_at = null,
                version = version + 1
             where id = $11
             returning id",
        ),
    };
    let siblings = pages.below(new.parent);
    let query = query
        .bind(&new.slug)
        .bind(&new.title)
        .bind(beginning(&new.body.blocks))
        .bind(write_json(&new.body.blocks)?)
        .bind(new.parent)
        .bind(publishes)
        .bind(editing.now)
        .bind(editing.person.id)
        .bind(i64::try_from(siblings.len()).unwrap_or(i64::MAX));
    let query = if id.is_some() { query.bind(stays).bind(id) } else { query };
    let id: PageId = query.fetch_one(&mut **tx).await?;
    if !stays {
        number(tx, &[siblings, vec![id]].concat()).await?;
    }
    Ok(id)
}

/// Numbers siblings in this order.
pub(super) async fn number(tx: &mut WriteTx<'_>, siblings: &[PageId]) -> Result<(), DbError> {
    for (position, id) in (0_i64..).zip(siblings) {
        sqlx::query("update pages set position = $2 where id = $1 and position <> $2")
            .bind(id)
            .bind(position)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

async fn note_saved(
    tx: &mut WriteTx<'_>,
    editing: &Editing,
    id: PageId,
    stored: Option<&DeskPage>,
    (new, publishes): (&Checked, bool),
) -> Result<(), DbError> {
    let (actor, now, subject) = (editing.person.actor(), editing.now, Subject::Page(id));
    let action = if stored.is_some() { Action::PageSaved } else { Action::PageCreated };
    let mut detail = vec![("title", new.title.as_str())];
    if let Some(stored) = stored.filter(|stored| stored.slug != new.slug) {
        detail.extend([("slug_before", stored.slug.as_str()), ("slug_after", new.slug.as_str())]);
    }
    note(tx, now, actor, action, subject, &detail).await?;
    let action = match (stored.is_some_and(|stored| stored.published), publishes) {
        (false, true) => Action::PagePublished,
        (true, false) => Action::PageWithdrawn,
        _ => return Ok(()),
    };
    note(tx, now, actor, action, subject, &[("title", &new.title)]).await
}
