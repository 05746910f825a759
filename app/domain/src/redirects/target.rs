//! Where a redirect leads.

use super::source::{NotASource, Source, escaped, own_part};
use crate::{
    site::is_safe_address,
    text::{composed, one_line},
};
use percent_encoding::percent_decode_str;
use url::Url;

/// Where a redirect leads: an address of this site, or one of another site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    text: String,
    own: Option<Source>,
}

/// Why a redirect may not lead there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotATarget {
    /// Nothing was typed.
    Empty,
    /// It is neither an address of this site nor a web address.
    Unreadable,
    /// It contains a name and perhaps a password before the host.
    WithName,
    /// It is too long.
    TooLong,
}

impl Target {
    /// The longest address of another site, in bytes.
    pub const MAX_BYTES: usize = 1_000;
    /// The longest fragment, in characters.
    const MAX_FRAGMENT: usize = 100;

    /// An address that was typed. `own` is the public address of this site, which is taken off.
    ///
    /// # Errors
    /// A redirect may not lead there.
    pub fn read(typed: &str, own: &str) -> Result<Self, NotATarget> {
        let typed = one_line(typed);
        if typed.is_empty() {
            return Err(NotATarget::Empty);
        }
        if typed.len() > 4 * Self::MAX_BYTES {
            return Err(NotATarget::TooLong);
        }
        match own_part(&typed, own) {
            Some(part) => Self::of_this_site(&part),
            None if typed.starts_with('/') => Self::of_this_site(&typed),
            None => Self::of_another_site(&typed),
        }
    }

    fn of_this_site(part: &str) -> Result<Self, NotATarget> {
        let (address, fragment) = part.split_once('#').unwrap_or((part, ""));
        let (path, query) =
            address.split_once('?').map_or((address, None), |(path, query)| (path, Some(query)));
        let own = Source::read_parts(path, query).map_err(|why| match why {
            NotASource::TooLong => NotATarget::TooLong,
            _ => NotATarget::Unreadable,
        })?;
        let fragment = percent_decode_str(fragment).decode_utf8().map_err(|_| NotATarget::Unreadable)?;
        let fragment = one_line(&composed(&fragment));
        if fragment.chars().count() > Self::MAX_FRAGMENT {
            return Err(NotATarget::TooLong);
        }
        let mut text = own.as_str().to_owned();
        if !fragment.is_empty() {
            text = format!("{text}#{}", fragment.replace('%', "%25"));
        }
        Ok(Self { text, own: Some(own) })
    }

    fn of_another_site(typed: &str) -> Result<Self, NotATarget> {
        let url = Url::parse(typed).map_err(|_| NotATarget::Unreadable)?;
        if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none_or(str::is_empty) {
            return Err(NotATarget::Unreadable);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(NotATarget::WithName);
        }
        let text = url.to_string();
        if text.len() > Self::MAX_BYTES {
            return Err(NotATarget::TooLong);
        }
        if is_safe_address(&text) { Ok(Self { text, own: None }) } else { Err(NotATarget::Unreadable) }
    }

    /// A stored target.
    pub(super) fn stored(text: String, own: Option<Source>) -> Self {
        Self { text, own }
    }

    /// As people read it.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The address of this site, without its fragment; `None` if it is on another one.
    pub fn own(&self) -> Option<&Source> {
        self.own.as_ref()
    }

    /// The address as it is sent, in ASCII.
    pub fn address(&self) -> String {
        if self.own.is_some() { escaped(&self.text) } else { self.text.clone() }
    }
}
