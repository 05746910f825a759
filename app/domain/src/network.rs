//! The network of an IP address.

use std::net::IpAddr;

/// The network of an address: the whole IPv4 address, also if it is mapped into IPv6, or the first bytes of
/// an IPv6 address. 8 bytes are shared by a household; a prefix of 6 bytes may belong to one customer.
pub fn network(address: IpAddr, bytes: usize) -> Vec<u8> {
    match address.to_canonical() {
        IpAddr::V4(address) => address.octets().to_vec(),
        IpAddr::V6(address) => address.octets().into_iter().take(bytes).collect(),
    }
}
