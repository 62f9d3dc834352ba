//! The palette and the shortcuts.

super::keys! {
    /// The palette and the shortcuts.
    ToolsTexts {
        palette_title,
        palette_label,
        palette_hint,
        group_pages,
        group_actions,
        /// With the number of the case that is open.
        group_here(&str),
        group_cases,
        searching,
        nothing,
        /// With how many entries there are.
        found(usize),
        theme_light,
        theme_dark,
        theme_system,
        show_shortcuts,
        shortcuts_title,
        shortcuts_off,
        everywhere,
        open_palette,
        open_search,
        open_help,
        in_queue,
        queue_move,
        queue_open,
        queue_take,
        queue_choose,
        in_case,
        case_next,
        case_answer,
        case_note,
        case_contact,
        case_assign,
        in_agenda,
        agenda_turn,
        agenda_present,
        go_to,
        then,
        profile_title,
        profile_lead,
        profile_on,
        profile_device,
    }
}

/// A text of the area in the reader's language: `{tx!(palette_title)}`.
macro_rules! tx {
    ($key:ident) => {
        $crate::i18n::texts().tools().$key
    };
}
pub(crate) use tx;
