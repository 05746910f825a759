//! Parses `User-Agent`: a crawler with its name, or a browser with its system and device. Names come from the
//! lists in `data/`; a few more rules detect crawlers that no list contains, and in-app browsers of
//! Vietnamese apps.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use regex::{Regex, RegexSet};
use std::{fmt::Display, sync::LazyLock};
use ua_parser::user_agent::{Builder, Extractor, Parser};

/// The longest name that is kept, in characters.
const LONGEST_NAME: usize = 40;

/// The name of a crawler that does not name itself.
const UNNAMED: &str = "unnamed";

/// The kinds of senders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Agent {
    /// A crawler or another program, by its name.
    Crawler(String),
    /// A browser used by a person.
    Person {
        /// The browser family.
        browser: String,
        /// The operating system.
        system: &'static str,
        /// `computer`, `phone` or `tablet`.
        device: &'static str,
    },
}

/// Known crawlers: plain names in one automaton, the few real patterns in a regex set.
struct Crawlers {
    names: Vec<String>,
    plain: AhoCorasick,
    patterns: RegexSet,
}

static CRAWLERS: LazyLock<Option<Crawlers>> = LazyLock::new(|| {
    let (mut names, mut patterns) = (Vec::new(), Vec::new());
    for line in include_str!("../../data/crawlers.txt").lines() {
        match plain(line) {
            Some(name) => names.push(name),
            None => patterns.push(line),
        }
    }
    let mut builder = AhoCorasick::builder();
    builder.kind(Some(AhoCorasickKind::ContiguousNFA)).match_kind(MatchKind::LeftmostLongest);
    let plain = usable(builder.build(&names))?;
    Some(Crawlers { names, plain, patterns: usable(RegexSet::new(patterns))? })
});

static BROWSERS: LazyLock<Option<Extractor<'static>>> = LazyLock::new(|| {
    let rules = include_str!("../../data/browsers.tsv").lines().map(|line| {
        let (regex, name) = line.split_once('\t').unwrap_or((line, ""));
        let name = (!name.is_empty()).then(|| name.into());
        Parser { regex: regex.into(), family_replacement: name, ..Parser::default() }
    });
    usable(usable(Builder::new().push_all(rules))?.build())
});

/// Signs of a crawler that no browser has. (Cubot is a brand of telephones.)
static GIVEAWAY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    usable(Regex::new(
        r"(?i)(?:^|[^u])bot(?:$|[^a-z])|crawl|spider|scrap[ei]|https?:|www\.|gecko[;,]|[a-z0-9]@[a-z0-9-]+\.[a-z]|headless|monitor|preview|fetch|validator|lighthouse",
    ))
});

/// Families that uap-core splits by device; devices are counted separately.
const SHORT: [&str; 12] = [
    "Samsung Internet",
    "Chromium",
    "Chrome",
    "Firefox",
    "Edge",
    "Opera Mini",
    "Opera",
    "DuckDuckGo",
    "Yandex",
    "UC Browser",
    "Safari",
    "Facebook",
];

/// Words in the header of browsers, which are no names of crawlers.
const BROWSER_WORDS: [&str; 22] = [
    "Mozilla",
    "compatible",
    "AppleWebKit",
    "KHTML",
    "like",
    "Gecko",
    "http",
    "https",
    "Windows",
    "NT",
    "Win64",
    "WOW64",
    "x64",
    "X11",
    "Linux",
    "x86_64",
    "Macintosh",
    "Intel",
    "Mac",
    "OS",
    "Android",
    "iPhone",
];

/// Loads the lists, which takes about 20 ms, before the first visitor comes.
pub(super) fn prepare() {
    drop(read("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"));
}

/// Whether the header is that of a crawler; takes microseconds.
pub(super) fn is_crawler(agent: &str) -> bool {
    crawler(agent.trim()).is_some()
}

/// Parses the header.
pub(super) fn read(agent: &str) -> Agent {
    let agent = agent.trim();
    crawler(agent).map_or_else(|| person(agent), Agent::Crawler)
}

/// The lists are tested. If one cannot be read all the same, crawlers are detected less well.
fn usable<T, E: Display>(list: Result<T, E>) -> Option<T> {
    list.inspect_err(|error| tracing::error!("a list of agents cannot be read: {error}")).ok()
}

/// The text that a pattern matches, if its only special characters are escaped.
fn plain(pattern: &str) -> Option<String> {
    let (mut text, mut letters) = (String::new(), pattern.chars());
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => text.push(letters.next().filter(|escaped| !escaped.is_alphanumeric())?),
            '^' | '$' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' | '.' => return None,
            letter => text.push(letter),
        }
    }
    Some(text)
}

/// The name of a crawler; `None` for a browser.
fn crawler(agent: &str) -> Option<String> {
    if let Some(known) = &*CRAWLERS {
        if let Some(found) = known.plain.find(agent) {
            let name = known.names.get(found.pattern().as_usize())?;
            return Some(name.trim_matches([' ', '/', ';', '-', '(', ')']).to_owned());
        }
        if known.patterns.is_match(agent) {
            return Some(self_given_name(agent));
        }
    }
    // All current browsers begin like this; old Opera and Internet Explorer did not.
    let like_a_browser = agent.starts_with("Mozilla/5.0 (")
        || agent.starts_with("Opera/")
        || agent.contains("(compatible; MSIE ");
    let odd = agent.contains("compatible;") && !agent.contains("MSIE ");
    let given_away = GIVEAWAY.as_ref().is_some_and(|giveaway| giveaway.is_match(agent));
    (!like_a_browser || odd || given_away).then(|| self_given_name(agent))
}

