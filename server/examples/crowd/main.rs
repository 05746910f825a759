//! A load generator for the site: a crowd of voters, readers and live streams on 127.0.0.1.
//!
//! * `vote PORT POLL OPTIONS VOTERS CONNECTIONS [--keys FILE]`: many voters, one vote each.
//! * `same PORT POLL OPTION TIMES CONNECTIONS`: one voter sends the same vote many times.
//! * `streams PORT TOPICS COUNT`: many live streams; after the line `ready` it takes the lines
//!   `go`, `vote POLL COOKIE OPTION` and `idle SECONDS` from standard input.
//! * `article PORT PATH CONNECTIONS SECONDS`: readers of one page.
//! * `check PORT FILE`: are the votes that `vote --keys` noted still there?
//!
//! The figures are one line of JSON; `broken` counts the connections that broke or never opened.
#![expect(clippy::expect_used, reason = "a test tool stops at a mistake")]
#![expect(clippy::print_stdout, reason = "the figures go there")]

mod http;

use http::{ANSWER_LIMIT, Connection, after, get, post, voter};
use std::fs::{File, read_to_string};
use std::io::{Write as _, stdin, stdout};
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::sync::{LazyLock, OnceLock};
use std::time::{Duration, Instant};
use std::{env, iter, process, str};
use tokio::io::AsyncWriteExt as _;
use tokio::time::{sleep, timeout};
use tokio::{sync::Semaphore, task::JoinSet};

/// A word of the command line; it lives as long as the program.
type Word = &'static str;

/// Where the lines of acknowledged votes go.
static KEYS: OnceLock<File> = OnceLock::new();

/// Streams keep the time of their first message after this instant, in µs; between rounds that of their last
/// message.
static SINCE: AtomicU64 = AtomicU64::new(u64::MAX);

/// Limits how many streams connect concurrently.
static GATE: Semaphore = Semaphore::const_new(500);

#[tokio::main(flavor = "multi_thread", worker_threads = 1)]
async fn main() {
    let words: Vec<Word> = env::args().skip(1).map(|word| &*word.leak()).collect();
    let words = match *words {
        [ref before @ .., "--keys", file] => {
            let file = File::options().create(true).append(true).open(file);
            KEYS.get_or_init(|| file.expect("the keys file can be opened"));
            before
        }
        _ => &words,
    };
    let line = match *words {
        ["vote", port, poll, options, voters, open] => {
            let options = options.split(',').cycle().take(number(voters)).collect();
            vote(port, poll, options, number(open)).await
        }
        ["same", port, poll, option, times, open] => {
            same(port, poll, option, number(times), number(open)).await
        }
        ["streams", port, topics, count] => return streams(port, topics, number(count)).await,
        ["article", port, path, open, seconds] => article(port, path, number(open), number(seconds)).await,
        ["check", port, file] => check(port, file).await,
        _ => {
            say("crowd vote|same|streams|article|check PORT ... (see the top of the source)");
            process::exit(2)
        }
    };
    say(&line);
}

/// Prints one line, and flushes.
fn say(line: &str) {
    println!("{line}");
    stdout().flush().expect("standard output is open");
}

fn number<T: str::FromStr>(word: &str) -> T {
    word.parse().ok().expect("a whole number that fits")
}

/// The time since the first call, in µs, never 0.
fn micros() -> u64 {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    u64::try_from(START.elapsed().as_micros() + 1).expect("the program is young")
}

/// A request, and its line for the keys file.
type Task = (String, String);

/// A connection and its tasks; `None` if it failed.
type Share<Tasks> = Option<(Connection, Tasks)>;

/// Opens a connection and requests one key for each option; returns the votes with these keys.
async fn get_keys(port: Word, poll: Word, options: Vec<Word>) -> Share<Vec<Task>> {
    let (mut connection, mut votes) = (Connection::open(port).await?, Vec::new());
    for option in options {
        let request = post(port, &format!("/binh-chon/{poll}"), "", option);
        let answer = connection.ask(&request).await?;
        let value = after(&answer.head, "set-cookie: tn_voter=");
        let cookie = value.and_then(|value| value.split(';').next());
        if let (Some(cookie), Some(place)) = (cookie, after(&answer.head, "location: ")) {
            let line = format!("{poll} {cookie}\n");
            votes.push((post(port, place, &voter(cookie), option), line));
        }
    }
    Some((connection, votes))
}

