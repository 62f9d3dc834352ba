//! What goes over the wire.

use std::collections::HashSet;

use aval_client::contract::after_hours::{AskAfterHours, WindowEnd};
use aval_client::contract::calendar::ServiceHoursQuery;
use aval_client::contract::categories::CreateCategory;
use aval_client::contract::error::ErrorCode;
use aval_client::contract::page::PageQuery;
use aval_client::contract::reports::{MonthlyQuery, ReportQuery};
use aval_client::contract::ticket_actions::{
    Assign, ConfirmSolution, DeliverSolution, Empty, ExtendTesting, LogContact, MarkDuplicate,
    Reason, Recategorize, RecordAnalysis, RequestInformation,
};
use aval_client::contract::tickets::{
    PostMessage, TicketQuery, TicketSort, UpdateTicket, Visibility,
};
use aval_client::contract::work_plans::{
    ApproveWorkPlan, DraftWorkPlan, RejectWorkPlan, UpdateActivity,
};
use aval_client::contract::{
    ActionKind, ContactChannel, ContactDirection, ContactOutcome, Guard, ResolutionType, Stage,
};
use aval_client::{Client, Error, NewFile, Session, Table};
use serde_json::json;
use uuid::Uuid;

use crate::server::{Reply, Seen, Server, problem, ticket};

const TICKET: &str = "/api/v1/tickets/CASO-000123";

async fn tickets_server() -> (Server, Session) {
    let server = Server::start(|request, _| {
        if request.path.starts_with("/api/v1/tickets?") || request.path == "/api/v1/tickets" {
            Reply::Json(200, json!({"items": [], "next_cursor": null}))
        } else {
            Reply::JsonWith(200, ticket(8), "ETag", "\"8\"".to_owned())
        }
    })
    .await;
    let session = server.client().with_api_key("k");
    (server, session)
}

#[tokio::test]
async fn a_change_names_the_version_seen_and_answers_with_the_next() {
    let (server, session) = tickets_server().await;
    let changes = UpdateTicket { subject: Some("Otro".into()), ..UpdateTicket::default() };

    let shown = session.tickets().show("CASO-000123").await.unwrap();
    let changed = session.tickets().update("CASO-000123", 7, &changes).await.unwrap();

    assert_eq!((shown.version, shown.public().stage), (8, Stage::Testing));
    assert_eq!(changed.version, 8);
    let calls = server.seen(TICKET);
    assert_eq!((calls[0].method.as_str(), calls[0].header("if-match")), ("GET", None));
    assert_eq!(calls[1].method, "PATCH");
    assert_eq!(calls[1].header("if-match"), Some("\"7\""));
    assert_eq!(calls[1].json(), json!({"subject": "Otro"}));
}

#[tokio::test]
async fn a_list_that_comes_in_pages_is_read_to_its_end() {
    let server = Server::start(|request, _| {
        let category = |name: &str| json!({"id": Uuid::nil(), "name": name, "active": true});
        match request.path.as_str() {
            "/api/v1/categories" => {
                Reply::Json(200, json!({"items": [category("Datos")], "next_cursor": "c1"}))
            }
            "/api/v1/categories?cursor=c1" => {
                Reply::Json(200, json!({"items": [category("Voz")], "next_cursor": null}))
            }
            _ => problem(422, "cursor_invalid"),
        }
    })
    .await;

    let all = server.client().with_api_key("k").categories().list().await.unwrap();

    let names: Vec<_> = all.items.iter().map(|category| category.name.as_str()).collect();
    assert_eq!((names, all.next_cursor), (vec!["Datos", "Voz"], None));
}

