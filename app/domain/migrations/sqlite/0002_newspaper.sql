-- The newspaper: authors, series, tags, attachments, and what an article says about itself beside its text.

-- The ground a picture is drawn on until it has arrived, as a number of `domain::media::Tone`. Null: the picture has
-- no variants, and is shown as it is.
alter table media add column tone integer check (tone between 0 and 63);

alter table articles add column kicker text not null default '';
-- Words of the text, for the reading time; 0 where they were never counted.
alter table articles add column words integer not null default 0 check (words >= 0);
alter table articles add column source text not null default '';
alter table articles add column source_address text;

create table authors (
    id integer primary key,
    slug text not null constraint author_slug_taken unique,
    name text not null check (name <> ''),
    description text not null,
    picture_id integer references media (id),
    picture_alt text not null
) strict;

create table series (
    id integer primary key,
    slug text not null constraint series_slug_taken unique,
    name text not null check (name <> ''),
    description text not null
) strict;

create table tags (
    id integer primary key,
    slug text not null constraint tag_slug_taken unique,
    name text not null check (name <> '')
) strict;

-- An article's authors, series and tags. The time is repeated so that a page deep in a list is found by key;
-- `position` is the order on the article.
create table author_articles (
    author_id integer not null references authors (id),
    published_at integer not null,
    article_id integer not null references articles (id),
    position integer not null,
    primary key (author_id, published_at, article_id)
) strict, without rowid;

create index author_articles_by_article on author_articles (article_id, position);

create table series_articles (
    series_id integer not null references series (id),
    published_at integer not null,
    article_id integer not null references articles (id),
    primary key (series_id, published_at, article_id)
) strict, without rowid;

create unique index series_articles_by_article on series_articles (article_id);

create table tag_articles (
    tag_id integer not null references tags (id),
    published_at integer not null,
    article_id integer not null references articles (id),
    position integer not null,
    primary key (tag_id, published_at, article_id)
) strict, without rowid;

create index tag_articles_by_article on tag_articles (article_id, position);

-- Files that readers download.
create table files (
    id integer primary key,
    name text not null unique,
    bytes integer not null check (bytes > 0)
) strict;

create table article_files (
    article_id integer not null references articles (id),
    position integer not null,
    file_id integer not null references files (id),
    label text not null check (label <> ''),
    primary key (article_id, position)
) strict, without rowid;
