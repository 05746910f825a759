//! An article, at `/tin/CATEGORY/SLUG-ID`: headline, byline, text, and neighbours.

use super::{article_foot::ArticleFoot, kicker::Kicker, neighbours::Neighbours, share_row::SharedArticle};
use crate::{
    rendered_page::{Head, PagePart, RenderedPage},
    routes,
    server_only::ServerOnly,
    sharing::{ArticleFacts, Elsewhere, Subject},
    ui::{
        breadcrumb::{Breadcrumb, category_steps},
        picture::FigureView,
        prose::article_parts,
        reading_tools::ReadingTools,
    },
};
use domain::{
    clock::Moment,
    news::{Article, Byline, Content, Named, Shown},
    polls::BallotPaper,
    sharing::Card,
};
use leptos::prelude::*;

/// Renders an article. `url` is the site's public address.
pub fn article_page(article: Article, polls: &[BallotPaper], url: Option<&str>) -> RenderedPage {
    let address = routes::article(&article);
    let shared = url.map(|url| SharedArticle {
        id: article.id,
        title: article.content.title.clone(),
        address: format!("{url}{address}"),
        category: article.category().cloned(),
    });
    let head = Head {
        title: article.content.title_elsewhere().to_owned(),
        canonical: Some(address.clone()),
        elsewhere: elsewhere(&article, &address),
    };
    let shouted = article.shouted;
    let category = article.category().cloned();
    let (byline, source) = (article.byline(), article.content.source());
    let Content { title, kicker, lead, .. } = article.content;
    let head_of_article = view! {
            <header class="article__head">
                {category.map(|category| view! { <Kicker category kicker/> })}
                <h1 class="article__title" class:shouted=shouted>{title}</h1>
                {(!lead.is_empty()).then(|| view! { <p class="article__lead">{lead}</p> })}
                <ArticleMeta byline=byline.clone() published=article.published minutes=article.minutes/>
                // A preview loads no scripts.
                {url.map(|_| view! { <ReadingTools/> })}
            </header>
            {article.figure.map(|figure| view! { <FigureView figure/> })}
    };
    let foot = view! {
            <ArticleFoot
                byline
                source
                attachments=article.attachments
                tags=article.tags
                series=article.series
                shared
            />
    };
    // A preview is not updated.
    let news = url.map(|_| PagePart::News { shown: Shown::Article(article.id), version: article.version });
    let parts = [
        PagePart::html(view! { <Breadcrumb steps=category_steps(&article.path)/> }),
        article_parts(head_of_article, article.body, polls, foot),
        PagePart::html(
            view! { <Neighbours newer=article.newer older=article.older related=article.related/> },
        ),
    ];
    RenderedPage::of(address, head, news.into_iter().chain(parts).collect())
}

/// What search engines and chats are told about it.
fn elsewhere(article: &Article, address: &str) -> Elsewhere {
    let mut steps = category_steps(&article.path);
    steps.push((address.to_owned(), article.content.title_elsewhere().to_owned()));
    Elsewhere {
        feeds: None,
        description: article.content.description_elsewhere().to_owned(),
        steps,
        subject: Subject::Article(Box::new(ArticleFacts {
            id: article.id,
            card: Card::of(article),
            figure: article.figure.clone(),
            published: article.published.machine.clone(),
            modified: article.modified.machine.clone(),
            section: article.category().map(|category| category.name.clone()).unwrap_or_default(),
            byline: article.byline(),
            tags: article.tags.clone(),
            words: article.words,
        })),
    }
}

/// Author, date and reading time.
#[component]
fn ArticleMeta(byline: Byline, published: Moment, minutes: u32) -> impl IntoView {
    let authors = authors(byline.authors, byline.author);
    view! {
        <p class="article__meta">
            {authors.map(|authors| view! { <span class="article__authors">{authors}</span> " " })}
            <time class="article__time" datetime=published.machine>{published.words}</time>
            {(minutes > 0).then(|| view! { " " <span class="article__minutes">{minutes} " phút đọc"</span> })}
        </p>
    }
    .server_only()
}

/// The authors as links, or the name of one without a page.
pub(super) fn authors(authors: Vec<Named>, author: String) -> Option<AnyView> {
    if authors.is_empty() {
        return (!author.is_empty()).then(|| author.server_only());
    }
    let links = authors.into_iter().enumerate().map(|(place, author)| {
        let comma = if place > 0 { ", " } else { "" };
        view! { {comma} <a href=routes::author(&author.slug) rel="author">{author.name}</a> }
    });
    Some(links.collect_view().server_only())
}
