//! The server: commands, configuration, listener, router, and all responses that are not pages. Pages are
//! rendered by the crate `app`.

// The types of rendered pages nest deeper than the default limit of 128.
#![recursion_limit = "256"]

pub mod access;
pub mod announcing;
pub mod assets;
pub mod commands;
pub mod config;
pub mod media;
pub mod pack;
pub mod router;
pub mod setup;
pub mod state;

mod accounts;
mod archive;
mod arriving;
mod audit;
mod backups;
mod calls;
mod categories;
mod client_address;
pub mod command_error;
mod conditional;
mod content_security;
mod csv_file;
mod desk;
mod disk;
mod editing;
mod feeds;
mod health;
mod indexing;
mod limiter;
mod listener;
mod live;
mod manifest;
mod menus;
mod old_addresses;
mod pages;
mod plain_page;
mod polls;
mod qr_code;
mod ready;
mod redirects;
mod request_log;
mod response_headers;
mod search;
mod sharing;
mod site;
mod sitemaps;
mod static_pages;
mod statistics;
mod xml;
