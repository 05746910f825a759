//! The second factor: switching it on and off, and its codes.

use super::{
    ACCOUNT, AN, BINH, beside, done, is_in, sign_in, site,
    telephone::{begin, codes_left, confirm, recovery_codes, switch_on},
};
use crate::{
    desk::{Browser, PASSWORD},
    support::{Answer, TestSite, between},
};
use qrcode::{Color, QrCode};

const SET_UP: &str = "/ban-bien-tap/toi/hai-buoc";

/// Signs in with the password and this code, in a new browser.
async fn sign_in_with(site: &TestSite, code: &str) -> Answer {
    let mut browser = Browser::new(site);
    assert_eq!(sign_in(&mut browser, AN, PASSWORD).await.header("location"), "/dang-nhap/ma");
    browser.post("/dang-nhap/ma", &[("ma", code)]).await
}

#[tokio::test]
async fn it_is_on_only_after_a_right_code_was_typed() {
    let site = site().await;
    let mut an = Browser::signed_in(&site, AN).await;
    let telephone = begin(&mut an).await;
    let to_desk = sign_in(&mut Browser::new(&site), AN, PASSWORD).await;
    assert_eq!(to_desk.header("location"), "/ban-bien-tap", "no code is asked for yet");
    let page = confirm(&mut an, &telephone.wrong_code()).await;
    assert_eq!(page.status, 422);
    assert!(beside(&page, "ma").contains("Mã không đúng"));
    assert!(page.text.contains(&telephone.letters()), "the telephone may still have to read it");
    assert_eq!(codes_left(&mut an).await, None);

    let page = confirm(&mut an, &telephone.code(0)).await;
    let codes = recovery_codes(&page);
    assert_eq!((page.status.as_u16(), codes.len()), (200, 10));
    assert!(page.text.contains("in trang này hoặc chép các mã ra giấy"));
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(codes_left(&mut an).await.as_deref(), Some("10"));
    assert_eq!(done(&site).await[0], "two_factor_on");
    assert_eq!(sign_in(&mut Browser::new(&site), AN, PASSWORD).await.header("location"), "/dang-nhap/ma");
    assert_eq!(sign_in(&mut Browser::new(&site), BINH, PASSWORD).await.header("location"), "/ban-bien-tap");
}

#[tokio::test]
async fn who_knows_an_old_password_does_not_get_on_with_a_code() {
    let site = site().await;
    let mut an = Browser::signed_in(&site, AN).await;
    let (telephone, codes) = switch_on(&mut an).await;
    let mut thieves = Vec::new();
    for _ in 0..2 {
        let mut thief = Browser::new(&site);
        assert_eq!(sign_in(&mut thief, AN, PASSWORD).await.header("location"), "/dang-nhap/ma");
        thieves.push(thief);
    }
    let new = "con đò nhỏ qua sông lúc sớm mai";
    let fields = [("mat-khau-cu", PASSWORD), ("mat-khau-moi", new), ("mat-khau-lai", new)];
    assert_eq!(an.post("/ban-bien-tap/toi/mat-khau", &fields).await.status, 303);
    for (thief, code) in thieves.iter_mut().zip([codes[0].clone(), telephone.code(30)]) {
        let answer = thief.post("/dang-nhap/ma", &[("ma", &code)]).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/dang-nhap"));
        assert!(!is_in(thief).await);
    }
    assert_eq!(codes_left(&mut an).await.as_deref(), Some("10"), "no code was used up");
}

#[tokio::test]
async fn nobody_begins_without_the_password() {
    let site = site().await;
    let mut an = Browser::signed_in(&site, AN).await;
    let page =
        an.post("/ban-bien-tap/toi/hai-buoc/bat-dau", &[("mat-khau-bat", "sai mật khẩu rồi đó")]).await;
    assert_eq!(
        (page.status.as_u16(), beside(&page, "mat-khau-bat").as_str()),
        (422, "Mật khẩu hiện tại không đúng.")
    );
    for answer in [an.get(SET_UP).await, confirm(&mut an, "000000").await] {
        assert_eq!(
            (answer.status.as_u16(), answer.header("location")),
            (303, "/ban-bien-tap/toi?da=het-hai-buoc")
        );
    }
}

