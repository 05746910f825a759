//! An entry of the log in words, for the page and for the export.

use crate::routes::desk as addresses;
use domain::{
    accounts::Role,
    audit::{Action, Actor, Entry, Subject},
    id::AccountId,
};
use std::collections::BTreeMap;

/// Who did it.
pub fn who(entry: &Entry) -> String {
    match (&entry.who, entry.actor.account) {
        (Some(who), _) => who.name.clone(),
        (None, Some(account)) => format!("Tài khoản số {account}"),
        (None, None) => Actor::COMMAND_IN_WORDS.to_owned(),
    }
}

/// The action. An unknown one, from a later version, keeps its stored name.
pub fn action(entry: &Entry) -> String {
    match &entry.action {
        Ok(action) => action.in_words().to_owned(),
        Err(stored) => stored.clone(),
    }
}

/// The subject: in words, and its address at the desk. `people` are the names of accounts.
pub fn subject(entry: &Entry, people: &[(AccountId, String)]) -> (String, Option<String>) {
    let subject = match &entry.subject {
        Ok(subject) => *subject,
        Err(stored) => return (stored.clone(), None),
    };
    let kind = subject.kind().in_words().to_lowercase();
    let name = match subject {
        Subject::Account(id) => people.iter().find(|(known, _)| *known == id).map(|(_, name)| name.as_str()),
        _ => entry.detail.get("title").map(String::as_str),
    };
    let words = match (name, subject.id()) {
        (Some(name), _) => format!("{kind} “{name}”"),
        (None, Some(id)) => format!("{kind} số {id}"),
        (None, None) => kind,
    };
    let address = match subject {
        Subject::Account(id) => Some(addresses::account(id)),
        Subject::Article(id) => Some(addresses::article(id)),
        Subject::Poll(id) => Some(addresses::poll(id)),
        Subject::Media(id) => Some(addresses::picture(id)),
        Subject::Redirect(id) => Some(addresses::redirect(id)),
        Subject::Site => Some(addresses::SITE.to_owned()),
        Subject::Category(id) => Some(addresses::category(id)),
        Subject::LinkList(_) => Some(addresses::MENUS.to_owned()),
        Subject::Link(id) => Some(addresses::link(id)),
        Subject::Page(id) => Some(addresses::page(id)),
        Subject::Session(_) | Subject::Pack => None,
    };
    (words, address)
}

/// What follows the action in a sentence: the separator, the subject, and its address. If the action ends
/// with the kind of its subject ("Đăng bài viết"), only the name follows.
pub fn object(entry: &Entry, people: &[(AccountId, String)]) -> (&'static str, String, Option<String>) {
    let (words, address) = subject(entry, people);
    let kind = entry.subject.as_ref().map(|subject| subject.kind().in_words().to_lowercase());
    let name = kind.ok().filter(|kind| action(entry).to_lowercase().ends_with(kind.as_str()));
    match name.and_then(|kind| words.strip_prefix(kind.as_str())) {
        Some(name) => ("", name.trim_start().to_owned(), address),
        None => (",", words, address),
    }
}

/// More details, one per line; for a changed value the old and the new one.
pub fn details(entry: &Entry) -> Vec<String> {
    #[derive(Default)]
    struct Thing<'a> {
        now: Option<&'a str>,
        before: Option<&'a str>,
        after: Option<&'a str>,
    }
    let mut things: BTreeMap<&str, Thing<'_>> = BTreeMap::new();
    for (name, value) in &entry.detail {
        if let Some(name) = name.strip_suffix("before") {
            things.entry(name.trim_end_matches('_')).or_default().before = Some(value);
        } else if let Some(name) = name.strip_suffix("after") {
            things.entry(name.trim_end_matches('_')).or_default().after = Some(value);
        } else {
            things.entry(name).or_default().now = Some(value);
        }
    }
    let lines = things.into_iter().flat_map(|(name, Thing { now, before, after })| {
        // The title is in the sentence already.
        let now = now.filter(|_| name != "title").map(|now| value(entry, name, now));
        let [before, after] = [before, after].map(|it| it.map(|it| value(entry, name, it)));
        let changed = match (before, after) {
            (Some(before), Some(after)) => Some(format!("từ {before} thành {after}")),
            (Some(before), None) => Some(format!("trước đó {before}")),
            (None, after) => after,
        };
        let label = label(name);
        now.into_iter().chain(changed).map(move |words| match label.as_str() {
            "" => words,
            label => format!("{label}: {words}"),
        })
    });
    lines.collect()
}

