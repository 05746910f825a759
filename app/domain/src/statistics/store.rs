//! The opening balances of the counters.

use super::Figures;
use crate::{
    db::{Change, Db, Fault, Write},
    scope::Scope,
};

/// The latest figures known.
pub async fn load_figures(db: &Db, _scope: Scope) -> Result<Figures, Fault> {
    let (day, today, month, total): (Option<String>, i64, i64, i64) = sqlx::query_as(
        "select
            (select max(period) from opening_balances where span = 'day'),
            coalesce((select visits from opening_balances where span = 'day' order by period desc limit 1), 0),
            coalesce((select visits from opening_balances where span = 'month' order by period desc limit 1), 0),
            coalesce((select visits from opening_balances where span = 'total' limit 1), 0)",
    )
    .fetch_one(db.read())
    .await?;
    Ok(Figures { today, month, total, as_of: day })
}

/// Notes an opening balance. With `replace` one of the same span and period is overwritten, else it stays.
pub async fn put_opening_balance(
    tx: &mut Write<'_>,
    span: &str,
    period: &str,
    visits: i64,
    replace: bool,
) -> Result<Change, Fault> {
    let known: Option<i64> =
        sqlx::query_scalar("select visits from opening_balances where span = $1 and period = $2")
            .bind(span)
            .bind(period)
            .fetch_optional(&mut **tx)
            .await?;
    if known.is_some() && !replace {
        return Ok(Change::Kept);
    }
    sqlx::query(
        "insert into opening_balances (span, period, visits)
         values ($1, $2, $3)
         on conflict (span, period) do update set visits = excluded.visits",
    )
    .bind(span)
    .bind(period)
    .bind(visits)
    .execute(&mut **tx)
    .await?;
    Ok(if known.is_some() { Change::Replaced } else { Change::Added })
}
