//! The poll of the side column, chosen at the desk.

use super::*;
use crate::polls::store::set_side_poll;

#[tokio::test]
async fn a_poll_is_chosen_and_others_take_turns_again() {
    let site = TestPolls::with(&[poll("Một"), poll("Hai")]).await;
    site.tamper(
        "insert into site (id, name, description, language, time_zone, operator, introduction_title)
         values (1, 'Tên', '', 'vi', 'Asia/Ho_Chi_Minh', '{}', '')",
    )
    .await;
    let person = administrator(&site).await;
    let set = async |poll, chosen| set_side_poll(&person, PollId(poll), chosen).await.expect("an answer");
    let chosen = async || {
        let (one, two) = (stored(&person, 1).await, stored(&person, 2).await);
        (one.side, two.side)
    };
    for (poll, choice, expected, entries) in [
        (1, true, (true, false), 1),
        (1, true, (true, false), 1),
        (2, true, (false, true), 2),
        // From a page that was opened before the other poll was chosen.
        (1, false, (false, true), 2),
        (2, false, (false, false), 3),
    ] {
        set(poll, choice).await.expect("done");
        assert_eq!(chosen().await, expected, "{poll} {choice}");
        assert_eq!(actions(&site).await, vec![Action::SidePollChosen; entries], "{poll} {choice}");
    }
    assert_eq!(set(99, true).await, Err(Refusal::Gone));
}
