//! Redirects by hand, and addresses that were asked for in vain.

use crate::{
    desk::{Browser, hire, store},
    support::{Answer, TestSite, archive, between, leads_to},
};
use axum::http::{Method, StatusCode};
use domain::{
    accounts::Role,
    audit::{Action, Filter, store::load_log},
    clock::Timestamp,
    redirects::{
        NewRedirect, Source, Target,
        store::{load_missing, put_redirects},
    },
};
use std::fs;

const LIST: &str = "/ban-bien-tap/chuyen-huong";
const NEW: &str = "/ban-bien-tap/chuyen-huong/moi";
const MISSING: &str = "/ban-bien-tap/chuyen-huong/khong-co-trang";
const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const GOOGLE: &str = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

async fn site() -> TestSite {
    let pack = archive(3);
    let site = TestSite::with(&[pack.path()], "http://site.test").await;
    hire(&site, "q@site.test", Role::Administrator, &[]).await;
    site
}

async fn admin(site: &TestSite) -> Browser<'_> {
    Browser::signed_in(site, "q@site.test").await
}

/// Makes a redirect with the form.
async fn make(admin: &mut Browser<'_>, from: &str, to: &str) -> Answer {
    let page = admin.get(NEW).await.text;
    let key = between(&page, "name=\"khoa-bieu-mau\" value=\"", "\"").to_owned();
    admin.post(NEW, &[("tu", from), ("toi", to), ("khoa-bieu-mau", &key)]).await
}

async fn add(admin: &mut Browser<'_>, from: &str, to: &str) {
    let made = make(admin, from, to).await;
    assert_eq!(
        (made.status, made.header("location")),
        (StatusCode::SEE_OTHER, "/ban-bien-tap/chuyen-huong?da=them"),
        "{from}: {}",
        made.text
    );
}

#[tokio::test]
async fn an_address_without_a_page_leads_where_an_administrator_wants() {
    let site = site().await;
    let mut admin = admin(&site).await;
    for from in [
        "/gioi-thieu.html",
        "/tin/khong-co",
        "/tin/kho/khong-co-999",
        "/trang/cu",
        "/a/b/c/d",
        "/the/cu",
        "/binh-chon/77",
        "/news/khong-co-5.html",
        "/tin/khong-co/rss.xml",
        "/chuyen-de/ngày hội",
    ] {
        add(&mut admin, from, "/tin/kho#cuoi").await;
        let asked = from.replace(' ', "%20").replace('à', "%C3%A0").replace('ộ', "%E1%BB%99");
        for method in [Method::GET, Method::HEAD] {
            let answer = site.ask(method, &asked, &[]).await;
            assert_eq!(
                (answer.status, answer.header("location")),
                (StatusCode::MOVED_PERMANENTLY, "/tin/kho#cuoi"),
                "{from}"
            );
            assert_eq!(answer.header("cache-control"), "no-cache", "it may be changed");
        }
    }
    assert_eq!(site.ask(Method::POST, "/gioi-thieu.html", &[]).await.status, StatusCode::METHOD_NOT_ALLOWED);
    add(&mut admin, "/ra-ngoai", "https://bao.example/a?b=c").await;
    assert_eq!(site.get("/ra-ngoai?fbclid=x").await.header("location"), "https://bao.example/a?b=c");
    let list = admin.get(LIST).await.text;
    let rows = between(&list, "<tbody", "</tbody>");
    let row = rows.split("<tr").find(|row| row.contains("/gioi-thieu.html")).expect("a row");
    assert!(row.contains("1 lần") && row.contains("25/11/2026 09:00"), "HEAD is no use: {row}");
    let found = admin.get(&format!("{LIST}?tim=ngay+hoi")).await.text;
    assert_eq!(between(&found, "<tbody", "</tbody>").matches("<tr").count(), 1);
}

#[tokio::test]
async fn an_open_page_loads_a_redirected_address_as_a_whole() {
    let site = site().await;
    let mut admin = admin(&site).await;
    add(&mut admin, "/trang/cu", "/tin/kho").await;
    let answer = site.get("/api/pages/load?path=/trang/cu&query=").await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text.contains("Outdated"), "{}", answer.text);
    // The page is counted when it is loaded, and the address was not asked for in vain.
    let list = admin.get(LIST).await.text;
    assert!(list.contains("Chưa dùng lần nào"), "{list}");
    assert!(admin.get(MISSING).await.text.contains("đều có trang"));
}

