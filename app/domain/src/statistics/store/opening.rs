//! What a replaced site had counted, as administrators type it.

use crate::{
    accounts::Right,
    audit::{Action, Subject, store::note},
    db::{Connection, DbError, boxed},
    scope::Editing,
    statistics::{
        grouped,
        opening_form::{ChangedMeanwhile, OpeningForm, Refusal, span},
    },
};
use std::collections::BTreeMap;

/// Visits by period; the total has the empty period.
pub(super) async fn load(on: &mut Connection) -> Result<BTreeMap<String, i64>, DbError> {
    let rows: Vec<(String, i64)> =
        sqlx::query_as("select period, visits from opening_balances order by period limit 100000")
            .fetch_all(on)
            .await?;
    Ok(rows.into_iter().collect())
}

/// The form with the stored figures; an empty one for those who may not change them.
#[boxed]
pub async fn load_opening_form(editing: &Editing) -> Result<OpeningForm, DbError> {
    if !editing.person.may(Right::ManageSite) {
        return Ok(OpeningForm::default());
    }
    Ok(OpeningForm::of(&load(&mut *editing.db.read().acquire().await?).await?))
}

/// Replaces all figures by those of the form, if the stored ones still have this mark. The counter has to be told.
#[boxed]
pub async fn save_opening(
    editing: &Editing,
    form: &OpeningForm,
    mark: &str,
) -> Result<Result<(), Refusal>, DbError> {
    let Editing { db, person, now, .. } = editing;
    if !person.may(Right::ManageSite) {
        return Ok(Err(Refusal::NotAllowed));
    }
    let visits = match form.check() {
        Ok(visits) => visits,
        Err(problems) => return Ok(Err(Refusal::Problems(problems))),
    };
    let mut tx = db.write().await?;
    let before = load(&mut tx).await?;
    if OpeningForm::of(&before).mark() != mark {
        return Ok(Err(Refusal::Own(ChangedMeanwhile)));
    }
    if visits == before {
        return Ok(Ok(()));
    }
    sqlx::query("delete from opening_balances").execute(&mut *tx).await?;
    for (period, visits) in &visits {
        sqlx::query("insert into opening_balances (span, period, visits) values ($1, $2, $3)")
            .bind(span(period))
            .bind(period)
            .bind(visits)
            .execute(&mut *tx)
            .await?;
    }
    let total =
        |visits: &BTreeMap<String, i64>| visits.get("").map(|total| grouped(*total)).unwrap_or_default();
    let many = |visits: &BTreeMap<String, i64>| {
        visits.keys().filter(|period| !period.is_empty()).count().to_string()
    };
    let detail = [
        ("total_before", total(&before)),
        ("total_after", total(&visits)),
        ("periods_before", many(&before)),
        ("periods_after", many(&visits)),
    ];
    let detail: Vec<(&str, &str)> = detail.iter().map(|(name, value)| (*name, value.as_str())).collect();
    note(&mut tx, *now, person.actor(), Action::OpeningBalancesChanged, Subject::Site, &detail).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{accounts::Role, desk_site::DeskSite, form::Refusal as Refused};

    #[tokio::test]
    async fn the_figures_are_replaced_as_a_whole_and_noted() {
        let site = DeskSite::new().await;
        let editing = &site.editing;
        let shown = load_opening_form(editing).await.expect("an answer");
        let typed = OpeningForm { total: "25378017".into(), periods: "2024-03 = 348760".into() };
        let save = async |form: &OpeningForm, mark: &str| {
            save_opening(editing, form, mark).await.expect("an answer")
        };
        assert_eq!(save(&typed, &shown.mark()).await, Ok(()));
        let stored = load_opening_form(editing).await.expect("an answer");
        assert_eq!((stored.total.as_str(), stored.periods.as_str()), ("25.378.017", "2024-03 = 348.760"));
        assert_eq!(save(&typed, &shown.mark()).await, Err(Refused::Own(ChangedMeanwhile)));
        assert_eq!(save(&OpeningForm::default(), &stored.mark()).await, Ok(()));
        assert_eq!(load_opening_form(editing).await.expect("an answer"), OpeningForm::default());
        assert_eq!(site.actions().await, ["opening_balances_changed", "opening_balances_changed"]);
        let wrong = OpeningForm { total: "x".into(), ..OpeningForm::default() };
        assert!(matches!(save(&wrong, &shown.mark()).await, Err(Refused::Problems(_))));
        let editor = site.as_role(Role::Editor);
        assert_eq!(load_opening_form(&editor).await.expect("an answer"), OpeningForm::default());
        assert_eq!(
            save_opening(&editor, &typed, &shown.mark()).await.expect("an answer"),
            Err(Refused::NotAllowed)
        );
    }
}
