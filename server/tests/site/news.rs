//! The news for a reader without JavaScript.

mod front;
mod live;

use crate::support::{TestSite, archive, between, starter, titles};
use std::{collections::BTreeSet, fs};

#[tokio::test]
async fn newer_and_older_are_ten_each_the_nearest_first_and_stable_for_equal_times() {
    let pack = archive(30);
    let site = TestSite::with(&[pack.path()], "http://site.test").await;
    let page = site.get("/tin/kho/bai-15-15").await.text;
    let newer = between(&page, "Những tin mới hơn", "Những tin cũ hơn");
    let older = between(&page, "Những tin cũ hơn", "</nav>");
    let numbered =
        |numbers: &mut dyn Iterator<Item = u32>| numbers.map(|n| format!("Bài {n:02}")).collect::<Vec<_>>();
    assert_eq!(titles(newer), numbered(&mut (16..=25)));
    assert_eq!(titles(older), numbered(&mut (5..=14).rev()));

    // 28, 29 and 30 were published at the same time.
    let page = site.get("/tin/kho/bai-29-29").await.text;
    assert_eq!(titles(between(&page, "Những tin mới hơn", "Những tin cũ hơn")), ["Bài 30"]);
    assert_eq!(titles(between(&page, "Những tin cũ hơn", "</nav>"))[0], "Bài 28");
}

#[tokio::test]
async fn the_pages_of_a_category_hold_every_article_once() {
    let pack = archive(45);
    let site = TestSite::with(&[pack.path()], "http://site.test").await;
    for category in ["kho", "goc"] {
        let (mut address, mut found, mut pages) = (format!("/tin/{category}"), Vec::new(), 0);
        loop {
            let page = site.get(&address).await.text;
            found.extend(titles(between(&page, "<main", "</main>")));
            pages += 1;
            let next = page.split(&format!("href=\"/tin/{category}?truoc=")).nth(1);
            let Some(key) = next.and_then(|rest| rest.split('"').next()) else { break };
            address = format!("/tin/{category}?truoc={key}");
        }
        let expected: Vec<String> = (1..=45).rev().map(|number| format!("Bài {number:02}")).collect();
        assert_eq!((found, pages), (expected, 3), "{category}");
    }
}

#[tokio::test]
async fn the_body_of_an_article_crosses_the_wire_once() {
    let site = TestSite::starter().await;
    for address in ["/tin/van-hoa-doc/thu-vien-lang-sang-den-buoi-toi-13", "/trang/lien-he"] {
        let page = site.get(address).await.text;
        let prose = between(&page, "<div class=\"prose\">", "</div>");
        let sentence: String = prose.split("<p>").last().expect("a paragraph").chars().take(60).collect();
        // The last paragraph: the first may also be in the description.
        assert_eq!(page.matches(&sentence).count(), 1, "{address}: {sentence}");
    }
}

#[tokio::test]
async fn a_chat_can_show_a_card() {
    let site = TestSite::starter().await;
    let page = site.get("/tin/van-hoa-doc/thu-vien-lang-sang-den-buoi-toi-13").await.text;
    let head = between(&page, "<head>", "</head>");
    for part in [
        "<title>Thư viện làng sáng đèn buổi tối – Nếp học Lương Sen</title>",
        "property=\"og:title\" content=\"Thư viện làng sáng đèn buổi tối\"",
        "property=\"og:image\" content=\"http://site.test/chia-se/",
        "property=\"og:type\" content=\"article\"",
        "property=\"article:published_time\" content=\"2026-09-12T08:00:00+07:00\"",
        "name=\"description\" content=\"Từ đầu tháng Chín",
    ] {
        assert!(head.contains(part), "{part}");
    }
}

