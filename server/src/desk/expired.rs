//! A form that arrives when nobody is signed in any more. What was typed comes back, and can be sent once more.

use super::form::Form;
use crate::router::Site;
use app::{
    desk::{Notice, Tone, submit},
    routes::desk as addresses,
};
use axum::{extract::Request, http::StatusCode, response::Response};
use leptos::prelude::*;

/// Texts from this length on, in characters, are shown, so that they can be copied.
const WORTH_SHOWING: usize = 40;

pub(crate) async fn answer(site: Site, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    // The semaphore is never closed.
    let _turn = site.lost_forms.acquire().await.ok();
    let form = match Form::read(&site, request).await {
        Ok(form) => form,
        Err(refused) => return *refused,
    };
    // Passwords and codes are typed anew.
    let secret = |name: &str| name.starts_with("mat-khau") || name == "ma";
    let fields = form.fields.into_iter().filter(|(name, _)| !secret(name)).map(|(name, value)| {
        if value.chars().count() < WORTH_SHOWING {
            return view! { <input type="hidden" name=name value=value/> }.into_any();
        }
        app::desk::Field::new(name, "Nội dung đã viết", value).area(8)
    });
    let fields = fields.collect_view();
    let sign_in = format!("{}?{}={}", addresses::SIGN_IN, addresses::NEXT, addresses::DESK);
    let body = view! {
        <Notice tone=Tone::Refused word="Chưa lưu">
            <p>
                "Phiên đăng nhập đã hết, nên chưa lưu được gì. Nội dung quý vị viết vẫn còn ở dưới đây. Xin "
                <a href=sign_in target="_blank" rel="noopener">"đăng nhập ở một thẻ khác"</a>
                ", rồi trở lại đây và bấm “Gửi lại”. Nếu có chọn tệp, xin chọn lại tệp sau khi gửi."
            </p>
        </Notice>
        <form class="form" method="post" action=path.clone()>
            {fields}
            {submit("Gửi lại", false)}
        </form>
    };
    let title = "Phiên đăng nhập đã hết";
    super::page(&site, StatusCode::UNAUTHORIZED, None, (&path, title), body).await
}
