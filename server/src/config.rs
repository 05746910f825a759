//! Configuration: command-line flags, then environment variables, then `trangnhat.toml` in the data folder.

use crate::command_error::CommandError;
use clap::Args;
use serde::Deserialize;
use std::{
    fs, io,
    net::SocketAddr,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
};

const FILE: &str = "trangnhat.toml";
const DATABASE: &str = "trangnhat.db";
const MEDIA: &str = "media";
const SHARED: &str = "cache/chia-se";
const VISITORS: &str = "visitors.today";
const NETWORKS: &str = "networks.hour";
const BACKUPS: &str = "backups";
const SET_UP: &str = ".setup.part";
/// A folder that new disks have, where the system puts files found after a crash.
pub(crate) const LOST_AND_FOUND: &str = "lost+found";
const LISTEN: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 3000);

/// The flags of `serve`, each with its environment variable.
#[derive(Debug, Default, Args)]
pub struct ServeFlags {
    /// The address to listen on.
    #[arg(
        long,
        env = "TRANGNHAT_LISTEN",
        value_name = "ĐỊA_CHỈ",
        help = "Địa chỉ và cổng để lắng nghe [mặc định: 127.0.0.1:3000]"
    )]
    pub listen: Option<SocketAddr>,
    /// The data folder.
    #[arg(
        long,
        env = "TRANGNHAT_DATA",
        value_name = "THƯ_MỤC",
        default_value = "data",
        help = "Thư mục dữ liệu"
    )]
    pub data: PathBuf,
    /// The public address of the site.
    #[arg(
        long,
        env = "TRANGNHAT_URL",
        value_name = "URL",
        help = "Địa chỉ mà người đọc gõ, ví dụ https://khuyenhoc.example [mặc định: http:// và địa chỉ lắng nghe]"
    )]
    pub url: Option<String>,
    /// The number of trusted proxies.
    #[arg(
        long,
        env = "TRANGNHAT_TRUSTED_HOPS",
        value_name = "SỐ",
        help = "Số máy chủ trung gian (proxy) đáng tin đứng trước chương trình [mặc định: 0]"
    )]
    pub trusted_hops: Option<usize>,
    /// Whether to count visitors.
    #[arg(
        long,
        env = "TRANGNHAT_COUNTING",
        value_name = "CÓ_KHÔNG",
        help = "Đếm lượt truy cập: true hoặc false [mặc định: true]"
    )]
    pub counting: Option<bool>,
    /// Whether to count people who are signed in.
    #[arg(
        long,
        env = "TRANGNHAT_COUNT_EDITORS",
        value_name = "CÓ_KHÔNG",
        help = "Đếm cả lượt xem của người đang đăng nhập ở bàn biên tập: true hoặc false [mặc định: false]"
    )]
    pub count_editors: Option<bool>,
    /// The country file.
    #[arg(
        long,
        env = "TRANGNHAT_COUNTRIES",
        value_name = "TỆP",
        help = "Tệp quốc gia dạng MaxMind (.mmdb), để thống kê theo quốc gia [mặc định: không có]"
    )]
    pub countries: Option<PathBuf>,
    /// Where search engines are told of changes.
    #[arg(
        long,
        env = "TRANGNHAT_INDEXNOW",
        value_name = "URL",
        help = "Nơi báo cho máy tìm kiếm, khi quản trị viên đã bật [mặc định: https://api.indexnow.org/indexnow]"
    )]
    pub indexnow: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    listen: Option<SocketAddr>,
    url: Option<String>,
    trusted_hops: Option<usize>,
    counting: Option<bool>,
    count_editors: Option<bool>,
    countries: Option<PathBuf>,
    indexnow: Option<String>,
}

/// The configuration, checked.
#[derive(Debug)]
pub struct Config {
    /// The address to listen on.
    pub listen: SocketAddr,
    data: PathBuf,
    url: Option<String>,
    /// The number of trusted proxies, each of which appends its client to `X-Forwarded-For`. `None` if not
    /// configured.
    pub trusted_hops: Option<usize>,
    /// Whether to count visitors.
    pub counting: bool,
    /// Whether to count people who are signed in.
    pub counts_editors: bool,
    /// The file for looking up the countries of networks.
    pub countries: Option<PathBuf>,
    /// Where search engines are told of changes, if configured.
    pub indexnow: Option<String>,
}

impl Config {
    /// Merges the three sources.
    pub fn read(flags: ServeFlags) -> Result<Self, CommandError> {
        let file = read_file(&settings(&flags.data))?;
        let url = flags.url.or(file.url).map(|url| checked_url(&url)).transpose()?;
        Ok(Self {
            listen: flags.listen.or(file.listen).unwrap_or(LISTEN),
            data: flags.data,
            url,
            trusted_hops: flags.trusted_hops.or(file.trusted_hops),
            counting: flags.counting.or(file.counting).unwrap_or(true),
            counts_editors: flags.count_editors.or(file.count_editors).unwrap_or(false),
            countries: flags.countries.or(file.countries),
            indexnow: flags.indexnow.or(file.indexnow).map(checked_endpoint).transpose()?,
        })
    }