#[tokio::test]
async fn every_action_has_its_path_its_version_and_its_key() {
    let (server, session) = tickets_server().await;
    let tickets = session.tickets();
    let id = "CASO-000123";
    let reason = Reason { reason: "Porque sí".into() };

    tickets.assign(id, 1, &Assign { assignee_id: Uuid::nil() }).await.unwrap();
    let contact = LogContact {
        channel: ContactChannel::ALL[0],
        direction: ContactDirection::Outbound,
        outcome: ContactOutcome::Reached,
        summary: "Hablamos".into(),
        at: None,
    };
    tickets.log_contact(id, 1, &contact).await.unwrap();
    tickets.request_information(id, 1, &RequestInformation { body: "¿?".into() }).await.unwrap();
    tickets.start_analysis(id, 1, &Empty {}).await.unwrap();
    let recategorize =
        Recategorize { kind: None, category_id: None, priority: None, reason: "No".into() };
    tickets.recategorize(id, 1, &recategorize).await.unwrap();
    tickets.record_analysis(id, 1, &RecordAnalysis::default()).await.unwrap();
    tickets.start_solution(id, 1, &Empty {}).await.unwrap();
    tickets.return_to_analysis(id, 1, &reason).await.unwrap();
    let solution = DeliverSolution {
        summary: "Hecho".into(),
        test_steps: "Llamar".into(),
        resolution_type: ResolutionType::Fixed,
        testing_days: None,
        attachment_ids: Vec::new(),
    };
    tickets.deliver_solution(id, 1, &solution).await.unwrap();
    let extension =
        ExtendTesting { ends_on: "2026-12-01".parse().unwrap(), reason: "Viaja".into() };
    tickets.extend_testing(id, 1, &extension).await.unwrap();
    tickets.confirm_solution(id, 1, &ConfirmSolution::default()).await.unwrap();
    tickets.reject_solution(id, 1, &reason).await.unwrap();
    tickets.withdraw(id, 1, &reason).await.unwrap();
    tickets.mark_duplicate(id, 1, &MarkDuplicate { target: "CASO-1".into() }).await.unwrap();
    tickets.reopen(id, 1, &reason).await.unwrap();

    let calls = server.seen(TICKET);
    let paths: Vec<_> = calls.iter().map(|call| &call.path[TICKET.len()..]).collect();
    assert_eq!(
        paths,
        [
            "/actions/assign",
            "/actions/log-contact",
            "/actions/request-information",
            "/actions/start-analysis",
            "/actions/recategorize",
            "/actions/record-analysis",
            "/actions/start-solution",
            "/actions/return-to-analysis",
            "/actions/deliver-solution",
            "/actions/extend-testing",
            "/actions/confirm-solution",
            "/actions/reject-solution",
            "/actions/withdraw",
            "/actions/mark-duplicate",
            "/actions/reopen",
        ]
    );
    let keys: HashSet<_> = calls.iter().filter_map(|call| call.header("idempotency-key")).collect();
    assert_eq!(keys.len(), calls.len(), "each call has a key of its own");
    for call in &calls {
        assert_eq!(call.method, "POST");
        assert_eq!(call.header("if-match"), Some("\"1\""));
        assert_eq!(call.header("content-type"), Some("application/json"));
    }
    assert_eq!(calls[3].json(), json!({}));
}

#[tokio::test]
async fn what_is_done_to_a_window_has_its_path_and_names_the_tickets_version() {
    let id = Uuid::from_u128(7);
    let server = Server::start(move |_, _| {
        Reply::Json(
            200,
            json!({
                "id": id, "state": "asked", "asked_by_side": "customer",
                "asked_by": {"id": id, "name": "Ana"}, "asked_at": "2026-07-10T15:00:00Z",
                "starts_at": "2026-07-16T22:00:00Z", "ends_at": "2026-07-17T02:00:00Z",
                "task": "x", "contact": "x", "engineer": null, "override_reason": null,
                "answered_by": null, "answered_at": null, "settled_by": null,
                "settled_at": null, "reason": null, "can": ["cancel_after_hours"],
                "ticket_version": 8
            }),
        )
    })
    .await;
    let session = server.client().with_api_key("k");
    let windows = session.after_hours("CASO-000123");
    let (starts_at, ends_at) =
        ("2026-07-16T22:00:00Z".parse().unwrap(), "2026-07-17T02:00:00Z".parse().unwrap());
    let wish = AskAfterHours {
        starts_at,
        ends_at,
        task: "x".into(),
        contact: "x".into(),
        override_reason: None,
        engineer_id: None,
    };

    let asked = windows.ask(7, &wish).await.unwrap();
    windows.agree(id, 7).await.unwrap();
    windows.decline(id, 7, &Reason { reason: "No".into() }).await.unwrap();
    windows.cancel(id, 7, &WindowEnd::default()).await.unwrap();
    windows.complete(id, 7).await.unwrap();
    windows.miss(id, 7, &WindowEnd::default()).await.unwrap();

    assert_eq!((asked.version, asked.can.as_slice()), (8, &[ActionKind::CancelAfterHours][..]));
    let calls = server.seen(TICKET);
    let paths: Vec<_> = calls.iter().map(|call| &call.path[TICKET.len()..]).collect();
    let of_window = |verb: &str| format!("/after-hours/{id}/{verb}");
    assert_eq!(
        paths,
        [
            "/after-hours",
            &of_window("agree"),
            &of_window("decline"),
            &of_window("cancel"),
            &of_window("complete"),
            &of_window("miss"),
        ]
    );
    for call in &calls {
        assert_eq!((call.method.as_str(), call.header("if-match")), ("POST", Some("\"7\"")));
    }
}

