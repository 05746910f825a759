-- What readers find. Words are stored as `search/words.rs` makes them: lower case, composed, one place of the tone mark. Two
-- words that stand together are stored as one more word, without marks: `dong_anh`. What an article belongs to is a word too:
-- `#c4` is its category, `#a2` an author, `#s1` a series, `#y2026` the year of its publication.

-- Only articles that are published; of those to come readers are shown nothing before their time.
create virtual table title_words using fts5 (words, content = '', contentless_delete = 1, detail = none, tokenize = "ascii tokenchars '_#'");
create virtual table lead_words using fts5 (words, content = '', contentless_delete = 1, detail = none, tokenize = "ascii tokenchars '_#'");
-- Title, kicker, lead, text, tags, authors and the labels of files.
create virtual table text_words using fts5 (words, content = '', contentless_delete = 1, detail = none, tokenize = "ascii tokenchars '_#'");

-- Two pieces of one size are merged already: a search reads each piece.
insert into title_words (title_words, rank) values ('usermerge', 2);
insert into lead_words (lead_words, rank) values ('usermerge', 2);
insert into text_words (text_words, rank) values ('usermerge', 2);

-- Every word of published articles, to find the spellings of a word that was typed without marks. It only grows.
create table vocabulary (
    word text primary key,
    folded text not null
) strict, without rowid;

create index vocabulary_by_folded on vocabulary (folded, word);

-- Articles that are not in the index yet, since they were saved by an older version.
create table unindexed_articles (
    article_id integer primary key references articles (id)
) strict;

insert into unindexed_articles (article_id)
select id
from articles;

-- What was searched in vain, for the desk.
create table vain_searches (
    words text primary key,
    times integer not null,
    last_at integer not null
) strict, without rowid;

create index vain_searches_by_time on vain_searches (last_at);

-- Everything else that is found by its name. The row is eight times the id, plus the kind: 1 a category, 2 a series, 3 a tag,
-- 4 an author, 5 a static page, 6 a poll. The tokenizer folds every mark but the bar of đ.
create virtual table named_words using fts5 (name, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');

insert into named_words (rowid, name)
select id * 8 + 1, replace(replace(name, 'đ', 'd'), 'Đ', 'D')
from categories;

create trigger named_words_insert_categories after insert on categories
begin
    insert into named_words (rowid, name) values (new.id * 8 + 1, replace(replace(new.name, 'đ', 'd'), 'Đ', 'D'));
end;

create trigger named_words_update_categories after update of name on categories when old.name <> new.name
begin
    delete from named_words where rowid = new.id * 8 + 1;
    insert into named_words (rowid, name) values (new.id * 8 + 1, replace(replace(new.name, 'đ', 'd'), 'Đ', 'D'));
end;

create trigger named_words_delete_categories after delete on categories
begin
    delete from named_words where rowid = old.id * 8 + 1;
end;

insert into named_words (rowid, name)
select id * 8 + 2, replace(replace(name, 'đ', 'd'), 'Đ', 'D')
from series;

create trigger named_words_insert_series after insert on series
begin
    insert into named_words (rowid, name) values (new.id * 8 + 2, replace(replace(new.name, 'đ', 'd'), 'Đ', 'D'));
end;

create trigger named_words_update_series after update of name on series when old.name <> new.name
begin
    delete from named_words where rowid = new.id * 8 + 2;
    insert into named_words (rowid, name) values (new.id * 8 + 2, replace(replace(new.name, 'đ', 'd'), 'Đ', 'D'));
end;

create trigger named_words_delete_series after delete on series
begin
    delete from named_words where rowid = old.id * 8 + 2;
end;

insert into named_words (rowid, name)
select id * 8 + 3, replace(replace(name, 'đ', 'd'), 'Đ', 'D')
from tags;

create trigger named_words_insert_tags after insert on tags
begin
    insert into named_words (rowid, name) values (new.id * 8 + 3, replace(replace(new.name, 'đ', 'd'), 'Đ', 'D'));
end;

create trigger named_words_update_tags after update of name on tags when old.name <> new.name
begin
    delete from named_words where rowid = new.id * 8 + 3;
    insert into named_words (rowid, name) values (new.id * 8 + 3, replace(replace(new.name, 'đ', 'd'), 'Đ', 'D'));
end;

create trigger named_words_delete_tags after delete on tags
begin
    delete from named_words where rowid = old.id * 8 + 3;
end;

insert into named_words (rowid, name)
select id * 8 + 4, replace(replace(name, 'đ', 'd'), 'Đ', 'D')
from authors;

create trigger named_words_insert_authors after insert on authors
begin
    insert into named_words (rowid, name) values (new.id * 8 + 4, replace(replace(new.name, 'đ', 'd'), 'Đ', 'D'));
end;

create trigger named_words_update_authors after update of name on authors when old.name <> new.name
begin
    delete from named_words where rowid = new.id * 8 + 4;
    insert into named_words (rowid, name) values (new.id * 8 + 4, replace(replace(new.name, 'đ', 'd'), 'Đ', 'D'));
end;

create trigger named_words_delete_authors after delete on authors
begin
    delete from named_words where rowid = old.id * 8 + 4;
end;

insert into named_words (rowid, name)
select id * 8 + 5, replace(replace(title, 'đ', 'd'), 'Đ', 'D')
from pages;

create trigger named_words_insert_pages after insert on pages
begin
    insert into named_words (rowid, name) values (new.id * 8 + 5, replace(replace(new.title, 'đ', 'd'), 'Đ', 'D'));
end;

create trigger named_words_update_pages after update of title on pages when old.title <> new.title
begin
    delete from named_words where rowid = new.id * 8 + 5;
    insert into named_words (rowid, name) values (new.id * 8 + 5, replace(replace(new.title, 'đ', 'd'), 'Đ', 'D'));
end;

create trigger named_words_delete_pages after delete on pages
begin
    delete from named_words where rowid = old.id * 8 + 5;
end;

insert into named_words (rowid, name)
select id * 8 + 6, replace(replace(question, 'đ', 'd'), 'Đ', 'D')
from polls;

create trigger named_words_insert_polls after insert on polls
begin
    insert into named_words (rowid, name) values (new.id * 8 + 6, replace(replace(new.question, 'đ', 'd'), 'Đ', 'D'));
end;

create trigger named_words_update_polls after update of question on polls when old.question <> new.question
begin
    delete from named_words where rowid = new.id * 8 + 6;
    insert into named_words (rowid, name) values (new.id * 8 + 6, replace(replace(new.question, 'đ', 'd'), 'Đ', 'D'));
end;

create trigger named_words_delete_polls after delete on polls
begin
    delete from named_words where rowid = old.id * 8 + 6;
end;
