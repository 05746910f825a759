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
    crate::answer::{self, RequestContext},
    domain::polls::{
        Cast, VoteRefusal, WrongChoices,
        store::{Vote, load_paper, load_standings},
        voter::VoterKey,
    },
};

/// The answer to a vote.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoteAnswer {
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
) -> Result<VoteAnswer, AppError> {
    let context = answer::request_context().await?;
    let (Some(key), Some(address)) = (&context.viewer.voter, context.address) else {
        let key = VoterKey::random().map_err(|cause| answer::fault(&cause))?;
        answer::set_cookie(&voter_cookie::write(&key, &context.services.cookies));
        return refused(&context, poll, VoteRefusal::NoKey).await;
    };
    if choices.is_empty() {
        // No poll takes an empty vote; the queue need not hear of it.
        return refused(&context, poll, VoteRefusal::Choices(WrongChoices::TooFew)).await;
    }
    let vote = Vote { poll, choices, voter: key.hash(poll, &context.services.secret), address };
    match context.services.vote_queue.cast(vote).await {
        Err(lost) => {
            tracing::error!("a ballot could not be stored: {lost}");
            refused(&context, poll, VoteRefusal::NotStored).await
        }
        Ok(Cast::Refused(refusal)) => refused(&context, poll, refusal).await,
        Ok(Cast::Counted(own)) => {
            let standings = load_standings(&context.services.db, poll, context.services.clock.now()).await;
            let standings = standings.map_err(|cause| answer::fault(&cause))?;
            let standing = standings.map(|standings| standings.voters);
            Ok(VoteAnswer { own: Some(own), standing, ..VoteAnswer::default() })
        }
    }
}

#[cfg(feature = "ssr")]
async fn refused(
    context: &RequestContext,
    poll: PollId,
    refusal: VoteRefusal,
) -> Result<VoteAnswer, AppError> {
    let paper = load_paper(&context.reading, poll, &context.viewer).await;
    let paper = paper.map_err(|cause| answer::fault(&cause))?.ok_or_else(answer::not_found)?;
    Ok(VoteAnswer {
        sentence: Some(refusal::sentence(&refusal, &paper.poll)),
        needs_key: refusal == VoteRefusal::NoKey,
        standing: paper.own.is_some().then_some(paper.standing),
        own: paper.own,
    })
}
