//! The visitor statistics of a period, at `/thong-ke` and `/thong-ke/2026-11`.

use super::{
    bars::{Lying, Upright, Uprights},
    ranking::ranking,
};
use crate::{
    rendered_page::{Head, RenderedPage},
    routes,
    server_only::ServerOnly,
    sharing::Elsewhere,
    ui::{breadcrumb::Breadcrumb, month_list::month_list},
};
use domain::{
    clock::Month,
    statistics::{
        day_in_words, grouped,
        period::Period,
        report::{Bar, Report, Sums},
    },
};
use leptos::prelude::*;

const WEEKDAYS: [&str; 7] = ["Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật"];

/// Renders the statistics; `present` is the page without a period in its address.
pub fn statistics_page(report: Report, present: bool) -> RenderedPage {
    let address = routes::statistics((!present).then_some(report.period));
    let words = report.period.words();
    let steps = vec![(routes::STATISTICS.to_owned(), "Thống kê truy cập".to_owned())];
    let description = format!("Số lượt truy cập, trang được xem và bài được đọc nhiều, {words}.");
    let head = Head {
        title: if present {
            "Thống kê truy cập".to_owned()
        } else {
            format!("Thống kê truy cập {words}")
        },
        canonical: present.then(|| address.clone()),
        elsewhere: Elsewhere::page(description, steps.clone()),
    };
    let empty = report.sums.views == 0 && report.opening == 0;
    let tables: Vec<_> = report.tables.iter().map(|table| ranking(report.period, table)).collect();
    // The tables may be older than the figures.
    let as_of = report.tables_as_of.as_ref().map(|moment| {
        view! {
            <p class="rankings__as-of">
                "Các bảng dưới đây tính đến " <time datetime=moment.machine.clone()>{moment.words.clone()}</time>
                " và mười lăm phút mới làm mới một lần, nên có thể ít hơn các con số ở đầu trang."
            </p>
        }
    });
    let view = view! {
        <Breadcrumb steps here=present/>
        <header class="list-head">
            <h1 class="list-head__title">"Thống kê truy cập " {words}</h1>
            <p class="list-head__description">
                "Máy tự động được tính riêng. " <a href=routes::COUNTING>"Cách chúng tôi đếm"</a>
            </p>
        </header>
        {periods(&report)}
        {summary(&report)}
        {empty.then(|| view! { <p class="empty-state">"Chưa có lượt truy cập nào trong kỳ này."</p> })}
        {(!empty).then(|| course(&report))}
        {(report.sums.visits > 0).then(|| patterns(&report))}
        {as_of}
        <div class="rankings">{tables}</div>
    };
    RenderedPage::html(address, head, view)
}

/// Links to other periods.
fn periods(report: &Report) -> AnyView {
    let today = Period::Day(report.today);
    let here = report.period;
    let link = |period: Period, words: String| {
        let current = (period == here).then_some("page");
        view! { <li><a class="periods__link" href=routes::statistics(Some(period)) aria-current=current>{words}</a></li> }
    };
    let month = today.above().unwrap_or(Period::All);
    let year = month.above().unwrap_or(Period::All);
    let present = [(today, "Hôm nay"), (month, "Tháng này"), (year, "Năm nay"), (Period::All, "Tất cả")];
    let present = Vec::from(present.map(|(period, words)| link(period, words.to_owned())));
    let beside = |period: Option<Period>, class: &'static str, mark: &'static str| {
        period.filter(|period| is_known(report, period)).map(|period| {
            let words = period.words();
            let before = class == "periods__before";
            view! {
                <a class=class href=routes::statistics(Some(period))>
                    {before.then_some(mark)} {words} {(!before).then_some(mark)}
                </a>
            }
        })
    };
    let above = here.above().map(|period| {
        let words = if period == Period::All {
            "Tất cả các năm".to_owned()
        } else {
            format!("Cả {}", period.words())
        };
        view! { <a class="periods__above" href=routes::statistics(Some(period))>{words}</a> }
    });
    let months = months(report);
    view! {
        <nav class="periods" aria-label="Kỳ thống kê">
            <ul class="periods__present">{present}</ul>
            <div class="periods__around">
                {beside(here.before(), "periods__before", "‹ ")}
                " "
                {above}
                " "
                {beside(here.after(), "periods__after", " ›")}
            </div>
            {months}
        </nav>
    }
    .server_only()
}

/// The months of the current year; those with counts are links.
fn months(report: &Report) -> Option<AnyView> {
    let here = report.period;
    let first = match here {
        Period::All => return None,
        Period::Year(_) | Period::Month(_) | Period::Day(_) => Month::of(*here.days().start()),
    };
    let months = month_list(|number| {
        let period = Period::Month(first.in_same_year(number));
        let current =
            if period == here { Some("page") } else { (here.above() == Some(period)).then_some("true") };
        (is_known(report, &period).then(|| routes::statistics(Some(period))), current)
    });
    let view = view! {
        <p class="periods__months">"Các tháng năm " {first.year()}</p>
        {months}
    };
    Some(view.server_only())
}

