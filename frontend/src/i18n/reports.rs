//! Reports: the morning, the charts, and the monthly report of a company.

super::keys! {
    /// Reports: the morning, the charts, and the monthly report of a company.
    Reports {
        title,
        lead,
        /// Today in words.
        today(&str),
        today_all_companies,
        breached_title,
        due_title,
        unassigned_title,
        approval_title,
        windows_title,
        none,
        /// How many are not named.
        more(u64),
        in_queue,
        with_customer,
        in_agenda,
        /// With the time in words.
        due(&str),
        /// The same of the past.
        overdue(&str),
        charts_title,
        period,
        this_month,
        last_month,
        days_30,
        days_90,
        this_year,
        company,
        all_companies,
        /// First and last date.
        from_to(&str, &str),
        show_table,
        show_chart,
        /// The chart.
        show_table_of(&str),
        show_chart_of(&str),
        download,
        download_of(&str),
        export,
        point_at,
        empty,
        total,
        cases,
        stage,
        engineer,
        nobody,
        stages_title,
        stages_lead,
        engineers_title,
        companies_title,
        age,
        age_today,
        age_days(i64, i64),
        /// More than so many.
        age_more(i64),
        ageing_title,
        ageing_lead,
        contact_title,
        resolution_title,
        compliance_lead,
        contact_name,
        resolution_name,
        promise,
        /// "Prioridad alta".
        of_priority(&str),
        met,
        breached,
        running,
        undecided,
        percentage,
        percent(f64),
        hours(f64),
        closures_title,
        closures_lead,
        delivered,
        rejected,
        reopened,
        /// How many, and of a hundred.
        with_rate(u32, &str),
        /// With how many times.
        reopened_times(u32),
        time_title,
        time_lead,
        stays,
        mean,
        median,
        p90,
        load_title,
        load_lead,
        /// How many of how many.
        outside(u32, u32),
        hour,
        /// "09:00 a 10:00".
        hour_span(u32),
        /// How many tickets.
        count(u32),
        /// Day, hour, how many, whether support is open.
        cell(&str, u32, &str, &str),
        served,
        served_incidents,
        not_served,
        monthly,
        monthly_title,
        month_of_year(&str, i32),
        previous_month,
        next_month,
        print,
        monthly_until(&str),
        /// When it was put together.
        monthly_made(&str),
        in_short,
        opened,
        closed,
        open_at_end,
        after_hours_done,
        after_hours_agreed,
        compliance_title,
        cases_title,
        no_cases,
        windows_of_month,
        no_windows,
        number,
        subject,
        kind,
        priority,
        opened_at,
        closed_at,
        closure,
        still_open,
        when,
        task,
        length,
        state,
        agreed,
        done,
        other_reports,
    }
}

/// A text of this area in the reader's language: `{tz!(title)}`.
macro_rules! tz {
    ($key:ident) => {
        $crate::i18n::texts().reports().$key
    };
}
pub(crate) use tz;
