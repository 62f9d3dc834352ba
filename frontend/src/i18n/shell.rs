//! The frame around every page.

super::keys! {
    /// The frame around every page.
    Shell {
        product,
        skip_to_content,
        main_navigation,
        open_menu,
        user_menu,
        nav_my_cases,
        nav_queue,
        nav_companies,
        nav_staff,
        nav_categories,
        nav_api_keys,
        nav_calendar,
        nav_promises,
        nav_agenda,
        nav_team,
        nav_profile,
        nav_notices,
        nav_guide,
        nav_mail,
        nav_audit,
        /// With how many are unread.
        notices_unread(u64),
        theme,
        theme_light,
        theme_dark,
        theme_system,
        support_open,
        support_closed,
        /// With the closing time: "hasta las 17:00".
        support_open_until(&str),
        /// With day and time in words: "abre mañana a las 08:00".
        support_opens(&str),
        support_hours_weekdays,
        support_hours_saturday,
        offline_banner,
        online_again,
        help_title,
        help_email,
        help_landline,
        help_mobile,
        help_guide,
        not_found_title,
        not_found_lead,
        go_home,
    }
}
