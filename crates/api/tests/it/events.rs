//! What happens, as it happens: who is told what, and that nothing is lost on the way.

use std::time::Duration;

use aval_api::events::feed;
use aval_client::{EventStream, Message, Received};
use aval_contract::EventKind;
use aval_contract::error::ErrorCode;
use aval_contract::notifications::NotificationKind;
use serde_json::json;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::util::{Actor, TestApp, both, incident};

/// What runs beside a server that is served in full.
struct Feed {
    stop: CancellationToken,
    task: JoinHandle<()>,
}

impl Feed {
    fn of(app: &TestApp) -> Self {
        let stop = CancellationToken::new();
        let task = tokio::spawn(feed(app.state.clone(), stop.clone()));
        Self { stop, task }
    }

    async fn stop(self) {
        self.stop.cancel();
        self.task.await.expect("it ends in order");
    }
}

/// Opens a stream and waits until it has begun; what came before that is left aside.
async fn listens(actor: &Actor) -> EventStream {
    let mut stream = actor.session.events(None).await.expect("a stream");
    while next(&mut stream).await.message != Message::Ready {}
    stream
}

async fn next(stream: &mut EventStream) -> Received {
    received(stream).await.expect("it goes on")
}

async fn received(stream: &mut EventStream) -> Option<Received> {
    let next = tokio::time::timeout(Duration::from_secs(20), stream.next()).await;
    next.expect("something in twenty seconds").expect("no lost connection")
}

/// The next thing that happened to a ticket.
async fn news(stream: &mut EventStream) -> (String, EventKind) {
    loop {
        if let Message::Ticket(news) = next(stream).await.message {
            return (news.ticket_number, news.kind);
        }
    }
}

both! {
    async fn each_hears_of_what_she_may_see_and_of_nothing_else(app: &TestApp) {
        let (acme, other) = (app.company("Acme").await, app.company("Otra").await);
        let (ana, olga) = (app.reporter("Ana", &acme).await, app.reporter("Olga", &other).await);
        let luis = app.engineer("Luis").await;
        let feed = Feed::of(app);
        let (mut hers, mut olgas, mut his) =
            (listens(&ana).await, listens(&olga).await, listens(&luis).await);

        let case = ana.opens(incident()).await;
        luis.notes(&case, "zumbayllu").await;
        luis.takes(&case).await;
        let foreign = olga.opens(incident()).await;

        assert_eq!(news(&mut hers).await, (case.number.clone(), EventKind::TicketOpened));
        assert_eq!(news(&mut hers).await, (case.number.clone(), EventKind::Assigned));
        assert_eq!(news(&mut olgas).await, (foreign.number.clone(), EventKind::TicketOpened));
        for expected in [
            (&case.number, EventKind::TicketOpened),
            (&case.number, EventKind::InternalNoteAdded),
            (&case.number, EventKind::Assigned),
            (&foreign.number, EventKind::TicketOpened),
        ] {
            let (number, kind) = news(&mut his).await;
            assert_eq!((&number, kind), expected);
        }
        feed.stop().await;
        assert_eq!(received(&mut hers).await, None, "it ends with the server");
    }

    async fn what_happened_meanwhile_comes_after_the_last_message(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let feed = Feed::of(app);
        let mut first = listens(&ana).await;
        let case = ana.opens(incident()).await;
        let last = loop {
            let received = next(&mut first).await;
            if matches!(received.message, Message::Ticket(_)) {
                break received.id;
            }
        };
        drop(first);
        luis.writes(&case, "Lo estamos mirando").await;
        let mut second = ana.session.events(last).await.expect("a stream");
        let mut seen = Vec::new();
        loop {
            match next(&mut second).await.message {
                Message::Ready => break,
                Message::Ticket(news) => seen.push(news.kind),
                Message::Notification(_) => {}
                Message::Reset => panic!("so little is told one by one"),
            }
        }
        assert!(seen.contains(&EventKind::MessagePosted), "{seen:?}");
        feed.stop().await;
    }

    async fn a_person_is_told_what_is_for_her_on_any_replica(app: &TestApp) {
        // SQLite has one server only: there the other one stands for a worker beside it.
        let replica = app.replica(|_| {}).await;
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let feed = Feed::of(&replica);
        let mut hers = listens(&ana.at(&replica)).await;
        let case = ana.opens(incident()).await;
        luis.writes(&case, "¿Desde cuándo ocurre?").await;
        let told = loop {
            match next(&mut hers).await.message {
                Message::Notification(told) if told.kind == NotificationKind::SupportAnswered => {
                    break told;
                }
                _ => {}
            }
        };
        assert_eq!((told.ticket_number, told.actor_name), (case.number, Some("Luis".to_owned())));
        feed.stop().await;
        replica.stop().await;
    }

    async fn who_signs_out_hears_nothing_after_five_seconds(app: &TestApp) {
        let acme = app.company("Acme").await;
        let ana = app.reporter("Ana", &acme).await;
        let feed = Feed::of(app);
        let mut hers = listens(&ana).await;
        let began = tokio::time::Instant::now();
        app.sql("UPDATE sessions SET ended_at = created_at").await;
        assert_eq!(received(&mut hers).await, None);
        assert!(began.elapsed() < Duration::from_secs(15), "{:?}", began.elapsed());
        feed.stop().await;
    }

    async fn streams_of_one_person_are_limited_and_odd_ids_refused(app: &TestApp) {
        let acme = app.company("Acme").await;
        let ana = app.reporter("Ana", &acme).await;
        let feed = Feed::of(app);
        let mut open = Vec::new();
        for _ in 0..20 {
            open.push(listens(&ana).await);
        }
        let refused = ana.session.events(None).await.expect_err("too many");
        assert_eq!(refused.code(), Some(ErrorCode::RateLimited));
        drop(open);
        let odd = ana.ask("GET", "/api/v1/events").header("last-event-id", "ayer").send().await;
        odd.is_refused(422, ErrorCode::ValidationFailed);
        app.ask("GET", "/api/v1/events").send().await.is_refused(401, ErrorCode::Unauthorized);
        feed.stop().await;
    }

    async fn after_too_much_one_loads_anew(app: &TestApp) {
        let acme = app.company("Acme").await;
        let ana = app.reporter("Ana", &acme).await;
        let case = ana.opens(incident()).await;
        many_events(app, case.id, 1_000).await;
        let feed = Feed::of(app);
        let mut hers = ana.session.events(Some(Uuid::now_v7())).await.expect("a stream");
        assert_eq!(next(&mut hers).await.message, Message::Reset);
        assert_eq!(next(&mut hers).await.message, Message::Ready);
        feed.stop().await;
    }
}

/// As if this much had happened to a ticket just now.
async fn many_events(app: &TestApp, ticket: Uuid, count: i64) {
    use aval_api::db::event;
    use sea_orm::{
        ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _,
        QueryFilter as _,
    };
    let one = event::Entity::find()
        .filter(event::Column::TicketId.eq(ticket))
        .one(app.state.db.read())
        .await
        .expect("asked")
        .expect("an event");
    app.in_database(async |tx| {
        for stretch in 0..count / 100 {
            let rows = (0..100).map(|place| {
                event::Model {
                    id: Uuid::now_v7(),
                    seq: 10 + stretch * 100 + place,
                    data: json!({}).to_string(),
                    ..one.clone()
                }
                .into_active_model()
                .reset_all()
            });
            event::Entity::insert_many(rows).exec_without_returning(tx).await.expect("inserted");
        }
    })
    .await;
}
