-- The index of articles also has ranges of ids, so that a search for common words can keep to the newest: all are indexed anew.
insert into unindexed_articles (article_id)
select id
from articles
where true
on conflict (article_id) do nothing;
