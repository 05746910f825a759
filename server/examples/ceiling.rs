//! The upper bound for `make bench`: it serves the same bytes from memory, and the same pages from the same
//! SQL and a plain template. Not a part of the site.
//!
//! Usage: `ceiling LISTEN DATABASE FRONT_HTML ARTICLE_HTML ARTICLE_ID`; the two files contain the pages as
//! rendered by the site.
#![expect(clippy::expect_used, reason = "a benchmark that cannot start stops where it stands")]

use axum::{
    Router,
    extract::State,
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
    routing::get,
    serve::ListenerExt,
};
use domain::{
    clock::Timestamp,
    db::{Db, Missing},
    id::ArticleId,
    news::{Block, Card, Headline, Named, store as news},
    polls::store::Viewer,
    scope::Reading,
    secret::Secret,
    site::{Frame, Link, store::load_frame},
};
use std::{env, fs, path::Path, sync::Arc};

struct Bench {
    db: Db,
    article: ArticleId,
    front_page: Template,
    article_page: Template,
}

/// A page, split at the values that come from the database.
struct Template {
    whole: Vec<u8>,
    pieces: Vec<Piece>,
}

enum Piece {
    Text(String),
    /// The value with this number.
    Value(usize),
}

impl Template {
    fn learn(html: &str, values: &[String]) -> Self {
        let mut pieces = vec![Piece::Text(html.to_owned())];
        let mut order: Vec<usize> = (0..values.len()).filter(|number| values[*number].len() > 3).collect();
        // The longest first, since a short value may be part of a long one.
        order.sort_by_key(|number| usize::MAX - values[*number].len());
        for number in order {
            let cut = |piece: Piece| match piece {
                Piece::Text(text) => {
                    let mut parts = Vec::new();
                    for (place, part) in text.split(values[number].as_str()).enumerate() {
                        if place > 0 {
                            parts.push(Piece::Value(number));
                        }
                        parts.push(Piece::Text(part.to_owned()));
                    }
                    parts
                }
                value => vec![value],
            };
            pieces = pieces.into_iter().flat_map(cut).collect();
        }
        let learnt = Self { whole: html.as_bytes().to_vec(), pieces };
        assert_eq!(learnt.fill(values), learnt.whole, "the template writes the page it was learnt from");
        let places = learnt.pieces.iter().filter(|piece| matches!(piece, Piece::Value(_))).count();
        assert!(places > 20, "only {places} values were found in the page");
        learnt
    }

