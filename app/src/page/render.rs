//! From a parsed address to the page: loading and rendering.

use crate::{
    answer::{self, RequestContext},
    editing::preview_bar::{PreviewFor, preview_bar},
    error::AppError,
    news::{
        all_series_page::all_series_page, article_page::article_page, front_page::front_page,
        list_page::list_page,
    },
    offline::kept_page::kept_page,
    polls::{
        poll_page::{ReceiptSearch, poll_page},
        polls_page::polls_page,
        refusal::RefusedVote,
    },
    rendered_page::{Head, RenderedPage},
    routes::{self, Address},
    search::results_page::{self, results_page},
    sharing,
    site::static_page::static_page,
    statistics::{counting_page::counting_page, statistics_page::statistics_page},
};
use domain::{
    clock::Month,
    db::DbError,
    id::PollId,
    news::{
        Article, Block, PageKey,
        store::{self as news, ListName},
    },
    polls::{
        BallotPaper,
        ballot::Receipt,
        store::{self as polls},
    },
    search::{Asked, ResultPage, store::find},
    site::store as site,
    statistics::period::Period,
    text::Slug,
};
use leptos::prelude::use_context;
use std::sync::Arc;

/// Renders the page of an address, if it exists and the reader may see it.
pub async fn render(context: &RequestContext, address: Address) -> Result<RenderedPage, AppError> {
    let mut page = render_page(context, address).await?;
    let path = routes::path(&page.address);
    let Head { title, canonical, elsewhere } = &page.head;
    sharing::announce(title, canonical.as_deref(), elsewhere);
    page.view = format!("{} {path}", context.services.secret.seal(path));
    Ok(page)
}

async fn render_page(context: &RequestContext, address: Address) -> Result<RenderedPage, AppError> {
    let reading = &context.reading;
    match address {
        Address::Front => Ok(front_page(loaded(news::load_front_page(reading).await)?)),
        Address::List { kind, slug, month, before } => {
            let slug = Slug::loosely(&slug).ok_or_else(answer::not_found)?;
            let month = month.map(|month| month.parse()).transpose().map_err(|_| answer::not_found())?;
            let before = before.map(|key| key.parse()).transpose().map_err(|_| answer::bad_request())?;
            let name = ListName { kind, slug, month, before };
            let page = found(news::load_list(reading, &name).await)?;
            Ok(list_page(page, before))
        }
        Address::AllSeries => Ok(all_series_page(loaded(news::load_all_series(reading).await)?)),
        Address::Article(id) => {
            let article = found(news::load_article(reading, id).await)?;
            let polls = polls_in(context, &article.body).await?;
            Ok(article_page(article, &polls, Some(&context.services.url)))
        }
        Address::Page(slug) => {
            let slug = Slug::loosely(&slug).ok_or_else(answer::not_found)?;
            let page = found(site::load_page(reading, &slug).await)?;
            let polls = polls_in(context, &page.body).await?;
            Ok(static_page(page, &polls, &context.services.url))
        }
        Address::Polls { before } => {
            let before: Option<PageKey<PollId>> =
                before.map(|key| key.parse()).transpose().map_err(|_| answer::bad_request())?;
            Ok(polls_page(loaded(polls::load_list(reading, before).await)?, before))
        }
        Address::Poll { id, receipt } => {
            let report = found(polls::load_report(reading, id, &context.viewer).await)?;
            let search = match receipt {
                Some(text) => Some(look_up(context, id, text).await?),
                None => None,
            };
            Ok(poll_page(report, search, use_context::<RefusedVote>(), &context.services.url))
        }
        Address::Statistics { period } => {
            let counter = &context.services.counter;
            let known = match &period {
                Some(period) => routes::read_period(period).ok_or_else(answer::not_found)?,
                None => Period::Month(Month::of(counter.zone().hour(reading.now).day)),
            };
            Ok(statistics_page(found(counter.report(reading.scope, known).await)?, period.is_none()))
        }
        Address::Counting => Ok(counting_page()),
        Address::Kept => Ok(kept_page()),
        Address::Search(typed) => {
            let asked = results_page::read(typed)?;
            let page = loaded(find(reading, &asked).await)?;
            note_vain(context, &asked, &page);
            Ok(results_page(asked, page))
        }
    }
}

/// An article that this person may see before readers do.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The path of the preview.
    pub address: String,
    /// The article.
    pub article: Arc<Article>,
    /// Whose preview it is, for the bar above it.
    pub whose: PreviewFor,
}

/// Renders an article as readers would see it. The view is not counted.
pub async fn preview(context: &RequestContext, preview: Preview) -> Result<RenderedPage, AppError> {
    let Preview { address, article, whose } = preview;
    let article = Arc::unwrap_or_clone(article);
    let polls = polls_in(context, &article.body).await?;
    let mut page = article_page(article, &polls, None);
    page.address = address;
    page.head.canonical = None;
    page.parts.insert(0, preview_bar(whose));
    Ok(page)
}

/// The polls in a body.
async fn polls_in(context: &RequestContext, body: &[Block]) -> Result<Vec<BallotPaper>, AppError> {
    let mut papers = Vec::new();
    for block in body {
        if let Block::Poll(id) = block {
            papers.extend(loaded(polls::load_paper(&context.reading, *id, &context.viewer).await)?);
        }
    }
    Ok(papers)
}

/// Notes for the desk what was searched in vain, but not what was only sought in vain behind a filter.
fn note_vain(context: &RequestContext, asked: &Asked, page: &ResultPage) {
    if page.count == 0 && asked.filter.is_empty() && asked.after.is_none() {
        context.services.vain_searches.note(&asked.typed);
    }
}

/// Looks up a receipt that was typed.
async fn look_up(context: &RequestContext, poll: PollId, text: String) -> Result<ReceiptSearch, AppError> {
    let found = match Receipt::read(&text) {
        Some(receipt) => loaded(polls::find_ballot(&context.reading, poll, &receipt, &context.viewer).await)?,
        None => None,
    };
    Ok(ReceiptSearch { text, found })
}

fn loaded<T>(answer: Result<T, DbError>) -> Result<T, AppError> {
    answer.map_err(|cause| answer::fault(&cause))
}

fn found<T>(answer: Result<Option<T>, DbError>) -> Result<T, AppError> {
    loaded(answer)?.ok_or_else(answer::not_found)
}
