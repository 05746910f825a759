//! Content packs: loaded completely or not at all, and loaded again without harm.

use crate::support::{TestSite, archive, between, seed, starter};
use axum::http::StatusCode;
use domain::db::{Db, Missing};
use server::config;
use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt,
    path::Path,
};

#[tokio::test]
async fn a_pack_loaded_twice_changes_nothing() {
    let twice = TestSite::with(&[&starter(), &starter()], "http://site.test").await;
    let once = TestSite::starter().await;
    for address in ["/", "/tin/van-hoa-doc", "/trang/gioi-thieu"] {
        let (once, twice) = (once.get(address).await.text, twice.get(address).await.text);
        // The seals of two sites always differ.
        let part = |page: &str| between(page, "<body>", "<script").to_owned();
        assert!(part(&once).len() > 5_000, "{address}");
        assert_eq!(part(&once), part(&twice), "{address}");
    }
}

#[tokio::test]
async fn what_is_stored_is_for_its_owner_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("new/data");
    let pack = archive(1);
    seed(pack.path(), &data, &[]).await.expect("loaded");
    let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!(mode(&data), 0o700);
    assert_eq!(mode(&config::database(&data)), 0o600);
    // The database of an earlier release becomes private too; a folder created by somebody else stays as it
    // is.
    fs::set_permissions(config::database(&data), Permissions::from_mode(0o644)).expect("changed");
    fs::set_permissions(&data, Permissions::from_mode(0o755)).expect("changed");
    let db = Db::open(&config::database(&data), Missing::Refuse).await.expect("a database");
    for name in ["trangnhat.db", "trangnhat.db-wal", "trangnhat.db-shm"] {
        assert_eq!(mode(&data.join(name)), 0o600, "{name}");
    }
    assert_eq!(mode(&data), 0o755);
    db.close().await;
}

#[tokio::test]
async fn what_was_there_is_overwritten_only_when_asked() {
    let data = tempfile::tempdir().expect("a folder");
    let pack = archive(2);
    let article = pack.path().join("articles/bai-01.html");
    seed(pack.path(), data.path(), &[]).await.expect("loaded");
    let changed =
        fs::read_to_string(&article).expect("read").replace("title = 'Bài 01'", "title = 'Bài sửa'");
    fs::write(&article, changed).expect("written");

    let title = async || {
        let db = Db::open(&config::database(data.path()), Missing::Refuse).await.expect("a database");
        let id = domain::id::ArticleId(1);
        let now = domain::clock::Timestamp::now();
        let found = domain::news::store::load_article(&domain::scope::Reading::visitor(&db, now), id).await;
        db.close().await;
        found.expect("an answer").expect("an article").content.title
    };
    seed(pack.path(), data.path(), &[]).await.expect("loaded");
    assert_eq!(title().await, "Bài 01");
    seed(pack.path(), data.path(), &["--replace"]).await.expect("loaded");
    assert_eq!(title().await, "Bài sửa");
}

/// Changes one file of a pack; returns the error.
async fn refusal(file: &str, from: &str, to: &str) -> String {
    let data = tempfile::tempdir().expect("a folder");
    let pack = archive(2);
    let path = pack.path().join(file);
    let text = fs::read_to_string(&path).expect("read");
    assert!(text.contains(from), "{from} is not in {file}");
    fs::write(&path, text.replacen(from, to, 1)).expect("written");
    let reason = seed(pack.path(), data.path(), &[]).await.expect_err("a broken pack");
    assert!(!data.path().join("trangnhat.db").exists(), "nothing is loaded");
    assert!(!reason.contains('\n'), "one sentence: {reason}");
    let place = pack.path().display().to_string();
    reason.replace(&format!("{place}{}", std::path::MAIN_SEPARATOR), "")
}

