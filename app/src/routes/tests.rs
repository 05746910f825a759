//! Every address is read as it is written.

use super::*;

fn slug(text: &str) -> Slug {
    text.parse().expect("a slug")
}

#[test]
fn an_article_is_known_by_the_id_at_the_end() {
    assert_eq!(read("/tin/a/bai-viet-12", ""), Some(Address::Article(ArticleId(12))));
    assert_eq!(read("/tin/a/B%C3%80I-VI%E1%BA%BET-12", ""), Some(Address::Article(ArticleId(12))));
    assert_eq!(read("/tin/a/12", ""), Some(Address::Article(ArticleId(12))));
    for wrong in ["/tin/a/bai-viet", "/tin/a/bai-viet-012", "/tin", "/tin/a/b/c-1", "/khac"] {
        assert_eq!(read(wrong, ""), None, "{wrong}");
    }
}

#[test]
fn a_list_is_read_as_it_is_written() {
    let key: PageKey = "1711289160000-7".parse().expect("a key");
    let march: Month = "2024-03".parse().expect("a month");
    for kind in [ListKind::Category, ListKind::Series, ListKind::Tag, ListKind::Author] {
        for month in [None, Some(march).filter(|_| kind == ListKind::Category)] {
            for before in [None, Some(key)] {
                let written = list(kind, &slug("tin-tuc"), month, before);
                let (path, query) = written.split_once('?').unwrap_or((&written, ""));
                let expected = Address::List {
                    kind,
                    slug: "tin-tuc".into(),
                    month: month.map(String::from),
                    before: before.map(|key| key.to_string()),
                };
                assert_eq!(read(path, query), Some(expected), "{written}");
            }
        }
    }
}

#[test]
fn what_people_type_is_kept_for_the_server_to_judge() {
    let read = read("/the/%C4%90%E1%BB%8Dc%20S%C3%A1ch", "x=1&truoc=%3C&truoc=2");
    let expected =
        Address::List {
            kind: ListKind::Tag, slug: "Đọc Sách".into(), month: None, before: Some("<".into())
        };
    assert_eq!(read, Some(expected));
}

#[test]
fn pages_have_one_address() {
    assert_eq!(read(FRONT, ""), Some(Address::Front));
    assert_eq!(read("/chuyen-de/", ""), Some(Address::AllSeries));
    assert_eq!(read(ALL_SERIES, ""), Some(Address::AllSeries));
    assert_eq!(read(&page(&slug("gioi-thieu")), ""), Some(Address::Page("gioi-thieu".into())));
    assert_eq!(read(POLLS, ""), Some(Address::Polls { before: None }));
    let poll_page = Address::Poll { id: PollId(3), receipt: None };
    assert_eq!(read(&poll(PollId(3)), ""), Some(poll_page));
    let looked_up = Address::Poll { id: PollId(3), receipt: Some("1-AB".into()) };
    assert_eq!(read("/binh-chon/3", "phieu=1-AB"), Some(looked_up));
    assert_eq!(read("/binh-chon/03", ""), None);
    assert_eq!(read(STATISTICS, ""), Some(Address::Statistics { period: None }));
    assert_eq!(read(COUNTING, ""), Some(Address::Counting));
    assert_eq!(read(KEPT, ""), Some(Address::Kept));
    let november = Address::Statistics { period: Some("2026-11".into()) };
    assert_eq!(read("/thong-ke/2026-11", ""), Some(november));
    let topics = [
        domain::polls::live_topic(PollId(3)),
        domain::polls::live_topic(PollId(7)),
        domain::statistics::LIVE,
    ];
    assert_eq!(live(&topics), "/live?topics=poll.3,poll.7,statistics");
    assert_eq!(read_framed(&framed_poll(PollId(3))), Some(PollId(3)));
    assert_eq!(read_framed(&poll(PollId(3))), None);
}

#[cfg(feature = "ssr")]
#[test]
fn a_shared_picture_is_read_as_it_is_written() {
    for of in [None, Some(ArticleId(12))] {
        let written = shared_picture(of, "0a1b2c");
        let name = written.strip_prefix("/chia-se/").expect("the folder");
        assert_eq!(read_shared_picture(name), Some((of, "0a1b2c")));
    }
    for wrong in ["12-0a.png", "12.jpg", "-0a.jpg", "012-0a.jpg", "khac-0a.jpg"] {
        assert_eq!(read_shared_picture(wrong), None, "{wrong}");
    }
}
