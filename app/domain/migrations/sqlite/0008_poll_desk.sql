-- What the desk needs to know of polls: which version somebody is changing; and that what people have voted on stays as
-- they read it.

-- Counts the saves, so that nobody overwrites what somebody else has saved meanwhile.
alter table polls add column version integer not null default 1 check (version > 0);
-- Null where a content pack did it.
alter table polls add column updated_at integer;
alter table polls add column updated_by integer references accounts (id);

-- The same table with ids that are never given twice: a ballot paper that lies open in a browser names options by their
-- ids, and one that was taken away must not come back as another one.
create table new_poll_options (
    id integer primary key autoincrement,
    poll_id integer not null references polls (id),
    position integer not null,
    label text not null check (label <> ''),
    link text,
    -- Votes of a replaced site, which left no ballots.
    opening_votes integer not null default 0 check (opening_votes >= 0),
    -- Votes on the ballots; kept in the transaction that adds ballots.
    votes integer not null default 0 check (votes >= 0),
    constraint option_position_taken unique (poll_id, position)
) strict;

insert into new_poll_options (id, poll_id, position, label, link, opening_votes, votes)
select id, poll_id, position, label, link, opening_votes, votes
from poll_options
order by id;

drop table poll_options;
alter table new_poll_options rename to poll_options;

-- From the first ballot on the question and its options stay.
create trigger polls_with_ballots_keep_their_question
before update of question, min_choices, max_choices on polls
when old.ballots > 0 and (old.question, old.min_choices, old.max_choices) is not (new.question, new.min_choices, new.max_choices)
begin
    select raise(abort, 'people have voted on this question');
end;

create trigger polls_with_ballots_keep_their_options
before update of id, poll_id, position, label, link, opening_votes on poll_options
when exists (select 1 from polls where id in (old.poll_id, new.poll_id) and ballots > 0)
begin
    select raise(abort, 'people have voted on these options');
end;

create trigger polls_with_ballots_lose_no_option before delete on poll_options
when exists (select 1 from polls where id = old.poll_id and ballots > 0)
begin
    select raise(abort, 'people have voted on these options');
end;

create trigger polls_with_ballots_get_no_option before insert on poll_options
when exists (select 1 from polls where id = new.poll_id and ballots > 0)
begin
    select raise(abort, 'people have voted on these options');
end;
