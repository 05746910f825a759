//! Letters: shapes and draws text in the site's serif, from the two files that browsers load
//! (`style/fonts.css`). Each has letters that the other lacks.

use brotli_decompressor::Decompressor;
use image::{Rgb, RgbImage};
use std::{io::Read, sync::OnceLock};
use swash::{
    FontRef, GlyphId,
    scale::{Render, ScaleContext, Source},
    shape::ShapeContext,
    zeno::Vector,
};
use unicode_normalization::UnicodeNormalization;

const LATIN: &[u8] = include_bytes!("../../../style/public/fonts/source-serif-4-latin.woff2");
const VIETNAMESE: &[u8] = include_bytes!("../../../style/public/fonts/source-serif-4-vietnamese.woff2");
/// The size at which texts are measured, in pixels; widths grow in proportion.
const MEASURED: f32 = 1000.0;

/// How a line is drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    /// In pixels.
    pub(super) size: f32,
    /// From 200 to 900.
    pub(super) weight: f32,
    /// The colour.
    pub(super) ink: [u8; 3],
}

/// Both fonts, ready to draw.
pub(super) struct Letters {
    fonts: [FontRef<'static>; 2],
    shaping: ShapeContext,
    scaling: ScaleContext,
}

/// A glyph of one of the fonts, and how far it is from the beginning of its line.
struct Placed {
    font: FontRef<'static>,
    glyph: GlyphId,
    x: f32,
    y: f32,
}

impl Letters {
    /// Opens the fonts, unpacked at the first use; `None` if they cannot be read.
    pub(super) fn open() -> Option<Self> {
        static FONTS: OnceLock<[Vec<u8>; 2]> = OnceLock::new();
        let [latin, vietnamese] = FONTS.get_or_init(|| [LATIN, VIETNAMESE].map(unpacked));
        let fonts = [FontRef::from_index(latin, 0)?, FontRef::from_index(vietnamese, 0)?];
        Some(Self { fonts, shaping: ShapeContext::new(), scaling: ScaleContext::new() })
    }

    /// The text without what the fonts lack, such as emoji, so that no empty boxes are drawn. A letter with a
    /// foreign mark loses the mark. Every space is a plain one.
    pub(super) fn printable(&self, text: &str) -> String {
        let kept = text.nfc().flat_map(|letter| {
            if letter.is_whitespace() {
                return Some(' ');
            }
            let base = || letter.nfd().next().filter(|base| self.font_of(*base).is_some());
            if self.font_of(letter).is_some() { Some(letter) } else { base() }
        });
        kept.collect::<String>().split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The width of a text at size 1, in pixels.
    pub(super) fn width(&mut self, text: &str, weight: f32) -> f32 {
        self.shape(text, MEASURED, weight).1 / MEASURED
    }

    /// Draws a line from `x` on, standing on `baseline`.
    pub(super) fn draw(&mut self, on: &mut RgbImage, text: &str, style: Style, (x, baseline): (f32, f32)) {
        let Style { size, weight, ink } = style;
        for Placed { font, glyph, x: along, y: up } in self.shape(text, size, weight).0 {
            let (left, bottom) = (x + along, baseline - up);
            let scaler = self.scaling.builder(font).size(size).variations(&[("wght", weight)]);
            let mut scaler = scaler.build();
            let mut render = Render::new(&[Source::Outline]);
            render.offset(Vector::new(left.fract(), 0.0));
            let Some(drawn) = render.render(&mut scaler, glyph) else { continue };
            let place = drawn.placement;
            let (left, top) = (left as i32 + place.left, bottom as i32 - place.top);
            for (at, opacity) in (0_u32..).zip(&drawn.data) {
                let (column, row) = (at % place.width, at / place.width);
                let (x, y) = (left.checked_add_unsigned(column), top.checked_add_unsigned(row));
                let pixel = x.zip(y).and_then(|(x, y)| {
                    on.get_pixel_mut_checked(u32::try_from(x).ok()?, u32::try_from(y).ok()?)
                });
                if let Some(pixel) = pixel {
                    *pixel = blended(*pixel, ink, *opacity);
                }
            }
        }
    }

    /// The glyphs of a line, and its width.
    fn shape(&mut self, text: &str, size: f32, weight: f32) -> (Vec<Placed>, f32) {
        let (mut glyphs, mut end) = (Vec::new(), 0.0);
        for (run, font) in self.runs(text) {
            let shaper = self.shaping.builder(font).size(size).variations(&[("wght", weight)]);
            let mut shaper = shaper.build();
            shaper.add_str(run);
            shaper.shape_with(|cluster| {
                for glyph in cluster.glyphs {
                    glyphs.push(Placed { font, glyph: glyph.id, x: end + glyph.x, y: glyph.y });
                    end += glyph.advance;
                }
            });
        }
        (glyphs, end)
    }

    /// The parts of a text, each with the font that has its letters.
    fn runs<'a>(&self, text: &'a str) -> Vec<(&'a str, FontRef<'static>)> {
        let mut runs: Vec<(usize, FontRef<'static>)> = Vec::new();
        for (at, letter) in text.char_indices() {
            let Some(font) = self.font_of(letter) else { continue };
            if runs.last().is_none_or(|(_, before)| before.key != font.key) {
                runs.push((at, font));
            }
        }
        let ends = runs.iter().skip(1).map(|(start, _)| *start).chain([text.len()]);
        runs.iter().zip(ends).map(|((start, font), end)| (&text[*start..end], *font)).collect()
    }

    /// The font that has this letter.
    fn font_of(&self, letter: char) -> Option<FontRef<'static>> {
        if !is_visible(letter) {
            return None;
        }
        self.fonts.into_iter().find(|font| font.charmap().map(letter) != 0)
    }
}

/// Whether it is drawn or leaves a space: neither a control character, nor one that only changes others.
fn is_visible(letter: char) -> bool {
    !letter.is_control()
        && !matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fffd}')
}

