//! The work plan of a ticket.

use aval_contract::{ActivityState, PlanState};

/// A text about work plans in the reader's language: `{tp!(title)}`.
macro_rules! tp {
    ($key:ident) => {
        $crate::i18n::texts().plans().$key
    };
}
pub(crate) use tp;

super::keys! {
    /// The work plan of a ticket.
    Plans {
        title,
        version(i32),
        state_draft,
        state_submitted,
        state_approved,
        state_rejected,
        state_withdrawn,
        activity_pending,
        activity_in_progress,
        activity_done,
        activity_cancelled,
        overdue,
        draft_support,
        /// With when it was sent.
        submitted_support(&str),
        submitted_customer,
        /// With who and when.
        approved_by(&str, &str),
        approved_support,
        approved_customer,
        /// With who and when.
        rejected_by(&str, &str),
        rejected_support,
        rejected_customer,
        withdrawn_support,
        withdrawn_customer,
        left_behind,
        objective,
        schedule,
        activities,
        activity_count(usize),
        /// With a day and two times of day.
        within_day(&str, &str, &str),
        /// With two instants in words.
        over_days(&str, &str),
        responsible,
        note,
        now,
        legend_off,
        /// With dates.
        legend_special(&str),
        progress,
        progress_planned,
        progress_actual,
        percent(u8),
        /// With how many are done and how many there are to do.
        progress_count(usize, usize),
        progress_cancelled(usize),
        verdict_done,
        verdict_ahead,
        verdict_on_time,
        verdict_behind,
        verdict_unbegun,
        quoted(&str),
        /// With titles, as the next one.
        overdue_ones(&str),
        unbegun_ones(&str),
        /// With when the plan ends and when the solution is due.
        after_due(&str, &str),
        begun_late,
        finish_lead,
        finish_button,
        ask_title,
        ask_then,
        approve,
        ask_changes,
        approve_title,
        approve_lead(i32),
        approve_comment,
        approve_button,
        approved,
        changes_title,
        changes_lead,
        changes_label,
        changes_hint,
        changes_asked,
        other_version,
        other_version_close,
        edit,
        submit,
        submit_title,
        /// With the company.
        submit_mail(&str),
        submit_turn,
        submit_waits,
        submit_change,
        submitted,
        discard,
        discard_title,
        discard_draft,
        discard_returned,
        discard_button,
        discarded,
        begin,
        finish,
        cancel,
        cancel_lead,
        cancel_button,
        note_add,
        note_edit,
        note_hint,
        note_save,
        note_saved,
        /// With title and state.
        moved(&str, &str),
        follow_up_waits,
        back,
        /// With the version that was approved.
        saves_approved(i32),
        saves_submitted,
        /// With who.
        saves_rejected(&str),
        restored,
        start_over,
        overtaken,
        take_theirs,
        keep_mine,
        objective_hint,
        activities_empty,
        add,
        activity_number(usize),
        activity_title,
        starts,
        ends,
        move_up(usize),
        move_down(usize),
        remove(usize),
        /// With title, new place and how many there are.
        moved_to(&str, usize, usize),
        removed(&str),
        undo,
        untitled,
        ends_order,
        rest_day,
        saturday_hours,
        closed_hour,
        order_hint,
        keyboard_hint,
        of_support(&str),
        /// With name and company.
        of_company(&str, &str),
        who_left(&str),
        save_draft,
        saved,
        nothing_changed,
        send,
        preview,
        preview_empty,
        kept_here,
        check_fields(usize),
        needs_activity,
        not_possible,
    }
}

impl Plans {
    /// Where a version stands.
    #[must_use]
    pub fn state(&self, state: PlanState) -> &'static str {
        match state {
            PlanState::Draft => self.state_draft,
            PlanState::Submitted => self.state_submitted,
            PlanState::Approved => self.state_approved,
            PlanState::Rejected => self.state_rejected,
            PlanState::Withdrawn => self.state_withdrawn,
        }
    }

    /// What has become of an activity.
    #[must_use]
    pub fn activity(&self, state: ActivityState) -> &'static str {
        match state {
            ActivityState::Pending => self.activity_pending,
            ActivityState::InProgress => self.activity_in_progress,
            ActivityState::Done => self.activity_done,
            ActivityState::Cancelled => self.activity_cancelled,
        }
    }
}
