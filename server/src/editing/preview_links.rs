//! Making and withdrawing secret links to an article from its form.

use crate::{desk::form::Form, state::AppState};
use app::{
    editing::article_form_page::{
        LINK_DAYS, LINK_MADE, LINK_WITHDRAWN, MAKE_LINK, Said, ShownLink, WITHDRAW_LINK,
    },
    routes::desk as addresses,
};
use domain::{
    accounts::Person,
    db::{DbError, NotWritten},
    editing::{DeskArticle, PREVIEW_DAYS, PreviewLink, store},
    id::{ArticleId, PreviewLinkId},
};
use std::sync::Arc;

/// The valid links to an article. `None` if this person may make none.
pub(super) async fn shown(
    state: &AppState,
    person: &Arc<Person>,
    article: &DeskArticle,
) -> Result<Option<Vec<ShownLink>>, DbError> {
    let links = store::load_preview_links(&state.editing(person), article).await?;
    let url = &state.services.url;
    let shown = |link: PreviewLink| ShownLink {
        id: link.id,
        address: format!("{url}{}", addresses::shared_preview(&link.token(&state.services.secret))),
        until: state.zone.moment(link.expires_at),
        by: link.by_name,
    };
    Ok(links.map(|links| links.into_iter().map(shown).collect()))
}

/// Whether a form was sent with one of the buttons for links.
pub(super) fn is_asked(arrived: &Form) -> bool {
    arrived.has(MAKE_LINK) || arrived.has(WITHDRAW_LINK)
}

/// Does what the button asks for, and returns what to say.
pub(super) async fn change(state: &AppState, person: &Arc<Person>, id: ArticleId, arrived: &Form) -> Said {
    let editing = state.editing(person);
    let (changed, done) = if arrived.has(MAKE_LINK) {
        let days = arrived.value(LINK_DAYS).parse().ok().filter(|days| PREVIEW_DAYS.contains(days));
        let made = store::make_preview_link(&editing, id, days.unwrap_or(PREVIEW_DAYS[0])).await;
        (made, LINK_MADE)
    } else {
        // A link that does not exist has been withdrawn already; 0 is none.
        let link = arrived.value(WITHDRAW_LINK).parse().unwrap_or(PreviewLinkId(0));
        (store::withdraw_preview_link(&editing, id, link).await, LINK_WITHDRAWN)
    };
    match changed {
        Ok(Ok(())) => Said::Done(done),
        Ok(Err(refusal)) => Said::Refused(refusal),
        Err(fault) => {
            tracing::error!("a preview link could not be changed: {fault}");
            Said::NotStored(NotWritten::of(&fault))
        }
    }
}
