//! The state of the program and its machine: what is good, what needs attention, and what to do.

use crate::{routes::desk as addresses, server_only::ServerOnly};
use domain::{clock::Moment, statistics::grouped};
use leptos::prelude::*;

/// A megabyte, in bytes.
const MEGABYTE: i64 = 1024 * 1024;
/// Free space of the disk below which it needs attention, in bytes.
const LITTLE_SPACE: i64 = 1024 * MEGABYTE;
/// Votes that wait; more than that means that the disk does not keep up.
const MANY_VOTES: i64 = 512;
/// How old the last backup may be, in milliseconds: two days.
const OLD_BACKUP: i64 = 2 * 24 * 60 * 60 * 1000;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct Health {
    /// The size of the database with its log, in bytes.
    pub database: i64,
    /// Free and total bytes of the disk; `None` if it does not tell.
    pub disk: Option<(i64, i64)>,
    /// The last backup.
    pub backup: LastBackup,
    /// How many votes wait to be stored.
    pub votes: i64,
    /// Open event streams, and the most.
    pub streams: (i64, i64),
    /// The version of the program.
    pub program: String,
    /// The version of the database engine.
    pub engine: String,
    /// The version of the tables.
    pub schema: i64,
    /// The present.
    pub now: Moment,
    /// The name of the site's time zone.
    pub zone: String,
    /// The time of the newest entry of the log, if it is in the future: the clock was set back.
    pub clock_is_back: Option<Moment>,
    /// The memory of the program in bytes; `None` where the system does not tell.
    pub memory: Option<i64>,
    /// When the program was started.
    pub since: Moment,
    /// Whether the disk accepts writes.
    pub takes_writes: bool,
}

/// The last backup.
#[derive(Debug, Clone)]
pub struct LastBackup {
    /// Whether backups are made by themselves.
    pub is_on: bool,
    /// When it was made, and its age in milliseconds.
    pub made: Option<(Moment, i64)>,
    /// Whether its file is still there.
    pub is_there: bool,
    /// When the last attempt failed, and why.
    pub failure: Option<(Moment, String)>,
}

/// One line: what it is, its value, and what to do if it needs attention.
struct Line {
    label: &'static str,
    value: String,
    todo: Option<String>,
}

impl Line {
    fn good(label: &'static str, value: String) -> Self {
        Self { label, value, todo: None }
    }

    fn or(self, needs_attention: bool, todo: &str) -> Self {
        Self { todo: needs_attention.then(|| todo.to_owned()), ..self }
    }
}

/// Renders it.
pub fn health_page(health: &Health) -> AnyView {
    let lines = lines(health);
    let many = lines.iter().filter(|line| line.todo.is_some()).count();
    let summary = match many {
        0 => "Mọi thứ đang tốt.".to_owned(),
        many => format!("Có {many} việc cần quý vị xem."),
    };
    let rows = lines.into_iter().map(row).collect_view();
    view! {
        <p class="health__summary">{summary}</p>
        <dl class="health">{rows}</dl>
        <p><a href=addresses::BACKUPS>"Sao lưu: lịch, sao lưu ngay, tải về"</a></p>
    }
    .server_only()
}

fn row(line: Line) -> AnyView {
    let (class, word) = match line.todo {
        Some(_) => ("state state--attention", "Cần xem"),
        None => ("state state--good", "Tốt"),
    };
    let todo = line.todo.map(|todo| view! { <p class="health__todo">{todo}</p> });
    view! {
        <div class="health__line">
            <dt>{line.label}</dt>
            <dd>
                <span class=class>{word}</span>
                " "
                {line.value}
                {todo}
            </dd>
        </div>
    }
    .server_only()
}

fn lines(health: &Health) -> Vec<Line> {
    let disk = match health.disk {
        Some((free, all)) => Line::good("Ổ đĩa", format!("còn trống {} trong {}", size(free), size(all))).or(
            free < LITTLE_SPACE || free < all / 20,
            "Ổ đĩa sắp đầy. Xin dọn bớt, hoặc chuyển trang sang ổ đĩa lớn hơn.",
        ),
        None => Line::good("Ổ đĩa", "không cho biết còn trống bao nhiêu".to_owned()),
    };
    let writes =
        Line::good("Ghi xuống đĩa", if health.takes_writes { "được" } else { "không được" }.to_owned()).or(
            !health.takes_writes,
            "Chưa lưu được bài viết và phiếu bầu. Xin kiểm tra ổ đĩa có đầy hoặc bị khóa ghi không.",
        );
    let votes = Line::good("Phiếu đang chờ lưu", grouped(health.votes)).or(
        health.votes > MANY_VOTES,
        "Phiếu đến nhanh hơn ổ đĩa ghi kịp. Nếu kéo dài, xin chuyển trang sang ổ đĩa nhanh hơn.",
    );
    let (open, most) = health.streams;
    let streams = Line::good("Trang đang mở nhận tin trực tiếp", format!("{} trong tối đa {}", grouped(open), grouped(most)))
        .or(open > most / 10 * 9, "Gần hết chỗ: người mở trang sau sẽ phải tải lại mới thấy tin mới. Xin tăng giới hạn tệp mở của hệ thống (LimitNOFILE).");
    let clock = Line::good("Đồng hồ", format!("{}, múi giờ {}", health.now.words, health.zone));
    let clock = match &health.clock_is_back {
        Some(newest) => clock.or(
            true,
            &format!(
                "Nhật ký đã có mục lúc {}, nên đồng hồ máy chủ đang chạy chậm. Xin chỉnh lại đồng hồ.",
                newest.words
            ),
        ),
        None => clock,
    };
    let memory = health.memory.map_or_else(|| "hệ thống không cho biết".to_owned(), size);
    vec![
        backup(&health.backup),
        disk,
        writes,
        Line::good("Cơ sở dữ liệu", size(health.database)),
        votes,
        streams,
        clock,
        Line::good("Bộ nhớ của chương trình", memory),
        Line::good("Chạy từ", health.since.words.clone()),
        Line::good(
            "Phiên bản",
            format!(
                "Trang Nhất {}, cơ sở dữ liệu {}, cấu trúc {}",
                health.program, health.engine, health.schema
            ),
        ),
    ]
}

