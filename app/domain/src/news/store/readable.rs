//! The rule for what readers may see.

/// The condition that readers may see an article: it is published, and its time is not after the present,
/// `$now`.
///
/// A page that continues below a key checks only `published = true`: the key is not after the present. A
/// second bound on the time would be another limit on the same index, and the engine might choose that one.
macro_rules! readable {
    ($article:literal, $now:literal) => {
        concat!($article, ".published = true and ", $article, ".published_at <= ", $now)
    };
}

/// The published articles that readers may not see yet: few. For long lists of published articles, such as those of the
/// search index, which leave them out instead of looking up each article.
macro_rules! ahead {
    ($now:literal) => {
        concat!(
            "(select ahead.id from articles ahead where ahead.published = true and ahead.published_at > ",
            $now,
            ")"
        )
    };
}

pub(crate) use {ahead, readable};