pub(super) fn blended(Rgb(ground): Rgb<u8>, ink: [u8; 3], opacity: u8) -> Rgb<u8> {
    let opacity = u32::from(opacity);
    let blend = |(ground, ink): (u8, u8)| {
        // At most 255.
        ((u32::from(ink) * opacity + u32::from(ground) * (255 - opacity)) / 255) as u8
    };
    let [red, green, blue] = ground;
    Rgb([blend((red, ink[0])), blend((green, ink[1])), blend((blue, ink[2]))])
}

/// A font as its readers expect it; empty if it is broken.
fn unpacked(font: &[u8]) -> Vec<u8> {
    let unpack = &mut |packed: &[u8], size: usize| {
        let mut tables = Vec::with_capacity(size);
        let read = Decompressor::new(packed, packed.len()).read_to_end(&mut tables);
        match read {
            Ok(length) if length == size => Ok(tables),
            _ => Err("the tables of a font".into()),
        }
    };
    wuff::decompress_woff2_with_custom_brotli(font, unpack).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every letter of the Vietnamese alphabet with every mark, in both cases.
    const ALPHABET: &str =
        "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ";

    /// The columns and rows of a word that have ink, from the first to the last.
    fn inked(text: &str) -> (u32, u32, u32, u32) {
        let mut letters = Letters::open().expect("fonts");
        let mut on = RgbImage::from_pixel(300, 300, Rgb([255; 3]));
        letters.draw(&mut on, text, Style { size: 100.0, weight: 650.0, ink: [0; 3] }, (50.0, 200.0));
        let dark = on.enumerate_pixels().filter(|(_, _, pixel)| pixel.0[0] < 128);
        dark.fold((u32::MAX, 0, u32::MAX, 0), |(left, right, top, bottom), (x, y, _)| {
            (left.min(x), right.max(x), top.min(y), bottom.max(y))
        })
    }

    #[test]
    fn every_vietnamese_letter_is_there() {
        let letters = Letters::open().expect("fonts");
        for text in [ALPHABET.to_owned(), ALPHABET.to_uppercase(), "“0–9” … ₫ & %!?;:()/".to_owned()]
        {
            assert_eq!(letters.printable(&text), text);
        }
    }

    #[test]
    fn marks_are_drawn_above_and_below() {
        let (_, _, plain, ground) = inked("E");
        let (_, _, circumflex, _) = inked("Ê");
        let (_, _, acute, _) = inked("Ế");
        assert!(circumflex + 5 < plain && acute + 5 < circumflex, "{plain}, {circumflex}, {acute}");
        let (_, _, _, dotted) = inked("Ệ");
        assert!(dotted > ground + 10, "{ground}, {dotted}");
        let (_, _, horned, _) = inked("Ử");
        assert!(horned < inked("U").2, "a hook above");
    }

    #[test]
    fn what_the_fonts_lack_is_left_out() {
        let letters = Letters::open().expect("fonts");
        for (typed, printed) in [
            ("Chúc mừng 🎉🎉 năm mới 👩🏽‍🎓!", "Chúc mừng năm mới !"),
            ("Ông Novák và bà Šimková", "Ông Novák và bà Simková"),
            ("漢字 chữ\u{200b} Hán\u{a0}Nôm\n", "chữ Hán Nôm"),
            ("e\u{302}\u{301}", "ế"),
            ("🎉", ""),
        ] {
            assert_eq!(letters.printable(typed), printed);
        }
    }

    #[test]
    fn a_line_is_as_wide_as_measured() {
        let mut letters = Letters::open().expect("fonts");
        let (left, right, _, _) = inked("HH");
        let width = letters.width("HH", 650.0) * 100.0;
        assert!((width - (right - left) as f32).abs() < 10.0, "{width}, {left}, {right}");
    }
}
