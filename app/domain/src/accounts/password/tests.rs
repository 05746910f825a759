use super::*;
use proptest::prelude::*;

/// The context of Nguyễn Văn An.
const AN: [&str; 3] = ["Hội Khuyến học xã Phú Cường", "an.nguyen85", "Nguyễn Văn An"];

fn refused(reason: WeakPassword, passwords: &[&str]) {
    for password in passwords {
        assert_eq!(check_password(password, &AN), Err(reason), "{password}");
    }
}

#[test]
fn four_words_that_have_nothing_to_do_with_each_other_are_a_password() {
    for password in [
        "ghế mây cá thu",
        "Ghế mây, cá thu, còi tàu",
        "correct horse battery staple",
        "cua bể leo dốc 7",
        "tX9#pl2!vQe8",
        "пароль лошадь скрепка",
        "今天天气很好我们去公园玩吧",
        // The name of the site with four words is as good as the words.
        "khuyến học ghế mây cá thu",
    ] {
        assert_eq!(check_password(password, &AN), Ok(()), "{password}");
    }
}

#[test]
fn a_password_has_twelve_characters() {
    refused(WeakPassword::TooShort, &["", "tX9#pl2!vQe", "ghế mây cá"]);
    assert_eq!(check_password("tX9#pl2!vQeổ", &AN), Ok(()), "characters are counted, not bytes");
}

#[test]
fn spaces_alone_make_no_password() {
    refused(
        WeakPassword::TooShort,
        &["            ", "an           ", "\u{3000}mây cá tu\u{3000}\u{3000}\u{3000}"],
    );
}

#[test]
fn a_password_ends_somewhere() {
    let long: String = (0..205u32).map(|number| format!("{:05}", number * 7919 % 99_991)).collect();
    assert_eq!(check_password(&long[..1024], &AN), Ok(()));
    assert_eq!(check_password(&long[..1025], &AN), Err(WeakPassword::TooLong));
}

#[test]
fn what_repeats_itself_is_refused() {
    refused(
        WeakPassword::Pattern,
        &[
            "aaaaaaaaaaaa",
            "ặặặặặặặặặặặặ",
            "abcabcabcabc",
            "xoxoxoxoxoxox",
            "mèo con mèo con",
            "aaaaaabbbbbb",
            "tX9#pl tX9#pl",
            "!!!!!!!!!!!!!!",
        ],
    );
    assert_eq!(check_password("tX9#pl2!vQe8 tX9#pl2!vQe8", &AN), Ok(()), "once would be enough");
}

#[test]
fn what_follows_a_row_is_refused() {
    refused(
        WeakPassword::Pattern,
        &[
            "123456789012",
            "abcdefghijkl",
            "lkjihgfedcba",
            "QwErTyUiOp[]",
            "qwertyuiopasdf",
            "1qaz2wsx3edc",
            "123456qwerty",
            "123 456 789 abc",
            "abc123xyz789!",
            "9876543210ab",
            "qazwsxedcrfv",
            "741852963741",
            "Abc@12345678",
        ],
    );
}

#[test]
fn a_password_that_is_tried_first_is_refused() {
    refused(
        WeakPassword::Known,
        &[
            "administrator",
            "justinbieber",
            "Khôngcópass1",
            "anhyeuem2024",
            "Anh yêu em 2024",
            "MatKhau123456",
            "matkhau@1234",
            "Password123!",
            "P@ssw0rd1234",
            "1234password",
            "iloveyou1234",
            "i love you 1234",
            "!!!winniethepooh!!!",
        ],
    );
}

#[test]
fn marks_of_letters_help_nothing_however_they_are_written() {
    // Composed, and decomposed.
    refused(WeakPassword::Known, &["Mật khẩu 123456", "Ma\u{323}\u{302}t kha\u{302}\u{309}u 123456"]);
}

#[test]
fn a_known_word_with_enough_beside_it_is_a_password() {
    assert_eq!(check_password("matkhau-ghế-mây-cá-thu", &AN), Ok(()));
    assert_eq!(check_password("password k7!vq2", &AN), Ok(()), "six characters nobody foresees");
    refused(WeakPassword::Known, &["password k7!vq", "k7!vq password", "7!password!2"]);
}

#[test]
fn a_password_is_more_than_names_that_others_know() {
    refused(
        WeakPassword::Personal,
        &[
            "hoikhuyenhoc",
            "Hội Khuyến Học 2026",
            "phucuong2026!",
            "nguyenvanan12",
            "Nguyễn Văn An!!!",
            "an.nguyen85@2026",
            "NguyenKhuyenHoc",
            "khuyen123456789",
        ],
    );
    assert_eq!(check_password("nguyenvanan12", &[]), Ok(()), "without the name nobody can tell");
}

#[test]
fn no_context_is_no_reason() {
    assert_eq!(check_password("ghế mây cá thu", &["", " ", "!", "m", "a b"]), Ok(()));
}

#[test]
fn a_refusal_says_what_to_do() {
    for reason in [
        WeakPassword::TooShort,
        WeakPassword::TooLong,
        WeakPassword::Pattern,
        WeakPassword::Known,
        WeakPassword::Personal,
    ] {
        let said = reason.to_string();
        assert!(said.contains("bốn từ không liên quan"), "{said}");
    }
    assert!(WeakPassword::TooShort.to_string().contains(&LEAST_CHARACTERS.to_string()));
    assert!(WeakPassword::TooLong.to_string().contains("1.024"));
}

#[test]
fn every_line_of_the_lists_can_be_found() {
    let lists =
        [include_str!("../../../data/passwords.txt"), include_str!("../../../data/passwords-vietnamese.txt")];
    for line in lists.into_iter().flat_map(str::lines) {
        assert_eq!(fold(line), line, "a line is written as passwords are compared");
        assert!(line.chars().count() >= 6, "a shorter word is found in any password: {line}");
    }
}

#[test]
fn every_long_password_of_the_lists_is_refused() {
    let list = include_str!("../../../data/passwords.txt");
    let long: Vec<&str> = list.lines().filter(|line| line.len() >= LEAST_CHARACTERS).collect();
    assert!(long.len() > 4_000, "{}", long.len());
    for password in long {
        assert!(check_password(&password.to_uppercase(), &[]).is_err(), "{password}");
    }
}

proptest! {
    #[test]
    fn no_text_breaks_the_check(password in any::<String>(), context in any::<String>()) {
        let _ = check_password(&password, &[&context]);
    }

    #[test]
    fn what_is_left_without_runs_is_no_longer(text in any::<String>()) {
        prop_assert!(patterns::without_runs(&text).len() <= text.len());
    }

    #[test]
    fn random_letters_are_a_password(password in "[bcdgjkmpqtvxz2-9!?]{14}") {
        // 19 consonants: no words, and hardly ever a run.
        prop_assume!(patterns::without_runs(&password) == password);
        prop_assert_eq!(check_password(&password, &AN), Ok(()));
    }

    #[test]
    fn capitals_and_spaces_help_nothing(index in 0usize..4_000, spaces in proptest::collection::vec(any::<bool>(), 40)) {
        let list = include_str!("../../../data/passwords.txt");
        let known = list.lines().filter(|line| line.len() >= LEAST_CHARACTERS).nth(index).unwrap_or("administrator");
        let mut typed = String::new();
        for (letter, space) in known.chars().zip(spaces) {
            typed.extend(letter.to_uppercase());
            typed.push_str(if space { " " } else { "" });
        }
        prop_assert!(check_password(&typed, &[]).is_err(), "{}", typed);
    }
}
