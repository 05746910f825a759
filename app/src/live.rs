//! The event stream of the open tab: one, about what stands on the page, while somebody looks at it.
//!
//! A hidden tab closes it, a changed page opens it anew, and a broken one comes back by itself: browsers would come back
//! too, but all at the same moment.

use crate::{
    polls::open_polls::OpenPolls,
    routes,
    ui::{arrival::Arrivals, dom::on_document},
};
use domain::{id::PollId, live::Message, statistics::Figures};
use leptos::wasm_bindgen::{JsCast, JsValue, closure::Closure};
use leptos::{ev, leptos_dom::helpers::TimeoutHandle, prelude::*};
use std::{collections::BTreeMap, time::Duration};
use web_sys::{EventSource, MessageEvent, VisibilityState};

/// How long the first pause after a break is, in milliseconds; each further one is twice as long.
const PAUSE: u32 = 1_000;
/// The longest pause, in milliseconds.
const LONGEST_PAUSE: u32 = 30_000;

/// Whether what stands on the page moves by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Connection {
    /// Nobody has asked for it yet.
    Off,
    /// Changes arrive at once.
    On,
    /// It broke, and is being mended.
    Broken,
}

/// What a screen reader is told of what moves. Draws nothing to be seen.
#[component]
pub fn SpokenChanges() -> impl IntoView {
    let summary = expect_context::<OpenPolls>().summary();
    view! { <p class="visually-hidden" aria-live="polite">{summary}</p> }
}

/// The stream of this tab.
#[derive(Debug, Clone, Copy)]
pub struct Live {
    connection: RwSignal<Connection>,
    /// How many parts of the page show each poll.
    topics: StoredValue<BTreeMap<PollId, u32>>,
    /// Made in the browser alone: what belongs to one thread must not be dropped by the server's others.
    stream: StoredValue<Option<StoredValue<Stream, LocalStorage>>>,
    /// How often it broke in a row.
    breaks: StoredValue<u32>,
    retry: StoredValue<Option<TimeoutHandle>>,
    polls: OpenPolls,
    /// The visitor statistics; none where the page does not show them.
    figures: RwSignal<Option<Figures>>,
    /// None where pages do not follow one another: in a frame.
    arrivals: Option<Arrivals>,
}

/// An open stream. Its listeners go with it.
#[derive(Debug)]
struct Stream {
    source: EventSource,
    address: String,
    _listeners: [Closure<dyn Fn(MessageEvent)>; 3],
}

impl Live {
    /// Provides the stream, and the polls that it keeps current, to the whole site.
    pub(crate) fn provide() -> Self {
        let polls = OpenPolls::provide();
        let live = Self {
            connection: RwSignal::new(Connection::Off),
            topics: StoredValue::new(BTreeMap::new()),
            stream: StoredValue::new(None),
            breaks: StoredValue::new(0),
            retry: StoredValue::new(None),
            polls,
            figures: RwSignal::new(None),
            arrivals: use_context::<Arrivals>(),
        };
        provide_context(live);
        // An effect runs in the browser alone, and this one once.
        Effect::new(move |_| {
            on_document("visibilitychange", move |_| live.settle());
            window_event_listener(ev::online, move |_| {
                if live.connection.get_untracked() == Connection::Broken {
                    live.reopen();
                }
                live.back();
            });
        });
        live
    }

    /// Whether changes arrive.
    pub(crate) fn connection(self) -> Connection {
        self.connection.get()
    }

    /// Keeps a poll current for as long as the part of the page that calls this stands. To be called in an effect.
    pub(crate) fn watch(self, poll: PollId) {
        self.topics.update_value(|topics| *topics.entry(poll).or_default() += 1);
        self.settle_soon();
        on_cleanup(move || {
            self.topics.try_update_value(|topics| {
                if let Some(watchers) = topics.get_mut(&poll) {
                    *watchers -= 1;
                }
                topics.retain(|_, watchers| *watchers > 0);
            });
            self.settle_soon();
        });
    }

