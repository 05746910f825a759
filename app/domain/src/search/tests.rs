//! The search in a real, migrated database.

mod bad_input;
mod common_words;
mod related;
mod relevance;

use super::{
    store::{find, index_waiting, load_vain_searches, merge_index, suggest},
    *,
};
use crate::{
    clock::Timestamp,
    db::{Db, Missing},
    id::{AuthorId, CategoryId, SeriesId},
    news::{
        Block, Content, Manuscript, SafeHtml,
        store::{NewAuthor, NewCategory, put_article, put_author, put_category, put_series},
    },
    scope::Reading,
    site::{
        Operator,
        store::{NewSite, put_site},
    },
};

const NOW: Timestamp = Timestamp(1_790_000_000_000);
const DAY: i64 = 86_400_000;

/// A site with a root category `tin-tuc`, `so-tay` below it, and `khac`.
struct Site {
    db: Db,
    root: CategoryId,
    below: CategoryId,
    other: CategoryId,
    _folder: tempfile::TempDir,
}

async fn site() -> Site {
    let folder = tempfile::tempdir().expect("a folder");
    let db = Db::open(&folder.path().join("site.db"), Missing::Create).await.expect("a database");
    let mut tx = db.write().await.expect("a transaction");
    let new = NewSite {
        name: "Cổng thông tin".into(),
        description: String::new(),
        language: "vi".into(),
        time_zone: "Asia/Ho_Chi_Minh".into(),
        operator: Operator::default(),
        introduction_title: String::new(),
        introduction_page: None,
    };
    put_site(&mut tx, &new).await.expect("a site");
    let mut categories = Vec::new();
    for (slug, name, below) in
        [("tin-tuc", "Tin tức", None), ("so-tay", "Sổ tay", Some(0)), ("khac", "Chuyện khác", None)]
    {
        let category = NewCategory {
            slug: slug.parse().expect("a slug"),
            name: name.into(),
            description: String::new(),
            parent: below.map(|place: usize| categories[place]),
            position: 0,
        };
        categories.push(put_category(&mut tx, &category, false).await.expect("a category").0);
    }
    tx.commit().await.expect("committed");
    Site { db, root: categories[0], below: categories[1], other: categories[2], _folder: folder }
}

fn article(slug: &str, category: CategoryId, title: &str, lead: &str, text: &str) -> Manuscript {
    Manuscript {
        slug: slug.parse().expect("a slug"),
        category,
        content: Content { title: title.into(), lead: lead.into(), ..Content::default() },
        body: vec![Block::Html(SafeHtml::rendered(format!("<p>{text}</p>")))],
        words: 0,
        picture: None,
        published_at: Some(Timestamp(NOW.0 - DAY)),
        authors: Vec::new(),
        series: None,
        tags: Vec::new(),
        attachments: Vec::new(),
    }
}

impl Site {
    async fn put(&self, article: &Manuscript) {
        let mut tx = self.db.write().await.expect("a transaction");
        put_article(&mut tx, article, NOW, true).await.expect("an article");
        tx.commit().await.expect("committed");
    }

    async fn publish(&self, slug: &str, title: &str, lead: &str, text: &str) {
        self.put(&article(slug, self.root, title, lead, text)).await;
    }

    fn reading(&self) -> Reading {
        Reading::visitor(&self.db, NOW)
    }

    async fn ask(&self, asked: Asked) -> ResultPage {
        find(&self.reading(), &asked).await.expect("an answer")
    }

    async fn find(&self, typed: &str) -> ResultPage {
        self.ask(Asked { typed: typed.into(), ..Asked::default() }).await
    }

    /// The slugs of what is found.
    async fn slugs(&self, typed: &str) -> Vec<String> {
        slugs(&self.find(typed).await)
    }
}

fn slugs(page: &ResultPage) -> Vec<String> {
    page.found.iter().map(|found| found.card.slug.to_string()).collect()
}

fn written(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| if piece.marked { format!("[{}]", piece.text) } else { piece.text.clone() })
        .collect()
}