    /// The public address, if configured.
    pub fn known_url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// The database file.
    pub fn database(&self) -> PathBuf {
        database(&self.data)
    }

    /// The data folder.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// The public address of the site, without a slash at the end.
    pub fn url(&self, listening: SocketAddr) -> String {
        self.url.clone().unwrap_or_else(|| format!("http://{listening}"))
    }
}

/// The database file of a data folder.
pub fn database(data: &Path) -> PathBuf {
    data.join(DATABASE)
}

/// The configuration file in a data folder.
pub fn settings(data: &Path) -> PathBuf {
    data.join(FILE)
}

/// The folder of scheduled backups, unless an administrator has chosen another one.
pub(crate) fn backups(data: &Path) -> PathBuf {
    data.join(BACKUPS)
}

/// The file with the keys for hashing the networks of voters.
pub(crate) fn networks(data: &Path) -> PathBuf {
    data.join(NETWORKS)
}

/// The file with the visitors of the day.
pub fn visitors(data: &Path) -> PathBuf {
    data.join(VISITORS)
}

/// The folder for the content pack of a new site while it is set up.
pub(crate) fn set_up(data: &Path) -> PathBuf {
    data.join(SET_UP)
}

/// Creates the data folder if it does not exist, accessible to its owner only.
pub(crate) fn make_data_folder(data: &Path) -> io::Result<()> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(data)
}

/// The media folder of a data folder.
pub fn media(data: &Path) -> PathBuf {
    data.join(MEDIA)
}

/// The folder of the pictures for link previews, which are drawn again if they are gone.
pub(crate) fn shared_pictures(data: &Path) -> PathBuf {
    data.join(SHARED)
}

fn read_file(path: &Path) -> Result<File, CommandError> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(File::default()),
        Err(error) => return Err(format!("Không đọc được tệp {}: {error}.", path.display()).into()),
    };
    toml::from_str(&text)
        .map_err(|error| format!("Tệp {} viết sai: {}.", path.display(), error.message()).into())
}

/// Scheme and host, with an optional port; no path, since the site is served at the root.
fn checked_url(url: &str) -> Result<String, CommandError> {
    let trimmed = url.trim_end_matches('/');
    let host = trimmed.strip_prefix("https://").or_else(|| trimmed.strip_prefix("http://"));
    let right = host.is_some_and(|host| {
        !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || ".-:[]".contains(c))
    });
    if right {
        Ok(trimmed.to_owned())
    } else {
        Err(format!("Địa chỉ {url} không dùng được: hãy viết dạng https://ten-mien, không kèm đường dẫn.")
            .into())
    }
}

/// An address to which something can be sent.
fn checked_endpoint(endpoint: String) -> Result<String, CommandError> {
    if endpoint.starts_with("https://") || endpoint.starts_with("http://") {
        Ok(endpoint)
    } else {
        Err(format!("Nơi báo cho máy tìm kiếm là {endpoint}: hãy viết cả địa chỉ, bắt đầu bằng https://.")
            .into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_people_type_is_a_scheme_and_a_host() {
        assert_eq!(
            checked_url("https://khuyenhoc.example/").ok().as_deref(),
            Some("https://khuyenhoc.example")
        );
        assert_eq!(checked_url("http://127.0.0.1:3000").ok().as_deref(), Some("http://127.0.0.1:3000"));
        for wrong in ["khuyenhoc.example", "https://", "ftp://a", "https://a/b", "https://a b"] {
            assert!(checked_url(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn flags_win_over_the_file() {
        let data = tempfile::tempdir().expect("a folder");
        fs::write(data.path().join(FILE), "listen = '127.0.0.1:4000'\nurl = 'https://a.example'")
            .expect("written");
        let flags = ServeFlags {
            data: data.path().to_owned(),
            url: Some("https://b.example".into()),
            ..ServeFlags::default()
        };
        let config = Config::read(flags).expect("readable");
        assert_eq!(config.listen.port(), 4000);
        assert_eq!(config.url(config.listen), "https://b.example");
    }

    #[test]
    fn search_engines_are_told_at_a_whole_address() {
        assert!(checked_endpoint("https://api.indexnow.org/indexnow".to_owned()).is_ok());
        for wrong in ["", "api.indexnow.org", "ftp://a.example"] {
            assert!(checked_endpoint(wrong.to_owned()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_misspelt_key_is_refused() {
        let data = tempfile::tempdir().expect("a folder");
        fs::write(data.path().join(FILE), "lisen = '127.0.0.1:4000'").expect("written");
        let flags = ServeFlags { data: data.path().to_owned(), ..ServeFlags::default() };
        assert!(Config::read(flags).is_err());
    }
}