    fn fill(&self, values: &[String]) -> Vec<u8> {
        let mut page = Vec::with_capacity(self.whole.len() + 512);
        for piece in &self.pieces {
            page.extend_from_slice(match piece {
                Piece::Text(text) => text.as_bytes(),
                Piece::Value(number) => values.get(*number).map_or(&[][..], |value| value.as_bytes()),
            });
        }
        page
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn put_frame(values: &mut Vec<String>, frame: &Frame) {
    values.extend([
        escaped(&frame.about.name),
        escaped(&frame.operator.name),
        escaped(&frame.operator.address),
    ]);
    let mut links: Vec<&Link> = frame.footer.iter().collect();
    links.extend(frame.menus.iter().chain(&frame.links).flat_map(|list| &list.items));
    values.extend(links.iter().map(|link| escaped(&link.label)));
    values.extend(frame.introduction.iter().map(|introduction| escaped(&introduction.excerpt)));
    if let Some(paper) = &frame.poll {
        values.push(escaped(&paper.poll.question));
        values.extend(paper.poll.options.iter().map(|option| escaped(&option.label)));
    }
}

fn put_named(values: &mut Vec<String>, named: &[Named]) {
    values.extend(named.iter().flat_map(|one| [escaped(&one.name), one.slug.to_string()]));
}

fn put_headlines(values: &mut Vec<String>, headlines: &[Headline]) {
    for headline in headlines {
        values.push(format!("/tin/{}/{}-{}", headline.category, headline.slug, headline.id));
        values.extend([escaped(&headline.title), headline.published.machine.clone()]);
    }
}

fn put_card(values: &mut Vec<String>, card: &Card) {
    values.push(format!("/tin/{}/{}-{}", card.category.slug, card.slug, card.id));
    values.extend([escaped(&card.title), escaped(&card.lead), escaped(&card.kicker)]);
    values.extend([card.published.machine.clone(), card.published.words.clone()]);
    put_named(values, std::slice::from_ref(&card.category));
    values.extend(card.picture.iter().flat_map(|picture| [picture.srcset(), picture.fallback()]));
}

async fn front_values(bench: &Bench, frame: &Frame) -> Vec<String> {
    let mut values = Vec::new();
    put_frame(&mut values, frame);
    let front = news::load_front_page(&reading(&bench.db)).await.expect("a front page");
    let strips = front.strips.iter().flat_map(|strip| &strip.cards);
    front.latest.iter().chain(strips).for_each(|card| put_card(&mut values, card));
    values
}

async fn article_values(bench: &Bench, frame: &Frame) -> Vec<String> {
    let mut values = Vec::new();
    put_frame(&mut values, frame);
    let found = news::load_article(&reading(&bench.db), bench.article).await;
    let article = found.expect("an answer").expect("an article");
    values.extend([escaped(&article.content.title), escaped(&article.content.lead)]);
    values.extend([article.published.machine.clone(), article.published.words.clone()]);
    values.extend(article.body.iter().filter_map(|block| match block {
        Block::Html(html) => Some(html.as_str().to_owned()),
        Block::Poll(_) => None,
    }));
    values.extend([escaped(&article.content.role), escaped(&article.content.author)]);
    values.push(escaped(&article.content.organisation));
    put_named(&mut values, &article.path);
    put_named(&mut values, &article.tags);
    put_headlines(&mut values, &article.newer);
    put_headlines(&mut values, &article.older);
    article.related.iter().for_each(|card| put_card(&mut values, card));
    values
}

fn reading(db: &Db) -> Reading {
    Reading::visitor(db, Timestamp::now())
}

async fn frame(db: &Db) -> Frame {
    let viewer = Viewer { voter: None, secret: Secret([0; 32]) };
    load_frame(&reading(db), "http://bench.test", None, &viewer).await.expect("an answer").expect("a site")
}

fn html(bytes: Vec<u8>) -> Response {
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    let sniff = (HeaderName::from_static("x-content-type-options"), HeaderValue::from_static("nosniff"));
    ([kind, sniff], bytes).into_response()
}

#[tokio::main]
async fn main() {
    let [listen, database, front_html, article_html, article] = {
        let words: Vec<String> = env::args().skip(1).collect();
        <[String; 5]>::try_from(words).expect("five words")
    };
    let read = |path: &str| fs::read_to_string(path).expect("a page");
    let empty = || Template { whole: Vec::new(), pieces: Vec::new() };
    let mut bench = Bench {
        db: Db::open(Path::new(&database), Missing::Refuse).await.expect("a database"),
        article: article.parse().expect("an id"),
        front_page: empty(),
        article_page: empty(),
    };
    let around = frame(&bench.db).await;
    bench.front_page = Template::learn(&read(&front_html), &front_values(&bench, &around).await);
    bench.article_page = Template::learn(&read(&article_html), &article_values(&bench, &around).await);

    type Shared = State<Arc<Bench>>;
    let router = Router::new()
        .route(
            "/bytes/front",
            get(|State(bench): Shared| async move { html(bench.front_page.whole.clone()) }),
        )
        .route(
            "/bytes/article",
            get(|State(bench): Shared| async move { html(bench.article_page.whole.clone()) }),
        )
        .route(
            "/template/front",
            get(|State(bench): Shared| async move {
                let around = frame(&bench.db).await;
                html(bench.front_page.fill(&front_values(&bench, &around).await))
            }),
        )
        .route(
            "/template/article",
            get(|State(bench): Shared| async move {
                let around = frame(&bench.db).await;
                html(bench.article_page.fill(&article_values(&bench, &around).await))
            }),
        )
        .with_state(Arc::new(bench));
    let listener = tokio::net::TcpListener::bind(&listen).await.expect("an address");
    let listener = listener.tap_io(|socket| socket.set_nodelay(true).expect("a socket"));
    axum::serve(listener, router).await.expect("served");
}
