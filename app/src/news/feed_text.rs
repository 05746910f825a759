//! The text of an article in feeds: the whole article as HTML, for programs that know neither the site's style sheet nor its
//! scripts.

use crate::{routes, server_only, server_only::ServerOnly, ui::picture::FigureView};
use domain::{
    id::PollId,
    media::{Attachment, Figure},
    news::{Block, Source, feed::FeedArticle},
};
use leptos::prelude::*;

/// The article without its title: picture, lead, text, source, files. Addresses are those of the site's pages;
/// [`domain::news::absolute`] completes them. A poll becomes a link to its page; one without a question is left out.
pub fn feed_text(article: &FeedArticle, questions: &[(PollId, String)]) -> String {
    let content = &article.content;
    let figure = article.entry.picture.as_ref().map(|picture| {
        let mut picture = picture.picture.clone();
        picture.alt.clone_from(&content.picture_alt);
        Figure { picture, caption: content.picture_caption.clone() }
    });
    let lead = (!content.lead.is_empty()).then(|| content.lead.clone());
    let mut text = server_only::html(view! {
        {figure.map(|figure| view! { <FigureView figure/> })}
        {lead.map(|lead| view! { <p><strong>{lead}</strong></p> })}
    });
    for block in &article.body {
        match block {
            Block::Html(html) => text.push_str(html.as_str()),
            Block::Poll(id) => {
                let question = questions.iter().find(|(poll, _)| poll == id);
                text.extend(question.map(|(_, question)| poll_link(*id, question.clone())));
            }
        }
    }
    text.extend(content.source().map(source_line));
    if !article.attachments.is_empty() {
        text.push_str(&files(article.attachments.clone()));
    }
    text
}

fn poll_link(id: PollId, question: String) -> String {
    server_only::html(view! { <p>"Bình chọn: " <a href=routes::poll(id)>{question}</a></p> })
}

fn source_line(source: Source) -> String {
    let name = match source.address {
        Some(href) => view! { <a href=href>{source.name}</a> }.server_only(),
        None => source.name.server_only(),
    };
    server_only::html(view! { <p>"Nguồn: " {name}</p> })
}

fn files(attachments: Vec<Attachment>) -> String {
    let rows = attachments.into_iter().map(|file| {
        view! { <li><a href=routes::media(&file.name)>{file.label}</a> " (" {file.size} ")"</li> }
    });
    server_only::html(view! { <p>"Tệp kèm theo:"</p> <ul>{rows.collect_view()}</ul> })
}
