//! The poll of the side column.

use super::SignedIn;
use crate::{
    polls::site,
    support::{TestSite, between},
};
use axum::http::StatusCode;

/// The address of the poll in the side column of the front page.
async fn side(site: &TestSite) -> String {
    let page = site.get("/").await.text;
    between(between(&page, "-ben-phieu\"", ">"), "action=\"", "#").to_owned()
}

#[tokio::test]
async fn the_side_column_shows_the_poll_that_was_chosen_or_open_ones_in_turn() {
    let site = site(&["", "", "closes_at = '2026-11-25T08:00:00+07:00'"]).await;
    let person = SignedIn::administrator(&site).await;
    let in_turn = side(&site).await;
    let third = "/ban-bien-tap/binh-chon/3";
    let address = format!("{third}/cot-ben");
    assert_eq!(person.done(&address, &[("chon", "1")]).await, format!("{third}?da=cot-ben"));
    assert_eq!(side(&site).await, "/binh-chon/3", "also one that is closed");
    let page = person.get(third).await.text;
    assert!(page.contains("Để các cuộc đang mở luân phiên"), "{page}");
    assert!(person.get("/ban-bien-tap/binh-chon").await.text.contains("Ở cột bên."));
    // From a page opened before it was chosen.
    person.done("/ban-bien-tap/binh-chon/1/cot-ben", &[("chon", "0")]).await;
    assert_eq!(side(&site).await, "/binh-chon/3");
    assert_eq!(person.done(&address, &[("chon", "0")]).await, format!("{third}?da=luan-phien"));
    assert_eq!(side(&site).await, in_turn);
    let missing = person.post("/ban-bien-tap/binh-chon/99/cot-ben", &[("chon", "1")]).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
}