/// Sends the requests one after the other until the connection fails. Returns the status of each response, 0
/// after a failure, and its time in µs.
async fn work(share: Share<impl IntoIterator<Item = Task>>) -> Vec<(u16, u64)> {
    let Some((mut connection, tasks)) = share else {
        return vec![(0, 0)];
    };
    let mut visits = Vec::new();
    for (request, line) in tasks {
        let asked = micros();
        let status = connection.ask(&request).await.map_or(0, |answer| answer.status);
        visits.push((status, micros() - asked));
        if let (303, Some(mut keys)) = (status, KEYS.get()) {
            keys.write_all(line.as_bytes()).expect("the file takes a line");
        }
        if status == 0 {
            break;
        }
    }
    visits
}

/// Runs all tasks and returns the figures; `good` is the status of success.
async fn work_all<Tasks>(shares: Vec<Share<Tasks>>, good: u16, names: [&str; 2]) -> String
where
    Tasks: IntoIterator<Item = Task, IntoIter: Send> + Send + 'static,
{
    let start = Instant::now();
    let workers: JoinSet<_> = shares.into_iter().map(work).collect();
    let visits = workers.join_all().await.concat();
    let seconds = start.elapsed().as_secs_f64();
    let (good, bad): (Vec<_>, Vec<_>) = visits.into_iter().partition(|visit| visit.0 == good);
    let broken = bad.iter().filter(|visit| visit.0 == 0).count();
    let (count, refused, [counted, per_second]) = (good.len(), bad.len() - broken, names);
    let rate = f64::from(u32::try_from(count).expect("fewer answers")) / seconds;
    let times = percentiles(good.iter().map(|visit| visit.1).collect());
    let counts = format!(r#""{counted}":{count},"refused":{refused},"broken":{broken}"#);
    format!(r#"{{{counts},"seconds":{seconds:.3},"{per_second}":{rate:.1},{times}}}"#)
}

/// The percentiles of times in µs: 50, 99 and 100.
fn percentiles(mut times: Vec<u64>) -> String {
    times.sort_unstable();
    let [p50, p99, last] = [50, 99, 100].map(|percent| {
        let rank = (times.len() * percent).div_ceil(100).saturating_sub(1);
        let micros = times.get(rank).copied().unwrap_or(0);
        Duration::from_micros(micros).as_secs_f64() * 1000.0
    });
    format!(r#""p50_ms":{p50:.3},"p99_ms":{p99:.3},"last_ms":{last:.3}"#)
}

const VOTES: [&str; 2] = ["acknowledged", "votes_per_second"];

/// Many voters: all of them get their keys first, then all of them vote.
async fn vote(port: Word, poll: Word, options: Vec<Word>, connections: usize) -> String {
    let mut askers = JoinSet::new();
    for first in 0..connections {
        let share = options.iter().skip(first).step_by(connections);
        askers.spawn(get_keys(port, poll, share.copied().collect()));
    }
    work_all(askers.join_all().await, 303, VOTES).await
}

/// One voter who sends the same vote many times at once.
async fn same(port: Word, poll: Word, option: Word, times: usize, connections: usize) -> String {
    let (_, votes) = get_keys(port, poll, vec![option]).await.expect("the site is there");
    let vote = votes.first().expect("the site gives a key");
    let mut shares = Vec::new();
    for first in 0..connections {
        let tasks = iter::repeat_n(vote.clone(), (first..times).step_by(connections).len());
        shares.push(Connection::open(port).await.map(|open| (open, tasks)));
    }
    work_all(shares, 303, VOTES).await
}

/// Readers of one page.
async fn article(port: Word, path: Word, connections: usize, seconds: u64) -> String {
    let task = (get(port, path, ""), String::new());
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut shares = Vec::new();
    for _ in 0..connections {
        let tasks = iter::repeat(task.clone()).take_while(move |_| Instant::now() < end);
        shares.push(Connection::open(port).await.map(|open| (open, tasks)));
    }
    work_all(shares, 200, ["answers", "per_second"]).await
}

/// Checks for each recorded vote whether the site still has it.
async fn check(port: Word, file: Word) -> String {
    let mut connection = Connection::open(port).await.expect("the site is there");
    let (mut checked, mut missing) = (0, 0);
    for line in read_to_string(file).expect("the file can be read").lines() {
        let (poll, cookie) = line.split_once(' ').expect("a line is POLL COOKIE");
        let request = get(port, &format!("/binh-chon/{poll}"), &voter(cookie));
        let answer = connection.ask(&request).await.expect("the site answers");
        checked += 1;
        missing += u32::from(!String::from_utf8_lossy(&answer.body).contains("Mã phiếu"));
    }
    format!(r#"{{"checked":{checked},"missing":{missing}}}"#)
}

/// Waits until each stream has received a message since `since`; returns the delays.
async fn wait(heard: &[AtomicU64], since: u64, seconds: u64) -> Vec<u64> {
    let asked = Instant::now();
    loop {
        let delays = heard.iter().map(|time| time.load(SeqCst).checked_sub(since));
        let delays: Vec<u64> = delays.flatten().collect();
        if delays.len() == heard.len() || asked.elapsed().as_secs() >= seconds {
            return delays;
        }
        sleep(Duration::from_millis(5)).await;
    }
}

/// Casts a vote, if there is one, and measures when the streams receive a message.
async fn measure(heard: &[AtomicU64], vote: Option<(Connection, String)>) {
    let (since, mut status) = (micros(), 0);
    SINCE.store(since, SeqCst);
    if let Some((mut connection, request)) = vote {
        status = connection.ask(&request).await.map_or(0, |answer| answer.status);
    }
    let delays = wait(heard, since, 10).await;
    SINCE.store(u64::MAX, SeqCst);
    let (count, missing) = (delays.len(), heard.len() - delays.len());
    let times = percentiles(delays);
    say(&format!(r#"{{{times},"count":{count},"missing":{missing},"status":{status}}}"#));
}

/// Opens a stream and waits for its snapshot.
async fn open_stream(port: Word, topics: Word) -> Option<Connection> {
    let mut stream = Connection::open(port).await?;
    let request = get(port, &format!("/live?topics={topics}"), "");
    stream.stream.write_all(request.as_bytes()).await.ok()?;
    stream.read_line().await.filter(|_| stream.line.contains(" 200 "))?;
    stream.read_message().await.map(|()| stream)
}

/// Opens a stream, retrying if needed, and records when it receives something.
async fn listen(heard: &AtomicU64, port: Word, topics: Word) -> Option<()> {
    let mut stream = loop {
        let _permit = GATE.acquire().await.ok()?;
        if let Ok(Some(stream)) = timeout(ANSWER_LIMIT, open_stream(port, topics)).await {
            break stream;
        }
        sleep(Duration::from_millis(250)).await;
    };
    loop {
        let now = micros();
        if heard.load(SeqCst) < SINCE.load(SeqCst) {
            heard.store(now, SeqCst);
        }
        stream.read_message().await?;
    }
}

/// Many live streams. Standard input is read on the main thread, which runs no stream.
async fn streams(port: Word, topics: Word, count: usize) {
    let heard: Vec<AtomicU64> = (0..count).map(|_| AtomicU64::new(0)).collect();
    let heard: &'static [AtomicU64] = heard.leak();
    for one in heard {
        tokio::spawn(listen(one, port, topics));
    }
    let ready = wait(heard, 1, 180).await.len();
    assert_eq!(ready, count, "some streams got no snapshot");
    say("ready");
    for line in stdin().lines() {
        let line = line.expect("standard input is text");
        match *line.split_whitespace().collect::<Vec<_>>() {
            ["go"] => measure(heard, None).await,
            ["vote", poll, cookie, option] => {
                let place = format!("/binh-chon/{poll}?khoa=1");
                let request = post(port, &place, &voter(cookie), option);
                let connection = Connection::open(port).await.expect("the site is there");
                sleep(Duration::from_millis(50)).await; // time for the site to accept the connection
                measure(heard, Some((connection, request))).await;
            }
            ["idle", seconds] => sleep(Duration::from_secs(number(seconds))).await,
            _ => say("go | vote POLL COOKIE OPTION | idle SECONDS"),
        }
    }
}
