//! Trees that people arrange, as lists: each node stands before those below it, and siblings stand in their order.

use std::{collections::HashMap, hash::Hash};

/// The deepest level that is read; a stored cycle would never end.
const DEEPEST: usize = crate::site::MAX_MENU_DEPTH;

/// A node of such a list.
pub trait Node {
    /// How nodes are told apart.
    type Id: Copy + Eq + Hash;

    /// Its id.
    fn id(&self) -> Self::Id;

    /// The node above it; `None` for the first level.
    fn parent(&self) -> Option<Self::Id>;

    /// Its depth; 0 for the first level.
    fn depth(&self) -> usize;
}

/// Where a node stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Position {
    /// Its depth; 0 for the first level.
    pub(crate) depth: usize,
    /// Whether it is the first of its siblings.
    pub(crate) first: bool,
    /// Whether it is the last of its siblings.
    pub(crate) last: bool,
}

/// A node.
pub fn find<N: Node>(nodes: &[N], id: N::Id) -> Option<&N> {
    nodes.iter().find(|node| node.id() == id)
}

/// A node and those below it; empty if it is not in the tree.
pub fn branch<N: Node>(nodes: &[N], id: N::Id) -> &[N] {
    let Some(start) = nodes.iter().position(|node| node.id() == id) else { return &[] };
    let depth = nodes.get(start).map_or(0, Node::depth);
    let below = nodes.iter().skip(start + 1).take_while(|node| node.depth() > depth).count();
    nodes.get(start..=start + below).unwrap_or_default()
}

/// How many levels a node and those below it have; 0 if it is not in the tree.
pub fn levels<N: Node>(nodes: &[N], id: N::Id) -> usize {
    let branch = branch(nodes, id);
    let top = branch.first().map_or(0, Node::depth);
    branch.iter().map(|node| node.depth() - top + 1).max().unwrap_or_default()
}

/// The siblings below a node, or the first level, in their order.
pub fn below<N: Node>(nodes: &[N], parent: Option<N::Id>) -> Vec<N::Id> {
    nodes.iter().filter(|node| node.parent() == parent).map(Node::id).collect()
}

/// The tree of these rows, which are in the order of their siblings; `place` says the id of a row and the one above it.
pub(crate) fn planted<Row, N: Node>(
    rows: impl IntoIterator<Item = Row>,
    place: impl Fn(&Row) -> (N::Id, Option<N::Id>),
    make: impl Fn(Row, Position) -> N,
) -> Vec<N> {
    let mut below: HashMap<Option<N::Id>, Vec<Row>> = HashMap::new();
    for row in rows {
        below.entry(place(&row).1).or_default().push(row);
    }
    let mut nodes = Vec::new();
    add_below(&mut below, None, 0, &|row| place(row).0, &make, &mut nodes);
    nodes
}

fn add_below<Row, N: Node>(
    rows: &mut HashMap<Option<N::Id>, Vec<Row>>,
    parent: Option<N::Id>,
    depth: usize,
    id_of: &impl Fn(&Row) -> N::Id,
    make: &impl Fn(Row, Position) -> N,
    into: &mut Vec<N>,
) {
    let siblings = rows.remove(&parent).unwrap_or_default();
    let many = siblings.len();
    for (place, row) in siblings.into_iter().enumerate() {
        let id = id_of(&row);
        into.push(make(row, Position { depth, first: place == 0, last: place + 1 == many }));
        if depth < DEEPEST {
            add_below(rows, Some(id), depth + 1, id_of, make, into);
        }
    }
}
