//! Signing in, one's own account, and the accounts of others.

pub mod sign_in_page;
