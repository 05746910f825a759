-- Links of menus, blocks and the footer lead to things of the site by their id, so that they follow a thing whose address
-- changes, and are seen to lead nowhere when it is gone.

create table arranged_links (
    id integer primary key,
    list_id integer not null references link_lists (id) on delete cascade,
    parent_id integer references arranged_links (id) on delete cascade,
    position integer not null,
    label text not null check (label <> ''),
    kind text not null
        check (kind in ('none', 'address', 'category', 'series', 'tag', 'author', 'page', 'article', 'poll', 'file')),
    -- The id of a thing of this kind, which may be gone.
    target_id integer,
    address text,
    -- Counts the saves, so that nobody overwrites what somebody else has saved meanwhile.
    version integer not null default 1 check (version > 0),
    -- Removed since then; it can be brought back for some time.
    removed_at integer,
    check ((kind = 'address') = (address is not null)),
    check ((kind in ('none', 'address')) = (target_id is null))
) strict;

insert into arranged_links (id, list_id, parent_id, position, label, kind, target_id, address)
select id, list_id, parent_id, position, label,
    case when address is not null then 'address' when category_id is not null then 'category' else 'none' end,
    category_id, address
from links
order by id;

drop table links;
alter table arranged_links rename to links;

create index links_by_list on links (list_id, parent_id, position);
create index links_by_target on links (kind, target_id) where target_id is not null;
create index removed_links on links (removed_at) where removed_at is not null;
