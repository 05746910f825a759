//! What old addresses lead to.

use super::*;
use crate::{
    news::store::{find_list, load_article_slugs},
    text::Slug,
};

fn slug(text: &str) -> Slug {
    text.parse().expect("a slug")
}

#[tokio::test]
async fn an_article_is_found_by_its_id_if_readers_see_it() {
    let site = site().await;
    site.publish("bai", site.below, 1).await;
    site.publish("mai", site.below, NOW.0 + 1).await;
    let find = async |id| load_article_slugs(&site.reading(), ArticleId(id)).await.expect("an answer");
    assert_eq!(find(1).await, Some((slug("bai"), slug("so-tay"))));
    assert_eq!((find(2).await, find(3).await), (None, None));
}

#[tokio::test]
async fn a_list_is_found_by_its_slug() {
    let site = site().await;
    site.subjects().await;
    let tag = Named { slug: slug("doc-sach"), name: "Đọc sách".into() };
    site.put(Manuscript { tags: vec![tag], ..article("bai", site.below, 1) }, false).await;
    for (kind, name) in [
        (ListKind::Category, "so-tay"),
        (ListKind::Series, "moi-xom"),
        (ListKind::Tag, "doc-sach"),
        (ListKind::Author, "lam-khe"),
    ] {
        for (name, is_there) in [(name, true), ("khong-co", false)] {
            let found = find_list(&site.reading(), kind, &slug(name)).await.expect("an answer");
            assert_eq!(found, is_there.then(|| slug(name)), "{kind:?} {name}");
        }
    }
}