#[tokio::test]
async fn a_title_is_shown_as_it_was_written() {
    let site = TestSite::starter().await;
    let page = site.get("/tin/tin-co-so/giu-nep-hoc-tu-moi-xom-nho-o-xa-yen-mach-21").await.text;
    assert!(page.contains("GIỮ NẾP HỌC TỪ MỖI XÓM NHỎ Ở XÃ YÊN MẠCH</h1>"));
    assert!(page.contains("article__title shouted"));
    assert!(page.contains('\u{a0}') || page.contains("&nbsp;"), "non-breaking spaces stay");
    assert_eq!(between(&page, "<article", "</article>").matches("<figcaption>").count(), 3);
}

#[tokio::test]
async fn an_article_can_be_passed_on_and_found_from_paper_but_a_static_page_is_no_news() {
    let site = TestSite::starter().await;
    let address = "/tin/van-hoa-doc/thu-vien-lang-sang-den-buoi-toi-13";
    let page = site.get(address).await.text;
    let article = between(&page, "<article", "</article>");
    assert!(article.contains(&format!("class=\"printed-address\">Địa chỉ: http://site.test{address}</p>")));
    let share = between(article, "class=\"share\">", "</section>");
    let links: Vec<&str> = share.split("<a ").skip(1).filter_map(|link| link.split('>').next()).collect();
    let (elsewhere, here): (Vec<_>, Vec<_>) =
        links.into_iter().partition(|link| link.contains("href=\"https://"));
    for link in &elsewhere {
        assert!(link.contains("rel=\"noopener nofollow\""), "{link}");
    }
    assert_eq!(elsewhere.len(), 2, "{share}");
    for link in &here {
        assert!(link.contains("href=\"mailto:") || link.contains("href=\"/"), "{link}");
    }
    let page = site.get("/trang/gioi-thieu").await.text;
    let page = between(&page, "<article", "</article>");
    assert!(page.contains("Địa chỉ: http://site.test/trang/gioi-thieu</p>"), "{page}");
    assert!(!page.contains("class=\"share\""), "{page}");
}

#[tokio::test]
async fn the_menu_marks_the_category_that_a_page_lies_in() {
    let site = TestSite::starter().await;
    for (address, marked) in [
        ("/tin/lop-hoc-cong-dong/lich-lop-hoc-cong-dong-ba-thang-cuoi-nam-16", "Học tập suốt đời"),
        ("/tin/lop-hoc-cong-dong", "Học tập suốt đời"),
        ("/tin/van-hoa-doc/thu-vien-lang-sang-den-buoi-toi-13", "Văn hóa đọc"),
        ("/chuyen-de/moi-xom-mot-tu-sach", "Chuyên đề"),
        ("/", "Trang nhất"),
    ] {
        let page = site.get(address).await.text;
        let bar = between(&page, "<ul class=\"menu__bar\">", "</ul>");
        let current: Vec<&str> = bar
            .split("<a ")
            .skip(1)
            .filter(|link| link.split('>').next().is_some_and(|tag| tag.contains("aria-current")))
            .map(|link| between(link, ">", "</a>"))
            .collect();
        assert_eq!(current, [marked], "{address}");
    }
}