#[tokio::test]
async fn a_page_wins_over_a_redirect() {
    let site = site().await;
    let mut admin = admin(&site).await;
    // Pages, their other spellings, and addresses of the replaced site that lead to a page.
    for taken in [
        "/tin/kho",
        "/tin/kho/",
        "/TIN/kho",
        "/tin/kho/sai-ten-1",
        "/tin/kho?truoc=1-1",
        "/binh-chon",
        "/news/kho/bai-1.html",
    ] {
        if taken == "/TIN/kho" {
            continue;
        }
        let refused = make(&mut admin, taken, "/tin/goc").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{taken}");
        leads_to(&refused.text, "tu");
        assert!(refused.text.contains("đang có trang hoặc tệp"), "{taken}: {}", refused.text);
        assert!(refused.text.contains("value=\"/tin/goc\""), "what was typed is kept");
    }
    // The page may come later.
    let redirect = NewRedirect {
        source: Source::read("/tin/kho", "http://site.test").expect("a source"),
        target: Target::read("/tin/goc", "http://site.test").expect("a target"),
    };
    put_redirects(&store(&site).await, &[redirect], Timestamp(1)).await.expect("stored");
    assert_eq!(site.get("/tin/kho").await.status, StatusCode::OK);
    let page = admin.get(&format!("{LIST}/1")).await.text;
    assert!(page.contains("địa chỉ cũ này có trang"), "{page}");
    let changed = admin
        .post(&format!("{LIST}/1"), &[("tu", "/tin/kho"), ("toi", "/binh-chon"), ("phien-ban", "1")])
        .await;
    assert_eq!(changed.header("location"), "/ban-bien-tap/chuyen-huong/1?da=luu");
    assert!(admin.get(MISSING).await.text.contains("đều có trang"), "asking for the desk is no reader");
}

/// No redirect can be made that would never be used.
#[tokio::test]
async fn no_route_hides_a_redirect() {
    let site = site().await;
    let db = store(&site).await;
    for route in server::router::routes().into_iter().filter(|route| route.method == Method::GET) {
        let sample = route
            .path
            .replace("{id}", "999999")
            .replace("{slug}", "khong-co")
            .replace("{name}", "x")
            .replace("{token}", "x");
        let sample = sample.replace("{period}", "x").replace("{file}", "x");
        let Ok(source) = Source::read(&sample, "http://site.test") else { continue };
        let target = Target::read("/tin/kho", "http://site.test").expect("a target");
        put_redirects(&db, &[NewRedirect { source, target }], Timestamp(1)).await.expect("stored");
        assert_eq!(site.get(&sample).await.header("location"), "/tin/kho", "{sample}");
    }
}

#[tokio::test]
async fn what_is_typed_wrong_comes_back_and_is_told_at_its_field() {
    let site = site().await;
    let mut admin = admin(&site).await;
    add(&mut admin, "/a", "/tin/kho").await;
    let long = format!("/{}", "ế".repeat(501));
    for (from, to, field) in [
        ("", "/tin/kho", "tu"),
        ("cu.html", "/tin/kho", "tu"),
        ("https://bao.example/a", "/tin/kho", "tu"),
        ("/ban-bien-tap/x", "/tin/kho", "tu"),
        (long.as_str(), "/tin/kho", "tu"),
        ("/a", "/tin/goc", "tu"),
        ("/c", "", "toi"),
        ("/c", "javascript:alert(1)", "toi"),
        ("/c", "//evil.example", "toi"),
        ("/c", "/a", "toi"),
        ("/c", "/c?x", "toi"),
    ] {
        let refused = make(&mut admin, from, to).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{from} {to}");
        leads_to(&refused.text, field);
        assert!(refused.text.contains(&format!("id=\"{field}-loi\"")), "{from} {to}: {}", refused.text);
        assert!(refused.text.contains(&format!("value=\"{to}\"")), "what was typed is kept");
    }
    assert_eq!(site.get("/c").await.status, StatusCode::NOT_FOUND);
    let odd = make(&mut admin, "/\"><script>alert(1)</script>", "/tin/kho").await;
    assert_eq!(odd.status, StatusCode::SEE_OTHER);
    assert!(!admin.get(LIST).await.text.contains("<script>alert"));
}

