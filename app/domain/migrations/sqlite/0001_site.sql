-- The site as readers meet it: categories, articles, pages, pictures, the frame around them, the poll and the
-- opening balance of the counters. Times are milliseconds since 1970 UTC.

create table media (
    id integer primary key,
    name text not null unique,
    mime text not null,
    width integer not null check (width > 0),
    height integer not null check (height > 0),
    bytes integer not null check (bytes > 0)
) strict;

create table categories (
    id integer primary key,
    parent_id integer references categories (id),
    slug text not null constraint category_slug_taken unique,
    name text not null check (name <> ''),
    description text not null default '',
    position integer not null
) strict;

create index categories_by_parent on categories (parent_id, position, id);

create table articles (
    id integer primary key,
    category_id integer not null references categories (id),
    slug text not null,
    title text not null check (title <> ''),
    lead text not null,
    body text not null,
    role text not null,
    author text not null,
    organisation text not null,
    picture_id integer references media (id),
    picture_alt text not null,
    picture_caption text not null,
    state text not null check (state in ('draft', 'published')),
    published_at integer not null check (published_at > 0),
    updated_at integer not null
) strict;

create index articles_by_slug on articles (slug);
create index articles_by_time on articles (published_at, id) where state = 'published';
create index articles_by_category on articles (category_id, published_at, id) where state = 'published';

-- Where a published article is listed: in its category and in all the categories above it. The time is repeated
-- here so that a page deep in a category is found by key.
create table article_categories (
    category_id integer not null references categories (id),
    published_at integer not null,
    article_id integer not null references articles (id),
    primary key (category_id, published_at, article_id)
) strict, without rowid;

create index article_categories_by_article on article_categories (article_id);

create table pages (
    id integer primary key,
    slug text not null constraint page_slug_taken unique,
    title text not null check (title <> ''),
    excerpt text not null,
    body text not null
) strict;

-- One row.
create table site (
    id integer primary key check (id = 1),
    name text not null check (name <> ''),
    description text not null,
    language text not null,
    time_zone text not null,
    operator text not null,
    introduction_title text not null,
    introduction_page_id integer references pages (id)
) strict;

create table link_lists (
    id integer primary key,
    place text not null check (place in ('menu', 'links', 'footer')),
    position integer not null,
    name text not null
) strict;

create table links (
    id integer primary key,
    list_id integer not null references link_lists (id) on delete cascade,
    parent_id integer references links (id) on delete cascade,
    position integer not null,
    label text not null check (label <> ''),
    address text,
    category_id integer references categories (id),
    check (address is null or category_id is null)
) strict;

create index links_by_list on links (list_id, parent_id, position);

create table polls (
    id integer primary key,
    question text not null constraint poll_question_taken unique check (question <> ''),
    max_choices integer not null check (max_choices > 0),
    results text not null check (results in ('always', 'after_voting', 'after_closing'))
) strict;

create table poll_options (
    id integer primary key,
    poll_id integer not null references polls (id),
    position integer not null,
    label text not null check (label <> ''),
    constraint option_position_taken unique (poll_id, position)
) strict;

-- What a replaced site had counted: period is '' for the total, '2024', '2024-03' or '2024-03-24'.
create table opening_balances (
    span text not null check (span in ('total', 'year', 'month', 'day')),
    period text not null,
    visits integer not null check (visits >= 0),
    primary key (span, period)
) strict, without rowid;
