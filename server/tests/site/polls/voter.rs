//! A browser that keeps its cookie.

use crate::support::{Answer, PEER, TestSite, form, peer, request};
use app::polls::calls::VoteAnswer;
use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{Method, StatusCode, header},
};

pub(crate) struct Voter<'a> {
    site: &'a TestSite,
    /// Name and value, as the browser sends them; empty at first.
    pub(crate) cookie: String,
    /// The address, and the proxies.
    pub(crate) peer: &'static str,
    pub(crate) forwarded: Option<&'static str>,
}

impl<'a> Voter<'a> {
    /// A new browser.
    pub(crate) fn new(site: &'a TestSite) -> Self {
        Self { site, cookie: String::new(), peer: PEER, forwarded: None }
    }

    /// A browser with this cookie.
    pub(crate) fn bringing(site: &'a TestSite, cookie: &str) -> Self {
        Self { cookie: cookie.to_owned(), ..Self::new(site) }
    }

    /// A browser that got its cookie from this poll.
    pub(crate) async fn with_key(site: &'a TestSite, poll: &str) -> Self {
        let mut voter = Self::new(site);
        let answer = voter.post(&format!("/binh-chon/{poll}"), &[], b"").await;
        assert_eq!(answer.status, StatusCode::TEMPORARY_REDIRECT, "{}", answer.text);
        assert!(!voter.cookie.is_empty(), "a key is given");
        voter
    }

    fn headers<'h>(&'h self, more: &[(&'h str, &'h str)]) -> Vec<(&'h str, &'h str)> {
        let cookie = Some(("cookie", self.cookie.as_str())).filter(|(_, cookie)| !cookie.is_empty());
        let forwarded = self.forwarded.map(|by| ("x-forwarded-for", by));
        cookie.into_iter().chain(forwarded).chain(more.iter().copied()).collect()
    }

    /// Sends once, without following redirects.
    pub(crate) async fn post(&mut self, address: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut request = form(address, &self.headers(headers), body);
        request.extensions_mut().insert(ConnectInfo(peer(self.peer)));
        let answer = Answer::of(self.site.send(request).await).await;
        if let Some(given) = answer.headers.get(header::SET_COOKIE) {
            let given = given.to_str().expect("a cookie");
            self.cookie = given.split(';').next().unwrap_or_default().to_owned();
        }
        answer
    }

    /// Sends the form of a poll, and again if redirected with a new cookie.
    pub(crate) async fn send(&mut self, poll: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let answer = self.post(&format!("/binh-chon/{poll}"), headers, body).await;
        if answer.status != StatusCode::TEMPORARY_REDIRECT {
            return answer;
        }
        self.post(answer.header("location"), headers, body).await
    }

    /// Votes for these options.
    pub(crate) async fn vote(&mut self, poll: &str, options: &[u32]) -> Answer {
        let fields: Vec<String> = options.iter().map(|option| format!("option={option}")).collect();
        self.send(poll, &[], fields.join("&").as_bytes()).await
    }

    /// Votes, and checks that the vote counts.
    pub(crate) async fn votes(mut self, poll: &str, options: &[u32]) -> Self {
        let answer = self.vote(poll, options).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        self
    }

    pub(crate) async fn get(&self, address: &str) -> Answer {
        let headers = self.headers(&[("accept", "text/html")]);
        Answer::of(self.site.send(request(Method::GET, address, &headers, Body::empty())).await).await
    }

    /// Votes like the hydrated page.
    pub(crate) async fn call(&mut self, poll: &str, options: &[u32]) -> VoteAnswer {
        let choices: String =
            options.iter().enumerate().map(|(place, option)| format!("&choices[{place}]={option}")).collect();
        let answer = self.post("/api/polls/cast", &[], format!("poll={poll}{choices}").as_bytes()).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        serde_json::from_str(&answer.text).expect("what the voter is told")
    }
}
