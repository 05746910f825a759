//! The encoding of data between server and browser: JSON, parsed from text; and the mapping of transport
//! errors.
//!
//! Leptos parses the data of a served page from text, and server_fn's own JSON codec parses from bytes: that
//! would be two copies of every deserializer in the wasm. This codec parses text too.

use crate::{answer, error::AppError};
use leptos::server_fn::{
    Bytes, ContentType, Decodes, Encodes, Format, FormatType,
    codec::Post,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Serialize, de::DeserializeOwned};
use std::str;

/// The encoding of server functions, set by `output = Json`.
pub type Json = Post<JsonText>;

/// JSON parsed from text.
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

    /// An error in another format comes from a proxy, for example while the site restarts.
    fn de(data: Bytes) -> Self {
        JsonText::decode(data).unwrap_or(Self::Offline)
    }

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Offline,
            // On the server the request is invalid, in the browser the response.
            ServerFnErrorErr::Deserialization(_) if cfg!(feature = "ssr") => answer::bad_request(),
            ServerFnErrorErr::Deserialization(_) => Self::Outdated,
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => answer::bad_request(),
            other => answer::fault(&other),
        }
    }
}
