//! Refusals of votes as sentences.

use domain::{
    id::OptionId,
    polls::{Poll, VoteRefusal, WrongChoices},
};

/// A refused vote from a plain form, to be shown on the page of the poll.
#[derive(Debug, Clone)]
pub struct RefusedVote {
    /// Why.
    pub refusal: VoteRefusal,
    /// What had been ticked.
    pub ticked: Vec<OptionId>,
}

/// The sentence that tells a voter why nothing was counted, and what to do.
pub fn sentence(refusal: &VoteRefusal, poll: &Poll) -> String {
    match refusal {
        VoteRefusal::NoPoll => "Không có cuộc bình chọn này.".to_owned(),
        VoteRefusal::NoKey => {
            "Trình duyệt của quý vị đang chặn cookie, nên chúng tôi không biết được lá phiếu này có phải là \
            lá thứ hai hay không. Xin quý vị cho phép cookie của trang này rồi bình chọn lại."
                .to_owned()
        }
        VoteRefusal::AlreadyVoted(own) => format!(
            "Quý vị đã bình chọn lúc {}: {}. Mỗi người chỉ bình chọn một lần.",
            own.cast.words,
            labels(poll, &own.choices)
        ),
        VoteRefusal::NotOpenYet(opens) => format!("Cuộc bình chọn này đến {} mới mở.", opens.words),
        VoteRefusal::Closed(closed) => format!("Cuộc bình chọn này đã đóng lúc {}.", closed.words),
        VoteRefusal::Choices(WrongChoices::TooFew) if poll.min_choices == 1 => {
            let least = if poll.max_choices == 1 { "một phương án" } else { "ít nhất một phương án" };
            format!("Quý vị chưa chọn phương án nào. Mời quý vị chọn {least} rồi bấm “Bình chọn”.")
        }
        VoteRefusal::Choices(WrongChoices::TooFew) => {
            format!("Xin quý vị chọn ít nhất {} phương án.", poll.min_choices)
        }
        VoteRefusal::Choices(WrongChoices::TooMany) => {
            format!("Xin quý vị chọn nhiều nhất {} phương án.", poll.max_choices)
        }
        VoteRefusal::Choices(WrongChoices::Unknown | WrongChoices::Repeated) => {
            "Lá phiếu này không khớp với cuộc bình chọn. Xin quý vị mở lại trang rồi bình chọn lại."
                .to_owned()
        }
        VoteRefusal::NotStored => {
            "Máy chủ tạm thời chưa ghi được lá phiếu, nên phiếu của quý vị chưa được tính. Xin quý vị bình chọn lại sau ít phút."
                .to_owned()
        }
        VoteRefusal::NetworkFull { again } => format!(
            "Trong một giờ qua đã có rất nhiều phiếu từ cùng một mạng với quý vị. Xin quý vị bình chọn lại sau {}.",
            again.words
        ),
    }
}

/// The labels of these options.
pub fn labels(poll: &Poll, choices: &[OptionId]) -> String {
    let chosen = poll.options.iter().filter(|option| choices.contains(&option.id));
    let labels: Vec<&str> = chosen.map(|option| option.label.as_str()).collect();
    labels.join(", ")
}
