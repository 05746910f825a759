//! The cost of a merge grows with the length of the texts, not with its square.

use crate::drafting::{
    blocks::cut,
    merge::matching::{Texts, match_blocks},
};

fn looks(base: &[String], side: &[String]) -> usize {
    let (base, side) = (base.join("\n"), side.join("\n"));
    let (base, side) = (cut(&base), cut(&side));
    let mut texts = Texts::default();
    let (base, side) = (texts.read(&base), texts.read(&side));
    match_blocks(&base, &side).looks
}

#[test]
fn work_grows_with_the_number_of_blocks() {
    let number = |at: usize| at * 7919 % 5003;
    type Line = fn(usize) -> String;
    let kinds: [(&str, Line, Line); 4] = [
        ("all words are common", |_| "<p>một hai</p>".into(), |at| format!("<p>một hai {at}</p>")),
        ("no word is common", |at| format!("<p>a{at} b{at}</p>"), |at| format!("<p>c{at} d{at}</p>")),
        (
            "each block has changed",
            |at| format!("<p>a{at} b{at} c</p>"),
            |at| format!("<p>a{at} b{at} d</p>"),
        ),
        (
            "words stand in other blocks",
            |at| format!("<p>a{} b{} c</p>", at / 7, at / 5),
            |at| format!("<p>b{} a{} d</p>", at / 7, at / 5),
        ),
    ];
    for (kind, of_base, of_side) in kinds {
        let looks = |many: usize| {
            let base: Vec<_> = (0..many).map(of_base).collect();
            let side: Vec<_> = (0..many).map(|at| of_side(number(at) % many)).collect();
            looks(&base, &side)
        };
        let (few, many) = (looks(1_000), looks(4_000));
        assert!(many <= 5 * few + 100, "{kind}: {few} for 1,000 blocks, {many} for 4,000");
        assert!(many <= 100 * 4_000, "{kind}: {many}");
    }
}
