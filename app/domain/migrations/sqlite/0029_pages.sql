-- Static pages as administrators write them: a tree, in an order.

alter table pages add column parent_id integer references pages (id);
alter table pages add column position integer not null default 0;
-- Readers see a page if it is published.
alter table pages add column published integer not null default 1 check (published in (0, 1));
-- In the trash since then; what lies there is not published.
alter table pages add column trashed_at integer check (trashed_at is null or published = 0);
-- Counts the saves, so that nobody overwrites what somebody else has saved meanwhile.
alter table pages add column version integer not null default 1 check (version > 0);
-- Null where a content pack did it.
alter table pages add column updated_at integer;
alter table pages add column updated_by integer references accounts (id);

create index pages_by_parent on pages (parent_id, position, id);
