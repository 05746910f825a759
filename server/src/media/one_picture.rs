//! The page of one picture at the desk: preview, texts, and where it is used.

use super::pictures::UPLOADED;
use crate::{
    desk,
    desk::{form::Form, id::Id},
    state::Site,
};
use app::{
    media::{
        picture_page::{PicturePage, Said},
        pictures_page::{ALT, CAPTION},
    },
    routes::desk as addresses,
};
use axum::{
    Extension,
    extract::State,
    http::{StatusCode, Uri},
    response::Response,
};
use domain::{
    accounts::Person,
    db::Fault,
    id::MediaId,
    media::{
        PictureWords, PictureWordsProblems,
        store::{NotChanged, change_words, load_picture, load_usage},
    },
};
use std::sync::Arc;

/// The query parameter after a change.
const SAVED: &str = "luu";

/// What the page shows besides the stored picture.
#[derive(Default)]
struct Shown {
    said: Option<Said>,
    /// The typed texts if they were refused; otherwise the stored ones are shown.
    typed: Option<(String, String)>,
    problems: PictureWordsProblems,
}

pub(crate) async fn show(
    State(site): State<Site>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<MediaId>,
    uri: Uri,
) -> Response {
    let said = match uri.query().and_then(|query| query.strip_prefix("da=")) {
        Some(UPLOADED) => Some(Said::Uploaded),
        Some(SAVED) => Some(Said::Saved),
        _ => None,
    };
    draw(&site, person, id, StatusCode::OK, Shown { said, ..Shown::default() }).await
}

async fn draw(site: &Site, person: Arc<Person>, id: MediaId, status: StatusCode, shown: Shown) -> Response {
    let loaded = load(site, &person, id, shown).await;
    let drawn = loaded.map(|page| page.map(|page| (format!("Hình số {id}"), page.draw())));
    desk::show(site, status, person, &addresses::picture(id), drawn).await
}

async fn load(site: &Site, person: &Person, id: MediaId, shown: Shown) -> Result<Option<PicturePage>, Fault> {
    let (db, now) = (&site.backend.db, site.backend.clock.now());
    let Some(stored) = load_picture(db, id).await? else { return Ok(None) };
    let (usage, hidden) = load_usage(db, person, id, &stored.picture, now).await?;
    Ok(Some(PicturePage {
        brought: site.zone.moment(stored.created_at),
        may_change: stored.may_be_changed_by(person),
        stored,
        usage,
        hidden,
        said: shown.said,
        typed: shown.typed,
        problems: shown.problems,
    }))
}

pub(crate) async fn change(
    State(site): State<Site>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<MediaId>,
    form: Form,
) -> Response {
    let (alt, caption) = (form.value(ALT), form.value(CAPTION));
    let refuse = |status, said, problems| {
        let shown = Shown { said: Some(said), typed: Some((alt.clone(), caption.clone())), problems };
        draw(&site, Arc::clone(&person), id, status, shown)
    };
    let words = match PictureWords::check(&alt, &caption) {
        Ok(words) => words,
        Err(problems) => return refuse(StatusCode::UNPROCESSABLE_ENTITY, Said::Problems, problems).await,
    };
    let (db, now) = (&site.backend.db, site.backend.clock.now());
    match change_words(db, &person, id, &words, now).await {
        Ok(Ok(())) => desk::see(&format!("{}?da={SAVED}", addresses::picture(id))),
        Ok(Err(NotChanged::Gone)) => desk::missing(&site, &person, addresses::PICTURES).await,
        Ok(Err(NotChanged::NotAllowed)) => {
            refuse(StatusCode::FORBIDDEN, Said::NotAllowed, PictureWordsProblems::default()).await
        }
        Err(fault) => {
            desk::not_stored(&site, Arc::clone(&person), &addresses::picture(id), form, &fault).await
        }
    }
}
