//! The desk's front page and its list of articles.

use crate::{desk, state::AppState};
use app::{
    desk::Done,
    editing::{
        articles_page::{AFTER, ArticlesPage, BEFORE, CATEGORY, FROM, UNTIL, WORDS},
        desk_page::{Dated, desk_page},
    },
    routes::desk::{self as addresses, STATE, WRITER},
    site::setup_page::{SET_UP, welcome},
};
use axum::{
    Extension,
    extract::{Query, RawQuery, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    accounts::{Person, Right, store::load_accounts},
    clock::Moment,
    db::DbError,
    editing::{
        self, DeskList, Filter, PagePosition,
        store::{count_list, load_choices, load_list},
    },
    text::composed,
};
use std::{collections::HashMap, sync::Arc};

pub(crate) async fn desk(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    RawQuery(query): RawQuery,
) -> Response {
    match load_desk(&state, &person).await {
        Ok((drafts, latest)) => {
            let body = desk_page(&person, drafts, latest);
            let body = match Done::read(query.as_deref(), &[SET_UP]) {
                Some(_) => welcome(body),
                None => body,
            };
            desk::page(&state, StatusCode::OK, Some(person), (addresses::DESK, "Bàn biên tập"), body).await
        }
        Err(fault) => desk::failed(&state, &fault),
    }
}

async fn load_desk(state: &AppState, person: &Arc<Person>) -> Result<(Dated, Dated), DbError> {
    let editing = state.editing(person);
    let own = Filter { state: Some(editing::State::Draft), writer: Some(person.id), ..Filter::default() };
    let drafts = load_list(&editing, &own, PagePosition::First).await?;
    let mut latest = load_list(&editing, &Filter::default(), PagePosition::First).await?;
    latest.cards.truncate(10);
    Ok((dated(state, drafts), dated(state, latest)))
}

fn dated(state: &AppState, list: DeskList) -> Dated {
    let moments = list
        .cards
        .iter()
        .map(|card| (state.zone.moment(card.updated_at), state.zone.moment(card.published_at)));
    let moments: Vec<(Moment, Moment)> = moments.collect();
    (list, moments)
}

pub(crate) async fn articles(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Query(asked): Query<HashMap<String, String>>,
) -> Response {
    match load_articles(&state, &person, &asked).await {
        Ok(page) => {
            let body = page.render();
            desk::page(&state, StatusCode::OK, Some(person), (addresses::ARTICLES, "Bài viết"), body).await
        }
        Err(fault) => desk::failed(&state, &fault),
    }
}

/// Filter values that cannot be parsed are ignored.
async fn load_articles(
    state: &AppState,
    person: &Arc<Person>,
    asked: &HashMap<String, String>,
) -> Result<ArticlesPage, DbError> {
    let editing = state.editing(person);
    let value = |name: &str| asked.get(name).map(String::as_str).unwrap_or_default();
    let filter = Filter {
        state: editing::State::read(value(STATE)),
        category: value(CATEGORY).parse().ok(),
        writer: value(WRITER).parse().ok(),
        words: composed(value(WORDS)).chars().take(200).collect(),
        from: value(FROM).parse().ok(),
        until: value(UNTIL).parse().ok(),
    };
    let position = match (value(BEFORE).parse(), value(AFTER).parse()) {
        (Ok(key), _) => PagePosition::Older(key),
        (_, Ok(key)) => PagePosition::Newer(key),
        _ => PagePosition::First,
    };
    let (list, moments) = dated(state, load_list(&editing, &filter, position).await?);
    let found = count_list(&editing, &filter).await?;
    let choices = load_choices(&editing).await?;
    // An author finds only their own articles.
    let writers = if person.may(Right::PublishArticles) {
        load_accounts(&editing.db).await?.into_iter().map(|account| (account.id, account.name)).collect()
    } else {
        Vec::new()
    };
    Ok(ArticlesPage { filter, found, list, moments, choices, writers })
}