    /// The visitor statistics, kept current from now on.
    pub(crate) fn figures(self, figures: Figures) -> RwSignal<Option<Figures>> {
        self.figures.set(Some(figures));
        Effect::new(move |_| self.settle_soon());
        self.figures
    }

    /// Opens the stream anew: it broke, or a voter may see more than before.
    pub(crate) fn reopen(self) {
        self.close();
        self.settle();
    }

    /// The site can be reached again.
    fn back(self) {
        if let Some(arrivals) = self.arrivals {
            arrivals.retry();
        }
    }

    /// When the page under way stands: on a move parts go and come one by one.
    fn settle_soon(self) {
        set_timeout(move || self.settle(), Duration::ZERO);
    }

    /// Opens, closes or leaves the stream, whatever fits the page and whether somebody looks at it.
    fn settle(self) {
        let Some(topics) = self.topics.try_with_value(|topics| topics.keys().copied().collect::<Vec<_>>())
        else {
            return;
        };
        let statistics = self.figures.with_untracked(Option::is_some);
        if (topics.is_empty() && !statistics) || document().visibility_state() == VisibilityState::Hidden {
            return self.close();
        }
        let address = routes::live(&topics, statistics);
        let fits = |stream: &Stream| stream.address == address;
        if !self.stream.get_value().is_some_and(|stream| stream.with_value(fits)) {
            self.close();
            self.open(address);
        }
    }

    fn close(self) {
        if let Some(Some(retry)) = self.retry.try_update_value(Option::take) {
            retry.clear();
        }
        if let Some(Some(stream)) = self.stream.try_update_value(Option::take) {
            stream.with_value(|stream| stream.source.close());
            stream.dispose();
        }
    }

    fn open(self, address: String) {
        // Without the constructor the browser has no event streams: the page stays as it is.
        let Ok(source) = EventSource::new(&address) else { return };
        let opened = Closure::new(move |_| {
            self.breaks.set_value(0);
            self.connection.set(Connection::On);
            self.back();
        });
        let message = Closure::new(move |event: MessageEvent| {
            let text = event.data().as_string().unwrap_or_default();
            match serde_json::from_str(&text) {
                Ok(Message::Poll(standing)) => {
                    let online =
                        self.figures.with_untracked(|figures| figures.as_ref().map_or(0, |it| it.online));
                    self.polls.take(standing, online);
                }
                Ok(Message::Statistics(figures)) => self.figures.set(Some(figures)),
                // The server has a newer version than this page: the next full load brings it.
                Err(_) => self.end(),
            }
        });
        let broken = Closure::new(move |_| self.mend());
        let listener = |listener: &Closure<dyn Fn(MessageEvent)>| -> js_sys::Function {
            let value: &JsValue = listener.as_ref();
            value.clone().unchecked_into()
        };
        source.set_onopen(Some(&listener(&opened)));
        source.set_onmessage(Some(&listener(&message)));
        source.set_onerror(Some(&listener(&broken)));
        let stream = Stream { source, address, _listeners: [opened, message, broken] };
        self.stream.set_value(Some(StoredValue::new_local(stream)));
    }

    /// Tries again after a pause that is not the same in all browsers.
    fn mend(self) {
        let breaks = self.breaks.get_value().min(5);
        self.breaks.set_value(breaks + 1);
        let pause = (PAUSE << breaks).min(LONGEST_PAUSE);
        let pause = pause / 2 + (js_sys::Math::random() * f64::from(pause)) as u32;
        self.end();
        let again = set_timeout_with_handle(move || self.reopen(), Duration::from_millis(pause.into()));
        self.retry.set_value(again.ok());
    }

    /// Ends the stream from within one of its listeners, which must not be dropped while it runs.
    fn end(self) {
        if let Some(stream) = self.stream.get_value() {
            stream.with_value(|stream| stream.source.close());
        }
        self.connection.set(Connection::Broken);
    }
}
