//! How a case stands in time: its testing period, its closure, all runs of its clocks.

super::keys! {
    /// How a case stands in time: its testing period, its closure, all runs of its clocks.
    Times {
        /// A length of service time, the end in words.
        left(&str, &str),
        /// Where the length is not known.
        until(&str),
        /// After the end in words.
        silence_closes,
        silence_closes_theirs,
        any_answer_stops,
        any_answer_stops_theirs,
        /// With the time of the next reminder.
        next_reminder(&str),
        next_reminder_theirs(&str),
        no_reminder,
        no_reminder_theirs,
        over(&str),
        about_to_close,
        stands_still,
        you_answered,
        customer_answered,
        /// With "3 días hábiles".
        starts_anew(&str),
        starts_anew_some,
        business_days(u32),
        tacit_lead,
        evidence,
        clarification,
        reminder,
        attempt,
        period_end,
        no_answer_until_end,
        /// How many.
        reminders_count(usize),
        attempts_count(usize),
        in_history,
        cycle(usize),
        started,
        target,
        due,
        was_due,
        ended,
        consumed,
        remaining,
        exceeded,
        state_running,
        state_paused,
        state_late,
        state_met,
        state_missed,
        state_ended,
        cycles_lead,
        new_cycle_why,
    }
}
