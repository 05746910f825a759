//! The form of an article as a draft, and back: a draft is what is merged and kept while somebody writes.

use super::form::{ArticleField, ArticleForm, AttachmentField};
use crate::drafting::{Draft, Item};

/// The name of the authors with a page, in HTML and in a draft.
pub const AUTHORS: &str = "tac-gia-co-trang";

impl ArticleForm {
    /// The form as a draft.
    pub fn draft(&self) -> Draft {
        let texts = ArticleField::TEXTS.into_iter().filter(|field| *field != ArticleField::Body);
        let texts = texts.map(|field| (field.name().to_owned(), self.text(field).to_owned()));
        let author = |id: &String| Item { key: id.clone(), text: String::new() };
        let file = |file: &AttachmentField| Item { key: file.file.clone(), text: file.label.clone() };
        let lists = [
            (AUTHORS, self.authors.iter().map(author).collect::<Vec<_>>()),
            (ArticleField::Attachments.name(), self.attachments.iter().map(file).collect()),
        ];
        Draft {
            texts: texts.filter(|(_, text)| !text.is_empty()).collect(),
            body: self.text(ArticleField::Body).to_owned(),
            lists: lists
                .into_iter()
                .filter(|(_, items)| !items.is_empty())
                .map(|(name, items)| (name.to_owned(), items))
                .collect(),
        }
    }

    /// The form of a draft.
    pub fn of_draft(draft: &Draft) -> Self {
        let text = |field| match field {
            ArticleField::Body => draft.body.clone(),
            field => draft.text(field.name()).to_owned(),
        };
        let authors = draft.list(AUTHORS).iter().map(|author| author.key.clone()).collect();
        let files = draft.list(ArticleField::Attachments.name()).iter();
        let files = files.map(|file| AttachmentField { file: file.key.clone(), label: file.text.clone() });
        Self::read(text, authors, files.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_form_comes_back_from_its_draft(
            texts in proptest::collection::vec(".{0,12}", ArticleField::TEXTS.len()),
            authors in proptest::collection::vec("[0-9]{1,3}", 0..4),
            files in proptest::collection::vec(("[0-9]{1,3}", ".{0,8}"), 0..4),
        ) {
            let text = |field| {
                let at = ArticleField::TEXTS.iter().position(|known| *known == field);
                at.map(|at| texts[at].clone()).unwrap_or_default()
            };
            let files = files.into_iter().map(|(file, label)| AttachmentField { file, label }).collect();
            let form = ArticleForm::read(text, authors, files);
            prop_assert_eq!(ArticleForm::of_draft(&form.draft()), form);
        }
    }
}
