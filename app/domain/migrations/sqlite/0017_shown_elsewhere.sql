-- How an article is shown outside of its page.

-- For search engines and link previews, in place of title and lead; empty for these.
alter table articles add column search_title text not null default '';
alter table articles add column search_description text not null default '';
-- The main point of the lead picture, which stays visible where the picture is cropped: column and row of five, from 0; empty
-- for the middle.
alter table articles add column picture_focus text not null default '';

-- Secret links to an article as it is being written, for people without an account. The secret part is derived from the row
-- (`editing/preview_link.rs`). A link that is withdrawn or has expired is removed.
create table preview_links (
    id integer primary key,
    article_id integer not null references articles (id),
    created_by integer not null references accounts (id),
    created_at integer not null,
    expires_at integer not null
) strict;

create index preview_links_by_article on preview_links (article_id, expires_at);

-- The bar counts somebody's own drafts.
create index articles_drafts_by_writer on articles (created_by) where stage = 'draft' and trashed_at is null;

-- Words that are often misspelt, one `wrong = right` on each line; null for the usual list of the program.
alter table site add column misspelt text;
