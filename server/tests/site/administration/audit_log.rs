//! The log at the desk.

use super::{Desk, ESCAPED, NAME};
use crate::support::between;
use axum::http::{Request, StatusCode};
use axum::{body::Body, extract::ConnectInfo};
use domain::{
    accounts::Role,
    audit::{
        Action, Actor, Subject,
        store::{load_head, note, verify},
    },
    chain::hexadecimal,
    clock::Timestamp,
    id::{AccountId, ArticleId, PollId},
};
use futures_util::StreamExt;

const LOG: &str = "/ban-bien-tap/nhat-ky";

/// Logs an entry like the desk.
async fn noted(
    desk: &Desk,
    at: &str,
    by: Option<AccountId>,
    action: Action,
    subject: Subject,
    detail: &[(&str, &str)],
) {
    let mut tx = desk.db.write().await.expect("a transaction");
    let at = Timestamp::parse(at).expect("an instant");
    note(&mut tx, at, Actor { account: by, session: None }, action, subject, detail).await.expect("noted");
    tx.commit().await.expect("committed");
}

/// The entries on a page.
fn entries(html: &str) -> Vec<&str> {
    html.split("<li class=\"log__entry\">")
        .skip(1)
        .map(|entry| entry.split("class=\"log__when\"").next().unwrap_or(entry))
        .collect()
}

#[tokio::test]
async fn an_entry_is_a_sentence_with_a_way_to_the_thing() {
    let desk = Desk::open().await;
    let (id, admin) = desk.person("admin@hoi.vn", Role::Administrator).await;
    let at = "2026-11-25T09:00:01+07:00";
    let title = [("title", "<b>Bài</b>")];
    noted(&desk, at, Some(id), Action::ArticlePublished, Subject::Article(ArticleId(2)), &title).await;
    noted(&desk, at, Some(id), Action::PollClosed, Subject::Poll(PollId(4)), &[]).await;
    noted(&desk, at, None, Action::PackLoaded, Subject::Pack, &[]).await;
    let changed = [("name_before", "An"), ("name_after", NAME)];
    noted(&desk, at, Some(id), Action::AccountChanged, Subject::Account(id), &changed).await;
    let page = admin.get(LOG).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.text.contains("<script>alert") && !page.text.contains("<b>Bài"), "{}", page.text);
    let entries = entries(&page.text);
    for (entry, texts) in entries.iter().zip([
        &[
            "Sửa tài khoản",
            &format!("href=\"/ban-bien-tap/tai-khoan/{id}\""),
            "tên: từ “An” thành “",
            ESCAPED,
        ][..],
        &["dòng lệnh", "Nạp gói nội dung"],
        &["Đóng cuộc bình chọn", "href=\"/ban-bien-tap/binh-chon/4\"", ">số 4<"],
        &[
            ESCAPED,
            "admin@hoi.vn",
            "Đăng bài viết",
            "href=\"/ban-bien-tap/bai-viet/2\"",
            "“&lt;b&gt;Bài&lt;/b&gt;”",
        ],
        &["Đăng nhập", "phiên đăng nhập số 1"],
    ]) {
        for text in texts {
            assert!(entry.contains(text), "{text} is not in {entry}");
        }
    }
    assert_eq!(entries.len(), 5);
    assert!(page.text.contains("phiên số 1"), "the session it was done from");
    let head = load_head(&desk.db).await.expect("a head");
    assert_eq!(head.entries, 5);
    let shown = between(&page.text, "<dl class=\"log__head\">", "</dl>");
    assert!(shown.contains(&hexadecimal(&head.hash)) && shown.contains(">5<"), "{shown}");
    let verified = verify(&desk.db).await.expect("an answer").expect("a whole log");
    assert_eq!((verified.entries, verified.head), (head.entries, head.hash), "what is shown can be checked");
}

