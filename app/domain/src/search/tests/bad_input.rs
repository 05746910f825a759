//! Whatever is typed has an answer.

use super::*;

#[tokio::test]
async fn signs_of_the_engine_and_long_texts_are_answered() {
    let site = site().await;
    site.publish("a", "Sách hay", "", "Đọc sách near or.").await;
    let long = "sách ".repeat(2_000);
    let one_word = "s".repeat(10_000);
    for typed in [
        "\" OR NEAR( * ^ : -",
        "sách\"",
        "sách*",
        "^sách",
        "title:sách",
        "sách AND",
        "NOT sách",
        "(sách",
        "{sách}",
        "sách +",
        "NEAR(sách hay)",
        "",
        " ",
        "\"",
        "\"\"",
        "-",
        "--",
        "-sách",
        "🎉",
        "🎉 sách",
        "\0",
        "sách\0hay",
        "s",
        "ạ",
        "'; drop table articles; --",
        "#c1",
        "#c1 sách",
        "_",
        "a_b",
        "đ\u{323}\u{302}",
        "\u{301}",
        &long,
        &one_word,
        "ß İ ﬁ ŉ",
        "\u{202e}sách",
        "１２３",
    ] {
        for after in [None, Some(ArticleId(1)), Some(ArticleId(-1))] {
            let page = site.ask(Asked { typed: typed.into(), after, ..Asked::default() }).await;
            assert!(page.found.len() <= 1, "{typed}");
        }
        suggest(&site.reading(), typed).await.expect("an answer");
    }
    assert!(site.find(&long).await.cut);
    assert_eq!(slugs(&site.find("sách\0hay").await), ["a"]);
    assert_eq!(slugs(&site.find("#c1").await), [] as [&str; 0], "the words of the index cannot be typed");
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(64))]
    #[test]
    fn any_text_is_answered(typed in proptest::prelude::any::<String>()) {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(async {
            let site = site().await;
            site.publish("a", "Sách", "", &typed.replace(['<', '&'], " ")).await;
            site.find(&typed).await;
            suggest(&site.reading(), &typed).await.expect("an answer");
        });
    }
}
