//! What people are told: in the app, by mail as they wish, and not in ten mails an hour.

use aval_contract::error::ErrorCode;
use aval_contract::me::UpdateMe;
use aval_contract::notifications::{
    Notification, NotificationKind, NotificationsQuery, ReadNotifications, Topic,
};
use serde_json::json;

use crate::util::{Actor, Company, TestApp, Weeks, both, delivery, incident};

async fn told(actor: &Actor) -> Vec<Notification> {
    let query = NotificationsQuery { limit: Some(100), ..NotificationsQuery::default() };
    actor.session.notifications().list(&query).await.expect("listed").items
}

async fn kinds(actor: &Actor) -> Vec<NotificationKind> {
    told(actor).await.into_iter().rev().map(|told| told.kind).collect()
}

/// Somebody goes to another company, as one does who left and was invited there.
async fn moves(app: &TestApp, person: &Actor, to: &Company) {
    let (name, email) = (&to.name, &person.email);
    app.sql(&format!(
        "UPDATE people SET company_id = (SELECT id FROM companies WHERE name = '{name}') \
         WHERE email = '{email}'"
    ))
    .await;
}

async fn unread(actor: &Actor) -> u64 {
    let query = NotificationsQuery { unread: Some(true), ..NotificationsQuery::default() };
    let page = actor.session.notifications().list(&query).await.expect("listed");
    assert_eq!(page.unread, page.items.len() as u64);
    page.unread
}

