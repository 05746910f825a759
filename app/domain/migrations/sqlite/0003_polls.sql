-- Polls that count: when they are open, what has been voted, and the chain that shows that nobody edited it.

alter table polls add column link text;
alter table polls add column min_choices integer not null default 1 check (min_choices > 0);
-- Null: open ever since, open for ever.
alter table polls add column opens_at integer;
alter table polls add column closes_at integer;
-- The most ballots that are taken from one network within an hour; 0 is no limit.
alter table polls add column network_limit integer not null default 500 check (network_limit >= 0);
-- How many ballots there are, and the hash of the last one; kept in the transaction that adds ballots.
alter table polls add column ballots integer not null default 0 check (ballots >= 0);
alter table polls add column head blob;

alter table poll_options add column link text;
-- Votes of a replaced site, which left no ballots.
alter table poll_options add column opening_votes integer not null default 0 check (opening_votes >= 0);
-- Votes on the ballots; kept in the transaction that adds ballots.
alter table poll_options add column votes integer not null default 0 check (votes >= 0);

-- Append-only. `voter` is a keyed hash of the voter's key, `previous` the hash of the ballot before it; ARCHITECTURE.md
-- says what is hashed, byte by byte.
create table ballots (
    poll_id integer not null references polls (id),
    sequence integer not null check (sequence > 0),
    options text not null,
    cast_at integer not null,
    voter blob not null check (length(voter) = 32),
    previous blob not null check (length(previous) = 32),
    hash blob not null check (length(hash) = 32),
    primary key (poll_id, sequence),
    constraint voted_already unique (poll_id, voter)
) strict, without rowid;

create trigger ballots_are_not_changed before update on ballots
begin
    select raise(abort, 'a ballot is never changed');
end;

create trigger ballots_are_not_removed before delete on ballots
begin
    select raise(abort, 'a ballot is never removed');
end;

-- Ballots a day, as 2026-11-25 in the zone of the site; kept in the transaction that adds ballots.
create table poll_days (
    poll_id integer not null references polls (id),
    day text not null,
    ballots integer not null check (ballots > 0),
    primary key (poll_id, day)
) strict, without rowid;

-- How many ballots a network has cast within an hour. The keyed hash changes with the hour and rows of past hours go, so
-- nothing here says where anybody was.
create table poll_networks (
    hour integer not null,
    poll_id integer not null references polls (id),
    network blob not null check (length(network) = 32),
    ballots integer not null check (ballots > 0),
    primary key (hour, poll_id, network)
) strict, without rowid;

-- Random keys of this site: 'votes' signs the cookies of voters.
create table secrets (
    name text not null primary key,
    value blob not null check (length(value) = 32)
) strict, without rowid;

-- The poll of the side column; null: the open ones take turns.
alter table site add column poll_id integer references polls (id);
