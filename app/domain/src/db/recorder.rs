//! Records every statement that tests run, for `server/examples/plans.rs`, which checks the query plans.

use std::{
    collections::HashSet,
    env,
    fs::{self, File},
    io::Write,
    path::Path,
    process,
    sync::Mutex,
};
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span,
    subscriber::set_global_default,
};

/// The environment variable with the folder for the records, one file for each test process; unset: nothing
/// is recorded.
const FOLDER: &str = "STATEMENTS";

/// Starts recording the statements that sqlx logs, if the variable is set.
pub(super) fn begin() {
    let Ok(folder) = env::var(FOLDER) else { return };
    let path = Path::new(&folder).join(format!("{}.jsonl", process::id()));
    let opened =
        fs::create_dir_all(&folder).and_then(|()| File::options().create(true).append(true).open(path));
    if let Ok(file) = opened {
        // A process has one global subscriber: the first one set, or a test's own.
        let _ = set_global_default(Recorder(Mutex::new((file, HashSet::new()))));
    }
}

struct Recorder(Mutex<(File, HashSet<String>)>);

impl Subscriber for Recorder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "sqlx::query"
    }

    fn event(&self, event: &Event<'_>) {
        let mut statement = Statement::default();
        event.record(&mut statement);
        let Statement { summary, text } = statement;
        let text = if text.trim().is_empty() { summary } else { text.trim().to_owned() };
        let Ok(mut noted) = self.0.lock() else { return };
        let (file, known) = &mut *noted;
        if let Ok(line) = serde_json::to_string(&text)
            && known.insert(text)
        {
            let _ = writeln!(file, "{line}");
        }
    }

    fn new_span(&self, _span: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _span: &span::Id, _values: &span::Record<'_>) {}

    fn record_follows_from(&self, _span: &span::Id, _follows: &span::Id) {}

    fn enter(&self, _span: &span::Id) {}

    fn exit(&self, _span: &span::Id) {}
}

/// A statement in sqlx's log: its first words, and the whole text if there is more.
#[derive(Default)]
struct Statement {
    summary: String,
    text: String,
}

impl Visit for Statement {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "summary" => value.clone_into(&mut self.summary),
            "db.statement" => value.clone_into(&mut self.text),
            _ => {}
        }
    }

    fn record_debug(&mut self, _field: &Field, _value: &dyn std::fmt::Debug) {}
}
