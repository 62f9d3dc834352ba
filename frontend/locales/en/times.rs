//! How a case stands in time: its testing period, its closure, all runs of its clocks.

use crate::i18n::Times;

pub static TIMES: Times = Times {
    left: |length, when| format!("{length} left, until {when}"),
    until: |when| format!("Until {when}"),
    silence_closes: "If we hear nothing until then, the case is closed by tacit approval.",
    silence_closes_theirs: "If they don't answer until then, the case is closed by tacit approval.",
    any_answer_stops: "If you write, the countdown stops until support answers you.",
    any_answer_stops_theirs: "Any answer of theirs stops the countdown.",
    next_reminder: |when| format!("We will remind you by mail {when}."),
    next_reminder_theirs: |when| format!("Next reminder to the customer: {when}."),
    no_reminder: "We won't send you another reminder in this period.",
    no_reminder_theirs: "No reminder is left in this period.",
    over: |when| format!("The period ended {when}"),
    about_to_close: "The case is about to be closed.",
    stands_still: "The countdown stands still",
    you_answered: "You answered, and support has to answer first. Meanwhile silence does not close the case.",
    customer_answered: "It is support's turn to answer. Meanwhile silence does not close the case.",
    starts_anew: |days| {
        format!("Once support answers, the period starts anew and in full: {days}.")
    },
    starts_anew_some: "Once support answers, the period starts anew and in full.",
    business_days: |days| {
        if days == 1 { "1 business day".to_owned() } else { format!("{days} business days") }
    },
    tacit_lead: "Nobody answered within the testing period, so the solution counts as approved. This is the record of it:",
    evidence: "Record of the closure",
    clarification: "Support's last clarification",
    reminder: "Reminder",
    attempt: "Attempt to reach the customer",
    period_end: "End of the period",
    no_answer_until_end: "No answer on any channel",
    reminders_count: |n| match n {
        0 => "no reminder".to_owned(),
        1 => "1 reminder".to_owned(),
        n => format!("{n} reminders"),
    },
    attempts_count: |n| match n {
        0 => "no attempt on record".to_owned(),
        1 => "1 attempt".to_owned(),
        n => format!("{n} attempts"),
    },
    in_history: "See it in the history",
    cycle: |n| format!("Cycle {n}"),
    started: "Started",
    target: "Target",
    due: "Due",
    was_due: "Was due",
    ended: "Ended",
    consumed: "Consumed",
    remaining: "Remaining",
    exceeded: "Exceeded by",
    state_running: "Running",
    state_paused: "Paused: it is the customer's turn",
    state_late: "Overdue",
    state_met: "Met",
    state_missed: "Missed",
    state_ended: "Ended without a verdict",
    cycles_lead: "All in service hours of the case's kind. Time in which it is the customer's turn does not count for the solution.",
    new_cycle_why: "A rejection or a reopening starts a new cycle of the solution.",
};
