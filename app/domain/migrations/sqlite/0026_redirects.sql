-- Redirects by hand, from an address of this site that has no page to another address. `source` is in normal form
-- (`domain::redirects::Source`); `target_path` is the target without its fragment, null if it is on another site. No target
-- is the source of another redirect, so there are no chains.
create table redirects (
    id integer primary key,
    source text not null unique check (source like '/_%'),
    target text not null check (target <> ''),
    target_path text,
    hits integer not null default 0 check (hits >= 0),
    last_hit_at integer,
    version integer not null default 1,
    created_at integer not null
) strict;

create index redirects_by_target on redirects (target_path);

create virtual table redirect_words using fts5 (words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');

create trigger redirect_words_insert after insert on redirects
begin
    insert into redirect_words (rowid, words)
    values (new.id, replace(replace(new.source || ' ' || new.target, 'đ', 'd'), 'Đ', 'D'));
end;

create trigger redirect_words_update after update of source, target on redirects
when old.source <> new.source or old.target <> new.target
begin
    delete from redirect_words where rowid = old.id;
    insert into redirect_words (rowid, words)
    values (new.id, replace(replace(new.source || ' ' || new.target, 'đ', 'd'), 'Đ', 'D'));
end;

create trigger redirect_words_delete after delete on redirects
begin
    delete from redirect_words where rowid = old.id;
end;

-- Addresses of this site that were asked for and have no page, without who asked. Few rows are kept.
create table missing_addresses (
    address text primary key,
    times integer not null check (times >= 0),
    crawler_times integer not null check (crawler_times >= 0),
    linked_from text,
    last_at integer not null
) strict, without rowid;

create index missing_addresses_by_times on missing_addresses (times desc, last_at desc, address);
create index missing_addresses_by_age on missing_addresses (last_at);
