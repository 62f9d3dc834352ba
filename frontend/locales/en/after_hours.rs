//! Work outside service hours: windows of tickets, the agenda, the calendar feed.

use crate::i18n::after_hours::{AfterHours, AgendaTexts, Ask, Feed, Windows};

pub static AFTER_HOURS: AfterHours = AfterHours {
    day: |weekday, day| format!("{weekday} {day}"),
    and: |most, last| format!("{most} and {last}"),
    windows: WINDOWS,
    ask: ASK,
    agenda: AGENDA,
    feed: FEED,
};

const WINDOWS: Windows = Windows {
    title: "Work outside service hours",
    yours: "Your answer is missing",
    waits_for_support: "Waits for support",
    waits_for_customer: "Waits for the customer",
    unanswered: "Nobody answered in time",
    agreed: "Agreed",
    running: "Under way",
    over: "Is over",
    over_for_support: "The result is missing",
    declined: "Declined",
    done: "Done",
    missed: "Not used",
    cancelled: "Cancelled",
    asked_by: |name, when| format!("{name} asked for it {when}."),
    proposed_by: |name, when| format!("{name} proposed it {when}."),
    agreed_by: |name, when| format!("{name} agreed {when}."),
    declined_by: |name, when| format!("{name} declined it {when}."),
    done_by: |name, when| format!("{name} put it on record as done {when}."),
    missed_by: |name, when| format!("{name} put on record {when} that it was not used."),
    cancelled_by: |name, when| format!("{name} cancelled it {when}."),
    task: "Task",
    contact: "Contact on site",
    engineer: "Works in it",
    engineer_later: "Known once support agrees",
    override_reason: "Why with shorter notice",
    reason: "Reason",
    agree: "Agree",
    decline: "Decline",
    cancel: "Cancel",
    complete: "The work was done",
    miss: "Not used",
    past: |n| if n == 1 { "1 earlier one".to_owned() } else { format!("{n} earlier ones") },
    decline_title: "Decline this time",
    decline_lead: "The other side reads the reason and can ask for another time.",
    decline_reason: "Why not",
    cancel_title: "Cancel this time",
    cancel_lead: "The other side is told and it leaves support's agenda.",
    cancel_button: "Cancel this time",
    miss_title: "Record that it was not used",
    miss_lead: "The timeline will say that the time passed without the work being done.",
    optional_reason: "Reason",
    agreed_toast: "You agreed. It is in support's agenda.",
    declined_toast: "We told them that you decline this time.",
    cancelled_toast: "You cancelled it.",
    done_toast: "It is on record that the work was done.",
    missed_toast: "It is on record that the time was not used.",
    why_no_answer: "You can't agree yet.",
};

