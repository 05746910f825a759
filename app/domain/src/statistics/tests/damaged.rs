//! Damaged files of the day's visitors: the counter opens and goes on counting.

use super::*;
use proptest::prelude::*;

/// Opens with this file while three people go on reading. All views are counted; at most these three begin
/// new visits. Returns how many did.
async fn count_anew(place: Place, file: &[u8]) -> (Place, i64) {
    std::fs::write(place.people(), file).expect("written");
    let before = place.stored().await;
    let site = place.open().await;
    assert_eq!(site.total(), before.visits);
    let figures = site.counter.figures();
    assert!((0..=1_000).contains(&figures.online), "{}", figures.online);
    site.show(1..=3);
    site.show(1..=3);
    let anew = site.total() - before.visits;
    assert!((0..=3).contains(&anew), "{anew}");
    // The file is valid again.
    let site = site.restarted().await;
    site.show(1..=3);
    assert_eq!(site.total(), before.visits + anew);
    let place = site.stop().await;
    assert_eq!(place.stored().await, sums(before.views + 9, before.visits + anew));
    (place, anew)
}

/// A place where three people were seen a moment ago, and its file.
async fn visited() -> (Place, Vec<u8>) {
    let site = Site::at(MORNING).await;
    site.show(1..=2);
    site.write().await;
    site.pass(MINUTE);
    site.show(2..=3);
    let place = site.stop().await;
    let file = read(&place.people());
    (place, file)
}

#[tokio::test]
async fn a_file_cut_anywhere_is_read_as_far_as_it_goes() {
    let (mut place, file) = visited().await;
    let mut last = 3;
    for length in 0..=file.len() {
        let anew;
        (place, anew) = count_anew(place, &file[..length]).await;
        assert!(anew <= last, "{length}");
        last = anew;
        if length == 0 {
            assert_eq!(anew, 3);
        }
    }
    assert_eq!(last, 0);
}

#[tokio::test]
async fn half_a_record_does_not_hide_those_before_it() {
    let (mut place, file) = visited().await;
    for half in [1, 7, 8, 15] {
        let longer = [file.as_slice(), &[0xff; 15][..half]].concat();
        let anew;
        (place, anew) = count_anew(place, &longer).await;
        assert_eq!(anew, 0);
    }
}

#[tokio::test]
async fn a_file_that_was_copied_twice_into_one_counts_nobody_twice() {
    let (place, file) = visited().await;
    let records = &file[file.len() - 48..];
    let (_, anew) = count_anew(place, &[file.as_slice(), records].concat()).await;
    assert_eq!(anew, 0);
}

#[tokio::test]
async fn a_file_with_any_byte_changed_is_survived() {
    let (mut place, file) = visited().await;
    for changed in 0..file.len() {
        let mut file = file.clone();
        // Also the sign bit of an instant.
        file[changed] ^= if changed % 2 == 0 { 0x40 } else { 0x80 };
        (place, _) = count_anew(place, &file).await;
    }
}

#[tokio::test]
async fn a_folder_in_place_of_the_file_does_not_stop_counting() {
    let site = Site::at(MORNING).await;
    site.show(1..=3);
    let place = site.stop().await;
    std::fs::remove_file(place.people()).expect("removed");
    std::fs::create_dir(place.people()).expect("a folder");
    let site = place.open().await;
    site.show(1..=3);
    site.write().await;
    site.show(1..=4);
    site.write().await;
    assert_eq!(site.figures(), [7, 7, 7]);
    std::fs::remove_dir(site.place.people()).expect("removed");
    site.show([5]);
    let site = site.restarted().await;
    site.show(1..=5);
    assert_eq!(site.figures(), [8, 8, 8], "once it can be written, it has all of them");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_file_of_any_bytes_is_survived(bytes in prop::collection::vec(any::<u8>(), 0..300), kept in 0..60_usize) {
        runtime().block_on(async {
            let (place, file) = visited().await;
            // Some with a valid beginning.
            let bytes = [&file[..kept], bytes.as_slice()].concat();
            count_anew(place, &bytes).await;
        });
    }
}
