//! What a person is told about the draft.

use serde::{Deserialize, Serialize};

/// Where the draft is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nothing has been typed yet.
    Opened,
    /// Typed, and about to be sent.
    Typing,
    /// On its way.
    Saving,
    /// On the server since this time on the site's clock.
    Saved(String),
    /// On its way, to be published.
    Publishing,
    /// Published at this time.
    Published(String),
    /// On its way back to what is published.
    Discarding,
    /// Kept, but not published, and why.
    NotPublished(Vec<String>),
    /// Somebody else changed the same; so many questions are open.
    Asking(usize),
    /// Kept in the browser: no network.
    Offline,
    /// Kept in the browser: the session has ended.
    SignedOut,
    /// Kept in the browser: the server refuses it, and why.
    Refused(Vec<String>),
    /// Kept in the browser: the disk of the server is full.
    Full,
    /// Kept in the browser: the server does not answer.
    Failed,
    /// Kept in the browser: the article is gone, or may not be changed any more.
    Gone,
}

impl State {
    /// The sentence for a person; empty if there is nothing to say.
    pub fn sentence(&self) -> String {
        match self {
            Self::Opened => String::new(),
            Self::Typing => "Chưa lưu: sẽ tự lưu khi quý vị ngừng gõ.".to_owned(),
            Self::Saving => "Đang lưu…".to_owned(),
            Self::Saved(time) => format!("Đã lưu {time}"),
            Self::Publishing => "Đang đăng…".to_owned(),
            Self::Published(time) => format!("Đã đăng {time}"),
            Self::Discarding => "Đang bỏ thay đổi…".to_owned(),
            Self::NotPublished(why) => format!("Bài đã lưu nhưng chưa đăng được: {}", why.join(" ")),
            Self::Asking(many) => {
                format!("Có {many} chỗ người khác cũng vừa sửa: xin quý vị chọn cách giữ. Bài đang được giữ trong máy này.")
            }
            Self::Offline => "Mất mạng: đang giữ trong máy này".to_owned(),
            Self::SignedOut => {
                "Phiên làm việc đã hết: bài đang được giữ trong máy này. Xin quý vị đăng nhập lại để lưu tiếp.".to_owned()
            }
            Self::Refused(why) => format!("Chưa lưu được, bài đang được giữ trong máy này: {}", why.join(" ")),
            Self::Full => "Máy chủ đã hết chỗ: bài đang được giữ trong máy này và sẽ tự gửi lại.".to_owned(),
            Self::Failed => "Máy chủ chưa trả lời: bài đang được giữ trong máy này và sẽ tự gửi lại.".to_owned(),
            Self::Gone => {
                "Bài này không còn nữa, hoặc quý vị không còn quyền sửa: nội dung đang được giữ trong máy này.".to_owned()
            }
        }
    }

    /// Whether a person should look at it now: the page shows it more clearly, and says it aloud.
    pub fn is_trouble(&self) -> bool {
        !matches!(
            self,
            Self::Opened
                | Self::Typing
                | Self::Saving
                | Self::Saved(_)
                | Self::Publishing
                | Self::Published(_)
                | Self::Discarding
        )
    }
}