const ASK: Ask = Ask {
    ask_lead: "Support confirms whether it can serve you at that time.",
    propose_lead: "The customer confirms whether that time suits.",
    earliest: |when, days| format!("Possible from {when}: three business days of notice ({days})."),
    today_not_counted: "Today is not counted.",
    today_over: |from| {
        format!("Today's hours are over: the notice runs from {from}, which is not counted.")
    },
    today_no_business_day: |today, from| {
        format!(
            "Today, {today}, is no business day: the notice runs from {from}, which is not counted."
        )
    },
    is_holiday: |day, names| {
        format!("{} is a holiday: {names}.", crate::view_model::time::capitalised(day))
    },
    is_closure: |day| {
        format!("{}: no service, a declared closure.", crate::view_model::time::capitalised(day))
    },
    days_label: "Days of notice",
    tile_over: "Over",
    tile_asked: "Notice",
    tile_counted: |n| format!("Day {n}"),
    tile_weekend: "Day off",
    tile_holiday: "Holiday",
    tile_closure: "Closure",
    suggestions: "Possible times",
    suggestion: |day, from, to| format!("{day}, {from} to {to}"),
    suggestion_holiday: |day, from, to| format!("{day} (holiday), {from} to {to}"),
    starts: "Starts",
    ends: "Ends",
    hours_of_incidents: "Bogota time. Service for incidents: business days 08:00 to 17:00 and Saturdays 09:00 to 12:00.",
    hours_of_others: "Bogota time. Service for this kind of case: business days 08:00 to 17:00.",
    fits: |length| format!("Possible: {length}, outside service hours."),
    use_this: |when| format!("Take {when}"),
    end_before_start: "It must end after it starts.",
    in_past: "That time has passed.",
    out_of_range: "That date lies outside the years that the calendar knows.",
    too_soon: |when| format!("Too soon: it may start from {when}."),
    overlaps: |part, from, to| {
        let part = crate::view_model::time::capitalised(part);
        format!("{part}: support is open then. That day it serves from {from} to {to}.")
    },
    taken: "The engineer has another window at that time: choose another time or another person.",
    overridden: "Allow with shorter notice",
    overridden_hint: "For coordinators, with a reason.",
    override_reason: "Why it can't wait",
    override_reason_hint: "The customer and support read it.",
    task: "What will be done",
    task_hint: "What support does in that time.",
    contact: "Contact on site",
    contact_hint: "Name and telephone of whoever receives support.",
    engineer: "Who works in it",
    engineer_hint: "One person's windows never overlap.",
    engineer_none: "The case has no engineer yet: known once it is assigned",
    engineer_assignee: |name| format!("{name} (in charge of the case)"),
    submit_ask: "Send the request",
    submit_propose: "Send the proposal",
    asked_toast: "We sent your request. Support answers in the case.",
    proposed_toast: "We sent the proposal. The customer answers in the case.",
};

const AGENDA: AgendaTexts = AgendaTexts {
    title: "Agenda",
    lead: "Work outside service hours, agreed or waiting for an answer.",
    day_of_month: |day, month| format!("{day} {month}"),
    week_of_month: |first, last, month, year| format!("{first} to {last} {month} {year}"),
    week_of_months: |first, last, year| format!("{first} to {last} {year}"),
    week_of_years: |first, first_year, last, last_year| {
        format!("{first} {first_year} to {last} {last_year}")
    },
    previous: "Previous week",
    next: "Next week",
    this_week: "This week",
    engineer: "Engineer",
    everybody: "Everybody",
    mine: |name| format!("{name} (you)"),
    no_engineer: "No engineer",
    waits_for_support: "Waits for support",
    waits_for_customer: "Waits for the customer",
    agreed: "Agreed",
    week: "Week",
    legend_service: "Service hours",
    legend_incidents: "Service for incidents only",
    legend_closed: "Outside service hours",
    holiday: |names| format!("Holiday: {names}"),
    closure: "Declared closure",
    empty_title: "Nothing outside service hours this week",
    empty_text: "Windows that are agreed in the cases, or wait for an answer, appear here.",
    show_everybody: "Show everybody's",
    in_calendar: "See it in my calendar",
    keyboard_hint: "Keyboard: ← and → change the week, H comes back to this one.",
    from_day_before: "From the day before",
};

const FEED: Feed = Feed {
    title: "Your agenda in your calendar",
    lead: "A secret address with which Google Calendar, Outlook or Apple show your agreed windows \
           and keep them up to date.",
    none: "You have no address yet.",
    since: |when| format!("Your address works since {when}. For safety it is not shown again."),
    make: "Make an address",
    made_title: "Copy the address now",
    made_lead: "It is shown this once. Whoever has it sees your agenda without a password: don't \
                share it.",
    address: "Secret address",
    how_title: "What to do with it",
    how_google: "Google Calendar: Other calendars, From URL.",
    how_outlook: "Outlook: Add calendar, Subscribe from web.",
    how_apple: "Apple: File, New Calendar Subscription.",
    replace: "Replace",
    replace_title: "Replace the address?",
    replace_text: "The present address ends at once. You will have to put the new one into your \
                   calendar.",
    revoke: "Revoke",
    revoke_title: "Revoke the address?",
    revoke_text: "Your calendar no longer receives the windows. You can make another address at any \
                  time.",
    revoked: "The address no longer works.",
};
