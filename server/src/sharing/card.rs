//! The card with the title, for what has no picture of its own. Its colours are those of `style/tokens.css`,
//! light, since nobody knows where it will be shown.

use super::{
    lettering::{Letters, Style, blended},
    lines::{Room, fit},
};
use app::sharing::{PICTURE_HEIGHT, PICTURE_WIDTH};
use domain::{sharing::Card, text::is_shouted};
use image::{Rgb, RgbImage, imageops::FilterType};

const PAPER: [u8; 3] = [0xfb, 0xf8, 0xf2];
const INK: [u8; 3] = [0x23, 0x1c, 0x18];
const INK_SOFT: [u8; 3] = [0x5f, 0x55, 0x4d];
const LINE: [u8; 3] = [0xdd, 0xd3, 0xc5];
const ACCENT: [u8; 3] = [0x9b, 0x1c, 0x22];

const ICON: &[u8] = include_bytes!("../../../style/public/icon-192.png");

/// The margin on all sides, in pixels: some chats cut off the edges.
const MARGIN: f32 = 72.0;
/// The width between the margins.
const COLUMN: f32 = PICTURE_WIDTH as f32 - 2.0 * MARGIN;
/// From the top of a capital to its baseline, in sizes of the letters.
const CAPITAL: f32 = 0.67;
/// The line below the site's name, and the one above the note.
const RULES: [u32; 2] = [166, 520];

/// A place for text, and how large it may be.
struct Place {
    room: Room,
    weight: f32,
    /// In pixels, descending.
    sizes: &'static [f32],
}

/// The title; a mark on a capital is a third of a line high.
const TITLE: Place = Place {
    room: Room { width: COLUMN, height: 312.0, lines: 5, leading: 1.27 },
    weight: 650.0,
    sizes: &[92.0, 84.0, 76.0, 68.0, 62.0, 56.0, 51.0, 47.0, 43.0],
};
/// How many sizes a title in capitals leaves out.
const SHOUTED: usize = 4;
/// The side of the icon beside the site's name, in pixels.
const ICON_SIDE: u32 = 72;
/// The site's name above a title.
const NAME: Place = Place {
    room: Room { width: COLUMN - ICON_SIDE as f32 - 24.0, height: 60.0, lines: 1, leading: 1.2 },
    weight: 700.0,
    sizes: &[44.0, 38.0, 34.0, 30.0],
};
/// Category and date below a title.
const NOTE: Place = Place {
    room: Room { width: COLUMN, height: 50.0, lines: 1, leading: 1.2 },
    weight: 450.0,
    sizes: &[32.0, 28.0],
};

/// The side of the icon on the site's own card, in pixels.
const SITE_ICON_SIDE: u32 = 112;
/// The site's name on its own card.
const SITE_NAME: Place = Place {
    room: Room { width: COLUMN, height: 150.0, lines: 2, leading: 1.2 },
    weight: 700.0,
    sizes: &[88.0, 76.0, 66.0, 58.0, 50.0, 44.0],
};
/// What the site is about.
const ABOUT: Place = Place {
    room: Room { width: COLUMN, height: 150.0, lines: 3, leading: 1.35 },
    weight: 420.0,
    sizes: &[36.0, 34.0, 32.0, 30.0],
};

/// Draws the card of an article; `None` if the fonts cannot be read.
pub(super) fn draw(card: &Card, site: &str) -> Option<RgbImage> {
    let mut letters = Letters::open()?;
    let mut on = paper();
    let [site, title, note] = [site, &card.title, &card.note].map(|text| letters.printable(text));
    icon(&mut on, (MARGIN as u32, 69), ICON_SIDE);
    rule(&mut on, RULES[0]);
    rule(&mut on, RULES[1]);
    let name = set(&mut letters, &site, &NAME);
    name.draw(&mut on, &mut letters, ACCENT, (MARGIN + ICON_SIDE as f32 + 24.0, 120.0));
    set(&mut letters, &note, &NOTE).draw(&mut on, &mut letters, INK_SOFT, (MARGIN, 572.0));

    // A title of emoji only has nothing to draw.
    let title = if title.is_empty() { site } else { title };
    let sizes = if is_shouted(&title) { &TITLE.sizes[SHOUTED..] } else { TITLE.sizes };
    let title = set(&mut letters, &title, &Place { sizes, ..TITLE });
    // In the middle between the two lines.
    let first = (RULES[0] + RULES[1]) as f32 / 2.0 + (title.size * CAPITAL - title.height()) / 2.0;
    title.draw(&mut on, &mut letters, INK, (MARGIN, first));
    Some(on)
}

/// Draws the card of the site: its name, and what it is about.
pub(super) fn draw_site(card: &Card) -> Option<RgbImage> {
    let mut letters = Letters::open()?;
    let mut on = paper();
    let [name, about] = [&card.title, &card.note].map(|text| letters.printable(text));
    let name = set(&mut letters, &name, &SITE_NAME);
    let about = set(&mut letters, &about, &ABOUT);
    let mut top = 84;
    icon(&mut on, (MARGIN as u32, top), SITE_ICON_SIDE);
    top += SITE_ICON_SIDE;
    let first = top as f32 + 40.0 + name.size;
    name.draw(&mut on, &mut letters, ACCENT, (MARGIN, first));
    let below = first + name.height() + 44.0 + about.size;
    about.draw(&mut on, &mut letters, INK_SOFT, (MARGIN, below));
    Some(on)
}

/// A text, broken into lines.
struct Lines {
    lines: Vec<String>,
    size: f32,
    weight: f32,
    /// From one baseline to the next, in pixels.
    leading: f32,
}

fn set(letters: &mut Letters, text: &str, place: &Place) -> Lines {
    let (size, lines) = fit(letters, text, place.weight, place.room, place.sizes);
    Lines { lines, size, weight: place.weight, leading: size * place.room.leading }
}

impl Lines {
    /// From the first baseline to the last one, in pixels.
    fn height(&self) -> f32 {
        self.lines.len().saturating_sub(1) as f32 * self.leading
    }

    /// Draws them from a point on the first baseline on.
    fn draw(&self, on: &mut RgbImage, letters: &mut Letters, ink: [u8; 3], (left, first): (f32, f32)) {
        let style = Style { size: self.size, weight: self.weight, ink };
        for (place, line) in self.lines.iter().enumerate() {
            letters.draw(on, line, style, (left, first + place as f32 * self.leading));
        }
    }
}

/// The background, with a band at the top.
fn paper() -> RgbImage {
    RgbImage::from_fn(PICTURE_WIDTH, PICTURE_HEIGHT, |_, y| Rgb(if y < 12 { ACCENT } else { PAPER }))
}

fn rule(on: &mut RgbImage, top: u32) {
    for y in top..top + 2 {
        for x in MARGIN as u32..(MARGIN + COLUMN) as u32 {
            on.put_pixel(x, y, Rgb(LINE));
        }
    }
}

/// The site's icon.
fn icon(on: &mut RgbImage, (left, top): (u32, u32), side: u32) {
    // It is part of the program, so it can be read.
    let Ok(icon) = image::load_from_memory(ICON) else { return };
    let icon = icon.resize_exact(side, side, FilterType::Lanczos3).to_rgba8();
    for (x, y, pixel) in icon.enumerate_pixels() {
        let [red, green, blue, opacity] = pixel.0;
        if let Some(ground) = on.get_pixel_mut_checked(left + x, top + y) {
            *ground = blended(*ground, [red, green, blue], opacity);
        }
    }
}
