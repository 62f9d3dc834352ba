use aval_contract::Stage;
use aval_contract::me::Locale;
use aval_contract::timeline::TimelineMessage;
use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::view_model::tickets::samples::{at, entry};

fn event(kind: EventKind, data: serde_json::Value) -> TimelineEntry {
    TimelineEntry { kind, data, ..entry(1, Stage::Analysis) }
}

fn told(kind: EventKind, data: serde_json::Value) -> Story {
    story(Texts::of(Locale::Es), at(2), &event(kind, data))
}

fn lines(story: &Story) -> Vec<String> {
    story
        .parts
        .iter()
        .map(|part| match part {
            Part::Line { label, text } => format!("{label}: {text}"),
            Part::Html { label, html } => format!("{}> {html}", label.unwrap_or_default()),
        })
        .collect()
}

#[test]
fn every_kind_has_its_own_sentence_in_every_language_even_without_data() {
    for locale in [Locale::Es, Locale::En] {
        let mut seen = std::collections::BTreeSet::new();
        for kind in EventKind::ALL {
            let story = story(Texts::of(locale), at(2), &event(kind, json!(null)));
            assert!(!story.headline.trim().is_empty(), "{kind}");
            assert!(seen.insert(story.headline.clone()), "{kind} says what another one says");
        }
    }
}

#[test]
fn assigning_tells_who_took_over_from_whom() {
    let new = json!({"id": Uuid::from_u128(3), "name": "Julián Rojas"});
    let old = json!({"id": Uuid::from_u128(4), "name": "Marta Gil"});
    let first = told(EventKind::Assigned, json!({"assignee": new}));
    assert_eq!(first.headline, "asignó el caso a Julián Rojas");
    let second = told(EventKind::Assigned, json!({"assignee": new, "previous": old}));
    assert_eq!(second.headline, "pasó el caso de Marta Gil a Julián Rojas");
    let mut own = event(EventKind::Assigned, json!({"assignee": new}));
    own.actor.id = Some(Uuid::from_u128(3));
    let own = story(Texts::of(Locale::Es), at(2), &own);
    assert_eq!(own.headline, "tomó el caso");
}

#[test]
fn a_window_tells_when_what_and_who_and_which_side_began() {
    let data = json!({
        "window_id": Uuid::from_u128(7),
        "starts_at": at(34),
        "ends_at": at(38),
        "task": "Cambiar la troncal",
        "contact": "Portería",
        "engineer": null,
        "override_reason": null,
    });
    let asked = told(EventKind::AfterHoursAsked, data.clone());
    assert_eq!(asked.headline, "solicitó un horario especial");
    assert_eq!(
        lines(&asked),
        [
            "Cuándo: Mañana, de 18:00 a 22:00",
            "Tarea: Cambiar la troncal",
            "Contacto en el sitio: Portería",
        ]
    );
    let mut proposed = event(EventKind::AfterHoursAsked, data);
    proposed.actor.staff = true;
    let proposed = story(Texts::of(Locale::Es), at(2), &proposed);
    assert_eq!(proposed.headline, "propuso un horario especial");
    let declined = told(
        EventKind::AfterHoursDeclined,
        json!({"starts_at": at(34), "ends_at": at(38), "reason": "Hay auditoría."}),
    );
    assert_eq!(lines(&declined)[1], "Motivo: Hay auditoría.");
    assert_eq!(declined.tone, Tone::Back);
}

#[test]
fn a_contact_tells_how_and_when_it_took_place() {
    let story = told(
        EventKind::ContactLogged,
        json!({"channel": "phone", "direction": "outbound", "outcome": "no_answer",
               "summary": "Buzón de voz.", "at": at(0)}),
    );
    let lines = lines(&story);
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert!(lines[1].contains("hoy a las 08:00"), "{lines:?}");
    assert!(lines[2].ends_with("Buzón de voz."), "{lines:?}");
}

#[test]
fn recategorizing_shows_each_change_from_and_to() {
    let story = told(
        EventKind::Recategorized,
        json!({"priority": {"from": "normal", "to": "critical"},
               "category": {"from": null, "to": "Telefonía"}, "reason": "Toda la operación."}),
    );
    let texts = Texts::of(Locale::Es);
    let lines = lines(&story);
    assert_eq!(lines.len(), 3);
    assert!(lines[0].contains(texts.priority(Priority::Critical)), "{lines:?}");
    assert!(lines[1].contains(texts.tickets().page.no_category), "{lines:?}");
    assert!(lines[1].contains("Telefonía"), "{lines:?}");
}

