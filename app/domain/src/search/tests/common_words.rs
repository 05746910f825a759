//! Words that very many articles of a large site have.

use super::*;

/// A site with the articles of `old`, as title and text, each published in the year 2020, and behind them, at the end of a
/// million ids, 800 articles with all the words `common` apart.
async fn site_with(old: &[(&str, &str)], common: [&str; 2]) -> Site {
    let site = site().await;
    let mut tx = site.db.write().await.expect("a transaction");
    let published_at = Some(Timestamp(1_600_000_000_000));
    for (number, (title, text)) in old.iter().enumerate() {
        let old = article(&format!("cu-{number}"), site.other, title, "", text);
        put_article(&mut tx, &Manuscript { published_at, ..old }, NOW, true).await.expect("an article");
    }
    // As if a million articles stood between.
    sqlx::query(
        "insert into articles (id, category_id, slug, title, lead, body, role, author, organisation, picture_alt,
            picture_caption, published_at, updated_at)
         select 1000000, category_id, 'nhap', 'Nháp', '', '[]', role, author, organisation, '', '', 1, 1
         from articles
         where id = 1",
    )
    .execute(&mut *tx)
    .await
    .expect("a draft");
    let text = format!("{} rồi mới {}", common[0], common[1]);
    for number in 0..800 {
        let new = article(&format!("moi-{number}"), site.root, "Tin", "", &text);
        put_article(&mut tx, &new, NOW, true).await.expect("an article");
    }
    tx.commit().await.expect("committed");
    site
}

#[tokio::test]
async fn an_old_article_with_common_words_together_comes_first() {
    let old = [("Tin", "Vườn rau của trường."), ("Vườn trường", "Kể chuyện."), ("Tin", "Chăm vườn trường.")];
    let site = site_with(&old, ["vườn", "trường"]).await;
    let found = site.find("vườn trường").await;
    assert_eq!(slugs(&found)[..2], ["cu-1", "cu-2"], "apart, it is one of very many");
    assert!(!slugs(&found).contains(&"cu-0".to_owned()));
    assert_eq!((found.count, found.more), (800, true), "older ones were not counted");
    assert_eq!(slugs(&site.find("vuon truong").await)[..2], ["cu-1", "cu-2"]);
    assert_eq!(slugs(&site.find("\"vườn trường\"").await), ["cu-1", "cu-2"]);
}

#[tokio::test]
async fn common_words_are_found_in_old_articles_of_a_category_a_year_and_beside_a_rare_word() {
    let site = site_with(&[("Tin", "Vườn rau của trường, có dưa hấu.")], ["vườn", "trường"]).await;
    let filtered = async |filter: Filter| {
        let asked = Asked { typed: "trường vườn".into(), filter, ..Asked::default() };
        slugs(&site.ask(asked).await)
    };
    let category = Some("khac".parse().expect("a slug"));
    assert_eq!(filtered(Filter { category, ..Filter::default() }).await, ["cu-0"]);
    assert_eq!(filtered(Filter { year: Some(2020), ..Filter::default() }).await, ["cu-0"]);
    assert_eq!(site.slugs("trường dưa vườn").await, ["cu-0"]);
}

#[tokio::test]
async fn titles_with_common_words_are_suggested() {
    let site = site_with(&[("Vườn trường", "")], ["vườn", "trường"]).await;
    let suggested = async |typed: &str| {
        let found = suggest(&site.reading(), typed).await.expect("an answer");
        found.articles.into_iter().map(|headline| headline.slug.to_string()).collect::<Vec<_>>()
    };
    for typed in ["vườn tr", "vuon tru", "vườn trường"] {
        assert_eq!(suggested(typed).await, ["cu-0"], "{typed}");
    }
}

#[tokio::test]
async fn the_longest_question_is_answered() {
    let words: Vec<String> = ('a'..='x').map(|letter| format!("{letter}{letter}")).collect();
    let words = words.join(" ");
    let site = site_with(&[("Tin", "")], [&words, "vườn"]).await;
    let filter =
        Filter { category: Some("tin-tuc".parse().expect("a slug")), year: Some(2026), ..Filter::default() };
    for typed in [words.clone(), format!("\"{words}\"")] {
        let found = site.ask(Asked { typed, filter: filter.clone(), ..Asked::default() }).await;
        assert_eq!((found.found.len(), found.more), (20, true));
    }
}
