//! Stored names never change.

use super::*;
use std::collections::BTreeSet;

#[test]
fn every_name_is_read_again_and_no_two_are_the_same() {
    for action in Action::ALL {
        assert_eq!(Action::parse(action.as_str()), Some(*action));
    }
    for kind in SubjectKind::ALL {
        assert_eq!(SubjectKind::parse(kind.as_str()), Some(*kind));
    }
    let words: BTreeSet<&str> = Action::ALL.iter().map(|action| action.in_words()).collect();
    assert_eq!(words.len(), Action::ALL.len(), "people can tell all actions from each other");
    assert_eq!(Action::parse("Signed_in"), None);
    assert_eq!(SubjectKind::parse(""), None);
}

#[test]
fn a_stored_name_is_plain() {
    let names = Action::ALL.iter().map(|action| action.as_str());
    for name in names.chain(SubjectKind::ALL.iter().map(|kind| kind.as_str())) {
        assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{name}");
    }
}

#[test]
fn a_subject_is_read_again_from_its_kind_and_id() {
    for kind in SubjectKind::ALL {
        let of_many = !matches!(kind, SubjectKind::Site | SubjectKind::Pack);
        let id = of_many.then_some(7);
        let subject = Subject::of(*kind, id).expect("a subject");
        assert_eq!((subject.kind(), subject.id()), (*kind, id));
        let other = if of_many { None } else { Some(7) };
        assert_eq!(Subject::of(*kind, other), None, "{kind:?}");
    }
}
