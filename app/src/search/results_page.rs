//! The page with results (`/tim-kiem?q=`).

use super::{filters::SearchForm, result_card::ResultCard};
use crate::{
    answer,
    error::AppError,
    rendered_page::{Head, RenderedPage},
    routes::{self, SearchAddress},
    server_only::ServerOnly,
    ui::breadcrumb::Breadcrumb,
};
use domain::{
    search::{Asked, Filter, NamedKind, NamedThing, ResultPage},
    text::{Slug, one_line},
};
use leptos::prelude::*;

/// Reads the address.
///
/// # Errors
/// A filter cannot be read, which no link of this site has.
pub fn read(typed: SearchAddress) -> Result<Asked, AppError> {
    let slug = |text: Option<String>| {
        text.map(|text| Slug::loosely(&text).ok_or_else(answer::bad_request)).transpose()
    };
    let year = typed.year.map(|year| year.parse().map_err(|_| answer::bad_request())).transpose()?;
    let after = typed.after.map(|after| after.parse().map_err(|_| answer::bad_request())).transpose()?;
    let filter = Filter {
        category: slug(typed.category)?,
        series: slug(typed.series)?,
        author: slug(typed.author)?,
        year,
    };
    Ok(Asked { typed: one_line(&typed.words), filter, after })
}

/// Renders the page.
pub fn results_page(asked: Asked, page: ResultPage) -> RenderedPage {
    let typed = asked.typed.clone();
    let title = if typed.is_empty() { "Tìm kiếm".to_owned() } else { format!("Tìm “{typed}”") };
    let head = Head {
        title: title.clone(),
        // Search engines should not index searches.
        canonical: None,
        ..Head::default()
    };
    let next = page.next.map(|after| routes::search(&Asked { after: Some(after), ..asked.clone() }));
    let first = asked.after.map(|_| routes::search(&Asked { after: None, ..asked.clone() }));
    let unfiltered = (!asked.filter.is_empty())
        .then(|| routes::search(&Asked { filter: Filter::default(), after: None, ..asked.clone() }));
    let summary = summary(&asked, &page);
    let instead = page.instead.map(|words| {
        let address = routes::search(&Asked { typed: words.clone(), filter: Filter::default(), after: None });
        view! { <p class="search-instead">"Có phải quý vị tìm: " <a href=address>{words}</a>"?"</p> }
    });
    let cards = page.found.into_iter().map(|found| view! { <ResultCard found/> }).collect_view();
    let address = routes::search(&asked);
    let view = view! {
        <Breadcrumb steps=vec![(address.clone(), "Tìm kiếm".to_owned())] here=true/>
        <h1 class="list-head__title">{title}</h1>
        <SearchForm typed filter=asked.filter choices=page.choices/>
        {instead}
        <NamedThings things=page.named/>
        <p class="search-summary" role="status">
            {summary}
            {unfiltered.map(|href| view! { " " <a href=href>"Tìm trong mọi bài"</a> })}
        </p>
        {page.cut.then(|| view! {
            <p class="search-summary">"Câu quý vị nhập rất dài nên chỉ phần đầu được dùng để tìm."</p>
        })}
        <div class="card-list">{cards}</div>
        <Pager first next/>
    };
    RenderedPage::html(address, head, view)
}

fn summary(asked: &Asked, page: &ResultPage) -> String {
    if asked.typed.is_empty() {
        return "Quý vị nhập từ cần tìm; không cần gõ dấu. Đặt các từ trong ngoặc kép để tìm đúng cụm từ, \
                thêm dấu trừ trước một từ để bỏ các bài có từ ấy."
            .to_owned();
    }
    match (page.count, page.more, page.partial, page.found.is_empty()) {
        (0, _, true, false) => "Không bài nào có đủ các từ này. Dưới đây là những bài gần nhất.".to_owned(),
        (0, ..) => "Không tìm thấy bài nào. Quý vị thử từ khác, hoặc bớt từ.".to_owned(),
        (count, true, ..) => format!("Có hơn {} bài; những bài sát nhất ở trên cùng.", thousands(count)),
        (count, ..) => format!("Tìm thấy {} bài.", thousands(count)),
    }
}

/// A number with a point between thousands.
fn thousands(count: i64) -> String {
    if count < 1_000 { count.to_string() } else { format!("{}.{:03}", count / 1_000, count % 1_000) }
}

/// Categories, authors and other things with the words in their names.
#[component]
fn NamedThings(things: Vec<NamedThing>) -> impl IntoView {
    let links = things.into_iter().map(|thing| {
        view! {
            <li>
                <a class="chip" href=address_of(&thing.kind)>
                    <span class="search-kind">{kind_name(&thing.kind)}":"</span>
                    {thing.name}
                </a>
            </li>
        }
    });
    let links = links.collect_view();
    (!links.is_empty()).then(|| {
        view! {
            <nav class="search-things" aria-label="Trang có tên như vậy"><ul class="chips">{links}</ul></nav>
        }
        .server_only()
    })
}

#[component]
fn Pager(first: Option<String>, next: Option<String>) -> impl IntoView {
    (first.is_some() || next.is_some()).then(|| {
        view! {
            <nav class="pager" aria-label="Các trang kết quả">
                {first.map(|href| view! { <a class="button button--quiet" href=href>"Về trang đầu"</a> " " })}
                {next.map(|href| view! { <a class="button" href=href rel="next">"Xem thêm"</a> })}
            </nav>
        }
        .server_only()
    })
}

/// What a thing is, in a word.
pub(crate) fn kind_name(kind: &NamedKind) -> &'static str {
    match kind {
        NamedKind::Category(_) => "Chuyên mục",
        NamedKind::Series(_) => "Chuyên đề",
        NamedKind::Tag(_) => "Chủ đề",
        NamedKind::Author(_) => "Tác giả",
        NamedKind::Page(_) => "Trang",
        NamedKind::Poll(_) => "Bình chọn",
    }
}

/// The address of a thing.
pub(crate) fn address_of(kind: &NamedKind) -> String {
    match kind {
        NamedKind::Category(slug) => routes::category(slug),
        NamedKind::Series(slug) => routes::series(slug),
        NamedKind::Tag(slug) => routes::tag(slug),
        NamedKind::Author(slug) => routes::author(slug),
        NamedKind::Page(slug) => routes::page(slug),
        NamedKind::Poll(id) => routes::poll(*id),
    }
}
