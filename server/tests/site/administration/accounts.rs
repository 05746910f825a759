//! Creating, changing and disabling accounts.

use super::{Desk, ESCAPED, NAME, shown_link};
use crate::support::leads_to;
use axum::http::{Method, StatusCode};
use domain::{
    accounts::{Role, store::load_accounts},
    id::CategoryId,
};

const ACCOUNTS: &str = "/ban-bien-tap/tai-khoan";
const NEW: &str = "/ban-bien-tap/tai-khoan/moi";

#[tokio::test]
async fn only_administrators_come_near_the_accounts() {
    let desk = Desk::open().await;
    let (admin, _) = desk.person("admin@hoi.vn", Role::Administrator).await;
    for role in [Role::Author, Role::Editor] {
        let (_, browser) = desk.person(&format!("{}@hoi.vn", role.as_str()), role).await;
        for address in [ACCOUNTS, NEW, &format!("{ACCOUNTS}/{admin}")] {
            assert_eq!(browser.get(address).await.status, StatusCode::FORBIDDEN, "{role:?} {address}");
        }
        for step in ["", "/lien-ket", "/hai-buoc", "/ngung", "/mo-lai"] {
            let address = format!("{ACCOUNTS}/{admin}{step}");
            assert_eq!(browser.post(&address, &[]).await.status, StatusCode::FORBIDDEN, "{role:?} {address}");
        }
    }
    assert_eq!(desk.site.get(ACCOUNTS).await.status, StatusCode::SEE_OTHER);
    assert!(desk.load(admin).await.disabled_at.is_none());
    assert_eq!(load_accounts(&desk.db).await.expect("accounts").len(), 3, "nobody was made");
}

