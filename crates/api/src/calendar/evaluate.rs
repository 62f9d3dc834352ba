//! Somebody counts service time or business days.

use actix_web::{HttpResponse, post, web};
use aval_contract::calendar::{Evaluate, Evaluated};
use aval_domain::calendar::{Calendar, OutOfRange};
use aval_domain::lifecycle::Kind;
use chrono::TimeDelta;

use crate::app::State;
use crate::auth::SignedIn;
use crate::change::{Change, json};
use crate::error::{ApiError, Result};
use crate::http::{Body, NoParams, Params};
use crate::rules::Rules;

/// The most business days that can be added.
const MAX_BUSINESS_DAYS: u32 = 1000;

/// Count service time or business days
///
/// Exactly one of `add_service_time`, `add_business_days` and `to` is sent. Nothing is changed, so
/// that the same question may be asked again with any `Idempotency-Key` or none.
#[utoipa::path(
    tag = "calendar",
    operation_id = "evaluate_calendar",
    request_body = Evaluate,
    responses((status = 200, description = "What was asked for", body = Evaluated))
)]
#[post("/calendar/evaluate")]
pub(super) async fn evaluate(
    _who: SignedIn,
    _change: Change,
    state: web::Data<State>,
    _none: Params<NoParams>,
    Body(question): Body<Evaluate>,
) -> Result<HttpResponse> {
    let rules = Rules::load(state.db.read()).await?;
    Ok(json(&answer(&rules.calendar, &question)?))
}

fn answer(calendar: &Calendar, question: &Evaluate) -> Result<Evaluated> {
    let Evaluate { kind, from, add_service_time, add_business_days, to } = *question;
    let kind = kind.unwrap_or(Kind::Incident);
    let refuse = |pointer| move |OutOfRange| ApiError::invalid(pointer, "out_of_range");
    calendar.is_open(kind, from).map_err(refuse("/from"))?;
    match (add_service_time, add_business_days, to) {
        (Some(time), None, None) => {
            if time.span() < TimeDelta::zero() {
                return Err(ApiError::invalid("/add_service_time", "out_of_range"));
            }
            let at = calendar
                .add_service_time(kind, from, time.span())
                .map_err(refuse("/add_service_time"))?;
            Ok(Evaluated { at: Some(at), ..Evaluated::default() })
        }
        (None, Some(days), None) => {
            if !(1..=MAX_BUSINESS_DAYS).contains(&days) {
                return Err(ApiError::invalid("/add_business_days", "out_of_range"));
            }
            let refuse = refuse("/add_business_days");
            let first = calendar.business_day_of(from).map_err(refuse)?;
            let date = calendar.nth_business_day_after(first, days).map_err(refuse)?;
            let close = calendar.close_of_nth_business_day(from, days).map_err(refuse)?;
            Ok(Evaluated { date: Some(date), close: Some(close), ..Evaluated::default() })
        }
        (None, None, Some(to)) => {
            if to < from {
                return Err(ApiError::invalid("/to", "before_start"));
            }
            let time = calendar.service_time_between(kind, from, to).map_err(refuse("/to"))?;
            Ok(Evaluated { service_time: Some(time.into()), ..Evaluated::default() })
        }
        _ => Err(ApiError::invalid("", "one_of")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(json: &str) -> Result<String> {
        let question = serde_json::from_str(json).expect("a question");
        answer(&Calendar::default(), &question)
            .map(|found| serde_json::to_string(&found).expect("JSON"))
    }

    fn refused(json: &str) -> (String, &'static str) {
        match asked(json) {
            Err(ApiError::Validation(wrong)) => (wrong[0].pointer.clone(), wrong[0].code),
            other => panic!("{json}: {other:?}"),
        }
    }

    #[test]
    fn two_hours_from_friday_at_four_end_on_saturday_for_incidents_only() {
        // 10 July 2026 is a Friday; the Monday after it is a holiday by Ley 2578 of 2026.
        let from = r#""from":"2026-07-10T21:00:00Z","add_service_time":"PT2H""#;
        assert_eq!(
            asked(&format!(r#"{{"kind":"incident",{from}}}"#)).expect("an instant"),
            r#"{"at":"2026-07-11T15:00:00Z"}"#
        );
        assert_eq!(
            asked(&format!(r#"{{"kind":"request",{from}}}"#)).expect("an instant"),
            r#"{"at":"2026-07-14T14:00:00Z"}"#
        );
    }

    #[test]
    fn three_business_days_skip_the_weekend_and_the_holiday() {
        assert_eq!(
            asked(r#"{"from":"2026-07-10T21:00:00Z","add_business_days":3}"#).expect("a date"),
            r#"{"date":"2026-07-16","close":"2026-07-16T22:00:00Z"}"#
        );
    }

    #[test]
    fn a_closed_weekend_holds_no_service_time_but_saturday_morning() {
        let span = r#""from":"2026-07-10T22:00:00Z","to":"2026-07-14T13:00:00Z""#;
        assert_eq!(
            asked(&format!(r#"{{"kind":"incident",{span}}}"#)).expect("a span"),
            r#"{"service_time":"PT3H"}"#
        );
        assert_eq!(
            asked(&format!(r#"{{"kind":"question",{span}}}"#)).expect("a span"),
            r#"{"service_time":"PT0S"}"#
        );
    }

    #[test]
    fn exactly_one_thing_is_asked() {
        let from = r#""from":"2026-07-10T21:00:00Z""#;
        assert_eq!(refused(&format!("{{{from}}}")), (String::new(), "one_of"));
        let both = format!(r#"{{{from},"add_business_days":3,"add_service_time":"PT1H"}}"#);
        assert_eq!(refused(&both), (String::new(), "one_of"));
    }

    #[test]
    fn what_leaves_the_calendar_is_refused_by_its_field() {
        let from = r#""from":"2026-07-10T21:00:00Z""#;
        for (json, pointer, code) in [
            (
                r#"{"from":"1983-12-31T12:00:00Z","add_business_days":1}"#.to_owned(),
                "/from",
                "out_of_range",
            ),
            (
                r#"{"from":"-262143-01-01T00:00:00Z","add_business_days":1}"#.to_owned(),
                "/from",
                "out_of_range",
            ),
            (
                format!(r#"{{{from},"add_service_time":"-PT1H"}}"#),
                "/add_service_time",
                "out_of_range",
            ),
            (
                format!(r#"{{{from},"add_service_time":"PT9999999999H"}}"#),
                "/add_service_time",
                "out_of_range",
            ),
            (format!(r#"{{{from},"add_business_days":0}}"#), "/add_business_days", "out_of_range"),
            (
                format!(r#"{{{from},"add_business_days":4000000000}}"#),
                "/add_business_days",
                "out_of_range",
            ),
            (format!(r#"{{{from},"to":"2026-07-10T20:59:59Z"}}"#), "/to", "before_start"),
            (format!(r#"{{{from},"to":"2200-02-01T00:00:00Z"}}"#), "/to", "out_of_range"),
        ] {
            assert_eq!(refused(&json), (pointer.to_owned(), code), "{json}");
        }
    }
}
