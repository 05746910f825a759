//! Links for choosing a password once.

use super::{Desk, PASSWORD, shown_link};
use crate::support::{Answer, NOW, encoded};
use axum::http::{Method, StatusCode};
use domain::{
    accounts::{Role, Token, store::set_second_factor},
    audit::{Action, Actor},
    id::AccountId,
};

const CHOSEN: &str = "năm con trâu ra đồng sớm";

/// A link for an account, created by an administrator.
async fn link(desk: &Desk, id: AccountId) -> String {
    let admin = desk.sign_in("admin@hoi.vn").await;
    shown_link(&admin.post(&format!("/ban-bien-tap/tai-khoan/{id}/lien-ket"), &[]).await)
}

async fn choose(desk: &Desk, link: &str, password: &str) -> Answer {
    desk.site.post(link, &[], &encoded(&[("mat-khau", password)])).await
}

async fn desk_with_author() -> (Desk, AccountId) {
    let desk = Desk::open().await;
    desk.account("admin@hoi.vn", Role::Administrator).await;
    let id = desk.account("an@hoi.vn", Role::Author).await;
    (desk, id)
}

#[tokio::test]
async fn a_link_sets_a_password_once_and_ends_every_session() {
    let (desk, id) = desk_with_author().await;
    let here = desk.sign_in("an@hoi.vn").await;
    let link = link(&desk, id).await;
    assert!(here.is_signed_in().await, "making a link ends nothing");
    // Chats open links to show previews.
    for method in [Method::GET, Method::HEAD, Method::GET] {
        assert_eq!(desk.site.ask(method, &link, &[]).await.status, StatusCode::OK);
    }
    assert!(desk.site.get(&link).await.text.contains("an@hoi.vn"));
    assert!(here.is_signed_in().await, "opening it ends nothing");

    let done = choose(&desk, &link, CHOSEN).await;
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, "/dang-nhap?da=mat-khau"));
    assert!(desk.site.get("/dang-nhap?da=mat-khau").await.text.contains("Mật khẩu đã được đặt."));
    assert!(!here.is_signed_in().await);
    assert_eq!(desk.try_sign_in("an@hoi.vn", PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(desk.try_sign_in("an@hoi.vn", CHOSEN).await.status, StatusCode::SEE_OTHER);
    assert_eq!(choose(&desk, &link, PASSWORD).await.status, StatusCode::NOT_FOUND, "a second time");

    let actors: Vec<Actor> =
        desk.logged(Action::ResetLinkUsed).await.iter().map(|entry| entry.actor).collect();
    assert_eq!(actors, [Actor { account: Some(id), session: None }]);
}

#[tokio::test]
async fn of_two_who_use_a_link_at_once_one_wins() {
    let (desk, id) = desk_with_author().await;
    let link = link(&desk, id).await;
    let both = tokio::join!(choose(&desk, &link, CHOSEN), choose(&desk, &link, PASSWORD));
    let mut statuses = [both.0.status, both.1.status];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::NOT_FOUND]);
}

#[tokio::test]
async fn every_link_that_is_not_good_gets_the_same_answer() {
    let (desk, id) = desk_with_author().await;
    let unknown = Token::random().expect("random bytes");
    let used = link(&desk, id).await;
    choose(&desk, &used, CHOSEN).await;
    let replaced = link(&desk, id).await;
    let expired = link(&desk, id).await;
    desk.site.set_clock("2026-11-26T09:00:00+07:00");
    let disabled = {
        let admin = desk.sign_in("admin@hoi.vn").await;
        let other = desk.account("binh@hoi.vn", Role::Author).await;
        let link = link(&desk, other).await;
        assert_eq!(desk.site.get(&link).await.status, StatusCode::OK);
        admin.post(&format!("/ban-bien-tap/tai-khoan/{other}/ngung"), &[]).await;
        link
    };
    let first = desk.site.get(&format!("/dat-mat-khau/{unknown}")).await;
    assert_eq!(first.status, StatusCode::NOT_FOUND);
    assert!(first.text.contains("đã dùng rồi, đã hết hạn, hoặc chưa chép đủ"), "{}", first.text);
    for link in [
        &used,
        &replaced,
        &expired,
        &disabled,
        "/dat-mat-khau/x",
        "/dat-mat-khau/%3Cb%3E",
        "/dat-mat-khau/%FF",
    ] {
        for answer in [desk.site.get(link).await, choose(&desk, link, CHOSEN).await] {
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{link}");
            assert_eq!(answer.text, first.text, "{link}");
        }
    }
}

#[tokio::test]
async fn a_link_is_good_for_a_day() {
    let (desk, id) = desk_with_author().await;
    assert_eq!(NOW, "2026-11-25T09:00:00+07:00");
    let link = link(&desk, id).await;
    desk.site.set_clock("2026-11-26T08:59:59+07:00");
    assert_eq!(desk.site.get(&link).await.status, StatusCode::OK);
    desk.site.set_clock("2026-11-26T09:00:00+07:00");
    assert_eq!(choose(&desk, &link, CHOSEN).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_weak_password_is_refused_and_the_link_stays_good() {
    let (desk, id) = desk_with_author().await;
    let link = link(&desk, id).await;
    for weak in ["", "ngắn", &"a".repeat(2_000)] {
        let refused = choose(&desk, &link, weak).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{weak}");
        assert!(refused.text.contains("id=\"mat-khau-loi\""), "{}", refused.text);
        assert!(weak.is_empty() || !refused.text.contains(&format!("\"{weak}\"")), "a password comes back");
    }
    assert_eq!(choose(&desk, &link, CHOSEN).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_second_factor_stays_on() {
    let (desk, id) = desk_with_author().await;
    let mut tx = desk.db.write().await.expect("a transaction");
    set_second_factor(&mut tx, id, Some(&[7; 20])).await.expect("stored");
    tx.commit().await.expect("committed");
    let link = link(&desk, id).await;
    choose(&desk, &link, CHOSEN).await;
    assert_eq!(desk.try_sign_in("an@hoi.vn", CHOSEN).await.header("location"), "/dang-nhap/ma");
}

#[tokio::test]
async fn the_address_of_a_link_stays_within_the_site() {
    let (desk, id) = desk_with_author().await;
    let link = link(&desk, id).await;
    let page = desk.site.get(&link).await;
    assert_eq!(page.header("referrer-policy"), "same-origin");
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(page.header("content-security-policy").starts_with("default-src 'none'"));
    for attribute in ["href=\"", "src=\"", "action=\""] {
        for address in page.text.split(attribute).skip(1) {
            assert!(
                address.starts_with('/') && !address.starts_with("//") || address.starts_with('#'),
                "{address}"
            );
        }
    }
    // Without this policy, forms on the page would be sent without an origin, and be refused.
    let own = [("origin", "http://site.test")];
    let done = desk.site.post(&link, &own, &encoded(&[("mat-khau", CHOSEN)])).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let other = desk.site.get("/dang-nhap").await;
    assert_eq!(other.header("referrer-policy"), "strict-origin-when-cross-origin");
}