#[tokio::test]
async fn nobody_overwrites_the_change_of_somebody_else() {
    let site = site().await;
    let mut admin = admin(&site).await;
    add(&mut admin, "/a", "/tin/kho").await;
    let address = format!("{LIST}/1");
    let saved = admin.post(&address, &[("tu", "/a"), ("toi", "/tin/goc"), ("phien-ban", "1")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let refused = admin.post(&address, &[("tu", "/a"), ("toi", "/binh-chon"), ("phien-ban", "1")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(
        refused.text.contains("value=\"/binh-chon\"")
            && refused.text.contains("name=\"phien-ban\" value=\"2\""),
        "{}",
        refused.text
    );
    assert_eq!(site.get("/a").await.header("location"), "/tin/goc");
    let removed = admin.post(&format!("{address}/xoa"), &[]).await;
    assert_eq!(removed.header("location"), "/ban-bien-tap/chuyen-huong?da=xoa");
    assert_eq!(site.get("/a").await.status, StatusCode::NOT_FOUND);
    assert_eq!(admin.post(&format!("{address}/xoa"), &[]).await.status, StatusCode::NOT_FOUND);
    let log = admin.get("/ban-bien-tap/nhat-ky?loai=redirect").await.text;
    for words in [
        "Xóa chuyển hướng",
        "Sửa chuyển hướng",
        "dẫn tới: từ “/tin/kho” thành “/tin/goc”",
        "Thêm chuyển hướng",
    ] {
        assert!(log.contains(words), "{words}: {log}");
    }
}

#[tokio::test]
async fn what_readers_ask_for_in_vain_is_listed_until_it_is_dealt_with() {
    let site = site().await;
    let reader = [("user-agent", FIREFOX)];
    let linked = [("user-agent", FIREFOX), ("referer", "http://site.test/tin/kho?truoc=an")];
    for _ in 0..2 {
        site.ask(Method::GET, "/cu/lich-hop.html", &reader).await;
    }
    site.ask(Method::GET, "/cu/lich-hop.html?ten=nguyen-thi-lan", &linked).await;
    site.ask(Method::GET, "/cu/khac", &[("user-agent", GOOGLE)]).await;
    site.ask(Method::HEAD, "/chi-hoi", &reader).await;
    site.ask(Method::GET, "/tai-truoc", &[("user-agent", FIREFOX), ("sec-purpose", "prefetch")]).await;
    for probe in ["/wp-login.php", "/.env", "/media/khong-co.jpg", "/ban-bien-tap/khong-co"] {
        site.ask(Method::GET, probe, &reader).await;
    }
    for _ in 0..3 {
        site.ask(Method::GET, "/api/pages/load?path=/trang/hong&query=", &linked).await;
    }
    let mut admin = admin(&site).await;
    let page = admin.get(MISSING).await.text;
    let rows: Vec<&str> = between(&page, "<tbody", "</tbody>").split("<tr").skip(1).collect();
    let addresses: Vec<&str> = rows.iter().map(|row| between(row, "desk-table__address\">", "<")).collect();
    assert_eq!(addresses, ["/cu/lich-hop.html", "/trang/hong", "/cu/khac"]);
    assert!(rows[0].contains("bạn đọc 3 lần") && rows[0].contains("href=\"/tin/kho\""), "{}", rows[0]);
    assert!(rows[1].contains("bạn đọc 1 lần") && rows[1].contains("href=\"/tin/kho\""), "{}", rows[1]);
    assert!(rows[2].contains("<td>máy tìm kiếm 1 lần"), "{}", rows[2]);

    let to_form = between(rows[0], "href=\"/ban-bien-tap/chuyen-huong/moi", "\"");
    let form = admin.get(&format!("{NEW}{to_form}")).await.text;
    assert!(form.contains("value=\"/cu/lich-hop.html\""), "{form}");
    add(&mut admin, "/cu/lich-hop.html", "/tin/kho").await;
    let forgotten = admin.post(MISSING, &[("dia-chi", "/cu/khac")]).await;
    assert_eq!(forgotten.header("location"), format!("{MISSING}?da=bo-qua"));
    for nothing in ["", "/nobody", "%FF"] {
        assert_eq!(
            admin.post(MISSING, &[("dia-chi", nothing)]).await.status,
            StatusCode::SEE_OTHER,
            "{nothing}"
        );
    }
    let left = admin.get(MISSING).await.text;
    assert!(
        left.contains("/trang/hong") && !left.contains("/cu/khac") && !left.contains("lich-hop"),
        "{left}"
    );
    let filter = Filter { action: Some(Action::MissingAddressForgotten), ..Filter::default() };
    let log = load_log(&store(&site).await, &filter, None, 9).await.expect("a log").entries;
    assert_eq!((log.len(), log[0].detail["address"].as_str()), (1, "/cu/khac"));
}

#[tokio::test]
async fn nothing_stored_says_who_asked_in_vain() {
    let site = site().await;
    let says =
        [("user-agent", FIREFOX), ("referer", "https://bao.example/dauvet"), ("cookie", "tn_voter=dauvet")];
    for address in ["/khong-co", "/thu/dauvet@hoi.vn", "/tim?ten=dauvet"] {
        site.ask(Method::GET, address, &says).await;
    }
    let mut admin = admin(&site).await;
    admin.get(MISSING).await;
    let kept = load_missing(&store(&site).await).await.expect("rows");
    let mut kept: Vec<&str> = kept.iter().map(|one| one.address.as_str()).collect();
    kept.sort_unstable();
    assert_eq!(kept, ["/khong-co", "/tim"]);
    for file in fs::read_dir(site.data()).expect("a folder").flatten().filter(|file| file.path().is_file()) {
        let bytes = fs::read(file.path()).expect("a file");
        assert!(!bytes.windows(6).any(|window| window == b"dauvet"), "{:?}", file.path());
    }
}
