//! Mails that come in, handed over as a mail server hands them: to the real binary, one at a time.

use aval_api::db::incoming_mail;
use aval_api::mail::incoming::{self, Source};
use aval_contract::error::ErrorCode;
use aval_contract::mail::{MailReason, MailState, QuarantinedMail};
use aval_contract::page::{Page, PageQuery};
use aval_contract::tickets::TicketQuery;
use aval_contract::timeline::TimelineEntry;
use aval_contract::{ClosureKind, EventKind, Kind, Priority, Stage, WaitingOn};
use aval_domain::record::ActorType;
use futures_util::future::join_all;
use mail_parser::MessageParser;
use sea_orm::{EntityTrait as _, QueryOrder as _};
use serde_json::json;
use uuid::Uuid;

use crate::util::{
    Actor, Binary, Case, TestApp, Weeks, bogota, both, delivery, incident, question,
};

/// A word that stands in internal texts only.
const CANARY: &str = "zumbayllu";

/// The sender of our mails.
const OURS: &str = "soporte@aval.example.com";

/// A server to which mail servers hand replies.
async fn begin<'a>(app: &'a TestApp, wall: &str) -> Weeks<'a> {
    Weeks::begin_with(app, wall, |binary| {
        binary
            .with("AVAL_MAIL_FROM", &format!("Soporte <{OURS}>"))
            .with("AVAL_MAIL_REPLIES", "true")
    })
    .await
}

/// Hands a mail over. It is in our hands afterwards, whatever it is.
fn hand_over(weeks: &Weeks<'_>, source: impl AsRef<[u8]>) {
    let output = weeks.binary.run_with(&["mail", "receive"], source);
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(output.stdout.is_empty(), "mail servers don't expect words");
}

/// A mail of somebody.
fn mail(from: &str, to: &str, body: &str) -> String {
    let id = Uuid::now_v7();
    format!(
        "Return-Path: <{from}>\r\nFrom: Alguien <{from}>\r\nTo: {to}\r\nSubject: Re: mi caso\r\n\
         Message-ID: <{id}@example.com>\r\n\r\n{body}\r\n"
    )
}

/// The note of somebody's mailbox that she is not there.
fn out_of_office(from: &str, to: &str) -> String {
    format!("Auto-Submitted: auto-replied\r\n{}", mail(from, to, "Vuelvo el lunes."))
}

/// The address at which the newest mail to somebody is answered.
fn reply_to(app: &TestApp, reader: &Actor) -> String {
    let sources = app.read_mails();
    let of = |source: &Vec<u8>| {
        let mail = MessageParser::default().parse(source)?;
        let is_hers = mail.to()?.first()?.address()? == reader.email;
        let address = mail.reply_to()?.first()?.address()?.to_owned();
        is_hers.then_some(address)
    };
    sources.iter().rev().find_map(of).unwrap_or_else(|| panic!("no mail to {}", reader.name))
}

/// What came in so far, oldest first.
async fn taken_in(app: &TestApp) -> Vec<incoming_mail::Model> {
    let query = incoming_mail::Entity::find().order_by_asc(incoming_mail::Column::Id);
    query.all(app.state.db.read()).await.expect("asked")
}

/// What became of the newest mail.
async fn last(app: &TestApp) -> (MailState, Option<MailReason>) {
    let row = taken_in(app).await.pop().expect("a mail");
    (row.state.0, row.reason.map(|reason| reason.0))
}

/// The messages of a ticket that came by mail.
fn by_mail(timeline: &[TimelineEntry]) -> Vec<(&str, &str)> {
    let is = |entry: &&TimelineEntry| {
        entry.kind == EventKind::MessagePosted && entry.actor.actor_type == ActorType::Mail
    };
    timeline
        .iter()
        .filter(is)
        .map(|entry| {
            let message = entry.message.as_ref().expect("a text");
            (entry.actor.name.as_str(), message.body.as_str())
        })
        .collect()
}

async fn tickets_of(actor: &Actor) -> Vec<String> {
    let page = actor.lists(&TicketQuery::default()).await;
    page.items.into_iter().map(|item| item.number).collect()
}

async fn quarantine(admin: &Actor) -> Vec<QuarantinedMail> {
    let page: Page<QuarantinedMail> =
        admin.session.mail().list_quarantine(&PageQuery::default()).await.expect("a page");
    page.items
}

