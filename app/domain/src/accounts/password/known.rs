//! Commonly used passwords. `data/README.md` says where the lists come from.

use std::{collections::HashSet, sync::LazyLock};

static KNOWN: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let leaked = include_str!("../../../data/passwords.txt");
    let ours = include_str!("../../../data/passwords-vietnamese.txt");
    leaked.lines().chain(ours.lines()).collect()
});

/// Whether a folded text is one of them.
pub(super) fn contains(folded: &str) -> bool {
    KNOWN.contains(folded)
}
