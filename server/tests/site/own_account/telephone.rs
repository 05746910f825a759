//! Setting up the second factor, with a simulated authenticator app.

use super::ACCOUNT;
use crate::{
    desk::{Browser, PASSWORD},
    support::{Answer, NOW, between},
};
use domain::{accounts::TotpSecret, clock::Timestamp};

/// An authenticator app with the secret of a set-up page.
pub(super) struct Telephone {
    secret: TotpSecret,
}

impl Telephone {
    /// Reads the letters of a set-up page.
    pub(super) fn of(page: &Answer) -> Self {
        let written = between(&page.text, "set-up__secret\">", "</code>");
        assert_eq!(written.split(' ').map(str::len).collect::<Vec<_>>(), [4; 8], "groups of four");
        let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        let fives = written.bytes().filter(|letter| *letter != b' ');
        let fives = fives.map(|letter| letters.iter().position(|known| *known == letter).expect("base 32"));
        let bits: Vec<usize> = fives.flat_map(|five| (0..5).rev().map(move |bit| five >> bit & 1)).collect();
        let bytes = bits.chunks(8).map(|byte| byte.iter().fold(0, |sum, bit| sum << 1 | *bit as u8));
        let secret = bytes.collect::<Vec<u8>>().try_into().expect("20 bytes");
        Self { secret: TotpSecret(secret) }
    }

    /// The content of the QR code, for this site and account.
    pub(super) fn address(&self, site: &str, account: &str) -> String {
        self.secret.address(site, &account.parse().expect("an address")).expect("an address")
    }

    /// The letters of the secret, in groups.
    pub(super) fn letters(&self) -> String {
        self.secret.written()
    }

    /// The code at this many seconds after [`NOW`].
    pub(super) fn code(&self, seconds: i64) -> String {
        let now = Timestamp::parse(NOW).expect("an instant");
        self.secret.code(Timestamp(now.0 + seconds * 1000))
    }

    /// A code that is wrong now.
    pub(super) fn wrong_code(&self) -> String {
        let right: Vec<String> = (-1..=1).map(|steps| self.code(30 * steps)).collect();
        ["000000", "111111", "222222", "333333"]
            .into_iter()
            .find(|code| !right.contains(&(*code).to_owned()))
            .expect("one of four")
            .to_owned()
    }
}

/// Starts setting up the second factor; returns the app.
pub(super) async fn begin(browser: &mut Browser<'_>) -> Telephone {
    let answer = browser.post("/ban-bien-tap/toi/hai-buoc/bat-dau", &[("mat-khau-bat", PASSWORD)]).await;
    assert_eq!(answer.header("location"), "/ban-bien-tap/toi/hai-buoc", "{}", answer.text);
    Telephone::of(&browser.get("/ban-bien-tap/toi/hai-buoc").await)
}

/// Sends a code of the set-up.
pub(super) async fn confirm(browser: &mut Browser<'_>, code: &str) -> Answer {
    browser.post("/ban-bien-tap/toi/hai-buoc", &[("ma", code)]).await
}

/// Switches it on with the code of [`NOW`]; returns the app and the recovery codes.
pub(super) async fn switch_on(browser: &mut Browser<'_>) -> (Telephone, Vec<String>) {
    let telephone = begin(browser).await;
    let page = confirm(browser, &telephone.code(0)).await;
    assert_eq!(page.status, 200, "{}", page.text);
    (telephone, recovery_codes(&page))
}

/// The recovery codes on a page.
pub(super) fn recovery_codes(page: &Answer) -> Vec<String> {
    let list = between(&page.text, "recovery-codes\">", "</ul>");
    list.split("<code>").skip(1).filter_map(|rest| rest.split("</code>").next()).map(str::to_owned).collect()
}

/// The number of recovery codes left on the account page; none if it is off.
pub(super) async fn codes_left(browser: &mut Browser<'_>) -> Option<String> {
    let page = browser.get(ACCOUNT).await;
    let (_, rest) = page.text.split_once("Còn ")?;
    rest.split(" mã khôi phục").next().map(str::to_owned)
}
