//! The form of a link, with a search for what it may lead to.

use super::{address, place_name};
use crate::{
    desk::{Control, Notice, NoticeKind, VERSION, form_key, hidden, indented, problems},
    routes::{self, desk as addresses},
    search::results_page::{address_of, kind_name},
    server_only::ServerOnly,
};
use domain::{
    form::{self, sentence},
    menus::{DeskList, LinkField, LinkForm, LinkNode, Refusal, State},
    news::Headline,
    search::NamedThing,
};
use leptos::prelude::*;

/// The field with the words of the search.
pub const WORDS: &str = "tim";
/// The button that searches; it sends the form and keeps what was typed.
pub const SEARCH: &str = "tim-dich";
/// The field with the address of what was found and chosen.
pub const CHOSEN: &str = "chon";

/// What a search has found.
#[derive(Debug, Clone, Default)]
pub struct Offered {
    /// The words.
    pub words: String,
    /// Categories, series, tags, authors, pages and polls.
    pub things: Vec<NamedThing>,
    /// Articles.
    pub articles: Vec<Headline>,
}

/// The page.
#[derive(Debug, Clone)]
pub struct LinkPage {
    /// The list.
    pub list: DeskList,
    /// The stored link; none for a new one.
    pub link: Option<LinkNode>,
    /// What was typed.
    pub form: LinkForm,
    /// The version that the next save replaces.
    pub version: i64,
    /// What was found, if somebody has searched.
    pub offered: Option<Offered>,
    /// Why nothing was stored.
    pub refusal: Option<Refusal>,
}

/// The form of a stored link.
pub fn stored_form(link: &LinkNode) -> LinkForm {
    LinkForm {
        label: link.label.clone(),
        address: address(link).unwrap_or_default(),
        parent: link.parent.map(|id| id.to_string()).unwrap_or_default(),
    }
}

impl LinkPage {
    /// The heading.
    pub fn title(&self) -> String {
        let place = place_name(self.list.place);
        self.link
            .as_ref()
            .map_or_else(|| format!("Thêm liên kết: {place}"), |link| format!("Liên kết: {}", link.label))
    }

    /// Renders it.
    pub fn render(self) -> AnyView {
        let refused = self.refusal.as_ref().and_then(refused);
        let gone = self.link.as_ref().filter(|link| link.state == State::Gone).map(|_| {
            view! {
                <Notice kind=NoticeKind::Note>
                    <p>"Trang mà liên kết này dẫn tới không còn nữa, nên bạn đọc không thấy liên kết. Xin chọn đích khác, hoặc bỏ liên kết."</p>
                </Notice>
            }
        });
        let action = self
            .link
            .as_ref()
            .map_or_else(|| addresses::new_link(self.list.id), |link| addresses::link(link.id));
        let LinkForm { label, address, parent } = &self.form;
        let words = self.offered.as_ref().map(|offered| offered.words.clone()).unwrap_or_default();
        view! {
            {refused}
            {gone}
            <p><a href=addresses::MENUS>"Về các menu và liên kết"</a></p>
            <form class="form" method="post" action=action.clone() data-keep>
                {self.link.is_none().then(form_key)}
                {hidden(VERSION, self.version.to_string())}
                {self.control(LinkField::Label, "Chữ của liên kết", label)
                    .hint("Để trống thì lấy tên của trang được dẫn tới.")
                    .line()}
                {self.control(LinkField::Address, "Dẫn tới địa chỉ", address)
                    .hint("Dán địa chỉ của một trang, một tệp hoặc trang web khác; hoặc tìm ở dưới. Để trống thì chỉ là chữ.")
                    .line()}
                <fieldset class="fieldset" id=SEARCH>
                    <legend class="field__label">"Hoặc tìm trong trang web"</legend>
                    <div class="form--row">
                        {Control::new(WORDS, "Tên chuyên mục, trang, bài, chuyên đề, cuộc bình chọn", words).input("search")}
                        <button class="button button--quiet" type="submit" formnovalidate formaction=format!("{action}#{SEARCH}")
                            name=SEARCH value="1">"Tìm"</button>
                    </div>
                    {self.offered.as_ref().map(offered)}
                </fieldset>
                {self.list.place.is_a_tree().then(|| self.control(LinkField::Parent, "Nằm dưới", parent).select(self.parents()))}
                <button class="button" type="submit">"Lưu liên kết"</button>
            </form>
        }
        .server_only()
    }

    fn control(&self, field: LinkField, label: &'static str, value: &str) -> Control {
        let problem = self.refusal.as_ref().and_then(|refusal| sentence(refusal.problems(), field));
        Control::new(field.name(), label, value).problem(problem)
    }

    /// All links of the list but the branch of this one.
    fn parents(&self) -> Vec<(String, String)> {
        let own = self.link.as_ref().map(|link| self.list.branch(link.id)).unwrap_or_default();
        let others = self.list.links.iter().filter(|link| own.iter().all(|below| below.id != link.id));
        let others = others.map(|link| (link.id.to_string(), indented(link.depth, &link.label)));
        [(String::new(), "Không nằm dưới liên kết nào".to_owned())].into_iter().chain(others).collect()
    }
}

fn refused(refusal: &Refusal) -> Option<AnyView> {
    let words = match refusal {
        form::Refusal::Problems(wrong) => {
            return Some(problems(wrong.first().map(|problem| problem.field.name())));
        }
        form::Refusal::Stale { .. } => {
            "Người khác đã sửa liên kết này sau khi quý vị mở trang. Nội dung quý vị viết vẫn còn ở dưới đây; nếu bấm “Lưu” lần nữa, bản của quý vị sẽ thay bản đó."
        }
        form::Refusal::Own(_) => "Người khác vừa dời hoặc bỏ liên kết này. Xin mở lại danh sách.",
        form::Refusal::Gone | form::Refusal::NotAllowed => return None,
    };
    Some(view! { <Notice kind=NoticeKind::Refused><p>{words}</p></Notice> }.server_only())
}

fn offered(offered: &Offered) -> AnyView {
    let things = offered
        .things
        .iter()
        .map(|thing| (address_of(&thing.kind), kind_name(&thing.kind), thing.name.clone()));
    let articles =
        offered.articles.iter().map(|article| (routes::headline(article), "Bài viết", article.title.clone()));
    let choices = things.chain(articles).map(|(address, kind, name)| {
        view! {
            <label class="field__tick">
                <input type="radio" name=CHOSEN value=address/>
                <span><span class="field__hint">{kind}": "</span> {name}</span>
            </label>
        }
    });
    let choices = choices.collect_view();
    if choices.is_empty() {
        return view! { <p class="field__hint" role="status">"Không tìm thấy gì có tên như vậy."</p> }
            .server_only();
    }
    view! {
        <div class="ticks" role="radiogroup" aria-label="Tìm thấy">{choices}</div>
        <p class="field__hint">"Chọn một dòng rồi bấm “Lưu liên kết”; lựa chọn này thay địa chỉ ở ô trên."</p>
    }
    .server_only()
}
