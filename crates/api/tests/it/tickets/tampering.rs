//! Nobody changes the record unseen: the database refuses, and what gets around it is found.

use aval_api::db::event::{Column, Entity};
use aval_api::db::{event, message, ticket};
use aval_contract::tickets::Visibility;
use aval_contract::timeline::Verification;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, ConnectionTrait as _, EntityTrait as _, QueryFilter as _};
use sea_orm::{QueryOrder as _, TransactionTrait as _};
use serde_json::json;
use uuid::Uuid;

use crate::util::{Actor, Binary, Case, TestApp, both, incident};

/// Takes away what keeps events from being changed, as somebody with the database's keys could.
async fn disarm(app: &TestApp) {
    if app.is_postgres() {
        app.sql("ALTER TABLE events DISABLE TRIGGER ALL").await;
    } else {
        app.sql("DROP TRIGGER events_are_never_changed").await;
        app.sql("DROP TRIGGER events_are_never_removed").await;
    }
}

/// Sets a column of one event.
async fn change(app: &TestApp, id: Uuid, column: Column, value: impl Into<sea_orm::Value>) {
    let value = value.into();
    app.in_database(async |tx| {
        let result = Entity::update_many()
            .col_expr(column, Expr::value(value.clone()))
            .filter(Column::Id.eq(id))
            .exec(tx)
            .await
            .expect("changed");
        assert_eq!(result.rows_affected, 1);
    })
    .await;
}

async fn public_events(app: &TestApp, case: &Case) -> Vec<event::Model> {
    Entity::find()
        .filter(Column::TicketId.eq(case.id))
        .filter(Column::Visibility.eq("public"))
        .order_by_asc(Column::Seq)
        .all(app.state.db.read())
        .await
        .expect("events")
}

/// The endpoint and the command say the same.
async fn found(app: &TestApp, actor: &Actor, case: &Case) -> Verification {
    let verification = actor.verifies(case).await;
    let audit = Binary::new(app.database_url(), app.dir()).run(&["audit", "verify"]);
    let told = String::from_utf8_lossy(&audit.stdout).into_owned();
    assert_eq!(audit.status.success(), verification.verified, "{told}");
    assert_eq!(told.contains(&format!("{}:", case.number)), !verification.verified, "{told}");
    verification
}

/// A ticket with five public events and an internal note, and one that is left alone.
async fn story(app: &TestApp) -> (Actor, Actor, Case) {
    let acme = app.company("Acme").await;
    let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
    let (case, other) = (ana.opens(incident()).await, ana.opens(incident()).await);
    luis.takes(&case).await;
    for text in ["uno", "dos", "tres"] {
        ana.writes(&case, text).await;
    }
    luis.notes(&case, "cuatro").await;
    ana.writes(&other, "cinco").await;
    assert!(found(app, &ana, &case).await.verified);
    (ana, luis, case)
}