#[tokio::test]
async fn filters_stand_in_the_address_and_days_are_the_site_s() {
    let desk = Desk::open().await;
    let other = desk.account("an@hoi.vn", Role::Author).await;
    let article = Subject::Article(ArticleId(1));
    // In UTC the first is on the day before.
    noted(
        &desk,
        "2026-11-23T00:30:00+07:00",
        Some(other),
        Action::ArticleSaved,
        article,
        &[("title", "một")],
    )
    .await;
    noted(&desk, "2026-11-23T23:59:00+07:00", None, Action::PackLoaded, Subject::Pack, &[("title", "hai")])
        .await;
    noted(
        &desk,
        "2026-11-24T00:00:00+07:00",
        Some(other),
        Action::ArticleTrashed,
        article,
        &[("title", "ba")],
    )
    .await;
    let (_, admin) = desk.person("admin@hoi.vn", Role::Administrator).await;
    let found = async |query: &str| {
        let page = admin.get(&format!("{LOG}?{query}")).await;
        assert_eq!(page.status, StatusCode::OK, "{query}");
        let all = ["Lưu bài viết", "Nạp gói nội dung", "Chuyển bài viết vào thùng rác", "Đăng nhập"];
        let shown = entries(&page.text).join(" ");
        all.map(|words| shown.contains(&format!(": {words}")))
    };
    assert_eq!(found("").await, [true, true, true, true]);
    assert_eq!(found("tu=2026-11-23&den=2026-11-23").await, [true, true, false, false]);
    assert_eq!(found("tu=2026-11-24").await, [false, false, true, true]);
    assert_eq!(found(&format!("nguoi={other}")).await, [true, false, true, false]);
    assert_eq!(found(&format!("nguoi={other}&den=2026-11-23")).await, [true, false, false, false]);
    assert_eq!(found("loai=article").await, [true, false, true, false]);
    assert_eq!(found("viec=article_trashed").await, [false, false, true, false]);
    assert_eq!(found("tu=2026-11-25&den=2026-11-24").await, [false, false, false, false]);
    for unreadable in ["nguoi=x", "viec=%3Cb%3E", "tu=31/11/2026", "truoc=x", "truoc=99999999999999999999"] {
        assert_eq!(found(unreadable).await, [true, true, true, true], "{unreadable}");
    }
    let page =
        admin.get(&format!("{LOG}?nguoi={other}&loai=article&tu=2026-11-23&den=2026-11-25")).await.text;
    let table = format!("{LOG}.csv?nguoi={other}&amp;loai=article&amp;tu=2026-11-23&amp;den=2026-11-25");
    assert!(page.contains(&table), "the table is of the same entries: {page}");
    assert!(
        page.contains("<option value=\"article\" selected") && page.contains("value=\"2026-11-23\""),
        "{page}"
    );
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repetition() {
    let desk = Desk::open().await;
    let (id, admin) = desk.person("admin@hoi.vn", Role::Administrator).await;
    let mut tx = desk.db.write().await.expect("a transaction");
    let actor = Actor { account: Some(id), session: None };
    for number in 0..120 {
        let number = format!("Bài {number:03}");
        let detail = [("title", number.as_str())];
        let at = Timestamp::parse("2026-11-25T10:00:00+07:00").expect("an instant");
        note(&mut tx, at, actor, Action::ArticleSaved, Subject::Article(ArticleId(1)), &detail)
            .await
            .expect("noted");
    }
    tx.commit().await.expect("committed");
    let mut titles = Vec::new();
    let mut address = format!("{LOG}?viec=article_saved&nguoi={id}");
    loop {
        let page = admin.get(&address).await.text;
        titles.extend(page.split("“Bài ").skip(1).map(|rest| rest[..3].to_owned()));
        assert!(titles.len() <= 120, "pages go round in a circle");
        let Some(older) = page.split("Mục cũ hơn").next().filter(|_| page.contains("Mục cũ hơn"))
        else {
            break;
        };
        let link = older.rsplit("href=\"").next().expect("a link");
        address = between(&format!("\"{link}"), "\"", "\"").replace("&amp;", "&");
    }
    let expected: Vec<String> = (0..120).rev().map(|number| format!("{number:03}")).collect();
    assert_eq!(titles, expected);
}

#[tokio::test]
async fn the_table_is_whole_safe_for_spreadsheets_and_sent_piece_by_piece() {
    let desk = Desk::open().await;
    let (id, admin) = desk.person("admin@hoi.vn", Role::Administrator).await;
    let mut tx = desk.db.write().await.expect("a transaction");
    let actor = Actor { account: Some(id), session: None };
    let at = Timestamp::parse("2026-11-25T10:00:00+07:00").expect("an instant");
    for number in 0..2_500 {
        let title = format!("=cmd|{number}");
        let detail = [("title", title.as_str()), ("file", "a,b")];
        note(&mut tx, at, actor, Action::ArticleSaved, Subject::Article(ArticleId(1)), &detail)
            .await
            .expect("noted");
    }
    tx.commit().await.expect("committed");

    let mut request = Request::builder().uri(format!("{LOG}.csv")).header("cookie", &admin.cookie);
    request = request.extension(ConnectInfo(crate::support::peer(crate::support::PEER)));
    let response = desk.site.send(request.body(Body::empty()).expect("a request")).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["content-type"], "text/csv; charset=utf-8");
    assert_eq!(response.headers()["content-disposition"], "attachment; filename=\"nhat-ky.csv\"");
    assert_eq!(response.headers()["cache-control"], "no-store");
    let pieces: Vec<_> =
        response.into_body().into_data_stream().map(|piece| piece.expect("a piece")).collect().await;
    let whole: usize = pieces.iter().map(|piece| piece.len()).sum();
    assert!(pieces.iter().all(|piece| piece.len() < whole / 2), "no piece is the whole");
    let text = String::from_utf8(pieces.concat()).expect("UTF-8");
    assert!(text.starts_with("\u{feff}Số mục,"), "{}", &text[..40]);
    let rows: Vec<&str> = text.lines().skip(1).collect();
    assert_eq!(rows.len(), 2_501, "signing in, and what was noted");
    let numbers: Vec<usize> = rows.iter().filter_map(|row| row.split(',').next()?.parse().ok()).collect();
    assert!(numbers.iter().copied().eq(1..=2_501), "oldest first, none missing, none twice");
    assert!(rows[5].contains("2026-11-25T10:00:00+07:00"), "{}", rows[5]);
    assert!(rows[5].contains("bài viết “=cmd|4”") && rows[5].contains("\"tệp: “a,b”\""), "{}", rows[5]);

    let filtered = admin.get(&format!("{LOG}.csv?viec=signed_in")).await.text;
    assert_eq!(filtered.lines().count(), 2, "{filtered}");
    let none = admin.get(&format!("{LOG}.csv?den=2020-01-01")).await.text;
    assert_eq!(none.lines().count(), 1, "the head alone: {none}");
}

#[tokio::test]
async fn a_name_is_no_formula_in_the_table() {
    let desk = Desk::open().await;
    let (_, admin) = desk.person("admin@hoi.vn", Role::Administrator).await;
    let id = desk.named_account("an@hoi.vn", "=HYPERLINK(\"x\")", Role::Administrator, None).await;
    noted(&desk, "2026-11-25T10:00:00+07:00", Some(id), Action::SiteChanged, Subject::Site, &[]).await;
    let table = admin.get(&format!("{LOG}.csv?viec=site_changed")).await.text;
    assert!(table.contains(",\"'=HYPERLINK(\"\"x\"\")\","), "{table}");
}

#[tokio::test]
async fn the_log_is_for_administrators() {
    let desk = Desk::open().await;
    let (_, editor) = desk.person("an@hoi.vn", Role::Editor).await;
    for address in [LOG.to_owned(), format!("{LOG}.csv")] {
        assert_eq!(editor.get(&address).await.status, StatusCode::FORBIDDEN, "{address}");
        assert_eq!(desk.site.get(&address).await.status, StatusCode::SEE_OTHER, "{address}");
    }
}
