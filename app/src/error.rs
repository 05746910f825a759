//! The only error that is sent to browsers. The reader gets a sentence and a link to go on; the cause is
//! logged under the same reference.

use serde::{Deserialize, Serialize};

/// Why a page or a call failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum AppError {
    /// It does not exist, or not for this reader.
    NotFound,
    /// The address or a value in it is invalid.
    BadRequest,
    /// An internal error of the server; its log has the cause under this reference.
    Fault {
        /// The id of the request.
        reference: String,
    },
    /// Nobody is signed in, or not any more.
    SignedOut,
    /// The person who is signed in has no right to do this.
    NotAllowed,
    /// The server did not respond: there is no connection.
    Offline,
    /// The response belongs to another version of the site: the page must be reloaded.
    Outdated,
}

impl AppError {
    /// The heading of the error page.
    pub fn heading(&self) -> &'static str {
        match self {
            Self::NotFound => "Không tìm thấy trang này",
            Self::BadRequest => "Địa chỉ này không đúng",
            Self::Fault { .. } => "Trang web đang gặp trục trặc",
            Self::SignedOut => "Chưa đăng nhập",
            Self::NotAllowed => "Không có quyền",
            Self::Offline => "Chưa kết nối được với trang",
            Self::Outdated => "Trang web vừa được cập nhật",
        }
    }

    /// What happened and what to do, in one or two sentences.
    pub fn sentence(&self) -> &'static str {
        match self {
            Self::NotFound => "Có thể bài viết đã được chuyển đi, hoặc địa chỉ bị gõ nhầm.",
            Self::BadRequest => {
                "Địa chỉ trang bị thiếu hoặc thừa ký tự, nên chúng tôi không biết quý vị cần xem gì."
            }
            Self::Fault { .. } => "Chúng tôi đã ghi lại sự cố. Xin quý vị thử lại sau ít phút.",
            Self::SignedOut => "Phiên làm việc đã hết. Xin quý vị đăng nhập lại.",
            Self::NotAllowed => "Quý vị không có quyền làm việc này.",
            Self::Offline => "Chưa kết nối được với trang. Xin quý vị thử lại sau ít phút.",
            Self::Outdated => "Trang đang được tải lại.",
        }
    }
}
