//! A list of articles, newest first, in pages: a category (`/tin/CATEGORY`) or a month of it
//! (`/tin/CATEGORY/thang/2024-03`), a series (`/chuyen-de/SLUG`), a tag (`/the/SLUG`), an author
//! (`/tac-gia/SLUG`).

use super::{
    card::ArticleCard,
    months::{self, Months},
};
use crate::{
    rendered_page::{Head, PagePart, RenderedPage},
    routes,
    server_only::ServerOnly,
    sharing::{AuthorFacts, Elsewhere, Subject},
    ui::{
        breadcrumb::{Breadcrumb, Step, category_steps},
        picture::PictureView,
    },
};
use domain::{
    media::Placement,
    news::{Headline, ListKind, ListPage, Named, PageKey},
};
use leptos::prelude::*;

/// Renders the page of a list after `key`; `None` for the first.
pub fn list_page(page: ListPage, key: Option<PageKey>) -> RenderedPage {
    let ListPage { kind, of, description, portrait, above, children, months, first, cards, next, shown } =
        page;
    let month = months.as_ref().map(|months| months.month);
    let first_address = routes::list(kind, &of.slug, month, None);
    let name = match month {
        Some(month) => format!("{}, {}", of.name, month.words()),
        None => of.name.clone(),
    };
    let steps = steps(
        kind,
        &of,
        &above,
        month.map(|month| (first_address.clone(), format!("Tháng {}/{}", month.number(), month.year()))),
    );
    let head = Head {
        title: if key.is_none() { name.clone() } else { format!("{name}: tin cũ hơn") },
        // Only one page of a list is indexed under its own address: the first, if it is not empty.
        canonical: Some(first_address.clone()).filter(|_| key.is_none() && !cards.is_empty()),
        elsewhere: Elsewhere {
            description: if description.is_empty() {
                format!("Các bài viết: {name}.")
            } else {
                description.clone()
            },
            steps: steps.clone(),
            feeds: Some(routes::list(kind, &of.slug, None, None)),
            subject: match kind {
                ListKind::Author => Subject::Author(AuthorFacts {
                    name: of.name.clone(),
                    description: description.clone(),
                    portrait: portrait.clone(),
                }),
                _ => Subject::List,
            },
        },
    };
    // A category with articles links to the month of the first one.
    let archive = cards.first().and_then(|card| card.published.month());
    let archive = archive.filter(|_| kind == ListKind::Category && month.is_none());
    let archive = archive.map(|month| months::address(&of.slug, month));
    let older = next.map(|key| routes::list(kind, &of.slug, month, Some(key)));
    let empty = cards.is_empty().then(|| view! { <Empty beyond=key.is_some()/> });
    let cards = cards.into_iter().map(|card| {
        let kicker = !card.kicker.is_empty() || card.category.slug != of.slug;
        view! { <ArticleCard card kicker placement=Placement::Row/> }
    });
    let cards = cards.collect_view();
    // A face is round, what stands for a category is not.
    let is_wide = kind != ListKind::Author;
    let view = view! {
        <Breadcrumb steps here=true/>
        <header class="list-head">
            {portrait.map(|picture| view! {
                <div class="list-head__portrait" class:list-head__portrait--wide=is_wide><PictureView picture placement=Placement::Row eager=true/></div>
            })}
            {label(kind).map(|label| view! { <p class="list-head__kind">{label}</p> })}
            <h1 class="list-head__title">{name}</h1>
            {(!description.is_empty()).then(|| view! { <p class="list-head__description">{description}</p> })}
            {first.map(|first| view! { <Beginning first/> })}
            <Children children_of_category=children/>
            {months.map(|months| view! { <Months category=of.slug.clone() months/> })}
        </header>
        {empty}
        <div class="card-list">{cards}</div>
        <Pager first=key.map(|_| first_address) older archive/>
    };
    let news = shown.map(|(shown, version)| PagePart::News { shown, version });
    let parts = news.into_iter().chain([PagePart::html(view)]).collect();
    RenderedPage::of(routes::list(kind, &of.slug, month, key), head, parts)
}

/// The kind of list, unless the breadcrumb shows it.
fn label(kind: ListKind) -> Option<&'static str> {
    match kind {
        ListKind::Category => None,
        ListKind::Series => Some("Chuyên đề"),
        ListKind::Tag => Some("Chủ đề"),
        ListKind::Author => Some("Tác giả"),
    }
}

fn steps(kind: ListKind, of: &Named, above: &[Named], month: Option<Step>) -> Vec<Step> {
    let mut steps = category_steps(above);
    if kind == ListKind::Series {
        steps.push((routes::ALL_SERIES.to_owned(), "Chuyên đề".to_owned()));
    }
    steps.push((routes::list(kind, &of.slug, None, None), of.name.clone()));
    steps.extend(month);
    steps
}

/// The first article of a series.
#[component]
fn Beginning(first: Headline) -> impl IntoView {
    let address = routes::headline(&first);
    view! {
        <p class="list-head__beginning">
            "Đọc từ bài đầu tiên: " <a href=address>{first.title}</a>
        </p>
    }
    .server_only()
}

#[component]
fn Children(children_of_category: Vec<Named>) -> impl IntoView {
    let links = children_of_category.into_iter().map(|category| {
        view! { <li><a class="chip" href=routes::category(&category.slug)>{category.name}</a></li> }
    });
    let links = links.collect_view();
    (!links.is_empty()).then(|| {
        view! {
            <nav class="list-head__children" aria-label="Chuyên mục con"><ul class="chips">{links}</ul></nav>
        }
        .server_only()
    })
}

#[component]
fn Empty(beyond: bool) -> impl IntoView {
    let sentence = if beyond {
        "Không còn bài viết nào cũ hơn. "
    } else {
        "Mục này chưa có bài viết nào. "
    };
    view! {
        <p class="empty-state">
            {sentence} <a href=routes::FRONT>"Mời quý vị xem tin mới ở trang nhất."</a>
        </p>
    }
    .server_only()
}

#[component]
fn Pager(first: Option<String>, older: Option<String>, archive: Option<String>) -> impl IntoView {
    (first.is_some() || older.is_some() || archive.is_some()).then(|| {
        view! {
            <nav class="pager" aria-label="Các trang của mục">
                {first.map(|href| view! { <a class="button button--quiet" href=href>"Về trang đầu"</a> " " })}
                {older.map(|href| view! { <a class="button" href=href rel="next">"Tin cũ hơn"</a> " " })}
                {archive.map(|href| view! { <a class="pager__archive" href=href>"Xem tin theo tháng"</a> })}
            </nav>
        }
        .server_only()
    })
}
