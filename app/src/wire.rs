//! The form of data between server and browser: JSON, read from text; and what an error of the way becomes.
//!
//! Leptos reads the data of a served page from text and server_fn's own JSON codec reads answers from bytes: two
//! copies of every deserialiser in the wasm. This one reads text too.

use crate::{answer, error::AppError};
use leptos::server_fn::{
    Bytes, ContentType, Decodes, Encodes, Format, FormatType,
    codec::Post,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Serialize, de::DeserializeOwned};
use std::str;

/// Answers of server functions, by `output = Json`.
pub type Json = Post<JsonText>;

/// JSON that is read from text.
pub struct JsonText;

impl ContentType for JsonText {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for JsonText {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for JsonText {
    type Error = serde_json::Error;

    fn encode(output: &T) -> Result<Bytes, Self::Error> {
        serde_json::to_string(output).map(Bytes::from)
    }
}

impl<T: DeserializeOwned> Decodes<T> for JsonText {
    type Error = serde_json::Error;

    fn decode(bytes: Bytes) -> Result<T, Self::Error> {
        let text = str::from_utf8(&bytes).map_err(serde::de::Error::custom)?;
        serde_json::from_str(text)
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonText;

    /// An error that is not written by us is of whoever stands between browser and site, while the site restarts.
    fn de(data: Bytes) -> Self {
        JsonText::decode(data).unwrap_or(Self::Offline)
    }

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Offline,
            // On the server it is the question that cannot be read, in the browser the answer.
            ServerFnErrorErr::Deserialization(_) if cfg!(feature = "ssr") => answer::bad_request(),
            ServerFnErrorErr::Deserialization(_) => Self::Outdated,
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => answer::bad_request(),
            other => answer::fault(&other),
        }
    }
}
