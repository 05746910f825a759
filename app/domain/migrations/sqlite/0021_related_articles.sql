-- Articles with related content, found once after a save (`search/store/related.rs`); the greater the weight, from 0 to 1, the
-- closer. An article is listed with up to twelve others.
create table related_articles (
    article_id integer not null references articles (id),
    other_id integer not null references articles (id),
    weight real not null check (weight > 0),
    primary key (article_id, other_id)
) strict, without rowid;

create index related_articles_by_weight on related_articles (article_id, weight, other_id);
create index related_articles_by_other on related_articles (other_id, article_id);

-- Published articles whose related ones are to be found, with their version at that time.
create table unrelated_articles (
    article_id integer primary key references articles (id),
    version integer not null
) strict;

insert into unrelated_articles (article_id, version)
select id, version
from articles
where published = true;
