//! Which addresses may be sent to.

use std::net::{IpAddr, Ipv6Addr};
use std::sync::LazyLock;

use ipnet::{IpNet, Ipv6Net};

/// Networks of IPv4 that are not of the public internet: this network and host, private ones, the
/// carrier's, link-local, special and documentation ones, multicast, reserved (IANA's registry of
/// special-purpose addresses).
static NOT_GLOBAL: LazyLock<Vec<IpNet>> = LazyLock::new(|| {
    [
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
        // Of IPv6 only 2000::/3 is given out at all; in it: protocols, documentation, and addresses
        // that lead to one of IPv4.
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
    ]
    .iter()
    .map(|network| network.parse().expect("a network of ours is well formed"))
    .collect()
});

/// Whether an address is of the public internet.
pub(super) fn is_global(address: IpAddr) -> bool {
    let address = address.to_canonical();
    let is_given_out = match address {
        IpAddr::V4(_) => true,
        IpAddr::V6(address) => Ipv6Net::new(Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3)
            .is_ok_and(|given_out| given_out.contains(&address)),
    };
    is_given_out && !NOT_GLOBAL.iter().any(|network| network.contains(&address))
}

/// Whether an address is in one of the networks that an operator allows.
pub(super) fn is_in(networks: &[IpNet], address: IpAddr) -> bool {
    networks.iter().any(|network| network.contains(&address.to_canonical()))
}

/// Reads networks, or single addresses, with commas between them.
///
/// # Errors
/// The part that is none.
pub fn networks(text: &str) -> Result<Vec<IpNet>, String> {
    text.split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| {
            let address = || part.parse::<IpAddr>().map(IpNet::from);
            part.parse::<IpNet>().or_else(|_| address()).map_err(|_| part.to_owned())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn private_special_and_reserved_addresses_are_not_global() {
        for address in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "127.255.255.254",
            "169.254.169.254",
            "172.31.255.255",
            "192.0.0.8",
            "192.168.1.1",
            "198.19.0.1",
            "203.0.113.9",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:10.0.0.1",
            "::ffff:127.0.0.1",
            "64:ff9b::a00:1",
            "2002:a00:1::",
            "2001:db8::1",
            "fc00::1",
            "fe80::1",
            "ff02::1",
        ] {
            assert!(!is_global(ip(address)), "{address}");
        }
    }

    #[test]
    fn addresses_of_the_internet_are_global() {
        for address in ["1.1.1.1", "172.32.0.1", "8.8.8.8", "2606:4700::1111", "::ffff:1.1.1.1"] {
            assert!(is_global(ip(address)), "{address}");
        }
    }

    #[test]
    fn networks_and_single_addresses_are_read() {
        let read = networks("10.0.0.0/8, 192.168.1.7,::1").expect("networks");
        assert!(is_in(&read, ip("10.9.9.9")) && is_in(&read, ip("::ffff:10.9.9.9")));
        assert!(is_in(&read, ip("192.168.1.7")) && !is_in(&read, ip("192.168.1.8")));
        assert!(is_in(&read, ip("::1")));
        assert_eq!(networks(""), Ok(Vec::new()));
        assert_eq!(networks("10.0.0.0/8,intranet"), Err("intranet".to_owned()));
    }
}
