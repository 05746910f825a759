//! The normal form of addresses, and where redirects may lead.

use super::*;
use crate::redirects::{NotASource, NotATarget};
use proptest::prelude::*;

#[test]
fn all_spellings_of_an_address_are_one() {
    for (spelling, normal) in [
        ("/gioi-thieu.html", "/gioi-thieu.html"),
        ("/gioi-thieu.html/", "/gioi-thieu.html"),
        ("/gi%E1%BB%9Bi-thi%E1%BB%87u", "/giới-thiệu"),
        ("/gio\u{301}\u{31b}i-thi\u{1ec7}u", "/giới-thiệu"),
        ("/a?b=1&fbclid=xyz&utm_source=zalo", "/a?b=1"),
        ("/a/?fbclid=xyz#phan-2", "/a"),
        ("/a?q=hoc+bong&r=%C3%A0", "/a?q=hoc bong&r=à"),
        ("/a?q=1%262&r=1%2B2%25", "/a?q=1%262&r=1%2B2%25"),
        ("/a%3Fb%23c", "/a%3Fb%23c"),
        ("/100%", "/100%25"),
        ("https://khuyenhoc.example/a?x=1", "/a?x=1"),
        ("http://www.khuyenhoc.example/a/", "/a"),
        ("  /a\u{200b} ", "/a"),
    ] {
        assert_eq!(source(spelling).as_str(), normal, "{spelling}");
    }
    assert_eq!(source("/giới thiệu?q=hoc+bong").address(), "/gi%E1%BB%9Bi%20thi%E1%BB%87u?q=hoc%20bong");
}

#[test]
fn what_cannot_be_redirected_is_told_apart() {
    let long = format!("/{}", "ế".repeat(500));
    for (typed, why) in [
        ("", NotASource::Empty),
        (" ", NotASource::Empty),
        ("gioi-thieu", NotASource::NotAPath),
        ("https://bao.example/a", NotASource::OtherSite),
        ("javascript://a", NotASource::OtherSite),
        ("//bao.example/a", NotASource::Unreadable),
        ("/a%FF", NotASource::Unreadable),
        ("/a%00b", NotASource::Unreadable),
        ("/a%E2%80%AEb", NotASource::Unreadable),
        ("/\\bao.example", NotASource::Unreadable),
        (&long, NotASource::TooLong),
        ("/", NotASource::FrontPage),
        ("/?p=12", NotASource::FrontPage),
        ("/ban-bien-tap", NotASource::Reserved),
        ("/ban-bien-tap/bai-viet", NotASource::Reserved),
        ("/%62an-bien-tap", NotASource::Reserved),
        ("/media/a.jpg", NotASource::Reserved),
        ("/api/pages/load", NotASource::Reserved),
        ("/binh-chon/3/ket-qua.csv", NotASource::Reserved),
    ] {
        assert_eq!(Source::read(typed, OWN), Err(why), "{typed}");
    }
    for right in ["/ban-bien-tap-cu", "/binh-chon/99", "/tin/a/rss.xml", "/mediafile"] {
        source(right);
    }
}

#[test]
fn a_redirect_leads_nowhere_dangerous() {
    let read = |typed: &str| Target::read(typed, OWN).map(|target| target.address());
    for (typed, sent) in [
        ("/", "/"),
        ("/trang/gioi-thieu/#lien-he", "/trang/gioi-thieu#lien-he"),
        ("/giới-thiệu", "/gi%E1%BB%9Bi-thi%E1%BB%87u"),
        ("https://khuyenhoc.example/trang/a", "/trang/a"),
        ("https://báo.example/a b?c=d#e", "https://xn--bo-mia.example/a%20b?c=d#e"),
        ("http://bao.example", "http://bao.example/"),
    ] {
        assert_eq!(read(typed).as_deref(), Ok(sent), "{typed}");
    }
    for (typed, why) in [
        ("", NotATarget::Empty),
        ("javascript:alert(1)", NotATarget::Unreadable),
        ("JaVaScRiPt://khuyenhoc.example/%0aalert(1)", NotATarget::Unreadable),
        ("data:text/html,x", NotATarget::Unreadable),
        ("//evil.example", NotATarget::Unreadable),
        ("/\\evil.example", NotATarget::Unreadable),
        ("/%5Cevil.example", NotATarget::Unreadable),
        ("/%0D%0ASet-Cookie:a", NotATarget::Unreadable),
        ("https://", NotATarget::Unreadable),
        ("trang/gioi-thieu", NotATarget::Unreadable),
        ("https://khuyenhoc.example@evil.example/", NotATarget::WithName),
    ] {
        assert_eq!(read(typed), Err(why), "{typed}");
    }
    assert_eq!(read(&format!("https://a.example/{}", "a".repeat(1_000))), Err(NotATarget::TooLong));
}

proptest! {
    #[test]
    fn a_normal_form_is_its_own_and_comes_back_as_sent(path in "[ -~à-ỹ]{0,40}", query in proptest::option::of("[ -~à-ỹ]{0,40}")) {
        let path = format!("/{path}");
        if let Some(normal) = Source::of_request(&path, query.as_deref()) {
            let again = |address: &str| {
                let (path, query) = address.split_once('?').map_or((address, None), |(path, query)| (path, Some(query)));
                Source::of_request(path, query)
            };
            prop_assert_eq!(again(normal.as_str()), Some(normal.clone()), "as shown");
            prop_assert_eq!(again(&normal.address()), Some(normal.clone()), "as sent");
            prop_assert!(normal.address().is_ascii());
        }
    }

    #[test]
    fn nothing_that_is_typed_panics_or_breaks_a_header(typed in any::<String>()) {
        let _ = Source::read(&typed, OWN);
        if let Ok(target) = Target::read(&typed, OWN) {
            let sent = target.address();
            prop_assert!(sent.bytes().all(|byte| byte.is_ascii_graphic()), "{}", sent);
            prop_assert!(crate::site::is_safe_address(&sent), "{}", sent);
        }
    }
}