/// The best name for an unlisted crawler: a word that says so, or else the first word that browsers do not
/// use.
fn self_given_name(agent: &str) -> String {
    let words = agent
        .split(|letter: char| !(letter.is_alphanumeric() || "-_.!".contains(letter)))
        .map(|word| word.trim_matches(['.', '-', '_']))
        .filter(|word| word.chars().any(char::is_alphabetic) && !word.starts_with("www."));
    let says = |word: &&str| {
        let word = word.to_ascii_lowercase();
        ["bot", "crawl", "spider", "scrap", "monitor", "fetch", "preview"]
            .iter()
            .any(|sign| word.contains(sign))
    };
    let found = words.clone().find(says).or_else(|| words.clone().find(|word| !BROWSER_WORDS.contains(word)));
    found.unwrap_or(UNNAMED).chars().take(LONGEST_NAME).collect()
}

fn person(agent: &str) -> Agent {
    let has = |word: &str| agent.contains(word);
    let family = BROWSERS.as_ref().and_then(|browsers| browsers.extract(agent)).map(|found| found.family);
    let browser = match family.as_deref().unwrap_or_default() {
        // In-app browsers that uap-core has no rule for.
        _ if has("Zalo") => "Zalo",
        _ if has("MetaIAB Facebook") => "Facebook",
        _ if has("FBAN/Messenger") || has("FB_IAB/Orca") || has("FB_IAB/MESSENGER") => "Messenger",
        "Coc Coc" => "Cốc Cốc",
        "Chrome Mobile WebView" => "Android WebView",
        "Mobile Safari UI/WKWebView" => "iOS WebView",
        family => SHORT.into_iter().find(|short| family.contains(short)).unwrap_or(family),
    };
    let system = match () {
        () if has("iPhone") || has("iPad") || has("iPod") => "iOS",
        () if has("Windows") => "Windows",
        () if has("Android") => "Android",
        () if has("Mac OS X") || has("Macintosh") => "macOS",
        () if has("CrOS") => "ChromeOS",
        () if has("Linux") || has("X11") => "Linux",
        () => "",
    };
    if browser.is_empty() && system.is_empty() && !has("Gecko") && !has("Opera") {
        return Agent::Crawler(self_given_name(agent));
    }
    // Chrome and Firefox say "Mobile" only on telephones.
    let device = match system {
        _ if has("iPad") || has("Tablet;") => "tablet",
        "iOS" => "phone",
        "Android" if !has("Mobi") && !has("Opera Mini") => "tablet",
        _ if has("Mobi") || system == "Android" => "phone",
        _ => "computer",
    };
    Agent::Person { browser: browser.chars().take(LONGEST_NAME).collect(), system, device }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(agents: &'static str) -> Vec<&'static str> {
        let agents: Vec<&str> = agents.lines().collect();
        assert_eq!(agents.len(), 200);
        agents
    }

    #[test]
    fn two_hundred_crawlers_are_crawlers() {
        for agent in sample(include_str!("../../data/sample-crawlers.txt")) {
            match read(agent) {
                Agent::Crawler(name) => assert!(!name.is_empty(), "{agent} has no name"),
                Agent::Person { browser, .. } => panic!("{agent} is taken for {browser}"),
            }
        }
    }

    #[test]
    fn two_hundred_browsers_are_people() {
        for agent in sample(include_str!("../../data/sample-browsers.txt")) {
            assert!(matches!(read(agent), Agent::Person { .. }), "{agent} is taken for a crawler");
        }
    }

    #[test]
    fn browsers_have_family_system_and_device() {
        for (agent, expected) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
                ("Chrome", "Windows", "computer"),
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0",
                ("Edge", "Windows", "computer"),
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/99.0.148 Chrome/93.0.4577.148 Safari/537.36",
                ("Cốc Cốc", "Windows", "computer"),
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                ("Firefox", "Linux", "computer"),
            ),
            (
                "Mozilla/5.0 (Linux; Android 15; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
                ("Samsung Internet", "Android", "phone"),
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
                ("Safari", "iOS", "phone"),
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Zalo iOS/480 ZaloTheme/light ZaloLanguage/vi",
                ("Zalo", "iOS", "phone"),
            ),
            (
                "Mozilla/5.0 (Linux; Android 14; SM-X210) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
                ("Chrome", "Android", "tablet"),
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
                ("Safari", "macOS", "computer"),
            ),
        ] {
            let Agent::Person { browser, system, device } = read(agent) else {
                panic!("{agent} is taken for a crawler")
            };
            assert_eq!((browser.as_str(), system, device), expected, "{agent}");
        }
    }

    #[test]
    fn what_is_no_browser_is_a_crawler() {
        for agent in [
            "",
            " ",
            "x",
            "curl/8.5.0",
            "Mozilla/5.0",
            "%00%ff",
            "\u{fffd}\u{fffd}",
            "Mozilla/5.0 (compatible; Neu/1.0; +https://a.example)",
        ] {
            assert!(matches!(read(agent), Agent::Crawler(_)), "{agent}");
        }
        let Agent::Crawler(name) = read(&format!("{}bot", "x".repeat(8_000))) else {
            panic!("taken for a browser")
        };
        assert_eq!(name.chars().count(), LONGEST_NAME);
    }
}
