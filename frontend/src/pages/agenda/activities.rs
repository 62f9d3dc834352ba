//! Activities of work plans in the agenda. At a desk they are bars above the hours, one over all the
//! days that an activity takes; on a phone they are among the rows of each of those days.

use aval_contract::ActivityState;
use aval_contract::after_hours::{AgendaActivity, Side};
use chrono::NaiveDate;
use leptos::prelude::*;

use crate::components::{Badge, Glyph, Icon, Tone};
use crate::i18n::after_hours::th;
use crate::i18n::texts;
use crate::paths;
use crate::view_model::agenda::activities::{Bar, bars, is_told_before, on_day, short_span};
use crate::view_model::agenda::{Week, Whose};

/// The bars of a week.
#[component]
pub fn Plans(
    /// Which.
    week: Week,
    /// Its activities, by their beginning.
    activities: Vec<AgendaActivity>,
    /// Whose they are.
    whose: Whose,
) -> impl IntoView {
    let bars = bars(week, &activities).into_iter().map(|bar| bar_view(bar, whose)).collect_view();
    view! {
        <section class="agenda-plans" aria-labelledby="agenda-plans">
            <h3 id="agenda-plans">{th!(agenda.activities)}</h3>
            <ul>{bars}</ul>
        </section>
    }
}

/// A bar. Its days are told by classes: the content security policy lets no element carry a style of
/// its own.
fn bar_view(bar: Bar, whose: Whose) -> AnyView {
    let Bar { first, days, from_before, goes_on, activity } = bar;
    let when = short_span(texts(), &activity);
    let Standing { word, glyph, .. } = Standing::of(&activity);
    let (href, number) = (paths::case(&activity.ticket_number), activity.ticket_number.clone());
    // A narrow one shows less than this.
    let whole = [&when, &number, word, &activity.company.name, &activity.title].join(" · ");
    view! {
        <li class=format!("agenda-from-{} agenda-days-{days}", first + 1)>
            <a
                class="agenda-plan"
                class:is-done=activity.state == ActivityState::Done
                class:is-overdue=activity.overdue
                class:is-from-before=from_before
                class:is-going-on=goes_on
                href=href
                title=whole
            >
                <span class="visually-hidden">{th!(agenda.activity)}": "</span>
                <span class="agenda-time">{when}</span>
                <span class="agenda-task">{activity.title.clone()}</span>
                <span class="agenda-number">{number}</span>
                <span class="agenda-standing">
                    {glyph.map(|glyph| view! { <Icon glyph /> })}
                    {word}
                </span>
                {responsible(&activity, whose).map(|name| view! { <span>{name}</span> })}
            </a>
        </li>
    }
    .into_any()
}

/// What has become of an activity: that it should be done by now before anything else.
struct Standing {
    word: &'static str,
    tone: Tone,
    glyph: Option<Glyph>,
}

impl Standing {
    fn of(activity: &AgendaActivity) -> Self {
        let (word, tone, glyph) = match (activity.state, activity.overdue) {
            (ActivityState::Done, _) => (th!(agenda.activity_done), Tone::Good, Some(Glyph::Check)),
            (
                ActivityState::Pending | ActivityState::InProgress | ActivityState::Cancelled,
                true,
            ) => (th!(agenda.activity_overdue), Tone::Bad, Some(Glyph::Alert)),
            (ActivityState::InProgress, false) => {
                (th!(agenda.activity_in_progress), Tone::Accent, None)
            }
            // What was given up is in no agenda.
            (ActivityState::Pending | ActivityState::Cancelled, false) => {
                (th!(agenda.activity_pending), Tone::Neutral, None)
            }
        };
        Self { word, tone, glyph }
    }
}

/// Who does it, where that is not clear from whose agenda it is.
fn responsible(activity: &AgendaActivity, whose: Whose) -> Option<String> {
    let name = &activity.responsible.name;
    match (whose, activity.responsible_side) {
        (Whose::Everybody, Side::Support) => Some(name.clone()),
        (Whose::Everybody, Side::Customer) => {
            Some((texts().after_hours().agenda.of_customer)(name))
        }
        (Whose::Engineer(_), Side::Support | Side::Customer) => None,
    }
}

/// An activity in the list of a day. On the days after its first in the week it is a quiet line.
pub fn activity_row(date: NaiveDate, activity: &AgendaActivity, whose: Whose) -> AnyView {
    let Standing { word, tone, .. } = Standing::of(activity);
    let (hours, span) = (on_day(texts(), date, activity), short_span(texts(), activity));
    let (number, title) = (activity.ticket_number.clone(), activity.title.clone());
    let href = paths::case(&number);
    let kind = (Glyph::Calendar, th!(agenda.activity));
    let main = if is_told_before(date, activity) {
        view! {
            <span class="case-row-main">
                <span class="agenda-task">{title}</span>
                <span class="case-row-facts">
                    {kind_view(kind)}
                    <span>{hours}</span>
                    <span>{number}</span>
                </span>
            </span>
        }
        .into_any()
    } else {
        let span = (span != hours).then(|| view! { <span>{span}</span> });
        let facts = kind_and_people(kind, &activity.company.name, responsible(activity, whose));
        view! {
            <span class="case-row-main">
                <span class="case-row-subject">{hours} " · " {number}</span>
                <span class="agenda-task">{title}</span>
                <span class="case-row-facts">{facts} {span}</span>
            </span>
        }
        .into_any()
    };
    view! {
        <li>
            <a class="case-row" href=href>
                {main}
                <span class="case-row-state">
                    <Badge tone>{word}</Badge>
                </span>
            </a>
        </li>
    }
    .into_any()
}

/// What kind of thing a row is, whose case it belongs to, and who does it.
pub fn kind_and_people(kind: (Glyph, &'static str), company: &str, who: Option<String>) -> AnyView {
    let who = who.map(|name| {
        view! { <span class="agenda-row-who"><Icon glyph=Glyph::Person />{name}</span> }
    });
    view! {
        {kind_view(kind)}
        <span>{company.to_owned()}</span>
        {who}
    }
    .into_any()
}

fn kind_view((glyph, kind): (Glyph, &'static str)) -> AnyView {
    view! { <span class="agenda-row-who"><Icon glyph />{kind}</span> }.into_any()
}
