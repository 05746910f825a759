//! The addresses of the desk and of signing in.

use domain::id::{
    AccountId, ArticleId, CategoryId, LinkId, LinkListId, MediaId, PageId, PollId, RedirectId, SessionId,
};
#[cfg(feature = "ssr")]
use leptos_router::location::Url;

/// What the addresses of the desk's server functions begin with.
pub const CALLS: &str = "/api/drafts/";
/// The desk's front page.
pub const DESK: &str = "/ban-bien-tap";
/// All articles.
pub const ARTICLES: &str = "/ban-bien-tap/bai-viet";
/// An article to be begun.
pub const NEW_ARTICLE: &str = "/ban-bien-tap/bai-viet/moi";
/// The preview of an article that was never saved.
pub const NEW_PREVIEW: &str = "/ban-bien-tap/bai-viet/moi/xem-truoc";
/// What the addresses of secret links to an article begin with.
pub const SHARED_PREVIEW: &str = "/xem-truoc";
/// The parameter of a preview that is shown beside the form.
pub const BESIDE: &str = "khung";
/// Articles that the text editor offers for a link.
pub const LINKABLE: &str = "/ban-bien-tap/bai-viet/lien-ket";
/// Where a Word document is read for the text editor.
pub const WORD: &str = "/ban-bien-tap/bai-viet/tu-word";
/// Where a file for the text of an article is sent to.
pub const FILE_OF_TEXT: &str = "/ban-bien-tap/bai-viet/tep";
/// What was written and never saved to an article.
pub const DRAFTS: &str = "/ban-bien-tap/ban-nhap";
/// All pictures; an upload is sent there too.
pub const PICTURES: &str = "/ban-bien-tap/hinh-anh";
/// All polls.
pub const POLLS: &str = "/ban-bien-tap/binh-chon";
/// A poll to be made.
pub const NEW_POLL: &str = "/ban-bien-tap/binh-chon/moi";
/// What readers searched for in vain.
pub const VAIN_SEARCHES: &str = "/ban-bien-tap/tim-khong-thay";
/// All categories.
pub const CATEGORIES: &str = "/ban-bien-tap/chuyen-muc";
/// A category to be made.
pub const NEW_CATEGORY: &str = "/ban-bien-tap/chuyen-muc/moi";
/// The parameter with the thing below which a new one is made.
pub const BELOW: &str = "trong";
/// The menus, the blocks of links and the footer.
pub const MENUS: &str = "/ban-bien-tap/menu";
/// All static pages.
pub const PAGES: &str = "/ban-bien-tap/trang";
/// A static page to be written.
pub const NEW_PAGE: &str = "/ban-bien-tap/trang/moi";
/// What a replaced site had counted.
pub const OPENING: &str = "/ban-bien-tap/so-lieu-cu";
/// Redirects from addresses without a page.
pub const REDIRECTS: &str = "/ban-bien-tap/chuyen-huong";
/// A redirect to be made.
pub const NEW_REDIRECT: &str = "/ban-bien-tap/chuyen-huong/moi";
/// Addresses that were asked for in vain.
pub const MISSING_ADDRESSES: &str = "/ban-bien-tap/chuyen-huong/khong-co-trang";
/// All accounts.
pub const ACCOUNTS: &str = "/ban-bien-tap/tai-khoan";
/// An account to be made.
pub const NEW_ACCOUNT: &str = "/ban-bien-tap/tai-khoan/moi";
/// What the site says of itself.
pub const SITE: &str = "/ban-bien-tap/trang-web";
/// The state of the program and its machine.
pub const HEALTH: &str = "/ban-bien-tap/suc-khoe";
/// Backups.
pub const BACKUPS: &str = "/ban-bien-tap/suc-khoe/sao-luu";
/// Where a backup is asked for.
pub const BACKUP_NOW: &str = "/ban-bien-tap/suc-khoe/sao-luu/ngay";
/// Where the newest backup is downloaded.
pub const BACKUP_DOWNLOAD: &str = "/ban-bien-tap/suc-khoe/sao-luu/tai";
/// Who did what.
pub const LOG: &str = "/ban-bien-tap/nhat-ky";
/// The same as a table.
pub const LOG_CSV: &str = "/ban-bien-tap/nhat-ky.csv";
/// One's own account.
pub const OWN_ACCOUNT: &str = "/ban-bien-tap/toi";
/// Where one's own name is changed.
pub const OWN_NAME: &str = "/ban-bien-tap/toi/ten";
/// Where one's own password is changed.
pub const OWN_PASSWORD: &str = "/ban-bien-tap/toi/mat-khau";
/// Where the second factor is set up, once it was begun.
pub const SECOND_FACTOR: &str = "/ban-bien-tap/toi/hai-buoc";
/// Where that begins.
pub const SECOND_FACTOR_START: &str = "/ban-bien-tap/toi/hai-buoc/bat-dau";
/// Where the second factor is switched off.
pub const SECOND_FACTOR_END: &str = "/ban-bien-tap/toi/hai-buoc/tat";
/// Where new recovery codes are made.
pub const RECOVERY_CODES: &str = "/ban-bien-tap/toi/ma-khoi-phuc";
/// Where a passkey is added.
pub const PASSKEYS: &str = "/ban-bien-tap/toi/khoa";
/// Where that begins.
pub const PASSKEY_START: &str = "/ban-bien-tap/toi/khoa/bat-dau";
/// Where all of one's other sessions are ended.
pub const SESSIONS: &str = "/ban-bien-tap/toi/phien";
/// The files of the desk: style sheet and scripts.
pub const FILES: &str = "/ban-bien-tap/tep";
/// Where people sign in.
pub const SIGN_IN: &str = "/dang-nhap";
/// Where they type the code of their telephone.
pub const SIGN_IN_CODE: &str = "/dang-nhap/ma";
/// Where they sign in with a passkey.
pub const SIGN_IN_PASSKEY: &str = "/dang-nhap/khoa";
/// Where that begins.
pub const SIGN_IN_PASSKEY_START: &str = "/dang-nhap/khoa/bat-dau";
/// Where they sign out.
pub const SIGN_OUT: &str = "/dang-xuat";
/// Where a link leads with which somebody chooses a password; the token follows.
pub const RESET: &str = "/dat-mat-khau";
/// Where a new site is set up; the token follows.
pub const SET_UP: &str = "/thiet-lap";
/// The parameter with the key of a new article that was begun and never saved.
pub const BEGUN: &str = "khoa";
/// The parameter with the state of listed articles.
pub const STATE: &str = "trang-thai";
/// The parameter with the account that has begun listed articles.
pub const WRITER: &str = "nguoi-viet";
/// The parameter that says where to go after signing in.
pub const NEXT: &str = "tiep";

