-- Lists cost the same however many articles there are. An index of the state alone was taken for every question about
-- published articles, and reads all of them.

drop index articles_by_state;

create index articles_published_by_update on articles (updated_at, id) where state = 'published';
create index articles_drafts_by_update on articles (updated_at, id) where state = 'draft';
