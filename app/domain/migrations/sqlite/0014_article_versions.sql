-- The content of an article at earlier versions: what somebody typed into an older form is merged against what it was loaded
-- from. Steps such as publishing raise the version and leave the content.

-- The version at which the content became what it is.
alter table articles add column content_version integer not null default 1;

update articles
set content_version = version;

-- Content that was replaced: what was stored from `first_version` to `last_version`.
create table article_versions (
    id integer primary key,
    article_id integer not null references articles (id),
    first_version integer not null,
    last_version integer not null,
    -- As JSON.
    manuscript text not null,
    saved_at integer not null,
    saved_by integer references accounts (id),
    constraint one_content_per_version unique (article_id, last_version)
) strict;
