use super::*;
use crate::site::misspelt::USUAL;
use proptest::prelude::*;

/// A form in which nothing is to be looked at, with other texts in some fields.
fn form(other: &[(ArticleField, &str)]) -> ArticleForm {
    let usual = [
        (ArticleField::Title, "Mùa gặt ở Lương Sen"),
        (ArticleField::Lead, "Lúa chín sớm hơn mọi năm."),
        (ArticleField::Body, "<p>Gió thổi qua đồng.</p>"),
        (ArticleField::Picture, "1"),
    ];
    let text = |field| {
        let found = other.iter().chain(&usual).find(|(known, _)| *known == field);
        found.map(|(_, text)| (*text).to_owned()).unwrap_or_default()
    };
    ArticleForm::read(text, Vec::new(), Vec::new())
}

fn usual() -> Misspelt {
    Misspelt::read(USUAL).expect("a list")
}

fn about(field: ArticleField, text: &str) -> Vec<String> {
    let found = warnings(&form(&[(field, text)]), &usual()).into_iter();
    found.filter(|warning| warning.field == field).map(|warning| warning.sentence).collect()
}

/// The only warning about a field.
fn only(field: ArticleField, text: &str) -> String {
    let mut found = about(field, text);
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

#[test]
fn a_sound_article_has_no_warning() {
    assert_eq!(warnings(&form(&[]), &usual()), []);
}

#[test]
fn titles_that_are_long_or_in_capitals() {
    assert!(only(ArticleField::Title, &"chữ ".repeat(30)).contains("119 chữ cái"));
    assert!(only(ArticleField::Title, "ĐẠI HỘI HỘI KHUYẾN HỌC").contains("viết hoa"));
    for sound in ["UBND XÃ", "HĐND xã họp kỳ cuối năm", "12/2026"] {
        assert_eq!(about(ArticleField::Title, sound), Vec::<String>::new(), "{sound}");
    }
}

#[test]
fn what_is_missing() {
    assert!(only(ArticleField::Lead, " ").contains("đoạn mở đầu"));
    assert!(only(ArticleField::Picture, "").contains("hình đại diện"));
}

#[test]
fn pictures_without_words_are_counted() {
    let body = "<figure><img src=\"/a\" alt=\"\"></figure><img src=\"/b\"><img src=\"/c\" alt=\"Sân đình\">";
    assert!(only(ArticleField::Body, body).starts_with("2 hình chưa có mô tả"));
    let gallery = format!(
        "<figure>{}<figcaption>Chung</figcaption></figure>",
        "<figure><img src=\"/a\"></figure>".repeat(3)
    );
    assert!(only(ArticleField::Body, &gallery).starts_with("3 hình chưa có mô tả"));
}

#[test]
fn pictures_that_are_still_in_word_are_counted() {
    let body =
        "<p>Ảnh 1 còn nằm trong Word: kéo tệp vào đây</p><p>Ảnh 2 còn nằm ở nơi đã chép: kéo tệp vào đây</p>";
    assert!(only(ArticleField::Body, body).starts_with("Còn 2 hình"));
}

#[test]
fn links_are_found() {
    let body =
        "<p><a href=\"/tin/kho/a-1\">a</a> <a>b</a> <a href=\"https://site.test/?a=1&amp;b=2\">c</a></p>";
    assert_eq!(links(body).collect::<Vec<_>>(), ["/tin/kho/a-1", "", "https://site.test/?a=1&b=2"]);
}

#[test]
fn headings_go_down_one_level_at_a_time() {
    assert_eq!(about(ArticleField::Body, "<h2>Một</h2><h3>Hai</h3><h2>Ba</h2>"), Vec::<String>::new());
    assert!(
        only(ArticleField::Body, "<h2>Một</h2><p>a</p><h4>Bốn <em>mươi</em></h4>")
            .contains("“Bốn mươi” ở cấp 4")
    );
    assert!(only(ArticleField::Body, "<h3>Đầu tiên</h3>").contains("cấp 3 đứng ngay dưới cấp 1"));
}

#[test]
fn paragraphs_that_are_too_long() {
    let long = format!("<p>{}</p><p>ngắn</p>", "chữ ".repeat(151));
    assert!(only(ArticleField::Body, &long).contains("dài 151 chữ"));
    assert_eq!(about(ArticleField::Body, &format!("<p>{}</p>", "chữ ".repeat(150))), Vec::<String>::new());
}

#[test]
fn dates_that_do_not_exist() {
    for wrong in
        ["31/11/2026", "29/2/2025", "00/01/2026", "5.13.2026", "ngày 30 tháng 2", "ngày 31 tháng 4 năm 2026"]
    {
        assert!(only(ArticleField::Body, &format!("<p>Họp {wrong}.</p>")).contains(wrong), "{wrong}");
    }
    for sound in
        ["30/11/2026", "29/2/2024", "ngày 29 tháng 2", "24/7", "số 31/11/QĐ", "1.234.5678", "Điều 31-11"]
    {
        assert_eq!(about(ArticleField::Body, &format!("<p>{sound}</p>")), Vec::<String>::new(), "{sound}");
    }
}

#[test]
fn words_that_are_often_misspelt() {
    assert_eq!(
        only(ArticleField::Body, "<p>Cán bộ <b>Xử</b> dụng máy.</p>"),
        "“xử dụng” thường viết là “sử dụng”."
    );
    assert_eq!(about(ArticleField::Body, "<p>Sử dụng, chia sẻ, cá mè nghành nghạnh</p>").len(), 1);
    assert_eq!(
        about(ArticleField::Body, "<p>Bốn nghànhh</p>"),
        Vec::<String>::new(),
        "a part of a longer word"
    );
}

#[test]
fn a_warning_comes_once_and_there_are_not_too_many() {
    let many: String = (1..=50).map(|day| format!("<p>Ngày {day}/13/2026 và xử dụng.</p>")).collect();
    let found = about(ArticleField::Body, &many);
    assert!(
        found.len() <= MOST && found.iter().filter(|it| it.contains("xử dụng")).count() == 1,
        "{found:?}"
    );
}

proptest! {
    #[test]
    fn any_text_can_be_checked(body in ".{0,200}", title in ".{0,40}") {
        warnings(&form(&[(ArticleField::Body, &body), (ArticleField::Title, &title)]), &usual());
    }
}

#[test]
fn a_long_body_takes_time_in_proportion() {
    // Quadratic work would take minutes here.
    let body = "<p>a</p><b".repeat(25_000);
    assert!(warnings(&form(&[(ArticleField::Body, &body)]), &usual()).len() <= MOST);
}

#[test]
fn a_list_of_ones_own() {
    let own = Misspelt::read("khuyến học =  Khuyến học \n\nxã a=xã A\nxã = Xã\n").expect("a list");
    let found: Vec<String> = own.found_in("Hội Khuyến  học họp ở XÃ A. Xã ấy; khuyến học, xãy.").collect();
    assert_eq!(
        found,
        [
            "“xã a” thường viết là “xã A”.",
            "“xã” thường viết là “Xã”.",
            "“khuyến học” thường viết là “Khuyến học”."
        ]
    );
    assert_eq!(Misspelt::read("").expect("a list").found_in("xử dụng").count(), 0);
    for (wrong, line) in [("a", "Dòng 1"), ("a = b\n = c", "Dòng 2"), ("a = b\n\nc =", "Dòng 3")] {
        assert!(Misspelt::read(wrong).expect_err("a mistake").starts_with(line), "{wrong}");
    }
    let many: String = (0..501).map(|number| format!("sai{number} = đúng\n")).collect();
    assert!(Misspelt::read(&many).expect_err("a mistake").contains("500"));
    assert!(Misspelt::read(&format!("a = {}", "b".repeat(61))).expect_err("a mistake").contains("dài quá"));
    // The longest list that is allowed finds its words.
    let most: String = (0..500).map(|number| format!("{number} {} = đúng\n", "ế".repeat(56))).collect();
    let most = Misspelt::read(&most).expect("a list");
    assert_eq!(most.found_in(&format!("499 {0} 499 {0}", "Ế".repeat(56))).count(), 1);
    let signs = Misspelt::read("a|b = c\n[ = x").expect("a list");
    assert_eq!(signs.found_in("a b a|b").count(), 1);
}
