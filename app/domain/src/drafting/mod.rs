//! What is written but not yet published: drafts of an article, how several of them become one, and how they
//! reach the server. Pure code without store or screen, for browser and server.

pub mod blocks;
