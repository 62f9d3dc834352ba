//! Windows and activities as calendar programs read them: iCalendar, RFC 5545.

use aval_domain::after_hours::WindowState;
use aval_domain::work_plan::ActivityState;
use chrono::{DateTime, TimeDelta, Utc};

use crate::db::{after_hours_window, person, ticket, work_plan_activity};
use crate::texts;

/// The most octets of a line without its end (RFC 5545, 3.1).
const LINE_OCTETS: usize = 75;

/// The calendar of an engineer. All of it is public to the customers of the tickets anyway.
pub(super) fn calendar(
    engineer: &person::Model,
    windows: &[after_hours_window::AgendaRow],
    activities: &[work_plan_activity::AgendaRow],
    base_url: &str,
) -> String {
    let words = texts::feed(engineer.locale.0);
    let mut text = Lines::default();
    text.line("BEGIN", "VCALENDAR");
    text.line("VERSION", "2.0");
    text.line("PRODID", "-//Aval//Aval//ES");
    text.line("CALSCALE", "GREGORIAN");
    text.line("METHOD", "PUBLISH");
    text.line("X-WR-CALNAME", &escaped(&format!("{} {}", words.calendar, engineer.name)));
    text.line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
    for row in windows {
        window_event(&mut text, row, words, base_url);
    }
    for row in activities {
        activity_event(&mut text, row, engineer, base_url);
    }
    text.line("END", "VCALENDAR");
    text.0
}

fn window_event(
    text: &mut Lines,
    row: &after_hours_window::AgendaRow,
    words: texts::FeedWords,
    base_url: &str,
) {
    let window = &row.window;
    let number = ticket::number_text(row.ticket.number);
    let link = format!("{base_url}/casos/{number}");
    let changed = instant(window.changed_at());
    let (status, sequence) = standing(window.state.0);
    let description = format!(
        "{}\n\n{}:\n{}\n\n{}: {}\n\n{link}",
        row.ticket.subject, words.task, window.task, words.contact, window.contact
    );
    text.line("BEGIN", "VEVENT");
    text.line("UID", &window.id.to_string());
    text.line("DTSTAMP", &changed);
    text.line("LAST-MODIFIED", &changed);
    text.line("SEQUENCE", sequence);
    text.line("STATUS", status);
    text.line("DTSTART", &instant(window.starts_at));
    text.line("DTEND", &instant(window.ends_at));
    text.line("SUMMARY", &escaped(&format!("{number} · {}", row.ticket.company_name)));
    text.line("DESCRIPTION", &escaped(&description));
    text.line("LOCATION", &escaped(&window.contact));
    text.line("URL", &link);
    text.line("END", "VEVENT");
}

/// An activity. It has its id in every version of its plan, and whatever happens to it is a change of
/// its ticket, which counts and dates them. It takes nobody's time as a window does: it is to be
/// done by its end.
fn activity_event(
    text: &mut Lines,
    row: &work_plan_activity::AgendaRow,
    engineer: &person::Model,
    base_url: &str,
) {
    let (activity, locale) = (&row.activity, engineer.locale.0);
    let number = ticket::number_text(row.ticket.number);
    let link = format!("{base_url}/casos/{number}");
    let changed = instant(row.ticket_updated_at);
    let (status, state) = if row.is_called_off() {
        ("CANCELLED", ActivityState::Cancelled)
    } else {
        ("CONFIRMED", activity.state.0)
    };
    let description = format!(
        "{}\n\n{}: {}\n\n{link}",
        row.ticket.subject,
        texts::feed(locale).activity,
        texts::activity_state(locale, state)
    );
    // An event ends later than it begins, to the second.
    let ends = activity.ends_at.max(activity.starts_at + TimeDelta::seconds(1));
    text.line("BEGIN", "VEVENT");
    text.line("UID", &activity.id.to_string());
    text.line("DTSTAMP", &changed);
    text.line("LAST-MODIFIED", &changed);
    text.line("SEQUENCE", &row.ticket_version.to_string());
    text.line("STATUS", status);
    text.line("TRANSP", "TRANSPARENT");
    text.line("DTSTART", &instant(activity.starts_at));
    text.line("DTEND", &instant(ends));
    let summary = format!("{number} · {} · {}", row.ticket.company_name, activity.title);
    text.line("SUMMARY", &escaped(&summary));
    text.line("DESCRIPTION", &escaped(&description));
    text.line("URL", &link);
    text.line("END", "VEVENT");
}

/// The status of a window that was agreed once, and how often that has changed since: what is
/// agreed takes place at its time or is called off, once.
const fn standing(state: WindowState) -> (&'static str, &'static str) {
    match state {
        WindowState::Agreed | WindowState::Done => ("CONFIRMED", "0"),
        WindowState::Missed | WindowState::Cancelled => ("CANCELLED", "1"),
        // In no feed: nobody comes for these.
        WindowState::Asked | WindowState::Declined => ("TENTATIVE", "0"),
    }
}

