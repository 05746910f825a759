//! Why a command has failed.

use std::error::Error;

/// A sentence for the owner.
pub type Failure = Box<dyn Error + Send + Sync>;
