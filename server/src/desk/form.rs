//! Parsing the fields and files of a form in any encoding.

use crate::{
    arriving::{self, is_too_long},
    limiter::Client,
    media::queue::ReceivingPermit,
    plain_page,
    state::AppState,
};
use app::desk::{FORM_KEY, VERSION};
use axum::{
    body::{Body, Bytes},
    extract::{FromRequest, Multipart, Request, multipart::MultipartError},
    http::{StatusCode, header},
    response::Response,
};
use domain::{
    form_key::FormKey,
    text::{composed, one_line},
};

/// The largest form, in bytes: more than may be stored, so that a text that is too long gets a problem as its
/// answer.
const MAX_FORM: usize = 4 * 1024 * 1024;
/// The most bytes kept of a form with files.
const MAX_UPLOAD: usize = 24 * 1024 * 1024;
/// The largest file that is kept, in bytes.
const MAX_FILE: usize = 20 * 1024 * 1024;
/// The most bytes read of a form. A file that is too large is not kept, but what was typed beside it comes
/// back: browsers send the whole form before they read the response.
pub(crate) const MAX_RECEIVED: usize = 256 * 1024 * 1024;
const TOO_LARGE: &str = "lớn hơn 20 MB.";
const TOO_LARGE_TOGETHER: &str = "và các tệp khác gửi cùng lúc lớn hơn 24 MB. Xin gửi từng tệp.";
/// The longest name of a file, in characters.
const MAX_NAME: usize = 150;
/// The most fields of a form.
const MAX_FIELDS: usize = 2_000;

/// A received form.
#[derive(Debug, Default)]
pub(crate) struct Form {
    /// Names and values, in order.
    pub(crate) fields: Vec<(String, String)>,
    files: Vec<(String, Upload)>,
    /// The permit of a large form, held until it is no longer in memory.
    _receiving: Option<ReceivingPermit>,
}

/// A file of a form.
#[derive(Debug, Clone)]
pub(crate) struct Upload {
    /// The original file name, without folders; a long one is shortened to its end.
    pub(crate) name: String,
    /// The content; empty if the file is too large.
    pub(crate) content: Bytes,
    /// Why it was not kept, as a sentence without its subject.
    pub(crate) too_large: Option<&'static str>,
}

/// What happens to the files of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Files {
    Kept,
    /// They are read and discarded.
    Dropped,
}

impl FromRequest<AppState> for Form {
    /// The response if it cannot be read.
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Response> {
        Self::read(request, state, Files::Kept).await
    }
}

impl Form {
    /// The fields of a form, without its files.
    pub(super) async fn without_files(request: Request, state: &AppState) -> Result<Self, Response> {
        Self::read(request, state, Files::Dropped).await
    }

    async fn read(request: Request, state: &AppState, files: Files) -> Result<Self, Response> {
        let kind = request.headers().get(header::CONTENT_TYPE).map(|kind| kind.as_bytes().to_vec());
        if kind.is_some_and(|kind| kind.starts_with(b"multipart/form-data")) {
            return Self::read_parts(state, request, files).await.map_err(|refused| *refused);
        }
        let (_, body) =
            arriving::read(request, MAX_FORM).await.map_err(|stopped| stopped.page(&state.assets))?;
        Ok(Self::of(&body))
    }

    /// The fields of a plain form.
    pub(crate) fn of(body: &[u8]) -> Self {
        let fields = form_urlencoded::parse(body).take(MAX_FIELDS);
        let fields = fields.map(|(name, value)| (name.into_owned(), composed(&value))).collect();
        Self { fields, ..Self::default() }
    }

