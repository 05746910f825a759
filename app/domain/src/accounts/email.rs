//! The e-mail address of an account, which is also the name it signs in with.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// An e-mail address in lower case, as `<input type=email>` accepts it (HTML standard, "valid e-mail
/// address"), so that server and browser agree: ASCII only, no display name, no quotes. At most
/// [`Email::MAX_BYTES`] in total (RFC 5321, 4.5.3.1) and [`Email::MAX_LOCAL_BYTES`] before the `@`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "store", derive(sqlx::Type), sqlx(transparent))]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

impl Email {
    /// The longest address.
    pub const MAX_BYTES: usize = 254;
    /// The longest part before the `@`.
    pub const MAX_LOCAL_BYTES: usize = 64;

    /// The text of the address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the `@`. A password must consist of more than this.
    pub fn local(&self) -> &str {
        self.0.split('@').next().unwrap_or_default()
    }
}

/// A sign-in name in the form in which names are compared, whether it is an address or not: two spellings of
/// one account's name give the same text.
pub fn fold(name: &str) -> String {
    name.trim().to_ascii_lowercase()
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text is not an [`Email`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnEmail;

impl fmt::Display for NotAnEmail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Địa chỉ e-mail chưa đúng; xin quý vị viết như ten@vidu.vn, không dấu và không dấu cách.")
    }
}

impl std::error::Error for NotAnEmail {}

impl FromStr for Email {
    type Err = NotAnEmail;

    fn from_str(text: &str) -> Result<Self, NotAnEmail> {
        let text = fold(text);
        let (local, host) = text.split_once('@').ok_or(NotAnEmail)?;
        let fits = text.len() <= Self::MAX_BYTES && local.len() <= Self::MAX_LOCAL_BYTES;
        if fits && is_local(local) && host.split('.').all(is_label) {
            Ok(Self(text))
        } else {
            Err(NotAnEmail)
        }
    }
}

fn is_local(local: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte);
    !local.is_empty() && local.bytes().all(letter)
}

/// A part of a host name (RFC 1123, 2.1).
fn is_label(label: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    (1..=63).contains(&label.len())
        && label.bytes().all(letter)
        && !label.starts_with('-')
        && !label.ends_with('-')
}

impl TryFrom<String> for Email {
    type Error = NotAnEmail;

    fn try_from(text: String) -> Result<Self, NotAnEmail> {
        text.parse()
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_address_is_kept_in_small_letters_without_what_stands_around_it() {
        let email: Email = "  Nguyen.An+Tin@Khuyen-Hoc.Example\n".parse().expect("an address");
        assert_eq!(email.as_str(), "nguyen.an+tin@khuyen-hoc.example");
        assert_eq!(email.local(), "nguyen.an+tin");
    }

    #[test]
    fn what_a_browser_takes_is_an_address() {
        for right in ["a@b", "a@localhost", "o'brien@vidu.vn", "1@1.vn", ".a.@vidu.vn", "a@xn--hc-qga.vn"] {
            assert!(right.parse::<Email>().is_ok(), "{right}");
        }
    }

    #[test]
    fn anything_else_is_none() {
        let no_address = [
            "",
            "@",
            "a",
            "a@",
            "@b",
            "a@b@c",
            "a b@c",
            "a@b c",
            "a@b..c",
            "a@.b",
            "a@b.",
            "a@-b",
            "a@b-",
            "an <a@b>",
            "<a@b>",
            "\"a\"@b",
            "a,b@c",
            "a:b@c",
            "a;b@c",
            "a(b)@c",
            "a\\b@c",
            "a@b_c",
            "a\u{0}@b",
            "a\r\nBcc: c@d",
            "a@b\r\nc",
            "a\u{a0}b@c",
            "ă@b",
            "a@ă",
            "a@[127.0.0.1]",
            "a@b/c",
        ];
        for wrong in no_address {
            assert_eq!(wrong.parse::<Email>(), Err(NotAnEmail), "{wrong:?}");
        }
    }

    #[test]
    fn an_address_ends_somewhere() {
        let host = |bytes: usize| format!("{}.vn", vec!["a".repeat(59); 4].join(".").split_at(bytes - 3).0);
        let address = |local: usize, host_bytes: usize| format!("{}@{}", "a".repeat(local), host(host_bytes));
        assert!(address(64, 189).parse::<Email>().is_ok());
        assert!(address(64, 190).parse::<Email>().is_err(), "255 bytes");
        assert!(address(65, 20).parse::<Email>().is_err());
        assert!(format!("a@{}.vn", "a".repeat(63)).parse::<Email>().is_ok());
        assert!(format!("a@{}.vn", "a".repeat(64)).parse::<Email>().is_err());
    }

    #[test]
    fn only_an_address_is_read_from_the_wire() {
        let read: Email = serde_json::from_str("\"An@Vidu.vn\"").expect("an address");
        assert_eq!(serde_json::to_string(&read).ok().as_deref(), Some("\"an@vidu.vn\""));
        assert!(serde_json::from_str::<Email>("\"an\"").is_err());
    }

    proptest! {
        #[test]
        fn an_address_reads_itself_again(text in "\\PC{0,80}@\\PC{0,80}|[ -~]{1,20}@[a-zA-Z.-]{1,20}") {
            if let Ok(email) = text.parse::<Email>() {
                prop_assert_eq!(email.as_str().parse(), Ok(email.clone()));
                prop_assert!(email.as_str().bytes().all(|byte| byte.is_ascii_graphic()));
                prop_assert_eq!(email.as_str().matches('@').count(), 1);
                prop_assert_eq!(fold(&text), email.as_str());
            }
        }
    }
}