#[tokio::test]
async fn words_are_found_however_they_are_typed() {
    let site = site().await;
    site.publish("duong", "Mở đường Đông Anh", "", "Đường mới.").await;
    site.publish("hoa", "Hoà giải ở xóm", "", "Tổ hòa giải.").await;
    site.publish("khong-dau", "TRUONG MAM NON", "", "Tuyen sinh.").await;
    for typed in [
        "đường đông anh",
        "duong dong anh",
        "ĐƯỜNG Đông ANH",
        "Đươ\u{300}ng đông anh",
        "duong đông",
        "mo duong",
    ] {
        assert_eq!(site.slugs(typed).await, ["duong"], "{typed}");
    }
    for typed in ["hoà giải", "hòa giải", "hoa giai"] {
        assert_eq!(site.slugs(typed).await, ["hoa"], "{typed}");
    }
    assert_eq!(site.slugs("trường mầm non").await, ["khong-dau"]);
    assert!(site.slugs("dưỡng đông anh").await.is_empty() || site.find("dưỡng đông anh").await.partial);
}

#[tokio::test]
async fn what_is_found_is_shown_with_its_words_marked() {
    let site = site().await;
    site.publish(
        "tu-sach",
        "Tủ sách làng Vạn Phúc",
        "Một tủ sách nhỏ.",
        "Ở nhà văn hóa có tủ sách cho trẻ em.",
    )
    .await;
    let page = site.find("tu sach").await;
    assert_eq!(written(&page.found[0].title), "[Tủ sách] làng Vạn Phúc");
    let excerpt = written(&page.found[0].excerpt);
    assert!(excerpt.contains("[tủ sách] nhỏ") && !excerpt.contains("<p>"), "{excerpt}");
    assert_eq!((page.count, page.more, page.partial, page.next), (1, false, false, None));
}

#[tokio::test]
async fn only_what_readers_may_see_is_found() {
    let site = site().await;
    site.publish("cu", "Thư viện cũ", "", "").await;
    let mut later = article("mai", site.root, "Thư viện ngày mai", "", "");
    later.published_at = Some(Timestamp(NOW.0 + DAY));
    site.put(&later).await;
    assert_eq!(site.slugs("thư viện").await, ["cu"]);
    assert_eq!(site.find("thư viện").await.count, 1);
    sqlx::query("update articles set published = false where slug = 'cu'")
        .execute(&mut *site.db.write().await.expect("a transaction"))
        .await
        .expect("not committed");
    // What is published anew is found by its new words only.
    site.publish("cu", "Nhà văn hóa cũ", "", "").await;
    assert!(site.slugs("thư viện").await.is_empty());
    assert_eq!(site.slugs("nhà văn hóa").await, ["cu"]);
    let late = Reading { now: Timestamp(NOW.0 + 2 * DAY), ..site.reading() };
    let asked = Asked { typed: "thư viện".into(), ..Asked::default() };
    assert_eq!(slugs(&find(&late, &asked).await.expect("an answer")), ["mai"]);
}

#[tokio::test]
async fn words_in_quotation_marks_stand_together_and_unwanted_ones_nowhere() {
    let site = site().await;
    site.publish("cung", "Một", "", "Cây thư viện xanh ở làng.").await;
    site.publish("roi", "Hai", "", "Viện ấy gửi thư, thư viện khác xanh.").await;
    site.publish("ngoai", "Ba", "", "Gửi thư đến viện.").await;
    assert_eq!(site.slugs("\"thư viện xanh\"").await, ["cung"]);
    assert_eq!(site.slugs("\"thu vien\" -làng").await, ["roi"]);
    assert_eq!(site.slugs("thư viện -\"thư viện\"").await, ["ngoai"]);
    let all = site.slugs("thư viện").await;
    assert_eq!(all.len(), 3);
    assert_eq!(all[2], "ngoai", "apart comes last");
}

#[tokio::test]
async fn the_last_word_may_be_incomplete() {
    let site = site().await;
    site.publish("a", "Lễ hội Lương Sen", "", "").await;
    assert_eq!(site.slugs("lễ hội lươ").await, ["a"]);
    assert_eq!(site.slugs("le hoi luo").await, ["a"]);
    assert!(site.slugs("lươ ").await.is_empty(), "a space ends it");
    assert!(site.slugs("lễ lưỡ").await.is_empty() || site.find("lễ lưỡ").await.partial);
}

