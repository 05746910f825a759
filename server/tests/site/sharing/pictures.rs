//! The pictures that chats show beside a link.

use super::{Browser, CHI, NEW, page, publish, save, site, tag, version};
use crate::support::{TestSite, request};
use axum::{
    body::{Body, to_bytes},
    http::Method,
};
use futures_util::future::join_all;
use image::RgbImage;
use server::config;
use std::{fs, path::PathBuf};

/// The path of the picture of a page.
async fn picture_of(site: &TestSite, address: &str) -> String {
    let page = page(site, address).await;
    tag(&page, "og:image").and_then(|it| it.strip_prefix("http://site.test")).expect("a picture").to_owned()
}

/// The file at a path.
async fn file(site: &TestSite, path: &str) -> Vec<u8> {
    let answer = site.send(request(Method::GET, path, &[], Body::empty())).await;
    assert_eq!(answer.status(), 200, "{path}");
    to_bytes(answer.into_body(), usize::MAX).await.expect("a file").to_vec()
}

fn decoded(file: &[u8]) -> RgbImage {
    image::load_from_memory(file).expect("a picture").to_rgb8()
}

fn kept(site: &TestSite) -> Vec<String> {
    let entries = fs::read_dir(folder(site)).into_iter().flatten().flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn folder(site: &TestSite) -> PathBuf {
    site.data().join("cache/chia-se")
}

#[tokio::test]
async fn every_article_has_a_picture_of_the_right_size() {
    let site = TestSite::starter().await;
    // With a picture and without one, and the site itself.
    for address in [super::LIBRARY, "/tin/quy-khuyen-hoc/bao-so-quy-trong-nam-phut-1", "/"] {
        let path = picture_of(&site, address).await;
        let file = file(&site, &path).await;
        assert!(file.len() < 300_000, "{path}: {} bytes", file.len());
        let picture = decoded(&file);
        assert_eq!((picture.width(), picture.height()), (1200, 630), "{path}");
    }
}

#[tokio::test]
async fn a_picture_is_kept_for_ever_and_drawn_once() {
    let site = site().await;
    let path = picture_of(&site, "/tin/kho/bai-01-1").await;
    let all = join_all((0..20).map(|_| site.get(&path))).await;
    assert!(all.iter().all(|answer| answer.status == 200 && answer.text == all[0].text));
    assert_eq!(kept(&site), [path.rsplit('/').next().expect("a name")]);
    let first = &all[0];
    assert_eq!(first.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(first.header("cross-origin-resource-policy"), "cross-origin");
    assert_eq!(first.header("content-type"), "image/jpeg");

    let again = site.ask(Method::GET, &path, &[("if-none-match", first.header("etag"))]).await;
    assert_eq!((again.status.as_u16(), again.text.as_str()), (304, ""));
    let length = file(&site, &path).await.len().to_string();
    let head = site.ask(Method::HEAD, &path, &[]).await;
    assert_eq!((head.status.as_u16(), head.text.as_str()), (200, ""));
    assert_eq!(head.header("content-length"), length);
    assert_eq!(site.ask(Method::POST, &path, &[]).await.status, 405);
}

#[tokio::test]
async fn another_title_is_another_picture_and_the_old_address_leads_to_it() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let (desk, address) = publish(&mut chi, &[("tieu-de", "E")]).await;
    let first = picture_of(&site, &address).await;
    let plain = decoded(&file(&site, &first).await);
    save(&mut chi, &desk, &[("tieu-de", "Ế")]).await;
    let second = picture_of(&site, &address).await;
    assert_ne!(first, second);
    let old = site.get(&first).await;
    assert_eq!((old.status.as_u16(), old.header("location")), (302, second.as_str()));
    let marked = decoded(&file(&site, &second).await);
    assert_eq!(kept(&site), [second.rsplit('/').next().expect("a name")], "the earlier one is gone");

    // The rows with ink between the two lines: the marks are above the letter, and whole.
    let inked = |picture: &RgbImage| {
        let dark = |y: &u32| (72..1128).any(|x| picture.get_pixel(x, *y).0[1] < 90);
        let rows: Vec<u32> = (175..515).filter(dark).collect();
        (rows[0], rows[rows.len() - 1], rows.len())
    };
    let (top, bottom, _) = inked(&plain);
    let (marked_top, marked_bottom, rows) = inked(&marked);
    assert!(marked_top + 20 < top, "{marked_top}, {top}");
    assert_eq!(marked_bottom, bottom);
    assert!(rows > 60, "{rows}");
}

#[tokio::test]
async fn what_readers_do_not_see_has_no_picture() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let saved = save(&mut chi, NEW, &[("tieu-de", "Chưa ai biết")]).await;
    let desk = saved.header("location").split('?').next().expect("an address").to_owned();
    let id = desk.rsplit('/').next().expect("an id");
    let draft = format!("/chia-se/{id}-0123456789ab.jpg");
    assert_eq!(site.get(&draft).await.status, 404);

    let (desk, address) = publish(&mut chi, &[]).await;
    let path = picture_of(&site, &address).await;
    assert_eq!(site.get(&path).await.status, 200);
    for step in ["go", "bo"] {
        let now = version(&mut chi, &desk).await;
        assert_eq!(chi.post(&format!("{desk}/{step}"), &[("phien-ban", &now)]).await.status, 303, "{step}");
        assert_eq!(site.get(&path).await.status, 404, "{step}");
    }
    for wrong in ["999999-0123456789ab.jpg", "a.jpg", "1.jpg", "1-0123456789ab.png", "..%2F..%2Ftrangnhat.db"]
    {
        assert_eq!(site.get(&format!("/chia-se/{wrong}")).await.status, 404, "{wrong}");
    }
    let guessed = site.get("/chia-se/trang-chu-000000000000.jpg").await;
    assert_eq!(guessed.status, 302);
}

#[tokio::test]
async fn a_picture_that_cannot_be_read_is_replaced_by_the_title_for_now() {
    let site = TestSite::starter().await;
    let path = picture_of(&site, super::LIBRARY).await;
    let media = config::media(site.data());
    let broken: Vec<(PathBuf, Vec<u8>)> = fs::read_dir(&media)
        .expect("a folder")
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|ending| ending == "webp"))
        .map(|entry| (entry.path(), fs::read(entry.path()).expect("a file")))
        .collect();
    for (file, content) in &broken {
        fs::write(file, &content[..content.len() / 2]).expect("cut off");
    }
    let answer = site.get(&path).await;
    assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (200, "public, max-age=300"));
    let card = file(&site, &path).await;
    assert_eq!(decoded(&card).dimensions(), (1200, 630));
    assert_eq!(kept(&site), [""; 0]);
    for (file, content) in &broken {
        fs::write(file, content).expect("mended");
    }
    assert_ne!(file(&site, &path).await, card);
    assert_eq!(kept(&site).len(), 1);
}

#[tokio::test]
async fn a_picture_that_cannot_be_kept_is_sent_all_the_same() {
    let site = site().await;
    // A file in place of the folder.
    fs::write(site.data().join("cache"), b"").expect("written");
    let path = picture_of(&site, "/tin/kho/bai-01-1").await;
    for _ in 0..2 {
        assert_eq!(decoded(&file(&site, &path).await).dimensions(), (1200, 630));
    }
}
