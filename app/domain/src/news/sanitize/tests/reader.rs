//! Checks a stored body by rules so strict that browsers cannot parse it in any other way, and reports what
//! is forbidden. It shares neither parser nor lists with the sanitizer.
//!
//! No allowed element changes how its content is parsed (no `script`, `style`, `textarea`, `svg`…). So if
//! every `<` begins a complete tag of an allowed element, a browser finds exactly these elements.

/// The attributes of each element.
const ELEMENTS: [(&str, &str); 41] = [
    ("a", "href rel class aria-label data-size"),
    ("abbr", ""),
    ("b", ""),
    ("blockquote", ""),
    ("br", ""),
    ("caption", ""),
    ("code", ""),
    ("dd", ""),
    ("div", "class tabindex role aria-label"),
    ("dl", ""),
    ("dt", ""),
    ("em", ""),
    ("figcaption", ""),
    ("figure", "class"),
    ("h2", ""),
    ("h3", ""),
    ("h4", ""),
    ("hr", ""),
    ("i", ""),
    ("img", "src alt width height loading decoding class"),
    ("li", ""),
    ("mark", ""),
    ("ol", "start"),
    ("p", "class"),
    ("picture", ""),
    ("pre", "tabindex"),
    ("s", ""),
    ("small", ""),
    ("source", "type srcset sizes"),
    ("strong", ""),
    ("sub", ""),
    ("sup", ""),
    ("table", ""),
    ("tbody", ""),
    ("td", "colspan rowspan"),
    ("tfoot", ""),
    ("th", "colspan rowspan scope"),
    ("thead", ""),
    ("tr", ""),
    ("u", ""),
    ("ul", ""),
];
const VOID: [&str; 4] = ["br", "hr", "img", "source"];

/// Why a body must not be served; `Ok` if it may.
pub(super) fn judge(html: &str) -> Result<(), String> {
    let mut open = Vec::new();
    let mut rest = html;
    while let Some((text, from)) = rest.split_once('<') {
        judge_text(text)?;
        let (tag, after) = from.split_once('>').ok_or("a tag without an end")?;
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> closes nothing"));
            }
            continue;
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let (_, carries) =
            ELEMENTS.iter().find(|(known, _)| *known == name).ok_or(format!("an element <{tag}>"))?;
        judge_attributes(name, carries, attributes)?;
        if !VOID.contains(&name) {
            open.push(name);
        }
    }
    judge_text(rest)?;
    if open.is_empty() { Ok(()) } else { Err(format!("left open: {open:?}")) }
}

/// A text has neither `>` nor a null, and each `&` begins one of the four references that ammonia writes.
fn judge_text(text: &str) -> Result<(), String> {
    if text.contains(['>', '\0']) {
        return Err(format!("raw text {text:?}"));
    }
    let known = ["amp;", "lt;", "gt;", "nbsp;", "quot;"];
    match text.split('&').skip(1).find(|after| !known.iter().any(|name| after.starts_with(name))) {
        Some(after) => Err(format!("a bare & before {after:?}")),
        None => Ok(()),
    }
}

/// `attributes` is `name="value"` with one space between.
fn judge_attributes(element: &str, carries: &str, attributes: &str) -> Result<(), String> {
    let mut rest = attributes;
    let mut seen = Vec::new();
    while !rest.is_empty() {
        let (name, value) = rest.split_once("=\"").ok_or(format!("half an attribute {rest:?}"))?;
        let (value, after) = value.split_once('"').ok_or(format!("half a value {value:?}"))?;
        judge_text(value)?;
        if seen.contains(&name) || !carries.split(' ').chain(["lang", "title"]).any(|known| known == name) {
            return Err(format!("<{element} {name}=\"{value}\">"));
        }
        let right = match name {
            "href" => is_harmless(value),
            "src" => value.starts_with("/media/"),
            "srcset" => value.split(", ").all(|one| one.starts_with("/media/")),
            "rel" => ["noopener", "external"].contains(&value),
            "class" => {
                ["scroller", "gallery", "whole", "file"].contains(&value) || value.starts_with("tone-")
            }
            _ => true,
        };
        if !right {
            return Err(format!("<{element} {name}=\"{value}\"> leads astray"));
        }
        seen.push(name);
        rest = after.strip_prefix(' ').unwrap_or(after);
    }
    Ok(())
}

/// Whether a link leads only to http, https, mailto, tel or this site. Browsers ignore control characters and
/// white space at the beginning and tabs and line ends everywhere, and read `\` as `/`.
fn is_harmless(href: &str) -> bool {
    let href = href.replace("&nbsp;", "\u{a0}").replace("&quot;", "\"").replace("&lt;", "<");
    let href = href.replace("&gt;", ">").replace("&amp;", "&");
    let seen = href.trim_start_matches(|letter: char| letter <= ' ').replace(['\t', '\n', '\r'], "");
    let seen = seen.replace('\\', "/").to_lowercase();
    let schemes = ["http://", "https://", "mailto:", "tel:", "#"];
    schemes.iter().any(|scheme| seen.starts_with(scheme)) || seen.starts_with('/') && !seen.starts_with("//")
}

#[test]
fn the_reader_itself_sees_what_is_wrong() {
    assert_eq!(judge("<p title=\"a\">chữ<br></p>"), Ok(()));
    for wrong in [
        "<script>x</script>",
        "<p onclick=\"x\">a</p>",
        "<p style=\"x\">a</p>",
        "<p title=a>a</p>",
        "<p>a",
        "a</p>",
        "<b><i>a</b></i>",
        "<!--a-->",
        "<p title=\"a",
        "a < b",
        "a > b",
        "a & b",
        "<a href=\"javascript:x\">a</a>",
        "<a href=\"/\\evil.invalid\">a</a>",
        "<a href=\" &amp;#106;avascript:x\">a</a>",
        "<img src=\"//evil.invalid/x\">",
        "<img src=\"/media/x\" src=\"/media/y\">",
        "<SCRIPT>x</SCRIPT>",
        "<p/>",
    ] {
        assert!(judge(wrong).is_err(), "{wrong}");
    }
}