/// Whether an address is one of the desk, which the router of readers' pages does not know.
pub fn is_inside(address: &str) -> bool {
    address.starts_with(DESK)
}

/// An article as it is changed.
pub fn article(id: ArticleId) -> String {
    format!("{ARTICLES}/{id}")
}

/// What becomes of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It is shown to readers.
    Publish,
    /// It is taken from them.
    Withdraw,
    /// It is put into the trash.
    Trash,
    /// It is brought back from there.
    Restore,
    /// What its draft has and the article does not is given up.
    Discard,
}

impl Step {
    /// The end of the address of the step.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Publish => "dang",
            Self::Withdraw => "go",
            Self::Trash => "bo",
            Self::Restore => "khoi-phuc",
            Self::Discard => "bo-thay-doi",
        }
    }
}

/// Where a step of an article is asked for.
pub fn article_step(id: ArticleId, step: Step) -> String {
    format!("{ARTICLES}/{id}/{}", step.as_str())
}

/// The articles that an account has begun and that are drafts.
pub fn own_drafts(account: AccountId) -> String {
    format!("{ARTICLES}?{STATE}=nhap&{WRITER}={account}")
}

/// The form of a new article that was begun and never saved.
pub fn begun_article(key: &str) -> String {
    format!("{NEW_ARTICLE}?{BEGUN}={key}")
}

/// An article as readers will see it; a new one without an id.
pub fn preview(id: Option<ArticleId>) -> String {
    id.map_or_else(|| NEW_PREVIEW.to_owned(), |id| format!("{ARTICLES}/{id}/xem-truoc"))
}

/// Where somebody without an account sees an article as it is being written.
pub fn shared_preview(token: &str) -> String {
    format!("{SHARED_PREVIEW}/{token}")
}

/// A picture.
pub fn picture(id: MediaId) -> String {
    format!("{PICTURES}/{id}")
}

/// A poll as it is changed.
pub fn poll(id: PollId) -> String {
    format!("{POLLS}/{id}")
}

/// The parameter of the desk's list of polls that says where the page begins.
pub const POLLS_BEFORE: &str = "truoc";

/// A page of all polls, from the ones made before this one on.
pub fn polls(before: Option<PollId>) -> String {
    before.map_or_else(|| POLLS.to_owned(), |id| format!("{POLLS}?{POLLS_BEFORE}={id}"))
}

/// Where a poll is closed at once.
pub fn close_poll(id: PollId) -> String {
    format!("{POLLS}/{id}/dong")
}

/// Where a poll is chosen for the side column.
pub fn side_poll(id: PollId) -> String {
    format!("{POLLS}/{id}/cot-ben")
}

/// A category as it is changed.
pub fn category(id: CategoryId) -> String {
    format!("{CATEGORIES}/{id}")
}

/// Where a category is moved among its siblings.
pub fn order_category(id: CategoryId) -> String {
    format!("{CATEGORIES}/{id}/thu-tu")
}