#[tokio::test]
async fn articles_are_filtered_by_what_they_belong_to() {
    let site = site().await;
    let mut tx = site.db.write().await.expect("a transaction");
    let author = NewAuthor {
        slug: "lam-khe".parse().expect("a slug"),
        name: "Lam Khê".into(),
        description: String::new(),
        picture: None,
    };
    let author: AuthorId = put_author(&mut tx, &author, false).await.expect("an author").0;
    let slug = "moi-xom".parse().expect("a slug");
    let series: SeriesId = put_series(&mut tx, &slug, "Mỗi xóm", "", false).await.expect("a series").0;
    tx.commit().await.expect("committed");
    let mut one = article("mot", site.below, "Thư viện một", "", "");
    one.authors = vec![author];
    one.published_at = Timestamp::parse("2024-12-31T23:30:00+07:00");
    site.put(&one).await;
    let mut two = article("hai", site.other, "Thư viện hai", "", "");
    two.series = Some(series);
    site.put(&two).await;

    let ask = async |filter: Filter| {
        slugs(&site.ask(Asked { typed: "thư viện".into(), filter, after: None }).await)
    };
    let slug = |text: &str| Some(text.parse().expect("a slug"));
    assert_eq!(ask(Filter::default()).await.len(), 2);
    assert_eq!(ask(Filter { category: slug("tin-tuc"), ..Filter::default() }).await, ["mot"], "below it too");
    assert_eq!(ask(Filter { category: slug("khac"), ..Filter::default() }).await, ["hai"]);
    assert_eq!(ask(Filter { author: slug("lam-khe"), ..Filter::default() }).await, ["mot"]);
    assert_eq!(ask(Filter { series: slug("moi-xom"), ..Filter::default() }).await, ["hai"]);
    assert_eq!(
        ask(Filter { year: Some(2024), ..Filter::default() }).await,
        ["mot"],
        "in the zone of the site"
    );
    assert_eq!(ask(Filter { year: Some(2025), ..Filter::default() }).await, [] as [&str; 0]);
    assert_eq!(ask(Filter { category: slug("khong-co"), ..Filter::default() }).await, [] as [&str; 0]);
    let choices = site.find("").await.choices;
    let categories: Vec<(&str, usize)> =
        choices.categories.iter().map(|(named, depth)| (named.name.as_str(), *depth)).collect();
    assert_eq!(categories, [("Tin tức", 0), ("Sổ tay", 1), ("Chuyện khác", 0)]);
    assert_eq!((choices.years.first(), choices.years.last()), (Some(&2026), Some(&2024)));
    assert_eq!((choices.series.len(), choices.authors.len()), (1, 1));
    // The name of an author is a word of the article.
    assert_eq!(site.slugs("lam khê").await, ["mot"]);
}

#[tokio::test]
async fn pages_follow_each_other_by_key() {
    let site = site().await;
    for number in 0..45 {
        site.publish(&format!("bai-{number}"), &format!("Thư viện {number}"), "", "").await;
    }
    let mut seen = Vec::new();
    let mut after = None;
    for rows in [20, 20, 5] {
        let page = site.ask(Asked { typed: "thư viện".into(), after, ..Asked::default() }).await;
        assert_eq!((page.found.len(), page.count), (rows, 45));
        seen.extend(slugs(&page));
        after = page.next;
    }
    assert_eq!(after, None);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 45, "none twice");
}

#[tokio::test]
async fn where_nothing_has_all_words_the_nearest_is_shown_as_such() {
    let site = site().await;
    site.publish("may-tinh", "Lớp máy tính buổi tối", "Dành cho người lớn.", "Ghi danh ở nhà văn hóa.").await;
    site.publish("khac", "Chuyện khác", "", "Buổi tối ở làng.").await;
    let page = site.find("làm sao ghi danh lớp máy tính buổi tối").await;
    assert!(page.partial);
    assert_eq!(slugs(&page).first().map(String::as_str), Some("may-tinh"));
    assert_eq!(page.count, 0);
    let page = site.find("không có từ nào").await;
    assert!(page.found.is_empty() && page.count == 0);
}

#[tokio::test]
async fn a_mistake_is_answered_with_what_may_have_been_meant() {
    let site = site().await;
    site.publish("khuyen-hoc", "Hội khuyến học xã Yên Mạch", "", "Khuyến học là việc của mọi nhà.").await;
    site.publish("hop", "Họp xóm", "", "Hộp thư.").await;
    assert_eq!(site.find("khuyến hox").await.instead.as_deref(), Some("khuyến học"));
    assert_eq!(site.find("khuyne học").await.instead.as_deref(), Some("khuyến học"));
    assert_eq!(site.find("yen mahc").await.instead.as_deref(), Some("yen mạch"));
    assert_eq!(site.find("khuyến học").await.instead, None);
    assert_eq!(site.find("qwrtz").await.instead, None);
}

