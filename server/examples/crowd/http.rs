//! The small part of HTTP/1.1 that the load generator needs: requests, responses and keep-alive connections.

use crate::Word;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::{net::TcpStream, time::timeout};

/// The timeout of a response, or of the snapshot of a new stream.
pub(crate) const ANSWER_LIMIT: Duration = Duration::from_secs(30);

/// A response: the head as received and the whole body.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

/// The rest of the header line with this prefix, ignoring case.
pub(crate) fn after<'head>(head: &'head str, start: &str) -> Option<&'head str> {
    head.lines().find_map(|line| {
        let (key, rest) = line.split_at_checked(start.len())?;
        key.eq_ignore_ascii_case(start).then_some(rest)
    })
}

/// A connection to the site. Its functions return `None` after it has failed.
pub(crate) struct Connection {
    port: Word,
    pub(crate) stream: BufReader<TcpStream>,
    /// The line that was read last.
    pub(crate) line: String,
    /// The site closes the connection after its last response.
    closing: bool,
}

impl Connection {
    pub(crate) async fn open(port: Word) -> Option<Self> {
        let stream = TcpStream::connect(format!("127.0.0.1:{port}")).await.ok()?;
        stream.set_nodelay(true).ok()?;
        let (stream, line) = (BufReader::with_capacity(1024, stream), String::new());
        Some(Self { port, stream, line, closing: false })
    }

    /// Sends a request and reads the whole response.
    pub(crate) async fn ask(&mut self, request: &str) -> Option<Answer> {
        if self.closing {
            *self = Self::open(self.port).await?;
        }
        self.stream.write_all(request.as_bytes()).await.ok()?;
        timeout(ANSWER_LIMIT, self.read_answer()).await.ok()?
    }

    async fn read_answer(&mut self) -> Option<Answer> {
        let (mut head, mut body) = (String::new(), Vec::new());
        while !head.ends_with("\r\n\r\n") {
            self.read_line().await?;
            head.push_str(&self.line);
        }
        if let Some(length) = after(&head, "content-length: ") {
            self.read_bytes(length.parse().ok()?, &mut body).await?;
        }
        let mut chunked = after(&head, "transfer-encoding: chunked").is_some();
        while chunked {
            self.read_line().await?;
            let size = usize::from_str_radix(self.line.trim(), 16).ok()?;
            self.read_bytes(size, &mut body).await?;
            self.read_line().await?;
            chunked = size > 0;
        }
        self.closing = after(&head, "connection: close").is_some();
        let status = head.get(9..12)?.parse().ok()?;
        Some(Answer { status, head, body })
    }

    async fn read_bytes(&mut self, length: usize, body: &mut Vec<u8>) -> Option<usize> {
        let start = body.len();
        body.resize(start + length, 0);
        self.stream.read_exact(body.get_mut(start..)?).await.ok()
    }

    pub(crate) async fn read_line(&mut self) -> Option<usize> {
        self.line.clear();
        let read = self.stream.read_line(&mut self.line).await;
        read.ok().filter(|length| *length > 0)
    }

    /// Reads lines until one contains a message. The chunk sizes are lines too, without a message.
    pub(crate) async fn read_message(&mut self) -> Option<()> {
        self.read_line().await?;
        while !self.line.starts_with("data:") {
            self.read_line().await?;
        }
        Some(())
    }
}

/// A request for a page; `cookie` is a whole header line or empty.
pub(crate) fn get(port: Word, path: &str, cookie: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{cookie}\r\n")
}

/// The request that casts a vote, or that asks for a key if it has no cookie.
pub(crate) fn post(port: Word, path: &str, cookie: &str, option: &str) -> String {
    let length = "option=".len() + option.len();
    let page = get(port, path, cookie).replacen("GET", "POST", 1);
    let head = page.trim_end();
    let kind = "Content-Type: application/x-www-form-urlencoded";
    format!("{head}\r\n{kind}\r\nContent-Length: {length}\r\n\r\noption={option}")
}

/// The header line with the cookie of a voter.
pub(crate) fn voter(cookie: &str) -> String {
    format!("Cookie: tn_voter={cookie}\r\n")
}