fn backup(backup: &LastBackup) -> Line {
    let value = match &backup.made {
        Some((made, _)) => format!("bản gần nhất {}, đã đọc lại và đúng", made.words),
        None => "chưa có bản nào".to_owned(),
    };
    let todo = match (&backup.failure, &backup.made) {
        (Some((at, why)), _) => Some(format!("Lần sao lưu lúc {} không thành. {why}", at.in_short())),
        (None, _) if !backup.is_on => {
            Some("Sao lưu tự động đang tắt. Xin đặt lịch ở trang Sao lưu.".to_owned())
        }
        (None, Some(_)) if !backup.is_there => Some(
            "Tệp của bản gần nhất không còn trong thư mục. Xin cắm lại ổ đĩa, hoặc sao lưu lại.".to_owned(),
        ),
        (None, Some((_, age))) if *age > OLD_BACKUP => {
            Some("Bản gần nhất đã cũ hơn hai ngày. Xin sao lưu ngay và xem lại lịch.".to_owned())
        }
        _ => None,
    };
    Line { label: "Sao lưu", value, todo }
}

/// A number of bytes for people.
pub(super) fn size(bytes: i64) -> String {
    match bytes {
        bytes if bytes >= 10 * 1024 * MEGABYTE => format!("{} GB", grouped(bytes / (1024 * MEGABYTE))),
        bytes if bytes >= MEGABYTE => format!("{} MB", grouped(bytes / MEGABYTE)),
        bytes => format!("{} KB", grouped(bytes / 1024)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment() -> Moment {
        Moment { machine: "2026-11-25T09:00:00+07:00".into(), words: "Thứ tư, 25/11/2026 09:00".into() }
    }

    fn healthy() -> Health {
        Health {
            database: 3 * MEGABYTE,
            disk: Some((50_000 * MEGABYTE, 100_000 * MEGABYTE)),
            backup: LastBackup { is_on: true, made: Some((moment(), 1)), is_there: true, failure: None },
            votes: 0,
            streams: (10, 100),
            program: "0.1.0".into(),
            engine: "3.51".into(),
            schema: 27,
            now: moment(),
            zone: "Asia/Ho_Chi_Minh".into(),
            clock_is_back: None,
            memory: Some(40 * MEGABYTE),
            since: moment(),
            takes_writes: true,
        }
    }

    fn attention(health: &Health) -> Vec<&'static str> {
        lines(health).iter().filter(|line| line.todo.is_some()).map(|line| line.label).collect()
    }

    #[test]
    fn a_line_needs_attention_when_there_is_something_to_do() {
        assert_eq!(attention(&healthy()), Vec::<&str>::new());
        let full = Health { disk: Some((MEGABYTE, 100_000 * MEGABYTE)), ..healthy() };
        assert_eq!(attention(&full), ["Ổ đĩa"]);
        let little = Health { disk: Some((2_000 * MEGABYTE, 100_000 * MEGABYTE)), ..healthy() };
        assert_eq!(attention(&little), ["Ổ đĩa"], "five per cent of a large one");
        assert_eq!(attention(&Health { disk: None, ..healthy() }), Vec::<&str>::new());
        let busy = Health { votes: 600, streams: (95, 100), takes_writes: false, ..healthy() };
        assert_eq!(
            attention(&busy),
            ["Ghi xuống đĩa", "Phiếu đang chờ lưu", "Trang đang mở nhận tin trực tiếp"]
        );
        assert_eq!(attention(&Health { clock_is_back: Some(moment()), ..healthy() }), ["Đồng hồ"]);
        let backup = |backup: LastBackup| attention(&Health { backup, ..healthy() });
        let good = healthy().backup;
        for bad in [
            LastBackup { is_on: false, ..good.clone() },
            LastBackup { is_there: false, ..good.clone() },
            LastBackup { made: Some((moment(), OLD_BACKUP + 1)), ..good.clone() },
            LastBackup { failure: Some((moment(), "Ổ đĩa đã đầy.".into())), ..good.clone() },
        ] {
            assert_eq!(backup(bad), ["Sao lưu"]);
        }
        assert_eq!(
            backup(LastBackup { made: None, is_there: false, ..good }),
            Vec::<&str>::new(),
            "the first night"
        );
    }

    #[test]
    fn sizes_are_read_at_a_glance() {
        assert_eq!([900, 5 * MEGABYTE, 20 * 1024 * MEGABYTE].map(size), ["0 KB", "5 MB", "20 GB"]);
    }
}
