//! The promises of the merge for random texts.

use super::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A change of one block, which stands at a place counted among all blocks of the side.
#[derive(Debug, Clone)]
enum Edit {
    Write(usize),
    Rewrite(usize),
    Remove(usize),
    Insert(usize),
    Move(usize, usize),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let place = 0_usize..40;
    let edit = prop_oneof![
        3 => place.clone().prop_map(Edit::Write),
        1 => place.clone().prop_map(Edit::Rewrite),
        2 => place.clone().prop_map(Edit::Remove),
        3 => place.clone().prop_map(Edit::Insert),
        2 => (place.clone(), place).prop_map(|(from, to)| Edit::Move(from, to)),
    ];
    prop::collection::vec(edit, 0..8)
}

/// Makes changes, in blocks that are `own` only; new words begin with the name of the side.
fn edited(base: &[String], edits: &[Edit], side: &str, own: impl Fn(&str) -> bool) -> Vec<String> {
    let mut blocks = base.to_vec();
    for (number, edit) in edits.iter().enumerate() {
        let many = blocks.len().max(1);
        let new = format!("{side}{number}");
        let owns = |blocks: &[String], at: usize| blocks.get(at).is_some_and(|block| own(block));
        match *edit {
            Edit::Insert(at) => {
                blocks.insert(at % (many + 1).min(blocks.len() + 1), format!("<p>{new} {new}b</p>"))
            }
            Edit::Write(at) if owns(&blocks, at % many) => {
                let block = &mut blocks[at % many];
                block.insert_str(block.len() - 4, &format!(" {new}"));
            }
            Edit::Rewrite(at) if owns(&blocks, at % many) => {
                let block = &mut blocks[at % many];
                let words = block.len() - 4;
                let keep = block[..words].rfind(' ').unwrap_or(words);
                block.replace_range(keep..words, &format!(" {new}"));
            }
            Edit::Remove(at) if owns(&blocks, at % many) => drop(blocks.remove(at % many)),
            Edit::Move(from, to) if owns(&blocks, from % many) => {
                let block = blocks.remove(from % many);
                blocks.insert(to % many, block);
            }
            _ => {}
        }
    }
    blocks
}

fn words(body: &str) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    for word in body.replace("<p>", " ").replace("</p>", " ").split_whitespace() {
        *words.entry(word.to_owned()).or_default() += 1;
    }
    words
}

/// Words of a text that the base has not.
fn added(base: &str, side: &str) -> BTreeSet<String> {
    let base = words(base);
    words(side).into_keys().filter(|word| !base.contains_key(word)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn changes_of_different_blocks_are_all_kept_and_nobody_is_asked(
        many in 1_usize..12,
        mine in edits(),
        theirs in edits(),
    ) {
        let blocks: Vec<_> = (0..many).map(|at| format!("<p>k{at} a{at} b{at} c{at} d{at} e{at}</p>")).collect();
        let owner = |block: &str| {
            let digits: String = block.trim_start_matches("<p>k").chars().take_while(char::is_ascii_digit).collect();
            if block.starts_with("<p>k") { digits.parse::<usize>().ok().map(|at| at % 2) } else { None }
        };
        let mine = edited(&blocks, &mine, "m", |block| owner(block) != Some(1));
        let theirs = edited(&blocks, &theirs, "t", |block| owner(block) != Some(0));
        let (base, mine_body, theirs_body) = (blocks.join("\n"), mine.join("\n"), theirs.join("\n"));
        let both = merge(&body(&base), &body(&mine_body), &body(&theirs_body), &[]);
        let both = both.map_err(|asked| TestCaseError::fail(format!("{asked:#?}")))?.body;
        // Each block is as its owner left it, and each new block is there, once.
        let is_own = |block: &&String, of: usize| owner(block).is_none_or(|owner| owner == of);
        let kept = mine.iter().filter(|block| is_own(block, 0)).chain(theirs.iter().filter(|block| is_own(block, 1)));
        let mut expected: Vec<_> = kept.map(String::as_str).collect();
        let mut found: Vec<_> = both.lines().collect();
        expected.sort_unstable();
        found.sort_unstable();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn no_word_that_anybody_added_is_lost(
        base in prop::collection::vec(prop::sample::select(vec!["một hai", "một", "", "hai ba bốn năm", "ba"]), 0..10),
        mine in edits(),
        theirs in edits(),
    ) {
        let blocks: Vec<_> = base.iter().map(|text| format!("<p>{text}</p>")).collect();
        let base = blocks.join("\n");
        let mine = edited(&blocks, &mine, "m", |_| true).join("\n");
        let theirs = edited(&blocks, &theirs, "t", |_| true).join("\n");
        let drafts = [&base, &mine, &theirs].map(|text| body(text));
        let both = merge(&drafts[0], &drafts[1], &drafts[2], &[]).or_else(|asked| {
            let decided = asked.into_iter().map(|question| Decision { question, choice: Choice::Both });
            merge(&drafts[0], &drafts[1], &drafts[2], &decided.collect::<Vec<_>>())
        });
        let both = words(&both.map_err(|asked| TestCaseError::fail(format!("{asked:#?}")))?.body);
        for word in added(&base, &mine).iter().chain(&added(&base, &theirs)) {
            prop_assert!(both.contains_key(word), "{} in {:?}", word, both);
        }
    }

    #[test]
    fn one_side_alone_changes_all_it_wants(
        base in ".{0,40}", side in ".{0,40}", other in "(<p>|</p>|a| |\n|<b>|<ul>){0,12}"
    ) {
        for side in [&side, &other] {
            prop_assert_eq!(&merged(&base, side, &base), side);
            prop_assert_eq!(&merged(&base, &base, side), side);
            prop_assert_eq!(&merged(&base, side, side), side);
        }
    }

    #[test]
    fn a_comparison_has_all_words_of_both_texts(before in "[abc ]{0,40}", after in "[abc\n]{0,40}", tags in "[<p/>&a\"=]{0,40}") {
        let compared = compare(&before, &after, false);
        let words = |gone: Kind| {
            let pieces = compared.pieces.iter().filter(|piece| piece.kind != gone);
            pieces.flat_map(|piece| piece.text.split_whitespace()).collect::<Vec<_>>()
        };
        prop_assert_eq!(words(Kind::Added), before.split_whitespace().collect::<Vec<_>>());
        prop_assert_eq!(words(Kind::Removed), after.split_whitespace().collect::<Vec<_>>());
        prop_assert!(compare(&tags, &tags, true).pieces.iter().all(|piece| piece.kind == Kind::Kept));
    }
}
