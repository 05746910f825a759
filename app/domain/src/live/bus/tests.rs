//! The bus with a feature of numbered topics; tests choose how many exist.

use super::*;
use crate::live::feature::Answer;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering::SeqCst};

const KIND: &str = "number";
const OTHER: &str = "other";

#[derive(Default)]
struct Numbers {
    other: bool,
    value: AtomicI64,
    looks: AtomicUsize,
    begins_anew: bool,
}

impl Feature for Numbers {
    fn kind(&self) -> &'static str {
        if self.other { OTHER } else { KIND }
    }

    fn snapshot(&self, id: i64) -> Answer<'_, Option<Snapshot>> {
        self.looks.fetch_add(1, SeqCst);
        let value = self.value.load(SeqCst);
        Box::pin(async move { Ok((id < 1_000_000).then(|| Snapshot::same(&(id * 1_000 + value)))) })
    }

    fn begins_anew(&self) -> bool {
        self.begins_anew
    }
}

fn number(id: i64) -> Topic {
    Topic { kind: KIND, id }
}

fn bus_with(begins_anew: bool) -> (Bus, Arc<Numbers>) {
    let numbers = Arc::new(Numbers { begins_anew, ..Numbers::default() });
    let bus = Bus::open();
    bus.add(numbers.clone());
    (bus, numbers)
}

async fn stream(bus: &Bus, ids: impl IntoIterator<Item = i64>) -> Stream {
    let topics: Vec<Topic> = ids.into_iter().map(number).collect();
    bus.stream(&topics, &Reader::default()).await.expect("a stream")
}

async fn told(stream: &mut Stream) -> String {
    let next = time::timeout(Duration::from_secs(20), stream.next());
    next.await.expect("in time").expect("a stream that goes on")
}

#[tokio::test]
async fn many_screens_take_one_look() {
    let (bus, numbers) = bus_with(false);
    let mut streams = Vec::new();
    for _ in 0..1_000 {
        streams.push(stream(&bus, [7]).await);
    }
    assert_eq!(numbers.looks.load(SeqCst), 1);
    for stream in &mut streams {
        assert_eq!(told(stream).await, "event: number.7\ndata: 7000\n\n");
    }
    numbers.value.store(1, SeqCst);
    bus.changed([number(7), number(8)]);
    for stream in &mut streams {
        assert_eq!(told(stream).await, "event: number.7\ndata: 7001\n\n");
    }
    assert_eq!(numbers.looks.load(SeqCst), 2, "and nobody looks at what nobody listens to");
}

#[tokio::test]
async fn what_nobody_listens_to_any_more_is_kept_by_nobody() {
    let (bus, _) = bus_with(false);
    let first = stream(&bus, [1, 2]).await;
    for id in 0..10_000 {
        drop(stream(&bus, [id, 1, 2_000_000]).await);
    }
    let kept = || lock_ignoring_poison(&bus.0.topics).keys().map(|topic| topic.id).collect::<Vec<_>>();
    assert_eq!(kept(), [1, 2], "what another screen listens to stays");
    drop(first);
    assert!(kept().is_empty());
    bus.changed((0..100_000).map(number));
    // One more round, after which the reported changes are cleared too.
    let mut last = stream(&bus, [5]).await;
    told(&mut last).await;
    bus.changed([number(5)]);
    time::timeout(Duration::from_secs(20), async {
        while !lock_ignoring_poison(&bus.0.changed).is_empty() {
            tokio::task::yield_now().await;
        }
    })
    .await
    .expect("in time");
}

#[tokio::test]
async fn a_screen_that_begins_anew_is_told_no_older_news_after_it() {
    let (bus, numbers) = bus_with(true);
    let mut first = stream(&bus, [1]).await;
    assert_eq!(told(&mut first).await, "event: number.1\ndata: 1000\n\n");
    numbers.value.store(5, SeqCst);
    let mut second = stream(&bus, [1, 2]).await;
    let begins = "event: number.1\ndata: 1005\n\nevent: number.2\ndata: 2005\n\n";
    assert_eq!(told(&mut second).await, begins);
    numbers.value.store(6, SeqCst);
    bus.changed([number(1)]);
    for stream in [&mut first, &mut second] {
        assert_eq!(told(stream).await, "event: number.1\ndata: 1006\n\n");
    }
}

#[tokio::test]
async fn of_a_kind_that_changed_what_is_listened_to_is_loaded_and_nothing_else() {
    let (bus, numbers) = bus_with(false);
    let others = Arc::new(Numbers { other: true, ..Numbers::default() });
    bus.add(others.clone());
    let mut crowd = Vec::new();
    for id in 1..=10_000 {
        crowd.push(bus.stream(&[Topic { kind: OTHER, id }], &Reader::default()).await.expect("a stream"));
    }
    let mut one = stream(&bus, [1, 2]).await;
    told(&mut one).await;
    assert_eq!((numbers.looks.load(SeqCst), others.looks.load(SeqCst)), (2, 10_000));
    numbers.value.store(1, SeqCst);
    bus.kind_changed(KIND);
    assert_eq!(told(&mut one).await, "event: number.1\ndata: 1001\n\nevent: number.2\ndata: 2001\n\n");
    assert_eq!((numbers.looks.load(SeqCst), others.looks.load(SeqCst)), (4, 10_000));
    // A subscriber whose snapshot is the same gets no message: the next message is about the next change.
    bus.kind_changed(KIND);
    while numbers.looks.load(SeqCst) < 6 {
        tokio::task::yield_now().await;
    }
    numbers.value.store(2, SeqCst);
    bus.changed([number(2)]);
    assert_eq!(told(&mut one).await, "event: number.2\ndata: 2002\n\n");
}