#[tokio::test]
async fn the_picture_says_what_a_telephone_needs() {
    let site = site().await;
    let mut an = Browser::signed_in(&site, AN).await;
    let telephone = begin(&mut an).await;
    let page = an.get(SET_UP).await;
    let picture = between(&page.text, "<svg", "</svg>");
    assert!(picture.contains("role=\"img\"") && picture.contains("aria-label=\"Mã QR"), "{picture}");
    assert!(!page.text.contains(" style="));
    let code = QrCode::new(telephone.address("Kho", AN)).expect("a picture");
    let side = code.width() + 8;
    assert!(picture.contains(&format!("viewBox=\"0 0 {side} {side}\"")), "four light modules around it");
    assert!(
        picture.contains(&format!("<rect width=\"{side}\" height=\"{side}\" fill=\"#ffffff\"")),
        "light in dark mode too"
    );
    let dark = between(picture, " d=\"", "\"");
    let drawn: Vec<&str> = dark.split_terminator("h1v1h-1z").collect();
    let modules = (0..).zip(code.to_colors()).filter(|(_, color)| *color == Color::Dark);
    let modules =
        modules.map(|(place, _)| format!("M{} {}", place % code.width() + 4, place / code.width() + 4));
    assert_eq!(drawn, modules.collect::<Vec<_>>());
}

#[tokio::test]
async fn the_secret_and_the_codes_are_never_shown_again() {
    let site = site().await;
    let mut an = Browser::signed_in(&site, AN).await;
    let (telephone, codes) = switch_on(&mut an).await;
    let again = confirm(&mut an, &telephone.code(30)).await;
    assert_eq!(again.status, 303, "the form sent once more makes no other codes");
    for page in [an.get(SET_UP).await, again, an.get(ACCOUNT).await] {
        let letters = telephone.letters();
        assert!(!page.text.contains(&letters) && !page.text.contains(&letters.replace(' ', "")));
        assert!(codes.iter().all(|code| !page.text.contains(code)));
    }
    assert_eq!(an.get(SET_UP).await.header("location"), "/ban-bien-tap/toi?da=het-hai-buoc");
    let start = an.post("/ban-bien-tap/toi/hai-buoc/bat-dau", &[("mat-khau-bat", PASSWORD)]).await;
    assert_eq!(start.header("location"), ACCOUNT, "what is on is not begun again");
}

#[tokio::test]
async fn a_set_up_that_waits_elsewhere_does_not_replace_a_second_factor() {
    let site = site().await;
    let (mut one, mut other) = (Browser::signed_in(&site, AN).await, Browser::signed_in(&site, AN).await);
    let late = begin(&mut other).await;
    switch_on(&mut one).await;
    assert_eq!(confirm(&mut other, &late.code(0)).await.status, 303);
    assert_eq!(sign_in_with(&site, &late.code(0)).await.status, 422);
}

#[tokio::test]
async fn a_set_up_waits_for_half_an_hour() {
    let site = site().await;
    let mut an = Browser::signed_in(&site, AN).await;
    let telephone = begin(&mut an).await;
    site.set_clock("2026-11-25T09:29:59+07:00");
    assert_eq!(an.get(SET_UP).await.status, 200);
    site.set_clock("2026-11-25T09:30:00+07:00");
    let answer = confirm(&mut an, &telephone.code(30 * 60)).await;
    assert_eq!(answer.header("location"), "/ban-bien-tap/toi?da=het-hai-buoc");
    assert!(an.get("/ban-bien-tap/toi?da=het-hai-buoc").await.text.contains("xin bắt đầu lại"));
    assert_eq!(codes_left(&mut an).await, None);
}

#[tokio::test]
async fn the_code_of_a_half_minute_is_taken_once() {
    let site = site().await;
    let mut an = Browser::signed_in(&site, AN).await;
    let (telephone, _) = switch_on(&mut an).await;
    assert_eq!(sign_in_with(&site, &telephone.code(0)).await.status, 422, "it was typed for the set-up");
    assert_eq!(sign_in_with(&site, &telephone.code(30)).await.status, 303);
    assert_eq!(sign_in_with(&site, &telephone.code(30)).await.status, 422);
    assert_eq!(sign_in_with(&site, &telephone.code(0)).await.status, 422, "nor one from before it");
    site.set_clock("2026-11-25T09:00:30+07:00");
    assert_eq!(sign_in_with(&site, &telephone.code(30)).await.status, 422);
    assert_eq!(sign_in_with(&site, &telephone.code(60)).await.status, 303);
}

