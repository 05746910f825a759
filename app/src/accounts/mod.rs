//! Signing in, one's own account, and the accounts of others.

pub mod account_form_page;
pub mod accounts_page;
pub mod link_page;
pub mod own_account_page;
pub mod reset_page;
pub mod second_factor_page;
pub mod sign_in_page;
