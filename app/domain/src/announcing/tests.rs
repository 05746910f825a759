use super::*;

#[test]
fn a_key_is_what_the_protocol_asks_for_and_never_the_same() {
    let key = new_key().expect("random bytes");
    assert_eq!(key.len(), KEY_LENGTH);
    assert!(key.chars().all(|digit| digit.is_ascii_digit() || ('a'..='f').contains(&digit)), "{key}");
    assert_ne!(new_key().expect("random bytes"), key);
}
