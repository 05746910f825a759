-- Categories as administrators arrange them, and the addresses that lists and pages had before.

alter table categories add column picture_id integer references media (id);
alter table categories add column picture_alt text not null default '';
-- Counts the saves, so that nobody overwrites what somebody else has saved meanwhile.
alter table categories add column version integer not null default 1 check (version > 0);
-- Null where a content pack did it.
alter table categories add column updated_at integer;
alter table categories add column updated_by integer references accounts (id);

create index account_categories_by_category on account_categories (category_id);

-- Slugs that categories, series, tags, authors and pages had before: their addresses redirect to the current ones.
create table former_slugs (
    kind text not null check (kind in ('category', 'series', 'tag', 'author', 'page')),
    slug text not null,
    subject_id integer not null,
    primary key (kind, slug)
) strict, without rowid;

create index former_slugs_by_subject on former_slugs (kind, subject_id);
