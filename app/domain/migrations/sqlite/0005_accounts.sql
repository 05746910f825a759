-- The people who work here, how they sign in, and the sessions in which they are signed in.

create table accounts (
    id integer primary key,
    email text not null constraint account_email_taken unique,
    name text not null check (name <> ''),
    role text not null check (role in ('author', 'editor', 'administrator')),
    -- Argon2id as a PHC string. Null: nobody signs in here with a password.
    password text,
    -- What the telephone's codes are made from, and the last half minute whose code was used. Null: no second factor.
    totp_secret blob check (length(totp_secret) = 20),
    totp_step integer not null default 0,
    -- What passkeys know the account by: 16 random bytes.
    handle blob not null unique check (length(handle) = 16),
    disabled_at integer,
    created_at integer not null
) strict;

-- The categories, with those below them, that an editor is limited to. No row: all of them.
create table account_categories (
    account_id integer not null references accounts (id),
    category_id integer not null references categories (id),
    primary key (account_id, category_id)
) strict, without rowid;

-- SHA-256 of codes that have not been used.
create table recovery_codes (
    account_id integer not null references accounts (id),
    hash blob not null check (length(hash) = 32),
    primary key (account_id, hash)
) strict, without rowid;

create table passkeys (
    id integer primary key,
    account_id integer not null references accounts (id),
    credential blob not null unique,
    name text not null check (name <> ''),
    -- What the library keeps of it, as JSON.
    data text not null,
    created_at integer not null,
    used_at integer
) strict;

create index passkeys_by_account on passkeys (account_id, id);

-- Links with which somebody chooses a new password once; SHA-256 of what stands in them.
create table reset_links (
    hash blob primary key check (length(hash) = 32),
    account_id integer not null references accounts (id),
    expires_at integer not null
) strict, without rowid;

create index reset_links_by_account on reset_links (account_id);

-- The number of a session stands in the log for ever, so it is never given twice. `hash` is the SHA-256 of what the
-- browser holds; without an account somebody is on the way to signing in.
create table sessions (
    id integer primary key autoincrement,
    hash blob not null unique check (length(hash) = 32),
    account_id integer references accounts (id),
    data text not null,
    browser text not null,
    address text not null,
    created_at integer not null,
    seen_at integer not null
) strict;

create index sessions_by_account on sessions (account_id, seen_at);
create index sessions_by_age on sessions (created_at);
