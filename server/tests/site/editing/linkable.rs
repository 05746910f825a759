//! Articles that the text editor offers for a link.

use super::{AN, Browser, CHI, LIST, draft, site, step, version};
use serde_json::Value;

async fn titles(browser: &mut Browser<'_>, words: &str) -> Vec<String> {
    let query: String = form_urlencoded::byte_serialize(words.as_bytes()).collect();
    let answer = browser.get(&format!("{LIST}/lien-ket?tu={query}")).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let found: Vec<Value> = serde_json::from_str(&answer.text).expect("a list");
    found.iter().map(|article| article["title"].as_str().expect("a title").to_owned()).collect()
}

#[tokio::test]
async fn what_readers_may_see_is_found_without_diacritics_and_by_anybody_at_the_desk() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let address = draft(&mut chi, "Mùa gặt ở Đồng Lúa").await;
    assert!(titles(&mut chi, "mua gat").await.is_empty(), "a draft is no page");
    let now = version(&mut chi, &address).await;
    assert_eq!(step(&mut chi, &address, "dang", &now).await, 303);
    let mut an = Browser::signed_in(&site, AN).await;
    for words in ["mua gat", "Mùa gặt", "dong lua", "lua DONG mu"] {
        assert_eq!(titles(&mut an, words).await, ["Mùa gặt ở Đồng Lúa"], "{words}");
    }
    for words in ["", "  ", "\"", "mùa xuân", "* or mua", "NEAR(mua gat)"] {
        assert!(titles(&mut an, words).await.is_empty(), "{words}");
    }
    assert_eq!(titles(&mut an, &"mùa ".repeat(500)).await.len(), 1, "only the first words count");
    let now = version(&mut chi, &address).await;
    assert_eq!(step(&mut chi, &address, "go", &now).await, 303);
    assert!(titles(&mut chi, "mua gat").await.is_empty());
}
