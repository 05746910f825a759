//! The structure of `site.toml`. The checks are in `reader`.

use domain::polls::ResultsShown;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

pub(super) type Text = Spanned<String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SiteFile {
    pub(super) name: Text,
    #[serde(default)]
    pub(super) description: String,
    pub(super) language: Text,
    pub(super) time_zone: Text,
    #[serde(default)]
    pub(super) operator: OperatorEntry,
    #[serde(default)]
    pub(super) category: Vec<Category>,
    #[serde(default)]
    pub(super) author: Vec<Author>,
    #[serde(default)]
    pub(super) series: Vec<Series>,
    #[serde(default)]
    pub(super) menu: Vec<LinkList>,
    #[serde(default)]
    pub(super) links: Vec<LinkList>,
    #[serde(default)]
    pub(super) footer: Vec<Link>,
    pub(super) introduction: Option<Introduction>,
    #[serde(default)]
    pub(super) poll: Vec<Poll>,
    #[serde(default)]
    pub(super) statistics: Statistics,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct OperatorEntry {
    pub(super) name: String,
    pub(super) address: String,
    pub(super) phone: String,
    pub(super) email: String,
    pub(super) responsible: String,
    pub(super) licence: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Category {
    pub(super) slug: Text,
    pub(super) name: Text,
    #[serde(default)]
    pub(super) description: String,
    pub(super) parent: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Author {
    pub(super) slug: Text,
    pub(super) name: Text,
    #[serde(default)]
    pub(super) description: String,
    pub(super) picture: Option<Text>,
    #[serde(default)]
    pub(super) picture_alt: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Series {
    pub(super) slug: Text,
    pub(super) title: Text,
    #[serde(default)]
    pub(super) description: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkList {
    pub(super) name: String,
    #[serde(default)]
    pub(super) items: Vec<Link>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Link {
    pub(super) label: Text,
    pub(super) href: Option<Text>,
    pub(super) category: Option<Text>,
    #[serde(default)]
    pub(super) items: Vec<Link>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Introduction {
    pub(super) title: String,
    pub(super) page: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Poll {
    pub(super) question: Text,
    /// The name by which articles refer to the poll.
    pub(super) key: Option<Text>,
    pub(super) link: Option<Text>,
    pub(super) options: Vec<PollOption>,
    #[serde(default = "one")]
    pub(super) min_choices: Spanned<u32>,
    pub(super) max_choices: Spanned<u32>,
    pub(super) opens_at: Option<Text>,
    pub(super) closes_at: Option<Text>,
    pub(super) results: ResultsShown,
    #[serde(default = "generous")]
    pub(super) network_limit: u32,
    /// Whether it is the poll of the side column.
    #[serde(default)]
    pub(super) side: bool,
}

fn one() -> Spanned<u32> {
    Spanned::new(0..0, 1)
}

/// Ballots from one network within an hour; enough for a large school that votes in one morning.
fn generous() -> u32 {
    500
}

/// An option as a label only, or with more fields.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum PollOption {
    Label(String),
    Full(FullOption),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FullOption {
    pub(super) label: String,
    pub(super) link: Option<String>,
    #[serde(default)]
    pub(super) opening_votes: u32,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Statistics {
    pub(super) total: Option<Spanned<i64>>,
    pub(super) year: BTreeMap<String, Spanned<i64>>,
    pub(super) month: BTreeMap<String, Spanned<i64>>,
    pub(super) day: BTreeMap<String, Spanned<i64>>,
}
