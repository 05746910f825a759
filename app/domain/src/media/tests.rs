//! The rules of pictures and files.

use super::*;
use proptest::prelude::*;

fn picture(width: u32, height: u32) -> Picture {
    Picture { name: "abc.png".into(), width, height, alt: String::new(), tone: Some(Tone::of([0, 0, 0])) }
}

#[test]
fn a_picture_is_kept_in_its_own_width_and_in_smaller_ones() {
    let widths = |width| picture(width, 100).widths().collect::<Vec<_>>();
    assert_eq!(widths(4000), [320, 480, 800, 1200, 1600]);
    assert_eq!(widths(1600), [320, 480, 800, 1200, 1600]);
    assert_eq!(widths(1000), [320, 480, 800, 1000]);
    assert_eq!(widths(800), [320, 480, 800]);
    assert_eq!(widths(20), [20]);
    assert_eq!(picture(4000, 100).smallest(), "abc-320.webp");
    assert_eq!(picture(20, 100).smallest(), "abc-20.webp");
}

#[test]
fn a_picture_without_variants_is_shown_as_it_is() {
    assert_eq!(picture(2000, 1000).fallback(), "abc-1200.jpg");
    assert_eq!(Picture { tone: None, ..picture(2000, 1000) }.fallback(), "abc.png");
    assert_eq!(picture(400, 300).srcset(), "/media/abc-320.webp 320w, /media/abc-400.webp 400w");
}

#[test]
fn a_tone_is_the_nearest_of_sixty_four() {
    assert_eq!(Tone::of([0, 0, 0]).class(), "tone-0");
    assert_eq!(Tone::of([255, 255, 255]).class(), "tone-63");
    assert_eq!(Tone::of([255, 0, 64]).class(), "tone-49");
}

#[test]
fn a_size_is_told_in_words() {
    assert_eq!(size_in_words("a/don.pdf", 1), "PDF, 1 KB");
    assert_eq!(size_in_words("a/don.docx", 300 * 1024), "DOCX, 0,2 MB");
    assert_eq!(size_in_words("a/don.docx", 90 * 1024), "DOCX, 90 KB");
    assert_eq!(size_in_words("a/don.pdf", 1_300_000), "PDF, 1,2 MB");
}

proptest! {
    #[test]
    fn variants_are_never_wider_than_the_picture(width in 1u32..20_000, height in 1u32..20_000) {
        let picture = picture(width, height);
        let widths: Vec<u32> = picture.widths().collect();
        prop_assert!(widths.is_sorted());
        prop_assert!(widths.iter().all(|one| *one <= width && picture.height_at(*one) >= 1));
        prop_assert!(picture.fallback_width() <= width);
    }
}

#[test]
fn every_tone_but_that_of_paper_has_a_ground_and_none_is_loud() {
    let sheet = include_str!("../../../../style/tones.css");
    let light = sheet.split("@media").next().expect("what holds for both themes");
    for number in 0..64 {
        let class = Tone(number).class();
        let ground = light.split(&format!(".{class} {{ background: #")).nth(1).and_then(|rest| rest.get(..3));
        assert_eq!(ground.is_none(), Tone(number) == Tone::PAPER, "{class}");
        let Some(ground) = ground else { continue };
        let parts = ground.chars().map(|digit| digit.to_digit(16).expect("three digits"));
        let (most, least) = (parts.clone().max().expect("three"), parts.min().expect("three"));
        // Pure pink or cyan would have 15 steps.
        assert!(most - least <= 4, "{class} has {} steps of colour", most - least);
    }
}

#[test]
fn every_point_comes_back_from_its_text_and_anything_else_is_the_middle() {
    let texts: std::collections::BTreeSet<String> = Focus::all().map(Focus::text).collect();
    assert_eq!(texts.len(), 25);
    for focus in Focus::all() {
        assert_eq!(Focus::read(&focus.text()), focus);
    }
    for wrong in ["", "22", "5", "55", "0", "x"] {
        assert_eq!(Focus::read(wrong), Focus::MIDDLE, "{wrong}");
    }
    assert_eq!(Focus::MIDDLE.class(), None);
    assert_eq!(Focus::read("03").class().as_deref(), Some("focus-x0 focus-y3"));
}
