use super::{
    super::{ArticleFacts, Elsewhere},
    *,
};
use domain::{
    id::ArticleId,
    media::{Figure, Picture, Tone},
    sharing::Card,
    site::Operator,
};

fn frame() -> Frame {
    Frame {
        about: About {
            name: "Nếp học".into(),
            description: "Trang tin của Hội.".into(),
            url: "https://hoc.example".into(),
        },
        operator: Operator {
            name: "Hội Khuyến học".into(),
            email: "toasoan@hoc.example".into(),
            ..Operator::default()
        },
        menus: Vec::new(),
        links: Vec::new(),
        footer: Vec::new(),
        introduction: None,
        poll: None,
        hidden_from_search: false,
    }
}

fn named(slug: &str, name: &str) -> Named {
    Named { slug: slug.parse().expect("a slug"), name: name.into() }
}

fn article() -> ArticleFacts {
    let picture = Picture {
        name: "9f86d081884c7d65.jpg".into(),
        width: 1600,
        height: 1000,
        alt: "Thư viện".into(),
        tone: Some(Tone::PAPER),
    };
    ArticleFacts {
        id: ArticleId(12),
        card: Card { title: "Sáng đèn".into(), note: String::new(), picture: None },
        figure: Some(Figure { picture, caption: String::new() }),
        published: "2026-09-12T08:00:00+07:00".into(),
        modified: "2026-09-13T10:30:00+07:00".into(),
        section: "Văn hóa đọc".into(),
        byline: Byline { authors: vec![named("le-thi-sen", "Lê Thị Sen")], ..Byline::default() },
        tags: vec![named("doc-sach", "đọc sách"), named("thu-vien", "thư viện")],
        words: 640,
    }
}

fn elsewhere(subject: Subject) -> Elsewhere {
    let steps = vec![("/tin/van-hoa-doc".to_owned(), "Văn hóa đọc".to_owned())];
    Elsewhere { description: "Từ đầu tháng Chín.".into(), steps, feeds: None, subject }
}

fn json_of(title: &str, canonical: Option<&str>, elsewhere: &Elsewhere) -> Option<String> {
    let frame = frame();
    let announcement = Announcement::of(title, canonical, elsewhere, &frame);
    json(&announcement)
}

#[test]
fn an_article_is_described_completely() {
    let facts = article();
    let picture = routes::shared_picture(Some(ArticleId(12)), &facts.card.version("Nếp học"));
    let of = elsewhere(Subject::Article(Box::new(facts)));
    let json = json_of("Sáng đèn", Some("/tin/van-hoa-doc/sang-den-12"), &of).expect("a description");
    let expected = [
        r#"{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle","headline":"Sáng đèn","#,
        r#""description":"Từ đầu tháng Chín.","image":["#,
        r#""https://hoc.example"#,
        &picture,
        r#"","https://hoc.example/media/9f86d081884c7d65-1200.jpg"],"#,
        r#""datePublished":"2026-09-12T08:00:00+07:00","dateModified":"2026-09-13T10:30:00+07:00","#,
        r#""author":[{"@type":"Person","name":"Lê Thị Sen","url":"https://hoc.example/tac-gia/le-thi-sen"}],"#,
        r#""publisher":{"@type":"Organization","@id":"https://hoc.example/#don-vi","name":"Hội Khuyến học","#,
        r#""url":"https://hoc.example/","logo":"https://hoc.example/icon-512.png","#,
        r#""email":"toasoan@hoc.example"},"#,
        r#""mainEntityOfPage":{"@type":"WebPage","@id":"https://hoc.example/tin/van-hoa-doc/sang-den-12"},"#,
        r#""articleSection":"Văn hóa đọc","keywords":["đọc sách","thư viện"],"wordCount":640,"#,
        r#""inLanguage":"vi","isAccessibleForFree":true},"#,
        r#"{"@type":"BreadcrumbList","itemListElement":["#,
        r#"{"@type":"ListItem","position":1,"name":"Nếp học","item":"https://hoc.example/"},"#,
        r#"{"@type":"ListItem","position":2,"name":"Văn hóa đọc","item":"https://hoc.example/tin/van-hoa-doc"}]}]}"#,
    ];
    assert_eq!(json, expected.concat());
}

#[test]
fn the_front_page_names_the_organisation_and_the_search() {
    let of = Elsewhere { subject: Subject::Front, ..Elsewhere::default() };
    let json = json_of("", Some("/"), &of).expect("a description");
    for part in [
        r#"{"@type":"Organization","@id":"https://hoc.example/#don-vi","name":"Hội Khuyến học""#,
        r#"{"@type":"WebSite","@id":"https://hoc.example/#trang-web","name":"Nếp học""#,
        r#""urlTemplate":"https://hoc.example/tim-kiem?q={search_term_string}""#,
        r#""query-input":"required name=search_term_string""#,
    ] {
        assert!(json.contains(part), "{part}: {json}");
    }
    assert!(!json.contains("BreadcrumbList"), "the front page is below nothing: {json}");
}

#[test]
fn a_page_that_should_not_be_found_says_nothing() {
    assert_eq!(json_of("Tin cũ hơn", None, &elsewhere(Subject::List)), None);
    assert_eq!(json_of("Trang", Some("/trang/a"), &Elsewhere::default()), None);
}

#[test]
fn no_title_ends_the_element() {
    for title in
        ["</script><script>alert(1)</script>", "<!-- <script>", "]]>", "a\"b\\c\u{2028}", "{\"@type\":1}"]
    {
        let json = json_of(title, Some("/tin/a"), &elsewhere(Subject::List)).expect("a description");
        assert!(!json.contains('<'), "{json}");
        let read: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(read["@graph"][0]["name"], title);
    }
}

#[test]
fn whoever_wrote_it_is_named() {
    let about = frame().about;
    let authors = |byline: Byline| serde_json::to_string(&authors(&byline, "Hội", &about)).expect("JSON");
    let alone = Byline { author: "Minh Anh".into(), organisation: "Chi hội".into(), ..Byline::default() };
    assert_eq!(authors(alone), r#"[{"@type":"Person","name":"Minh Anh"}]"#);
    let organisation = Byline { organisation: "Chi hội".into(), ..Byline::default() };
    assert_eq!(authors(organisation), r#"[{"@type":"Organization","name":"Chi hội"}]"#);
    assert_eq!(authors(Byline::default()), r#"[{"@type":"Organization","name":"Hội"}]"#);
}
