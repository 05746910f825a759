//! The step that a form asks for in an order.

use super::form::Form;
use domain::order::Step;
use std::str::FromStr;

/// Up and down are the buttons of `app::desk::order_buttons`; the other two are sent by `frontend/desk/order.js`.
pub(crate) fn order_step<Id: FromStr>(arrived: &Form) -> Step<Id> {
    match arrived.value(Step::<Id>::FIELD).as_str() {
        word if word == Step::<Id>::UP => Step::Up,
        word if word == Step::<Id>::DOWN => Step::Down,
        _ => arrived.value(Step::<Id>::BEFORE).parse().map_or(Step::Last, Step::Before),
    }
}
