//! The end of an article: author, source, files, tags and series.

use super::{
    article_page::authors,
    share_row::{ShareRow, SharedArticle},
};
use crate::{
    offline::save_button::SaveButton, routes, server_only::ServerOnly, ui::printed_address::PrintedAddress,
};
use domain::{
    media::Attachment,
    news::{Byline, Headline, Named, SeriesPlace, Source},
};
use leptos::prelude::*;

/// Renders the parts that exist.
#[component]
pub fn ArticleFoot(
    /// Who wrote it.
    byline: Byline,
    /// Where it was published first.
    source: Option<Source>,
    /// Its files.
    attachments: Vec<Attachment>,
    /// Its tags.
    tags: Vec<Named>,
    /// Its place in a series.
    series: Option<SeriesPlace>,
    /// How it is shared; a preview is not.
    shared: Option<SharedArticle>,
) -> impl IntoView {
    view! {
        <footer class="article__foot">
            {(!byline.is_empty()).then(|| view! { <BylineView byline/> })}
            {source.map(|source| view! { <SourceView source/> })}
            {(!attachments.is_empty()).then(|| view! { <Attachments attachments/> })}
            {(!tags.is_empty()).then(|| view! { <Tags tags/> })}
            {series.map(|place| view! { <SeriesBox place/> })}
            {shared.map(|article| view! {
                <SaveButton/>
                <ShareRow article=article.clone()/>
                <PrintedAddress address=article.address/>
            })}
        </footer>
    }
    .server_only()
}

#[component]
fn BylineView(byline: Byline) -> impl IntoView {
    let shown = |text: String| (!text.is_empty()).then_some(text);
    let authors = authors(byline.authors, byline.author);
    view! {
        <div class="byline">
            {shown(byline.role).map(|role| view! { <p class="byline__role">{role}</p> })}
            {authors.map(|authors| view! { <p class="byline__author">{authors}</p> })}
            {shown(byline.organisation).map(|name| view! { <p class="byline__organisation">{name}</p> })}
        </div>
    }
    .server_only()
}

#[component]
fn SourceView(source: Source) -> impl IntoView {
    let name = match source.address {
        Some(href) => view! { <a href=href rel="noopener">{source.name}</a> }.server_only(),
        None => source.name.server_only(),
    };
    view! { <p class="article__source">"Nguồn: " {name}</p> }.server_only()
}

#[component]
fn Attachments(attachments: Vec<Attachment>) -> impl IntoView {
    let rows = attachments.into_iter().map(|file| {
        view! {
            <li class="attachments__file">
                <a href=routes::media(&file.name) rel="external">{file.label}</a>
                " "
                <span class="attachments__size">{file.size}</span>
            </li>
        }
    });
    view! {
        <section class="attachments">
            <h2 class="attachments__heading">"Tệp kèm theo"</h2>
            <ul>{rows.collect_view()}</ul>
        </section>
    }
    .server_only()
}

#[component]
fn Tags(tags: Vec<Named>) -> impl IntoView {
    let links = tags.into_iter().map(|tag| {
        view! { <li><a class="chip" href=routes::tag(&tag.slug) rel="tag">{tag.name}</a></li> }
    });
    view! {
        <nav class="tags" aria-label="Chủ đề của bài">
            <ul class="chips">{links.collect_view()}</ul>
        </nav>
    }
    .server_only()
}

#[component]
fn SeriesBox(place: SeriesPlace) -> impl IntoView {
    let SeriesPlace { series, before, after } = place;
    let way = |label: &'static str, headline: Headline| {
        let address = routes::headline(&headline);
        view! {
            <li class="series-box__way">
                <span class="series-box__label">{label}</span>
                " "
                <a href=address>{headline.title}</a>
            </li>
        }
    };
    view! {
        <nav class="series-box" aria-label="Bài trong chuyên đề">
            <p class="series-box__name">
                "Chuyên đề: " <a href=routes::series(&series.slug)>{series.name}</a>
            </p>
            <ul>
                {before.map(|headline| way("Bài trước", headline))}
                {after.map(|headline| way("Đọc tiếp", headline))}
            </ul>
        </nav>
    }
    .server_only()
}
