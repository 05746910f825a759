//! The server functions for voting. Their addresses are public.

use crate::{error::AppError, wire::Json};
use domain::{
    id::{OptionId, PollId},
    polls::{OwnBallot, Standing},
};
use leptos::{prelude::*, server_fn::codec::PostUrl};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use {
    super::{refusal, voter_cookie},
    crate::answer::{self, Asked},
    domain::polls::{
        Cast, VoteRefusal, WrongChoices,
        store::{Vote, load_paper, load_standings},
        voter::VoterKey,
    },
};

/// The answer to a vote.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The voter's ballot: the new one, or an earlier one.
    pub own: Option<OwnBallot>,
    /// The standing, as voters may see it.
    pub standing: Option<Standing>,
    /// Why the vote was refused.
    pub sentence: Option<String>,
    /// Whether it was refused because the browser has sent no key.
    pub needs_key: bool,
}

/// Casts a vote in a poll. A vote without a key is refused without writing anything, and the response sets a
/// key. So the hydrated page sends an empty vote when a poll is first touched, and a vote that was sent
/// before the key arrived is repeated.
#[server(endpoint = "polls/cast", input = PostUrl, output = Json)]
pub async fn cast_ballot(
    /// The poll.
    poll: PollId,
    /// The chosen options.
    #[server(default)]
    choices: Vec<OptionId>,
) -> Result<Told, AppError> {
    let asked = answer::asked().await?;
    let (Some(key), Some(address)) = (&asked.looker.voter, asked.address) else {
        let key = VoterKey::random().map_err(|cause| answer::fault(&cause))?;
        answer::set_cookie(&voter_cookie::write(&key, &asked.backend.cookies));
        return refused(&asked, poll, VoteRefusal::NoKey).await;
    };
    if choices.is_empty() {
        // No poll takes an empty vote; the booth need not hear of it.
        return refused(&asked, poll, VoteRefusal::Choices(WrongChoices::TooFew)).await;
    }
    let vote = Vote { poll, choices, voter: key.hash(poll, &asked.backend.secret), address };
    match asked.backend.booth.cast(vote).await {
        Err(lost) => {
            tracing::error!("a ballot could not be stored: {lost}");
            refused(&asked, poll, VoteRefusal::NotStored).await
        }
        Ok(Cast::Refused(refusal)) => refused(&asked, poll, refusal).await,
        Ok(Cast::Counted(own)) => {
            let standings = load_standings(&asked.backend.db, poll, asked.backend.clock.now()).await;
            let standings = standings.map_err(|cause| answer::fault(&cause))?;
            let standing = standings.map(|standings| standings.voters);
            Ok(Told { own: Some(own), standing, ..Told::default() })
        }
    }
}

#[cfg(feature = "ssr")]
async fn refused(asked: &Asked, poll: PollId, refusal: VoteRefusal) -> Result<Told, AppError> {
    let paper = load_paper(&asked.reading, poll, &asked.looker).await;
    let paper = paper.map_err(|cause| answer::fault(&cause))?.ok_or_else(answer::not_found)?;
    Ok(Told {
        sentence: Some(refusal::sentence(&refusal, &paper.poll)),
        needs_key: refusal == VoteRefusal::NoKey,
        standing: paper.own.is_some().then_some(paper.standing),
        own: paper.own,
    })
}