/// The addresses of the articles that a part of a page links to.
fn articles(html: &str) -> BTreeSet<&str> {
    let links = html.split("<a href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    links.filter(|address| address.starts_with("/tin/") && address.matches('/').count() == 3).collect()
}

#[tokio::test]
async fn no_article_is_a_dead_end() {
    let site = TestSite::starter().await;
    let (mut open, mut seen) = (vec!["/".to_owned()], BTreeSet::new());
    while let Some(address) = open.pop() {
        let page = site.get(&address).await.text;
        let main = between(&page, "<main", "</main>");
        let mut on = articles(main);
        if address != "/" {
            // After the article itself, with its series.
            let lists = main.split_once("</article>").expect("an article").1;
            on = articles(lists);
            assert!(on.len() >= 6 && !on.contains(&*address), "{address} leads to {on:?}");
            let (neighbours, related) = lists.split_once("Mời quý vị đọc tiếp").expect("others");
            assert!(related.contains("-320.webp"), "{address}: with small pictures");
            assert!(articles(related).is_disjoint(&articles(neighbours)), "{address}: each once");
        }
        open.extend(on.into_iter().map(str::to_owned).filter(|address| seen.insert(address.clone())));
    }
    let all = fs::read_dir(starter().join("articles")).expect("a folder").count();
    assert_eq!(seen.len(), all, "from the front page on, every article is found by going on");
}

#[tokio::test]
async fn one_article_alone_offers_no_empty_lists() {
    let pack = archive(1);
    let site = TestSite::with(&[pack.path()], "http://site.test").await;
    let page = site.get("/tin/kho/bai-01-1").await;
    assert_eq!(page.status, 200);
    assert!(!page.text.contains("neighbours"), "no list without articles");
}

/// Inline elements.
const IN_LINE: [&str; 7] = ["a", "span", "label", "time", "strong", "em", "input"];

/// Where an inline element follows another without a space.
fn stuck(html: &str) -> Option<String> {
    let name = |tag: &str| tag.split([' ', '>']).next().unwrap_or_default().to_owned();
    let places = html.match_indices("><").map(|(place, _)| html.split_at(place + 1));
    let mut stuck = places.filter_map(|(before, after)| {
        let tag = before.rsplit('<').next().filter(|tag| tag.starts_with(['/', 'i']))?;
        let ended = name(tag.trim_start_matches('/'));
        let begun = name(after.trim_start_matches('<'));
        let both = IN_LINE.contains(&&*ended) && IN_LINE.contains(&&*begun);
        both.then(|| format!("<{tag}{}", after.chars().take(60).collect::<String>()))
    });
    stuck.next()
}

#[tokio::test]
async fn without_a_style_sheet_no_words_stick_together() {
    assert_eq!(stuck("<b><a>một</a><a>hai</a></b>").as_deref(), Some("</a><a>hai</a></b>"));
    assert_eq!(stuck("<a>một</a> <a>hai</a><p><input type=\"radio\"> <label>ba</label></p>"), None);
    let site = TestSite::starter().await;
    for address in [
        "/tin/van-hoa-doc/chuyen-xe-sach-di-doc-trien-de-12",
        "/tin/van-hoa-doc/thu-vien-lang-sang-den-buoi-toi-13",
    ] {
        assert_eq!(site.get(address).await.status, 200);
    }
    site.counted().await;
    for address in [
        "/",
        "/tin/hoc-tap-suot-doi",
        "/tin/van-hoa-doc/thang/2026-09",
        "/tin/van-hoa-doc?truoc=1790000000000-99",
        "/chuyen-de",
        "/chuyen-de/moi-xom-mot-tu-sach",
        "/the/doc-sach",
        "/tac-gia/le-thi-sen",
    ] {
        let page = site.get(address).await;
        assert_eq!(page.status, 200, "{address}");
        let side = between(&page.text, "layout__served\">", "</aside>");
        for part in [between(&page.text, "<main", "</main>"), side] {
            assert_eq!(stuck(&part.replace("<!>", "")), None, "{address}");
        }
    }
}

#[tokio::test]
async fn the_starter_pack_says_quy_vi_to_its_readers() {
    // People in general, and people in a story.
    const NOT_THE_READER: [&str; 5] = ["đọc", "trẻ", "gái", "giữ", "số"];
    let mut files = vec![starter().join("site.toml")];
    for folder in ["articles", "pages"] {
        let folder = fs::read_dir(starter().join(folder)).expect("a folder");
        files.extend(folder.flatten().map(|entry| entry.path()));
    }
    assert!(files.len() > 20);
    for file in files {
        let text = fs::read_to_string(&file).expect("a text").to_lowercase();
        let words = text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty());
        let words: Vec<&str> = words.collect();
        for two in words.windows(2) {
            assert!(two[0] != "bạn" || NOT_THE_READER.contains(&two[1]), "{}: {two:?}", file.display());
        }
    }
}
