//! A poll embedded in other sites: the question and the result, updated live. Voting is not possible here; a
//! link opens the poll in a new tab.

use super::{open_polls::OpenPolls, place::Place, poll_block::PollBlock};
use crate::{
    answer, error::AppError, event_stream::EventStream, renewal::Renewal,
    statistics::open_figures::OpenFigures, ui::announcer::Announcer,
};
use domain::polls::BallotPaper;
use leptos::prelude::*;
use leptos_meta::{Meta, Title, provide_meta_context};

/// Everything below `<body>` of an embedded poll.
#[component]
pub fn FramedPoll() -> impl IntoView {
    provide_meta_context();
    let events = EventStream::provide();
    Announcer::provide();
    // The poll's own page is not open here, so there is no report to renew.
    Renewal::provide(|_, _| Box::pin(async { Err(AppError::NotFound) }));
    OpenPolls::provide(events, OpenFigures::provide(events));
    // This closure never runs in the browser, since the served page contains the value.
    let paper = SharedValue::new(use_context::<BallotPaper>).into_inner();
    let question = paper.as_ref().map(|paper| answer::title_text(paper.poll.question.clone()));
    view! {
        {question.map(|text| view! { <Title text/> })}
        <Meta name="robots" content="noindex"/>
        <main class="framed">
            {paper.map(|paper| view! { <PollBlock paper place=Place::Framed/> })}
        </main>
    }
}
