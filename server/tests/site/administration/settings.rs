//! The site's settings.

use super::{Browser, Desk};
use crate::support::{Answer, TestSite, between, leads_to, seed};
use axum::http::StatusCode;
use domain::{
    accounts::Role,
    audit::{Action, Subject},
    id::PollId,
    site::misspelt::USUAL,
};
use std::fs;

const SITE: &str = "/ban-bien-tap/trang-web";

/// The mark of the settings in a form.
fn mark(page: &Answer) -> String {
    between(&page.text, "name=\"ban-da-doc\" value=\"", "\"").to_owned()
}

/// Saves these fields; the site's name is `Kho`, and the list of misspelt words the usual one, unless they contain
/// others.
async fn save(admin: &Browser<'_>, mark: &str, typed: &[(&str, &str)]) -> Answer {
    let usual = [("ten", "Kho"), ("hay-viet-sai", USUAL)];
    let usual = usual.into_iter().filter(|(name, _)| typed.iter().all(|(other, _)| other != name));
    let fields: Vec<(&str, &str)> =
        usual.chain(typed.iter().copied()).chain([("ban-da-doc", mark)]).collect();
    admin.post(SITE, &fields).await
}

/// Two polls; at the beginning of the day the first is in the side column.
async fn add_polls(desk: &Desk) {
    let pack = tempfile::tempdir().expect("a folder");
    let poll = |number| {
        format!(
            "[[poll]]\nquestion = 'Câu {number}?'\noptions = ['A', 'B']\nmax_choices = 1\nresults = 'always'\n"
        )
    };
    let text =
        format!("name = 'Kho'\nlanguage = 'vi'\ntime_zone = 'Asia/Ho_Chi_Minh'\n{}{}", poll(1), poll(2));
    fs::write(pack.path().join("site.toml"), text).expect("written");
    seed(pack.path(), desk.site.data(), &[]).await.expect("a pack without mistakes");
}

#[tokio::test]
async fn readers_see_a_change_on_the_next_page() {
    let desk = Desk::open().await;
    let (_, admin) = desk.person("admin@hoi.vn", Role::Administrator).await;
    let page = admin.get(SITE).await;
    assert!(page.text.contains("value=\"Kho\""), "{}", page.text);
    let name = "Hội <b>\"Khuyến học\"</b> & bạn";
    let typed = [
        ("ten", name),
        ("mo-ta", "</textarea><script>alert(1)</script>"),
        ("co-quan", "Hội <i>A</i>"),
        ("dien-thoai", "024"),
    ];
    let saved = save(&admin, &mark(&page), &typed).await;
    assert_eq!(
        (saved.status, saved.header("location")),
        (StatusCode::SEE_OTHER, "/ban-bien-tap/trang-web?da=luu")
    );
    let read = desk.site.get("/").await.text;
    let foot = between(&read, "<footer", "</footer>");
    assert!(foot.contains("Cơ quan chủ quản: ") && foot.contains("Hội &lt;i&gt;A&lt;/i&gt;"), "{foot}");
    assert!(read.contains("Hội &lt;b&gt;\"Khuyến học\"&lt;/b&gt; &amp; bạn"), "{read}");
    let again = admin.get(saved.header("location")).await.text;
    assert!(again.contains("Thông tin trang web đã được lưu."));
    for page in [&read, &again] {
        assert!(
            !page.contains("<b>\"Khuyến") && !page.contains("<script>alert") && !page.contains("<i>A"),
            "{page}"
        );
    }
    assert!(again.contains("&lt;/textarea>") || again.contains("&lt;/textarea&gt;"), "{again}");

    let log = desk.logged(Action::SiteChanged).await;
    assert_eq!((log.len(), log[0].subject.clone()), (1, Ok(Subject::Site)));
    let detail = &log[0].detail;
    assert_eq!((detail["name_before"].as_str(), detail["name_after"].as_str()), ("Kho", name));
    assert_eq!((detail["phone_before"].as_str(), detail["phone_after"].as_str()), ("", "024"));
    assert!(!detail.contains_key("licence_before"), "{detail:?}");
    let shown = admin.get("/ban-bien-tap/nhat-ky?viec=site_changed").await.text;
    assert!(shown.contains("điện thoại: từ trống thành “024”"), "{shown}");
}

