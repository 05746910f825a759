-- How far the work on an article is, apart from whether readers see it: stages can be added without a change of what readers
-- see. Both stood in `state`.

drop index articles_by_time;
drop index articles_by_category;
drop index articles_by_trash;
drop index articles_published_by_update;
drop index articles_drafts_by_update;

-- Approved: there is nothing left to do before readers may see it.
alter table articles add column stage text not null default 'draft' check (stage in ('draft', 'approved'));
-- Readers see a published article from `published_at` on.
alter table articles add column published integer not null default 0 check (published in (0, 1));
-- In the trash since then; readers see nothing that lies there. It becomes `trashed_at`, whose check names `state`.
alter table articles add column put_away_at integer check (put_away_at is null or published = 0);

update articles
set stage = case state when 'published' then 'approved' else 'draft' end,
    published = state = 'published',
    put_away_at = trashed_at;

alter table articles drop column trashed_at;
alter table articles drop column state;
alter table articles rename column put_away_at to trashed_at;

-- Compared with a value, and so in statements: an index then stands in for the column, and its row is not looked up.
create index articles_by_time on articles (published_at, id) where published = true;
create index articles_by_category on articles (category_id, published_at, id) where published = true;
create index articles_published_by_update on articles (updated_at, id) where published = true;
create index articles_drafts_by_update on articles (updated_at, id) where stage = 'draft';
create index articles_by_trash on articles (trashed_at, id) where trashed_at is not null;