fn value(entry: &Entry, name: &str, value: &str) -> String {
    let is_role = name == "role" || (name.is_empty() && entry.action == Ok(Action::RoleChanged));
    match (Role::read(value).filter(|_| is_role), name, value) {
        (Some(role), ..) => role.name().to_lowercase(),
        (None, "place", "side") => "luôn ở cột bên".to_owned(),
        (None, "place", "turns") => "luân phiên".to_owned(),
        (None, _, "") => "trống".to_owned(),
        (None, ..) => format!("“{value}”"),
    }
}

/// The label of a detail; an unknown one keeps its stored name.
fn label(name: &str) -> String {
    match name {
        "name" => "tên",
        "email" => "e-mail",
        "role" => "vai trò",
        "categories" => "chuyên mục",
        "browser" => "trình duyệt",
        "file" => "tệp",
        "title" => "tiêu đề",
        "description" => "mô tả",
        "operator" => "cơ quan chủ quản",
        "address" => "địa chỉ",
        "phone" => "điện thoại",
        "misspelt" => "từ hay viết sai",
        "hidden" => "ẩn với máy tìm kiếm",
        "collectors" => "từ chối chương trình thu thập bài cho AI",
        "told" => "báo máy tìm kiếm khi có bài",
        "operator_email" => "e-mail",
        "responsible" => "người chịu trách nhiệm",
        "licence" => "giấy phép",
        "introduction" => "tiêu đề phần giới thiệu",
        "page" => "trang giới thiệu",
        "question" => "câu hỏi",
        "options" => "phương án",
        "links" => "liên kết",
        "choices" => "số phương án được chọn",
        "opens" => "giờ mở",
        "closes" => "giờ đóng",
        "results" => "khi nào hiện kết quả",
        "network_limit" => "giới hạn mỗi mạng",
        "place" => "vị trí",
        "alt" => "mô tả hình",
        "picture" => "hình",
        "slug" => "đường dẫn",
        "parent" => "nằm trong",
        "order" => "thứ tự",
        "into" => "gộp vào",
        "list" => "nhóm",
        "target" => "dẫn tới",
        "total" => "tổng lượt truy cập",
        "periods" => "số kỳ",
        "caption" => "chú thích hình",
        "sessions" => "số phiên",
        "backups" => "tự sao lưu",
        "hour" => "giờ",
        "folder" => "thư mục",
        "kept" => "giữ lại",
        "source" => "địa chỉ cũ",
        "led_on" => "số chuyển hướng khác được dẫn theo",
        other => other,
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::clock::{Moment, Timestamp};

    fn entry(action: Action, detail: &[(&str, &str)]) -> Entry {
        Entry {
            sequence: 1,
            at: Timestamp(0),
            moment: Moment { machine: String::new(), words: String::new() },
            actor: Actor { account: Some(AccountId(7)), session: None },
            who: None,
            action: Ok(action),
            subject: Ok(Subject::Account(AccountId(3))),
            detail: detail.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        }
    }

    #[test]
    fn what_changed_is_told_from_what_to_what() {
        let changed =
            entry(Action::AccountChanged, &[("name_before", "An"), ("name_after", "Ân"), ("note", "x")]);
        assert_eq!(details(&changed), ["tên: từ “An” thành “Ân”", "note: “x”"]);
        let role = entry(Action::RoleChanged, &[("before", "author"), ("after", "editor")]);
        assert_eq!(details(&role), ["từ tác giả thành biên tập viên"]);
        let renamed = entry(Action::AccountChanged, &[("name", "Ân"), ("before", "An")]);
        assert_eq!(details(&renamed), ["trước đó “An”", "tên: “Ân”"]);
        let side = entry(Action::SidePollChosen, &[("title", "Ai?"), ("place", "side")]);
        assert_eq!(details(&side), ["vị trí: luôn ở cột bên"]);
    }

    #[test]
    fn an_account_is_called_by_its_name_while_it_has_one() {
        let entry = entry(Action::AccountCreated, &[("role", "author")]);
        assert_eq!(who(&entry), "Tài khoản số 7");
        let address = Some("/ban-bien-tap/tai-khoan/3".to_owned());
        assert_eq!(subject(&entry, &[]), ("tài khoản số 3".to_owned(), address.clone()));
        assert_eq!(subject(&entry, &[(AccountId(3), "Lan".into())]), ("tài khoản “Lan”".to_owned(), address));
        assert_eq!(details(&entry), ["vai trò: tác giả"]);
    }

    #[test]
    fn no_sentence_names_a_kind_twice() {
        let people = [(AccountId(3), "Lan".to_owned())];
        let object = |action| object(&entry(action, &[]), &people);
        let address = Some("/ban-bien-tap/tai-khoan/3".to_owned());
        assert_eq!(object(Action::AccountDisabled), ("", "“Lan”".to_owned(), address.clone()));
        assert_eq!(object(Action::RoleChanged), (",", "tài khoản “Lan”".to_owned(), address));
    }
}