    async fn read_parts(
        state: &AppState,
        request: Request<Body>,
        files: Files,
    ) -> Result<Self, Box<Response>> {
        let unreadable = |status: StatusCode, reason: &str| {
            tracing::info!("a form could not be read: {reason}");
            // A body that is too long has a status of its own; everything else is an incomplete or invalid
            // form.
            Box::new(match status {
                StatusCode::PAYLOAD_TOO_LARGE => plain_page::large_body(&state.assets),
                _ => plain_page::broken_form(&state.assets),
            })
        };
        let stopped = |error: MultipartError| {
            let status = if is_too_long(&error) { StatusCode::PAYLOAD_TOO_LARGE } else { error.status() };
            unreadable(status, &error.body_text())
        };
        let length = request
            .headers()
            .get(header::CONTENT_LENGTH)
            .and_then(|length| length.to_str().ok()?.parse().ok());
        let large = files == Files::Kept && length.is_none_or(|length: usize| length > MAX_FORM);
        let mut form = Self::default();
        if large {
            form._receiving =
                Some(state.uploads.acquire_receiving(&Client::of_request(request.extensions())).await);
        }
        let mut room = if files == Files::Kept { MAX_UPLOAD } else { MAX_FORM };
        let parts = Multipart::from_request(request, state).await;
        let mut parts = parts.map_err(|error| unreadable(error.status(), &error.body_text()))?;
        while let Some(mut part) = parts.next_field().await.map_err(stopped)? {
            let name = part.name().unwrap_or_default().to_owned();
            let file = part.file_name().map(short_name);
            let most = match (&file, files) {
                (None, _) => room,
                (Some(_), Files::Kept) => room.min(MAX_FILE),
                (Some(_), Files::Dropped) => 0,
            };
            let (mut content, mut too_large) = (Vec::new(), false);
            while let Some(piece) = part.chunk().await.map_err(stopped)? {
                too_large |= content.len() + piece.len() > most;
                if !too_large {
                    content.extend_from_slice(&piece);
                } else if file.is_none() {
                    return Err(unreadable(StatusCode::PAYLOAD_TOO_LARGE, "a field is too long"));
                } else {
                    content = Vec::new();
                }
            }
            room -= content.len();
            match file {
                // A file field that was left empty.
                Some(file) if file.is_empty() && content.is_empty() && !too_large => {}
                Some(file) => {
                    let reason = if most < MAX_FILE { TOO_LARGE_TOGETHER } else { TOO_LARGE };
                    let too_large = too_large.then_some(reason);
                    let upload = Upload { name: file, content: content.into(), too_large };
                    form.files.push((name, upload));
                }
                None => form.fields.push((name, composed(&String::from_utf8_lossy(&content)))),
            }
            if form.fields.len() + form.files.len() > MAX_FIELDS {
                return Err(unreadable(StatusCode::PAYLOAD_TOO_LARGE, "too many fields"));
            }
        }
        Ok(form)
    }

    /// The first value of a field; empty if there is none. Normalised to NFC, and with LF instead of the CR
    /// LF that browsers send.
    pub(crate) fn value(&self, name: &str) -> String {
        let value = self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        value.unwrap_or_default().replace("\r\n", "\n")
    }

    /// All values of a field.
    pub(crate) fn values(&self, name: &str) -> Vec<String> {
        self.fields.iter().filter(|(known, _)| known == name).map(|(_, value)| value.clone()).collect()
    }

    /// The key of a form that creates something.
    pub(crate) fn key(&self) -> Option<FormKey> {
        FormKey::read(&self.value(FORM_KEY))
    }

    /// The version that was loaded into the form; 0 for a new thing.
    pub(crate) fn version(&self) -> i64 {
        self.value(VERSION).parse().unwrap_or_default()
    }

    /// Whether a checkbox was checked, or a button with this name was pressed.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(known, _)| known == name)
    }

    /// The file of a field, if one was chosen.
    pub(crate) fn file(&self, name: &str) -> Option<&Upload> {
        self.files.iter().find(|(known, _)| known == name).map(|(_, file)| file)
    }

    /// Whether any file was chosen.
    pub(crate) fn has_files(&self) -> bool {
        !self.files.is_empty()
    }

    /// All files of a field.
    pub(crate) fn all_files(&self, name: &str) -> Vec<&Upload> {
        self.files.iter().filter(|(known, _)| known == name).map(|(_, file)| file).collect()
    }
}

/// The name of a file for display and log. The end is kept, since it has the file extension.
fn short_name(name: &str) -> String {
    let name = one_line(name.rsplit(['/', '\\']).next().unwrap_or_default());
    let cut = name.chars().count().saturating_sub(MAX_NAME);
    name.chars().skip(cut).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_is_one_short_line_without_folders() {
        assert_eq!(short_name("../../etc/a\r\nb.jpg"), "a b.jpg");
        assert_eq!(short_name(r"C:\Ảnh\lớp.png"), "lớp.png");
        let long = short_name(&format!("{}.pdf", "ậ".repeat(4_000)));
        assert_eq!(long.chars().count(), MAX_NAME);
        assert!(long.ends_with("ậ.pdf"));
    }
}
