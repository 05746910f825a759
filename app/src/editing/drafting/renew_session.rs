//! The dialog for a session that has ended while somebody was writing.

use super::{
    Handle,
    dialog::{close, open},
    keeper::Shown,
};
use crate::routes::desk as addresses;
use domain::drafting::save_engine::{Input, State};
use gloo_net::http::Request;
use leptos::{
    ev::{Event, SubmitEvent},
    html::Dialog,
    portal::Portal,
    prelude::*,
    task::spawn_local,
};

const WRONG: &str = "Địa chỉ hoặc mật khẩu chưa đúng. Xin quý vị thử lại.";
const MORE: &str =
    "Tài khoản này cần thêm một bước xác nhận. Xin quý vị đăng nhập ở thẻ mới, rồi trở lại đây.";
const UNREACHED: &str = "Chưa kết nối được với máy chủ. Xin quý vị thử lại.";

/// The dialog. It opens and closes by itself.
#[component]
pub fn RenewSession(
    /// What the page shows of the draft.
    shown: Shown,
    /// Its keeper.
    handle: Handle,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    let email = RwSignal::new(handle.with_value(|keeper| keeper.form().email()));
    let password = RwSignal::new(String::new());
    let problem = RwSignal::new("");
    let is_out = Memo::new(move |_| shown.state.get() == State::SignedOut);
    // Who has put it off opens it by sending the form.
    Effect::new(move |_| {
        shown.refusals.track();
        // Also when the dialog comes into the page.
        match (is_out.get(), dialog.get()) {
            (true, Some(_)) => open(dialog),
            _ => close(dialog),
        }
    });
    let sign_in = move |event: SubmitEvent| {
        event.prevent_default();
        spawn_local(async move {
            let sent = sign_in(&email.get_untracked(), &password.get_untracked()).await;
            problem.set(sent.err().unwrap_or_default());
            if sent.is_ok() {
                password.set(String::new());
                handle.with_value(|keeper| keeper.handle(Input::SignedIn));
            }
        });
    };
    let put_off = move |event: Event| {
        event.prevent_default();
        close(dialog);
    };
    let elsewhere = format!("{}?{}={}", addresses::SIGN_IN, addresses::NEXT, addresses::DESK);
    view! {
        <Portal>
            <dialog class="desk-dialog" node_ref=dialog aria-labelledby="het-phien" on:cancel=put_off>
                <form method="dialog" on:submit=sign_in>
                    <h2 class="desk-dialog__title" id="het-phien">"Phiên làm việc đã hết"</h2>
                    <p>"Bài quý vị đang viết vẫn còn nguyên. Xin đăng nhập lại ở đây để bài được lưu tiếp."</p>
                    <div class="field">
                        <label class="field__label" for="lai-email">"E-mail"</label>
                        <input class="field__input" id="lai-email" type="email" autocomplete="username" required bind:value=email/>
                    </div>
                    <div class="field">
                        <label class="field__label" for="lai-mat-khau">"Mật khẩu"</label>
                        <input class="field__input" id="lai-mat-khau" type="password" autocomplete="current-password" required autofocus
                            bind:value=password/>
                    </div>
                    <div role="alert">
                        <Show when=move || !problem.get().is_empty()><p class="field__problem">{problem}</p></Show>
                    </div>
                    <div class="desk-dialog__buttons">
                        <button class="button" type="submit">"Đăng nhập"</button>
                        <a class="button button--quiet" href=elsewhere.clone() target="_blank" rel="noopener">"Đăng nhập ở thẻ mới"</a>
                        <button class="button button--quiet" type="button" on:click=move |_| close(dialog)>"Để sau"</button>
                    </div>
                </form>
            </dialog>
        </Portal>
    }
}

/// Signs in as the sign-in page does. The error is a sentence.
async fn sign_in(email: &str, password: &str) -> Result<(), &'static str> {
    let escape = |text: &str| String::from(js_sys::encode_uri_component(text));
    let form = format!("email={}&mat-khau={}", escape(email), escape(password));
    let request =
        Request::post(addresses::SIGN_IN).header("content-type", "application/x-www-form-urlencoded");
    let request = request.body(form).map_err(|_| UNREACHED)?;
    let answer = request.send().await.map_err(|_| UNREACHED)?;
    // The page where the answer has led to.
    let led = answer.url();
    if led.contains(addresses::SIGN_IN_CODE) {
        Err(MORE)
    } else if answer.ok() && led.contains(addresses::DESK) {
        Ok(())
    } else {
        Err(WRONG)
    }
}
