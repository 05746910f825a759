//! Equal words are equal in any Unicode form.

use super::{CHI, Editor, LIST, site};
use crate::{
    desk::Browser,
    support::{TestOptions, TestSite, archive, between, seed},
};

#[tokio::test]
async fn tags_that_differ_in_their_marks_are_two() {
    let site = site().await;
    let mut chi =
        Editor::with(&site, "Một", &[("the", "hoa học, hóa học, Hoa Học"), ("luu-dang", "1")]).await;
    let read = site.get(&chi.readers_address("mot")).await.text;
    assert!(read.contains("/the/hoa-hoc\"") && read.contains("/the/hoa-hoc-2\""), "{read}");
    assert!(site.get("/the/hoa-hoc-2").await.text.contains("hóa học"));
    // Decomposed and in upper case it is the same.
    assert_eq!(chi.send("", "Một", &[("the", "HO\u{301}A HỌC")]).await.status, 303);
    let read = site.get(&chi.readers_address("mot")).await.text;
    assert!(read.contains("/the/hoa-hoc-2\"") && !read.contains("/the/hoa-hoc\""), "{read}");
}

#[tokio::test]
async fn decomposed_letters_are_composed_wherever_they_come_in() {
    let site = site().await;
    let decomposed = "Tie\u{302}\u{301}ng Vie\u{323}\u{302}t\u{202e}";
    let body = ("noi-dung", "<p>Que\u{302} hu\u{31b}o\u{31b}ng</p>");
    let mut browser = Browser::signed_in(&site, CHI).await;
    let fields = [("tieu-de", decomposed), ("chuyen-muc", "2"), body, ("luu-dang", "1")];
    assert_eq!(browser.post(&format!("{LIST}/moi"), &fields).await.status, 303);
    let front = site.get("/").await.text;
    assert!(front.contains("Tiếng Việt") && front.contains("/tieng-viet-"), "{front}");
    for words in ["tie%CC%82%CC%81ng", "ti%E1%BA%BFng", "tieng+viet"] {
        let found = browser.get(&format!("{LIST}?tim={words}")).await.text;
        assert!(found.contains("Tiếng Việt"), "{words}");
    }
    let article = front.split("href=\"").find(|link| link.contains("tieng-viet-")).expect("a link");
    let read = site.get(article.split('"').next().expect("an address")).await.text;
    assert!(read.contains("Quê hương"), "{read}");
}

#[tokio::test]
async fn the_address_of_a_long_title_ends_with_a_word() {
    let site = site().await;
    let title = "Khuyến học khuyến tài xây dựng xã hội học tập ".repeat(6);
    let chi = Editor::with(&site, &format!("🎉 {title}"), &[("luu-dang", "1")]).await;
    let id = chi.article.rsplit('/').next().expect("an id");
    let front = site.get("/").await.text;
    let link = front.split("href=\"").find(|link| link.contains("/khuyen-hoc-khuyen-tai")).expect("a link");
    let slug = between(link, "/tin/kho/", "\"").strip_suffix(&format!("-{id}")).expect("the id behind it");
    assert!(slug.len() <= 200 && slug.len() > 180, "{slug}");
    let words = "khuyen-hoc-khuyen-tai-xay-dung-xa-hoi-hoc-tap-".repeat(6);
    assert!(words.starts_with(&format!("{slug}-")), "{slug}");
}

#[tokio::test]
async fn a_pack_may_write_a_tag_in_another_way_and_it_stays_one() {
    let pack = archive(1);
    let data = tempfile::tempdir().expect("a folder");
    for (tag, flags) in [("Hoa học", &[][..]), ("hoa học", &["--replace"])] {
        let file = pack.path().join("articles/bai-01.html");
        let text = std::fs::read_to_string(&file).expect("a text");
        let text = text.lines().filter(|line| !line.starts_with("tags")).collect::<Vec<_>>().join("\n");
        let text = text.replacen("+++\n", &format!("+++\ntags = ['{tag}']\n"), 1);
        std::fs::write(&file, text).expect("written");
        seed(pack.path(), data.path(), flags).await.expect("a pack without mistakes");
    }
    let site = TestSite::on(data, TestOptions::default()).await;
    let page = site.get("/the/hoa-hoc").await.text;
    assert!(page.contains("hoa học") && !page.contains("Hoa học"), "{page}");
    assert_eq!(site.get("/the/hoa-hoc-2").await.status, 404);
}
