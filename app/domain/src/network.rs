//! The network that an address lies in.

use std::net::IpAddr;

/// An IPv4 address, also one that is written as IPv6, or the first bytes of an IPv6 address: 8 of them are what a household
/// shares, 6 what a customer may be given whole.
pub fn network(address: IpAddr, bytes: usize) -> Vec<u8> {
    match address.to_canonical() {
        IpAddr::V4(address) => address.octets().to_vec(),
        IpAddr::V6(address) => address.octets().into_iter().take(bytes).collect(),
    }
}
