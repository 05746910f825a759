//! Why a command ends without having done its work.

use std::error::Error;

/// A sentence for the owner.
pub type Failure = Box<dyn Error + Send + Sync>;
