//! The second factor: time-based one-time passwords (TOTP, RFC 6238) with the parameters that all
//! authenticator apps support: SHA-1, six digits, 30 seconds. Recovery codes are in `recovery.rs`.

use super::Email;
use crate::clock::Timestamp;
use data_encoding::BASE32_NOPAD;
use std::fmt;
use totp_rs::{Algorithm, Builder, Totp, TotpError};

/// How many digits a code has.
const DIGITS: u8 = 6;
/// How long a code is valid, in seconds.
const STEP: u64 = 30;
/// By how many steps the clock of the telephone may be wrong, in both directions.
const SKEW: u16 = 1;
/// How many characters form a group when the secret is displayed for typing.
const GROUP: usize = 4;

/// The shared secret of site and authenticator app. 160 bits, as RFC 4226 recommends (section 4, R6).
#[derive(Clone, PartialEq, Eq)]
pub struct TotpSecret(pub [u8; 20]);

impl TotpSecret {
    /// A new secret.
    ///
    /// # Errors
    /// The system's random number generator failed.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 20];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// For typing, if the telephone cannot scan the QR code: `JBSW Y3DP …`, eight groups in base 32.
    pub fn written(&self) -> String {
        let mut written = String::new();
        for (index, letter) in BASE32_NOPAD.encode(&self.0).chars().enumerate() {
            if index > 0 && index % GROUP == 0 {
                written.push(' ');
            }
            written.push(letter);
        }
        written
    }

    /// The address in the QR code (`otpauth://totp/…`). A colon in the name of the site becomes a space,
    /// since it would end the name.
    ///
    /// # Errors
    /// None for a checked e-mail address; the crate also checks conditions that always hold here.
    pub fn address(&self, site: &str, account: &Email) -> Result<String, TotpError> {
        let site = site.replace(':', " ");
        self.builder().with_issuer(Some(site)).with_account_name(account.as_str()).build()?.to_url()
    }

    /// The time step of a code, if the code is right and the step is later than the last one used; one step
    /// before or after the present is accepted. The caller stores the step in the same statement that checks
    /// the earlier one. Spaces are ignored.
    pub fn check(&self, code: &str, now: Timestamp, last_step: Option<i64>) -> Option<i64> {
        let code: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
        let seconds = u64::try_from(now.0.div_euclid(1000)).ok()?;
        let step = i64::try_from(self.totp().check(&code, seconds)?).ok()?;
        last_step.is_none_or(|last| step > last).then_some(step)
    }

    /// The code that an authenticator app shows, for tests.
    #[cfg(feature = "test-clock")]
    pub fn code(&self, now: Timestamp) -> String {
        self.totp().generate(u64::try_from(now.0.div_euclid(1000)).unwrap_or_default()).to_string()
    }

    /// For checking only, so without names.
    fn totp(&self) -> Totp {
        // Digits, step and secret are constants here, and valid.
        self.builder().build_noncompliant()
    }

    fn builder(&self) -> Builder {
        Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(DIGITS)
            .with_step_duration(STEP)
            .with_skew(SKEW)
            .with_secret(self.0)
    }
}