#[tokio::test]
async fn a_key_of_the_callers_is_sent_as_it_is() {
    let server = Server::start(|_, _| {
        Reply::Json(201, json!({"id": Uuid::nil(), "name": "Voz", "active": true}))
    })
    .await;
    let session = server.client().with_api_key("k");
    let voice = CreateCategory { name: "Voz".into() };

    session.with_idempotency_key("order-4711").categories().create(&voice).await.unwrap();
    session.categories().create(&voice).await.unwrap();

    let calls = server.seen("/api/v1/categories");
    assert_eq!(calls[0].header("idempotency-key"), Some("order-4711"));
    assert_ne!(calls[1].header("idempotency-key"), Some("order-4711"));
}

#[tokio::test]
async fn filters_are_written_as_the_server_reads_them() {
    let (server, session) = tickets_server().await;
    let query = TicketQuery {
        stage: Some(Stage::Testing),
        breached: Some(true),
        created_from: Some("2026-11-23T13:00:00Z".parse().unwrap()),
        q: Some("máquina & café".into()),
        sort: Some(TicketSort::LastChangedFirst),
        limit: Some(10),
        ..TicketQuery::default()
    };

    session.tickets().list(&query).await.unwrap();
    session.tickets().list(&TicketQuery::default()).await.unwrap();

    let calls = server.seen("/api/v1/tickets");
    assert_eq!(
        calls[0].path,
        "/api/v1/tickets?stage=testing&breached=true&created_from=2026-11-23T13%3A00%3A00Z\
         &q=m%C3%A1quina+%26+caf%C3%A9&sort=-updated_at&limit=10"
    );
    assert_eq!(calls[1].path, "/api/v1/tickets");
}

#[tokio::test]
async fn a_ticket_number_cannot_leave_its_place_in_the_path() {
    let server = Server::start(|_, _| problem(404, "not_found")).await;
    let session = server.client().with_api_key("k");

    let error = session.tickets().timeline("../staff?a#b", &PageQuery::default()).await;

    assert!(error.unwrap_err().is_not_found());
    assert_eq!(server.seen("/")[0].path, "/api/v1/tickets/..%2Fstaff%3Fa%23b/timeline");
}

#[tokio::test]
async fn a_server_may_live_under_a_path() {
    let server = Server::start(|_, _| Reply::Json(200, json!({"items": []}))).await;

    for base in ["/aval", "/aval/"] {
        let client = Client::new(&format!("{}{base}", server.url));
        client.with_api_key("k").staff().list().await.unwrap();
        assert!(client.health().await.unwrap());
    }

    assert_eq!(server.seen("/aval/api/v1/staff").len(), 2);
    assert_eq!(server.seen("/aval/health/ready").len(), 2);
}

#[tokio::test]
async fn refusals_can_be_asked_for_what_they_say() {
    let server = Server::start(|request, _| {
        let mut body = json!({
            "type": "urn:aval:problem:validation_failed",
            "title": "Datos no válidos",
            "status": 422,
            "detail": "Revise los campos.",
            "code": "validation_failed",
            "request_id": "r-7",
            "errors": [{"pointer": "/body", "code": "empty", "message": "Escriba algo."}],
        });
        if request.path.ends_with("/actions/confirm-solution") {
            body["status"] = 409.into();
            body["code"] = "guard_failed".into();
            body["guard"] = json!(Guard::ALL[0].as_str());
        }
        let status = u16::try_from(body["status"].as_u64().unwrap()).unwrap();
        Reply::JsonWith(status, body, "X-Request-Id", "r-7".to_owned())
    })
    .await;
    let tickets = server.client().with_api_key("k").tickets();

    let message =
        PostMessage { body: String::new(), visibility: Visibility::Public, attachment_ids: vec![] };
    let error = tickets.post_message("CASO-1", &message).await.unwrap_err();
    assert_eq!(error.code(), Some(ErrorCode::ValidationFailed));
    assert_eq!(error.status(), Some(422));
    assert_eq!(error.field("/body").unwrap().code, "empty");
    assert_eq!(error.field("/subject"), None);
    assert_eq!(error.to_string(), "validation_failed (422): Revise los campos.");

    let error = tickets.confirm_solution("CASO-1", 1, &ConfirmSolution::default()).await;
    assert_eq!(error.unwrap_err().problem().unwrap().guard, Some(Guard::ALL[0]));
}