#[tokio::test]
async fn a_broken_pack_is_refused_by_file_and_line() {
    let article = "articles/bai-02.html";
    for (file, from, to, reason) in [
        (
            article,
            "title = 'Bài 02'\n",
            "",
            "articles/bai-02.html, dòng 2: khai báo sai: missing field `title`.",
        ),
        (article, "'kho'", "'kho-khac'", "articles/bai-02.html, dòng 4: không có chuyên mục kho-khac."),
        (article, "'bai-02'", "'bai-01'", "articles/bai-02.html, dòng 3: đã có bài khác mang slug bai-01."),
        (
            article,
            "'bai-02'",
            "'Bài 02'",
            "articles/bai-02.html, dòng 3: slug Bài 02 chỉ được gồm a-z, 0-9 và dấu gạch nối.",
        ),
        (
            article,
            "2020-01-01",
            "2020-02-30",
            "articles/bai-02.html, dòng 5: ngày giờ 2020-02-30T08:00:00+07:00 viết sai, cần dạng 2024-03-24T21:06:00+07:00.",
        ),
        (
            article,
            "<p>",
            "<p>\n<img src='media/x.jpg'>",
            "articles/bai-02.html, dòng 8: không tìm thấy hình media/x.jpg.",
        ),
        (
            article,
            "<p>",
            "<p><img src='../x.jpg'>",
            "articles/bai-02.html, dòng 7: hình ../x.jpg phải nằm trong thư mục media của gói.",
        ),
        (
            article,
            "+++\n<p>",
            "series = 'xa'\n+++\n<p>",
            "articles/bai-02.html, dòng 6: không có chuyên đề xa.",
        ),
        (
            article,
            "+++\n<p>",
            "authors = ['ai']\n+++\n<p>",
            "articles/bai-02.html, dòng 6: không có tác giả ai.",
        ),
        (
            article,
            "+++\n<p>",
            "tags = ['Đọc', '…']\n+++\n<p>",
            "articles/bai-02.html, dòng 6: chủ đề “…” không có chữ nào dùng được cho địa chỉ.",
        ),
        (
            article,
            "+++\n<p>",
            "attachments = [{ file = 'media/x.pdf', label = 'Đơn' }]\n+++\n<p>",
            "articles/bai-02.html, dòng 6: không tìm thấy tệp media/x.pdf.",
        ),
        (
            article,
            "+++\n<p>",
            "attachments = [{ file = 'media/x.exe', label = 'Đơn' }]\n+++\n<p>",
            "articles/bai-02.html, dòng 6: không tìm thấy tệp media/x.exe.",
        ),
        (
            article,
            "<p>",
            "<p><a href='//a.example/mau.doc'>",
            "articles/bai-02.html, dòng 7: liên kết //a.example/mau.doc phải bắt đầu bằng /, https://, mailto: hoặc tel:.",
        ),
        (
            article,
            "+++\n<p>",
            "source_href = 'https://a.vn'\n+++\n<p>",
            "articles/bai-02.html, dòng 6: source_href cần đi cùng source.",
        ),
        (article, "+++", "", "articles/bai-02.html, dòng 1: thiếu phần khai báo giữa hai dòng +++."),
        (
            article,
            "title",
            "tittle",
            "articles/bai-02.html, dòng 2: khai báo sai: unknown field `tittle`, expected one of `title`, `slug`, `category`, `published_at`, `kicker`, `lead`, `author`, `authors`, `series`, `tags`, `source`, `source_href`, `attachments`, `organisation`, `byline`, `picture`, `picture_alt`, `picture_caption`, `picture_focus`, `search_title`, `search_description`.",
        ),
        (
            "site.toml",
            "'kho'\nname",
            "'goc'\nname",
            "site.toml, dòng 8: chuyên mục goc được khai báo hai lần.",
        ),
        ("site.toml", "parent = 'goc'", "parent = 'xa'", "site.toml, dòng 10: không có chuyên mục xa."),
        (
            "site.toml",
            "parent = 'goc'",
            "parent = 'kho'",
            "site.toml, dòng 8: chuyên mục kho nằm dưới chính nó.",
        ),
        ("site.toml", "Asia/Ho_Chi_Minh", "Asia/Ha_Noi", "site.toml, dòng 3: không có múi giờ Asia/Ha_Noi."),
        (
            "site.toml",
            "name = 'Kho'\nlanguage",
            "name = ''\nlanguage",
            "site.toml, dòng 1: mục này không được để trống.",
        ),
    ] {
        assert_eq!(refusal(file, from, to).await, reason);
    }
}

