//! What a mail server is really given, over the life of a case, and what becomes of a mail that it
//! does not take.

use std::collections::BTreeSet;

use aval_contract::after_hours::{AskAfterHours, ChangedWindow};
use aval_contract::ticket_actions::{Empty, RecordAnalysis};
use aval_contract::work_plans::DraftActivity;
use aval_contract::{ActivityState, Stage};
use chrono::{DateTime, TimeDelta, Utc};
use mail_parser::{Address, MessageParser, PartType};
use serde_json::json;

use crate::util::{
    Actor, Case, Letter, Mood, SmtpSink, TestApp, Weeks, bogota, both, delivery, findings, plan,
    question,
};

/// A word that stands in internal texts only.
const CANARY: &str = "zumbayllu";

/// The sender that the server is given.
const FROM: &str = "soporte@aval.example.com";

/// A mail as its reader's program takes it apart.
#[derive(Debug)]
struct Mail {
    envelope: Vec<String>,
    to: Vec<String>,
    subject: String,
    text: String,
    html: String,
    id: String,
    thread: String,
    date: DateTime<Utc>,
    reply_to: Option<String>,
    source: String,
}

fn addresses(header: Option<&Address<'_>>) -> Vec<String> {
    let list = header.into_iter().flat_map(Address::iter);
    list.filter_map(|one| one.address().map(str::to_owned)).collect()
}

impl Mail {
    /// Takes it apart, and checks what holds for every mail of ours.
    fn read(letter: &Letter) -> Self {
        let source = String::from_utf8(letter.source.clone()).expect("other programs want ASCII");
        assert!(source.is_ascii(), "{source}");
        let mail = MessageParser::default().parse(&letter.source).expect("a mail");
        assert_eq!(addresses(mail.from()), [FROM], "{source}");
        assert!(letter.from == FROM, "{} in {source}", letter.from);
        let kind = mail.root_part().headers.iter().find(|header| header.name() == "Content-Type");
        let kind = kind.and_then(|header| header.value().as_content_type()).expect("a type");
        assert_eq!((kind.ctype(), kind.subtype()), ("multipart", Some("alternative")), "{source}");
        let bodies = |part: &&mail_parser::MessagePart<'_>| {
            matches!(part.body, PartType::Text(_) | PartType::Html(_))
        };
        assert_eq!(mail.parts.iter().filter(bodies).count(), 2, "{source}");
        let auto = mail.header_raw("Auto-Submitted").expect("Auto-Submitted");
        assert_eq!(auto.trim(), "auto-generated", "{source}");
        assert_eq!(mail.in_reply_to().as_text(), mail.references().as_text(), "{source}");
        assert!(mail.cc().is_none() && mail.bcc().is_none(), "{source}");
        let date = mail.date().expect("a date").to_timestamp();
        Self {
            envelope: letter.to.clone(),
            to: addresses(mail.to()),
            subject: mail.subject().expect("a subject").to_owned(),
            text: mail.body_text(0).expect("text").into_owned(),
            html: mail.body_html(0).expect("HTML").into_owned(),
            id: mail.message_id().expect("an id").to_owned(),
            thread: mail.references().as_text().unwrap_or_default().to_owned(),
            date: DateTime::from_timestamp(date, 0).expect("an instant"),
            reply_to: addresses(mail.reply_to()).pop(),
            source,
        }
    }

    /// Both bodies say it.
    #[track_caller]
    fn says(&self, words: &str) {
        for body in [&self.text, &self.html] {
            assert!(body.contains(words), "{words:?} is not in {body}");
        }
    }
}

/// A server that gives its mails to a sink, and how many of them have been read.
struct Post<'a> {
    weeks: Weeks<'a>,
    sink: SmtpSink,
    read: usize,
}

impl<'a> Post<'a> {
    async fn begin(app: &'a TestApp, wall: &str) -> Self {
        let sink = SmtpSink::start().await;
        let weeks = Weeks::begin_with(app, wall, |binary| {
            binary
                .with("AVAL_SMTP_URL", &sink.url())
                .with("AVAL_MAIL_FROM", &format!("Centro de asistencia <{FROM}>"))
        })
        .await;
        Self { weeks, sink, read: 0 }
    }

    /// What came since the last look, all of it dated by the clock of this moment.
    async fn comes(&mut self) -> Vec<Mail> {
        self.weeks.settle().await;
        let letters = self.sink.letters();
        let mut new: Vec<Mail> = letters[self.read..].iter().map(Mail::read).collect();
        self.read = letters.len();
        for mail in &new {
            assert_eq!(mail.date, self.weeks.now(), "{}", mail.source);
        }
        // Several at once come in any order.
        new.sort_by(|one, other| one.to.cmp(&other.to));
        new
    }