#[tokio::test]
async fn what_is_no_answer_of_this_api_is_not_taken_for_one() {
    let server = Server::start(|request, _| match request.path.as_str() {
        "/api/v1/staff" => Reply::Text(502, "text/html", "<h1>Bad gateway</h1>"),
        "/api/v1/categories" => Reply::Text(200, "text/html", "<h1>Welcome</h1>"),
        "/health/ready" => Reply::Text(503, "text/plain", "not yet"),
        _ => Reply::JsonWith(302, json!({}), "Location", "/login".to_owned()),
    })
    .await;
    let session = server.client().with_api_key("k");

    let error = session.staff().list().await.unwrap_err();
    assert!(matches!(error, Error::Decode { status: 502, .. }), "{error}");
    let error = session.categories().list().await.unwrap_err();
    assert!(matches!(error, Error::Decode { status: 200, .. }), "{error}");
    let error = session.api_keys().list().await.unwrap_err();
    assert!(matches!(error, Error::Decode { status: 302, .. }), "{error}");
    assert!(!server.client().health().await.unwrap());
    assert!(server.seen("/login").is_empty(), "the key is not carried elsewhere");
}

#[tokio::test]
async fn a_base_url_that_is_none_is_said_at_the_first_call() {
    for base in ["soporte", "mailto:ana@acme.co"] {
        let error = Client::new(base).with_api_key("k").staff().list().await.unwrap_err();
        assert!(matches!(error, Error::Request(_)), "{error}");
    }
}

#[tokio::test]
async fn a_file_is_sent_as_a_form_and_read_with_its_type() {
    let attachment = json!({
        "id": Uuid::nil(), "name": "log.txt", "size": 4, "media_type": "text/plain",
        "sha256": "b221d9dbb083a7f33428d7c2a3c3198ae925614d70210e28716ccaa7cd4ddb79",
    });
    let server = Server::start(move |request, _| match request.method.as_str() {
        "GET" => Reply::Text(200, "text/plain", "hola"),
        _ => Reply::Json(201, attachment.clone()),
    })
    .await;
    let session = server.client().with_api_key("k");

    let file = NewFile::new("log.txt", "hola");
    session.attachments().upload(&file).await.unwrap();
    session.tickets().attach("CASO-000123", &file).await.unwrap();
    let download = session.attachments().download(Uuid::nil()).await.unwrap();

    let upload = &server.seen("/api/v1/attachments")[0];
    assert!(upload.header("content-type").unwrap().starts_with("multipart/form-data; boundary="));
    assert!(upload.header("idempotency-key").is_some());
    assert!(String::from_utf8_lossy(&upload.body).contains("\r\n\r\nhola\r\n--"));
    assert_eq!(server.seen(TICKET)[0].path, format!("{TICKET}/attachments"));
    assert_eq!((download.media_type.as_str(), &download.bytes[..]), ("text/plain", &b"hola"[..]));
}

#[tokio::test]
async fn an_upload_by_other_means_is_told_where_to_and_as_whom() {
    let session = Client::new("http://127.0.0.1:9").with_api_key("secret");

    let loose = session.attachments().upload_request().await.unwrap();
    let to_ticket = session.attachments().upload_request_for("CASO-000123").await.unwrap();

    assert_eq!(loose.url, "http://127.0.0.1:9/api/v1/attachments");
    assert_eq!(loose.field, "file");
    assert_eq!(loose.headers[0], ("Authorization", "Bearer secret".to_owned()));
    assert_eq!(loose.headers[1].0, "Idempotency-Key");
    assert_ne!(loose.headers[1], to_ticket.headers[1]);
    assert_eq!(to_ticket.url, "http://127.0.0.1:9/api/v1/tickets/CASO-000123/attachments");
}

#[tokio::test]
async fn dates_and_ids_have_their_place_in_paths() {
    let hours = json!({
        "open": true, "business_day": true, "next_opening": "2026-11-23T13:00:00Z",
        "closes_at": null,
    });
    let server = Server::start(move |request, _| match request.method.as_str() {
        "DELETE" => Reply::Text(204, "text/plain", ""),
        _ => Reply::Json(200, hours.clone()),
    })
    .await;
    let session = server.client().with_api_key("k");
    let (company, user) = (Uuid::from_u128(1), Uuid::from_u128(2));

    session.calendar().delete_exception("2026-12-24".parse().unwrap()).await.unwrap();
    session.reporters(company).remove(user).await.unwrap();
    session.me().end_session(user).await.unwrap();
    session.calendar().service_hours(&ServiceHoursQuery::default()).await.unwrap();

    let paths: Vec<_> = server.seen("/").into_iter().map(|call| call.path).collect();
    assert_eq!(
        paths,
        [
            "/api/v1/calendar/exceptions/2026-12-24".to_owned(),
            format!("/api/v1/companies/{company}/reporters/{user}"),
            format!("/api/v1/me/sessions/{user}"),
            "/api/v1/calendar/service-hours".to_owned(),
        ]
    );
}

