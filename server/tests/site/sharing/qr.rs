//! The QR code of an article.

use super::{Browser, CHI, LIBRARY, publish, site, version};
use crate::support::{TestSite, between};
use axum::http::Method;
use qrcode::{Color, QrCode};

/// The dark modules of a drawn code, by column and row.
fn drawn(svg: &str) -> Vec<String> {
    between(svg, " d=\"", "\"").split_terminator("h1v1h-1z").map(str::to_owned).collect()
}

/// The dark modules of the code of this text, with four light ones around it.
fn modules(text: &str) -> Vec<String> {
    let code = QrCode::new(text).expect("a code");
    let dark = (0..).zip(code.to_colors()).filter(|(_, color)| *color == Color::Dark);
    dark.map(|(place, _)| format!("M{} {}", place % code.width() + 4, place / code.width() + 4)).collect()
}

#[tokio::test]
async fn the_code_in_the_sheet_has_the_address_of_the_article() {
    let site = TestSite::starter().await;
    let page = site.get(LIBRARY).await.text;
    let image = page.split("<img").find(|image| image.contains("class=\"share__code\"")).expect("a picture");
    let address = between(image, "src=\"", "\"").to_owned();
    let code = site.get(&address).await;
    assert_eq!(code.header("content-type"), "image/svg+xml");
    assert_eq!(code.header("cache-control"), "public, max-age=86400");
    assert_eq!(code.header("x-robots-tag"), "noindex");
    assert!(code.text.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""), "{}", code.text);
    assert!(code.text.contains("fill=\"#ffffff\""), "light in dark mode too");
    assert_eq!(drawn(&code.text), modules(&format!("http://site.test{LIBRARY}")));
    let again = site.ask(Method::GET, &address, &[("if-none-match", code.header("etag"))]).await;
    assert_eq!((again.status.as_u16(), again.text.as_str()), (304, ""));
}

#[tokio::test]
async fn only_what_readers_see_has_a_code() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let (desk, page) = publish(&mut chi, &[("tieu-de", "Mùa gặt")]).await;
    let id = desk.rsplit('/').next().expect("an id").to_owned();
    let address = format!("/ma-qr/{id}.svg");
    let moved = site.get(&page).await;
    let canonical = format!("http://site.test{}", moved.header("location"));
    assert_eq!(drawn(&site.get(&address).await.text), modules(&canonical));
    let now = version(&mut chi, &desk).await;
    assert_eq!(chi.post(&format!("{desk}/go"), &[("phien-ban", &now)]).await.status, 303);
    for gone in [&*address, "/ma-qr/999999.svg", "/ma-qr/x.svg", "/ma-qr/1", "/ma-qr/0.svg"] {
        assert_eq!(site.get(gone).await.status, 404, "{gone}");
    }
}
