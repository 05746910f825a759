//! Messages about polls to open pages.

use crate::screen::Screen;
use domain::polls::{Phase, Standing};

impl Screen {
    /// The next message.
    pub(crate) async fn next(&mut self) -> Standing {
        let (topic, news) = self.event().await;
        let standing: Standing = serde_json::from_str(&news).expect("a standing");
        assert_eq!(topic, format!("poll.{}", standing.id));
        standing
    }

    /// The next message, in short: whether the poll is open, and the number of voters if visible.
    pub(crate) async fn told(&mut self) -> (Phase, Option<u32>) {
        let standing = self.next().await;
        (standing.phase, standing.tally.map(|tally| tally.voters))
    }
}