#[test]
fn every_action_that_can_be_asked_for_has_a_path() {
    // The paths come from these words; one with other characters would need encoding.
    for action in ActionKind::ALL {
        assert!(action.as_str().bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'));
    }
}

#[tokio::test]
async fn a_plan_is_changed_in_the_version_of_its_ticket_which_the_answer_tells() {
    let plan = json!({
        "version": 2, "state": "submitted", "objective": "Voz", "objective_html": "<p>Voz</p>",
        "activities": [], "submitted_at": null, "decision": null,
        "progress": {
            "total": 0, "pending": 0, "in_progress": 0, "done": 0, "cancelled": 0, "overdue": 0,
            "planned_percent": 100, "actual_percent": 100,
        },
    });
    let server = Server::start(move |request, _| {
        let body = if request.method == "DELETE" { json!(null) } else { plan.clone() };
        Reply::JsonWith(200, body, "ETag", "\"8\"".to_owned())
    })
    .await;
    let plans = server.client().with_api_key("k").work_plan("CASO-000123");
    let (draft, activity) =
        (DraftWorkPlan { objective: "Voz".into(), activities: Vec::new() }, Uuid::from_u128(7));

    let shown = plans.show().await.unwrap();
    assert_eq!((shown.version, shown.as_ref().unwrap().version), (8, 2));
    assert_eq!(plans.draft(7, &draft).await.unwrap().version, 8);
    assert_eq!(plans.discard(7).await.unwrap().value, None);
    plans.submit(7).await.unwrap();
    plans.approve(7, &ApproveWorkPlan::default()).await.unwrap();
    plans.reject(7, &RejectWorkPlan { comment: "No".into() }).await.unwrap();
    plans.update_activity(activity, 7, &UpdateActivity::default()).await.unwrap();

    let calls = server.seen(TICKET);
    let of = |call: &Seen| format!("{} {}", call.method, &call.path[TICKET.len()..]);
    assert_eq!(
        calls.iter().map(of).collect::<Vec<_>>(),
        [
            "GET /work-plan".to_owned(),
            "PUT /work-plan".to_owned(),
            "DELETE /work-plan".to_owned(),
            "POST /work-plan/submit".to_owned(),
            "POST /work-plan/approve".to_owned(),
            "POST /work-plan/reject".to_owned(),
            format!("PATCH /work-plan/activities/{activity}"),
        ]
    );
    for call in &calls[1..] {
        assert_eq!(call.header("if-match"), Some("\"7\""));
        assert_eq!(call.header("idempotency-key").is_some(), call.method == "POST");
    }
}

#[tokio::test]
async fn an_answer_without_its_version_is_not_taken_for_one() {
    let server = Server::start(|_, _| Reply::Json(200, json!(null))).await;
    let error = server.client().with_api_key("k").work_plan("CASO-1").show().await.unwrap_err();
    assert!(matches!(error, Error::Decode { status: 200, .. }), "{error}");
}

#[tokio::test]
async fn a_table_is_asked_for_by_its_type_and_figures_are_not() {
    let (server, session) = tickets_server().await;
    let (reports, month) = (session.reports(), MonthlyQuery { month: Some("2026-10".into()) });
    for table in [Table::Stages, Table::Compliance, Table::Ageing] {
        drop(reports.csv(table, &ReportQuery::default()).await);
    }
    for table in [Table::TimeInStage, Table::Closures, Table::Load] {
        drop(reports.csv(table, &ReportQuery::default()).await);
    }
    drop(reports.monthly_csv(Uuid::nil(), &month).await);
    drop(reports.monthly(Uuid::nil(), &month).await);

    let calls = server.seen("/api/v1/reports");
    let asked: Vec<_> = calls
        .iter()
        .map(|call| (call.path.trim_start_matches("/api/v1/reports/"), call.header("accept")))
        .collect();
    let csv = Some("text/csv");
    let monthly = format!("companies/{}/monthly?month=2026-10", Uuid::nil());
    assert_eq!(
        asked[..7],
        [
            ("stages", csv),
            ("compliance", csv),
            ("ageing", csv),
            ("time-in-stage", csv),
            ("closures", csv),
            ("load", csv),
            (monthly.as_str(), csv),
        ]
    );
    assert_eq!(asked[7].0, monthly);
    assert_ne!(asked[7].1, csv);
}
