//! Limits on the cost of parsing a text. An HTML parser takes quadratic time if elements are nested thousands
//! deep or overlap. So a text is first read by a parser that builds no tree; it only counts, and stops when a
//! limit is passed.

use html5ever::{
    Attribute, LocalName, Namespace, ParseOpts, QualName, local_name, ns, parse_fragment,
    tendril::{StrTendril, TendrilSink},
    tree_builder::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink},
};
use std::{borrow::Cow, cell::Cell, rc::Rc};

/// The greatest nesting depth of a text's elements.
pub(super) const DEPTH: usize = 100;
/// How many comparisons with open elements a text may cost for each of its bytes. What people write costs
/// less than one.
const LOOKS: usize = 16;
/// Texts of up to this many comparisons are always allowed.
const FREE: usize = 20_000;
/// Comparing with the children of one parent is this much cheaper than comparing with open elements.
const CHEAP: usize = 16;
/// The most pieces of one tag, counted by spaces and quotation marks: each attribute is compared with all
/// before it.
const PIECES: usize = 16_000;
/// How many bytes are parsed between two counts.
const CHUNK: usize = 4096;

/// Elements that continue in the next paragraph if they are not closed (HTML, 13.2.4.3).
const FORMATTING: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// Whether parsing a text takes more than linear time.
pub(super) fn is_tangled(html: &str) -> bool {
    let context = QualName::new(None, ns!(html), local_name!("div"));
    let mut parser = parse_fragment(Count::default(), ParseOpts::default(), context, Vec::new(), false);
    let most = FREE + LOOKS * html.len();
    let (mut rest, mut calls, mut pieces) = (html, 0, 0);
    while !rest.is_empty() {
        let (chunk, after) = rest.split_at(rest.ceil_char_boundary(CHUNK));
        parser.process(StrTendril::from_slice(chunk));
        rest = after;
        let count = &parser.tokenizer.sink.sink;
        // No output: all of it was within one tag or comment.
        pieces = if count.calls.get() == calls { pieces } else { 0 };
        pieces += chunk
            .bytes()
            .filter(|byte| byte.is_ascii_whitespace() || matches!(byte, b'"' | b'\'' | b'/'))
            .count();
        calls = count.calls.get();
        if count.looks.get() > most || pieces > PIECES + CHUNK {
            return true;
        }
    }
    false
}

/// The nesting depth of clean HTML, in which every element is closed.
pub(super) fn depth(clean: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for tag in clean.split('<').skip(1) {
        let name = tag.split([' ', '>']).next().unwrap_or_default();
        if name.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if !matches!(name, "br" | "hr" | "img") {
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    deepest
}

/// Receives the parser's calls, and counts.
#[derive(Default)]
struct Count {
    calls: Cell<usize>,
    looks: Cell<usize>,
    nodes: Cell<usize>,
}

/// A node: only its name and its depth when it was inserted.
#[derive(Clone)]
struct Node(Rc<(QualName, Cell<usize>)>);

#[derive(Debug)]
struct Name<'a>(&'a QualName);

impl ElemName for Name<'_> {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl Count {
    fn look(&self, times: usize) {
        self.looks.set(self.looks.get() + times);
    }

    fn node(&self, name: QualName) -> Node {
        self.calls.set(self.calls.get() + 1);
        self.nodes.set(self.nodes.get() + 1);
        Node(Rc::new((name, Cell::new(0))))
    }

    fn bare(&self) -> Node {
        self.node(QualName::new(None, ns!(), local_name!("")))
    }

    /// A comparison with all children of one parent: at most all nodes.
    fn look_at_siblings(&self) {
        self.look(1 + self.nodes.get() / CHEAP);
    }
}

impl TreeSink for Count {
    type Handle = Node;
    type Output = ();
    type ElemName<'a> = Name<'a>;

    fn finish(self) {}

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Node {
        self.bare()
    }

    fn elem_name<'a>(&'a self, target: &'a Node) -> Name<'a> {
        self.look(1);
        Name(&target.0.0)
    }

    fn create_element(&self, name: QualName, _: Vec<Attribute>, _: ElementFlags) -> Node {
        self.node(name)
    }

    fn create_comment(&self, _: StrTendril) -> Node {
        self.bare()
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Node {
        self.bare()
    }

    fn append(&self, parent: &Node, child: NodeOrText<Node>) {
        self.calls.set(self.calls.get() + 1);
        let NodeOrText::AppendNode(child) = child else { return };
        let (name, depth) = &*child.0;
        depth.set(parent.0.1.get() + 1);
        if FORMATTING.contains(&&*name.local) {
            // The parser compares it with the open elements of its kind without a call.
            self.look(depth.get());
        }
    }

    fn append_based_on_parent_node(&self, _: &Node, _: &Node, _: NodeOrText<Node>) {
        self.look_at_siblings();
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, _: &Node) -> Node {
        self.bare()
    }

    fn same_node(&self, one: &Node, other: &Node) -> bool {
        self.look(1);
        Rc::ptr_eq(&one.0, &other.0)
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, _: &Node, _: NodeOrText<Node>) {
        self.look_at_siblings();
    }

    fn add_attrs_if_missing(&self, _: &Node, _: Vec<Attribute>) {}

    fn remove_from_parent(&self, _: &Node) {
        self.look_at_siblings();
    }

    fn reparent_children(&self, _: &Node, _: &Node) {
        self.look_at_siblings();
    }

    fn maybe_clone_an_option_into_selectedcontent(&self, _: &Node) {
        self.look_at_siblings();
    }
}