    /// What came since the last look is one mail to each of these.
    async fn brings(&mut self, readers: &[&Actor]) -> Vec<Mail> {
        let mails = self.comes().await;
        let mut wanted: Vec<&str> = readers.iter().map(|reader| reader.email.as_str()).collect();
        wanted.sort_unstable();
        let got: Vec<&str> = mails.iter().flat_map(|mail| &mail.to).map(String::as_str).collect();
        assert_eq!(got, wanted, "{:?}", mails.iter().map(|mail| &mail.subject).collect::<Vec<_>>());
        for mail in &mails {
            assert_eq!(mail.envelope, mail.to, "{}", mail.source);
        }
        mails
    }

    async fn goes_to(&mut self, wall: &str) {
        self.weeks.go_to(wall).await;
    }

    async fn here(&self, actor: &Actor) -> Actor {
        self.weeks.here(actor).await
    }
}

/// A window on Saturday evening, the 25th of July.
fn saturday_evening() -> AskAfterHours {
    AskAfterHours {
        starts_at: bogota("2026-07-25 20:00"),
        ends_at: bogota("2026-07-25 22:00"),
        task: "Cambiar la troncal SIP".to_owned(),
        contact: "Portería, 300 123 4567".to_owned(),
        override_reason: None,
        engineer_id: None,
    }
}

async fn asks_for_window(actor: &Actor, case: &Case) -> uuid::Uuid {
    let version = actor.sees(case).await.version;
    let path = format!("/api/v1/tickets/{}/after-hours", case.id);
    let answer = actor.ask("POST", &path).seen(version).json(&saturday_evening()).send().await;
    answer.is(201).read::<ChangedWindow>().window.id
}

async fn agrees_to_window(actor: &Actor, case: &Case, window: uuid::Uuid) {
    let version = actor.sees(case).await.version;
    let path = format!("/api/v1/tickets/{}/after-hours/{window}/agree", case.id);
    actor.ask("POST", &path).seen(version).json(&Empty {}).send().await.is(200);
}

/// Findings that nobody outside support may read.
fn secret_findings() -> RecordAnalysis {
    let structure = Some(format!("Pasarela de voz, {CANARY}"));
    RecordAnalysis { structure, ..findings() }
}