#[tokio::test]
async fn parts_of_the_site_are_checked_too() {
    for (added, reason) in [
        (
            "[[menu]]\nname = 'M'\nitems = [{ label = 'A', href = 'javascript:x' }]",
            "dòng 13: địa chỉ phải bắt đầu bằng /, https://, mailto: hoặc tel:, và không có khoảng trắng.",
        ),
        (
            "[[menu]]\nname = 'M'\nitems = [{ label = 'A', category = 'xa' }]",
            "dòng 13: không có chuyên mục xa.",
        ),
        ("[introduction]\ntitle = 'G'\npage = 'xa'", "dòng 13: không có trang xa."),
        (
            "[[poll]]\nquestion = 'Q'\noptions = ['A']\nmax_choices = 1\nresults = 'always'",
            "dòng 12: cuộc bình chọn cần từ 2 đến 100 phương án, không phương án nào để trống.",
        ),
        (
            "[[poll]]\nquestion = 'Q'\noptions = ['A', 'B']\nmax_choices = 3\nresults = 'always'",
            "dòng 14: max_choices phải từ 1 đến 2.",
        ),
        ("[statistics]\ntotal = -1", "dòng 12: số lượt truy cập không thể âm."),
        (
            "[statistics.day]\n'2024-02-30' = 1",
            "dòng 12: 2024-02-30 không phải là ngày, tháng hay năm viết đúng.",
        ),
        ("[statistics.month]\n'2024' = 1", "dòng 12: 2024 không phải là ngày, tháng hay năm viết đúng."),
    ] {
        let all = refusal("site.toml", "parent = 'goc'\n", &format!("parent = 'goc'\n{added}\n")).await;
        assert_eq!(all, format!("site.toml, {reason}"));
    }
}

#[tokio::test]
async fn a_picture_that_is_none_is_refused() {
    let data = tempfile::tempdir().expect("a folder");
    let pack = archive(1);
    fs::create_dir(pack.path().join("media")).expect("a folder");
    fs::write(pack.path().join("media/x.jpg"), "<svg onload='x()'>").expect("written");
    let article = pack.path().join("articles/bai-01.html");
    let text = fs::read_to_string(&article).expect("read").replace("<p>", "<p><img src='media/x.jpg'>");
    fs::write(&article, text).expect("written");
    let reason = seed(pack.path(), data.path(), &[]).await.expect_err("no picture");
    assert!(reason.ends_with("hình media/x.jpg là hình vẽ SVG; hãy xuất ra PNG rồi tải lên."), "{reason}");
    fs::write(pack.path().join("media/x.jpg"), "một dòng chữ").expect("written");
    let reason = seed(pack.path(), data.path(), &[]).await.expect_err("no picture");
    assert!(
        reason.ends_with("hình media/x.jpg không phải là ảnh JPEG, PNG hoặc WebP dùng được."),
        "{reason}"
    );
    // Only the first bytes of a photograph.
    let photograph = fs::read(starter().join("media/lop-hoc-toi.jpg")).expect("read");
    fs::write(pack.path().join("media/x.jpg"), &photograph[..2000]).expect("written");
    let reason = seed(pack.path(), data.path(), &[]).await.expect_err("half a picture");
    assert!(reason.ends_with("dòng 7: hình media/x.jpg bị hỏng, không mở được."), "{reason}");
    assert!(!data.path().join("trangnhat.db").exists(), "nothing is loaded");
}

