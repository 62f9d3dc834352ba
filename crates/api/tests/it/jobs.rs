//! What goes out after a transaction: mails, by a worker that may die or sleep.

use aval_api::db::job;
use aval_api::{clock, mail};
use aval_contract::error::ErrorCode;
use chrono::TimeDelta;
use mail_parser::{MessageParser, MimeHeaders as _, PartType};
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use serde_json::json;

use crate::util::{TestApp, both, delivery, incident};

/// A mail as its reader's program takes it apart.
#[derive(Debug)]
pub struct Mail {
    pub subject: String,
    pub to: String,
    pub text: String,
    pub html: String,
    pub message_id: String,
    pub references: String,
    source: String,
}

impl Mail {
    pub fn read(source: &[u8]) -> Self {
        let mail = MessageParser::default().parse(source).expect("a mail");
        let content = mail.content_type().expect("a type");
        assert_eq!((content.ctype(), content.subtype()), ("multipart", Some("alternative")));
        let auto = mail.header_raw("Auto-Submitted").expect("Auto-Submitted");
        assert_eq!(auto.trim(), "auto-generated");
        let bodies: Vec<_> = mail
            .parts
            .iter()
            .filter(|part| matches!(part.body, PartType::Text(_) | PartType::Html(_)))
            .collect();
        assert_eq!(bodies.len(), 2, "text and HTML");
        Self {
            subject: mail.subject().expect("a subject").to_owned(),
            to: mail.to().and_then(|to| to.first()?.address()).expect("a reader").to_owned(),
            text: mail.body_text(0).expect("text").into_owned(),
            html: mail.body_html(0).expect("HTML").into_owned(),
            message_id: mail.message_id().expect("an id").to_owned(),
            references: mail.references().as_text().unwrap_or_default().to_owned(),
            source: String::from_utf8_lossy(source).into_owned(),
        }
    }
}

async fn jobs(app: &TestApp) -> u64 {
    job::Entity::find().count(app.state.db.read()).await.expect("jobs")
}

