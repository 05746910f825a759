//! The SQL of menus: the rows behind the frame of a page, and the lists at the desk.

mod links;
mod lists;
mod target;

pub use links::{SavedLink, Where, place_link, remove_link, restore_link, save_link};
pub use lists::{make_list, place_list, remove_list, rename_list};

use super::{DeskList, LinkNode, Place, State};
use crate::{
    accounts::Right,
    clock::Timestamp,
    db::{Connection, DbError, boxed},
    id::{ArticleId, LinkId, LinkListId, PollId},
    news::{ListKind, store::readable},
    scope::Editing,
    site::Target,
    text::Slug,
    tree::{Position, planted},
};
use sqlx::FromRow;
use std::collections::HashMap;

/// A link with what it leads to.
#[derive(FromRow)]
pub(crate) struct LinkRow {
    pub(crate) place: String,
    pub(crate) list_id: LinkListId,
    pub(crate) list_name: String,
    /// Null for a list without links.
    pub(crate) id: Option<LinkId>,
    pub(crate) parent_id: Option<LinkId>,
    pub(crate) label: Option<String>,
    pub(crate) version: Option<i64>,
    kind: Option<String>,
    target_id: Option<i64>,
    address: Option<String>,
    slug: Option<Slug>,
    article_slug: Option<Slug>,
    article_category: Option<Slug>,
    seen: bool,
    file_name: Option<String>,
    poll_id: Option<PollId>,
    pub(crate) around: bool,
}

impl LinkRow {
    /// Where it leads, and what has become of that.
    pub(crate) fn target(&self) -> (Target, State) {
        let kind = self.kind.as_deref().unwrap_or_default();
        let list = match kind {
            "category" => Some(ListKind::Category),
            "series" => Some(ListKind::Series),
            "tag" => Some(ListKind::Tag),
            "author" => Some(ListKind::Author),
            _ => None,
        };
        let target = match kind {
            "address" => self.address.clone().map(Target::Address),
            "page" => self.slug.clone().map(Target::Page),
            "poll" => self.poll_id.map(Target::Poll),
            "file" => self.file_name.clone().map(Target::File),
            "article" => self.article(),
            "none" | "" => return (Target::Nowhere, State::There),
            _ => list.zip(self.slug.clone()).map(|(kind, slug)| Target::List(kind, slug)),
        };
        match target {
            None => (Target::Nowhere, State::Gone),
            Some(target) if !self.seen => (target, State::Hidden),
            Some(target) => (target, State::There),
        }
    }

    fn article(&self) -> Option<Target> {
        let (category, slug) = (self.article_category.clone()?, self.article_slug.clone()?);
        Some(Target::Article { category, slug, id: ArticleId(self.target_id?) })
    }
}

/// All links in all lists, in order; also the lists without links. `category` is that of the current page.
pub(crate) async fn load_rows(
    on: &mut Connection,
    category: Option<&Slug>,
    now: Timestamp,
) -> Result<Vec<LinkRow>, DbError> {
    sqlx::query_as(concat!(
        "with recursive around (id, parent_id) as (
            select id, parent_id from categories where slug = $1
            union
            select above.id, above.parent_id from categories above join around on above.id = around.parent_id
         )
         select list.place, list.id as list_id, list.name as list_name, link.id, link.parent_id, link.label,
            link.version, link.kind, link.target_id, link.address,
            coalesce(category.slug, series.slug, tag.slug, author.slug, page.slug) as slug,
            article.slug as article_slug, main.slug as article_category,
            case link.kind
                when 'article' then article.id is not null and ",
        readable!("article", "$2"),
        "       when 'page' then coalesce(page.published = true, false)
                else true
            end as seen,
            file.name as file_name, poll.id as poll_id,
            link.kind = 'category' and exists (select 1 from around where around.id = link.target_id) as around
         from link_lists list
         left join links link on link.list_id = list.id and link.removed_at is null
         left join categories category on link.kind = 'category' and category.id = link.target_id
         left join series on link.kind = 'series' and series.id = link.target_id
         left join tags tag on link.kind = 'tag' and tag.id = link.target_id
         left join authors author on link.kind = 'author' and author.id = link.target_id
         left join pages page on link.kind = 'page' and page.id = link.target_id
         left join articles article on link.kind = 'article' and article.id = link.target_id
         left join categories main on main.id = article.category_id
         left join files file on link.kind = 'file' and file.id = link.target_id
         left join polls poll on link.kind = 'poll' and poll.id = link.target_id
         order by list.position, list.id, link.position, link.id
         limit 2000"
    ))
    .bind(category)
    .bind(now)
    .fetch_all(on)
    .await
}

/// All lists. Empty for those who may not arrange them.
#[boxed]
pub async fn load_menus(editing: &Editing) -> Result<Vec<DeskList>, DbError> {
    if !editing.person.may(Right::ManageSite) {
        return Ok(Vec::new());
    }
    read_menus(&mut *editing.db.read().acquire().await?, editing.now).await
}

pub(super) async fn read_menus(on: &mut Connection, now: Timestamp) -> Result<Vec<DeskList>, DbError> {
    let mut lists: Vec<DeskList> = Vec::new();
    let mut links: HashMap<LinkListId, Vec<(LinkId, LinkRow)>> = HashMap::new();
    for row in load_rows(on, None, now).await? {
        let Some(place) = Place::read(&row.place) else { continue };
        if lists.iter().all(|list| list.id != row.list_id) {
            let (id, name) = (row.list_id, row.list_name.clone());
            lists.push(DeskList { id, place, name, first: false, last: false, links: Vec::new() });
        }
        if let Some(id) = row.id {
            links.entry(row.list_id).or_default().push((id, row));
        }
    }
    for list in &mut lists {
        let rows = links.remove(&list.id).unwrap_or_default();
        list.links = planted(rows, |(id, row)| (*id, row.parent_id), node);
    }
    for place in Place::ALL {
        let mut of_place: Vec<&mut DeskList> = lists.iter_mut().filter(|list| list.place == place).collect();
        if let Some(list) = of_place.first_mut() {
            list.first = true;
        }
        if let Some(list) = of_place.last_mut() {
            list.last = true;
        }
    }
    Ok(lists)
}

fn node((id, row): (LinkId, LinkRow), Position { depth, first, last }: Position) -> LinkNode {
    let (target, state) = row.target();
    LinkNode {
        id,
        parent: row.parent_id,
        label: row.label.unwrap_or_default(),
        target,
        state,
        depth,
        first,
        last,
        version: row.version.unwrap_or_default(),
    }
}