#[tokio::test]
async fn a_file_that_is_not_what_it_says_is_refused() {
    let data = tempfile::tempdir().expect("a folder");
    let pack = archive(1);
    fs::create_dir(pack.path().join("media")).expect("a folder");
    fs::write(pack.path().join("media/don.pdf"), "<script>x()</script>").expect("written");
    let article = pack.path().join("articles/bai-01.html");
    let text = fs::read_to_string(&article).expect("read");
    let text = text.replace("<p>", "<p><a href='media/don.pdf'>Đơn</a>");
    fs::write(&article, text).expect("written");
    let reason = seed(pack.path(), data.path(), &[]).await.expect_err("no PDF");
    assert!(
        reason.ends_with("dòng 7: tệp media/don.pdf không phải là tệp pdf đúng như tên gọi."),
        "{reason}"
    );
}

#[tokio::test]
async fn one_picture_under_two_names_is_kept_once() {
    let data = tempfile::tempdir().expect("a folder");
    let pack = archive(1);
    fs::create_dir(pack.path().join("media")).expect("a folder");
    for name in ["a.jpg", "b.jpg"] {
        fs::copy(starter().join("media/tac-gia-le-thi-sen.jpg"), pack.path().join("media").join(name))
            .expect("copied");
    }
    let article = pack.path().join("articles/bai-01.html");
    let text = fs::read_to_string(&article).expect("read");
    let pictures = "<p><img src='media/a.jpg'><img src='media/b.jpg'><img src='media//a.jpg'>";
    fs::write(&article, text.replace("<p>", pictures)).expect("written");
    seed(pack.path(), data.path(), &[]).await.expect("loaded");
    assert_eq!(fs::read_dir(data.path().join("media")).expect("a folder").count(), 5);
}

#[tokio::test]
async fn a_pack_loaded_again_adds_what_is_missing_from_the_media_folder() {
    let data = tempfile::tempdir().expect("a folder");
    let pack = archive(1);
    fs::create_dir(pack.path().join("media")).expect("a folder");
    fs::copy(starter().join("media/tac-gia-le-thi-sen.jpg"), pack.path().join("media/x.jpg"))
        .expect("copied");
    let article = pack.path().join("articles/bai-01.html");
    let text = fs::read_to_string(&article).expect("read").replace("<p>", "<p><img src='media/x.jpg'>");
    fs::write(&article, text).expect("written");
    seed(pack.path(), data.path(), &[]).await.expect("loaded");
    let media = data.path().join("media");
    let names = || {
        let mut names: Vec<_> =
            fs::read_dir(&media).expect("a folder").flatten().map(|e| e.file_name()).collect();
        names.sort();
        names
    };
    let all = names();
    assert_eq!(all.len(), 5, "the file, three WebP, one JPEG: {all:?}");
    fs::remove_file(media.join(&all[2])).expect("removed");
    seed(pack.path(), data.path(), &[]).await.expect("loaded again");
    assert_eq!(names(), all);
}

#[tokio::test]
async fn a_folder_that_is_not_there_is_named() {
    let data = tempfile::tempdir().expect("a folder");
    let reason = seed(Path::new("/khong/co"), data.path(), &[]).await.expect_err("nothing there");
    assert_eq!(reason, "Không có thư mục /khong/co.");
}

#[tokio::test]
async fn text_of_a_pack_never_runs() {
    let pack = archive(1);
    let article = pack.path().join("articles/bai-01.html");
    let text = fs::read_to_string(&article).expect("read");
    let text = text
        .replace("'Bài 01'", "'</title><script>x()</script>'")
        .replace("<p>", "<p onclick='x()'><script>x()</script><a href='javascript:x()'>");
    fs::write(&article, text).expect("written");
    let site = TestSite::with(&[pack.path()], "http://site.test").await;
    let page = site.get("/tin/kho/bai-01-1").await;
    assert_eq!(page.status, StatusCode::OK);
    for harmful in ["<script>x()", "onclick", "javascript:"] {
        let at = page.text.find(harmful);
        assert_eq!(
            at,
            None,
            "{:?}",
            at.map(|at| page.text[at.saturating_sub(90)..].chars().take(150).collect::<String>())
        );
    }
}