/// `20260716T220000Z`
fn instant(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// A value of the type TEXT (RFC 5545, 3.3.11). Other control characters are taken nowhere.
fn escaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '\\' | ';' | ',' => text.extend(['\\', c]),
            '\n' => text.push_str("\\n"),
            c => text.push(c),
        }
    }
    text
}

/// Content lines, folded between characters and ended by CR LF.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn line(&mut self, name: &str, value: &str) {
        let mut octets = 0;
        for c in name.chars().chain([':']).chain(value.chars()) {
            if octets + c.len_utf8() > LINE_OCTETS {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(c);
            octets += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use aval_domain::after_hours::Side;
    use aval_domain::lifecycle::Role;
    use aval_domain::people::{Locale, PersonStatus};
    use uuid::Uuid;

    use super::*;
    use crate::db::Word;
    use crate::db::after_hours_window::AgendaRow;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    fn engineer() -> person::Model {
        person::Model {
            id: Uuid::from_u128(1),
            email: "luis@example.com".to_owned(),
            name: "Luis, Mora".to_owned(),
            folded_name: String::new(),
            role: Word(Role::Engineer),
            company_id: None,
            reporter_slot: None,
            status: Word(PersonStatus::Active),
            locale: Word(Locale::Es),
            password_hash: None,
            created_at: at("2026-01-01T00:00:00Z"),
            muted_mail: String::new(),
        }
    }

    fn row(state: WindowState, task: &str) -> AgendaRow {
        AgendaRow {
            window: after_hours_window::Model {
                id: Uuid::from_u128(7),
                ticket_id: Uuid::from_u128(8),
                state: Word(state),
                asked_by_side: Word(Side::Customer),
                asked_by: Uuid::from_u128(2),
                asked_at: at("2026-07-10T15:00:00Z"),
                starts_at: at("2026-07-16T22:00:00Z"),
                ends_at: at("2026-07-17T02:30:00Z"),
                task: task.to_owned(),
                contact: "Portería".to_owned(),
                engineer_id: Some(Uuid::from_u128(1)),
                override_reason: None,
                answered_by: Some(Uuid::from_u128(1)),
                answered_at: Some(at("2026-07-10T16:00:00Z")),
                settled_by: None,
                settled_at: None,
                reason: None,
            },
            ticket: named("Óptica; A, B & C"),
            engineer_name: Some("Luis, Mora".to_owned()),
        }
    }

    fn named(company: &str) -> ticket::Named {
        ticket::Named {
            id: Uuid::from_u128(8),
            number: 123,
            subject: "Puertas".to_owned(),
            company_id: Uuid::from_u128(9),
            company_name: company.to_owned(),
        }
    }

    fn activity(state: ActivityState) -> work_plan_activity::AgendaRow {
        work_plan_activity::AgendaRow {
            activity: work_plan_activity::Model {
                plan_id: Uuid::from_u128(20),
                id: Uuid::from_u128(21),
                position: 0,
                title: "Probar; y avisar".to_owned(),
                responsible_id: Uuid::from_u128(1),
                starts_at: at("2026-07-16T13:00:00Z"),
                ends_at: at("2026-07-20T22:00:00Z"),
                state: Word(state),
                notes: Some("zumbayllu".to_owned()),
            },
            responsible_name: "Luis, Mora".to_owned(),
            responsible_role: Role::Engineer,
            ticket: named("Óptica"),
            ticket_version: 14,
            ticket_updated_at: at("2026-07-11T09:00:00Z"),
            ticket_closed_at: None,
        }
    }

    fn written(rows: &[AgendaRow]) -> String {
        calendar(&engineer(), rows, &[], "https://soporte.example.com")
    }

    fn planned(row: work_plan_activity::AgendaRow) -> Vec<String> {
        unfolded(&calendar(&engineer(), &[], &[row], "https://soporte.example.com"))
    }

    fn holds(lines: &[String], line: &str) -> bool {
        lines.iter().any(|seen| seen == line)
    }

    /// The lines as a reader has them: folded ones put together again.
    fn unfolded(text: &str) -> Vec<String> {
        text.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn an_agreed_window_is_an_event_in_utc() {
        insta::assert_snapshot!(
            unfolded(&written(&[row(WindowState::Agreed, "Cambiar la troncal")])).join("\n"),
            @r"
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//Aval//Aval//ES
        CALSCALE:GREGORIAN
        METHOD:PUBLISH
        X-WR-CALNAME:Agenda de Luis\, Mora
        REFRESH-INTERVAL;VALUE=DURATION:PT1H
        BEGIN:VEVENT
        UID:00000000-0000-0000-0000-000000000007
        DTSTAMP:20260710T160000Z
        LAST-MODIFIED:20260710T160000Z
        SEQUENCE:0
        STATUS:CONFIRMED
        DTSTART:20260716T220000Z
        DTEND:20260717T023000Z
        SUMMARY:CASO-000123 · Óptica\; A\, B & C
        DESCRIPTION:Puertas\n\nTarea:\nCambiar la troncal\n\nContacto en el sitio: Portería\n\nhttps://soporte.example.com/casos/CASO-000123
        LOCATION:Portería
        URL:https://soporte.example.com/casos/CASO-000123
        END:VEVENT
        END:VCALENDAR
        "
        );
    }

    #[test]
    fn a_window_that_was_called_off_is_the_same_event_once_more() {
        let mut cancelled = row(WindowState::Cancelled, "x");
        cancelled.window.settled_at = Some(at("2026-07-12T09:00:00Z"));
        let lines = unfolded(&written(&[cancelled]));
        for line in [
            "UID:00000000-0000-0000-0000-000000000007",
            "STATUS:CANCELLED",
            "SEQUENCE:1",
            "LAST-MODIFIED:20260712T090000Z",
        ] {
            assert!(lines.iter().any(|seen| seen == line), "{line} in {lines:#?}");
        }
    }

    #[test]
    fn an_activity_is_an_event_that_takes_nobodys_time_and_tells_no_notes() {
        insta::assert_snapshot!(
            planned(activity(ActivityState::Pending))[7..].join("\n"),
            @r"
        BEGIN:VEVENT
        UID:00000000-0000-0000-0000-000000000015
        DTSTAMP:20260711T090000Z
        LAST-MODIFIED:20260711T090000Z
        SEQUENCE:14
        STATUS:CONFIRMED
        TRANSP:TRANSPARENT
        DTSTART:20260716T130000Z
        DTEND:20260720T220000Z
        SUMMARY:CASO-000123 · Óptica · Probar\; y avisar
        DESCRIPTION:Puertas\n\nActividad del plan de trabajo: sin empezar\n\nhttps://soporte.example.com/casos/CASO-000123
        URL:https://soporte.example.com/casos/CASO-000123
        END:VEVENT
        END:VCALENDAR
        "
        );
    }

    #[test]
    fn what_is_done_stays_and_what_nobody_will_do_is_called_off() {
        let closed = |state| work_plan_activity::AgendaRow {
            ticket_closed_at: Some(at("2026-07-12T09:00:00Z")),
            ..activity(state)
        };
        for (row, status, told) in [
            (activity(ActivityState::InProgress), "STATUS:CONFIRMED", "en curso"),
            (activity(ActivityState::Done), "STATUS:CONFIRMED", "hecha"),
            (closed(ActivityState::Done), "STATUS:CONFIRMED", "hecha"),
            (activity(ActivityState::Cancelled), "STATUS:CANCELLED", "no se hará"),
            (closed(ActivityState::Pending), "STATUS:CANCELLED", "no se hará"),
            (closed(ActivityState::InProgress), "STATUS:CANCELLED", "no se hará"),
        ] {
            let lines = planned(row);
            assert!(holds(&lines, status), "{status} in {lines:#?}");
            let told = format!(r"Actividad del plan de trabajo: {told}\n");
            assert!(lines.iter().any(|line| line.contains(&told)), "{told} in {lines:#?}");
        }
    }

    #[test]
    fn what_takes_less_than_a_second_ends_later_than_it_begins() {
        let mut short = activity(ActivityState::Pending);
        short.activity.starts_at = at("2026-07-16T13:00:00.2Z");
        short.activity.ends_at = at("2026-07-16T13:00:00.4Z");
        let lines = planned(short);
        assert!(holds(&lines, "DTSTART:20260716T130000Z"), "{lines:#?}");
        assert!(holds(&lines, "DTEND:20260716T130001Z"), "{lines:#?}");
    }

    #[test]
    fn long_lines_are_folded_between_characters_and_end_with_cr_lf() {
        let task = "ñandú 🦤 ".repeat(60);
        let text = written(&[row(WindowState::Agreed, task.trim())]);
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
        assert_eq!(text.matches('\r').count(), text.matches("\r\n").count());
        for line in text.split("\r\n") {
            assert!(line.len() <= 75, "{} octets: {line}", line.len());
        }
        assert!(unfolded(&text).iter().any(|line| line.contains(task.trim())));
    }

    #[test]
    fn what_people_write_makes_no_line_of_its_own() {
        let task = "uno\nEND:VEVENT\nBEGIN:VALARM\\n; dos, tres";
        let lines = unfolded(&written(&[row(WindowState::Agreed, task)]));
        assert_eq!(lines.iter().filter(|line| line.as_str() == "END:VEVENT").count(), 1);
        let told = r"uno\nEND:VEVENT\nBEGIN:VALARM\\n\; dos\, tres";
        assert!(lines.iter().any(|line| line.contains(told)), "{lines:#?}");
    }
}
