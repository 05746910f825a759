//! The desk's pages and forms about polls, over HTTP.

mod list;
mod poll;
mod steps;

use crate::{
    access::{Access, RouteEntry},
    state::AppState,
};
use app::routes::desk as addresses;
use domain::{
    accounts::Right::{ManagePolls, PublishArticles},
    id::PollId,
    polls::live_topic,
};

/// The routes of polls at the desk.
pub(crate) fn routes() -> Vec<RouteEntry> {
    // Those who publish articles insert polls into them.
    let (see, manage) = (Access::With(PublishArticles), Access::With(ManagePolls));
    vec![
        RouteEntry::get(addresses::POLLS, see, list::polls),
        RouteEntry::get(addresses::NEW_POLL, manage, poll::new),
        RouteEntry::post(addresses::NEW_POLL, manage, poll::create),
        RouteEntry::get("/ban-bien-tap/binh-chon/{id}", see, poll::edit),
        RouteEntry::post("/ban-bien-tap/binh-chon/{id}", manage, poll::save),
        RouteEntry::post("/ban-bien-tap/binh-chon/{id}/dong", manage, steps::close),
        RouteEntry::post("/ban-bien-tap/binh-chon/{id}/cot-ben", manage, steps::side),
    ]
}

/// Notifies open pages, now and when the poll opens or closes.
fn tell(state: &AppState, id: PollId) {
    state.bus.changed([live_topic(id)]);
    state.live_polls.timetable_changed();
}
