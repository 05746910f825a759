//! Properties of paragraphs, runs, rows, cells and controls, and the choice between alternatives.

use super::{
    super::{fields::address, relations::Target, tables::Merge, xml::Element},
    Place, Story,
};
use std::rc::Rc;

impl Story<'_, '_> {
    /// Its children are properties too, except those of the paragraph's end.
    pub(super) fn paragraph_property(&mut self, name: &str, element: &Element<'_>) -> Option<Place> {
        let styles = self.source.styles;
        let open = self.flow().open.as_mut()?;
        match name {
            "rPr" => return Some(Place::EndProperties),
            "sectPr" | "tabs" | "pBdr" => return None,
            "pStyle" => open.style = styles.get(&element.attribute("val").unwrap_or_default()),
            "framePr" => open.is_continued |= element.attribute("dropCap").is_some_and(|kind| kind != "none"),
            name => open.look.set(name, element),
        }
        Some(Place::ParagraphProperties)
    }

    pub(super) fn end_property(&mut self, name: &str) {
        if let Some(open) = &mut self.flow().open
            && matches!(name, "del" | "moveFrom")
        {
            open.is_continued = true;
        }
    }

    pub(super) fn run_property(&mut self, name: &str, element: &Element<'_>) {
        if name == "rStyle" {
            // It comes first, before the run's own properties.
            let style = element.attribute("val").unwrap_or_default();
            let below = self.paragraph_style().run;
            self.flow().run = self.source.styles.run(&style, below);
        } else {
            self.flow().run.set(name, element);
        }
    }

    pub(super) fn row_property(&mut self, name: &str, element: &Element<'_>) {
        let Some(row) = self.flow().table.as_mut().and_then(|table| table.row.as_mut()) else { return };
        match name {
            "tblHeader" => row.is_header = element.is_on(),
            "del" => row.is_deleted = true,
            "gridBefore" => row.before = element.number().unwrap_or_default(),
            "gridAfter" => row.after = element.number().unwrap_or_default(),
            _ => {}
        }
    }

    pub(super) fn cell_property(&mut self, name: &str, element: &Element<'_>) {
        let Some(cell) = &mut self.flow().cell else { return };
        let merge = || match element.attribute("val").as_deref() {
            Some("restart") => Merge::Begins,
            _ => Merge::Continues,
        };
        match name {
            "gridSpan" => cell.columns = element.number().unwrap_or_default(),
            "vMerge" => cell.down = merge(),
            "hMerge" => cell.across = merge(),
            _ => {}
        }
    }

    /// Placeholders and tables of contents are left out.
    pub(super) fn control_property(&mut self, name: &str, element: &Element<'_>) -> Option<Place> {
        match name {
            "showingPlcHdr" => self.skips_control |= element.is_on(),
            "docPartGallery" => {
                self.skips_control |=
                    element.attribute("val").is_some_and(|kind| kind == "Table of Contents");
            }
            "docPartObj" => return Some(Place::ControlProperties),
            _ => return None,
        }
        Some(Place::Other)
    }

    /// Of alternatives, the first that is understood is read: all that Word writes for texts, not ink and the like,
    /// for which the last one has a picture.
    pub(super) fn alternative(&mut self, parent: Place, name: &str, element: &Element<'_>) -> Option<Place> {
        let is_chosen = match name {
            "AlternateContent" => return Some(Place::Alternatives(false)),
            "Choice" => element.attribute("Requires").is_some_and(|names| {
                names.split_whitespace().all(|name| matches!(name, "wps" | "wpg" | "wpc") || is_word(name))
            }),
            "Fallback" => true,
            _ => return Some(Place::Other),
        };
        if parent != Place::Alternatives(false) || !is_chosen {
            return None;
        }
        if let Some(place) = self.places.last_mut() {
            *place = Place::Alternatives(true);
        }
        Some(Place::Other)
    }

    pub(super) fn hyperlink(&self, element: &Element<'_>) -> Option<Rc<str>> {
        let id = element.attribute("id")?;
        match self.source.relations.target(&id)? {
            Target::Outside(target) => address(target, element.attribute("anchor").as_deref()),
            Target::Inside(_) => None,
        }
    }
}

/// Whether a prefix is one of Word's own extensions: w14, w15, wp14, w16se and so on.
fn is_word(prefix: &str) -> bool {
    let rest = prefix.strip_prefix("wp").or_else(|| prefix.strip_prefix('w')).unwrap_or_default();
    rest.starts_with(|letter: char| letter.is_ascii_digit())
}
