//! What two people write comes together, and only where both changed the same is anybody asked.

mod limits;
mod properties;

use super::*;
use crate::drafting::Item;

fn body(body: &str) -> Draft {
    Draft { body: body.to_owned(), ..Draft::default() }
}

fn merged(base: &str, mine: &str, theirs: &str) -> String {
    merge(&body(base), &body(mine), &body(theirs), &[]).expect("no question").body
}

fn asked(base: &str, mine: &str, theirs: &str) -> Vec<Question> {
    merge(&body(base), &body(mine), &body(theirs), &[]).expect_err("a question")
}

/// Paragraphs with these texts.
fn text(paragraphs: &[&str]) -> String {
    paragraphs.iter().map(|text| format!("<p>{text}</p>")).collect::<Vec<_>>().join("\n")
}

fn block(base: Option<&str>, mine: Option<&str>, theirs: Option<&str>) -> Question {
    let html = |text: Option<&str>| text.map(|text| format!("<p>{text}</p>"));
    Question { place: Place::Block, base: html(base), mine: html(mine), theirs: html(theirs) }
}

#[test]
fn changes_of_different_fields_come_together() {
    let base: Draft =
        serde_json::from_str(r#"{"texts": {"tieu-de": "Một", "sapo": "Hai"}}"#).expect("a draft");
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    mine.set_text("tieu-de", "Một mới".into());
    theirs.set_text("sapo", String::new());
    theirs.set_text("nhan", "Tin".into());
    theirs.body = text(&["Thân bài"]);
    let both = merge(&base, &mine, &theirs, &[]).expect("no question");
    let texts: Vec<_> = both.texts.iter().map(|(field, text)| (&**field, &**text)).collect();
    assert_eq!(texts, [("nhan", "Tin"), ("tieu-de", "Một mới")]);
    assert_eq!(both.body, theirs.body);
}

#[test]
fn the_same_change_on_both_sides_is_made_once() {
    let (base, new) = (text(&["một", "hai"]), text(&["một", "mới", "hai hai"]));
    assert_eq!(merged(&base, &new, &new), new);
    // The first side has gone on writing since the other got its text.
    let on = text(&["một", "mới", "hai hai", "ba"]);
    assert_eq!(merged(&base, &on, &new), on);
    assert_eq!(merged(&base, &new, &on), on);
}

#[test]
fn a_field_that_both_changed_is_asked_about() {
    let draft = |title: &str| {
        let mut draft = Draft::default();
        draft.set_text("tieu-de", title.to_owned());
        draft
    };
    let questions = merge(&draft("Một"), &draft("Một a"), &draft("Một b"), &[]).expect_err("a question");
    let some = |text: &str| Some(text.to_owned());
    let place = Place::Text("tieu-de".into());
    let question = Question { place, base: some("Một"), mine: some("Một a"), theirs: some("Một b") };
    assert_eq!(questions, std::slice::from_ref(&question));
    let decided = |choice| {
        let decision = Decision { question: question.clone(), choice };
        merge(&draft("Một"), &draft("Một a"), &draft("Một b"), &[decision]).expect("no question")
    };
    assert_eq!(decided(Choice::Mine), draft("Một a"));
    assert_eq!(decided(Choice::Theirs), draft("Một b"));
    assert_eq!(decided(Choice::Both), draft("Một a Một b"));
    assert_eq!(decided(Choice::Written("Một c".into())), draft("Một c"));
    assert_eq!(decided(Choice::Written(String::new())), draft(""));
    let again = Decision { question, choice: Choice::Mine };
    assert!(
        merge(&draft("Một"), &draft("Một c"), &draft("Một b"), &[again]).is_err(),
        "it was about another text"
    );
}

#[test]
fn changes_of_neighbours_come_together() {
    let base = text(&["một hai ba", "bốn năm sáu", "bảy tám chín"]);
    let mine = text(&["một hai ba a", "bốn năm sáu", "bảy tám chín c"]);
    let theirs = text(&["một hai ba", "bốn năm b sáu", "bảy tám chín"]);
    assert_eq!(merged(&base, &mine, &theirs), text(&["một hai ba a", "bốn năm b sáu", "bảy tám chín c"]));
    // Also if nothing of a block is left.
    let mine = text(&["x y z", "bốn năm sáu", "bảy tám chín"]);
    let theirs = text(&["một hai ba", "u v", "bảy tám chín"]);
    assert_eq!(merged(&base, &mine, &theirs), text(&["x y z", "u v", "bảy tám chín"]));
}

#[test]
fn what_one_removes_the_other_may_have_around_it() {
    let base = text(&["một", "hai", "ba"]);
    assert_eq!(
        merged(&base, &text(&["một", "ba"]), &text(&["một", "hai", "mới", "ba a"])),
        text(&["một", "mới", "ba a"])
    );
    assert_eq!(merged(&base, "", &text(&["một", "hai", "ba", "bốn"])), text(&["bốn"]));
}

#[test]
fn text_without_tags_is_merged_by_lines() {
    let both = merged("một\nhai\nba", "một a\nhai\nba", "một\nhai\nba b\u{a0}");
    assert_eq!(both, "một a\nhai\nba b\u{a0}", "a space that does not break is a character");
}

#[test]
fn new_blocks_at_one_place_are_all_kept_mine_first() {
    let base = text(&["một", "hai"]);
    let (mine, theirs) = (text(&["một", "a", "b", "hai"]), text(&["một", "c", "hai"]));
    assert_eq!(merged(&base, &mine, &theirs), text(&["một", "a", "b", "c", "hai"]));
    assert_eq!(merged("", &text(&["a"]), &text(&["b"])), text(&["a", "b"]));
}

#[test]
fn a_moved_block_keeps_what_the_other_changed_in_it() {
    let base = text(&["một hai ba", "bốn năm sáu", "bảy tám chín", "mười"]);
    let mine = text(&["bảy tám chín", "một hai ba", "bốn năm sáu", "mười"]);
    let theirs = text(&["một hai ba", "bốn năm sáu", "bảy tám mới chín", "mười"]);
    assert_eq!(
        merged(&base, &mine, &theirs),
        text(&["bảy tám mới chín", "một hai ba", "bốn năm sáu", "mười"])
    );
    assert_eq!(
        merged(&base, &theirs, &mine),
        text(&["bảy tám mới chín", "một hai ba", "bốn năm sáu", "mười"])
    );
}

#[test]
fn a_changed_block_is_recognised_among_new_ones() {
    let base = text(&["một hai ba", "bốn năm sáu", "bảy tám chín mười", "cuối cùng"]);
    let theirs = text(&["bảy tám chín mười", "một hai ba", "bốn năm sáu", "cuối cùng"]);
    // In its place, and moved.
    let mine = text(&["một hai ba", "bốn năm sáu", "mới", "mới bảy tám và mười", "khác", "cuối cùng"]);
    let both = text(&["mới bảy tám và mười", "một hai ba", "bốn năm sáu", "mới", "khác", "cuối cùng"]);
    assert_eq!(merged(&base, &mine, &theirs), both);
    let mine = text(&["một hai ba", "mới bảy tám và mười", "bốn năm sáu", "cuối cùng", "khác"]);
    let both = text(&["một hai ba", "mới bảy tám và mười", "bốn năm sáu", "cuối cùng", "khác"]);
    assert_eq!(merged(&base, &mine, &theirs), both);
}

#[test]
fn a_block_that_both_moved_is_there_once() {
    let base = text(&["một", "hai", "ba", "bốn", "năm"]);
    let (mine, theirs) =
        (text(&["ba", "một", "hai", "bốn", "năm"]), text(&["một", "hai", "bốn", "năm", "ba"]));
    assert_eq!(merged(&base, &mine, &theirs), mine);
}

#[test]
fn a_block_that_both_changed_is_asked_about_word_by_word() {
    let base = text(&["đầu", "một hai ba", "cuối"]);
    let (mine, theirs) =
        (text(&["đầu", "một <b>hai</b> ba a", "cuối x"]), text(&["đầu y", "một ba &amp; b", "cuối"]));
    let questions = asked(&base, &mine, &theirs);
    assert_eq!(questions, [block(Some("một hai ba"), Some("một <b>hai</b> ba a"), Some("một ba &amp; b"))]);
    let compared = questions[0].compared();
    let words = |comparison: &Comparison| {
        comparison.pieces.iter().map(|piece| (piece.kind, piece.text.clone())).collect::<Vec<_>>()
    };
    let of = |kind, text: &str| (kind, text.to_owned());
    assert_eq!(words(&compared.mine), [of(Kind::Kept, "một hai ba "), of(Kind::Added, "a")]);
    assert_eq!(
        words(&compared.theirs),
        [of(Kind::Kept, "một "), of(Kind::Removed, "hai "), of(Kind::Kept, "ba "), of(Kind::Added, "& b")]
    );
    let decision = Decision { question: questions[0].clone(), choice: Choice::Both };
    let both = merge(&body(&base), &body(&mine), &body(&theirs), &[decision]).expect("no question");
    assert_eq!(both.body, text(&["đầu y", "một <b>hai</b> ba a", "một ba &amp; b", "cuối x"]));
}

#[test]
fn a_block_that_one_changed_and_the_other_removed_is_asked_about() {
    let base = text(&["đầu", "một hai ba", "cuối"]);
    let (without, longer) = (text(&["đầu", "cuối"]), text(&["đầu", "một hai ba a", "cuối"]));
    assert_eq!(asked(&base, &without, &longer), [block(Some("một hai ba"), None, Some("một hai ba a"))]);
    assert_eq!(asked(&base, &longer, &without), [block(Some("một hai ba"), Some("một hai ba a"), None)]);
}

#[test]
fn words_that_are_removed_at_the_end_stand_apart_from_those_before() {
    let compared = compare("mở lại sau mùa nước", "mở lại", false);
    let of = |kind, text: &str| Piece { kind, text: text.to_owned() };
    assert_eq!(compared.pieces, [of(Kind::Kept, "mở lại "), of(Kind::Removed, "sau mùa nước")]);
}

#[test]
fn a_change_that_shows_in_no_word_is_said_to_be_one() {
    let compared = compare("<p>một <b>hai</b></p>", "<h2>một hai</h2>", true);
    assert!(compared.only_markup);
    assert!(!compare("<p>một</p>", "<p>một</p>", true).only_markup);
    assert!(!compare("một", "<b>một</b>", false).only_markup, "a title has no markup");
    let seen = compare(
        "",
        "<ul><li>a<br>b</li><li><img alt=\"Cây\" src=\"/a\"></li></ul><p data-poll=\"7\"></p>",
        true,
    );
    assert_eq!(seen.pieces, [Piece { kind: Kind::Added, text: "a\nb\n[Hình: Cây]\n[Bình chọn 7]".into() }]);
}

fn list(items: &[(&str, &str)]) -> Draft {
    let item = |(key, text): &(&str, &str)| Item { key: (*key).to_owned(), text: (*text).to_owned() };
    Draft { lists: [("tep".to_owned(), items.iter().map(item).collect())].into(), ..Draft::default() }
}

#[test]
fn lists_are_merged_by_entry() {
    let base = list(&[("1", "Đơn"), ("2", "Mẫu"), ("3", "Sách")]);
    let mine = list(&[("2", "Mẫu mới"), ("3", "Sách"), ("4", "Thư")]);
    let theirs = list(&[("3", "Sách"), ("1", "Đơn"), ("2", "Mẫu"), ("4", "Thư"), ("5", "Ảnh")]);
    let both = merge(&base, &mine, &theirs, &[]);
    assert_eq!(both, Ok(list(&[("3", "Sách"), ("2", "Mẫu mới"), ("4", "Thư"), ("5", "Ảnh")])));
    let questions = merge(&base, &mine, &list(&[("1", "Đơn"), ("2", "Mẫu cũ"), ("3", "Sách")]), &[]);
    let some = |text: &str| Some(text.to_owned());
    let place = Place::Item { list: "tep".into(), key: "2".into() };
    let question =
        Question { place, base: some("Mẫu"), mine: some("Mẫu mới"), theirs: some("Mẫu cũ") };
    assert_eq!(questions, Err(vec![question]));
}
