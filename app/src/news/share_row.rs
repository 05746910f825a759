//! The row under an article with ways to share it. Zalo and Facebook are plain links and load nothing from
//! these sites; `frontend/src/share.js` shows the buttons that the browser supports.

use crate::server_only::ServerOnly;
use data_encoding::BASE64;
use leptos::prelude::*;
use leptos_router::location::Url;

/// Renders the row.
#[component]
pub fn ShareRow(
    /// The absolute address of the article.
    address: String,
) -> impl IntoView {
    let link = |href: String, name: &'static str| {
        view! { <li><a class="share__way" href=href rel="noopener nofollow" target="_blank">{name}</a></li> }
    };
    view! {
        <section class="share" aria-label="Chia sẻ bài này">
            <p class="share__label">"Chia sẻ bài này"</p>
            <ul class="share__ways">
                {link(zalo(&address), "Zalo")}
                {link(facebook(&address), "Facebook")}
                <li class="share__copy"><button class="share__way" type="button">"Chép địa chỉ"</button></li>
                <li class="share__native"><button class="share__way" type="button">"Cách khác…"</button></li>
            </ul>
            <p class="share__said" role="status"></p>
        </section>
    }
    .server_only()
}

fn facebook(address: &str) -> String {
    format!("https://www.facebook.com/sharer/sharer.php?u={}", Url::escape(address))
}

/// The page that Zalo's own button opens; what is shared is JSON in Base64. The JSON is padded to full
/// groups, so the Base64 needs no escaping.
fn zalo(address: &str) -> String {
    let address = serde_json::Value::from(address);
    let fill = " ".repeat((3 - format!("{{\"url\":{address}}}").len() % 3) % 3);
    let shared = BASE64.encode(format!("{{\"url\":{address}{fill}}}").as_bytes());
    format!(
        "https://button-share.zalo.me/share_external?layout=1&color=blue&customize=false&d={shared}&shareType=0"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shared_is_the_address() {
        for slug in ["a-1", "ab-1", "abc-1"] {
            let address = format!("https://khuyenhoc.example/tin/tin-tuc/{slug}");
            let link = zalo(&address);
            let shared =
                link.split("&d=").nth(1).and_then(|rest| rest.split('&').next()).expect("a parameter");
            assert!(shared.chars().all(|letter| letter.is_ascii_alphanumeric()), "{shared}");
            let json = BASE64.decode(shared.as_bytes()).expect("Base64");
            let json: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
            assert_eq!(json, serde_json::json!({ "url": address }));
        }
        let link = facebook("https://khuyenhoc.example/tin/a/b-1");
        assert!(link.ends_with("?u=https%3A%2F%2Fkhuyenhoc%2Eexample%2Ftin%2Fa%2Fb%2D1"), "{link}");
    }
}
