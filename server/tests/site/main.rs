//! The whole site over HTTP, without a browser: a router with fresh data.
#![expect(clippy::expect_used, reason = "a test stops where it stands, its helpers too")]

mod addresses;
mod administration;
mod announcing;
mod audit;
mod backup;
mod bad_input;
mod calls;
mod data_folder;
mod desk;
mod editing;
mod failing_disk;
mod feeds;
mod glued;
mod headers;
mod indexing;
mod media;
mod news;
mod offline;
mod old_addresses;
mod own_account;
mod poll_desk;
mod polls;
mod resource_limits;
mod roles;
mod rooms;
mod screen;
mod search;
mod seed;
mod set_up;
mod sharing;
mod signing_in;
mod sitemaps;
mod statistics;
mod support;
mod what_is_typed;
