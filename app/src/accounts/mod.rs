//! Signing in, one's own account, and the accounts of others.

pub mod own_account_page;
pub mod second_factor_page;
pub mod sign_in_page;
