//! The countries of networks, from a file of the owner in the MaxMind format (GeoLite2 Country, DB-IP Lite
//! and others).

use domain::statistics::counter::Countries;
use maxminddb::{Reader, geoip2};
use std::{fs, path::Path, sync::Arc};

/// Opens a country file.
///
/// # Errors
/// In Vietnamese, why it cannot be used.
pub(crate) fn open_countries(file: &Path) -> Result<Countries, String> {
    let unusable =
        |cause: &dyn std::fmt::Display| format!("Không dùng được tệp quốc gia {}: {cause}.", file.display());
    let bytes = fs::read(file).map_err(|error| unusable(&error))?;
    let reader = Reader::from_source(bytes).map_err(|error| unusable(&error))?;
    Ok(Arc::new(move |address| {
        // After an error in the file, the country is unknown.
        let found = reader.lookup(address).ok()?.decode::<geoip2::Country>().ok()??;
        let code = found.country.iso_code?;
        let right = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
        right.then(|| code.to_owned())
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_has_a_country_or_none() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/country.mmdb");
        let countries = open_countries(&file).expect("a file of countries");
        for (address, country) in [
            ("203.0.113.7", Some("VN")),
            ("198.51.100.255", Some("JP")),
            ("2001:db8::1", Some("FR")),
            ("192.0.2.1", None),
            ("2001:db9::1", None),
        ] {
            assert_eq!(countries(address.parse().expect("an address")).as_deref(), country, "{address}");
        }
    }

    #[test]
    fn a_file_of_something_else_is_refused_in_words() {
        let refused = |path: &str| open_countries(Path::new(path)).err().unwrap_or_default();
        assert!(refused("/no/such/file").starts_with("Không dùng được tệp quốc gia /no/such/file: "));
        let here = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
        assert!(refused(here).starts_with("Không dùng được tệp quốc gia "));
    }
}
