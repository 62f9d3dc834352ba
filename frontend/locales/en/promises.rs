//! Targets, testing periods, and what a change of them or of the calendar does.

use crate::i18n::Promises;

pub static PROMISES: Promises = Promises {
    title: "Targets",
    lead: "The times support commits itself to, and how long customers have for testing.",
    priority: "Priority",
    first_contact: "First contact",
    resolution: "Solution",
    of_priority: |priority, clock| format!("{priority}, {}", clock.to_lowercase()),
    service_days: |days| format!("{days} of service"),
    over: |days| format!("more than {days}"),
    targets_title: "Targets by priority",
    targets_lead: "In service hours; a service day has 9. A change holds at once, for running cases too.",
    targets_edit: "Change targets",
    targets_hint: "Write service hours: 8, 1.5 or 1:30. Before saving you see how many cases move.",
    hours_label: |priority, clock| {
        format!("{priority}, {}, in service hours", clock.to_lowercase())
    },
    target_malformed: "Write 1 minute to 10,000 hours, for example 8, 1.5 or 1:30.",
    review: "Review and save",
    nothing_changed: "You have not changed anything yet.",
    restored: "We recovered what you had written.",
    confirm_title: "Change the targets?",
    confirm_lead: "The change holds at once for all companies without a target of their own.",
    confirm_button: "Change the targets",
    from_to: |from, to| format!("from {from} to {to}"),
    moves: |moved, running| {
        let noun = if running == 1 { "case" } else { "cases" };
        format!("Moves {moved} of {running} running {noun}.")
    },
    moves_none: |running| {
        if running == 1 {
            "Does not move the only running case.".to_owned()
        } else {
            format!("Moves none of the {running} running cases.")
        }
    },
    nothing_runs: "No case is running now.",
    company_moves: |moved, running| {
        let noun = if running == 1 { "case" } else { "cases" };
        format!("Moves {moved} of the company's {running} running {noun}.")
    },
    company_moves_none: |running| {
        if running == 1 {
            "Does not move the company's only running case.".to_owned()
        } else {
            format!("Moves none of the company's {running} running cases.")
        }
    },
    company_nothing_runs: "The company has no running cases.",
    doubt_order: |priority| {
        format!("{priority}: the solution is promised before the first contact.")
    },
    doubt_urgency: |clock, urgent, relaxed| {
        format!("{clock}: {urgent} has more time than {relaxed}.")
    },
    targets_saved: "The targets changed.",
    reevaluating: |done, total| format!("Recalculating running cases: {done} of {total}."),
    reevaluated: |total| match total {
        0 => "Done: there were no running cases to recalculate.".to_owned(),
        1 => "Done: the running case was looked at.".to_owned(),
        total => format!("Done: all {total} running cases were looked at."),
    },
    testing_title: "Time for testing",
    testing_lead: "Business days a customer has to test a solution, for solutions delivered from now on. Tests under way keep their date.",
    testing_edit: "Change days",
    testing_hint: "1 to 30 business days. An empty priority follows its kind's general length.",
    kind: "Kind",
    general: "General",
    business_days: |days| {
        if days == 1 { "1 business day".to_owned() } else { format!("{days} business days") }
    },
    inherited: |days| format!("{days}, as in general"),
    days_malformed: "1 to 30.",
    days_label: |kind, priority| format!("{kind}, {}, in business days", priority.to_lowercase()),
    testing_saved: "The days for testing changed for solutions delivered from now on.",
    contract_title: "Targets of its contract",
    contract_none: "This company follows the general targets.",
    contract_lead: "Only what the contract says is different; the rest follows the general targets.",
    contract_agree: "Agree on other targets",
    contract_edit: "Change targets",
    contract_hint: "Write service hours (8, 1.5 or 1:30) only where the contract differs. Empty: as in general. Before saving you see how many cases move.",
    contract_malformed: "1 minute to 10,000 hours, or empty.",
    contract_confirm_title: |company| format!("Change the targets of {company}?"),
    contract_confirm_lead: "The change holds at once, for its running cases too.",
    contract_reset: "Back to the general ones",
    contract_reset_title: |company| format!("Does {company} go back to the general targets?"),
    contract_reset_text: "All targets of its contract are removed and its running cases are recalculated.",
    contract_saved: "The company's targets changed.",
    general_is: |target| format!("General: {target}"),
    general_target: |target| format!("{target} (general)"),
    as_general: "As in general",
    year_today: "Today",
    year_saturday: "Saturday: incidents only, 09:00 to 12:00",
    year_earlier: "Show earlier months",
    year_without_earlier: "Hide earlier months",
    saturday_only: "incidents only",
    day_is: |day, what| format!("{day}: {what}"),
    holiday: "Holiday",
    on_its_date: "On its date",
    month_plain: "No special days",
    holidays_count: |n| if n == 1 { "1 holiday".to_owned() } else { format!("{n} holidays") },
    closures_count: |n| if n == 1 { "1 closure".to_owned() } else { format!("{n} closures") },
    working_days_count: |n| {
        if n == 1 { "1 extra working day".to_owned() } else { format!("{n} extra working days") }
    },
    exception_review: "See what changes",
    exception_declare: "Declare",
    exception_back: "Correct",
    exception_taken: "That day has an exception already. Delete it first.",
    effect_closure: |date| format!("Closed on {date}: nobody works and no clock runs that day."),
    effect_working_day: |date| {
        format!("On {date} support works from 08:00 to 17:00 and it counts as a business day.")
    },
    exception_removed: "The day is an ordinary one again and due times are recalculated.",
};
