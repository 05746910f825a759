//! Creating, changing and ordering categories: one transaction each, with its entry in the log.

use super::{Change, lists::move_lists, read_category, read_tree};
use crate::{
    accounts::Right,
    audit::{Action, Subject, store::note},
    categories::{
        CategoryField, CategoryForm, DeskCategory, MAX_CATEGORIES, NotChanged, Problem, Refusal, Tree,
        form::Checked,
    },
    db::{DbError, WriteTx, boxed, breaks},
    form_key::{
        FormKey,
        store::{made_with, note_made},
    },
    former_slugs::{SlugOf, rename},
    id::CategoryId,
    order::{Step, arranged},
    scope::Editing,
};

/// The category to save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A new one. If the same form (by its key) is sent again, it is the category that was created.
    New(Option<FormKey>),
    /// An existing one.
    Existing {
        /// The category.
        id: CategoryId,
        /// The version that was loaded into the form.
        version: i64,
    },
}

/// Saves the form. Reports all problems at once. What is below a moved category comes along, and its old address redirects.
#[boxed]
pub async fn save(editing: &Editing, target: Target, form: &CategoryForm) -> Change<CategoryId> {
    let Editing { db, person, now, .. } = editing;
    if !person.may(Right::ManageSite) {
        return Ok(Err(Refusal::NotAllowed));
    }
    let mut tx = db.write().await?;
    if let Target::New(key) = &target
        && let Some(id) = made_with(&mut tx, person.id, key.as_ref()).await?
    {
        return Ok(Ok(CategoryId(id)));
    }
    let stored = match target {
        Target::New(_) => None,
        Target::Existing { id, version } => match read_category(&mut tx, id).await? {
            None => return Ok(Err(Refusal::Gone)),
            Some(stored) if stored.version != version => {
                let DeskCategory { updated_by: by, updated_at: at, version, .. } = stored;
                return Ok(Err(Refusal::Stale { by, at, version }));
            }
            stored => stored,
        },
    };
    let tree = read_tree(&mut tx).await?;
    let new = match form.check(&tree, stored.as_ref().map(|stored| stored.id)) {
        Ok(new) => new,
        Err(problems) => return Ok(Err(Refusal::Problems(problems))),
    };
    if stored.is_none() && tree.0.len() >= MAX_CATEGORIES {
        let sentence = format!("Trang web có tối đa {MAX_CATEGORIES} chuyên mục.");
        return Ok(Err(Refusal::Problems(vec![Problem { field: CategoryField::Name, sentence }])));
    }
    let id = match write(&mut tx, editing, stored.as_ref().map(|stored| stored.id), &new, &tree).await {
        Ok(id) => id,
        Err(fault) => return refuse(fault, &tree, &new).map(Err),
    };
    rename(&mut tx, SlugOf::Category, id.0, stored.as_ref().map(|stored| &stored.slug), &new.slug).await?;
    note_saved(&mut tx, editing, id, stored.as_ref(), &new, &tree).await?;
    if let Target::New(key) = &target {
        note_made(&mut tx, person.id, key.as_ref(), id.0, *now).await?;
    }
    tx.commit().await?;
    Ok(Ok(id))
}

/// The problem behind a statement that failed, or the failure.
fn refuse(fault: DbError, tree: &Tree, new: &Checked) -> Result<Refusal, DbError> {
    let (field, sentence) = if breaks(&fault, "categories.slug") {
        let owner = tree.0.iter().find(|node| node.slug == new.slug).map_or("khác", |node| &node.name);
        let sentence =
            format!("Đường dẫn “{}” đã thuộc chuyên mục “{owner}”. Xin ghi một đường dẫn khác.", new.slug);
        (CategoryField::Slug, sentence)
    } else if fault.as_database_error().is_some_and(|error| error.is_foreign_key_violation()) {
        (CategoryField::Picture, "Hình này không còn nữa. Xin chọn lại.".to_owned())
    } else {
        return Err(fault);
    };
    Ok(Refusal::Problems(vec![Problem { field, sentence }]))
}