#[tokio::test]
async fn a_recovery_code_signs_in_once() {
    let site = site().await;
    let (mut an, mut binh) = (Browser::signed_in(&site, AN).await, Browser::signed_in(&site, BINH).await);
    let (_, codes) = switch_on(&mut an).await;
    let (_, others) = switch_on(&mut binh).await;
    assert_eq!(sign_in_with(&site, &codes[3].to_lowercase().replace('-', " ")).await.status, 303);
    assert_eq!(done(&site).await[0], "recovery_code_used");
    assert_eq!(codes_left(&mut an).await.as_deref(), Some("9"));
    assert_eq!(sign_in_with(&site, &codes[3]).await.status, 422);
    assert_eq!(sign_in_with(&site, &others[0]).await.status, 422, "a colleague's code is none");
    assert_eq!(codes_left(&mut binh).await.as_deref(), Some("10"));
}

#[tokio::test]
async fn new_recovery_codes_need_the_password_and_replace_the_old_ones() {
    let site = site().await;
    let mut an = Browser::signed_in(&site, AN).await;
    let (_, old) = switch_on(&mut an).await;
    let renew = "/ban-bien-tap/toi/ma-khoi-phuc";
    let page = an.post(renew, &[("mat-khau-ma", "sai mật khẩu rồi đó")]).await;
    assert_eq!(
        (page.status.as_u16(), beside(&page, "mat-khau-ma").as_str()),
        (422, "Mật khẩu hiện tại không đúng.")
    );
    let page = an.post(renew, &[("mat-khau-ma", PASSWORD)]).await;
    let new = recovery_codes(&page);
    assert_eq!((page.status.as_u16(), new.len()), (200, 10));
    assert!(new.iter().all(|code| !old.contains(code)));
    assert_eq!(done(&site).await[0], "recovery_codes_renewed");
    assert_eq!(sign_in_with(&site, &old[0]).await.status, 422);
    assert_eq!(sign_in_with(&site, &new[0]).await.status, 303);
}

#[tokio::test]
async fn without_a_second_factor_there_are_no_recovery_codes() {
    let site = site().await;
    let mut an = Browser::signed_in(&site, AN).await;
    let answer = an.post("/ban-bien-tap/toi/ma-khoi-phuc", &[("mat-khau-ma", PASSWORD)]).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, ACCOUNT));
    assert!(!done(&site).await.contains(&"recovery_codes_renewed"));
}

#[tokio::test]
async fn it_is_switched_off_with_the_password_alone() {
    let site = site().await;
    let mut an = Browser::signed_in(&site, AN).await;
    switch_on(&mut an).await;
    let off = "/ban-bien-tap/toi/hai-buoc/tat";
    let page = an.post(off, &[("mat-khau-tat", "sai mật khẩu rồi đó")]).await;
    assert_eq!(
        (page.status.as_u16(), beside(&page, "mat-khau-tat").as_str()),
        (422, "Mật khẩu hiện tại không đúng.")
    );
    assert_eq!(codes_left(&mut an).await.as_deref(), Some("10"));
    let answer = an.post(off, &[("mat-khau-tat", PASSWORD)]).await;
    assert_eq!(answer.header("location"), "/ban-bien-tap/toi?da=tat-hai-buoc");
    assert_eq!(done(&site).await[0], "two_factor_off");
    assert_eq!(sign_in(&mut Browser::new(&site), AN, PASSWORD).await.header("location"), "/ban-bien-tap");
    // Switched on again, it has another secret.
    let (_, codes) = switch_on(&mut an).await;
    assert_eq!((codes.len(), codes_left(&mut an).await.as_deref()), (10, Some("10")));
}

#[tokio::test]
async fn whoever_guesses_at_codes_has_to_wait_even_with_the_right_one() {
    let site = site().await;
    let mut an = Browser::signed_in(&site, AN).await;
    let (telephone, _) = switch_on(&mut an).await;
    let mut guesser = Browser::new(&site);
    assert_eq!(sign_in(&mut guesser, AN, PASSWORD).await.header("location"), "/dang-nhap/ma");
    for _ in 0..5 {
        assert_eq!(guesser.post("/dang-nhap/ma", &[("ma", &telephone.wrong_code())]).await.status, 422);
    }
    for code in [telephone.wrong_code(), telephone.code(30)] {
        let page = guesser.post("/dang-nhap/ma", &[("ma", &code)]).await;
        assert_eq!((page.status.as_u16(), page.header("retry-after")), (429, "1"));
        assert!(page.text.contains("Xin thử lại sau 1 giây."), "{}", page.text);
    }
    assert!(!is_in(&mut guesser).await);
    // The owner continues in a known browser.
    assert_eq!(sign_in(&mut an, AN, PASSWORD).await.header("location"), "/dang-nhap/ma");
    assert_eq!(an.post("/dang-nhap/ma", &[("ma", &telephone.code(30))]).await.status, 303);
    assert!(is_in(&mut an).await);
}
