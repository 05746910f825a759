//! The poll of the side column. Voting opens later: until then it shows what will be asked.

use domain::polls::Poll;
use leptos::prelude::*;

/// Draws a poll whose options cannot be chosen yet.
#[component]
pub fn PollBlock(
    /// The poll.
    poll: Poll,
) -> impl IntoView {
    let kind = if poll.max_choices > 1 { "checkbox" } else { "radio" };
    let name = format!("poll-{}", poll.id);
    let rows = poll.options.into_iter().map(|option| {
        view! {
            <label class="poll__option">
                <input type=kind name=name.clone() value=option.id.to_string()/>
                <span>{option.label}</span>
            </label>
        }
    });
    view! {
        <section class="block poll" aria-labelledby="poll-heading">
            <h2 class="block__heading" id="poll-heading">"Thăm dò ý kiến"</h2>
            <fieldset class="poll__options" disabled>
                <legend class="poll__question">{poll.question}</legend>
                {rows.collect_view()}
            </fieldset>
            <p class="poll__state">"Bình chọn sắp mở"</p>
        </section>
    }
}