/// Whether a period can have any counts.
fn is_known(report: &Report, period: &Period) -> bool {
    let days = period.days();
    *days.end() >= report.first && *days.start() <= report.today
}

/// The figures of the period, compared with those of the period before.
fn summary(report: &Report) -> AnyView {
    let Sums { views, visits, crawlers } = report.sums;
    let before = |of: fn(&Sums) -> i64| report.before.as_ref().map(of);
    let against = report
        .period
        .before()
        .map(|period| if report.running { format!("cùng kỳ {}", period.words()) } else { period.words() });
    let tile = |label: &'static str, figure: String, change: Option<String>, note: Option<String>| {
        view! {
            <div class="summary__tile">
                <dt>{label}</dt>
                <dd class="summary__figure">{figure}</dd>
                {note.map(|note| view! { <dd class="summary__note">{note}</dd> })}
                {change.map(|change| view! { <dd class="summary__note">{change}</dd> })}
            </div>
        }
    };
    let changed = |now: i64, before: Option<i64>| {
        let before = before.filter(|before| *before > 0)?;
        Some(format!("{} so với {}", change(now, before), against.as_ref()?))
    };
    let opening = (report.opening > 0).then(|| format!("gồm {} lượt từ trang cũ", grouped(report.opening)));
    let per_visit = (visits > 0).then(|| tenths(views * 10 / visits));
    view! {
        <dl class="summary">
            {tile("Lượt truy cập", grouped(visits + report.opening), changed(visits, before(|it| it.visits)), opening)}
            {tile("Lượt xem trang", grouped(views), changed(views, before(|it| it.views)), None)}
            {tile("Số trang mỗi lượt", per_visit.unwrap_or_else(|| "–".to_owned()), None, None)}
            {tile("Lượt xem của máy tự động", grouped(crawlers), changed(crawlers, before(|it| it.crawlers)), None)}
        </dl>
    }
    .server_only()
}

/// `tăng 12 %`.
fn change(now: i64, before: i64) -> String {
    let percent = ((now - before).abs() * 1000 / before + 5) / 10;
    match now.cmp(&before) {
        std::cmp::Ordering::Less => format!("giảm {} %", grouped(percent)),
        std::cmp::Ordering::Equal => "không đổi".to_owned(),
        std::cmp::Ordering::Greater => format!("tăng {} %", grouped(percent)),
    }
}

/// Tenths as a decimal number: `34` is `3,4`.
fn tenths(tenths: i64) -> String {
    format!("{},{}", grouped(tenths / 10), tenths % 10)
}

/// The name of a part of a period: below its bar, and in its row.
fn bar_names(bar: &Bar) -> (String, String) {
    match (bar.period, bar.hour) {
        (Some(Period::Day(day)), _) => (day.day().to_string(), day_in_words(&day.to_string())),
        (Some(Period::Month(month)), _) => (month.number().to_string(), month.words()),
        (Some(Period::Year(year)), _) => (year.to_string(), format!("năm {year}")),
        (_, Some(hour)) => (format!("{hour} giờ"), format!("{hour:02}:00 – {hour:02}:59")),
        (_, None) => (String::new(), String::new()),
    }
}

/// The time of a part of a period.
fn when(bar: &Bar) -> String {
    match (bar.period, bar.hour) {
        (Some(period), _) => period.words(),
        (None, hour) => format!("lúc {} giờ", hour.unwrap_or(0)),
    }
}

/// The parts of a period: hours, days, months or years.
fn part_name(period: Period) -> &'static str {
    match period {
        Period::All => "năm",
        Period::Year(_) => "tháng",
        Period::Month(_) => "ngày",
        Period::Day(_) => "giờ",
    }
}

