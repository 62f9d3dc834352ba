//! The work plan of a ticket.

use crate::i18n::Plans;

pub static PLANS: Plans = Plans {
    title: "Work plan",
    version: |n| format!("Version {n}"),
    state_draft: "Draft",
    state_submitted: "Waits for approval",
    state_approved: "Approved",
    state_rejected: "Changes requested",
    state_withdrawn: "Withdrawn",
    activity_pending: "Not started",
    activity_in_progress: "In progress",
    activity_done: "Done",
    activity_cancelled: "Won't be done",
    overdue: "Overdue",
    draft_support: "The customer doesn't see this version yet. Until it is approved, the solution can neither start nor be delivered.",
    submitted_support: |when| {
        format!(
            "Sent {when}. Until the customer approves it, the solution can neither start nor be delivered."
        )
    },
    submitted_customer: "Support asks you to approve this plan. The work starts when you or your colleague approve it.",
    approved_by: |who, when| format!("{who} approved it {when}."),
    approved_support: "Note the progress here: the customer sees it.",
    approved_customer: "You see the progress here as support notes it.",
    rejected_by: |who, when| format!("{who} asked for changes {when}."),
    rejected_support: "Edit the plan and send another version.",
    rejected_customer: "Support prepares another version for your approval.",
    withdrawn_support: "This version was withdrawn before the customer decided. Edit the plan and send another one.",
    withdrawn_customer: "Support withdrew this version to change it: you don't have to decide on it any more.",
    left_behind: "The case was closed before this version was approved.",
    objective: "Objective",
    schedule: "Schedule",
    activities: "Activities",
    activity_count: |n| if n == 1 { "1 activity".to_owned() } else { format!("{n} activities") },
    within_day: |day, from, to| format!("{day}, {from} to {to}"),
    over_days: |from, to| format!("From {from} until {to}"),
    responsible: "Responsible",
    note: "Note",
    now: "now",
    legend_off: "No business day: weekend, holiday or closure",
    legend_special: |dates| format!("Holiday or closure: {dates}"),
    progress: "Progress",
    progress_planned: "Planned by now",
    progress_actual: "Done",
    percent: |n| format!("{n} %"),
    progress_count: |done, all| {
        if all == 1 {
            format!("{done} of 1 activity done")
        } else {
            format!("{done} of {all} activities done")
        }
    },
    progress_cancelled: |n| format!("{n} won't be done"),
    verdict_done: "Everything in the plan is done.",
    verdict_ahead: "Ahead of schedule.",
    verdict_on_time: "On schedule.",
    verdict_behind: "Behind schedule.",
    quoted: |text| format!("“{text}”"),
    verdict_unbegun: "Not everything began in time.",
    unbegun_ones: |titles| format!("Should have begun by now: {titles}."),
    after_due: |when| {
        format!(
            "The plan ends after the solution of the case is due, {when}. It does not change that."
        )
    },
    begun_late: "Should have begun",
    finish_lead: "It is done then, the customer sees it, and it can't be undone.",
    finish_button: "Mark as done",
    overdue_ones: |titles| format!("Should be done by now: {titles}."),
    ask_title: "May this work start?",
    ask_then: "If you approve it, support starts as scheduled. If you ask for changes, support prepares another version and sends it to you. The decision stays in the case's history.",
    approve: "Approve plan",
    ask_changes: "Ask for changes",
    approve_title: "Do you approve the plan?",
    approve_lead: |version| {
        format!(
            "You give your approval to version {version}. Support may start and your decision stays in the case's history."
        )
    },
    approve_comment: "A comment for support",
    approve_button: "Yes, approve plan",
    approved: "You approved the plan. Support may start now.",
    changes_title: "What has to change?",
    changes_lead: "Support reads what you write and prepares another version for your approval. Nothing starts meanwhile.",
    changes_label: "Which changes you need",
    changes_hint: "For example another date, another person or something that is missing.",
    changes_asked: "Support has the changes that you asked for.",
    other_version: "Support changed the plan while you were reading it. Look at the new one before you decide.",
    other_version_close: "See the plan",
    edit: "Edit plan",
    submit: "Send to the customer",
    submit_title: "Send the plan to the customer?",
    submit_mail: |company| format!("The users of {company} get a mail and any of them decides."),
    submit_turn: "While they decide it is the customer's turn and the solution clock is paused.",
    submit_waits: "The solution can neither start nor be delivered until they approve it.",
    submit_change: "If you edit it later, this version is withdrawn and another one has to be sent.",
    submitted: "The plan is with the customer.",
    discard: "Discard",
    discard_title: "Discard this version?",
    discard_draft: "The draft is deleted. If there was another version before, that one counts again.",
    discard_returned: "The customer doesn't see it any more. If there was another version before, that one counts again.",
    discard_button: "Discard version",
    discarded: "You discarded that version of the plan.",
    begin: "Start",
    finish: "Finish",
    cancel: "Won't be done",
    cancel_lead: "It no longer counts in the progress and can't be taken up again. Say why: the customer reads it.",
    cancel_button: "Confirm that it won't be done",
    note_add: "Add note",
    note_edit: "Edit note",
    note_hint: "The customer reads it too.",
    note_save: "Save note",
    note_saved: "The note is saved.",
    moved: |title, state| format!("“{title}”: {state}."),
    follow_up_waits: "Progress is noted again once the customer approves this version. What is done stays done.",
    back: "Back to the case",
    saves_approved: |version| {
        format!(
            "The customer has approved version {version}. If you save changes, another one begins that the customer has to approve anew: until then the solution can neither start nor be delivered. What is done stays done."
        )
    },
    saves_submitted: "The customer is deciding on this version. If you save changes, it is withdrawn and you have to send the new one.",
    saves_rejected: |who| format!("{who} asked for these changes:"),
    restored: "We brought back what you had written and not saved.",
    start_over: "Back to what is saved",
    overtaken: "Somebody else saved changes to this plan while you were writing.",
    take_theirs: "See what is saved and drop mine",
    keep_mine: "Go on with mine",
    objective_hint: "What is reached, so that the customer knows what is to be approved. You can use **bold** and lists.",
    activities_empty: "There are no activities yet. Sending the plan takes at least one.",
    add: "Add activity",
    activity_number: |n| format!("Activity {n}"),
    activity_title: "What is done",
    starts: "Starts",
    ends: "Ends",
    move_up: |n| format!("Move activity {n} up"),
    move_down: |n| format!("Move activity {n} down"),
    remove: |n| format!("Remove activity {n}"),
    moved_to: |title, place, total| format!("“{title}” is number {place} of {total} now."),
    removed: |title| format!("You removed “{title}”."),
    undo: "Undo",
    untitled: "without a name",
    ends_order: "The end must be later than the beginning.",
    rest_day: "Support is closed that day.",
    saturday_hours: "On Saturday support is open from 09:00 to 12:00.",
    closed_hour: "Support is closed then: agree on an after-hours window.",
    order_hint: "Bogotá time. To change the order use the arrows.",
    keyboard_hint: "Alt + ↑ and Alt + ↓ in “What is done” do it too.",
    of_support: |name| format!("{name} (support)"),
    of_company: |name, company| format!("{name} ({company})"),
    who_left: |name| format!("{name} (has left)"),
    save_draft: "Save draft",
    saved: "The draft is saved. The customer doesn't see it yet.",
    nothing_changed: "There are no changes to save.",
    send: "Send to the customer",
    preview: "What the schedule looks like",
    preview_empty: "It appears once an activity has a beginning and an end.",
    kept_here: "What you write is kept on this device until you save it in the case.",
    check_fields: |n| {
        if n == 1 {
            "Check 1 field before saving.".to_owned()
        } else {
            format!("Check {n} fields before saving.")
        }
    },
    needs_activity: "Add at least one activity before sending the plan.",
    not_possible: "The plan of this case can't be written now.",
};
