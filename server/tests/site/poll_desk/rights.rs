//! Who may open these pages.

use super::{LIST, NEW, Person, typed};
use crate::polls::{block, site};
use axum::http::StatusCode;
use domain::accounts::Role;

const POLL: &str = "/ban-bien-tap/binh-chon/1";

#[tokio::test]
async fn authors_and_editors_manage_no_polls() {
    let site = site(&[""]).await;
    for role in [Role::Author, Role::Editor] {
        let person = Person::sign_in(&site, role.as_str(), role).await;
        for page in [LIST, NEW, POLL] {
            assert_eq!(person.get(page).await.status, StatusCode::FORBIDDEN, "{role:?} {page}");
        }
        let fields = typed("Câu khác?", &[("phien-ban", "1"), ("chon", "1")]);
        for address in [NEW.to_owned(), POLL.to_owned(), format!("{POLL}/dong"), format!("{POLL}/cot-ben")] {
            let answer = person.post(&address, &fields).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{role:?} {address}");
        }
        assert!(!person.get("/ban-bien-tap").await.text.contains(LIST), "nor does the menu lead there");
    }
    let page = site.get("/binh-chon/1").await;
    assert!(block(&page).contains("Câu hỏi 1?") && !page.text.contains("Đã đóng"), "{}", block(&page));
    assert_eq!(site.get("/binh-chon/2").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn strangers_are_asked_to_sign_in() {
    let site = site(&[""]).await;
    for page in [LIST, NEW, POLL] {
        let answer = site.get(page).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{page}");
        assert!(answer.header("location").starts_with("/dang-nhap?"), "{page}");
    }
    for address in [NEW.to_owned(), POLL.to_owned(), format!("{POLL}/dong"), format!("{POLL}/cot-ben")] {
        let answer = site.post(&address, &[], b"phien-ban=1&chon=1").await;
        assert!(answer.header("location").starts_with("/dang-nhap?"), "{address}");
    }
    assert!(!site.get("/binh-chon/1").await.text.contains("Đã đóng"));
}
