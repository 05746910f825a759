//! The rule of what readers may see.

/// The condition that readers may see an article: it is published, and its time is not after the present, `$now`.
///
/// Where a page goes on below a key, the key is not after the present, and `published = true` alone is asked: a second bound on the
/// time would be another end of the same index, and the engine might read from that one.
macro_rules! readable {
    ($article:literal, $now:literal) => {
        concat!($article, ".published = true and ", $article, ".published_at <= ", $now)
    };
}

pub(crate) use readable;
