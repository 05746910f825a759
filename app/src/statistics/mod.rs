//! Visitor statistics as readers see them.

pub mod statistics_block;