both! {
    async fn what_a_stopped_process_left_open_does_not_stay_locked(app: &TestApp) {
        use sea_orm::{ConnectionTrait as _, Statement};
        if !app.is_postgres() {
            // A process that is stopped while it writes keeps the embedded database to itself.
            return;
        }
        let tx = app.state.db.begin().await.expect("begun");
        let asked = Statement::from_string(
            sea_orm::DatabaseBackend::Postgres,
            "SELECT setting::int AS milliseconds FROM pg_settings \
             WHERE name = 'idle_in_transaction_session_timeout'",
        );
        let row = tx.query_one_raw(asked).await.expect("asked").expect("a setting");
        let limit: i32 = row.try_get("", "milliseconds").expect("a number");
        assert!((1..=20_000).contains(&limit), "{limit}");
    }

    async fn opening_a_ticket_writes_its_mail_down_in_the_same_transaction(app: &TestApp) {
        let acme = app.company("Acme").await;
        let ana = app.reporter("Ana", &acme).await;
        // Refused after the ticket's row was there: nothing of it is left, no mail either.
        let mut ticket = incident();
        ticket.attachment_ids = vec![uuid::Uuid::now_v7()];
        ana.posts("/api/v1/tickets", &ticket).await.is_refused(422, ErrorCode::ValidationFailed);
        assert_eq!(jobs(app).await, 0);
        let case = ana.opens(incident()).await;
        assert_eq!(jobs(app).await, 1);

        let mail = Mail::read(&app.mails(1).await[0]);
        assert_eq!(mail.to, ana.email);
        assert!(mail.subject.contains(&case.number), "{}", mail.subject);
        let link = format!("{}/", app.url());
        for body in [&mail.text, &mail.html] {
            assert!(body.contains(&link) && body.contains(&case.number), "{body}");
            for start in body.match_indices("http").map(|(at, _)| &body[at..]) {
                assert!(start.starts_with(&link) || start.starts_with(&app.url()), "{start}");
            }
        }
        assert!(mail.html.contains("lang=\"es\""), "{}", mail.html);
        assert_eq!(mail.references, format!("{}@[127.0.0.1]", case.number.to_lowercase()));
        assert!(mail.source.is_ascii(), "other programs may not take anything else");
    }

    async fn each_reader_gets_her_language(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        ana.opens(incident()).await;
        ana.ask("PATCH", "/api/v1/me").json(&json!({ "locale": "en" })).send().await.is(200);
        let case = ana.opens(incident()).await;
        luis.works_up_to_testing(&case, delivery()).await;
        let sources = app.mails(3).await;
        let mails: Vec<Mail> = sources.iter().map(|source| Mail::read(source)).collect();
        let all = |mail: &Mail| format!("{} {}", mail.subject, mail.text);
        assert!(mails[0].html.contains("lang=\"es\"") && all(&mails[0]).contains("caso"));
        for mail in &mails[1..] {
            assert!(mail.html.contains("lang=\"en\""), "{}", mail.html);
        }
        let solution = &mails[2];
        assert!(solution.text.contains(&delivery().test_steps), "{}", solution.text);
        assert!(solution.text.contains("Bogotá time"), "{}", solution.text);
        let ids: std::collections::HashSet<&String> =
            mails.iter().map(|mail| &mail.message_id).collect();
        assert_eq!(ids.len(), 3);
        assert_eq!(mails[1].references, mails[2].references, "one thread a ticket");
    }

    async fn what_is_internal_goes_out_by_no_mail(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let case = ana.opens(incident()).await;
        luis.notes(&case, "zumbayllu").await;
        luis.writes(&case, "Lo estamos **mirando** <script>alert(1)</script>").await;
        ana.writes(&case, "Gracias").await;
        let mails: Vec<Mail> = app.mails(2).await.iter().map(|source| Mail::read(source)).collect();
        assert!(
            mails
                .iter()
                .all(|mail| !mail.source.contains("zumbayllu") && !mail.text.contains("zumbayllu"))
        );
        assert!(mails[1].html.contains("<strong>mirando</strong>"), "{}", mails[1].html);
        assert!(!mails[1].html.contains("<script"), "{}", mails[1].html);
    }

    async fn a_mail_that_was_done_is_not_sent_again(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        ana.opens(incident()).await;
        app.mails(1).await;
        // Several workers, and looking again, change nothing.
        let workers = [app.work(), app.work(), app.work()];
        ana.opens(incident()).await;
        app.mails(2).await;
        for worker in workers {
            worker.stop().await;
        }
        let backlog = job::backlog(app.state.db.read()).await.expect("counted");
        assert_eq!((backlog.queued, backlog.dead), (0, 0));
        let rows = job::Entity::find().all(app.state.db.read()).await.expect("jobs");
        assert!(rows.iter().all(|row| row.attempts == 1 && row.state == job::DONE), "{rows:#?}");
    }

    async fn a_worker_that_slept_over_its_lease_changes_nothing(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        ana.opens(incident()).await;
        let claim = async |now, until| {
            app.in_database(async |tx| job::claim(tx, 10, now, until).await.expect("claimed")).await
        };
        let (now, lease) = (clock::now(), TimeDelta::minutes(1));
        let first = claim(now, now + lease).await;
        assert_eq!(first.len(), 1);
        assert!(claim(now, now + lease).await.is_empty(), "it is somebody's");
        // The first worker sleeps; when the lease is over another one takes the job.
        let later = now + lease;
        let second = claim(later, later + lease).await;
        assert_eq!((second[0].id, second[0].fence, second[0].attempts), (first[0].id, 2, 2));
        let (id, old, new) = (first[0].id, first[0].fence, second[0].fence);
        assert!(!job::is_held(app.state.db.read(), id, old, later).await.expect("asked"));
        assert!(job::is_held(app.state.db.read(), id, new, later).await.expect("asked"));
        let before = job::Entity::find_by_id(id).one(app.state.db.read()).await.expect("a job");
        let (finished, put_off, given_up) = app
            .in_database(async |tx| {
                (
                    job::finish(tx, id, old, later).await.expect("asked"),
                    job::put_off(tx, id, old, later, "x").await.expect("asked"),
                    job::give_up(tx, id, old, later, "x").await.expect("asked"),
                )
            })
            .await;
        assert_eq!((finished, put_off, given_up), (false, false, false));
        let after = job::Entity::find_by_id(id).one(app.state.db.read()).await.expect("a job");
        assert_eq!(after, before);
        assert!(
            app.in_database(async |tx| job::finish(tx, id, new, later).await.expect("asked")).await
        );
    }

    async fn a_job_that_fails_is_put_off_and_tried_again(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        // A file stands where the folder for mails should be.
        std::fs::write(app.dir().join("mail"), "in the way").expect("written");
        ana.opens(incident()).await;
        let worker = app.work();
        let mut row = None;
        for _ in 0..500 {
            row = job::Entity::find().one(app.state.db.read()).await.expect("a job");
            if row.as_ref().is_some_and(|row| row.last_error.is_some()) {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        worker.stop().await;
        let row = row.expect("a job");
        assert_eq!((row.state.as_str(), row.attempts), (job::QUEUED, 1));
        assert!(row.run_at > clock::now() + TimeDelta::seconds(5), "{row:?}");
        assert!(row.last_error.is_some() && row.lease_until.is_none(), "{row:?}");
        std::fs::remove_file(app.dir().join("mail")).expect("removed");
        app.sql("UPDATE jobs SET run_at = created_at").await;
        app.mails(1).await;
    }

    async fn dead_jobs_are_told_by_every_replica_whichever_worker_gave_them_up(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let replica = app.replica(|_| {}).await;
        let told = async |line: &str| {
            for server in [app, &replica] {
                let metrics = server.ask("GET", "/metrics").send().await.is(200).text();
                assert!(metrics.lines().any(|other| other == line), "{line}: {metrics}");
            }
        };
        told("aval_queued_jobs 0").await;
        for _ in 0..2 {
            ana.opens(incident()).await;
        }
        told("aval_queued_jobs 2").await;
        told("aval_dead_jobs 0").await;
        app.sql("UPDATE jobs SET state = 'dead' WHERE id = (SELECT id FROM jobs LIMIT 1)").await;
        told("aval_queued_jobs 1").await;
        told("aval_dead_jobs 1").await;
        replica.stop().await;
    }

    async fn a_mail_row_holds_no_link_that_works(app: &TestApp) {
        let olga = app.admin("Olga").await;
        olga.posts(
            "/api/v1/staff",
            &json!({ "email": "hugo@example.com", "name": "Hugo", "role": "engineer" }),
        )
        .await
        .is(201);
        let mail = Mail::read(&app.mails(1).await[0]);
        let start = format!("{}/invite/", app.url());
        let token = mail
            .text
            .split_once(&start)
            .expect("a link")
            .1
            .split_whitespace()
            .next()
            .expect("a token");
        for row in job::Entity::find().all(app.state.db.read()).await.expect("jobs") {
            assert!(!row.payload.contains(token), "{}", row.payload);
            assert!(
                row.kind != <mail::Outgoing as aval_api::jobs::Job>::KIND
                    || serde_json::from_str::<mail::Outgoing>(&row.payload).is_ok()
            );
        }
    }
}
