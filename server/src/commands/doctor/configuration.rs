//! The configuration: whether its parts fit together.

use super::finding::Finding;
use crate::{config::Config, statistics::open_countries};

const SUBJECT: &str = "Cấu hình";

/// The findings.
pub(super) fn check(config: &Config) -> Vec<Finding> {
    let mut findings = Vec::new();
    let (local, hops) = (config.listen.ip().is_loopback(), config.trusted_hops);
    match config.known_url() {
        None => findings.push(Finding::attention(
            SUBJECT,
            "Chưa khai báo url, nên liên kết trong nguồn tin, sơ đồ trang và khi chia sẻ mang địa chỉ của máy này. Xin ghi \
             url = \"https://ten-mien\" vào trangnhat.toml.",
        )),
        Some(url) if url.starts_with("https://") && hops.is_none() => findings.push(Finding::attention(
            SUBJECT,
            "url là https nhưng chưa khai báo trusted_hops, nên mọi người đọc bị coi là cùng một mạng. Xin đặt trusted_hops bằng số \
             proxy đứng trước chương trình.",
        )),
        Some(url) if url.starts_with("http://") && !is_of_this_machine(url) => findings.push(Finding::attention(
            SUBJECT,
            "url là http, nên mật khẩu đi trên mạng không được mã hóa. Xin đặt một proxy có TLS trước chương trình và đổi url thành \
             https.",
        )),
        Some(_) => {}
    }
    if hops.is_some_and(|hops| hops > 0) && !local {
        findings.push(Finding::attention(
            SUBJECT,
            format!(
                "trusted_hops lớn hơn 0 nhưng chương trình lắng nghe ở {}: ai nối thẳng vào cổng này cũng giả được địa chỉ mạng. Xin chỉ \
                 lắng nghe ở 127.0.0.1, hoặc chặn cổng bằng tường lửa.",
                config.listen
            ),
        ));
    }
    if let Some(Err(reason)) = config.countries.as_deref().map(open_countries) {
        findings.push(Finding::bad(SUBJECT, reason));
    }
    if findings.is_empty() {
        findings.push(Finding::good(SUBJECT, "Các thiết lập khớp nhau."));
    }
    findings
}

/// Whether an address is of this machine alone, where nobody listens.
pub(super) fn is_of_this_machine(url: &str) -> bool {
    let host = url.split("//").nth(1).unwrap_or_default();
    ["localhost", "127.", "[::1]"].iter().any(|local| host.starts_with(local))
}

#[cfg(test)]
mod tests {
    use super::{super::finding::Verdict, *};
    use crate::config::ServeFlags;

    fn verdicts(toml: &str) -> Vec<bool> {
        let data = tempfile::tempdir().expect("a folder");
        std::fs::write(data.path().join("trangnhat.toml"), toml).expect("written");
        let flags = ServeFlags { data: data.path().to_owned(), ..ServeFlags::default() };
        let config = Config::read(flags).expect("readable");
        check(&config).iter().map(|finding| finding.is(Verdict::Good)).collect()
    }

    #[test]
    fn settings_that_do_not_fit_together_are_named() {
        let good = "url = 'https://hoi.example'\ntrusted_hops = 1";
        assert_eq!(verdicts(good), [true]);
        assert_eq!(verdicts("url = 'http://localhost:3000'"), [true]);
        for wrong in [
            "",
            "url = 'https://hoi.example'",
            "url = 'http://hoi.example'",
            &format!("{good}\nlisten = '0.0.0.0:3000'"),
            &format!("{good}\ncountries = '/none.mmdb'"),
        ] {
            assert_eq!(verdicts(wrong), [false], "{wrong}");
        }
    }
}
