//! The fields and files of a form, however a browser has packed them.

use crate::{plain_page, router::Site};
use axum::{
    body::{Body, Bytes},
    extract::{FromRequest, Multipart, Request},
    http::header,
    response::Response,
};

/// The largest form, in bytes: more than may be stored, so that what is too long comes back with a sentence.
pub(crate) const MAX_FORM: usize = 4 * 1024 * 1024;
/// The largest form with a file, in bytes.
pub(crate) const MAX_UPLOAD: usize = 24 * 1024 * 1024;
/// The most fields of a form.
const MAX_FIELDS: usize = 2_000;

/// A form, as it arrived.
#[derive(Debug, Default)]
pub(crate) struct Form {
    /// Names and values, in order.
    pub(crate) fields: Vec<(String, String)>,
    files: Vec<(String, Upload)>,
}

/// A file of a form.
#[derive(Debug, Clone)]
pub(crate) struct Upload {
    /// What the file is called where it comes from.
    pub(crate) name: String,
    /// What is in it.
    pub(crate) content: Bytes,
}

impl Form {
    /// Reads a form; the answer where it cannot be read.
    pub(crate) async fn read(site: &Site, request: Request) -> Result<Self, Box<Response>> {
        let kind = request.headers().get(header::CONTENT_TYPE).map(|kind| kind.as_bytes().to_vec());
        if kind.is_some_and(|kind| kind.starts_with(b"multipart/form-data")) {
            return Self::read_parts(site, request).await;
        }
        let Some((_, body)) = crate::access::read_body(request, MAX_FORM).await else {
            return Err(Box::new(plain_page::large_body(&site.assets)));
        };
        let fields = form_urlencoded::parse(&body).into_owned().take(MAX_FIELDS).collect();
        Ok(Self { fields, files: Vec::new() })
    }

    async fn read_parts(site: &Site, request: Request<Body>) -> Result<Self, Box<Response>> {
        let unreadable = |error: &dyn std::fmt::Display| {
            tracing::info!("a form could not be read: {error}");
            Box::new(plain_page::large_body(&site.assets))
        };
        let mut parts = Multipart::from_request(request, site).await.map_err(|error| unreadable(&error))?;
        let mut form = Self::default();
        while let Some(part) = parts.next_field().await.map_err(|error| unreadable(&error))? {
            let name = part.name().unwrap_or_default().to_owned();
            match part.file_name().map(str::to_owned) {
                Some(file) => {
                    let content = part.bytes().await.map_err(|error| unreadable(&error))?;
                    // A field for a file that nobody chose.
                    if !file.is_empty() || !content.is_empty() {
                        form.files.push((name, Upload { name: file, content }));
                    }
                }
                None => {
                    let value = part.bytes().await.map_err(|error| unreadable(&error))?;
                    form.fields.push((name, String::from_utf8_lossy(&value).into_owned()));
                }
            }
            if form.fields.len() + form.files.len() > MAX_FIELDS {
                return Err(Box::new(plain_page::large_body(&site.assets)));
            }
        }
        Ok(form)
    }

    /// The first value of a field; empty when there is none. Browsers send line ends as CR LF.
    pub(crate) fn value(&self, name: &str) -> String {
        let value = self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        value.unwrap_or_default().replace("\r\n", "\n")
    }

    /// All values of a field.
    pub(crate) fn values(&self, name: &str) -> Vec<String> {
        self.fields.iter().filter(|(known, _)| known == name).map(|(_, value)| value.clone()).collect()
    }

    /// Whether a box was ticked, or a button of this name used.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(known, _)| known == name)
    }

    /// The file of a field, if somebody chose one.
    pub(crate) fn file(&self, name: &str) -> Option<&Upload> {
        self.files.iter().find(|(known, _)| known == name).map(|(_, file)| file)
    }
}
