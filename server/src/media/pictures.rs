//! The list of pictures at the desk, and uploading.

use super::upload;
use crate::{
    desk,
    desk::form::{Form, Upload},
    state::Site,
};
use app::{
    media::pictures_page::{ALT, BEFORE, CAPTION, FILES, PicturesPage, Said, Typed},
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
    db::{Fault, Page},
    id::MediaId,
    media::{PictureWords, store::load_recent},
};
use std::{collections::HashMap, sync::Arc};

/// How many pictures a page shows.
const PAGE_SIZE: i64 = 24;
/// How many pictures a form may contain.
const MOST_FILES: usize = 20;
/// The query parameter after an upload.
pub(super) const UPLOADED: &str = "tai-len";

pub(crate) async fn list(
    State(site): State<Site>,
    Extension(person): Extension<Arc<Person>>,
    Query(asked): Query<HashMap<String, String>>,
) -> Response {
    let said = asked.get("da").filter(|said| *said == UPLOADED).map(|_| Said::Uploaded);
    // An invalid key is ignored.
    let before = asked.get(BEFORE).and_then(|before| before.parse().ok());
    show(&site, person, StatusCode::OK, before, said, Typed::default()).await
}

async fn show(
    site: &Site,
    person: Arc<Person>,
    status: StatusCode,
    before: Option<MediaId>,
    said: Option<Said>,
    typed: Typed,
) -> Response {
    match load(site, before).await {
        Ok(page) => {
            let body = PicturesPage { said, typed, ..page }.draw();
            desk::page(site, status, Some(person), (addresses::PICTURES, "Hình ảnh"), body).await
        }
        Err(fault) => desk::failed(site, &fault),
    }
}

async fn load(site: &Site, before: Option<MediaId>) -> Result<PicturesPage, Fault> {
    let Page { rows, more } = load_recent(&site.backend.db, before, PAGE_SIZE).await?;
    let next = rows.last().filter(|_| more).map(|picture| picture.id);
    let dated = rows.into_iter().map(|picture| {
        let moment = site.zone.moment(picture.created_at);
        (picture, moment)
    });
    Ok(PicturesPage { pictures: dated.collect(), next, before, ..PicturesPage::default() })
}

/// Stores the chosen files one after the other; a refused file does not affect the others.
pub(crate) async fn take(
    State(site): State<Site>,
    Extension(person): Extension<Arc<Person>>,
    form: Form,
) -> Response {
    let files = form.all_files(FILES);
    let mut typed = Typed { alt: form.value(ALT), caption: form.value(CAPTION), ..Typed::default() };
    typed.file_problem = match files.len() {
        0 => Some("Xin chọn ít nhất một hình.".to_owned()),
        many if many > MOST_FILES => Some(format!("Mỗi lần chỉ nhận tối đa {MOST_FILES} hình.")),
        _ => None,
    };
    match PictureWords::check(&typed.alt, &typed.caption) {
        Err(problems) => typed.problems = problems,
        Ok(words) if files.len() > 1 && words != PictureWords::default() => {
            let sentence = "Mô tả và chú thích chỉ ghi được khi tải một hình. Xin xóa hai ô này rồi chọn lại các hình; \
                            sau khi tải lên, mở từng hình để ghi.";
            typed.problems.alt = Some(sentence.to_owned());
        }
        Ok(_) => {}
    }
    if typed.is_wrong() {
        let said = Some(Said::Refused { taken: 0, refused: Vec::new() });
        return show(&site, person, StatusCode::UNPROCESSABLE_ENTITY, None, said, typed).await;
    }
    let (mut taken, mut refused) = (Vec::new(), Vec::new());
    for file in files {
        match upload::picture(&site, &person, file, &typed.alt, &typed.caption).await {
            Ok(id) => taken.push(id),
            Err(sentence) => refused.push((file_name(file), sentence)),
        }
    }
    match (&taken[..], refused.is_empty()) {
        ([id], true) => desk::see(&format!("{}?da={UPLOADED}", addresses::picture(*id))),
        (_, true) => desk::see(&format!("{}?da={UPLOADED}", addresses::PICTURES)),
        (taken, false) => {
            let said = Some(Said::Refused { taken: taken.len(), refused });
            show(&site, person, StatusCode::UNPROCESSABLE_ENTITY, None, said, typed).await
        }
    }
}

/// The name of a file in a sentence.
fn file_name(file: &Upload) -> String {
    if file.name.is_empty() { "Tệp không tên".to_owned() } else { file.name.clone() }
}
