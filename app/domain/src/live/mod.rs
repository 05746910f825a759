//! What open screens are told the moment it changes. `bus.rs` keeps the latest of each topic.

use crate::{polls::Standing, statistics::Figures};
use serde::{Deserialize, Serialize};

#[cfg(feature = "store")]
pub mod bus;

/// One message of the event stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Message {
    /// How a poll stands.
    Poll(Standing),
    /// How many visitors there are and have been.
    Statistics(Figures),
}
