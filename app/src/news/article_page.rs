//! An article: what it is about, who says so and when, the text, and its neighbours.

use super::{calls::load_article, neighbours::Neighbours};
use crate::{
    answer,
    page::{PageData, page},
    routes,
    ui::{breadcrumb::Breadcrumb, drawn::Drawn, page_head::PageHead, picture::FigureView, prose::Prose},
};
use domain::news::{Article, Byline};
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};

/// The page at `/tin/CATEGORY/SLUG-ID`.
#[component]
pub fn ArticlePage() -> impl IntoView {
    let params = use_params_map();
    let asked = move || (params.read().get("article").unwrap_or_default(), None);
    page(asked, |(article, _)| {
        Box::pin(async move {
            let id = routes::read_article(&article).ok_or_else(answer::not_found)?;
            load_article(id).await.map(|article| PageData::Article(Box::new(Drawn(article))))
        })
    })
}

/// Draws it.
#[component]
pub fn ArticleView(
    /// The article.
    article: Article,
) -> impl IntoView {
    let address = routes::article(&article);
    if use_location().pathname.get_untracked() != address {
        answer::moved_permanently(&address);
    }
    let picture = article.figure.as_ref().map(|figure| figure.picture.clone());
    let shouted = article.shouted;
    let category = article.category().cloned();
    view! {
        <PageHead
            title=article.title.clone()
            description=article.lead.clone()
            path=address
            picture=picture
            published=article.published.machine.clone()
        />
        <Breadcrumb path=article.path/>
        <article class="article">
            <header class="article__head">
                <h1 class="article__title" class:shouted=shouted>{article.title}</h1>
                <p class="article__time">
                    <time datetime=article.published.machine>{article.published.words}</time>
                </p>
            </header>
            {(!article.lead.is_empty()).then(|| view! { <p class="article__lead">{article.lead}</p> })}
            {article.figure.map(|figure| view! { <FigureView figure/> })}
            <Prose body=article.body/>
            <BylineView byline=article.byline/>
        </article>
        {category.map(|category| view! {
            <Neighbours category newer=article.newer older=article.older/>
        })}
    }
}

#[component]
fn BylineView(byline: Byline) -> impl IntoView {
    let shown = |text: String| (!text.is_empty()).then_some(text);
    (!byline.is_empty()).then(|| {
        view! {
            <footer class="byline">
                {shown(byline.role).map(|role| view! { <p class="byline__role">{role}</p> })}
                {shown(byline.author).map(|author| view! { <p class="byline__author">{author}</p> })}
                {shown(byline.organisation).map(|name| view! { <p class="byline__organisation">{name}</p> })}
            </footer>
        }
    })
}
