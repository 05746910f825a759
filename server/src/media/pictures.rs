//! The list of pictures at the desk, and uploading.

use super::{one_picture::read, upload};
use crate::{
    desk,
    desk::form::{Form, Upload},
    state::AppState,
};
use app::{
    desk::Done,
    media::{
        picture_page,
        pictures_page::{BEFORE, NotTaken, PicturesPage, UPLOADED},
    },
    routes::desk as addresses,
};
use axum::{
    Extension,
    extract::{Query, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    accounts::Person,
    db::{DbError, Rows},
    form::Problem,
    id::MediaId,
    media::{PictureField, PictureWords, store::load_recent},
};
use std::{collections::HashMap, sync::Arc};

/// How many pictures a page shows.
const PAGE_SIZE: i64 = 24;
/// How many pictures a form may contain.
const MOST_FILES: usize = 20;
pub(crate) async fn list(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Query(asked): Query<HashMap<String, String>>,
) -> Response {
    let done = Done::of(asked.get(Done::PARAMETER).map(String::as_str), &[UPLOADED]);
    // A key that cannot be parsed is ignored.
    let before = asked.get(BEFORE).and_then(|before| before.parse().ok());
    let page = load(&state, before).await.map(|page| PicturesPage { done, ..page });
    show(&state, &person, StatusCode::OK, page).await
}

async fn show(
    state: &AppState,
    person: &Arc<Person>,
    status: StatusCode,
    page: Result<PicturesPage, DbError>,
) -> Response {
    let rendered = page.map(|page| Some(("Hình ảnh".to_owned(), page.render())));
    desk::show(state, status, person, addresses::PICTURES, rendered).await
}

async fn load(state: &AppState, before: Option<MediaId>) -> Result<PicturesPage, DbError> {
    let Rows { rows, more } = load_recent(&state.services.db, before, PAGE_SIZE).await?;
    let next = rows.last().filter(|_| more).map(|picture| picture.id);
    let dated = rows.into_iter().map(|picture| {
        let moment = state.zone.moment(picture.created_at);
        (picture, moment)
    });
    Ok(PicturesPage { pictures: dated.collect(), next, before, ..PicturesPage::default() })
}

/// Stores the chosen files one after the other; a refused file does not affect the others.
pub(crate) async fn take(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    form: Form,
) -> Response {
    let files = form.all_files(PictureField::Files.name());
    let (alt, caption) = read(&form);
    let mut problems = match files.len() {
        0 => vec![wrong(PictureField::Files, "Xin chọn ít nhất một hình.")],
        many if many > MOST_FILES => {
            vec![wrong(PictureField::Files, &format!("Mỗi lần chỉ nhận tối đa {MOST_FILES} hình."))]
        }
        _ => Vec::new(),
    };
    match PictureWords::check(&alt, &caption) {
        Err(found) => problems.extend(found),
        Ok(words) if files.len() > 1 && words != PictureWords::default() => {
            let sentence = "Mô tả và chú thích chỉ ghi được khi tải một hình. Xin xóa hai ô này rồi chọn lại các hình; \
                            sau khi tải lên, mở từng hình để ghi.";
            problems.push(wrong(PictureField::Alt, sentence));
        }
        Ok(_) => {}
    }
    let (mut taken, mut refused) = (Vec::new(), Vec::new());
    if problems.is_empty() {
        for file in files {
            match upload::picture(&state, &person, file, &alt, &caption).await {
                Ok(id) => taken.push(id),
                Err(sentence) => refused.push((file_name(file), sentence)),
            }
        }
        match (&taken[..], refused.is_empty()) {
            ([id], true) => return desk::see(&picture_page::UPLOADED.at(&addresses::picture(*id))),
            (_, true) => return desk::see(&UPLOADED.at(addresses::PICTURES)),
            _ => {}
        }
    }
    let not_taken = problems.is_empty().then_some(NotTaken { taken: taken.len(), refused });
    let page = load(&state, None).await;
    let page = page.map(|page| PicturesPage { typed: (alt, caption), problems, not_taken, ..page });
    show(&state, &person, StatusCode::UNPROCESSABLE_ENTITY, page).await
}

fn wrong(field: PictureField, sentence: &str) -> Problem<PictureField> {
    Problem { field, sentence: sentence.to_owned() }
}

/// The name of a file in a sentence.
fn file_name(file: &Upload) -> String {
    if file.name.is_empty() { "Tệp không tên".to_owned() } else { file.name.clone() }
}
