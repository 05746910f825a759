//! What editors type is not lost, is published only when they want it, and is stored as typed.

mod words;

use crate::{
    desk::{Browser, hire, store},
    support::{Answer, TestSite, archive, between, encoded},
};
use axum::http::Method;
use domain::accounts::Role;

const LIST: &str = "/ban-bien-tap/bai-viet";
const CHI: &str = "chi@site.test";
const NOW: &str = "2026-11-20T08:00:00+07:00";
const AHEAD: &str = "2026-12-01T08:30";

async fn site() -> TestSite {
    let pack = archive(1);
    let site = TestSite::with(&[pack.path()], "http://site.test").await;
    hire(&site, CHI, Role::Administrator, &[]).await;
    site.set_clock(NOW);
    site
}

/// An editor with one article.
struct Editor<'a> {
    browser: Browser<'a>,
    article: String,
}

impl<'a> Editor<'a> {
    /// Creates an article and presses this button.
    async fn with(site: &'a TestSite, title: &str, more: &[(&str, &str)]) -> Self {
        let mut browser = Browser::signed_in(site, CHI).await;
        let fields = [&[("tieu-de", title), ("chuyen-muc", "2"), ("noi-dung", "<p>Gió.</p>")], more].concat();
        let saved = browser.post(&format!("{LIST}/moi"), &fields).await;
        assert_eq!(saved.status, 303, "{}", saved.text);
        let article = saved.header("location").split('?').next().expect("an address").to_owned();
        Self { browser, article }
    }

    async fn page(&mut self) -> String {
        self.browser.get(&self.article).await.text
    }

    async fn version(&mut self) -> String {
        let page = self.page().await;
        let field =
            page.split("<input").find(|field| field.contains("name=\"phien-ban\"")).expect("a version");
        between(field, "value=\"", "\"").to_owned()
    }

    /// Sends the form to the article's address, or one below it.
    async fn send(&mut self, below: &str, title: &str, more: &[(&str, &str)]) -> Answer {
        let version = self.version().await;
        let fields =
            [("tieu-de", title), ("chuyen-muc", "2"), ("noi-dung", "<p>Gió.</p>"), ("phien-ban", &version)];
        let address = format!("{}{below}", self.article);
        self.browser.post(&address, &[&fields, more].concat()).await
    }

    fn readers_address(&self, slug: &str) -> String {
        format!("/tin/kho/{slug}-{}", self.article.rsplit('/').next().expect("an id"))
    }
}

/// The labels of the buttons of the article's form.
fn buttons(page: &str) -> Vec<&str> {
    let row = between(page, "form__buttons", "</form>");
    row.split("</button>")
        .filter_map(|button| Some(button.rsplit_once('>')?.1.trim()))
        .filter(|label| !label.is_empty())
        .collect()
}

#[tokio::test]
async fn an_article_does_not_leave_its_readers_unasked() {
    let site = site().await;
    let mut chi = Editor::with(&site, "Con đò", &[("luu-dang", "1")]).await;
    let readers = chi.readers_address("con-do");
    assert_eq!(site.get(&readers).await.status, 200);

    let asked = chi.send("", "Con đò mới", &[("gio-dang", AHEAD)]).await;
    assert_eq!(asked.status, 409);
    assert!(asked.text.contains("Vẫn để bạn đọc xem, chỉ đổi giờ ghi trên bài"), "{}", asked.text);
    assert!(asked.text.contains("Gỡ xuống đến giờ đó") && asked.text.contains("Con đò mới"));
    assert!(
        site.get(&readers).await.text.contains("<h1 class=\"article__title\">Con đò</h1>"),
        "nothing is saved"
    );

    // The first choice: it stays visible, and the time is only shown on it.
    let kept = chi.send("", "Con đò mới", &[("gio-dang", AHEAD), ("giu-hien", "1")]).await;
    assert_eq!(kept.status, 303, "{}", kept.text);
    let read = site.get(&chi.readers_address("con-do-moi")).await;
    assert!(read.status == 200 && read.text.contains("01/12/2026 08:30"), "{}", read.text);
    let again = chi.send("", "Con đò cũ", &[("gio-dang", AHEAD)]).await;
    assert_eq!(again.status, 303, "what was answered is not asked again");
    assert!(chi.page().await.contains("Giờ ghi trên bài: "));

    // The second choice: it is hidden until then.
    let later = "2026-12-02T09:00";
    let taken = chi.send("", "Con đò", &[("gio-dang", later), ("go-den-gio", "1")]).await;
    assert_eq!(taken.status, 303);
    assert_eq!(site.get(&chi.readers_address("con-do")).await.status, 404);
    site.set_clock("2026-12-02T09:00:01+07:00");
    assert!(site.get(&chi.readers_address("con-do")).await.text.contains("02/12/2026 09:00"));
}

