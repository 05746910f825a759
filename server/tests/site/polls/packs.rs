//! Polls of a pack: refused with file and line, loaded once, and never changed afterwards.

use super::{ARTICLE, ballots_in, block, pack, voter::Voter};
use crate::support::{TestSite, seed};
use std::{fs, path::MAIN_SEPARATOR};
use tempfile::TempDir;

/// The error for an invalid pack; it begins with the file.
async fn refusal(pack: TempDir) -> String {
    let data = tempfile::tempdir().expect("a folder");
    let reason = seed(pack.path(), data.path(), &[]).await.expect_err("a broken pack");
    assert!(!data.path().join("trangnhat.db").exists(), "nothing is loaded");
    reason.replace(&format!("{}{MAIN_SEPARATOR}", pack.path().display()), "")
}

#[tokio::test]
async fn a_poll_that_cannot_be_is_refused_by_file_and_line() {
    // The question of the first poll is in line 9; the lines given here start at line 10.
    for (polls, line, reason) in [
        (&["side = true", "side = true"][..], 16, "chỉ một cuộc bình chọn được đặt side = true"),
        (
            &["opens_at = '2026-12-01T08:00:30+07:00'"],
            10,
            "2026-12-01T08:00:30+07:00 viết sai, cần một phút tròn, dạng 2026-12-01T08:00:00+07:00",
        ),
        (
            &["closes_at = '2026-12-01T08:00:00.001+07:00'"],
            10,
            "2026-12-01T08:00:00.001+07:00 viết sai, cần một phút tròn, dạng 2026-12-01T08:00:00+07:00",
        ),
        (
            &["opens_at = '2026-12-01'"],
            10,
            "2026-12-01 viết sai, cần một phút tròn, dạng 2026-12-01T08:00:00+07:00",
        ),
        (
            &["opens_at = '2026-12-01T09:00:00+07:00'\ncloses_at = '2026-12-01T08:00:00+07:00'"],
            11,
            "closes_at phải sau opens_at",
        ),
        (
            &["opens_at = '2026-12-01T09:00:00+07:00'\ncloses_at = '2026-12-01T02:00:00Z'"],
            11,
            "closes_at phải sau opens_at",
        ),
        (&["max_choices = 2\nmin_choices = 3"], 11, "min_choices phải từ 1 đến 2"),
        (&["min_choices = 0"], 10, "min_choices phải là 1"),
        (&["max_choices = 4"], 10, "max_choices phải từ 1 đến 3"),
        (&["max_choices = 0"], 10, "max_choices phải từ 1 đến 3"),
        (
            &["link = 'javascript:x()'"],
            10,
            "địa chỉ phải bắt đầu bằng /, https://, mailto: hoặc tel:, và không có khoảng trắng",
        ),
        (
            &["options = ['Cam', { label = 'Quýt', link = 'javascript:x()' }]"],
            9,
            "liên kết của một phương án không dùng được: địa chỉ phải bắt đầu bằng /, https://, mailto: hoặc tel:, và không có khoảng trắng",
        ),
        (
            &["options = ['Cam']"],
            9,
            "cuộc bình chọn cần từ 2 đến 100 phương án, không phương án nào để trống",
        ),
        (
            &["options = ['Cam', ' ']"],
            9,
            "cuộc bình chọn cần từ 2 đến 100 phương án, không phương án nào để trống",
        ),
    ] {
        assert_eq!(refusal(pack(polls)).await, format!("site.toml, dòng {line}: {reason}."), "{polls:?}");
    }
}

#[tokio::test]
async fn a_key_names_one_poll() {
    let pack = pack(&["", ""]);
    let file = pack.path().join("site.toml");
    let text = fs::read_to_string(&file).expect("read");
    fs::write(&file, text.replace("cuoc-2", "cuoc-1")).expect("written");
    assert_eq!(refusal(pack).await, "site.toml, dòng 15: đã có cuộc bình chọn khác mang key này.");
}

/// The pack with another body of its article, whose text begins in line 7.
fn with_body(body: &str) -> TempDir {
    let pack = pack(&[""]);
    let file = pack.path().join("articles/bai.html");
    let text = fs::read_to_string(&file).expect("read");
    let (front, _) = text.rsplit_once("+++\n").expect("front matter");
    fs::write(&file, format!("{front}+++\n{body}")).expect("written");
    pack
}

#[tokio::test]
async fn a_poll_in_an_article_is_refused_by_the_line_it_stands_in() {
    let apart = "cuộc bình chọn phải đứng riêng, không nằm trong trích dẫn, danh sách hay bảng";
    for (body, line, reason) in [
        ("<p>Một.</p>\n<p data-poll='xa'></p>", 8, "không có cuộc bình chọn nào mang key xa"),
        ("<p data-poll=''></p>", 7, "không có cuộc bình chọn nào mang key "),
        ("<p>Một.</p>\n<ul><li><p data-poll='cuoc-1'></p></li></ul>", 8, apart),
        ("<p>Một.</p>\n\n<blockquote>\n<p data-poll='cuoc-1'></p></blockquote>", 10, apart),
        ("<table><tr><td><p data-poll='cuoc-1'></p></td></tr></table>", 7, apart),
    ] {
        let expected = format!("articles/bai.html, dòng {line}: {reason}.");
        assert_eq!(refusal(with_body(body)).await, expected, "{body}");
    }
}

#[tokio::test]
async fn an_article_shows_its_poll_between_its_texts() {
    let pack = pack(&["", "side = true"]);
    let site = TestSite::with(&[pack.path()], "http://site.test").await;
    let page = site.get(ARTICLE).await.text;
    let places =
        ["Trước.", "id=\"binh-chon-1-bai\"", "Sau.", "id=\"binh-chon-2-ben\""].map(|part| page.find(part));
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}");
}

#[tokio::test]
async fn a_poll_in_which_people_have_voted_is_not_changed_by_its_pack() {
    let old = pack(&[""]);
    let site = TestSite::with(&[old.path()], "http://site.test").await;
    let voter = Voter::new(&site).votes("1", &[2]).await;
    let new = pack(&["options = ['Chanh', 'Ổi']\ncloses_at = '2026-01-01T08:00:00+07:00'"]);
    seed(new.path(), site.data(), &["--replace"]).await.expect("loaded");
    assert_eq!(ballots_in(site.data()).await, 1);
    let page = voter.get("/binh-chon/1").await;
    assert!(block(&page).contains("Quýt") && !block(&page).contains("Chanh"), "{}", block(&page));
    Voter::new(&site).votes("1", &[3]).await;
}
