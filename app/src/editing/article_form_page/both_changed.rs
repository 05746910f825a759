//! The notice above a form that was merged with what somebody else has saved meanwhile: where both changed the
//! same, both versions are shown word by word.

use super::ArticleFormPage;
use crate::{
    desk::{Notice, NoticeKind},
    editing::compared::compared,
    server_only::ServerOnly,
};
use domain::{
    drafting::merge::{Comparison, Place, Question},
    editing::{AUTHORS, ArticleField, BothChanged},
};
use leptos::prelude::*;

impl ArticleFormPage {
    pub(super) fn both_changed(&self, both: &BothChanged) -> AnyView {
        let by = both.by.clone().unwrap_or_else(|| "Người khác".to_owned());
        let when = self.zone.moment(both.at).words;
        let saved = format!("{by} đã lưu bài này lúc {when}, sau khi quý vị mở bài.");
        let what = match both.questions.len() {
            0 => " Thay đổi của hai người đã được gộp ở dưới đây nhưng chưa lưu. Xin quý vị xem lại rồi bấm nút một lần nữa.".to_owned(),
            many => format!(
                " Thay đổi của hai người đã được gộp ở dưới đây nhưng chưa lưu, vì có {many} chỗ cả hai cùng sửa. Ở đó bài đang giữ nội dung của quý vị; nội dung kia được ghi lại sau đây để quý vị chép phần cần giữ. Xong, xin quý vị bấm “Lưu” một lần nữa."
            ),
        };
        let questions = both.questions.iter().map(|question| self.question(question, &by)).collect_view();
        view! {
            <Notice kind=NoticeKind::Refused>
                <p>{saved} {what}</p>
                {questions}
            </Notice>
        }
        .server_only()
    }

    fn question(&self, question: &Question, by: &str) -> AnyView {
        let sides = question.compared();
        let side = |gone: bool, shown: Comparison| match (gone, self.chosen(question, &shown)) {
            (true, _) => "Đã bỏ.".into_any(),
            (false, Some(name)) => name.into_any(),
            (false, None) => compared(shown),
        };
        view! {
            <section class="both">
                <h2 class="both__place">{self.place(&question.place)}</h2>
                <div class="both__sides">
                    <div><h3 class="both__who">"Quý vị viết"</h3><p>{side(question.mine.is_none(), sides.mine)}</p></div>
                    <div>
                        <h3 class="both__who">{by.to_owned()} " viết"</h3>
                        <p>{side(question.theirs.is_none(), sides.theirs)}</p>
                    </div>
                </div>
            </section>
        }
        .server_only()
    }

    /// The label of a place.
    fn place(&self, place: &Place) -> String {
        let label = |name: &str| {
            let field = ArticleField::TEXTS.into_iter().find(|field| field.name() == name);
            field.map_or("Bài viết", ArticleField::label).to_owned()
        };
        match place {
            Place::Text(name) => label(name),
            Place::Block => "Một đoạn trong nội dung".to_owned(),
            Place::Item { list, key } if list == AUTHORS => {
                let author = self.choices.authors.iter().find(|(id, _)| id.to_string() == *key);
                author.map_or_else(|| "Tác giả".to_owned(), |(_, name)| format!("Tác giả {name}"))
            }
            Place::Item { key, .. } => format!("Tên tệp số {key}"),
        }
    }

    /// The name of what was chosen, for a field that holds an id.
    fn chosen(&self, question: &Question, shown: &Comparison) -> Option<String> {
        let Place::Text(name) = &question.place else { return None };
        let id = shown.after();
        let id = id.trim();
        if *name == ArticleField::Category.name() {
            let category = self.choices.categories.iter().find(|category| category.id.to_string() == id)?;
            Some(category.name.clone())
        } else if *name == ArticleField::Series.name() {
            let series = self.choices.series.iter().find(|(series, _)| series.to_string() == id)?;
            Some(series.1.clone())
        } else if *name == ArticleField::Picture.name() && !id.is_empty() {
            Some(format!("Hình số {id}"))
        } else {
            None
        }
    }
}
