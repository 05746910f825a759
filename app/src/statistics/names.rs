//! Names of stored values, for people.

use domain::statistics::Dimension;

/// An article that readers may no longer see.
pub const GONE: &str = "Bài không còn trên trang";

/// The heading of a table.
pub fn heading(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Article => "Bài được đọc nhiều",
        Dimension::Kind => "Loại trang",
        Dimension::Referrer => "Đến từ trang nào",
        Dimension::Country => "Quốc gia",
        Dimension::Language => "Ngôn ngữ của trình duyệt",
        Dimension::Device => "Thiết bị",
        Dimension::Browser => "Trình duyệt",
        Dimension::System => "Hệ điều hành",
        Dimension::Crawler => "Máy tìm kiếm và máy tự động",
    }
}

/// The heading of the first column.
pub fn column(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Article => "Bài",
        Dimension::Kind => "Loại trang",
        Dimension::Referrer => "Trang",
        Dimension::Country => "Quốc gia",
        Dimension::Language => "Ngôn ngữ",
        Dimension::Device => "Thiết bị",
        Dimension::Browser => "Trình duyệt",
        Dimension::System => "Hệ điều hành",
        Dimension::Crawler => "Máy",
    }
}

/// The name of a value of a dimension, except articles.
pub fn value(dimension: Dimension, value: &str) -> String {
    if value.is_empty() {
        return "Khác".to_owned();
    }
    let known = match dimension {
        Dimension::Kind => match value {
            "front" => Some("Trang nhất"),
            "article" => Some("Bài viết"),
            "category" => Some("Chuyên mục"),
            "series" => Some("Chuyên đề"),
            "tag" => Some("Chủ đề"),
            "author" => Some("Tác giả"),
            "page" => Some("Trang thông tin"),
            "poll" => Some("Bình chọn"),
            "statistics" => Some("Thống kê"),
            "search" => Some("Tìm kiếm"),
            _ => None,
        },
        Dimension::Country => match value {
            "VN" => Some("Việt Nam"),
            "US" => Some("Hoa Kỳ"),
            "JP" => Some("Nhật Bản"),
            "KR" => Some("Hàn Quốc"),
            "CN" => Some("Trung Quốc"),
            "TW" => Some("Đài Loan"),
            "FR" => Some("Pháp"),
            "DE" => Some("Đức"),
            "RU" => Some("Nga"),
            "AU" => Some("Úc"),
            "CA" => Some("Canada"),
            "GB" => Some("Anh"),
            "SG" => Some("Singapore"),
            "LA" => Some("Lào"),
            "KH" => Some("Campuchia"),
            "TH" => Some("Thái Lan"),
            "CZ" => Some("Séc"),
            _ => None,
        },
        Dimension::Device => match value {
            "computer" => Some("Máy tính"),
            "phone" => Some("Điện thoại"),
            "tablet" => Some("Máy tính bảng"),
            _ => None,
        },
        Dimension::Language => match value {
            "vi" => Some("Tiếng Việt"),
            "en" => Some("Tiếng Anh"),
            "fr" => Some("Tiếng Pháp"),
            "zh" => Some("Tiếng Trung"),
            "ja" => Some("Tiếng Nhật"),
            "ko" => Some("Tiếng Hàn"),
            "de" => Some("Tiếng Đức"),
            "ru" => Some("Tiếng Nga"),
            "km" => Some("Tiếng Khmer"),
            "lo" => Some("Tiếng Lào"),
            "th" => Some("Tiếng Thái"),
            _ => None,
        },
        Dimension::Crawler if value == "unnamed" => Some("Không xưng tên"),
        _ => None,
    };
    known.map_or_else(|| value.to_owned(), str::to_owned)
}
