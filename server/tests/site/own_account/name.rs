//! One's own name, and the account page.

use super::{ACCOUNT, AN, BINH, beside, done, site};
use crate::{desk::Browser, support::between};

#[tokio::test]
async fn the_page_says_who_somebody_is() {
    let site = site().await;
    let page = Browser::signed_in(&site, AN).await.get(ACCOUNT).await;
    assert_eq!(page.status, 200);
    let facts = between(&page.text, "<dl", "</dl>");
    assert!(facts.contains("an@site.test") && facts.contains("Tác giả"), "{facts}");
    assert!(page.text.contains("value=\"Người dùng an\""));
    assert!(!page.text.contains(" style="), "the policy allows none");
    assert_eq!(page.header("cache-control"), "no-store");
}

#[tokio::test]
async fn a_name_is_changed_by_its_owner_and_nobody_elses_with_it() {
    let site = site().await;
    let mut an = Browser::signed_in(&site, AN).await;
    let answer = an.post("/ban-bien-tap/toi/ten", &[("ten", "  Hồ   Thị An <b> ")]).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/ban-bien-tap/toi?da=ten"));
    let page = an.get("/ban-bien-tap/toi?da=ten").await;
    assert!(page.text.contains("Đã đổi tên."));
    let person = between(&page.text, "desk-head__person", "</form>");
    assert!(person.contains("Hồ Thị An &lt;b&gt;"), "{person}");
    assert_eq!(done(&site).await[0], "account_changed");
    let page = Browser::signed_in(&site, BINH).await.get(ACCOUNT).await;
    assert!(page.text.contains("value=\"Người dùng binh\""));
}

#[tokio::test]
async fn a_name_that_is_none_is_refused_and_stays_in_its_field() {
    let site = site().await;
    let mut an = Browser::signed_in(&site, AN).await;
    for wrong in ["", "   ", "\u{7}\u{202e}", &"ế".repeat(101)] {
        let page = an.post("/ban-bien-tap/toi/ten", &[("ten", wrong)]).await;
        assert_eq!(page.status, 422, "{wrong:?}");
        assert!(beside(&page, "ten").contains("từ 1 đến 100 ký tự"), "{wrong:?}");
        assert!(page.text.contains(&format!("value=\"{wrong}\"")), "{wrong:?}");
    }
    assert_eq!(an.post("/ban-bien-tap/toi/ten", &[("ten", &"ế".repeat(100))]).await.status, 303);
}
