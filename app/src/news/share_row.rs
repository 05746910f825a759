//! The row under an article: ways to share it, and ways to follow the site. Zalo, Facebook and e-mail are plain
//! links and load nothing from these sites; the sheets for the QR code and the feeds are `<details>`, so they open
//! without a script; `frontend/src/share.js` shows the buttons that the browser supports.

use crate::{
    routes::{self, feeds::FeedFormat},
    server_only::ServerOnly,
};
use data_encoding::BASE64;
use domain::{id::ArticleId, news::Named};
use leptos::prelude::*;
use leptos_router::location::Url;

/// What is shared.
#[derive(Debug, Clone)]
pub struct SharedArticle {
    /// The article.
    pub id: ArticleId,
    /// Its title.
    pub title: String,
    /// Its absolute address.
    pub address: String,
    /// Its category, which has feeds.
    pub category: Option<Named>,
}

/// Renders the row.
#[component]
pub fn ShareRow(
    /// What is shared.
    article: SharedArticle,
) -> impl IntoView {
    let SharedArticle { id, title, address, category } = article;
    let link = |href: String, name: &'static str| {
        view! { <li><a class="share__way" href=href rel="noopener nofollow" target="_blank">{name}</a></li> }
    };
    let of_category = category
        .map(|category| feeds(format!("Chuyên mục {}", category.name), &routes::category(&category.slug)));
    view! {
        <section class="share" aria-label="Chia sẻ bài này">
            <p class="share__label">"Chia sẻ bài này"</p>
            <ul class="share__ways">
                {link(zalo(&address), "Zalo")}
                {link(facebook(&address), "Facebook")}
                <li><a class="share__way" href=email(&title, &address)>"E-mail"</a></li>
                <li class="share__copy"><button class="share__way" type="button">"Chép địa chỉ"</button></li>
                <li class="share__native"><button class="share__way" type="button">"Cách khác…"</button></li>
            </ul>
            <div class="share__sheets">
                <details class="share__sheet">
                    <summary class="share__way">"Mã QR"</summary>
                    <div class="share__inside">
                        <img class="share__code" src=routes::qr_code(id) width="200" height="200" alt="Mã QR của bài này" loading="lazy"/>
                        <p>"Mời quý vị mở bài bằng máy ảnh của điện thoại."</p>
                    </div>
                </details>
                <details class="share__sheet">
                    <summary class="share__way">"Theo dõi"</summary>
                    <div class="share__inside">
                        <p>"Mời quý vị chép một địa chỉ vào ứng dụng đọc tin để biết ngay khi có bài mới."</p>
                        <ul>{of_category} {feeds("Cả trang web".to_owned(), routes::FRONT)}</ul>
                    </div>
                </details>
            </div>
            <p class="share__said" role="status"></p>
        </section>
    }
    .server_only()
}

/// The feeds of a list, or of the site.
fn feeds(name: String, list: &str) -> AnyView {
    let links = FeedFormat::ALL.map(|format| {
        view! { " " <a href=format.of(list) rel="external">{format.kind().1}</a> }
    });
    view! { <li>{name} ": " {links}</li> }.server_only()
}

fn facebook(address: &str) -> String {
    format!("https://www.facebook.com/sharer/sharer.php?u={}", Url::escape(address))
}

fn email(title: &str, address: &str) -> String {
    format!("mailto:?subject={}&body={}", Url::escape(title), Url::escape(address))
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
        let letter = email("Mừng & vui", "https://a.example/b-1");
        assert_eq!(letter, "mailto:?subject=M%E1%BB%ABng%20%26%20vui&body=https%3A%2F%2Fa%2Eexample%2Fb%2D1");
        let link = facebook("https://khuyenhoc.example/tin/a/b-1");
        assert!(link.ends_with("?u=https%3A%2F%2Fkhuyenhoc%2Eexample%2Ftin%2Fa%2Fb%2D1"), "{link}");
    }
}
