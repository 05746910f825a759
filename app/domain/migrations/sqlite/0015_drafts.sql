-- What is written and not saved yet. Neither readers nor the log know of it.

-- One draft for each article, whoever writes in it.
create table drafts (
    id integer primary key,
    article_id integer references articles (id),
    -- An article that was never saved has the key of its form instead, and belongs to one account.
    form_key text,
    account_id integer not null references accounts (id),
    version integer not null check (version > 0),
    -- As JSON.
    content text not null,
    -- The version of the article that the content was made from; 0 without an article.
    article_version integer not null,
    -- Whether it has something that the article does not have.
    pending integer not null check (pending in (0, 1)),
    kept_at integer not null,
    kept_by integer not null references accounts (id),
    check ((article_id is null) <> (form_key is null)),
    constraint one_draft_per_article unique (article_id),
    constraint one_draft_per_form unique (account_id, form_key)
) strict;

create index pending_drafts_by_account on drafts (kept_by, kept_at) where pending = 1;

-- What open editors may have read.
create table draft_versions (
    id integer primary key,
    draft_id integer not null references drafts (id),
    version integer not null,
    content text not null,
    constraint one_content_per_draft_version unique (draft_id, version)
) strict;

-- The last request of each open editor that was decided: the same request may come again.
create table draft_requests (
    draft_id integer not null references drafts (id),
    tab text not null,
    sequence integer not null,
    answer text not null check (answer in ('kept', 'differs')),
    decided_at integer not null,
    primary key (draft_id, tab)
) strict, without rowid;
