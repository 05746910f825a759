//! Which article must come first: texts that compete for the same questions, and what people type.

use super::*;
use serde::Deserialize;

const TEXTS: &str = include_str!("texts.jsonl");
const QUESTIONS: &str = include_str!("questions.jsonl");

#[derive(Deserialize)]
struct Text {
    id: i64,
    title: String,
    lead: String,
    text: String,
}

#[derive(Deserialize)]
struct Question {
    text: String,
    right: Vec<i64>,
    /// Another question without its marks.
    #[serde(default)]
    bare: bool,
}

fn read<'a, T: Deserialize<'a>>(lines: &'a str) -> Vec<T> {
    lines.lines().map(|line| serde_json::from_str(line).expect("a line")).collect()
}

/// The mean of one over the place of the first right answer.
fn mean(ranks: &[f64]) -> f64 {
    ranks.iter().sum::<f64>() / ranks.len() as f64
}

#[tokio::test]
async fn the_right_article_comes_first() {
    let site = site().await;
    for Text { id, title, lead, text } in read(TEXTS) {
        let mut article = article(&format!("bai-{id}"), site.root, &title, &lead, &text);
        // One each week.
        article.published_at = Some(Timestamp(NOW.0 - (61 - id) * 7 * DAY));
        site.put(&article).await;
    }
    let (mut with_marks, mut without) = (Vec::new(), Vec::new());
    let mut wrong = Vec::new();
    for Question { text, right, bare } in read(QUESTIONS) {
        let page = site.find(&text).await;
        let ids: Vec<i64> = page.found.iter().map(|found| found.card.id.0).collect();
        let place = ids.iter().position(|id| right.contains(id));
        let rank = place.map_or(0.0, |place| 1.0 / (place + 1) as f64);
        if rank < 1.0 {
            wrong.push(format!("{text:?}: {right:?} is not first of {:?}", &ids[..ids.len().min(5)]));
        }
        if bare { &mut without } else { &mut with_marks }.push(rank);
    }
    assert!(with_marks.len() + without.len() >= 60);
    println!("mean reciprocal rank: {:.3} with marks, {:.3} without", mean(&with_marks), mean(&without));
    println!("{}", wrong.join("\n"));
    assert!(mean(&with_marks) >= 0.95, "{:.3}", mean(&with_marks));
    assert!(mean(&without) >= 0.95 * mean(&with_marks), "{:.3}", mean(&without));
}
