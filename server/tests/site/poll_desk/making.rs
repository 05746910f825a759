//! Creating a poll without JavaScript.

use super::{LIST, NEW, SignedIn, has_field, problem, site_without_polls, typed, value};
use crate::{
    glued::glued,
    polls::{ballots, block, counted, site, voter::Voter},
    support::between,
};
use axum::http::StatusCode;

#[tokio::test]
async fn a_poll_made_at_the_desk_is_voted_in_by_a_stranger() {
    let site = site_without_polls().await;
    let person = SignedIn::administrator(&site).await;
    let page = person.get(NEW).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(has_field(&page.text, "phuong-an-6") && !has_field(&page.text, "phuong-an-7"));
    assert_eq!((value(&page.text, "it-nhat"), value(&page.text, "nhieu-nhat")), ("1", "1"));
    assert_eq!(person.done(NEW, &typed("Quả nào?", &[])).await, "/ban-bien-tap/binh-chon/1?da=tao");
    let page = person.get("/ban-bien-tap/binh-chon/1?da=tao").await;
    assert!(page.text.contains("Cuộc bình chọn đã được tạo."), "{}", page.text);
    let voter = Voter::new(&site).votes("1", &[2]).await;
    let page = voter.get("/binh-chon/1").await;
    let block = block(&page);
    assert!(block.contains("Quả nào?") && block.contains("Quýt"), "{block}");
    assert_eq!(counted(block), (vec!["0", "1"], "1 người đã bình chọn"));
    assert_eq!(ballots(&site).await, 1);
}

#[tokio::test]
async fn more_rows_come_with_everything_that_was_typed() {
    let site = site_without_polls().await;
    let person = SignedIn::administrator(&site).await;
    let times = [("gio-dong", "2026-12-01T08:00"), ("ket-qua", "after_closing"), ("them-dong", "1")];
    let page = person.post(NEW, &typed("Quả \"nào\"?", &times)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(value(&page.text, "cau-hoi"), "Quả &quot;nào&quot;?");
    assert_eq!(value(&page.text, "phuong-an-3"), "Quýt");
    assert_eq!(value(&page.text, "gio-dong"), "2026-12-01T08:00");
    assert!(between(&page.text, "value=\"after_closing\"", ">").contains("selected"));
    // Six rows were sent; six are added.
    let more: Vec<String> = (4..=6).map(|row| format!("phuong-an-{row}")).collect();
    let rows: Vec<(&str, &str)> = more.iter().map(|name| (name.as_str(), "")).collect();
    let page = person.post(NEW, &typed("Quả nào?", &[&rows[..], &times].concat())).await;
    assert!(has_field(&page.text, "phuong-an-12") && !has_field(&page.text, "phuong-an-13"));
    assert!(page.text.contains("formaction=\"/ban-bien-tap/binh-chon/moi#phuong-an-13\""), "the next ones");
    assert!(person.get(LIST).await.text.contains("Chưa có cuộc bình chọn nào."), "nothing was made");
}

#[tokio::test]
async fn what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost() {
    let site = site(&[""]).await;
    let person = SignedIn::administrator(&site).await;
    let wrong = [("phuong-an-2", "cam"), ("gio-dong", "2026-11-25T08:00"), ("gioi-han-mang", "nhiều")];
    let page = person.post(NEW, &typed("Quả nào?", &wrong)).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(problem(&page.text, "phuong-an-2").contains("giống hệt"), "{}", page.text);
    assert!(problem(&page.text, "gio-dong").contains("đã qua"), "{}", page.text);
    assert!(problem(&page.text, "gioi-han-mang").contains("một số"), "{}", page.text);
    assert_eq!(value(&page.text, "cau-hoi"), "Quả nào?");
    assert_eq!(value(&page.text, "phuong-an-2"), "cam");
    assert_eq!(value(&page.text, "gioi-han-mang"), "nhiều");
    // The notice has the focus, and links to the first problem.
    let notice = between(&page.text, "role=\"alert\"", "</div></div>");
    assert!(notice.contains("autofocus") && notice.contains("tabindex=\"-1\""), "{notice}");
    assert!(notice.contains("href=\"#phuong-an-2\""), "{notice}");
    assert!(page.text.find("notice--refused") < page.text.find("form--poll"), "above the form");
    let page = person.post(NEW, &typed("Quả nào?", &[("phuong-an-3", "")])).await;
    assert!(problem(&page.text, "cac-phuong-an").contains("ít nhất 2"), "{}", page.text);
    let rows = between(&page.text, "id=\"cac-phuong-an\"", ">");
    assert!(rows.contains("aria-describedby=\"cac-phuong-an-goi-y cac-phuong-an-loi\""), "{rows}");
    let page = person.post(NEW, &typed("Câu hỏi 1?", &[])).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(problem(&page.text, "cau-hoi").contains("Đã có cuộc bình chọn"), "{}", page.text);
    assert_eq!(value(&page.text, "phuong-an-3"), "Quýt");
    assert!(!person.get(LIST).await.text.contains("Quả nào?"), "nothing was made");
}

#[tokio::test]
async fn the_list_says_how_each_poll_stands_and_goes_on_page_by_page() {
    let mut polls = vec![""; 31];
    polls[29] = "closes_at = '2026-11-25T08:00:00+07:00'";
    polls[30] = "opens_at = '2026-12-01T08:00:00+07:00'\nresults = 'after_voting'";
    let site = site(&polls).await;
    Voter::new(&site).votes("29", &[86]).await;
    let person = SignedIn::administrator(&site).await;
    let page = person.get(LIST).await.text;
    let rows: Vec<&str> = page.split("<tr>").skip(2).collect();
    assert_eq!(rows.len(), 30);
    for (row, words) in [
        (
            0,
            [
                "Câu hỏi 31?",
                "Sắp mở",
                "Thứ ba, 01/12/2026 08:00",
                "Người đã bình chọn; mọi người khi đã đóng",
            ],
        ),
        (1, ["Câu hỏi 30?", "Đã đóng", "Thứ tư, 25/11/2026 08:00", "/binh-chon/30/ket-qua.csv"]),
        (2, ["Câu hỏi 29?", "Đang mở", "<td>1 người</td>", "/binh-chon/29/ket-qua.csv"]),
    ] {
        for word in words {
            assert!(rows[row].contains(word), "{word} in {}", rows[row]);
        }
    }
    assert!(!rows[0].contains("ket-qua.csv"), "there is no result yet");
    let mut links = page.split("<a ").filter(|link| link.contains("rel=\"next\""));
    let next = between(links.next().expect("a next page"), "href=\"", "\"");
    assert_eq!(next, "/ban-bien-tap/binh-chon?truoc=2");
    let page = person.get(next).await.text;
    assert_eq!(page.split("<tr>").skip(2).count(), 1);
    assert!(page.contains("Câu hỏi 1?") && !page.contains("rel=\"next\""));
    for strange in ["?truoc=x", "?truoc=", "?truoc=-1", "?khac=1"] {
        let page = person.get(&format!("{LIST}{strange}")).await;
        assert_eq!(page.status, StatusCode::OK, "{strange}");
        assert!(page.text.contains("Câu hỏi 31?"), "{strange}");
    }
}

#[tokio::test]
async fn the_page_of_a_poll_says_how_to_show_it_elsewhere() {
    let site = site(&[""]).await;
    let person = SignedIn::administrator(&site).await;
    let page = person.get("/ban-bien-tap/binh-chon/1").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("&lt;p data-poll=\"1\"&gt;&lt;/p&gt;"), "{}", page.text);
    assert!(page.text.contains("href=\"http://site.test/binh-chon/1/nhung\""), "{}", page.text);
    assert_eq!(site.get("/binh-chon/1/nhung").await.status, StatusCode::OK);
    for missing in ["/ban-bien-tap/binh-chon/99", "/ban-bien-tap/binh-chon/x"] {
        assert_eq!(person.get(missing).await.status, StatusCode::NOT_FOUND, "{missing}");
        assert_eq!(
            person.post(missing, &typed("Quả?", &[])).await.status,
            StatusCode::NOT_FOUND,
            "{missing}"
        );
    }
}

