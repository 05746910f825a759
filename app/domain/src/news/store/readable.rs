//! The rule of what readers may see.

/// The condition that readers may see an article: it is published, and its time is not after the present, `$now`.
///
/// Where a page goes on below a key, the key is not after the present and says the second half already; a second bound on
/// the time would be another end of the same index, and the engine might read from that one. There the first half stands
/// alone: [`published`].
macro_rules! readable {
    ($article:literal, $now:literal) => {
        concat!($crate::news::store::published!($article), " and ", $article, ".published_at <= ", $now)
    };
}

/// The first half of [`readable`].
macro_rules! published {
    ($article:literal) => {
        concat!($article, ".state = 'published'")
    };
}

pub(crate) use {published, readable};