/// The visits of each part, as a chart and as a table.
fn course(report: &Report) -> AnyView {
    let part = part_name(report.period);
    let bars = report.bars.iter().map(|bar| Upright {
        label: bar_names(bar).0,
        figure: bar.sums.visits,
        opening: bar.opening,
    });
    let bars: Vec<Upright> = bars.collect();
    let most = report.bars.iter().max_by_key(|bar| bar.sums.visits + bar.opening);
    let caption = most
        .filter(|bar| bar.sums.visits + bar.opening > 0)
        .map(|bar| format!("Đông nhất {}: {} lượt", when(bar), grouped(bar.sums.visits + bar.opening)));
    let words = format!("Lượt truy cập theo {part}; bảng số liệu nằm ngay bên dưới.");
    let opening = report.bars.iter().any(|bar| bar.opening > 0);
    // The part of the opening balance that belongs to no single part.
    let unplaced = report.opening - report.bars.iter().map(|bar| bar.opening).sum::<i64>();
    let rows = report.bars.iter().filter(|bar| !bar.to_come).map(|bar| {
        let name = bar_names(bar).1;
        let known = bar.sums != Sums::default() || bar.opening > 0;
        let link = bar.period.filter(|_| known).map(|period| routes::statistics(Some(period)));
        let name = match link {
            Some(href) => view! { <a href=href>{name}</a> }.server_only(),
            None => name.server_only(),
        };
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td>{grouped(bar.sums.visits + bar.opening)}</td>
                {opening.then(|| view! { <td>{grouped(bar.opening)}</td> })}
                <td>{grouped(bar.sums.views)}</td>
                <td>{grouped(bar.sums.crawlers)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <section class="statistics-part">
            <h2 class="statistics-part__heading">"Lượt truy cập theo " {part}</h2>
            <Uprights bars words caption=caption.unwrap_or_default()/>
            {opening.then(|| view! { <p class="statistics-part__note">"Phần nhạt màu là lượt từ trang cũ."</p> })}
            {(unplaced > 0).then(|| view! {
                <p class="statistics-part__note">
                    {grouped(unplaced)} " lượt từ trang cũ không rõ thuộc " {part} " nào."
                </p>
            })}
            <details class="chart-table">
                <summary>"Bảng số liệu theo " {part}</summary>
                <div class="scroller" tabindex="0" role="region" aria-label=format!("Bảng số liệu theo {part}")>
                    <table class="figures">
                        <thead>
                            <tr>
                                <th scope="col">{capital(part)}</th>
                                <th scope="col">"Lượt truy cập"</th>
                                {opening.then(|| view! { <th scope="col">"Trong đó từ trang cũ"</th> })}
                                <th scope="col">"Lượt xem trang"</th>
                                <th scope="col">"Máy tự động"</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </details>
            <p class="statistics-part__file"><a href=routes::statistics_csv(report.period, None)>"Tải bảng này (CSV)"</a></p>
        </section>
    }
    .server_only()
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// Visits by hour of the day and by weekday.
fn patterns(report: &Report) -> Option<AnyView> {
    if matches!(report.period, Period::Day(_)) {
        return None;
    }
    let hours = report.hours.iter().enumerate();
    let bars =
        hours.map(|(hour, visits)| Upright { label: format!("{hour} giờ"), figure: *visits, opening: 0 });
    let bars: Vec<Upright> = bars.collect();
    let most = report.hours.iter().enumerate().max_by_key(|(_, visits)| **visits);
    let caption = most.map(|(hour, visits)| format!("Đông nhất lúc {hour} giờ: {} lượt", grouped(*visits)));
    let rows = report.hours.iter().enumerate().map(|(hour, visits)| {
        view! { <tr><th scope="row">{hour} " giờ"</th><td>{grouped(*visits)}</td></tr> }
    });
    let rows = rows.collect_view();
    let average = |(visits, days): (i64, i64)| if days > 0 { visits * 10 / days } else { 0 };
    let busiest = report.weekdays.iter().map(|day| average(*day)).max().unwrap_or(0);
    let weekdays = WEEKDAYS.iter().zip(report.weekdays).map(|(name, day)| {
        let figure = average(day);
        let words = if day.1 > 0 { tenths(figure) } else { "–".to_owned() };
        view! {
            <tr>
                <th scope="row">{*name} <Lying figure most=busiest/></th>
                <td>{words}</td>
            </tr>
        }
    });
    let weekdays = weekdays.collect_view();
    let view = view! {
        <div class="rankings">
            <section class="statistics-part">
                <h2 class="statistics-part__heading">"Giờ trong ngày"</h2>
                <Uprights
                    bars
                    words="Lượt truy cập theo giờ trong ngày; bảng số liệu nằm ngay bên dưới.".to_owned()
                    caption=caption.unwrap_or_default()
                />
                <details class="chart-table">
                    <summary>"Bảng số liệu theo giờ trong ngày"</summary>
                    <table class="figures">
                        <thead><tr><th scope="col">"Giờ"</th><th scope="col">"Lượt truy cập"</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </details>
            </section>
            <section class="statistics-part">
                <h2 class="statistics-part__heading">"Ngày trong tuần"</h2>
                <table class="figures">
                    <thead><tr><th scope="col">"Ngày"</th><th scope="col">"Lượt mỗi ngày"</th></tr></thead>
                    <tbody>{weekdays}</tbody>
                </table>
            </section>
        </div>
    };
    Some(view.server_only())
}
