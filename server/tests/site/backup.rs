//! Backups: the whole site to one file, and back.

mod online;
mod refused;
mod whole;

use clap::Parser;
use server::commands::{Cli, run};
use std::{fs, path::Path};
use tempfile::TempDir;

/// Runs a command with a file and a data folder, as the command line does.
async fn command(name: &str, file: &Path, data: &Path) -> Result<(), String> {
    let words = ["trangnhat".as_ref(), name.as_ref(), file.as_os_str(), "--data".as_ref(), data.as_os_str()];
    run(Cli::try_parse_from(words).expect("a command")).await.map_err(|reason| reason.to_string())
}

async fn backup(file: &Path, data: &Path) -> Result<(), String> {
    command("backup", file, data).await
}

async fn restore(file: &Path, data: &Path) -> Result<(), String> {
    command("restore", file, data).await
}

/// Runs `trangnhat verify` as the command line does.
async fn verify(data: &Path) -> Result<(), String> {
    let words = ["trangnhat".as_ref(), "verify".as_ref(), "--data".as_ref(), data.as_os_str()];
    run(Cli::try_parse_from(words).expect("a command")).await.map_err(|reason| reason.to_string())
}

/// The sorted names in a folder.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

/// A data folder with a small site.
async fn small() -> TempDir {
    let data = folder();
    crate::support::seed(crate::support::archive(3).path(), data.path(), &[]).await.expect("loaded");
    data
}
