//! Work outside service hours: windows of tickets, the agenda, the calendar feed.

use aval_contract::me::Locale;
use aval_domain::holidays::HolidayName;

use super::{Texts, keys};

/// Work outside service hours, by what people look at.
pub struct AfterHours {
    /// A weekday and a day of the month: "miércoles 15".
    pub day: fn(&str, u32) -> String,
    /// The last two of several: "martes 14 y miércoles 15".
    pub and: fn(&str, &str) -> String,
    /// The windows of a ticket.
    pub windows: Windows,
    /// The form of a new one.
    pub ask: Ask,
    /// The agenda of support.
    pub agenda: AgendaTexts,
    /// The calendar feed.
    pub feed: Feed,
}

impl Texts {
    /// What is kept on a holiday.
    #[must_use]
    pub fn holiday(&self, value: &HolidayName) -> &'static str {
        match self.locale {
            Locale::Es => value.es,
            Locale::En => value.en,
        }
    }
}

/// A text of this area in the reader's language: `{th!(windows.title)}`.
macro_rules! th {
    ($area:ident . $key:ident) => {
        $crate::i18n::texts().after_hours().$area.$key
    };
}
pub(crate) use th;

keys! {
    /// The windows of a ticket.
    Windows {
        title,
        yours,
        waits_for_support,
        waits_for_customer,
        unanswered,
        agreed,
        running,
        over,
        over_for_support,
        declined,
        done,
        missed,
        cancelled,
        /// Name, when; likewise the next ones.
        asked_by(&str, &str),
        proposed_by(&str, &str),
        agreed_by(&str, &str),
        declined_by(&str, &str),
        done_by(&str, &str),
        missed_by(&str, &str),
        cancelled_by(&str, &str),
        task,
        contact,
        engineer,
        engineer_later,
        engineer_of_case,
        /// With its length.
        lasts(&str),
        override_reason,
        reason,
        agree,
        decline,
        cancel,
        complete,
        miss,
        /// How many.
        past(usize),
        agree_title,
        agree_lead,
        decline_title,
        decline_lead,
        decline_lead_yours,
        decline_reason,
        cancel_title,
        cancel_lead,
        cancel_lead_yours,
        miss_title,
        miss_lead,
        optional_reason,
        agreed_toast,
        declined_toast,
        cancelled_toast,
        done_toast,
        missed_toast,
        why_no_answer,
    }
}

keys! {
    /// The form of a new window.
    Ask {
        ask_lead,
        propose_lead,
        /// When, the counted days.
        earliest(&str, &str),
        today_not_counted,
        /// The day from which the notice runs.
        today_over(&str),
        /// Today, and the day from which the notice runs.
        today_no_business_day(&str, &str),
        /// The day, what is kept on it.
        is_holiday(&str, &str),
        is_closure(&str),
        days_label,
        tile_over,
        tile_asked,
        tile_counted(u32),
        tile_weekend,
        tile_holiday,
        tile_closure,
        suggestions,
        /// Day, from, to.
        suggestion(&str, &str, &str),
        suggestion_holiday(&str, &str, &str),
        starts,
        ends,
        hours_of_incidents,
        hours_of_others,
        /// How long.
        fits(&str),
        /// When.
        use_this(&str),
        end_before_start,
        in_past,
        out_of_range,
        too_soon(&str),
        /// The part, and the service hours of its day.
        overlaps(&str, &str, &str),
        taken,
        overridden,
        overridden_hint,
        override_reason,
        override_reason_hint,
        task,
        task_hint,
        contact,
        contact_hint,
        engineer,
        engineer_hint,
        engineer_none,
        /// The assignee's name.
        engineer_assignee(&str),
        submit_ask,
        submit_propose,
        asked_toast,
        proposed_toast,
    }
}

keys! {
    /// The agenda of support.
    AgendaTexts {
        title,
        lead,
        day_of_month(u32, &str),
        /// First day, last day, month, year.
        week_of_month(u32, u32, &str, i32),
        /// First day, last day, year.
        week_of_months(&str, &str, i32),
        /// First day, its year, last day, its year.
        week_of_years(&str, i32, &str, i32),
        previous,
        next,
        this_week,
        engineer,
        everybody,
        /// The reader's name.
        mine(&str),
        no_engineer,
        waits_for_support,
        waits_for_customer,
        agreed,
        week,
        legend_service,
        legend_incidents,
        legend_closed,
        /// What is kept on it.
        holiday(&str),
        closure,
        empty_title,
        empty_text,
        show_everybody,
        in_calendar,
        keyboard_hint,
        /// Where the windows of a day that are not shown end: "sigue del día anterior".
        from_day_before,
        window,
        activity,
        activities,
        activity_pending,
        activity_in_progress,
        activity_done,
        activity_overdue,
        /// The name of a reporter who does her part of a plan.
        of_customer(&str),
        from_time(&str),
        until_time(&str),
        all_day,
    }
}

keys! {
    /// The calendar feed of an engineer.
    Feed {
        title,
        lead,
        none,
        /// Since when.
        since(&str),
        make,
        made_title,
        made_lead,
        address,
        how_title,
        how_google,
        how_outlook,
        how_apple,
        replace,
        replace_title,
        replace_text,
        revoke,
        revoke_title,
        revoke_text,
        revoked,
    }
}
