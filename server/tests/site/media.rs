//! Pictures at the desk, over HTTP.

mod attachments;
mod broken;
mod desk;
mod files;
mod full;
mod in_text;
mod listed;
mod refused;
mod said;
mod uploading;
mod used;
mod word;
