//! Who may open these pages.

use super::{LIST, NEW, SignedIn, typed};
use crate::{
    polls::{block, site},
    support::between,
};
use axum::http::StatusCode;
use domain::accounts::Role;

const POLL: &str = "/ban-bien-tap/binh-chon/1";

#[tokio::test]
async fn authors_and_editors_manage_no_polls() {
    let site = site(&[""]).await;
    for role in [Role::Author, Role::Editor] {
        let person = SignedIn::sign_in(&site, role.as_str(), role).await;
        assert_eq!(person.get(NEW).await.status, StatusCode::FORBIDDEN, "{role:?}");
        let fields = typed("Câu khác?", &[("phien-ban", "1"), ("chon", "1")]);
        for address in [NEW.to_owned(), POLL.to_owned(), format!("{POLL}/dong"), format!("{POLL}/cot-ben")] {
            let answer = person.post(&address, &fields).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{role:?} {address}");
        }
    }
    let author = SignedIn::sign_in(&site, "tac-gia", Role::Author).await;
    for page in [LIST, POLL] {
        assert_eq!(author.get(page).await.status, StatusCode::FORBIDDEN, "{page}");
    }
    assert!(!author.get("/ban-bien-tap").await.text.contains(LIST), "nor does the menu lead there");
    let page = site.get("/binh-chon/1").await;
    assert!(block(&page).contains("Câu hỏi 1?") && !page.text.contains("Đã đóng"), "{}", block(&page));
    assert_eq!(site.get("/binh-chon/2").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_editor_sees_polls_and_copies_the_line_that_puts_one_into_an_article() {
    let site = site(&["options = [{ label = 'Cam', opening_votes = 7 }, 'Quýt']"]).await;
    let editor = SignedIn::sign_in(&site, "minh", Role::Editor).await;
    assert!(editor.get("/ban-bien-tap").await.text.contains(LIST), "the menu leads there");
    let list = editor.get(LIST).await.text;
    assert!(list.contains("Câu hỏi 1?") && list.contains(&format!("href=\"{POLL}\"")), "{list}");
    assert!(!list.contains(NEW), "nothing is offered that is refused");
    let page = editor.get(POLL).await;
    assert_eq!(page.status, StatusCode::OK);
    let page = between(&page.text, "<main", "</main>");
    assert!(page.contains("<code id=\"dong-chen\">&lt;p data-poll=\"1\"&gt;&lt;/p&gt;</code>"), "{page}");
    let button = between(page, "<button", "</button>");
    assert!(button.contains("data-copy=\"dong-chen\"") && button.contains(" hidden"), "{button}");
    assert!(page.contains("Câu hỏi 1?") && page.contains("Quýt"), "{page}");
    assert!(!page.contains("<form") && !page.contains("<input"), "there is nothing to change: {page}");
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