/// Writes the row, at the end of its siblings if it comes to other ones.
async fn write(
    tx: &mut WriteTx<'_>,
    editing: &Editing,
    id: Option<CategoryId>,
    new: &Checked,
    tree: &Tree,
) -> Result<CategoryId, DbError> {
    let stays = id.and_then(|id| tree.get(id)).is_some_and(|node| node.parent == new.parent);
    let query = match id {
        None => sqlx::query_scalar(
            "insert into categories
                (slug, name, description, parent_id, picture_id, picture_alt, updated_at, updated_by, position)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             returning id",
        ),
        Some(_) => sqlx::query_scalar(
            "update categories
             set slug = $1, name = $2, description = $3, parent_id = $4, picture_id = $5, picture_alt = $6,
                updated_at = $7, updated_by = $8, position = case when $10 then position else $9 end,
                version = version + 1
             where id = $11
             returning id",
        ),
    };
    let last = i64::try_from(tree.below(new.parent).len()).unwrap_or(i64::MAX);
    let query = query
        .bind(&new.slug)
        .bind(&new.name)
        .bind(&new.description)
        .bind(new.parent)
        .bind(new.picture)
        .bind(new.picture.map_or("", |_| &new.alt))
        .bind(editing.now)
        .bind(editing.person.id)
        .bind(last);
    let query = if id.is_some() { query.bind(stays).bind(id) } else { query };
    let id: CategoryId = query.fetch_one(&mut **tx).await?;
    if !stays {
        let ids = |of: Option<CategoryId>| tree.path(of).iter().map(|node| node.id).collect::<Vec<_>>();
        let before = ids(tree.get(id).and_then(|node| node.parent));
        move_lists(tx, id, &before, &ids(new.parent)).await?;
        // Numbers of a content pack have gaps, so the number of siblings may not be behind them all.
        number(tx, &[tree.below(new.parent), vec![id]].concat()).await?;
    }
    Ok(id)
}

/// Numbers siblings in this order.
pub(super) async fn number(tx: &mut WriteTx<'_>, siblings: &[CategoryId]) -> Result<(), DbError> {
    for (position, id) in (0_i64..).zip(siblings) {
        sqlx::query("update categories set position = $2 where id = $1 and position <> $2")
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
    id: CategoryId,
    stored: Option<&DeskCategory>,
    new: &Checked,
    tree: &Tree,
) -> Result<(), DbError> {
    let (actor, now) = (editing.person.actor(), editing.now);
    let Some(stored) = stored else {
        let detail = [("title", new.name.as_str())];
        return note(tx, now, actor, Action::CategoryCreated, Subject::Category(id), &detail).await;
    };
    let name_of = |id: Option<CategoryId>| id.and_then(|id| tree.get(id)).map_or("", |node| &node.name);
    let parent_before = name_of(tree.get(id).and_then(|node| node.parent));
    let picture = |is_there: bool| if is_there { "có" } else { "không" };
    let values = [
        (["name_before", "name_after"], stored.form.name.as_str(), new.name.as_str()),
        (["slug_before", "slug_after"], stored.slug.as_str(), new.slug.as_str()),
        (["description_before", "description_after"], &stored.form.description, &new.description),
        (["parent_before", "parent_after"], parent_before, name_of(new.parent)),
        (
            ["picture_before", "picture_after"],
            picture(stored.picture.is_some()),
            picture(new.picture.is_some()),
        ),
        (["alt_before", "alt_after"], &stored.form.alt, new.picture.map_or("", |_| &new.alt)),
    ];
    let changed = values.into_iter().filter(|(_, before, after)| before != after);
    let mut detail: Vec<(&str, &str)> =
        changed.flat_map(|(names, before, after)| [(names[0], before), (names[1], after)]).collect();
    detail.push(("title", &stored.form.name));
    note(tx, now, actor, Action::CategoryChanged, Subject::Category(id), &detail).await
}

/// Moves a category among its siblings. Both people of two who arrange at once get what they asked for: a step is made from
/// where the category is now.
#[boxed]
pub async fn place(editing: &Editing, id: CategoryId, step: Step<CategoryId>) -> Change<()> {
    let Editing { db, person, now, .. } = editing;
    if !person.may(Right::ManageSite) {
        return Ok(Err(Refusal::NotAllowed));
    }
    let mut tx = db.write().await?;
    let tree = read_tree(&mut tx).await?;
    let Some(node) = tree.get(id) else { return Ok(Err(Refusal::Gone)) };
    let before = tree.below(node.parent);
    let Some(after) = arranged(&before, id, step) else {
        return Ok(Err(Refusal::Own(NotChanged::Moved)));
    };
    if after == before {
        return Ok(Ok(()));
    }
    number(&mut tx, &after).await?;
    let order: Vec<&str> =
        after.iter().filter_map(|id| tree.get(*id)).map(|node| node.name.as_str()).collect();
    let order = order.join(", ");
    let detail = [("title", node.name.as_str()), ("order", &order)];
    note(&mut tx, *now, person.actor(), Action::CategoriesOrdered, Subject::Category(id), &detail).await?;
    tx.commit().await?;
    Ok(Ok(()))
}
