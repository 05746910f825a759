//! Reads request bodies of readers completely before the request is processed: a slow sender holds no permit
//! that others wait for.

use crate::{plain_page, state::AppState};
use app::document::Assets;
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, Method, header, request::Parts},
    middleware::Next,
    response::Response,
};
use futures_util::StreamExt;
use std::{error::Error, iter};

/// The largest request body of readers, in bytes: far more than a ballot with all options.
pub(crate) const MAX_BODY: usize = 64 * 1024;

/// Why a body was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stopped {
    /// It is larger than the limit.
    TooLong,
    /// The connection failed, or the client was silent for too long.
    Broken,
}

impl Stopped {
    /// The error page.
    pub(crate) fn page(self, assets: &Assets) -> Response {
        match self {
            Self::TooLong => plain_page::large_body(assets),
            Self::Broken => plain_page::broken_form(assets),
        }
    }
}

/// Reads the body before the request is processed.
pub(crate) async fn first(State(state): State<AppState>, request: Request, next: Next) -> Response {
    match whole(request, MAX_BODY).await {
        Ok(request) => next.run(request).await,
        Err(stopped) => stopped.page(&state.assets),
    }
}

/// The request with its body in memory. The body of a GET or HEAD request is not read.
pub(crate) async fn whole(request: Request, most: usize) -> Result<Request, Stopped> {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return Ok(Request::from_parts(request.into_parts().0, Body::empty()));
    }
    let (mut parts, body) = read(request, most).await?;
    // The length is known now, even if the body was chunked.
    parts.headers.remove(header::TRANSFER_ENCODING);
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
    Ok(Request::from_parts(parts, Body::from(body)))
}

/// The head and the body of a request.
pub(crate) async fn read(request: Request, most: usize) -> Result<(Parts, Vec<u8>), Stopped> {
    let (parts, body) = request.into_parts();
    let mut pieces = body.into_data_stream();
    let mut body = Vec::new();
    while let Some(piece) = pieces.next().await {
        let piece =
            piece.map_err(|error| if is_too_long(&error) { Stopped::TooLong } else { Stopped::Broken })?;
        if body.len() + piece.len() > most {
            return Err(Stopped::TooLong);
        }
        // Copied, since a chunk of one byte would keep the 8 KB buffer that it was read into.
        body.extend_from_slice(&piece);
    }
    Ok((parts, body))
}

/// Whether the error is that a body without `Content-Length` is larger than the limit. axum 0.8.9 finds this
/// error only one level deep, and the limits here are nested deeper.
pub(crate) fn is_too_long(error: &(dyn Error + 'static)) -> bool {
    iter::successors(Some(error), |&cause| cause.source())
        .any(|cause| cause.to_string() == "length limit exceeded")
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Bytes;
    use futures_util::stream;
    use std::{convert::Infallible, sync::Arc};

    /// A byte that keeps the buffer alive that it was read into.
    struct Piece(Arc<[u8; 8192]>);

    impl AsRef<[u8]> for Piece {
        fn as_ref(&self) -> &[u8] {
            &self.0[..1]
        }
    }

    fn request(body: Body) -> Request {
        Request::builder().method(Method::POST).body(body).expect("a request")
    }

    #[tokio::test]
    async fn a_piece_is_let_go_once_it_is_copied() {
        let buffer = Arc::new([b'a'; 8192]);
        let pieces = (0..1_000).map(move |_| {
            assert!(Arc::strong_count(&buffer) < 3, "the pieces before are still there");
            Ok::<_, Infallible>(Bytes::from_owner(Piece(Arc::clone(&buffer))))
        });
        let (_, body) = read(request(Body::from_stream(stream::iter(pieces))), 1_000).await.expect("a body");
        assert_eq!(body, [b'a'; 1_000]);
    }

    #[tokio::test]
    async fn a_body_is_as_long_as_it_may_be_and_its_length_is_known() {
        assert_eq!(read(request(Body::from("abc")), 2).await.err(), Some(Stopped::TooLong));
        let request = whole(request(Body::from("abc")), 3).await.expect("a body");
        assert_eq!(request.headers()[header::CONTENT_LENGTH], "3");
    }
}
