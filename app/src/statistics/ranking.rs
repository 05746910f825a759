//! A ranking of the values of a dimension, as a table of the statistics page.

use super::{bars::Lying, names};
use crate::{routes, server_only::ServerOnly};
use domain::statistics::{
    Dimension, grouped,
    period::Period,
    report::{Row, Table},
};
use leptos::prelude::*;

/// A ranking of the values of a dimension.
pub(super) fn ranking(period: Period, table: &Table) -> AnyView {
    let dimension = table.dimension;
    let crawlers = dimension == Dimension::Crawler;
    let most = table.rows.iter().map(|row| row.count.views).max().unwrap_or(0);
    let rows = table.rows.iter().map(|row| {
        let Row { count, .. } = row;
        view! {
            <tr>
                <th scope="row">{row_name(dimension, row)} <Lying figure=count.views most/></th>
                <td>{grouped(count.views)}</td>
                {(!crawlers).then(|| view! { <td>{grouped(count.visits)}</td> })}
            </tr>
        }
    });
    let rows = rows.collect_view();
    let href = routes::statistics_csv(period, Some(dimension));
    let words = if table.more { "Tải bảng đầy đủ (CSV)" } else { "Tải bảng này (CSV)" };
    let class = if dimension == Dimension::Article {
        "statistics-part statistics-part--wide"
    } else {
        "statistics-part"
    };
    view! {
        <section class=class>
            <h2 class="statistics-part__heading">{names::heading(dimension)}</h2>
            <table class="figures">
                <thead>
                    <tr>
                        <th scope="col">{names::column(dimension)}</th>
                        <th scope="col">"Lượt xem"</th>
                        {(!crawlers).then(|| view! { <th scope="col">"Lượt bắt đầu tại đây"</th> })}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <p class="statistics-part__file"><a href=href>{words}</a></p>
        </section>
    }
    .server_only()
}

fn row_name(dimension: Dimension, row: &Row) -> AnyView {
    match (&row.article, dimension) {
        (Some(headline), _) => {
            view! { <a href=routes::headline(headline)>{headline.title.clone()}</a> }.server_only()
        }
        (None, Dimension::Article) => names::GONE.server_only(),
        (None, _) => names::value(dimension, &row.value).server_only(),
    }
}