#[tokio::test]
async fn other_things_are_found_by_their_names() {
    let site = site().await;
    let names = |page: &ResultPage| page.named.iter().map(|thing| thing.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&site.find("so tay").await), ["Sổ tay"]);
    assert_eq!(names(&site.find("chuyện").await), ["Chuyện khác"]);
    assert!(site.find("không").await.named.is_empty());
    let mut tx = site.db.write().await.expect("a transaction");
    let renamed = NewCategory {
        slug: "so-tay".parse().expect("a slug"),
        name: "Đường làng".into(),
        description: String::new(),
        parent: Some(site.root),
        position: 0,
    };
    put_category(&mut tx, &renamed, true).await.expect("a category");
    tx.commit().await.expect("committed");
    assert!(site.find("so tay").await.named.is_empty());
    assert_eq!(names(&site.find("duong").await), ["Đường làng"]);
}

#[tokio::test]
async fn titles_are_suggested_while_somebody_types() {
    let site = site().await;
    for (slug, title) in [("mot", "Trường mầm non Hoa Sen"), ("hai", "Trường làng"), ("ba", "Tin về trường")]
    {
        site.publish(slug, title, "", "Trường mầm non.").await;
    }
    let suggested = async |typed: &str| {
        let found = suggest(&site.reading(), typed).await.expect("an answer");
        found.articles.into_iter().map(|headline| headline.slug.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(suggested("tru").await, ["ba", "hai", "mot"], "the newest first");
    assert_eq!(suggested("trường m").await, ["ba", "hai", "mot"], "a single letter says little");
    assert_eq!(suggested("trường mầ").await, ["mot"]);
    assert_eq!(suggested("truong mam").await, ["mot"]);
    assert_eq!(suggested("t").await, [] as [&str; 0]);
    assert_eq!(suggested("").await, [] as [&str; 0]);
    let things = suggest(&site.reading(), "tin t").await.expect("an answer").things;
    assert_eq!(things[0].name, "Tin tức");
}

#[tokio::test]
async fn what_an_older_version_saved_is_indexed_later() {
    let site = site().await;
    for number in 0..120 {
        site.publish(&format!("bai-{number}"), "Thư viện", "", "").await;
    }
    let mut tx = site.db.write().await.expect("a transaction");
    for before in [
        "delete from title_words",
        "delete from lead_words",
        "delete from text_words",
        "insert into unindexed_articles select id from articles",
    ] {
        sqlx::query(before).execute(&mut *tx).await.expect("as before the migration");
    }
    tx.commit().await.expect("committed");
    assert_eq!(site.find("thư viện").await.count, 0);
    let mut rounds = 0;
    while index_waiting(&site.db).await.expect("indexed") {
        rounds += 1;
        assert!(rounds < 10, "it ends");
    }
    assert_eq!(site.find("thư viện").await.count, 120);
    let mut merges = 0;
    while merge_index(&site.db).await.expect("merged") {
        merges += 1;
        assert!(merges < 1_000, "it ends");
    }
    assert!(merges > 0);
    assert_eq!(site.find("thư viện").await.count, 120);
}

#[tokio::test]
async fn what_was_searched_in_vain_is_counted() {
    let site = site().await;
    let vain = VainSearches::default();
    for typed in ["Học bổng", "hoc bong", "một hai ba bốn năm sáu bảy tám chín", "🎉", ""] {
        vain.note(typed);
    }
    vain.store(&site.db, NOW).await.expect("stored");
    vain.note("hoc bong");
    vain.store(&site.db, Timestamp(NOW.0 + 1)).await.expect("stored");
    let found = load_vain_searches(&site.db).await.expect("an answer");
    let found: Vec<(&str, i64, i64)> =
        found.iter().map(|vain| (vain.words.as_str(), vain.times, vain.last_at.0)).collect();
    assert_eq!(found, [("hoc bong", 3, NOW.0 + 1)]);
    for number in 0..10_000 {
        vain.note(&format!("lan {number}"));
    }
    vain.store(&site.db, NOW).await.expect("stored");
    assert_eq!(load_vain_searches(&site.db).await.expect("an answer").len(), 201, "the rest is not noted");
}
