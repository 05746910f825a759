-- Ballots of a network within the last hour, in spans of ten minutes. What was counted of the hour under way begins anew: its
-- key was never stored.

drop table poll_networks;

-- `network` is a keyed hash whose key changes with the hour and lies in a file of its own; rows go after seventy minutes, so
-- nothing here says where anybody was.
create table poll_networks (
    poll_id integer not null references polls (id),
    network blob not null check (length(network) = 32),
    span integer not null,
    ballots integer not null check (ballots > 0),
    primary key (poll_id, network, span)
) strict, without rowid;

create index poll_networks_by_span on poll_networks (span);
