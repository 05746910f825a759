-- What search engines are told: whether they may index the site, whether programs that collect texts for language models are
-- refused, and the key with which they are told of changes (IndexNow); null if they are not told.
alter table site add column hidden_from_search integer not null default 0 check (hidden_from_search in (0, 1));
alter table site add column collectors_refused integer not null default 0 check (collectors_refused in (0, 1));
alter table site add column indexnow_key text check (length(indexnow_key) = 32);

-- Articles of which search engines are to be told, from a time on: what readers see of them has changed. An article stands
-- here once, until it has been told or has failed too often.
create table announcements (
    article_id integer primary key references articles (id),
    due_at integer not null,
    failures integer not null default 0
) strict;

create index announcements_by_time on announcements (due_at, article_id);
