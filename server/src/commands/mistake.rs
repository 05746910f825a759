//! Errors in the command line: a sentence for the owner, followed by the parser's own message.

use clap::error::{Error, ErrorKind};

/// The sentence, and the detail in English; `None` if help or the version was requested.
pub(super) fn explained(error: &Error) -> Option<String> {
    let sentence = match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => return None,
        ErrorKind::UnknownArgument => "Chương trình không có tùy chọn này.",
        ErrorKind::InvalidSubcommand => "Chương trình không có lệnh này.",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "Có một giá trị không dùng được.",
        ErrorKind::MissingRequiredArgument | ErrorKind::MissingSubcommand => "Câu lệnh còn thiếu một phần.",
        _ => "Câu lệnh chưa đúng.",
    };
    let detail = error.render().to_string();
    let detail = detail.trim().trim_start_matches("error: ");
    Some(format!("{sentence} Xin gõ “trangnhat --help” để xem cách dùng.\nChi tiết: {detail}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::Cli;
    use clap::Parser;

    #[test]
    fn a_mistake_is_explained_and_help_is_not_one() {
        let said = |words: &[&str]| {
            let words = [&["trangnhat"], words].concat();
            Cli::try_parse_from(words).err().and_then(|error| explained(&error))
        };
        for (words, sentence) in [
            (&["serve", "--port", "80"][..], "không có tùy chọn này"),
            (&["server"], "không có"),
            (&["serve", "--listen", "mot"], "giá trị không dùng được"),
            (&["seed"], "còn thiếu một phần"),
        ] {
            let text = said(words).expect("a mistake");
            assert!(text.contains(sentence) && text.contains("Chi tiết: "), "{text}");
            assert!(!text.contains("error: "), "{text}");
        }
        assert_eq!(said(&["--help"]), None);
        assert_eq!(said(&["--version"]), None);
    }
}