#[tokio::test]
async fn each_button_says_what_it_does_in_the_state_the_article_is_in() {
    let site = site().await;
    let mut browser = Browser::signed_in(&site, CHI).await;
    let new = browser.get(&format!("{LIST}/moi")).await.text;
    assert_eq!(buttons(&new), ["Lưu bản nháp", "Xem trước", "Lưu và đăng"]);

    let mut chi = Editor::with(&site, "Mùa gặt", &[("gio-dang", AHEAD), ("luu-dang", "1")]).await;
    let readers = chi.readers_address("mua-gat");
    assert_eq!(
        buttons(&chi.page().await),
        ["Lưu, bài tự đăng đúng giờ hẹn", "Xem trước", "Lưu và đăng ngay"]
    );
    for (time, sentence) in [("", "cần có giờ đăng"), ("2026-11-01T08:00", "Giờ này đã qua")] {
        let refused = chi.send("", "Mùa gặt", &[("gio-dang", time)]).await;
        assert!(refused.status == 422 && refused.text.contains(sentence), "{time}: {}", refused.text);
    }
    assert_eq!(site.get(&readers).await.status, 404, "it is still scheduled");

    let published = chi.send("", "Mùa gặt", &[("gio-dang", AHEAD), ("luu-dang-ngay", "1")]).await;
    assert_eq!(published.status, 303);
    assert!(
        site.get(&readers).await.text.contains("20/11/2026 08:00"),
        "published now, and not when it was scheduled"
    );
    assert_eq!(buttons(&chi.page().await), ["Lưu, bạn đọc thấy ngay", "Xem trước"]);
}

/// The button that the Enter key presses: the first of the form.
fn pressed_by_enter(page: &str) -> &str {
    let main = between(page, "<main", "</main>");
    let first = main.split("<button").find(|button| button.contains("type=\"submit\"")).expect("a button");
    between(first, "name=\"", "\"")
}

#[tokio::test]
async fn the_enter_key_saves_and_does_nothing_else() {
    let site = site().await;
    let mut browser = Browser::signed_in(&site, CHI).await;
    assert_eq!(pressed_by_enter(&browser.get(&format!("{LIST}/moi")).await.text), "luu");
    let mut chi = Editor::with(&site, "Bến nước", &[("luu-dang", "1")]).await;
    assert_eq!(pressed_by_enter(&chi.page().await), "luu");
    let vanishing = chi.send("", "Bến nước", &[("gio-dang", AHEAD)]).await.text;
    let unsaved = chi.send("/bo", "Bến nước đang sửa", &[]).await.text;
    for asked in [vanishing, unsaved] {
        assert!(asked.contains("notice__buttons") && pressed_by_enter(&asked) == "luu", "{asked}");
    }
}

#[tokio::test]
async fn a_save_keeps_the_second_at_which_an_article_was_published() {
    let site = site().await;
    site.set_clock("2026-11-20T08:00:42+07:00");
    let mut chi = Editor::with(&site, "Sớm mai", &[("luu-dang", "1")]).await;
    site.set_clock("2026-11-20T08:05:00+07:00");
    assert_eq!(chi.send("", "Sớm mai", &[("gio-dang", "2026-11-20T08:00")]).await.status, 303);
    let read = site.get(&chi.readers_address("som-mai")).await.text;
    assert!(read.contains("2026-11-20T08:00:42+07:00"), "{read}");
}

#[tokio::test]
async fn a_preview_never_changes_what_readers_see() {
    let site = site().await;
    let mut chi = Editor::with(&site, "Bến sông", &[("luu-dang", "1")]).await;
    let readers = chi.readers_address("ben-song");
    let before = chi.version().await;
    let typed = [("the", "hóa học"), ("sapo", "Đoạn mở đầu đang sửa.")];
    let seen = chi.send("/xem-truoc", "Bến sông đang sửa", &typed).await;
    assert_eq!(seen.status, 200, "{}", seen.text);
    for text in ["Bến sông đang sửa", "hóa học", "Đoạn mở đầu đang sửa.", "chưa lưu gì"]
    {
        assert!(seen.text.contains(text), "{text}");
    }
    assert_eq!(seen.header("cache-control"), "no-store");
    assert_eq!(chi.version().await, before, "nothing was saved");
    assert!(!site.get(&readers).await.text.contains("đang sửa"));
    // An article that cannot be previewed comes back as typed.
    let long = "chữ ".repeat(200);
    let refused = chi.send("/xem-truoc", &long, &[("sapo", "Còn đây.")]).await;
    assert!(refused.status == 422 && refused.text.contains("Còn đây."));

    let mut stranger = Browser::new(&site);
    let address = format!("{}/xem-truoc", chi.article);
    assert_eq!(stranger.post(&address, &[("tieu-de", "A")]).await.status, 303, "to the page for signing in");
}

