-- Scheduled backups: one row with the schedule, and how the last ones went. `folder` is empty for the folder `backups` in
-- the data folder; `running_part` is the folder in which a backup is being written.
create table backups (
    id integer primary key check (id = 1),
    is_on integer not null default 0 check (is_on in (0, 1)),
    hour integer not null default 3 check (hour between 0 and 23),
    folder text not null default '',
    days integer not null default 7 check (days between 1 and 400),
    weeks integer not null default 4 check (weeks between 0 and 400),
    months integer not null default 6 check (months between 0 and 400),
    version integer not null default 1,
    on_since integer,
    asked_at integer,
    running_since integer,
    running_part text,
    failed_at integer,
    failure text not null default '',
    last_at integer,
    last_file text not null default '',
    last_bytes integer not null default 0,
    last_files integer not null default 0
) strict;

insert into backups (id) values (1);
