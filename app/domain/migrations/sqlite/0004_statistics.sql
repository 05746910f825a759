-- Visitor statistics: every hour for ever, and what is told of the visitors of a day or month, each on its own and never
-- crossed. Days are written 2026-11-25 and months 2026-11, in the zone of the site. Nothing here is about one person.

create table statistics_hours (
    day text not null,
    hour integer not null check (hour between 0 and 23),
    -- Pages shown to people, visits that began, and pages shown to crawlers.
    views integer not null check (views >= 0),
    visits integer not null check (visits >= 0),
    crawlers integer not null check (crawlers >= 0),
    primary key (day, hour)
) strict, without rowid;

-- `value` is '' for all that are beyond the number kept a day. Months hold the sums of their days, so that a year is read
-- in twelve parts.
create table statistics_values (
    dimension text not null,
    span text not null check (span in ('day', 'month')),
    period text not null,
    value text not null,
    views integer not null check (views >= 0),
    visits integer not null check (visits >= 0),
    primary key (dimension, span, period, value)
) strict, without rowid;

-- Of today and yesterday, for what was read most in the last 24 hours.
create table statistics_article_hours (
    day text not null,
    hour integer not null check (hour between 0 and 23),
    article_id integer not null,
    views integer not null check (views > 0),
    primary key (day, hour, article_id)
) strict, without rowid;
