//! From the HTML that was typed to the blocks that are stored.

use super::form::MAX_BODY;
use crate::{
    db::{Db, DbError, boxed},
    id::PollId,
    media::{
        Picture,
        store::{find_files, find_pictures},
    },
    news::{Block, References, count_words, sanitize},
    polls::store::which_exist,
};
use std::collections::{BTreeMap, BTreeSet};
use tokio::task::spawn_blocking;

/// A checked body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// Its content.
    pub blocks: Vec<Block>,
    /// The number of words, for the reading time.
    pub words: u32,
}

impl Body {
    fn of(blocks: Vec<Block>) -> Self {
        let words = blocks.iter().fold(0_u32, |words, block| match block {
            Block::Html(html) => words.saturating_add(count_words(&html.text())),
            Block::Poll(_) => words,
        });
        Self { blocks, words }
    }
}

/// Sanitizes a body and cuts it into blocks. The error is a sentence for the writer.
#[boxed]
pub async fn read(db: &Db, html: &str) -> Result<Result<Body, String>, DbError> {
    if html.len() > MAX_BODY {
        return Ok(Err(
            "Bài viết quá dài: chỉ lưu được tối đa 256 KB (khoảng 150 trang sách). Xin chia thành nhiều bài."
                .to_owned(),
        ));
    }
    // The first pass collects references; if there are any, the second uses the rows that were found. Both
    // run off the async threads: a long body takes a while.
    let text = html.to_owned();
    let cleaned = off(move || {
        let mut named = Named::default();
        sanitize(&text, &mut named).map(|blocks| (named, blocks))
    })
    .await?;
    let (Named { pictures, files, polls }, blocks) = match cleaned {
        Ok(cleaned) => cleaned,
        Err(reason) => return Ok(Err(sentence(&reason))),
    };
    if pictures.is_empty() && files.is_empty() && polls.is_empty() {
        return Ok(Ok(Body::of(blocks)));
    }
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let (files, polls) = (find_files(db, &files).await?, which_exist(db, &polls).await?);
    let mut found = Found { pictures: BTreeMap::new(), files: files.into_iter().collect(), polls };
    let names: Vec<&str> = pictures.iter().filter_map(|src| name(src)).collect();
    for picture in find_pictures(db, &names).await? {
        found.pictures.insert(picture.stem().to_owned(), picture);
    }
    let text = html.to_owned();
    let read = off(move || sanitize(&text, &mut found).map(Body::of)).await?;
    Ok(read.map_err(|reason| sentence(&reason)))
}

/// Runs work that may take long off the async threads.
pub(super) async fn off<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, DbError> {
    spawn_blocking(work).await.map_err(|error| DbError::Protocol(error.to_string()))
}

fn sentence(reason: &str) -> String {
    let mut letters = reason.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str().trim_end_matches('.'))
}

/// The name in the media folder of an address on this site.
fn name(src: &str) -> Option<&str> {
    let at = src.find("/media/").map(|at| at + 1).or_else(|| src.starts_with("media/").then_some(0))?;
    src[at..].strip_prefix("media/").filter(|name| !name.is_empty() && !name.contains('/'))
}

/// Collects the references of a body.
#[derive(Default)]
struct Named {
    pictures: BTreeSet<String>,
    files: Vec<String>,
    polls: Vec<PollId>,
}

impl References for Named {
    fn picture(&mut self, src: &str) -> Result<Picture, String> {
        self.pictures.insert(src.to_owned());
        Ok(Picture { name: String::new(), width: 1, height: 1, alt: String::new(), tone: None })
    }

    fn file(&mut self, href: &str) -> Result<String, String> {
        Err(format!("liên kết {href} tới tệp phải bắt đầu bằng /media/"))
    }

    fn file_size(&mut self, name: &str) -> Option<i64> {
        self.files.push(name.to_owned());
        None
    }

    fn poll(&mut self, name: &str) -> Result<PollId, String> {
        let id = name.parse().map_err(|_| format!("không có cuộc bình chọn số {name}"))?;
        self.polls.push(id);
        Ok(id)
    }
}

/// The references that exist.
struct Found {
    pictures: BTreeMap<String, Picture>,
    files: BTreeMap<String, i64>,
    polls: BTreeSet<PollId>,
}

impl References for Found {
    fn picture(&mut self, src: &str) -> Result<Picture, String> {
        let found = name(src).and_then(|name| self.pictures.get(Picture::stem_of(name)));
        found.cloned().ok_or_else(|| {
            if src.is_empty() {
                "có hình được dán thẳng vào bài; xin tải hình lên ở mục Hình ảnh rồi chèn lại".to_owned()
            } else {
                format!("hình {src} không có trên trang này; xin tải hình lên ở mục Hình ảnh rồi chèn lại")
            }
        })
    }

    fn file(&mut self, href: &str) -> Result<String, String> {
        Err(format!("liên kết {href} tới tệp phải bắt đầu bằng /media/"))
    }

    fn file_size(&mut self, name: &str) -> Option<i64> {
        self.files.get(name).copied()
    }

    fn poll(&mut self, name: &str) -> Result<PollId, String> {
        let id: Option<PollId> = name.parse().ok();
        id.filter(|id| self.polls.contains(id)).ok_or_else(|| format!("không có cuộc bình chọn số {name}"))
    }
}