both! {
    async fn the_database_refuses_to_change_or_remove_an_event(app: &TestApp) {
        story(app).await;
        for statement in [
            "UPDATE events SET actor_name = 'Otra'",
            "DELETE FROM events",
            "DELETE FROM events WHERE seq = 3",
        ] {
            let tx = app.state.db.begin().await.expect("a transaction");
            let refusal = tx.execute_unprepared(statement).await.expect_err(statement);
            assert!(refusal.to_string().contains("append-only"), "{refusal}");
            tx.rollback().await.expect("rolled back");
        }
    }

    async fn a_changed_event_is_found(app: &TestApp) {
        let (ana, _, case) = story(app).await;
        let events = public_events(app, &case).await;
        disarm(app).await;
        change(app, events[1].id, Column::ActorName, "Otra persona").await;
        let verification = found(app, &ana, &case).await;
        assert_eq!((verification.verified, verification.first_broken_seq), (false, Some(2)));
        change(app, events[1].id, Column::ActorName, events[1].actor_name.clone()).await;
        assert!(found(app, &ana, &case).await.verified);
        let data = events[0].data.replace("sin audio", "con audio");
        assert_ne!(data, events[0].data);
        change(app, events[0].id, Column::Data, data).await;
        assert_eq!(found(app, &ana, &case).await.first_broken_seq, Some(1));
    }

    async fn a_removed_event_is_found_at_any_place(app: &TestApp) {
        let (ana, _, case) = story(app).await;
        let events = public_events(app, &case).await;
        disarm(app).await;
        // From the end on: each removal alone is a gap that shows.
        for event in events.iter().rev() {
            app.in_database(async |tx| {
                Entity::delete_by_id(event.id).exec(tx).await.expect("removed");
            })
            .await;
            let verification = ana.verifies(&case).await;
            assert!(!verification.verified, "without event {}", event.seq);
        }
        assert!(!found(app, &ana, &case).await.verified);
    }

    async fn swapped_events_are_found(app: &TestApp) {
        let (ana, _, case) = story(app).await;
        let events = public_events(app, &case).await;
        disarm(app).await;
        let (third, fourth) = (&events[2], &events[3]);
        change(app, third.id, Column::Seq, -1_i64).await;
        change(app, fourth.id, Column::Seq, third.seq).await;
        change(app, third.id, Column::Seq, fourth.seq).await;
        let verification = found(app, &ana, &case).await;
        assert_eq!(verification.first_broken_seq, Some(3));
    }

    async fn a_changed_or_removed_message_is_found(app: &TestApp) {
        let (ana, luis, case) = story(app).await;
        let timeline = ana.timeline(&case).await;
        let entry = timeline.iter().find(|entry| entry.message.is_some()).expect("a message");
        let id = entry.message.as_ref().expect("a message").id;
        let set = async |body: &str| {
            app.in_database(async |tx| {
                message::Entity::update_many()
                    .col_expr(message::Column::Body, Expr::value(body))
                    .filter(message::Column::Id.eq(id))
                    .exec(tx)
                    .await
                    .expect("changed");
            })
            .await;
        };
        set("otra cosa").await;
        assert_eq!(found(app, &ana, &case).await.first_broken_seq, Some(entry.seq));
        set("uno").await;
        assert!(found(app, &luis, &case).await.verified);
        app.sql("DELETE FROM messages WHERE body = 'uno'").await;
        assert_eq!(found(app, &ana, &case).await.first_broken_seq, Some(entry.seq));
    }

    async fn a_window_that_is_said_to_have_been_another_one_is_found(app: &TestApp) {
        let (ana, _, case) = story(app).await;
        let starts_at = aval_domain::calendar::Calendar::default()
            .close_of_nth_business_day(aval_api::clock::now(), 5)
            .expect("a supported year");
        let window = serde_json::json!({
            "starts_at": starts_at, "ends_at": starts_at + chrono::TimeDelta::hours(2),
            "task": "Cambiar la troncal", "contact": "Portería"
        });
        let version = ana.sees(&case).await.version;
        let path = format!("/api/v1/tickets/{}/after-hours", case.id);
        ana.ask("POST", &path).seen(version).json(&window).send().await.is(201);
        assert!(ana.verifies(&case).await.verified);
        let asked = public_events(app, &case).await.pop().expect("an event");
        assert!(asked.data.contains("Cambiar la troncal"), "{}", asked.data);
        disarm(app).await;
        let data = asked.data.replace("Cambiar", "Revisar");
        change(app, asked.id, Column::Data, data).await;
        assert_eq!(found(app, &ana, &case).await.first_broken_seq, Some(asked.seq));
    }

    async fn a_changed_note_is_found_by_staff(app: &TestApp) {
        let (ana, luis, case) = story(app).await;
        app.sql("UPDATE internal_notes SET body = 'otra'").await;
        assert!(!luis.verifies(&case).await.verified);
        assert!(ana.verifies(&case).await.verified, "the customer's record is whole");
    }

    async fn a_changed_or_removed_file_is_found(app: &TestApp) {
        let (ana, luis, case) = story(app).await;
        let sent = ana.uploads("a.txt", b"uno").await;
        ana.posts_message(&case, "Adjunto", Visibility::Public, vec![sent.id]).await;
        let told = ana.timeline(&case).await.pop().expect("an event");
        assert_eq!(told.data["attachments"], json!([{ "id": sent.id, "sha256": sent.sha256 }]));
        let trace = luis.uploads("traza.txt", b"dos").await;
        luis.posts_message(&case, "Traza", Visibility::Internal, vec![trace.id]).await;
        assert!(found(app, &luis, &case).await.verified);

        let forge = async |digest: &str| {
            app.sql(&format!("UPDATE attachments SET sha256 = '{digest}' WHERE name = 'a.txt'"))
                .await;
        };
        forge(&"0".repeat(64)).await;
        assert_eq!(found(app, &ana, &case).await.first_broken_seq, Some(told.seq));
        forge(&sent.sha256).await;
        assert!(found(app, &luis, &case).await.verified);
        // A file of support's that a customer could read from then on.
        app.sql("UPDATE attachments SET internal = false WHERE name = 'traza.txt'").await;
        assert!(!found(app, &luis, &case).await.verified);
        app.sql("UPDATE attachments SET internal = true WHERE name = 'traza.txt'").await;
        app.sql("DELETE FROM attachments WHERE name = 'a.txt'").await;
        assert_eq!(found(app, &ana, &case).await.first_broken_seq, Some(told.seq));
    }

    async fn a_ticket_that_is_gone_with_all_its_events_is_found(app: &TestApp) {
        let (_, _, case) = story(app).await;
        let audit = || {
            let audit = Binary::new(app.database_url(), app.dir()).run(&["audit", "verify"]);
            let told = String::from_utf8_lossy(&audit.stdout).into_owned();
            (audit.status.success(), told)
        };
        disarm(app).await;
        for table in ["events", "messages", "internal_notes", "timers", "notifications"] {
            app.sql(&format!(
                "DELETE FROM {table} WHERE ticket_id = (SELECT id FROM tickets WHERE number = 1)"
            ))
            .await;
        }
        app.sql("DELETE FROM tickets WHERE number = 1").await;
        let (whole, told) = audit();
        assert!(!whole && told.contains(&format!("{}: this ticket is gone", case.number)), "{told}");
        // Whoever turns the counter back has a ticket too many.
        app.sql("UPDATE counters SET value = 1").await;
        let (whole, told) = audit();
        assert!(!whole && told.contains("CASO-000002: this ticket was never given"), "{told}");
    }

    async fn a_ticket_that_forgot_its_last_events_is_found(app: &TestApp) {
        let (ana, _, case) = story(app).await;
        let events = public_events(app, &case).await;
        // Even whoever moves the ticket's own memory back leaves events that are too many.
        let db = app.state.db.begin().await.expect("a transaction");
        let tx = db.begin().await.expect("a savepoint");
        ticket::Entity::update_many()
            .col_expr(ticket::Column::PublicSeq, Expr::value(events[3].seq))
            .col_expr(ticket::Column::PublicHead, Expr::value(events[3].hash.clone()))
            .filter(ticket::Column::Id.eq(case.id))
            .exec(&tx)
            .await
            .expect("changed");
        tx.commit().await.expect("committed");
        db.commit().await.expect("committed");
        assert!(!found(app, &ana, &case).await.verified);
    }
}
