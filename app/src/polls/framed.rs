//! A poll as other sites frame it: the question and the result, which moves. Nobody votes here; the poll opens in a tab of
//! its own.

use super::{open_polls::OpenPolls, place::Place, poll_block::PollBlock};
use crate::{
    answer, error::AppError, live::Live, renewal::Renewal, statistics::open_figures::OpenFigures,
    ui::spoken::Spoken,
};
use domain::polls::BallotPaper;
use leptos::prelude::*;
use leptos_meta::{Meta, Title, provide_meta_context};

/// Everything below `<body>` of a framed poll.
#[component]
pub fn FramedPoll() -> impl IntoView {
    provide_meta_context();
    let live = Live::provide();
    Spoken::provide();
    // Its own page is not open here.
    Renewal::provide(|_, _| Box::pin(async { Err(AppError::NotFound) }));
    OpenPolls::provide(live, OpenFigures::provide(live));
    // In the browser this closure never runs, since the served page carries the value.
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
