-- What protects what people type: the time that is written on an article apart from the one it is shown from, and the keys
-- of forms that were sent twice.

-- Stands on the article for readers in place of `published_at`, where an editor wished so. Lists go by `published_at`.
alter table articles add column written_at integer;

-- A form that makes something has a key: sent once more, it leads to what was made. Kept for a day.
create table form_keys (
    account_id integer not null references accounts (id),
    key text not null,
    made_id integer not null,
    made_at integer not null,
    primary key (account_id, key)
) strict, without rowid;

create index form_keys_by_time on form_keys (made_at);

-- Words of what is said of pictures, found without marks, as titles are.
create virtual table media_words using fts5 (words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');

insert into media_words (rowid, words)
select id, replace(replace(alt || ' ' || caption, 'đ', 'd'), 'Đ', 'D')
from media;

create trigger media_words_insert after insert on media
begin
    insert into media_words (rowid, words)
    values (new.id, replace(replace(new.alt || ' ' || new.caption, 'đ', 'd'), 'Đ', 'D'));
end;

create trigger media_words_update after update of alt, caption on media
when old.alt <> new.alt or old.caption <> new.caption
begin
    delete from media_words where rowid = new.id;
    insert into media_words (rowid, words)
    values (new.id, replace(replace(new.alt || ' ' || new.caption, 'đ', 'd'), 'Đ', 'D'));
end;

create trigger media_words_delete after delete on media
begin
    delete from media_words where rowid = old.id;
end;
