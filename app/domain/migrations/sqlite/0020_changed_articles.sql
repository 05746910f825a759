-- What readers saw of an article when it was last saved, as a hash, and when that last became different. Both
-- are null for articles that were last saved before this migration.
alter table articles add column seen_digest blob check (length(seen_digest) = 32);
alter table articles add column changed_at integer;
