//! Polls as readers see them.

pub mod poll_block;