#[tokio::test]
async fn a_new_account_gets_a_link_that_is_shown_once() {
    let desk = Desk::open().await;
    let (_, admin) = desk.person("admin@hoi.vn", Role::Administrator).await;
    let page = admin.get(NEW).await;
    assert!(page.text.contains("value=\"2\""), "the categories can be ticked: {}", page.text);
    let typed = [("ten", NAME), ("email", "An@hoi.vn"), ("vai-tro", "editor"), ("chuyen-muc", "2")];
    let made = admin.post(NEW, &typed).await;
    let link = shown_link(&made);
    assert_eq!(made.header("cache-control"), "no-store");
    assert!(made.text.contains(ESCAPED) && !made.text.contains("<script>alert"), "{}", made.text);

    let accounts = load_accounts(&desk.db).await.expect("accounts");
    let an = accounts.iter().find(|account| account.email == "an@hoi.vn").expect("an account");
    assert_eq!((an.role, an.categories.as_slice()), (Role::Editor, &[CategoryId(2)][..]));
    for address in [ACCOUNTS.to_owned(), format!("{ACCOUNTS}/{}", an.id), "/ban-bien-tap/nhat-ky".to_owned()]
    {
        let page = admin.get(&address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        assert!(!page.text.contains(&link), "{address} shows the link again");
        assert!(
            page.text.contains(ESCAPED) && !page.text.contains("<script>alert"),
            "{address}: {}",
            page.text
        );
    }
    let form = admin.get(&format!("{ACCOUNTS}/{}", an.id)).await.text;
    assert!(form.contains("value=\"2\" checked"), "{form}");
    assert!(form.contains("<option value=\"editor\" selected"), "{form}");
}

#[tokio::test]
async fn what_is_typed_wrong_comes_back_with_its_reason() {
    let desk = Desk::open().await;
    let (_, admin) = desk.person("admin@hoi.vn", Role::Administrator).await;
    let typed = [("ten", "</textarea><b>An"), ("email", "an@"), ("vai-tro", "root"), ("chuyen-muc", "99")];
    let refused = admin.post(NEW, &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["id=\"email-loi\"", "id=\"vai-tro-loi\""] {
        assert!(refused.text.contains(field), "{field}: {}", refused.text);
    }
    assert!(!refused.text.contains("<b>An"), "{}", refused.text);
    for (typed, field, reason) in [
        (
            [("ten", "An"), ("email", "ADMIN@hoi.vn"), ("vai-tro", "author"), ("chuyen-muc", "")],
            "email",
            "Đã có tài khoản dùng địa chỉ này.",
        ),
        (
            [("ten", "An"), ("email", "an@hoi.vn"), ("vai-tro", "editor"), ("chuyen-muc", "99")],
            "chuyen-muc",
            "Chuyên mục đã chọn không còn nữa.",
        ),
    ] {
        let refused = admin.post(NEW, &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains(reason), "{reason}: {}", refused.text);
        leads_to(&refused.text, field);
        assert!(refused.text.contains("value=\"An\""), "what was typed is kept");
    }
    assert_eq!(load_accounts(&desk.db).await.expect("accounts").len(), 1);
}

#[tokio::test]
async fn ids_that_nobody_has_are_not_found() {
    let desk = Desk::open().await;
    let (_, admin) = desk.person("admin@hoi.vn", Role::Administrator).await;
    let typed = [("ten", "An"), ("email", "an@hoi.vn"), ("vai-tro", "author")];
    for id in ["99", "0", "-1", "01", "x", "1%20or%201=1", "99999999999999999999"] {
        let address = format!("{ACCOUNTS}/{id}");
        assert_eq!(admin.get(&address).await.status, StatusCode::NOT_FOUND, "{address}");
        for step in ["", "/lien-ket", "/hai-buoc", "/ngung", "/mo-lai"] {
            let address = format!("{address}{step}");
            assert_eq!(admin.post(&address, &typed).await.status, StatusCode::NOT_FOUND, "{address}");
        }
    }
}

#[tokio::test]
async fn a_change_counts_at_once_and_ends_no_session() {
    let desk = Desk::open().await;
    let (_, admin) = desk.person("admin@hoi.vn", Role::Administrator).await;
    let (id, editor) = desk.person("an@hoi.vn", Role::Editor).await;
    let address = format!("{ACCOUNTS}/{id}");
    let typed = [("ten", "An Nhiên"), ("email", "nhien@hoi.vn"), ("vai-tro", "administrator")];
    let saved = admin.post(&address, &typed).await;
    assert_eq!(
        (saved.status, saved.header("location")),
        (StatusCode::SEE_OTHER, &*format!("{address}?da=luu"))
    );
    assert!(admin.get(saved.header("location")).await.text.contains("Tài khoản đã được lưu."));
    assert_eq!(
        editor.get(ACCOUNTS).await.status,
        StatusCode::OK,
        "an administrator now, in the same session"
    );
    let changed = desk.load(id).await;
    assert_eq!((changed.name.as_str(), changed.email.as_str()), ("An Nhiên", "nhien@hoi.vn"));
}

#[tokio::test]
async fn a_disabled_account_is_out_at_once_and_can_come_back() {
    let desk = Desk::open().await;
    let (_, admin) = desk.person("admin@hoi.vn", Role::Administrator).await;
    let (id, author) = desk.person("an@hoi.vn", Role::Author).await;
    assert!(author.is_signed_in().await);
    let done = admin.post(&format!("{ACCOUNTS}/{id}/ngung"), &[]).await;
    assert!(admin.get(done.header("location")).await.text.contains("Tài khoản đã ngừng."));
    assert!(!author.is_signed_in().await);
    assert_eq!(desk.try_sign_in("an@hoi.vn", super::PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(admin.get(ACCOUNTS).await.text.contains("state--disabled"));
    let done = admin.post(&format!("{ACCOUNTS}/{id}/mo-lai"), &[]).await;
    assert!(admin.get(done.header("location")).await.text.contains("Tài khoản đã được mở lại."));
    assert!(!author.is_signed_in().await, "the session that was ended stays ended");
    assert!(desk.sign_in("an@hoi.vn").await.is_signed_in().await);
}

#[tokio::test]
async fn of_two_administrators_who_disable_each_other_one_is_left() {
    let desk = Desk::open().await;
    let (first, one) = desk.person("mot@hoi.vn", Role::Administrator).await;
    let (second, two) = desk.person("hai@hoi.vn", Role::Administrator).await;
    let (on_second, on_first) = (format!("{ACCOUNTS}/{second}/ngung"), format!("{ACCOUNTS}/{first}/ngung"));
    let answers = tokio::join!(one.post(&on_second, &[]), two.post(&on_first, &[]));
    let left = [desk.load(first).await, desk.load(second).await];
    assert_eq!(left.iter().filter(|account| account.disabled_at.is_none()).count(), 1);
    let done = [answers.0, answers.1].map(|answer| answer.header("location").ends_with("?da=ngung"));
    assert_eq!(done.iter().filter(|done| **done).count(), 1, "{done:?}");
}

#[tokio::test]
async fn the_last_administrator_is_neither_disabled_nor_made_something_else() {
    let desk = Desk::open().await;
    let (id, admin) = desk.person("admin@hoi.vn", Role::Administrator).await;
    // An administrator without a password does not count.
    desk.new_account("cho@hoi.vn", Role::Administrator, None).await;
    let address = format!("{ACCOUNTS}/{id}");
    let typed = [("ten", "Lan"), ("email", "admin@hoi.vn"), ("vai-tro", "author")];
    let refused = admin.post(&address, &typed).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text.contains("quản trị viên cuối cùng"), "{}", refused.text);
    assert!(refused.text.contains("<option value=\"author\" selected"), "what was chosen is kept");
    for step in ["ngung", "hai-buoc"] {
        let refused = admin.post(&format!("{address}/{step}"), &[]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{step}");
        assert!(refused.text.contains("tài khoản của chính mình"), "{step}: {}", refused.text);
    }
    assert_eq!(desk.load(id).await.role, Role::Administrator);
    desk.account("hai@hoi.vn", Role::Administrator).await;
    let stepped_back = admin.post(&address, &typed).await;
    assert_eq!(stepped_back.header("location"), "/ban-bien-tap", "the accounts are closed to them now");
    assert_eq!(desk.load(id).await.role, Role::Author);
}

#[tokio::test]
async fn a_lost_second_factor_is_switched_off_and_noted() {
    let desk = Desk::open().await;
    let (_, admin) = desk.person("admin@hoi.vn", Role::Administrator).await;
    let id = desk.account("an@hoi.vn", Role::Author).await;
    let mut tx = desk.db.write().await.expect("a transaction");
    domain::accounts::store::set_second_factor(&mut tx, id, Some(&[7; 20])).await.expect("stored");
    tx.commit().await.expect("committed");
    let address = format!("{ACCOUNTS}/{id}");
    assert!(admin.get(&address).await.text.contains("Tắt xác thực hai bước"));
    let done = admin.post(&format!("{address}/hai-buoc"), &[]).await;
    assert!(admin.get(done.header("location")).await.text.contains("Đã tắt xác thực hai bước."));
    assert!(!desk.load(id).await.has_second_factor);
    assert!(desk.sign_in("an@hoi.vn").await.is_signed_in().await, "the password is enough");
    let log = admin.get("/ban-bien-tap/nhat-ky?viec=two_factor_off&loai=account").await.text;
    assert!(log.contains(&format!("<a href=\"{address}\">")), "{log}");
}

#[tokio::test]
async fn reading_changes_nothing() {
    let desk = Desk::open().await;
    let (_, admin) = desk.person("admin@hoi.vn", Role::Administrator).await;
    let id = desk.account("an@hoi.vn", Role::Author).await;
    for step in ["lien-ket", "hai-buoc", "ngung", "mo-lai"] {
        let answer = admin.get(&format!("{ACCOUNTS}/{id}/{step}")).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{step}");
    }
    let head = [("cookie", admin.cookie.as_str())];
    desk.site.ask(Method::HEAD, &format!("{ACCOUNTS}/{id}"), &head).await;
    assert!(desk.load(id).await.disabled_at.is_none());
}
