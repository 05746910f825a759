//! The desk's pages and forms about polls, over HTTP.

mod list;
mod poll;
mod steps;

use crate::{
    access::{Access, Entry},
    state::Site,
};
use app::routes::desk as addresses;
use domain::{
    accounts::Right::{ManagePolls, PublishArticles},
    id::PollId,
    polls::live_topic,
};

/// The routes of polls at the desk.
pub(crate) fn routes() -> Vec<Entry> {
    // Those who publish articles insert polls into them.
    let (see, manage) = (Access::With(PublishArticles), Access::With(ManagePolls));
    vec![
        Entry::get(addresses::POLLS, see, list::polls),
        Entry::get(addresses::NEW_POLL, manage, poll::new),
        Entry::post(addresses::NEW_POLL, manage, poll::create),
        Entry::get("/ban-bien-tap/binh-chon/{id}", see, poll::edit),
        Entry::post("/ban-bien-tap/binh-chon/{id}", manage, poll::save),
        Entry::post("/ban-bien-tap/binh-chon/{id}/dong", manage, steps::close),
        Entry::post("/ban-bien-tap/binh-chon/{id}/cot-ben", manage, steps::side),
    ]
}

/// Notifies open pages, now and when the poll opens or closes.
fn tell(site: &Site, id: PollId) {
    site.bus.changed([live_topic(id)]);
    site.live_polls.timetable_changed();
}
