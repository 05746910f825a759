//! The order of things that people arrange by hand: one step at a time, so that two people who arrange at once do not undo
//! each other's steps.

/// Where a thing goes among its siblings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<Id> {
    /// Before the one in front of it.
    Up,
    /// Behind the next one.
    Down,
    /// Before this one.
    Before(Id),
    /// To the end.
    Last,
}

impl<Id> Step<Id> {
    /// The field of a form that asks for [`Step::Up`] or [`Step::Down`].
    pub const FIELD: &'static str = "buoc";
    /// The value for [`Step::Up`].
    pub const UP: &'static str = "len";
    /// The value for [`Step::Down`].
    pub const DOWN: &'static str = "xuong";
    /// The field with the id of [`Step::Before`]; empty for [`Step::Last`].
    pub const BEFORE: &'static str = "truoc";
}

/// Makes the step of `id` in a list. The first one cannot go up and the last one cannot go down: nothing changes. `None` if
/// one of the two is not in the list.
#[must_use]
pub fn arranged<Id: Copy + PartialEq>(list: &[Id], id: Id, step: Step<Id>) -> Option<Vec<Id>> {
    let from = list.iter().position(|other| *other == id)?;
    let mut list = list.to_vec();
    let to = match step {
        Step::Up => from.saturating_sub(1),
        Step::Down => (from + 1).min(list.len() - 1),
        Step::Last => list.len() - 1,
        Step::Before(next) => {
            let next = list.iter().position(|other| *other == next)?;
            if next > from { next - 1 } else { next }
        }
    };
    list.remove(from);
    list.insert(to, id);
    Some(list)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_step_goes_where_it_says() {
        let after = |id, step| arranged(&[1, 2, 3], id, step);
        assert_eq!(after(2, Step::Up), Some(vec![2, 1, 3]));
        assert_eq!(after(1, Step::Up), Some(vec![1, 2, 3]));
        assert_eq!(after(2, Step::Down), Some(vec![1, 3, 2]));
        assert_eq!(after(3, Step::Down), Some(vec![1, 2, 3]));
        assert_eq!(after(3, Step::Before(1)), Some(vec![3, 1, 2]));
        assert_eq!(after(1, Step::Before(3)), Some(vec![2, 1, 3]));
        assert_eq!(after(1, Step::Before(1)), Some(vec![1, 2, 3]));
        assert_eq!(after(1, Step::Last), Some(vec![2, 3, 1]));
        assert_eq!((after(4, Step::Up), after(1, Step::Before(4))), (None, None));
    }

    fn steps() -> impl Strategy<Value = Step<u8>> {
        prop_oneof![Just(Step::Up), Just(Step::Down), Just(Step::Last), (0..9u8).prop_map(Step::Before)]
    }

    proptest! {
        #[test]
        fn nothing_is_lost_or_doubled(many in 1..9u8, id in 0..9u8, step in steps()) {
            let list: Vec<u8> = (0..many).collect();
            let known = id < many && !matches!(step, Step::Before(next) if next >= many);
            let after = arranged(&list, id, step);
            prop_assert_eq!(after.is_some(), known);
            let mut sorted = after.unwrap_or(list.clone());
            sorted.sort_unstable();
            prop_assert_eq!(sorted, list);
        }
    }
}