struct Scene<'a> {
    weeks: Weeks<'a>,
    ana: Actor,
    luis: Actor,
    case: Case,
    /// Where Ana answers.
    address: String,
}

/// Tuesday 21 July 2026, 10:00: Luis delivers a solution to Ana's incident, to be tested until
/// Friday 17:00.
async fn delivered(app: &TestApp) -> Scene<'_> {
    let ana = app.reporter("Ana", &app.company("Acme").await).await;
    let luis = app.engineer("Luis").await;
    let mut weeks = begin(app, "2026-07-21 09:00").await;
    let case = weeks.here(&ana).await.opens(weeks.incident()).await;
    weeks.go_to("2026-07-21 10:00").await;
    weeks.here(&luis).await.works_up_to_testing(&case, delivery()).await;
    weeks.settle().await;
    let address = reply_to(app, &ana);
    Scene { weeks, ana, luis, case, address }
}

both! {
    async fn a_note_of_absence_does_not_stop_the_countdown(app: &TestApp) {
        let Scene { mut weeks, ana, luis, case, address } = delivered(app).await;
        weeks.go_to("2026-07-22 11:00").await;
        let before = weeks.here(&ana).await.sees(&case).await;
        let mails = app.read_mails().len();
        let note = out_of_office(&ana.email, &address).replace("Re: mi caso", CANARY);
        hand_over(&weeks, &note);
        // Some programs answer each mail anew.
        hand_over(&weeks, out_of_office(&ana.email, &address));
        assert_eq!(last(app).await, (MailState::Machine, Some(MailReason::AutoSubmitted)));
        weeks.settle().await;
        assert_eq!(app.read_mails().len(), mails, "nobody answers a machine");

        let hers = weeks.here(&ana).await;
        assert_eq!(hers.sees(&case).await, before, "nothing has changed for her");
        let answer = hers.gets(&format!("/api/v1/tickets/{}/timeline", case.id)).await;
        assert!(!answer.text().contains(CANARY) && !answer.text().contains("machine_mail"));
        let desk = weeks.here(&luis).await.timeline(&case).await;
        let notes: Vec<_> =
            desk.iter().filter(|entry| entry.kind == EventKind::MachineMailRecorded).collect();
        assert_eq!(notes.len(), 2);
        assert_eq!(notes[0].actor.actor_type, ActorType::Mail);
        assert_eq!(notes[0].data["subject"], CANARY);
        assert_eq!(notes[0].data["reason"], "auto_submitted");

        // The reminders came all the same, and silence closes the case on time.
        for wall in ["2026-07-23 09:30", "2026-07-24 08:00", "2026-07-24 17:00"] {
            weeks.go_to(wall).await;
        }
        let closed = weeks.here(&ana).await.sees(&case).await;
        let closure = closed.closure.expect("it is closed");
        assert_eq!((closure.kind, closure.at), (ClosureKind::Tacit, bogota("2026-07-24 17:00")));
        let evidence = closure.evidence.expect("evidence");
        assert_eq!(evidence["reminders"].as_array().expect("a list").len(), 2);
        assert!(weeks.run(&["audit", "verify"]).contains(" 0 broken"));
    }

    async fn an_answer_stops_the_countdown_and_a_clarification_starts_all_of_it_anew(
        app: &TestApp,
    ) {
        let Scene { mut weeks, ana, luis, case, address } = delivered(app).await;
        weeks.go_to("2026-07-23 11:00").await;
        let body = format!(
            "Sigue *sin* audio.\r\n\r\nEl mar, 21 jul 2026 a las 10:00, Soporte (<{OURS}>) \
             escribió:\r\n\r\n> ##- Para responder, escribe por encima de esta línea -##\r\n> \
             Hola, Ana:"
        );
        // Mail systems fold case.
        hand_over(&weeks, mail(&ana.email.to_uppercase(), &address.to_uppercase(), &body));
        assert_eq!(last(app).await, (MailState::Accepted, None));
        let here = weeks.here(&ana).await;
        let seen = here.sees(&case).await;
        assert_eq!((seen.stage, seen.waiting_on), (Stage::Testing, WaitingOn::Support));
        assert_eq!(by_mail(&here.timeline(&case).await), [("Ana", "Sigue *sin* audio.")]);

        weeks.go_to("2026-07-24 17:00").await;
        weeks.go_to("2026-07-27 10:00").await;
        assert_eq!(weeks.here(&ana).await.sees(&case).await.stage, Stage::Testing);
        weeks.here(&luis).await.writes(&case, "Prueba otra vez, por favor.").await;
        let anew = weeks.here(&ana).await.sees(&case).await;
        let ends_at = anew.testing.expect("it is being tested").ends_at;
        assert_eq!(ends_at, Some(bogota("2026-07-30 17:00")), "three business days");
        for wall in ["2026-07-29 09:00", "2026-07-30 08:00", "2026-07-30 17:00"] {
            weeks.go_to(wall).await;
        }
        let closure = weeks.here(&ana).await.sees(&case).await.closure.expect("it is closed");
        assert_eq!(closure.at, bogota("2026-07-30 17:00"));
        assert!(weeks.run(&["audit", "verify"]).contains(" 0 broken"));
    }

    async fn nobody_writes_to_a_case_with_a_made_up_or_borrowed_address(app: &TestApp) {
        let (acme, other) = (app.company("Acme").await, app.company("Otra").await);
        let (ana, ben) = (app.reporter("Ana", &acme).await, app.reporter("Ben", &acme).await);
        let (eva, olga) = (app.reporter("Eva", &other).await, app.admin("Olga").await);
        let luis = app.engineer("Luis").await;
        let weeks = begin(app, "2026-07-21 09:00").await;
        let case = weeks.here(&ana).await.opens(question()).await;
        weeks.settle().await;
        let address = reply_to(app, &ana);
        let forged = {
            let (start, token) = address.split_once('.').expect("a token");
            let (token, rest) = token.split_once('@').expect("a domain");
            let token: String =
                token.chars().map(|c| if c == 'a' { 'b' } else { 'a' }).collect();
            format!("{start}.{token}@{rest}")
        };
        let cut = address.replace(".", "+");

        // Each of them gets a case of her own, where she may open one.
        for (number, (from, to)) in [
            (&ana, forged.as_str()),
            (&ana, cut.as_str()),
            (&ben, address.as_str()),
            (&eva, address.as_str()),
        ]
        .into_iter()
        .enumerate()
        {
            let named = mail(&from.email, to, "Hola").replace("mi caso", &case.number);
            hand_over(&weeks, named);
            assert_eq!(last(app).await, (MailState::Accepted, None));
            let opened = format!("CASO-{:06}", number + 2);
            assert_eq!(tickets_of(&weeks.here(from).await).await[0], opened);
        }
        assert_eq!(tickets_of(&weeks.here(&eva).await).await, ["CASO-000005"], "her company's");

        // Strangers, support and whoever has left get nothing at all.
        for from in ["nadie@example.com", luis.email.as_str()] {
            hand_over(&weeks, mail(from, &address, "Hola"));
            let aside = (MailState::Quarantined, Some(MailReason::UnknownSender));
            assert_eq!(last(app).await, aside, "{from}");
        }
        // Being in copy grants nothing.
        let copied = mail("nadie@example.com", &address, "Hola");
        hand_over(&weeks, format!("Cc: {}\r\n{copied}", ana.email));
        let admin = weeks.here(&olga).await;
        admin.session.reporters(acme.id).remove(ana.id).await.expect("removed");
        hand_over(&weeks, mail(&ana.email, &address, "Hola"));
        assert_eq!(last(app).await.1, Some(MailReason::UnknownSender));
        assert_eq!(quarantine(&admin).await.len(), 4);
        assert_eq!(tickets_of(&admin).await.len(), 5);
        let desk = weeks.here(&luis).await;
        assert_eq!(desk.timeline(&case).await.len(), 1, "nothing was added to the case");
    }

    async fn the_same_mail_is_one_message_however_often_it_comes(app: &TestApp) {
        let Scene { weeks, ana, case, address, .. } = delivered(app).await;
        let once = mail(&ana.email, &address, "Ya funciona.");
        hand_over(&weeks, &once);
        hand_over(&weeks, format!("Received: by mx.example.com\r\n{once}"));
        assert_eq!(taken_in(app).await.len(), 1);
        // Several at once, in processes of their own.
        let twice = mail(&ana.email, &address, "Gracias.");
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| hand_over(&weeks, &twice));
            }
        });
        let timeline = weeks.here(&ana).await.timeline(&case).await;
        assert_eq!(by_mail(&timeline), [("Ana", "Ya funciona."), ("Ana", "Gracias.")]);
        assert_eq!(taken_in(app).await.len(), 2);
        assert!(app.stored_files().is_empty(), "nothing is left of those that came again");
    }

    async fn our_own_mails_and_what_comes_back_are_never_answered(app: &TestApp) {
        let Scene { weeks, ana, luis, case, address } = delivered(app).await;
        let sent = app.read_mails();
        for own in &sent {
            hand_over(&weeks, own);
            assert_eq!(last(app).await, (MailState::Machine, Some(MailReason::OwnMail)));
        }
        // With its marks taken off it is known by its id.
        let bare = String::from_utf8(sent[0].clone()).expect("ASCII");
        let bare = bare.replace("Auto-Submitted: auto-generated\r\n", "");
        let bare = bare.replace(&format!("<{OURS}>"), &format!("<{}>", ana.email));
        hand_over(&weeks, &bare);
        assert_eq!(taken_in(app).await.len(), sent.len(), "it came before");
        let bounce = format!(
            "Return-Path: <>\r\nDelivered-To: {address}\r\nFrom: MAILER-DAEMON@mx.example.com\r\n\
             To: {OURS}\r\nSubject: Undelivered\r\nMessage-ID: <b1@mx.example.com>\r\n\
             Content-Type: multipart/report; boundary=a\r\n\r\n--a\r\n\r\nNo mailbox\r\n--a--\r\n"
        );
        hand_over(&weeks, &bounce);
        assert_eq!(last(app).await, (MailState::Machine, Some(MailReason::DeliveryReport)));
        let recorded = weeks.here(&luis).await.timeline(&case).await.pop().expect("an event");
        assert_eq!(recorded.kind, EventKind::MachineMailRecorded);
        assert_eq!(recorded.actor.name, "mailer-daemon@mx.example.com");
        // A bounce that does not say of what is known and no more.
        let lost = bounce.replace("b1@", "b2@").replace(&address, OURS);
        hand_over(&weeks, lost);
        weeks.settle().await;
        assert_eq!(app.read_mails().len(), sent.len(), "nothing was answered");
        assert_eq!(tickets_of(&weeks.here(&luis).await).await, [case.number]);
    }

    async fn what_is_internal_comes_back_to_nobody(app: &TestApp) {
        let Scene { weeks, ana, luis, case, address } = delivered(app).await;
        let desk = weeks.here(&luis).await;
        desk.notes(&case, &format!("Ojo: {CANARY}")).await;
        let bounce = mail("MAILER-DAEMON@mx.example.com", &address, CANARY);
        hand_over(&weeks, bounce.replace("Re: mi caso", CANARY));
        hand_over(&weeks, mail(&ana.email, &address, "¿Qué pasó?"));
        hand_over(&weeks, mail(&ana.email, OURS, "Otra cosa"));
        weeks.here(&luis).await.writes(&case, "Lo miramos.").await;
        weeks.settle().await;
        let mails = app.read_mails();
        assert!(mails.len() >= 4, "{}", mails.len());
        for source in &mails {
            let mail = MessageParser::default().parse(source).expect("a mail");
            for body in [mail.body_text(0), mail.body_html(0)] {
                assert!(!body.expect("a body").contains(CANARY));
            }
            assert!(!mail.subject().unwrap_or_default().contains(CANARY));
        }
        let hers = weeks.here(&ana).await;
        for path in ["", "/timeline", "/timeline/verification", "/actions", "/clocks"] {
            hers.gets(&format!("/api/v1/tickets/{}{path}", case.id)).await.is(200);
        }
        hers.gets(&format!("/api/v1/tickets?q={CANARY}")).await.is(200);
        hers.gets("/api/v1/mail/quarantine").await.is_refused(403, ErrorCode::Forbidden);
        for heard in hers.heard() {
            assert!(!heard.contains(CANARY), "{heard}");
        }
    }

    async fn what_can_not_be_read_is_parked_with_its_source(app: &TestApp) {
        let (ana, olga) =
            (app.reporter("Ana", &app.company("Acme").await).await, app.admin("Olga").await);
        let weeks = begin(app, "2026-07-21 09:00").await;
        let deep: String = (0..50_000)
            .map(|depth| format!("Content-Type: multipart/mixed; boundary={depth}\n\n--{depth}\n"))
            .collect();
        let from = format!("From: {}\n", ana.email);
        let broken: [(Vec<u8>, MailReason); 6] = [
            (Vec::new(), MailReason::NoSender),
            ((0..=255).cycle().skip(128).take(4_000).collect(), MailReason::NoSender),
            (format!("{from}{deep}").into_bytes(), MailReason::TooDeep),
            (format!("{from}\n \n").into_bytes(), MailReason::Empty),
            (
                format!("{from}Content-Type: multipart/mixed\n\nx").into_bytes(),
                MailReason::Unreadable,
            ),
            (
                format!("{from}From: ben@example.com\n\nHola").into_bytes(),
                MailReason::SeveralSenders,
            ),
        ];
        for (source, reason) in &broken {
            hand_over(&weeks, source);
            assert_eq!(last(app).await, (MailState::Parked, Some(*reason)));
        }
        // The next one is read.
        hand_over(&weeks, mail(&ana.email, OURS, "Hola"));
        assert_eq!(last(app).await.0, MailState::Accepted);

        let admin = weeks.here(&olga).await;
        let parked = quarantine(&admin).await;
        assert_eq!(parked.len(), broken.len());
        for (mail, (source, reason)) in parked.iter().rev().zip(&broken) {
            assert_eq!((mail.reason, mail.size), (*reason, source.len() as u64));
            let path = format!("/api/v1/mail/quarantine/{}/source", mail.id);
            let answer = admin.gets(&path).await.is(200);
            assert_eq!(&answer.body, source);
            let header = |name: &str| answer.header(name).unwrap_or_default().to_owned();
            assert_eq!(header("content-type"), "message/rfc822");
            assert!(header("content-disposition").starts_with("attachment; "));
            assert_eq!(header("content-security-policy"), "default-src 'none'; sandbox");
            assert_eq!(header("x-content-type-options"), "nosniff");
        }
        let first = &parked[0];
        admin.session.mail().discard(first.id).await.expect("discarded");
        admin.session.mail().discard(first.id).await.expect("once more changes nothing");
        assert_eq!(quarantine(&admin).await.len(), broken.len() - 1);
        assert_eq!(app.stored_files().len(), broken.len() - 1);
        let gone = admin.session.mail().download_source(first.id).await.expect_err("gone");
        assert_eq!(gone.code(), Some(ErrorCode::NotFound));
        let unknown = admin.session.mail().discard(Uuid::now_v7()).await.expect_err("unknown");
        assert_eq!(unknown.code(), Some(ErrorCode::NotFound));
        let audit = admin.gets("/api/v1/audit").await.is(200).text();
        assert_eq!(audit.matches("mail.discarded").count(), 1, "{audit}");
        // What was taken in is no affair of the quarantine.
        let taken = taken_in(app).await.pop().expect("a mail").id;
        let no = admin.session.mail().discard(taken).await.expect_err("not put aside");
        assert_eq!(no.code(), Some(ErrorCode::NotFound));
    }

    async fn files_come_along_and_what_is_refused_is_named(app: &TestApp) {
        let Scene { weeks, ana, case, address, .. } = delivered(app).await;
        let part = |name: &str, base64: &str| {
            format!(
                "--a\r\nContent-Type: application/octet-stream; name=\"{name}\"\r\n\
                 Content-Transfer-Encoding: base64\r\n\r\n{base64}\r\n"
            )
        };
        let body = format!(
            "--a\r\nContent-Type: text/html\r\n\r\n<p>Mira <a href=\"https://acme.example/x\">la \
             traza</a></p><img src=\"https://e.example/pixel.png\">\r\n{}{}{}--a--\r\n",
            part("../../foto.png", "iVBORw0KGgoAAAANSUhEUg=="),
            part("vacio.txt", ""),
            (0..20).map(|number| part(&format!("{number}.txt"), "aG9sYQ==")).collect::<String>()
        );
        let source = mail(&ana.email, &address, &body);
        hand_over(
            &weeks,
            format!("Content-Type: multipart/mixed; boundary=a\r\nMIME-Version: 1.0\r\n{source}"),
        );
        let here = weeks.here(&ana).await;
        let timeline = here.timeline(&case).await;
        let message = timeline.last().and_then(|entry| entry.message.clone()).expect("a message");
        assert!(message.body.starts_with("Mira [la traza](https://acme.example/x)\n\n"));
        assert!(message.body.contains("- vacio.txt: No puede estar vacío."), "{}", message.body);
        assert!(message.body.contains("- 19.txt: Son demasiados."), "{}", message.body);
        assert!(!message.body.contains("pixel") && !message.body_html.contains("img"));
        assert_eq!(message.attachments.len(), 20);
        let photo = &message.attachments[0];
        assert_eq!((photo.name.as_str(), photo.media_type.as_str()), ("foto.png", "image/png"));
        let bytes = here.session.attachments().download(photo.id).await.expect("hers").bytes;
        assert!(bytes.starts_with(b"\x89PNG"));
        assert_eq!(app.stored_files().len(), 20);
        assert!(here.verifies(&case).await.verified);
    }

    async fn a_mail_without_a_case_opens_one_and_gets_a_receipt(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let mut weeks = begin(app, "2026-07-18 20:00").await;
        let body = "No podemos entrar.\r\n\r\n> ##- esto lo cito yo -##\r\n> <error> 5 < 6";
        let long = format!("{body}\r\n{}", "palabra ".repeat(4_000));
        for (subject, text) in [("Fwd: Caída total", body), ("", &long)] {
            hand_over(&weeks, mail(&ana.email, OURS, text).replace("Re: mi caso", subject));
        }
        weeks.settle().await;
        let here = weeks.here(&ana).await;
        let items = here.lists(&TicketQuery::default()).await.items;
        let case = Case { id: items[1].id, number: items[1].number.clone() };
        let ticket = here.sees(&case).await;
        assert_eq!(ticket.subject, "Fwd: Caída total");
        assert_eq!((ticket.kind, ticket.priority), (Kind::Request, Priority::Normal));
        assert_eq!(ticket.reporter.expect("a reporter").id, ana.id);
        assert!(ticket.description.ends_with("> \\<error> 5 < 6"), "{}", ticket.description);
        assert!(ticket.description_html.contains("&lt;error&gt; 5 &lt; 6"));
        let opening = &here.timeline(&case).await[0];
        assert_eq!(opening.actor.actor_type, ActorType::Mail);

        let long = Case { id: items[0].id, number: items[0].number.clone() };
        let ticket = here.sees(&long).await;
        assert_eq!(ticket.subject, "(sin asunto)");
        assert!(ticket.description.ends_with("(sigue en el archivo correo.txt)"));
        let file = &here.timeline(&long).await[0].data["attachments"][0];
        assert_eq!(file["name"], "correo.txt");

        let receipts = weeks.mails_to(&ana.email);
        assert_eq!(receipts.len(), 2, "{receipts:?}");
        let source = String::from_utf8(app.read_mails()[0].clone()).expect("ASCII");
        assert!(source.contains("Auto-Submitted: auto-generated"), "{source}");
        // Whoever sends many gets three receipts an hour, and all of her cases.
        for _ in 0..3 {
            hand_over(&weeks, mail(&ana.email, OURS, "Otra cosa"));
        }
        weeks.settle().await;
        assert_eq!((weeks.mails_to(&ana.email).len(), tickets_of(&here).await.len()), (3, 5));
        weeks.go_to("2026-07-18 21:01").await;
        hand_over(&weeks, mail(&ana.email, OURS, "Y otra"));
        weeks.settle().await;
        assert_eq!(weeks.mails_to(&ana.email).len(), 4);
        assert!(weeks.run(&["audit", "verify"]).contains(" 0 broken"));
    }

    async fn a_closed_case_takes_no_mail_and_a_duplicate_passes_it_on(app: &TestApp) {
        let Scene { weeks, ana, luis, case, address } = delivered(app).await;
        let olga = app.admin("Olga").await;
        let other = weeks.here(&ana).await.opens(question()).await;
        weeks.settle().await;
        let others = reply_to(app, &ana);
        let target = json!({ "target": case.number });
        weeks.here(&luis).await.acts("mark-duplicate", &other, &target).await.is(200);
        hand_over(&weeks, mail(&ana.email, &others, "Sobre lo mismo"));
        assert_eq!(last(app).await, (MailState::Accepted, None));
        let here = weeks.here(&ana).await;
        assert_eq!(by_mail(&here.timeline(&case).await), [("Ana", "Sobre lo mismo")]);

        here.confirms(&case).await;
        let source = mail(&ana.email, &address, "Algo más");
        hand_over(&weeks, &source);
        let aside = quarantine(&weeks.here(&olga).await).await;
        assert_eq!(aside.len(), 1);
        assert_eq!((aside[0].state, aside[0].reason), (
            MailState::Quarantined,
            MailReason::TicketClosed,
        ));
        assert_eq!((aside[0].ticket_id, aside[0].from.as_deref()), (
            Some(case.id),
            Some(ana.email.as_str()),
        ));
        assert_eq!(by_mail(&weeks.here(&ana).await.timeline(&case).await).len(), 1);
        // Who is told that it is closed is not told to answer that.
        weeks.settle().await;
        let closed = app.read_mails();
        let closed = closed.iter().filter_map(|source| MessageParser::default().parse(source));
        for mail in closed.filter(|mail| mail.subject().unwrap_or_default().contains("cerrado")) {
            assert!(mail.reply_to().is_none(), "{:?}", mail.subject());
        }
    }

    async fn an_address_that_opens_very_many_cases_is_stopped(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        for _ in 0..31 {
            let source = Source::read(mail(&ana.email, OURS, "Hola").as_bytes()).expect("read");
            incoming::receive(&app.state, source).await.expect("taken in");
        }
        let taken = taken_in(app).await;
        let opened = taken.iter().filter(|mail| mail.opened).count();
        let answered = taken.iter().filter(|mail| mail.answered).count();
        assert_eq!((opened, answered), (30, 3));
        assert_eq!(last(app).await, (MailState::Quarantined, Some(MailReason::TooMany)));
        // Three months later nobody knows of them, and nothing is left in the store.
        assert_eq!(app.stored_files().len(), 1);
        incoming::forget(&app.state, aval_api::clock::now()).await.expect("forgotten");
        assert_eq!((taken_in(app).await.len(), app.stored_files().len()), (0, 0));
    }

    async fn mails_that_come_at_once_lose_nothing(app: &TestApp) {
        let acme = app.company("Acme").await;
        let (ana, ben) = (app.reporter("Ana", &acme).await, app.reporter("Ben", &acme).await);
        let luis = app.engineer("Luis").await;
        let case = ana.opens(incident()).await;
        let writers = (0..12).map(async |number| {
            let from = if number % 2 == 0 { &ana } else { &ben };
            let source = mail(&from.email, "soporte@localhost", &format!("Hola {number}"));
            let source = Source::read(source.as_bytes()).expect("read");
            incoming::receive(&app.state, source).await.expect("taken in");
        });
        let talk = (0..6).map(async |number| {
            luis.writes(&case, &format!("Nota {number}")).await;
        });
        futures_util::join!(join_all(writers), join_all(talk));
        assert_eq!(tickets_of(&luis).await.len(), 13);
        assert_eq!(taken_in(app).await.iter().filter(|mail| mail.answered).count(), 6);
    }
}

#[test]
fn a_mail_is_handed_over_again_when_the_database_is_away_or_a_setting_is_wrong() {
    let dir = tempfile::tempdir().expect("a directory");
    let source = mail("ana@example.com", OURS, "Hola");
    let away = Binary::new("postgres://nobody@127.0.0.1:1/nothing", dir.path());
    let wrong = Binary::alone(dir.path()).with("AVAL_BASE_URL", "ftp://x");
    for binary in [away, wrong] {
        let output = binary.run_with(&["mail", "receive"], &source);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(75), "{told}");
        assert!(told.contains("aval: "), "{told}");
    }
}

#[test]
fn replies_need_room_in_the_senders_address() {
    let dir = tempfile::tempdir().expect("a directory");
    let long = format!("{}@example.com", "x".repeat(40));
    let binary = Binary::alone(dir.path()).with("AVAL_MAIL_FROM", &long);
    let output = binary.with("AVAL_MAIL_REPLIES", "true").run(&["migrate"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && told.contains("AVAL_MAIL_FROM"), "{told}");
    assert_eq!(told.trim().lines().count(), 1, "{told}");
}