#[tokio::test]
async fn a_step_asks_before_it_drops_what_was_typed() {
    let site = site().await;
    let mut chi = Editor::with(&site, "Đồng làng", &[("luu-dang", "1")]).await;
    for (step, label) in
        [("/go", "Gỡ bài khỏi trang, bỏ phần vừa sửa"), ("/bo", "Chuyển vào thùng rác, bỏ phần vừa sửa")]
    {
        let asked = chi.send(step, "Đồng làng đang sửa", &[("dia-chi", "dong-lang")]).await;
        assert_eq!(asked.status, 409, "{step}");
        assert!(asked.text.contains(label) && asked.text.contains("Đồng làng đang sửa"), "{}", asked.text);
        assert_eq!(site.get(&chi.readers_address("dong-lang")).await.status, 200, "nothing was done");
    }
    // Without changes, or with the confirmation, it is done.
    let stored = ("dia-chi", "dong-lang");
    let time = ("gio-dang", "2026-11-20T08:00");
    assert_eq!(chi.send("/go", "Đồng làng", &[stored, time]).await.status, 303);
    let asked = chi.send("/bo", "Khác", &[stored, time]).await;
    assert_eq!(asked.status, 409);
    let done = chi.send("/bo", "Khác", &[stored, time, ("khong-luu", "1")]).await;
    assert_eq!(done.status, 303);
    assert!(chi.page().await.contains("Thùng rác"));
}

/// A form with files, as sent by a browser.
fn with_files(fields: &[(&str, &str)], files: &[(&str, usize)]) -> (String, Vec<u8>) {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(
            format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
        );
    }
    for (name, bytes) in files {
        let head =
            format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"a.jpg\"\r\n\r\n");
        body.extend(head.bytes());
        body.resize(body.len() + bytes, b'a');
        body.extend(b"\r\n");
    }
    body.extend(b"--x--\r\n");
    ("multipart/form-data; boundary=x".to_owned(), body)
}

#[tokio::test]
async fn a_file_that_is_too_large_takes_nothing_with_it() {
    let site = site().await;
    let mut browser = Browser::signed_in(&site, CHI).await;
    let typed =
        [("tieu-de", "Bài viết cả buổi"), ("chuyen-muc", "2"), ("noi-dung", "<p>Rất dài.</p>"), ("luu", "1")];
    let mega = 1024 * 1024;
    for files in [
        &[("hinh-moi", 21 * mega)][..],
        &[("tep-moi", 30 * mega)],
        &[("hinh-moi", 13 * mega), ("tep-moi", 13 * mega)],
    ] {
        let (kind, body) = with_files(&typed, files);
        let headers = [("content-type", kind.as_str())];
        let answer = browser.send(Method::POST, &format!("{LIST}/moi"), &headers, body).await;
        assert_eq!(answer.status, 422, "{files:?}");
        assert!(answer.text.contains("lớn hơn 20 MB") || answer.text.contains("Hình "), "{files:?}");
        for text in ["Bài viết cả buổi", "&lt;p>Rất dài.&lt;/p>"] {
            assert!(answer.text.contains(text), "{files:?}: {text} is gone");
        }
    }
    // Even after signing out: what was typed comes back; the file must be chosen again.
    let signed_out = browser.post("/dang-xuat", &[]).await;
    assert_eq!(signed_out.status, 303);
    let (kind, body) = with_files(&typed, &[("hinh-moi", 18 * mega)]);
    let answer =
        browser.send(Method::POST, &format!("{LIST}/moi"), &[("content-type", kind.as_str())], body).await;
    assert_eq!(answer.status, 401);
    assert!(answer.text.contains("Bài viết cả buổi") && answer.text.contains("Rất dài."));
}

/// The key of the form on a page.
fn key(page: &str) -> String {
    let field = page.split("<input").find(|field| field.contains("name=\"khoa-bieu-mau\"")).expect("a key");
    between(field, "value=\"", "\"").to_owned()
}

