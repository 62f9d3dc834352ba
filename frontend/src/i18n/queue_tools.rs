//! What support does with the queue as a whole.

super::keys! {
    /// What support does with the queue as a whole.
    QueueTools {
        my_views,
        save_view,
        view_name,
        view_name_hint,
        view_saved,
        /// With the name of the view.
        view_menu(&str),
        rename_view,
        delete_view,
        /// With the name of the view.
        delete_view_title(&str),
        delete_view_text,
        view_deleted,
        bulk_region,
        /// With how many cases are chosen.
        chosen(usize),
        assign_to,
        assign_to_me,
        clear_selection,
        /// With how many cases are chosen.
        take_them(usize),
        /// With how many cases are chosen.
        assign_count(usize),
        /// With how many are done, of how many.
        progress(usize, usize),
        /// With how many were assigned and how many were not.
        result(usize, usize),
        /// With how many were assigned.
        all_assigned(usize),
        already_theirs,
        changed_meanwhile,
        board_hint,
        board_empty,
        /// With the number of the case.
        move_card(&str),
        /// With the name of a stage.
        move_to(&str),
        /// With the number of the case and the name of its stage.
        moved(&str, &str),
        /// From which stage to which one.
        no_way(&str, &str),
        customers_decide,
        move_reason,
        move_reason_hint,
    }
}

/// A text of the area in the reader's language: `{tq!(my_views)}`.
macro_rules! tq {
    ($key:ident) => {
        $crate::i18n::texts().queue_tools().$key
    };
}
pub(crate) use tq;