#[tokio::test]
async fn what_is_typed_wrong_comes_back_and_nothing_is_stored() {
    let desk = Desk::open().await;
    let (_, admin) = desk.person("admin@hoi.vn", Role::Administrator).await;
    let mark = mark(&admin.get(SITE).await);
    let long = "ế".repeat(301);
    for (typed, field) in [
        ([("ten", " "), ("giay-phep", "Số 1")], "ten-loi"),
        ([("giay-phep", "Số 1"), ("dia-chi", long.as_str())], "dia-chi-loi"),
        ([("giay-phep", "Số 1"), ("binh-chon", "99")], "binh-chon-loi"),
        ([("giay-phep", "Số 1"), ("binh-chon", "x")], "binh-chon-loi"),
    ] {
        let refused = save(&admin, &mark, &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(refused.text.contains(&format!("id=\"{field}\"")), "{field}: {}", refused.text);
        assert!(refused.text.contains("value=\"Số 1\""), "what was typed is kept");
        leads_to(&refused.text, field.trim_end_matches("-loi"));
        assert!(refused.text.contains(&format!("value=\"{mark}\"")), "it can be sent again");
    }
    assert!(!desk.site.get("/").await.text.contains("Số 1"));
}

#[tokio::test]
async fn nobody_overwrites_what_they_have_not_seen() {
    let desk = Desk::open().await;
    let (_, admin) = desk.person("admin@hoi.vn", Role::Administrator).await;
    let (_, other) = desk.person("hai@hoi.vn", Role::Administrator).await;
    let read = mark(&admin.get(SITE).await);
    assert_eq!(save(&other, &read, &[("dien-thoai", "024")]).await.status, StatusCode::SEE_OTHER);
    let refused = save(&admin, &read, &[("dien-thoai", "028")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text.contains("value=\"028\""), "what was typed is kept: {}", refused.text);
    assert!(desk.site.get("/").await.text.contains("024"));
    // After the warning they may.
    let saved = save(&admin, &mark(&refused), &[("dien-thoai", "028")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    assert!(desk.site.get("/").await.text.contains("028"));
    assert_eq!(save(&admin, "", &[("dien-thoai", "0")]).await.status, StatusCode::CONFLICT, "a forged form");
}

#[tokio::test]
async fn a_poll_is_chosen_for_the_side_column_or_they_take_turns() {
    let desk = Desk::open().await;
    add_polls(&desk).await;
    let (_, admin) = desk.person("admin@hoi.vn", Role::Administrator).await;
    let page = admin.get(SITE).await;
    assert!(page.text.contains("<option value=\"\" selected"), "{}", page.text);
    let shown = async |site: &TestSite| {
        let page = site.get("/").await.text;
        ["Câu 1?", "Câu 2?"].map(|question| page.contains(question))
    };
    for (poll, expected) in [("2", [false, true]), ("1", [true, false])] {
        let mark = mark(&admin.get(SITE).await);
        assert_eq!(save(&admin, &mark, &[("binh-chon", poll)]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(shown(&desk.site).await, expected, "{poll}");
    }
    let mark = mark(&admin.get(SITE).await);
    save(&admin, &mark, &[("binh-chon", "")]).await;
    let log = desk.logged(Action::SidePollChosen).await;
    let told: Vec<_> = log
        .iter()
        .map(|it| (it.subject.clone(), it.detail["title"].as_str(), it.detail["place"].as_str()))
        .collect();
    let poll = |id| Ok(Subject::Poll(PollId(id)));
    assert_eq!(
        told,
        [(poll(1), "Câu 1?", "turns"), (poll(1), "Câu 1?", "side"), (poll(2), "Câu 2?", "side")]
    );
}

#[tokio::test]
async fn the_site_is_changed_by_administrators_alone() {
    let desk = Desk::open().await;
    let (_, editor) = desk.person("an@hoi.vn", Role::Editor).await;
    assert_eq!(editor.get(SITE).await.status, StatusCode::FORBIDDEN);
    assert_eq!(save(&editor, "", &[("ten", "Của tôi")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(desk.site.get(SITE).await.status, StatusCode::SEE_OTHER);
    assert!(!desk.site.get("/").await.text.contains("Của tôi"));
}

#[tokio::test]
async fn saving_what_is_there_already_notes_nothing() {
    let desk = Desk::open().await;
    let (_, admin) = desk.person("admin@hoi.vn", Role::Administrator).await;
    let mark = mark(&admin.get(SITE).await);
    assert_eq!(save(&admin, &mark, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(desk.logged(Action::SiteChanged).await, []);
}

#[tokio::test]
async fn writers_are_warned_of_the_words_of_the_owners_list() {
    let desk = Desk::open().await;
    let (_, admin) = desk.person("admin@hoi.vn", Role::Administrator).await;
    let usual = admin.get(SITE).await;
    assert!(usual.text.contains("xử dụng = sử dụng"), "{}", usual.text);
    let wrong = save(&admin, &mark(&usual), &[("hay-viet-sai", "yên mạc = Yên Mạch\nmột chữ")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("Dòng 2 cần có dạng") && wrong.text.contains("yên mạc = Yên Mạch"));
    let saved = save(&admin, &mark(&usual), &[("hay-viet-sai", "yên mạc = Yên Mạch\r\n")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let typed = [("tieu-de", "Chợ Yên Mạc xử dụng đèn"), ("chuyen-muc", "1"), ("noi-dung", "<p>Gió.</p>")];
    let made = admin.post("/ban-bien-tap/bai-viet/moi", &typed).await;
    let page = admin.get(made.header("location")).await.text;
    assert!(page.contains("“yên mạc” thường viết là “Yên Mạch”"), "{page}");
    assert!(!page.contains("“xử dụng” thường"), "it is not in the list any more");
    assert_eq!(desk.logged(Action::SiteChanged).await[0].detail["misspelt_after"], "yên mạc = Yên Mạch");
}
