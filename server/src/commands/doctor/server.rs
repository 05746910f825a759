//! The running server: whether it answers, and whether readers reach it through their proxies.

use super::{configuration::is_of_this_machine, finding::Finding};
use crate::{commands::data_folder::is_in_use, config::Config, ready::FORWARDED};
use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};
use tokio::task::spawn_blocking;
use ureq::Agent;

const SUBJECT: &str = "Máy chủ";
const PROXY: &str = "Địa chỉ của trang";
/// The longest time for a request, with name look-up and connection.
const PATIENCE: Duration = Duration::from_secs(5);

/// What `/readyz` has answered.
struct Answer {
    status: u16,
    text: String,
    /// How many proxies have passed the request on, as the server sees it. `None`: somebody else has answered.
    hops: Option<usize>,
}

/// The findings. `set_up`: there is a site that can be ready.
pub(super) async fn check(config: Config, set_up: bool) -> Vec<Finding> {
    let asked = spawn_blocking(move || look(&config, set_up)).await;
    asked.unwrap_or_else(|error| vec![Finding::bad(SUBJECT, format!("Không kiểm tra được: {error}."))])
}

fn look(config: &Config, set_up: bool) -> Vec<Finding> {
    let runs = is_in_use(config.data());
    let address = format!("http://{}", reachable(config.listen));
    match (runs, ask(&address)) {
        (true, Ok(answer)) if answer.hops.is_some() && answer.status == 200 => {
            let mut findings = vec![Finding::good(SUBJECT, format!("Trang web đang mở tại {address}."))];
            let url = config.known_url().filter(|url| !is_of_this_machine(url));
            findings.extend(url.map(|url| through_proxies(url, config.trusted_hops)));
            findings
        }
        (true, Ok(answer)) if answer.hops.is_some() && !set_up => {
            vec![Finding::attention(SUBJECT, format!("Trang web đang chờ thiết lập tại {address}."))]
        }
        (true, Ok(answer)) => {
            let sentence = format!(
                "{address}/readyz trả lời {} ({}). Xin xem nhật ký của chương trình.",
                answer.status, answer.text
            );
            vec![Finding::bad(SUBJECT, sentence)]
        }
        (true, Err(reason)) => {
            let sentence = format!(
                "Một chương trình đang dùng thư mục dữ liệu nhưng không trả lời ở {address} ({reason}). Xin kiểm tra --listen; nếu \
                 đúng, xin khởi động lại."
            );
            vec![Finding::bad(SUBJECT, sentence)]
        }
        (false, Ok(_)) => {
            let sentence = format!(
                "Trang web đang đóng, còn cổng của {address} đã có chương trình khác dùng. Xin đổi --listen."
            );
            vec![Finding::attention(SUBJECT, sentence)]
        }
        (false, Err(_)) => vec![Finding::good(SUBJECT, "Trang web đang đóng.")],
    }
}

/// An address to connect to, also if the server listens on all of them.
fn reachable(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}

/// Whether the site is at its public address, and how many proxies are in between.
fn through_proxies(url: &str, trusted: Option<usize>) -> Finding {
    match ask(url) {
        Err(reason) => {
            let sentence = format!(
                "Từ máy này không mở được {url} ({reason}). Xin kiểm tra tên miền, chứng chỉ và proxy."
            );
            Finding::bad(PROXY, sentence)
        }
        Ok(Answer { hops: None, status, .. }) => {
            let sentence = format!(
                "{url} trả lời {status}, nhưng không phải trang này trả lời. Xin kiểm tra tên miền và proxy."
            );
            Finding::bad(PROXY, sentence)
        }
        Ok(Answer { hops: Some(hops), status: 200, .. }) if hops == trusted.unwrap_or(0) => {
            Finding::good(PROXY, format!("{url} dẫn đến trang này, qua {hops} proxy."))
        }
        Ok(Answer { hops: Some(hops), status: 200, .. }) => {
            let sentence = format!(
                "Yêu cầu đến {url} đi qua {hops} proxy có ghi X-Forwarded-For, còn trusted_hops là {}. Nếu người đọc cũng đi đường này, \
                 xin đặt trusted_hops = {hops}.",
                trusted.unwrap_or(0)
            );
            Finding::attention(PROXY, sentence)
        }
        Ok(Answer { status, text, .. }) => {
            Finding::bad(PROXY, format!("{url}/readyz trả lời {status} ({text}). Xin kiểm tra proxy."))
        }
    }
}

fn ask(address: &str) -> Result<Answer, ureq::Error> {
    let agent: Agent = Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .http_status_as_error(false)
        .max_redirects(0)
        .proxy(None)
        .build()
        .into();
    let mut answer = agent.get(format!("{address}/readyz")).call()?;
    let hops = answer.headers().get(FORWARDED).and_then(|value| value.to_str().ok()?.parse().ok());
    let text = answer.body_mut().with_config().limit(200).read_to_string().unwrap_or_default();
    Ok(Answer {
        status: answer.status().as_u16(),
        text: text.lines().next().unwrap_or_default().to_owned(),
        hops,
    })
}
