-- The log: who did what to what, when, and from which session. It outlives accounts, sessions and everything it tells of,
-- hence no foreign keys.

-- Append-only. No account: a command on the machine. `detail` is a JSON object of short texts, `previous` the hash of the
-- entry before; ARCHITECTURE.md says what is hashed, byte by byte. No value holds a line feed, which would end its line.
create table audit_entries (
    sequence integer primary key check (sequence > 0),
    at integer not null,
    account_id integer,
    session_id integer,
    action text not null check (action <> '' and instr(action, char(10)) = 0),
    subject text not null check (subject <> '' and instr(subject, char(10)) = 0),
    subject_id integer,
    detail text not null check (instr(detail, char(10)) = 0),
    previous blob not null check (length(previous) = 32),
    hash blob not null check (length(hash) = 32)
) strict;

-- Times never fall, so a span of days is a range of numbers; the other filters are ranges of their own.
create index audit_by_time on audit_entries (at, sequence);
create index audit_by_account on audit_entries (account_id, sequence);
create index audit_by_action on audit_entries (action, sequence);
create index audit_by_subject on audit_entries (subject, sequence);

create trigger audit_entries_are_not_changed before update on audit_entries
begin
    select raise(abort, 'an entry of the log is never changed');
end;

create trigger audit_entries_are_not_removed before delete on audit_entries
begin
    select raise(abort, 'an entry of the log is never removed');
end;

-- One row: how many entries there are, and the hash of the last one; kept in the transaction that adds an entry, so that
-- an end that was cut off is missed.
create table audit_head (
    id integer primary key check (id = 1),
    entries integer not null check (entries >= 0),
    hash blob not null check (length(hash) = 32)
) strict;

insert into audit_head (id, entries, hash) values (1, 0, zeroblob(32));