both! {
    async fn each_mail_of_a_cases_life_reaches_its_readers_and_nobody_else(app: &TestApp) {
        let (acme, other) = (app.company("Acme").await, app.company("Otra").await);
        let (ana, ben) = (app.reporter("Ana", &acme).await, app.reporter("Ben", &acme).await);
        let eva = app.reporter("Eva", &other).await;
        let (luis, carla) = (app.engineer("Luis").await, app.coordinator("Carla").await);
        // A Saturday evening before a Monday that is a holiday.
        let mut post = Post::begin(app, "2026-07-18 20:00").await;
        let english = json!({ "locale": "en" });
        post.here(&ben).await.ask("PATCH", "/api/v1/me").json(&english).send().await.is(200);

        let case = post.here(&ana).await.opens(post.weeks.incident()).await;
        let opened = &post.brings(&[&ana]).await[0];
        opened.says("martes 21 de julio de 2026 a las 8:00 a. m. (hora de Bogotá)");
        let bens = post.here(&ben).await.opens(question()).await;
        let his = &post.brings(&[&ben]).await[0];
        his.says("Tuesday, July 21, 2026 at 8:00 a.m.");
        assert_ne!(opened.thread, his.thread, "each case has a thread of its own");
        let evas = post.here(&eva).await.opens(question()).await;
        assert_eq!(post.brings(&[&eva]).await.len(), 1);

        post.goes_to("2026-07-21 08:30").await;
        let desk = post.here(&luis).await;
        desk.takes(&case).await;
        desk.notes(&case, &format!("Ojo con el {CANARY}")).await;
        desk.asks_about(&case, "¿Con *cuántos* agentes pasa?").await;
        let asked = &post.brings(&[&ana]).await[0];
        assert!(asked.text.contains("¿Con *cuántos* agentes pasa?"), "{}", asked.text);
        assert!(asked.html.contains("¿Con <em>cuántos</em> agentes pasa?"), "{}", asked.html);
        assert_eq!(asked.thread, opened.thread);
        assert_ne!(asked.id, opened.id);

        post.goes_to("2026-07-21 09:00").await;
        post.here(&ana).await.writes(&case, "Con tres.").await;
        let written = &post.brings(&[&luis]).await[0];
        assert!(written.subject.contains("El cliente escribió"), "{}", written.subject);
        post.here(&luis).await.writes(&case, "Gracias, lo miramos.").await;
        post.brings(&[&ana]).await[0].says("Gracias, lo miramos.");

        let desk = post.here(&luis).await;
        desk.starts_analysis(&case).await;
        let findings = desk.acts("record-analysis", &case, &secret_findings()).await;
        findings.is(200);
        let draft = on_the_21st(plan(&luis));
        desk.sends_plan(&case, &draft).await;
        for mail in post.brings(&[&ana, &ben]).await {
            mail.says("Abrir el rango RTP en el cortafuegos");
            let moment = if mail.to[0] == ana.email {
                "martes 21 de julio de 2026 a las 9:30 a. m."
            } else {
                "Tuesday, July 21, 2026 at 9:30 a.m."
            };
            mail.says(moment);
        }
        post.here(&ana).await.approves_plan(&case).await;
        let desk = post.here(&luis).await;
        desk.starts_solution(&case).await;
        for place in 0..draft.activities.len() {
            desk.moves_activity(&case, place, ActivityState::InProgress).await;
            desk.moves_activity(&case, place, ActivityState::Done).await;
        }
        let approved = &post.brings(&[&luis]).await[0];
        assert!(approved.subject.contains("aprobó el plan"), "{}", approved.subject);

        let window = asks_for_window(&desk, &case).await;
        for mail in post.brings(&[&ana, &ben]).await {
            let moment = if mail.to[0] == ana.email {
                "sábado 25 de julio de 2026 a las 8:00 p. m."
            } else {
                "Saturday, July 25, 2026 at 8:00 p.m."
            };
            mail.says(moment);
        }
        agrees_to_window(&post.here(&ana).await, &case, window).await;
        let agreed = post.brings(&[&ben, &luis]).await;
        agreed.iter().for_each(|mail| mail.says("Portería, 300 123 4567"));
        assert!(agreed[0].subject.contains("After-hours window agreed"), "{}", agreed[0].subject);

        post.goes_to("2026-07-21 11:00").await;
        post.here(&luis).await.delivers(&case, delivery()).await;
        let delivered = &post.brings(&[&ana]).await[0];
        delivered.says("viernes 24 de julio de 2026 a las 5:00 p. m.");
        delivered.says("Tomar tres llamadas");

        // Nobody has touched Ben's and Eva's questions: three quarters of nine hours are gone.
        post.goes_to("2026-07-21 14:45").await;
        let warned = post.brings(&[&carla, &carla]).await;
        let about: BTreeSet<&str> = warned.iter().map(|mail| mail.thread.as_str()).collect();
        assert_eq!(about.len(), 2, "one about each");
        for (mail, case) in warned.iter().flat_map(|mail| [(mail, &bens), (mail, &evas)]) {
            let is_about = mail.thread.starts_with(&case.number.to_lowercase());
            assert_eq!(mail.subject.contains(&case.number), is_about, "{}", mail.subject);
        }
        post.here(&luis).await.writes(&bens, "We are on it.").await;
        let answered = &post.brings(&[&ben]).await[0];
        assert_eq!(answered.thread, his.thread);
        post.here(&luis).await.writes(&evas, "Ya lo vemos.").await;
        assert_eq!(post.brings(&[&eva]).await.len(), 1);

        post.goes_to("2026-07-23 09:30").await;
        for mail in post.brings(&[&ana, &ben]).await {
            let (word, moment) = if mail.to[0] == ana.email {
                ("lang=\"es\"", "viernes 24 de julio de 2026 a las 5:00 p. m.")
            } else {
                ("lang=\"en\"", "Friday, July 24, 2026 at 5:00 p.m.")
            };
            assert!(mail.html.contains(word), "{}", mail.html);
            mail.says(moment);
            assert_eq!(mail.thread, opened.thread);
        }
        post.goes_to("2026-07-24 08:00").await;
        assert_eq!(post.brings(&[&ana, &ben]).await.len(), 2);
        // Ben's and Eva's questions have used up most of their time.
        post.goes_to("2026-07-24 16:45").await;
        post.brings(&[&carla, &carla]).await;
        post.goes_to("2026-07-24 17:00").await;
        assert_eq!(post.here(&ana).await.sees(&case).await.stage, Stage::Closed);
        // Nobody has to come on Saturday.
        let closing = post.brings(&[&ana, &ana, &ben, &ben, &luis, &luis]).await;
        assert!(closing.iter().all(|mail| mail.thread == opened.thread));
        let off = |mail: &&Mail| mail.subject.contains("cancel") || mail.subject.contains("off");
        let (off, closed): (Vec<&Mail>, Vec<&Mail>) = closing.iter().partition(off);
        assert_eq!((off.len(), closed.len()), (3, 3));
        // Her engineer is told in short; until when it can be reopened is for the customer.
        for mail in closed.into_iter().filter(|mail| mail.to[0] != luis.email) {
            let moment = if mail.to[0] == ana.email { "lunes 3 de agosto" } else { "Monday, August 3" };
            mail.says(moment);
        }

        let letters = post.sink.letters();
        let ids: BTreeSet<String> = letters.iter().map(|one| Mail::read(one).id).collect();
        assert_eq!(ids.len(), letters.len(), "each mail has an id of its own");
        let base = &app.state.config.base_url;
        for mail in letters.iter().map(Mail::read) {
            for part in [&mail.subject, &mail.text, &mail.html, &mail.source] {
                assert!(!part.contains(CANARY), "{}", mail.source);
            }
            for body in [&mail.text, &mail.html] {
                assert!(body.contains(&format!("{base}/casos/CASO-")), "{body}");
                for (at, _) in body.match_indices("http") {
                    assert!(body[at..].starts_with(base.as_str()), "{body}");
                }
            }
            assert_eq!(mail.reply_to, None, "nobody takes replies in here: {}", mail.source);
            // Of Acme's cases Eva hears nothing, and Ana and Ben nothing of hers.
            let is_evas = mail.thread.starts_with(&evas.number.to_lowercase());
            let to = &mail.to[0];
            let may_read = if is_evas { to == &eva.email } else { to != &eva.email };
            assert!(may_read || to == &carla.email, "{} to {to}", mail.subject);
        }
    }

    async fn a_mail_that_is_not_taken_for_now_comes_later_and_once(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let mut post = Post::begin(app, "2026-07-21 09:00").await;
        post.sink.will_be([Mood::Busy, Mood::BusyAtTheEnd]);
        post.here(&ana).await.opens(question()).await;
        assert!(post.comes().await.is_empty(), "refused");
        assert_eq!(post.sink.refused(), 1);
        post.goes_to("2026-07-21 09:01").await;
        assert!(post.comes().await.is_empty(), "refused again");
        assert_eq!(post.sink.refused(), 2);
        // Back-off grows: half a minute after the second time.
        post.goes_to("2026-07-21 09:02").await;
        let came = post.brings(&[&ana]).await;
        assert!(came[0].subject.contains("CASO-000001"), "{}", came[0].subject);
        post.goes_to("2026-07-21 12:00").await;
        assert!(post.comes().await.is_empty(), "it came once");
    }

    async fn a_mail_that_is_sent_twice_can_be_told_by_its_id(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let mut post = Post::begin(app, "2026-07-21 09:00").await;
        post.sink.will_be([Mood::Speechless]);
        post.here(&ana).await.opens(question()).await;
        let first = post.brings(&[&ana]).await;
        post.goes_to("2026-07-21 09:01").await;
        let second = post.brings(&[&ana]).await;
        assert_eq!(first[0].id, second[0].id);
        assert_eq!(first[0].text, second[0].text);
        post.goes_to("2026-07-21 12:00").await;
        assert!(post.comes().await.is_empty());
    }

    async fn no_mail_is_lost_while_the_server_is_away(app: &TestApp) {
        let ana = app.reporter("Ana", &app.company("Acme").await).await;
        let mut post = Post::begin(app, "2026-07-21 09:00").await;
        post.sink.will_be([Mood::Busy; 12]);
        for _ in 0..4 {
            post.here(&ana).await.opens(question()).await;
        }
        assert!(post.comes().await.is_empty());
        for wall in ["2026-07-21 09:01", "2026-07-21 09:03"] {
            post.goes_to(wall).await;
        }
        assert_eq!((post.sink.refused(), post.comes().await.len()), (12, 0));
        post.goes_to("2026-07-21 09:08").await;
        let came = post.brings(&[&ana, &ana, &ana, &ana]).await;
        let about: BTreeSet<&str> = came.iter().map(|mail| mail.thread.as_str()).collect();
        assert_eq!(about.len(), 4, "one of each case");
    }
}

/// A plan whose activities lie on the morning of the 21st of July.
fn on_the_21st(
    mut plan: aval_contract::work_plans::DraftWorkPlan,
) -> aval_contract::work_plans::DraftWorkPlan {
    let mut starts_at = bogota("2026-07-21 09:30");
    for activity in &mut plan.activities {
        let ends_at = starts_at + TimeDelta::hours(1);
        *activity = DraftActivity { starts_at, ends_at, ..activity.clone() };
        starts_at = ends_at;
    }
    plan
}