#[test]
fn a_delivery_shows_what_was_done_how_to_test_and_until_when() {
    let delivery = |number: u32| {
        json!({"solution_id": Uuid::from_u128(9), "number": number, "summary": "x",
               "summary_html": "<p>Hecho</p>", "test_steps": "y", "test_steps_html": "<p>Pruebe</p>",
               "resolution_type": "fixed", "ends_at": at(33), "testing_days": 3,
               "attachments": [{"id": Uuid::from_u128(5), "name": "informe.pdf", "size": 10,
                                "media_type": "application/pdf", "sha256": "00"}]})
    };
    let first = told(EventKind::SolutionDelivered, delivery(1));
    assert_eq!(first.tone, Tone::Forward);
    assert_eq!(first.attachments.len(), 1);
    let lines = lines(&first);
    assert!(lines[1].ends_with("mañana a las 17:00"), "{lines:?}");
    assert!(lines[2].ends_with("<p>Hecho</p>") && lines[3].ends_with("<p>Pruebe</p>"), "{lines:?}");
    let again = told(EventKind::SolutionDelivered, delivery(2));
    assert_ne!(again.headline, first.headline);
    let timeline = [
        event(EventKind::SolutionDelivered, delivery(1)),
        event(EventKind::MessagePosted, json!({})),
    ];
    let last = last_delivery(&timeline).expect("one was delivered");
    assert_eq!(last, ("<p>Hecho</p>".to_owned(), "<p>Pruebe</p>".to_owned()));
    assert_eq!(last_delivery(&timeline[1..]), None);
}

#[test]
fn staff_read_the_findings_of_which_the_customer_only_hears() {
    let public =
        told(EventKind::AnalysisRecorded, json!({"findings": ["structure"], "complete": false}));
    assert_eq!(public.parts, []);
    let mut texts = event(
        EventKind::AnalysisRecorded,
        json!({"identification": null, "validation": null, "structure": "PBX", "alarm_type": null}),
    );
    texts.visibility = Visibility::Internal;
    let internal = story(Texts::of(Locale::Es), at(2), &texts);
    assert_eq!(internal.tone, Tone::Internal);
    assert_eq!(lines(&internal), ["Estructura: PBX"]);
}

#[test]
fn a_message_takes_the_side_of_its_writer_and_a_note_is_internal_whoever_wrote_it() {
    let mut message = event(EventKind::MessagePosted, json!({"message_id": Uuid::from_u128(8)}));
    message.message = Some(TimelineMessage {
        id: Uuid::from_u128(8),
        body: "Hola".to_owned(),
        body_html: "<p>Hola</p>".to_owned(),
        attachments: Vec::new(),
    });
    let texts = Texts::of(Locale::Es);
    let customer = story(texts, at(2), &message);
    assert_eq!(customer.tone, Tone::CustomerMessage);
    assert_eq!(customer.parts, [Part::Html { label: None, html: "<p>Hola</p>".to_owned() }]);
    message.actor.staff = true;
    assert_eq!(story(texts, at(2), &message).tone, Tone::SupportMessage);
    message.visibility = Visibility::Internal;
    assert_eq!(story(texts, at(2), &message).tone, Tone::Internal);
}

#[test]
fn the_reason_of_a_rejection_is_shown_and_an_empty_comment_is_not() {
    let rejected = told(EventKind::SolutionRejected, json!({"reason": "Sigue igual."}));
    assert_eq!(rejected.tone, Tone::Back);
    assert!(lines(&rejected)[0].ends_with("Sigue igual."));
    let confirmed = told(EventKind::SolutionConfirmed, json!({"comment": ""}));
    assert_eq!((confirmed.tone, confirmed.parts.len()), (Tone::Settled, 0));
}

#[test]
fn days_are_bogotas() {
    // 22:00 and 00:30 in Bogota are the same day in UTC.
    let late = TimelineEntry { at: at(14), ..entry(14, Stage::Open) };
    let early =
        TimelineEntry { at: at(16) + chrono::TimeDelta::minutes(30), ..entry(16, Stage::Open) };
    assert_eq!(late.at.date_naive(), early.at.date_naive());
    let starts = |timeline: &[TimelineEntry]| -> Vec<bool> {
        starts_day(timeline).iter().map(|(day, _)| day.is_some()).collect()
    };
    assert_eq!(starts(&[late.clone(), early]), [true, true]);
    assert_eq!(starts(&[late.clone(), late]), [true, false]);
}

#[test]
fn the_timer_has_a_name_of_its_own() {
    let texts = Texts::of(Locale::Es);
    let mut actor = entry(1, Stage::Open).actor;
    assert_eq!(actor_name(texts, &actor), "Ana Torres");
    actor.actor_type = ActorType::Timer;
    assert_eq!(actor_name(texts, &actor), texts.tickets().story.timer);
}
