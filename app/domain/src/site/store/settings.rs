//! The settings that administrators can change.

use crate::{
    accounts::Right,
    announcing::{new_key, store::forget_all},
    audit::{Action, Subject, store::note},
    db::{Connection, Db, DbError, WriteTx, boxed},
    id::{PageId, PollId},
    news::store::{read_json, write_json},
    polls::store::choose_side_poll,
    scope::Editing,
    site::{
        Operator, SearchEngines,
        misspelt::{Misspelt, USUAL},
        settings::{ChangedMeanwhile, Problem, Refusal, Settings, SettingsForm},
    },
};
use sqlx::FromRow;

/// How many polls are offered, the newest first.
const OFFERED: i64 = 200;

#[derive(FromRow)]
struct Row {
    name: String,
    description: String,
    operator: String,
    introduction_title: String,
    introduction_page_id: Option<PageId>,
    poll_id: Option<PollId>,
    misspelt: Option<String>,
    hidden_from_search: bool,
    collectors_refused: bool,
    told: bool,
}

/// The settings.
async fn load(on: &mut Connection) -> Result<Option<Settings>, DbError> {
    let row: Option<Row> = sqlx::query_as(
        "select name, description, operator, introduction_title, introduction_page_id, poll_id, misspelt,
            hidden_from_search, collectors_refused, indexnow_key is not null as told
         from site
         where id = 1",
    )
    .fetch_optional(on)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Settings {
        name: row.name,
        description: row.description,
        operator: read_json(&row.operator)?,
        introduction: row.introduction_title,
        introduction_page: row.introduction_page_id,
        poll: row.poll_id,
        misspelt: row.misspelt.unwrap_or_else(|| USUAL.trim().to_owned()),
        search: SearchEngines {
            hidden: row.hidden_from_search,
            collectors_refused: row.collectors_refused,
            told: row.told,
        },
    }))
}

/// The settings. `None` before a content pack has been loaded.
#[boxed]
pub async fn load_settings(db: &Db) -> Result<Option<Settings>, DbError> {
    let mut on = db.read().acquire().await?;
    load(&mut on).await
}

/// The words that are often misspelt. The stored list has been checked; a wrong one is as an empty one.
#[boxed]
pub async fn load_misspelt(db: &Db) -> Result<Misspelt, DbError> {
    let own: Option<String> = sqlx::query_scalar("select misspelt from site where id = 1")
        .fetch_optional(db.read())
        .await?
        .flatten();
    Ok(Misspelt::read(own.as_deref().unwrap_or(USUAL)).unwrap_or_default())
}

/// Polls to choose from, for the side column or for a text: that of the side column, and the newest.
#[boxed]
pub async fn load_side_choices(db: &Db) -> Result<Vec<(PollId, String)>, DbError> {
    sqlx::query_as(
        "select poll.id, poll.question
         from polls poll
         left join site on site.poll_id = poll.id
         order by site.id is null, poll.id desc
         limit $1",
    )
    .bind(OFFERED)
    .fetch_all(db.read())
    .await
}

/// Pages to choose from, for the introduction: those that readers see.
#[boxed]
pub async fn load_introduction_choices(db: &Db) -> Result<Vec<(PageId, String)>, DbError> {
    sqlx::query_as("select id, title from pages where published = true order by title, id limit 1000")
        .fetch_all(db.read())
        .await
}

