//! Why a command has failed.

use std::error::Error;

/// A sentence for the owner.
pub type CommandError = Box<dyn Error + Send + Sync>;