both! {
    async fn each_side_is_told_what_the_other_one_does(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let carla = app.coordinator("Carla").await;
        let case = ana.opens(incident()).await;
        carla.assigns(&case, &luis).await;
        luis.calls_about(&case).await;
        luis.starts_analysis(&case).await;
        luis.asks_about(&case, "¿Desde cuándo?").await;
        ana.writes(&case, "Desde ayer").await;
        luis.notes(&case, "zumbayllu").await;
        luis.records_findings(&case).await;
        luis.starts_solution(&case).await;
        luis.delivers(&case, delivery()).await;
        ana.rejects(&case, "Sigue igual").await;
        luis.records_findings(&case).await;
        luis.starts_solution(&case).await;
        luis.delivers(&case, delivery()).await;
        ana.confirms(&case).await;

        use NotificationKind as Kind;
        assert_eq!(
            kinds(&ana).await,
            [
                Kind::TicketOpened,
                Kind::InformationRequested,
                Kind::SolutionDelivered,
                Kind::SolutionDelivered,
            ]
        );
        assert_eq!(
            kinds(&luis).await,
            [Kind::Assigned, Kind::CustomerAnswered, Kind::SolutionRejected, Kind::TicketClosed]
        );
        assert_eq!(kinds(&carla).await, []);
        let first = &told(&luis).await[3];
        assert_eq!(
            (&first.ticket_number, first.actor_name.as_deref()),
            (&case.number, Some("Carla"))
        );
        assert!(!format!("{:?}", told(&ana).await).contains("zumbayllu"));
    }

    async fn what_was_read_is_read_and_nobody_elses(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let (one, two) = (ana.opens(incident()).await, ana.opens(incident()).await);
        luis.writes(&one, "Uno").await;
        luis.writes(&two, "Dos").await;
        assert_eq!(unread(&ana).await, 4);
        let hers = told(&ana).await;

        let ids = ReadNotifications { ids: Some(vec![hers[0].id]), ..Default::default() };
        let by_luis = luis.session.notifications().read(&ids).await.expect("nothing of his");
        assert_eq!(by_luis.unread, 0);
        assert_eq!(unread(&ana).await, 4);
        assert_eq!(ana.session.notifications().read(&ids).await.expect("read").unread, 3);
        let ticket = ReadNotifications { ticket_id: Some(one.id), ..Default::default() };
        assert_eq!(ana.session.notifications().read(&ticket).await.expect("read").unread, 1);
        let until = ReadNotifications { until: Some(hers[0].at), ..Default::default() };
        assert_eq!(ana.session.notifications().read(&until).await.expect("read").unread, 0);
        assert!(told(&ana).await.iter().all(|told| told.read_at.is_some()));

        for wrong in [json!({}), json!({ "ids": [], "ticket_id": one.id }), json!({ "all": true })] {
            ana.posts("/api/v1/notifications/read", &wrong)
                .await
                .is_refused(422, ErrorCode::ValidationFailed);
        }
    }

    async fn pages_go_on_where_the_last_one_ended(app: &TestApp) {
        let acme = app.company("Acme").await;
        let ana = app.reporter("Ana", &acme).await;
        for _ in 0..5 {
            ana.opens(incident()).await;
        }
        let (mut seen, mut cursor) = (Vec::new(), None);
        loop {
            let query = NotificationsQuery { limit: Some(2), cursor, unread: None };
            let page = ana.session.notifications().list(&query).await.expect("listed");
            seen.extend(page.items.into_iter().map(|told| told.id));
            cursor = page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        let all: Vec<_> = told(&ana).await.into_iter().map(|told| told.id).collect();
        assert_eq!((seen.len(), seen), (5, all));
    }

    async fn who_went_to_another_company_reads_nothing_of_the_former_one(app: &TestApp) {
        let (acme, other) = (app.company("Acme").await, app.company("Otra").await);
        let ana = app.reporter("Ana", &acme).await;
        ana.opens(incident()).await;
        assert_eq!(unread(&ana).await, 1);
        moves(app, &ana, &other).await;
        assert_eq!(unread(&ana).await, 0);
        assert_eq!(told(&ana).await, []);
    }

    async fn mails_go_out_as_she_wishes_but_what_she_must_act_on_always(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let muted = UpdateMe {
            muted_mail: Some(vec![Topic::Progress, Topic::Answers, Topic::Answers]),
            ..UpdateMe::default()
        };
        let user = ana.session.me().update(&muted).await.expect("updated");
        assert_eq!(user.muted_mail, [Topic::Answers, Topic::Progress]);
        let refused = ana.ask("PATCH", "/api/v1/me").json(&json!({ "muted_mail": ["needed"] }));
        let problem = refused.send().await;
        assert_eq!(problem.status, 422);
        assert!(problem.text().contains("/muted_mail/0"), "{problem}");

        let case = ana.opens(incident()).await;
        luis.writes(&case, "Lo miramos").await;
        luis.asks_about(&case, "¿Desde cuándo?").await;
        let mails = app.mails(1).await;
        assert!(String::from_utf8_lossy(&mails[0]).contains("Luis"), "the question alone");
        assert_eq!(kinds(&ana).await.len(), 3, "in the app she is told all the same");
    }

    async fn many_mails_within_an_hour_come_as_one(app: &TestApp) {
        let acme = app.company("Acme").await;
        let mut weeks = Weeks::begin(app, "2026-07-21 10:00").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let (ana, luis) = (weeks.here(&ana).await, weeks.here(&luis).await);
        let case = ana.opens(weeks.incident()).await;
        for turn in 0..11 {
            luis.writes(&case, &format!("Avance {turn}")).await;
        }
        weeks.settle().await;
        assert_eq!(weeks.mails_to(&ana.email).len(), 5);
        weeks.go_to("2026-07-21 10:14").await;
        assert_eq!(weeks.mails_to(&ana.email).len(), 5);
        weeks.go_to("2026-07-21 10:15").await;
        let mails = weeks.mails_to(&ana.email);
        assert_eq!(mails.len(), 6, "{mails:?}");
        assert!(mails[5].starts_with("7 novedades"), "{mails:?}");
        // An hour later mails come on their own again.
        weeks.go_to("2026-07-21 11:01").await;
        let luis = weeks.here(&luis).await;
        luis.writes(&case, "Listo").await;
        weeks.settle().await;
        assert_eq!(weeks.mails_to(&ana.email).len(), 7);
    }

    async fn what_is_collected_of_a_former_company_is_told_to_nobody(app: &TestApp) {
        let (acme, other) = (app.company("Acme").await, app.company("Otra").await);
        let mut weeks = Weeks::begin(app, "2026-07-21 10:00").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let (ana, luis) = (weeks.here(&ana).await, weeks.here(&luis).await);
        let case = ana.opens(weeks.incident()).await;
        for turn in 0..6 {
            luis.writes(&case, &format!("Avance {turn}")).await;
        }
        weeks.settle().await;
        assert_eq!(weeks.mails_to(&ana.email).len(), 5);
        moves(app, &ana, &other).await;
        weeks.go_to("2026-07-21 10:15").await;
        assert_eq!(weeks.mails_to(&ana.email).len(), 5);
    }

    async fn what_is_collected_before_closing_goes_out_before_the_night(app: &TestApp) {
        let acme = app.company("Acme").await;
        let weeks = Weeks::begin(app, "2026-07-21 16:50").await;
        let (ana, luis) = (app.reporter("Ana", &acme).await, app.engineer("Luis").await);
        let (ana, luis) = (weeks.here(&ana).await, weeks.here(&luis).await);
        let case = ana.opens(weeks.incident()).await;
        for turn in 0..5 {
            luis.writes(&case, &format!("Avance {turn}")).await;
        }
        weeks.settle().await;
        assert_eq!(weeks.mails_to(&ana.email).len(), 6);
    }
}