/// Saves the form if the stored settings still have this mark, and logs what has changed. Readers see it on
/// the next page they open.
#[boxed]
pub async fn save_settings(
    editing: &Editing,
    form: &SettingsForm,
    mark: &str,
) -> Result<Result<(), Refusal>, DbError> {
    if !editing.person.may(Right::ManageSite) {
        return Ok(Err(Refusal::NotAllowed));
    }
    let settings = match form.check() {
        Ok(settings) => settings,
        Err(problems) => return Ok(Err(Refusal::Problems(problems))),
    };
    let mut tx = editing.db.write().await?;
    let Some(before) = load(&mut tx).await? else {
        return Ok(Err(Refusal::Own(ChangedMeanwhile)));
    };
    if before.mark() != mark {
        return Ok(Err(Refusal::Own(ChangedMeanwhile)));
    }
    if let Err(problem) = write(&mut tx, &settings).await? {
        return Ok(Err(Refusal::Problems(vec![problem])));
    }
    let pages = [&before, &settings].map(|settings| settings.introduction_page);
    let mut introduced = Vec::new();
    for page in pages {
        introduced.push(title_of(&mut tx, page).await?);
    }
    note_change(&mut tx, editing, &before, &settings, [&introduced[0], &introduced[1]]).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Writes the row; a problem if the chosen page or poll does not exist.
async fn write(tx: &mut WriteTx<'_>, settings: &Settings) -> Result<Result<(), Problem>, DbError> {
    let is_gone =
        |fault: &DbError| fault.as_database_error().is_some_and(|error| error.is_foreign_key_violation());
    match write_row(tx, settings).await {
        Err(fault) if is_gone(&fault) => return Ok(Err(Problem::no_such_page())),
        written => written?,
    }
    if !settings.search.told {
        forget_all(tx).await?;
    }
    match choose_side_poll(tx, settings.poll).await {
        Err(fault) if is_gone(&fault) => Ok(Err(Problem::no_such_poll())),
        chosen => chosen.map(Ok),
    }
}

/// The title of a page; empty for none.
async fn title_of(tx: &mut WriteTx<'_>, page: Option<PageId>) -> Result<String, DbError> {
    let title: Option<String> = sqlx::query_scalar("select title from pages where id = $1")
        .bind(page)
        .fetch_optional(&mut **tx)
        .await?;
    Ok(title.unwrap_or_default())
}

async fn write_row(tx: &mut WriteTx<'_>, settings: &Settings) -> Result<(), DbError> {
    let SearchEngines { hidden, collectors_refused, told } = settings.search;
    sqlx::query(
        "update site
         set name = $1, description = $2, operator = $3, introduction_title = $4, misspelt = $5,
            hidden_from_search = $6, collectors_refused = $7,
            indexnow_key = case when $8 then coalesce(indexnow_key, $9) end, introduction_page_id = $10
         where id = 1",
    )
    .bind(&settings.name)
    .bind(&settings.description)
    .bind(write_json(&settings.operator)?)
    .bind(&settings.introduction)
    // The usual list stays that of the program, which may become longer.
    .bind((settings.misspelt != USUAL.trim()).then_some(&settings.misspelt))
    .bind(hidden)
    .bind(collectors_refused)
    .bind(told)
    .bind(new_key().map_err(|error| DbError::Protocol(error.to_string()))?)
    .bind(settings.introduction_page)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Logs each value that has changed, before and after; nothing if nothing has changed.
async fn note_change(
    tx: &mut WriteTx<'_>,
    editing: &Editing,
    before: &Settings,
    after: &Settings,
    introduced: [&str; 2],
) -> Result<(), DbError> {
    let names = [
        ["name_before", "name_after"],
        ["description_before", "description_after"],
        ["operator_before", "operator_after"],
        ["responsible_before", "responsible_after"],
        ["address_before", "address_after"],
        ["phone_before", "phone_after"],
        ["operator_email_before", "operator_email_after"],
        ["licence_before", "licence_after"],
        ["introduction_before", "introduction_after"],
        ["misspelt_before", "misspelt_after"],
        ["hidden_before", "hidden_after"],
        ["collectors_before", "collectors_after"],
        ["told_before", "told_after"],
    ];
    let changed =
        names.into_iter().zip(lines(before)).zip(lines(after)).filter(|((_, before), after)| before != after);
    let mut detail: Vec<(&str, &str)> =
        changed.flat_map(|((names, before), after)| [(names[0], before), (names[1], after)]).collect();
    if before.introduction_page != after.introduction_page {
        detail.extend([("page_before", introduced[0]), ("page_after", introduced[1])]);
    }
    let (actor, now) = (editing.person.actor(), editing.now);
    if !detail.is_empty() {
        note(tx, now, actor, Action::SiteChanged, Subject::Site, &detail).await?;
    }
    // As when the poll itself is changed: the newly chosen one, or the one that was chosen before.
    let (poll, place) = if after.poll.is_some() { (after.poll, "side") } else { (before.poll, "turns") };
    if let Some(poll) = poll.filter(|_| before.poll != after.poll) {
        let title: String = sqlx::query_scalar("select question from polls where id = $1")
            .bind(poll)
            .fetch_one(&mut **tx)
            .await?;
        let detail = [("title", title.as_str()), ("place", place)];
        note(tx, now, actor, Action::SidePollChosen, Subject::Poll(poll), &detail).await?;
    }
    Ok(())
}

/// The texts of the settings, in the order of their names in the log.
fn lines(settings: &Settings) -> [&str; 13] {
    let Settings {
        name,
        description,
        operator,
        introduction,
        introduction_page: _,
        poll: _,
        misspelt,
        search,
    } = settings;
    let SearchEngines { hidden, collectors_refused, told } = *search;
    let [hidden, collectors, told] =
        [hidden, collectors_refused, told].map(|is_on| if is_on { "có" } else { "không" });
    let Operator { name: organisation, address, phone, email, responsible, licence } = operator;
    [
        name,
        description,
        organisation,
        responsible,
        address,
        phone,
        email,
        licence,
        introduction,
        misspelt,
        hidden,
        collectors,
        told,
    ]
}