#[tokio::test]
async fn a_form_that_is_sent_twice_makes_one_thing() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let article =
        [("tieu-de", "Một bài"), ("chuyen-muc", "2"), ("noi-dung", "<p>Gió.</p>"), ("luu-dang", "1")];
    let poll = [
        ("cau-hoi", "Quý vị đọc báo lúc nào?"),
        ("phuong-an-1", "Sáng"),
        ("phuong-an-2", "Tối"),
        ("it-nhat", "1"),
        ("nhieu-nhat", "1"),
        ("ket-qua", "always"),
        ("gioi-han-mang", "500"),
        ("luu", "1"),
    ];
    for (address, fields) in
        [(format!("{LIST}/moi"), &article[..]), ("/ban-bien-tap/binh-chon/moi".to_owned(), &poll)]
    {
        let key = key(&chi.get(&address).await.text);
        let sent = [fields, &[("khoa-bieu-mau", key.as_str())]].concat();
        let first = chi.post(&address, &sent).await;
        let second = chi.post(&address, &sent).await;
        assert_eq!((first.status.as_u16(), second.status.as_u16()), (303, 303), "{address}: {}", second.text);
        assert_eq!(first.header("location"), second.header("location"));
    }
    assert_eq!(chi.get(LIST).await.text.matches("Một bài").count(), 1);

    // Both at once.
    let address = format!("{LIST}/moi");
    let key = key(&chi.get(&address).await.text);
    let sent = encoded(&[&article[..], &[("khoa-bieu-mau", key.as_str())]].concat());
    let cookie = format!("{}={}", SESSION, chi.cookie(SESSION).expect("a session"));
    let headers = [("cookie", cookie.as_str())];
    let (one, other) =
        tokio::join!(site.post(&address, &headers, &sent), site.post(&address, &headers, &sent));
    assert_eq!((one.status.as_u16(), other.status.as_u16()), (303, 303));
    assert_eq!(one.header("location"), other.header("location"));

    // An account: the second response shows a link that works.
    let address = "/ban-bien-tap/tai-khoan/moi";
    let key = self::key(&chi.get(address).await.text);
    let fields =
        [("ten", "Trần Thị Lan"), ("email", "lan@site.test"), ("vai-tro", "author"), ("khoa-bieu-mau", &key)];
    let first = chi.post(address, &fields).await;
    let second = chi.post(address, &fields).await;
    assert!(first.status.is_success() && second.status.is_success(), "{}", second.text);
    let link = format!("/dat-mat-khau/{}", between(&second.text, "/dat-mat-khau/", "<"));
    assert_eq!(site.get(link.trim()).await.status, 200);
}

const SESSION: &str = "tn_session";

#[tokio::test]
async fn a_preview_shows_the_authors_and_files_that_are_chosen() {
    let site = TestSite::starter().await;
    hire(&site, CHI, Role::Administrator, &[]).await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let typed = [
        ("tieu-de", "Bài xem trước"),
        ("chuyen-muc", "1"),
        ("noi-dung", "<p>Gió.</p>"),
        ("tac-gia-co-trang", "1"),
        ("tep", "1"),
        ("ten-tep", "Mẫu đơn đăng ký"),
    ];
    let seen = chi.post(&format!("{LIST}/1/xem-truoc"), &typed).await;
    assert_eq!(seen.status, 200, "{}", seen.text);
    let article = between(&seen.text, "<article", "</article>");
    assert!(article.contains("Mẫu đơn đăng ký") && article.contains("rel=\"author\""), "{article}");
}

#[tokio::test]
async fn pictures_are_searched_and_what_was_typed_comes_back() {
    let site = TestSite::starter().await;
    hire(&site, CHI, Role::Administrator, &[]).await;
    let db = store(&site).await;
    let mut tx = db.write().await.expect("a transaction");
    sqlx::query("update media set alt = 'Đêm trăng sân đình' where id = 3")
        .execute(&mut *tx)
        .await
        .expect("changed");
    tx.commit().await.expect("committed");
    let mut chi = Browser::signed_in(&site, CHI).await;
    for (words, found) in [("dem trang", 1), ("không có chữ này", 0)] {
        let typed = [("tieu-de", "Đang viết"), ("tim-hinh", words), ("tim-hinh-nay", "1")];
        let page = chi.post(&format!("{LIST}/moi"), &typed).await;
        assert_eq!(page.status, 200, "{}", page.text);
        assert!(page.text.contains("value=\"Đang viết\""), "{words}");
        // Besides the choice "none".
        assert_eq!(page.text.matches("name=\"hinh\"").count(), 1 + found, "{words}");
    }
    assert!(!chi.get(LIST).await.text.contains("Đang viết"), "nothing was saved");
}