/// Does not print the secret: debug output goes to logs.
impl fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpSecret")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The secret of RFC 6238, appendix B.
    const RFC: TotpSecret = TotpSecret(*b"12345678901234567890");
    /// A time of that appendix, in seconds, and its code: the last six of the eight digits.
    const AT: i64 = 1_111_111_109;
    const CODE: &str = "081804";

    fn at(second: i64) -> Timestamp {
        Timestamp(second * 1000)
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(RFC.check(code, at(second), None), Some(second / 30), "{second}");
        }
    }

    #[test]
    fn a_telephone_may_be_a_step_off_and_no_more() {
        let step = AT / 30;
        for steps in -1..=1 {
            assert_eq!(RFC.check(CODE, at(AT + 30 * steps), None), Some(step), "{steps}");
        }
        assert_eq!(RFC.check(CODE, at(AT + 60), None), None);
        assert_eq!(RFC.check(CODE, at(AT - 60), None), None);
    }

    #[test]
    fn a_code_is_used_once() {
        let step = RFC.check(CODE, at(AT), None);
        assert_eq!(RFC.check(CODE, at(AT), step), None);
        assert_eq!(RFC.check(CODE, at(AT + 30), step), None, "nor while it would still be valid");
        let later = RFC.totp().generate(AT as u64 + 30).to_string();
        assert_eq!(RFC.check(&later, at(AT), step), step.map(|step| step + 1));
    }

    #[test]
    fn after_a_code_none_from_before_it_is_taken() {
        let next = RFC.totp().generate(AT as u64 + 30).to_string();
        let used = RFC.check(&next, at(AT), None);
        assert_eq!(RFC.check(CODE, at(AT), used), None);
    }

    #[test]
    fn a_code_may_be_typed_with_spaces() {
        for typed in ["081 804", " 081804\r\n", "08 18 04", "0 8 1 8 0 4", "081\u{a0}804"] {
            assert_eq!(RFC.check(typed, at(AT), None), Some(AT / 30), "{typed}");
        }
    }

    #[test]
    fn anything_else_is_no_code() {
        for wrong in
            ["", "081805", "81804", "0818040", "+81804", "-81804", "08180a", "０８１８０４", "07081804"]
        {
            assert_eq!(RFC.check(wrong, at(AT), None), None, "{wrong}");
        }
    }

    #[test]
    fn a_clock_before_1970_takes_no_code() {
        assert_eq!(RFC.check(CODE, Timestamp(-1), None), None);
        assert_eq!(RFC.check(CODE, Timestamp(i64::MIN), None), None);
    }

    #[test]
    fn the_secret_is_written_for_typing() {
        assert_eq!(RFC.written(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    }

    #[test]
    fn the_address_names_site_and_account() {
        let account: Email = "an+tin@khuyenhoc.example".parse().expect("an address");
        let address = RFC.address("Hội: Khuyến học", &account).expect("an address for telephones");
        let url = url::Url::parse(&address).expect("an address");
        assert_eq!((url.scheme(), url.host_str()), ("otpauth", Some("totp")));
        let read = Totp::from_url(&address).expect("what telephones read");
        assert_eq!(read.issuer(), Some("Hội  Khuyến học"));
        assert_eq!(read.account_name(), "an+tin@khuyenhoc.example");
        assert_eq!(read.secret().as_bytes(), RFC.0);
        assert_eq!((read.algorithm(), read.digits(), read.step()), (Algorithm::SHA1, 6, 30));
    }

    #[test]
    fn no_two_secrets_are_the_same_and_a_log_shows_none() {
        let secret = TotpSecret::random().expect("random bytes");
        assert_ne!(secret, TotpSecret::random().expect("random bytes"));
        assert_eq!(format!("{secret:?}"), "TotpSecret");
    }

    proptest! {
        #[test]
        fn no_step_is_taken_twice(secret in any::<[u8; 20]>(), seconds in proptest::collection::vec(0i64..200, 1..40)) {
            let secret = TotpSecret(secret);
            let (mut last, mut used) = (None, std::collections::HashSet::new());
            for second in seconds {
                // The app's clock is fixed; the site's clock is a little behind or ahead.
                let code = secret.totp().generate(second as u64).to_string();
                if let Some(step) = secret.check(&code, at(AT % 30 + second), last) {
                    prop_assert!(used.insert(step), "step {} was taken twice", step);
                    last = Some(step);
                }
            }
        }

        #[test]
        fn no_text_breaks_the_check(code in any::<String>(), now in any::<i64>(), last in any::<Option<i64>>()) {
            let _ = RFC.check(&code, Timestamp(now), last);
        }
    }
}
