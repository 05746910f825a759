//! The months of a category.

use super::*;

#[tokio::test]
async fn a_month_ends_at_midnight_of_the_site() {
    let site = site().await;
    for (slug, time) in [
        ("nam-truoc", "1998-05-01T10:00:00+07:00"),
        ("thang-hai", "2001-02-28T23:59:59.999+07:00"),
        ("dau-thang", "2001-03-01T00:00:00+07:00"),
        ("cuoi-thang", "2001-03-31T23:59:59.999+07:00"),
        ("thang-tu", "2001-04-01T00:00:00+07:00"),
    ] {
        site.publish(slug, site.below, at(time)).await;
    }
    let month = "2001-03".parse().ok();
    let page = site.list(ListKind::Category, "tin-tuc", month, None).await;
    assert_eq!(slugs(&page), ["cuoi-thang", "dau-thang"]);
    let months = page.months.expect("months");
    assert_eq!(months.filled, [2, 3, 4]);
    assert_eq!(months.before, "1998-05".parse().ok());
    assert_eq!(months.after, None);
    let empty = site.list(ListKind::Category, "tin-tuc", "2000-01".parse().ok(), None).await;
    assert!(empty.cards.is_empty());
    assert_eq!(empty.months.expect("months").after, "2001-02".parse().ok());
}

#[tokio::test]
async fn a_long_month_goes_on_by_key() {
    let site = site().await;
    for number in 1..=25 {
        site.publish(&format!("bai-{number}"), site.below, at("2001-03-31T23:59:59.999+07:00")).await;
    }
    let month = "2001-03".parse().ok();
    let first = site.list(ListKind::Category, "so-tay", month, None).await;
    assert_eq!(first.cards.len() as i64, PAGE_SIZE);
    let second = site.list(ListKind::Category, "so-tay", month, first.next).await;
    assert_eq!(slugs(&second), ["bai-5", "bai-4", "bai-3", "bai-2", "bai-1"]);
    assert_eq!(second.next, None);
}
