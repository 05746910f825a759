-- What an article said when it was saved, as the SHA-256 of its texts: `verify` says which one is another now. Null where it
-- was saved by a version before this one.
alter table articles add column digest blob check (length(digest) = 32);
