//! Relationships: which other parts and addresses a part refers to (ECMA-376 part 2, 6.5).

use super::{
    NotRead,
    package::Package,
    xml::{Token, Xml},
};
use std::collections::HashMap;

/// Where the text is if the package does not say so.
const MAIN: &str = "word/document.xml";

/// Longer targets are ignored, in bytes: each use of one takes time.
const TARGET: usize = 4096;

/// What a relationship leads to.
#[derive(Debug)]
pub(super) enum Target {
    /// A part, by its name.
    Inside(String),
    /// An address elsewhere. It is not fetched.
    Outside(String),
}

/// The relationships of a part.
#[derive(Debug, Default)]
pub(super) struct Relations {
    by_id: HashMap<String, Target>,
    /// The first part of each kind; the kind is the last segment of the type.
    by_kind: HashMap<String, String>,
}

impl Relations {
    /// Those of the package itself.
    pub(super) fn of_package(package: &mut Package<'_>) -> Result<Self, NotRead> {
        Self::read(package.text("_rels/.rels")?.as_deref(), "")
    }

    /// Those of a part; none if it has no list of them.
    pub(super) fn of_part(package: &mut Package<'_>, part: &str) -> Result<Self, NotRead> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        Self::read(package.text(&format!("{folder}/_rels/{name}.rels"))?.as_deref(), folder)
    }

    fn read(text: Option<&str>, folder: &str) -> Result<Self, NotRead> {
        let mut relations = Self::default();
        let mut xml = Xml::new(text.unwrap_or_default());
        while let Some(token) = xml.token()? {
            let Token::Open(element) = token else { continue };
            let (Some(id), Some(target)) = (element.attribute("Id"), element.attribute("Target")) else {
                continue;
            };
            if target.len() > TARGET {
                continue;
            }
            let target = if element.attribute("TargetMode").is_some_and(|mode| mode == "External") {
                Target::Outside(target.into_owned())
            } else {
                let name = resolved(folder, &target);
                let kind = element.attribute("Type").unwrap_or_default();
                let kind = kind.rsplit('/').next().unwrap_or_default();
                relations.by_kind.entry(kind.to_owned()).or_insert_with(|| name.clone());
                Target::Inside(name)
            };
            relations.by_id.insert(id.into_owned(), target);
        }
        Ok(relations)
    }

    /// The part with the text.
    pub(super) fn main(&self) -> String {
        self.by_kind.get("officeDocument").map_or(MAIN, String::as_str).to_owned()
    }

    /// The part of this kind, for example `styles`.
    pub(super) fn part(&self, kind: &str) -> Option<&str> {
        self.by_kind.get(kind).map(String::as_str)
    }

    pub(super) fn target(&self, id: &str) -> Option<&Target> {
        self.by_id.get(id)
    }
}

/// A part's name from a reference relative to a folder.
fn resolved(folder: &str, target: &str) -> String {
    if target.starts_with('/') {
        return target.to_owned();
    }
    let mut segments: Vec<&str> = folder.split('/').filter(|segment| !segment.is_empty()).collect();
    for segment in target.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()),
            name => segments.push(name),
        }
    }
    segments.join("/")
}
