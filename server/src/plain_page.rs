//! Error pages outside the app: readable, with a link to go on, and independent of the database.

use app::document::Assets;
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::db::NotWritten;

/// A page with one heading and one sentence. Both are made of constants and need no escaping.
pub(crate) fn plain_page(assets: &Assets, status: StatusCode, heading: &str, sentence: &str) -> Response {
    let link = r#"<p><a class="button" href="/">Về trang nhất</a></p>"#;
    page_with(assets, status, heading, sentence, link)
}

fn page_with(assets: &Assets, status: StatusCode, heading: &str, sentence: &str, link: &str) -> Response {
    let css = &assets.css;
    let html = format!(
        r#"<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{heading}</title>
<link rel="stylesheet" href="{css}">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
</head>
<body>
<main class="plain-page">
<h1 class="error-page__title">{heading}</h1>
<p class="error-page__sentence">{sentence}</p>
{link}
</main>
</body>
</html>
"#
    );
    let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, html).into_response()
}

/// The address has invalid characters.
pub(crate) fn bad_address(assets: &Assets) -> Response {
    let sentence = "Địa chỉ trang có ký tự không đọc được. Xin quý vị kiểm tra lại.";
    plain_page(assets, StatusCode::BAD_REQUEST, "Địa chỉ này không đúng", sentence)
}

/// The address is too long.
pub(crate) fn long_address(assets: &Assets) -> Response {
    let sentence = "Địa chỉ trang dài hơn mức cho phép. Xin quý vị kiểm tra lại.";
    plain_page(assets, StatusCode::URI_TOO_LONG, "Địa chỉ này quá dài", sentence)
}

/// The picture or file does not exist.
pub(crate) fn missing_file(assets: &Assets) -> Response {
    let sentence = "Tệp này không có ở đây, hoặc đã được thay bằng tệp khác.";
    plain_page(assets, StatusCode::NOT_FOUND, "Không tìm thấy tệp này", sentence)
}

/// A secret link to an article that is no longer valid.
pub(crate) fn ended_preview(assets: &Assets) -> Response {
    let sentence =
        "Liên kết xem trước này đã hết hạn hoặc đã được thu hồi. Xin quý vị hỏi người đã gửi liên kết.";
    plain_page(assets, StatusCode::GONE, "Liên kết không còn dùng được", sentence)
}

/// What is typed cannot be shown; `field` is the label of the field with a problem.
pub(crate) fn no_preview(assets: &Assets, field: &str) -> Response {
    let sentence = format!("Ô “{field}” chưa hợp lệ. Xin quý vị xem lại ô ấy.");
    plain_page(assets, StatusCode::UNPROCESSABLE_ENTITY, "Chưa xem trước được", &sentence)
}

/// The form was sent from another site.
pub(crate) fn foreign_form(assets: &Assets) -> Response {
    let sentence = "Biểu mẫu này được gửi từ một trang khác. Xin quý vị mở trang của chúng tôi rồi gửi lại.";
    plain_page(assets, StatusCode::FORBIDDEN, "Không nhận biểu mẫu từ trang khác", sentence)
}

/// The request body is too large.
pub(crate) fn large_body(assets: &Assets) -> Response {
    let sentence = "Nội dung gửi lên lớn hơn mức cho phép.";
    plain_page(assets, StatusCode::PAYLOAD_TOO_LARGE, "Nội dung quá lớn", sentence)
}

/// The form is incomplete or invalid.
pub(crate) fn broken_form(assets: &Assets) -> Response {
    let sentence = "Biểu mẫu bị đứt giữa chừng, có thể do mất mạng, nên chưa có gì được lưu. Xin quý vị quay lại và gửi lần nữa.";
    plain_page(assets, StatusCode::BAD_REQUEST, "Chưa nhận được đủ nội dung", sentence)
}

/// The address does not allow this method.
pub(crate) fn wrong_method(assets: &Assets) -> Response {
    let sentence = "Địa chỉ này không nhận yêu cầu như vậy.";
    plain_page(assets, StatusCode::METHOD_NOT_ALLOWED, "Yêu cầu không phù hợp", sentence)
}

/// The site has no content, or the database does not answer.
pub(crate) fn unavailable(assets: &Assets) -> Response {
    let sentence = "Trang web tạm thời chưa phục vụ được. Xin quý vị thử lại sau ít phút.";
    plain_page(assets, StatusCode::SERVICE_UNAVAILABLE, "Trang web đang gặp trục trặc", sentence)
}

/// The site is not set up yet. Nothing leads to where that is done.
pub(crate) fn not_set_up(assets: &Assets) -> Response {
    let sentence =
        "Người quản lý máy chủ thiết lập trang tại địa chỉ mà chương trình đã in ra khi khởi động.";
    page_with(assets, StatusCode::SERVICE_UNAVAILABLE, "Trang web đang được thiết lập", sentence, "")
}

/// A write has failed.
pub(crate) fn not_written(assets: &Assets, why: NotWritten) -> Response {
    plain_page(assets, StatusCode::SERVICE_UNAVAILABLE, "Chưa lưu được", why.sentence())
}

/// A session could not be started or ended. `title` says what failed.
pub(crate) fn session_not_written(assets: &Assets, title: &str) -> Response {
    let sentence = "Máy chủ đang không ghi được phiên đăng nhập. Xin quý vị thử lại sau ít phút; nếu vẫn vậy, xin báo cho \
        người quản lý máy chủ.";
    plain_page(assets, StatusCode::SERVICE_UNAVAILABLE, title, sentence)
}

/// Rendering a page has failed.
pub(crate) fn failed(assets: &Assets) -> Response {
    let sentence = "Chúng tôi đã ghi lại sự cố. Xin quý vị thử lại sau ít phút.";
    plain_page(assets, StatusCode::INTERNAL_SERVER_ERROR, "Trang web đang gặp trục trặc", sentence)
}