#[tokio::test]
async fn no_words_of_these_pages_stick_together() {
    let linked = "link = '/tin/kho/bai-1'
        options = [{ label = 'Cam', link = '/tin/kho/bai-1', opening_votes = 3 }, 'Quýt']
        closes_at = '2026-12-01T08:00:00+07:00'
        side = true";
    let site = site(&[linked, ""]).await;
    Voter::new(&site).votes("2", &[3]).await;
    let person = SignedIn::administrator(&site).await;
    for page in [LIST, NEW, "/ban-bien-tap/binh-chon/1", "/ban-bien-tap/binh-chon/2?da=luu"] {
        let page = person.get(page).await.text;
        assert_eq!(glued(between(&page, "<main", "</main>")), [""; 0]);
    }
    let refused = person.post(NEW, &typed("", &[("phuong-an-3", "")])).await.text;
    assert_eq!(glued(between(&refused, "<main", "</main>")), [""; 0]);
}

#[tokio::test]
async fn votes_of_a_replaced_site_are_shown_and_not_to_be_changed() {
    let options = "options = [{ label = 'Cam', opening_votes = 1200 }, 'Quýt']";
    let site = site(&[options]).await;
    let person = SignedIn::administrator(&site).await;
    let page = person.get("/ban-bien-tap/binh-chon/1").await;
    assert!(page.text.contains("Có 1.200 lượt từ trang cũ, giữ nguyên."), "{}", page.text);
    let state = between(&page.text, "class=\"poll-state\"", "</p>");
    assert!(state.contains("1.200 lượt từ trang cũ") && !state.contains("0 người"), "{state}");
    let list = person.get(LIST).await.text;
    assert!(list.contains("<td>1.200 lượt từ trang cũ</td>"), "{list}");
    let fields = [
        ("phien-ban", "1"),
        ("ma-phuong-an-1", "1"),
        ("phuong-an-1", "Cam sành"),
        ("ma-phuong-an-3", "2"),
        // This field is ignored.
        ("luot-cu-1", "9"),
        ("opening_votes", "9"),
    ];
    person.done("/ban-bien-tap/binh-chon/1", &typed("Câu hỏi 1?", &fields)).await;
    let page = site.get("/binh-chon/1").await;
    assert!(block(&page).contains("Cam sành"), "{}", block(&page));
    assert_eq!(counted(block(&page)), (vec!["1.200", "0"], "1.200 lượt từ trang cũ"));
}
