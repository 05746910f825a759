-- What the desk needs to know of articles and pictures: who wrote them, which version somebody is changing, what has been
-- put away, and titles that can be found.

-- Null where a content pack did it.
alter table articles add column created_by integer references accounts (id);
alter table articles add column updated_by integer references accounts (id);
-- Counts the saves, so that nobody overwrites what somebody else has saved meanwhile.
alter table articles add column version integer not null default 1 check (version > 0);
-- Whether somebody chose `published_at`; else it is set when the article is published.
alter table articles add column dated integer not null default 1 check (dated in (0, 1));
-- In the trash since then. What lies there is a draft.
alter table articles add column trashed_at integer check (trashed_at is null or state = 'draft');

create index articles_by_update on articles (updated_at, id);
create index articles_by_writer on articles (created_by, updated_at, id);
create index articles_by_state on articles (state, updated_at, id);
create index articles_by_category_update on articles (category_id, updated_at, id);
create index articles_by_trash on articles (trashed_at, id) where trashed_at is not null;

-- What a picture shows and the line under it, offered wherever it is used; and who brought it.
alter table media add column alt text not null default '';
alter table media add column caption text not null default '';
alter table media add column created_by integer references accounts (id);
alter table media add column created_at integer not null default 0;

-- Words of titles, found without marks. The tokenizer folds every mark but the bar of đ.
create virtual table article_titles using fts5 (title, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');

insert into article_titles (rowid, title)
select id, replace(replace(title, 'đ', 'd'), 'Đ', 'D')
from articles;

create trigger article_titles_insert after insert on articles
begin
    insert into article_titles (rowid, title) values (new.id, replace(replace(new.title, 'đ', 'd'), 'Đ', 'D'));
end;

create trigger article_titles_update after update of title on articles when old.title <> new.title
begin
    delete from article_titles where rowid = new.id;
    insert into article_titles (rowid, title) values (new.id, replace(replace(new.title, 'đ', 'd'), 'Đ', 'D'));
end;

create trigger article_titles_delete after delete on articles
begin
    delete from article_titles where rowid = old.id;
end;
