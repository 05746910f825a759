//! Word documents that are dropped into the text editor: read on the server, with their pictures, and answered as
//! JSON. Nothing is stored but the pictures; the text is the editor's from then on (`frontend/editor/tools/word.js`).

use crate::{
    desk::{
        form::{Form, Upload},
        json,
    },
    media::upload::{self, BUSY},
    state::AppState,
};
use axum::{Extension, extract::State, http::StatusCode, response::Response};
use domain::{
    accounts::Person,
    editing::MAX_BODY,
    id::MediaId,
    media::{PictureWords, snippet, store::load_picture},
};
use serde::Serialize;
use std::{path::Path, sync::Arc};
use tokio::task::spawn_blocking;
use word::{DocxReader, LeftOut, Limits, NotRead, ReadWord, WordPicture, WordText};

/// The field of the file.
const FILE: &str = "tep";
/// The most that is decompressed of one document, in bytes. Its pictures hardly get larger by it.
const MOST_DECOMPRESSED: u64 = 64 * 1024 * 1024;
/// The most pictures that are taken over from one document: each is encoded again, which takes up to a second.
const MOST_PICTURES: usize = 60;

/// What stands in the text for a picture, up to its number, and after it. The numbers are in order.
const PLACE: &str = "<figure data-picture=\"";
const PLACE_END: &str = "\"></figure>";

/// A document that was read.
#[derive(Serialize)]
struct Answer {
    /// The title, if the document has one.
    title: Option<String>,
    /// The lead, if it has one.
    lead: Option<String>,
    /// The text as HTML.
    html: String,
    /// What could not be taken over, in sentences.
    left_out: Vec<String>,
}

pub(crate) async fn read(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    form: Form,
) -> Response {
    let text = match form.file(FILE) {
        None => Err("Xin chọn một tệp Word.".to_owned()),
        Some(Upload { too_large: Some(reason), .. }) => Err(format!("Tệp {reason}.")),
        Some(file) => text_of(&state, file).await.map(|text| (text, file.name.clone())),
    };
    match text {
        Ok((text, name)) => json::answer(StatusCode::OK, &with_pictures(&state, &person, text, &name).await),
        Err(why) => json::problem(StatusCode::UNPROCESSABLE_ENTITY, &why),
    }
}

/// Reads the document, while other uploads wait.
async fn text_of(state: &AppState, file: &Upload) -> Result<WordText, String> {
    let content = file.content.clone();
    upload::with_permit(state, async move {
        let limits = Limits { total: MOST_DECOMPRESSED, pictures: MOST_PICTURES, ..Limits::default() };
        match spawn_blocking(move || DocxReader { limits }.read(&content)).await {
            Ok(Ok(read)) if read.html.len() > MAX_BODY => Err(sentence(NotRead::TooLarge).to_owned()),
            Ok(read) => read.map_err(|why| sentence(why).to_owned()),
            Err(error) => {
                tracing::error!("a Word document could not be read: {error}");
                Err(BUSY.to_owned())
            }
        }
    })
    .await
}

fn sentence(why: NotRead) -> &'static str {
    match why {
        NotRead::NotAWordFile => "Tệp này không phải là tệp Word (.docx).",
        NotRead::OldWordFile => {
            "Đây là tệp Word kiểu cũ (.doc). Xin mở bằng Word, chọn “Lưu thành”, chọn kiểu .docx, rồi thả lại vào đây."
        }
        NotRead::Encrypted => "Tệp này có mật khẩu. Xin bỏ mật khẩu trong Word rồi thả lại vào đây.",
        NotRead::TooLarge => "Tệp này quá lớn hoặc quá dài. Xin chia thành nhiều tệp nhỏ hơn.",
        NotRead::Broken => {
            "Tệp này bị hỏng hoặc bị cắt ngang. Xin mở bằng Word, lưu lại, rồi thả lại vào đây."
        }
    }
}

/// Stores the pictures one after the other, and puts them into the text. In the place of one that is refused stands
/// the same line as for pictures that were pasted from Word (`frontend/editor/paste/pictures.js`).
async fn with_pictures(state: &AppState, person: &Person, text: WordText, name: &str) -> Answer {
    let WordText { title, lead, html: places, pictures, left_out } = text;
    let mut places = places.split(PLACE);
    let mut html = places.next().unwrap_or_default().to_owned();
    let stem = Path::new(name).file_stem().and_then(|stem| stem.to_str()).unwrap_or("Word").to_owned();
    let mut refused = Vec::new();
    for (number, (picture, rest)) in pictures.into_iter().zip(places).enumerate() {
        let number = number + 1;
        let WordPicture { bytes, words, caption } = picture;
        let file = Upload { name: format!("{stem} ({number})"), content: bytes.into(), too_large: None };
        let shown = match store(state, person, &file, &words, &caption).await {
            Ok(id) => figure(state, id, words, &caption).await,
            Err(reason) => {
                refused.push(format!("Ảnh {number}: {reason}"));
                None
            }
        };
        html += &shown.unwrap_or_else(|| format!("<p>Ảnh {number} còn nằm trong Word: kéo tệp vào đây</p>"));
        html += rest.split_once(PLACE_END).map_or(rest, |(_, after)| after);
    }
    Answer { title, lead, html, left_out: counted(left_out).into_iter().chain(refused).collect() }
}

async fn store(
    state: &AppState,
    person: &Person,
    file: &Upload,
    words: &str,
    caption: &str,
) -> Result<MediaId, String> {
    // If they are too long for the picture's own, only the article has them.
    let words = PictureWords::check(words, caption).unwrap_or_default();
    upload::picture(state, person, file, &words.alt, &words.caption).await
}

/// The figure of a stored picture; `None` if it was deleted meanwhile.
async fn figure(state: &AppState, id: MediaId, words: String, caption: &str) -> Option<String> {
    let stored = load_picture(&state.services.db, id).await;
    let stored = stored.inspect_err(|fault| tracing::error!("a picture could not be loaded: {fault}"));
    let mut stored = stored.ok().flatten()?.picture;
    stored.alt = words;
    Some(snippet(&stored, caption))
}

fn counted(left_out: LeftOut) -> Vec<String> {
    let LeftOut { linked_pictures, pictures, drawings, equations, objects, comments } = left_out;
    let of = |many: u32, what: &str| (many > 0).then(|| format!("{many} {what}"));
    let kinds = [
        of(linked_pictures, "hình chỉ được liên kết, không nằm trong tệp"),
        of(pictures, "hình bị hỏng, quá lớn hoặc quá số nhận được"),
        of(drawings, "hình vẽ hoặc biểu đồ của Word"),
        of(equations, "công thức"),
        of(objects, "tệp nhúng của chương trình khác"),
        of(comments, "ghi chú bên lề"),
    ];
    let kinds: Vec<String> = kinds.into_iter().flatten().collect();
    if kinds.is_empty() { Vec::new() } else { vec![format!("Chưa lấy được: {}.", kinds.join("; "))] }
}
