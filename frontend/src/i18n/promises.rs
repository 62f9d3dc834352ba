//! Targets, testing periods, and what a change of them or of the calendar does.

super::keys! {
    /// Targets, testing periods, and what a change of them or of the calendar does.
    Promises {
        title,
        lead,
        priority,
        first_contact,
        resolution,
        /// Priority, clock: the name of one target.
        of_priority(&str, &str),
        /// With "3 días".
        service_days(&str),
        /// More than a whole number of days.
        over(&str),
        targets_title,
        targets_lead,
        targets_edit,
        targets_hint,
        /// Priority, clock: the name of a field.
        hours_label(&str, &str),
        target_malformed,
        review,
        nothing_changed,
        restored,
        confirm_title,
        confirm_lead,
        confirm_button,
        from_to(&str, &str),
        moves(u64, u64),
        moves_none(u64),
        nothing_runs,
        company_moves(u64, u64),
        company_moves_none(u64),
        company_nothing_runs,
        doubt_order(&str),
        /// Clock, more urgent priority, less urgent priority.
        doubt_urgency(&str, &str, &str),
        targets_saved,
        reevaluating(u64, u64),
        reevaluated(u64),
        testing_title,
        testing_lead,
        testing_edit,
        testing_hint,
        kind,
        general,
        business_days(u32),
        /// The same as for the whole kind.
        inherited(u32),
        days_malformed,
        /// Kind, priority.
        days_label(&str, &str),
        testing_saved,
        contract_title,
        contract_none,
        contract_lead,
        contract_agree,
        contract_edit,
        contract_hint,
        contract_malformed,
        contract_confirm_title(&str),
        contract_confirm_lead,
        contract_reset,
        contract_reset_title(&str),
        contract_reset_text,
        contract_saved,
        general_is(&str),
        /// A target in a sentence, that is the general one.
        general_target(&str),
        as_general,
        year_today,
        year_saturday,
        /// A button: the months that are over.
        year_earlier,
        /// The same button, once they are there.
        year_without_earlier,
        saturday_only,
        /// Day, what it is.
        day_is(&str, &str),
        holiday,
        on_its_date,
        month_plain,
        holidays_count(usize),
        closures_count(usize),
        working_days_count(usize),
        exception_review,
        exception_declare,
        exception_back,
        exception_taken,
        /// Date in words.
        effect_closure(&str),
        effect_working_day(&str),
        exception_removed,
    }
}

/// A text of this area in the reader's language: `{tp!(title)}`.
macro_rules! tp {
    ($key:ident) => {
        $crate::i18n::texts().promises().$key
    };
}
pub(crate) use tp;
