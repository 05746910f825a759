-- Feeds and sitemaps.

-- The size of the JPEG of a picture, in bytes, which feeds name. Null for pictures stored by an older version, until a pack
-- or an upload stores them again.
alter table media add column fallback_bytes integer check (fallback_bytes > 0);
