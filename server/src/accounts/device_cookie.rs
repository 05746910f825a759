//! The cookie of a browser that has signed in before: strangers who guess passwords of the same account do
//! not slow it down. It does not sign anybody in.

use app::answer::Services;
use axum::http::HeaderMap;
use domain::id::{AccountId, DeviceId};

const NAME: &str = "tn_device";
/// The most accounts in one cookie; the last ones.
const MOST: usize = 5;

/// A browser, and the accounts that have signed in with it.
struct Device {
    id: DeviceId,
    accounts: Vec<AccountId>,
}

fn read(headers: &HeaderMap, services: &Services) -> Option<Device> {
    let value = services.cookies.read(headers, NAME)?;
    let (id, accounts) = value.split_once('.')?;
    let accounts = accounts.split('.').filter_map(|account| account.parse().ok()).collect();
    Some(Device { id: id.parse().ok()?, accounts })
}

/// The browser of a request, if it has signed in to this account before.
pub(super) fn known(
    headers: &HeaderMap,
    services: &Services,
    account: Option<AccountId>,
) -> Option<DeviceId> {
    let device = read(headers, services)?;
    account.filter(|account| device.accounts.contains(account)).map(|_| device.id)
}

/// Whether anybody has signed in before with the browser of a request.
pub(crate) fn is_known_browser(headers: &HeaderMap, services: &Services) -> bool {
    read(headers, services).is_some()
}

/// The `Set-Cookie` header that adds an account to this browser's cookie.
pub(super) fn remember(headers: &HeaderMap, services: &Services, account: AccountId) -> Option<String> {
    let mut random = [0; 8];
    getrandom::fill(&mut random).ok()?;
    // Positive, as ids are.
    let new =
        || Device { id: DeviceId((i64::from_be_bytes(random) & i64::MAX).max(1)), accounts: Vec::new() };
    let mut device = read(headers, services).unwrap_or_else(new);
    device.accounts.retain(|known| *known != account);
    device.accounts.push(account);
    let first = device.accounts.len().saturating_sub(MOST);
    let accounts: Vec<String> = device.accounts[first..].iter().map(ToString::to_string).collect();
    Some(services.cookies.write(NAME, format!("{}.{}", device.id, accounts.join("."))))
}