/// Where a category is merged into another one.
pub fn merge_category(id: CategoryId) -> String {
    format!("{CATEGORIES}/{id}/gop")
}

/// Where a category is removed.
pub fn remove_category(id: CategoryId) -> String {
    format!("{CATEGORIES}/{id}/xoa")
}

/// A list of links, where it is renamed.
pub fn link_list(id: LinkListId) -> String {
    format!("{MENUS}/nhom/{id}")
}

/// Where a list of links is moved among those of its place.
pub fn order_link_list(id: LinkListId) -> String {
    format!("{MENUS}/nhom/{id}/thu-tu")
}

/// Where a list without links is removed.
pub fn remove_link_list(id: LinkListId) -> String {
    format!("{MENUS}/nhom/{id}/xoa")
}

/// A link to be added to a list.
pub fn new_link(list: LinkListId) -> String {
    format!("{MENUS}/nhom/{list}/moi")
}

/// A link as it is changed.
pub fn link(id: LinkId) -> String {
    format!("{MENUS}/lien-ket/{id}")
}

/// Where a link is moved among its siblings.
pub fn order_link(id: LinkId) -> String {
    format!("{MENUS}/lien-ket/{id}/thu-tu")
}

/// Where a link is removed.
pub fn remove_link(id: LinkId) -> String {
    format!("{MENUS}/lien-ket/{id}/bo")
}

/// Where a removed link is brought back.
pub fn restore_link(id: LinkId) -> String {
    format!("{MENUS}/lien-ket/{id}/khoi-phuc")
}

/// A static page as it is changed.
pub fn page(id: PageId) -> String {
    format!("{PAGES}/{id}")
}

/// Where a static page is moved among its siblings.
pub fn order_page(id: PageId) -> String {
    format!("{PAGES}/{id}/thu-tu")
}

/// Where a static page is put into the trash.
pub fn trash_page(id: PageId) -> String {
    format!("{PAGES}/{id}/bo")
}

/// Where a static page is brought back from the trash.
pub fn restore_page(id: PageId) -> String {
    format!("{PAGES}/{id}/khoi-phuc")
}

/// A redirect as it is changed.
pub fn redirect(id: RedirectId) -> String {
    format!("{REDIRECTS}/{id}")
}

/// Where a redirect is removed.
pub fn redirect_removal(id: RedirectId) -> String {
    format!("{REDIRECTS}/{id}/xoa")
}

/// The parameter with the source of a redirect to be made.
pub const REDIRECT_SOURCE: &str = "tu";

/// A redirect to be made from this address.
#[cfg(feature = "ssr")]
pub fn new_redirect(source: &str) -> String {
    format!("{NEW_REDIRECT}?{REDIRECT_SOURCE}={}", Url::escape(source))
}

/// The parameter with the words of a search among the redirects.
pub const REDIRECT_WORDS: &str = "tim";
/// The parameter that says where a page of the redirects begins.
pub const REDIRECTS_BEFORE: &str = "truoc";

/// A page of the redirects with these words, before this one.
#[cfg(feature = "ssr")]
pub fn redirects(words: &str, before: Option<RedirectId>) -> String {
    let words = (!words.is_empty()).then(|| format!("{REDIRECT_WORDS}={}", Url::escape(words)));
    let before = before.map(|id| format!("{REDIRECTS_BEFORE}={id}"));
    let query: Vec<String> = words.into_iter().chain(before).collect();
    if query.is_empty() { REDIRECTS.to_owned() } else { format!("{REDIRECTS}?{}", query.join("&")) }
}

/// An account.
pub fn account(id: AccountId) -> String {
    format!("{ACCOUNTS}/{id}")
}

/// Where one of one's own passkeys is removed.
pub fn passkey_removal(id: i64) -> String {
    format!("{PASSKEYS}/{id}/go")
}

/// Where one of one's own sessions is ended.
pub fn session(id: SessionId) -> String {
    format!("{SESSIONS}/{id}")
}

/// What becomes of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountStep {
    /// A link is made with which its owner chooses a password.
    Link,
    /// Its second factor is switched off.
    SecondFactorOff,
    /// Nobody signs in with it any more.
    Disable,
    /// Its owner may sign in again.
    Enable,
}

/// Where a step of an account is asked for.
pub fn account_step(id: AccountId, step: AccountStep) -> String {
    let step = match step {
        AccountStep::Link => "lien-ket",
        AccountStep::SecondFactorOff => "hai-buoc",
        AccountStep::Disable => "ngung",
        AccountStep::Enable => "mo-lai",
    };
    format!("{ACCOUNTS}/{id}/{step}")
}

/// Where a new site is set up.
pub fn set_up(token: &str) -> String {
    format!("{SET_UP}/{token}")
}

/// Where somebody chooses a password with a link.
pub fn reset(token: &str) -> String {
    format!("{RESET}/{token}")
}
