//! Concurrency limits for shared resources: rendered pages, writing calls, streams, connections. Besides the
//! total, each network has a limit, so that one network cannot use up everything.

use app::answer::ClientAddress;
use axum::{
    extract::FromRequestParts,
    http::{Extensions, request::Parts},
};
use domain::{id::AccountId, lock::lock_ignoring_poison, network::network};
use std::{
    collections::HashMap,
    convert::Infallible,
    net::IpAddr,
    sync::{Arc, Mutex, Weak},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// An IPv4 address or the eight bytes of an IPv6 /64; `None` is this machine, which has no limit of its own.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Client(Option<Vec<u8>>);

impl Client {
    /// The network of an address. Loopback has no limit: a proxy that is not configured runs on this machine
    /// too, and sends requests for everybody.
    pub(crate) fn of(address: IpAddr) -> Self {
        Self((!address.to_canonical().is_loopback()).then(|| network(address, 8)))
    }

    /// An account of the desk, for limits per account.
    pub(crate) fn of_account(account: AccountId) -> Self {
        Self(Some(account.0.to_be_bytes().to_vec()))
    }

    /// The network of a request.
    pub(crate) fn of_request(extensions: &Extensions) -> Self {
        extensions.get::<ClientAddress>().map_or(Self(None), |ClientAddress(address)| Self::of(*address))
    }
}

impl<S: Sync> FromRequestParts<S> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of_request(&parts.extensions))
    }
}

/// A limited number of permits, with a limit per network.
#[derive(Debug)]
pub(crate) struct Limiter {
    all: Arc<Semaphore>,
    size: usize,
    share: usize,
    shares: Mutex<Shares>,
}

/// The semaphores of the networks that hold or wait for a permit.
#[derive(Debug, Default)]
struct Shares {
    of: HashMap<Client, Weak<Semaphore>>,
    /// At this size, unused ones are removed.
    until: usize,
}

/// A permit, until it is dropped.
#[derive(Debug)]
pub(crate) struct Permit {
    _total: Option<OwnedSemaphorePermit>,
    _share: Option<OwnedSemaphorePermit>,
}

impl Limiter {
    /// The total number of permits, and the limit per network.
    pub(crate) fn new(all: usize, share: usize) -> Self {
        Self { all: Arc::new(Semaphore::new(all)), size: all, share, shares: Mutex::default() }
    }

    /// The total number of permits.
    pub(crate) fn size(&self) -> usize {
        self.size
    }

    /// How many permits are taken.
    pub(crate) fn taken(&self) -> usize {
        self.size.saturating_sub(self.all.available_permits())
    }

    /// Waits for a permit. Waiting for the limit of one's network blocks no other network.
    pub(crate) async fn acquire(&self, from: &Client) -> Permit {
        // The semaphores are never closed, so this succeeds.
        let share = match self.share(from) {
            Some(share) => share.acquire_owned().await.ok(),
            None => None,
        };
        Permit { _total: Arc::clone(&self.all).acquire_owned().await.ok(), _share: share }
    }

    /// A permit, if one is free now.
    pub(crate) fn try_acquire(&self, from: &Client) -> Option<Permit> {
        let share = match self.share(from) {
            Some(share) => Some(share.try_acquire_owned().ok()?),
            None => None,
        };
        Some(Permit { _total: Some(Arc::clone(&self.all).try_acquire_owned().ok()?), _share: share })
    }

    fn share(&self, from: &Client) -> Option<Arc<Semaphore>> {
        from.0.as_ref()?;
        let mut shares = lock_ignoring_poison(&self.shares);
        if let Some(share) = shares.of.get(from).and_then(Weak::upgrade) {
            return Some(share);
        }
        if shares.of.len() >= shares.until {
            shares.of.retain(|_, share| share.strong_count() > 0);
            shares.until = 64.max(2 * shares.of.len());
        }
        let share = Arc::new(Semaphore::new(self.share));
        shares.of.insert(from.clone(), Arc::downgrade(&share));
        Some(share)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        future::Future,
        pin::{Pin, pin},
        task::{Context, Poll, Waker},
    };

    fn poll<T>(future: Pin<&mut impl Future<Output = T>>) -> Poll<T> {
        future.poll(&mut Context::from_waker(Waker::noop()))
    }

    fn from(address: &str) -> Client {
        Client::of(address.parse().expect("an address"))
    }

    #[test]
    fn one_network_leaves_the_rest_to_others() {
        let limiter = Limiter::new(4, 2);
        let (greedy, other) = (from("203.0.113.9"), from("198.51.100.7"));
        let mut held: Vec<_> = (0..2).map(|_| limiter.try_acquire(&greedy).expect("a permit")).collect();
        assert!(limiter.try_acquire(&greedy).is_none());
        let mut waiting = pin!(limiter.acquire(&greedy));
        assert!(poll(waiting.as_mut()).is_pending());

        // Waiting for the limit of one's network blocks no other network.
        let Poll::Ready(theirs) = poll(pin!(limiter.acquire(&other))) else { panic!("a permit") };
        assert!(limiter.try_acquire(&other).is_some());
        held.pop();
        assert!(poll(waiting.as_mut()).is_ready());
        drop(theirs);
    }

    #[test]
    fn there_are_no_more_than_there_are() {
        let limiter = Limiter::new(2, 2);
        let held = [from("203.0.113.1"), from("203.0.113.2")].map(|from| limiter.try_acquire(&from));
        assert!(held.iter().all(Option::is_some));
        assert!(limiter.try_acquire(&from("203.0.113.3")).is_none());
    }

    #[test]
    fn a_household_is_one_network_and_the_machine_itself_is_none() {
        let limiter = Limiter::new(3, 1);
        let held = limiter.try_acquire(&from("2001:db8:1:2::1"));
        assert!(held.is_some());
        assert!(limiter.try_acquire(&from("2001:db8:1:2:ffff::9")).is_none());
        let own = [from("127.0.0.1"), from("::ffff:127.0.0.1")].map(|own| limiter.try_acquire(&own));
        assert!(own.iter().all(Option::is_some));
    }

    #[test]
    fn a_hundred_thousand_networks_that_went_leave_nothing() {
        let limiter = Limiter::new(4, 2);
        for number in 0..100_000u32 {
            let address = IpAddr::from(number.to_be_bytes());
            drop(limiter.try_acquire(&Client::of(address)));
        }
        let shares = limiter.shares.lock().expect("nobody panicked");
        assert!(shares.of.len() <= 64 && shares.of.capacity() < 1_000, "{}", shares.of.len());
    }
}
