//! The pages of tickets.

use super::keys;

/// The pages of tickets, by what people look at.
pub struct Tickets {
    /// The customer's home as the navigation and the title name it.
    pub home_title: &'static str,
    /// The one big button.
    pub create: &'static str,
    /// The staff queue as the navigation and the title name it.
    pub queue_title: &'static str,
    /// The customer's home.
    pub home: Home,
    /// The form of a new ticket.
    pub new: New,
    /// Files of forms and of the timeline.
    pub files: Files,
    /// One ticket.
    pub page: TicketPageTexts,
    /// What happens next.
    pub next: Next,
    /// The actions of staff and their forms.
    pub actions: TicketActions,
    /// The timeline.
    pub story: StoryTexts,
    /// The staff queue.
    pub queue: QueueTexts,
}

/// A text of the tickets' pages in the reader's language: `{tt!(home.lead)}`.
macro_rules! tt {
    ($area:ident . $key:ident) => {
        $crate::i18n::texts().tickets().$area.$key
    };
}
pub(crate) use tt;

keys! {
    /// The customer's home.
    Home {
        /// With the company's name.
        lead(&str),
        needs_you,
        needs_nothing,
        group_plan,
        group_plan_hint,
        group_test,
        group_test_hint,
        group_window,
        group_window_hint,
        group_answer,
        group_answer_hint,
        with_support,
        /// With the end of the testing period.
        test_until(&str),
        /// With how long ago.
        changed(&str),
        show_closed,
        hide_closed,
        closed_title,
        closed_none,
        empty_title,
        empty_lead,
        in_charge(&str),
    }
}

keys! {
    /// The form of a new ticket.
    New {
        lead,
        /// With the next opening in words.
        closed_notice(&str),
        draft_restored,
        draft_discard,
        kind_legend,
        kind_incident_hint,
        kind_request_hint,
        kind_question_hint,
        kind_planned_task_hint,
        section_what,
        section_when,
        section_who,
        section_who_hint,
        section_priority,
        section_files,
        subject_hint,
        description_hint,
        steps_hint,
        started_now,
        bogota_hint,
        occurred_order,
        affected_user_hint,
        campaign_hint,
        category_none,
        impact_legend,
        urgency_legend,
        /// With the resulting priority.
        priority_result(&str),
        priority_default,
        company,
        company_choose,
        choose_kind_first,
        /// How many fields have to be looked at.
        check_fields(usize),
        wait_for_files,
        submit,
        /// With the new number.
        created(&str),
        /// With the next opening in words.
        created_closed(&str),
        draft_kept,
        /// With the number of the closed ticket.
        follows_up,
    }
}

keys! {
    /// Files of forms and of the timeline.
    Files {
        drop_here,
        pick,
        paste_hint,
        limits,
        /// Name, percent.
        uploading(&str, u32),
        /// Name.
        uploaded(&str),
        too_large,
        empty,
        too_many,
        upload_failed,
        /// Was removed by the server because nobody sent it in time.
        gone,
        held,
        /// Begins with the word of `common.retry`, which is what is seen of it.
        retry(&str),
        remove(&str),
        open(&str),
        download(&str),
        /// Before a name that stands apart.
        download_word,
        attached,
        /// How a pasted picture without a name is called.
        pasted_name,
        /// Between whole numbers and tenths.
        decimal_mark,
        /// A size in KB, already formatted.
        kilobytes(&str),
        /// A size in MB, already formatted.
        megabytes(&str),
        bytes(u64),
        preview_of(&str),
        preview_failed(&str),
    }
}

keys! {
    /// One ticket.
    TicketPageTexts {
        back_home,
        back_queue,
        details,
        kind,
        priority,
        category,
        no_category,
        company,
        subject,
        description,
        steps,
        affected_user,
        campaign,
        occurred,
        occurred_from,
        occurred_to,
        /// From, to.
        occurred_between(&str, &str),
        occurred_since(&str),
        reporter,
        reporter_none,
        assignee,
        unassigned,
        created,
        follow_up_of,
        follow_up,
        duplicate_of,
        edit_details,
        details_saved,
        stages,
        step_done,
        step_current,
        step_ahead,
        step_skipped,
        next_title,
        testing_title,
        works,
        works_not,
        confirm_title,
        confirm_lead,
        confirm_comment,
        confirm_button,
        confirmed,
        reject_title,
        reject_lead,
        reject_reason,
        reject_button,
        rejected,
        ask_after_hours,
        withdraw_title,
        withdraw_lead,
        withdrawn,
        reopen_title,
        reopen_lead,
        reopen_reason,
        reopened,
        reason,
        timeline,
        internal_only,
        by_support,
        verifying,
        /// How many events.
        verified(u64),
        /// The first event that does not fit.
        not_verified(i64),
        verified_hint,
        answer_title,
        answer_label,
        answer_hint,
        note_label,
        tab_public,
        tab_internal,
        visibility_legend,
        public_warning,
        internal_warning,
        send_public,
        send_internal,
        sent,
        note_sent,
        answer_continues_in(&str),
        draft_restored,
        /// Over what was typed before somebody else changed the same.
        draft_left_behind,
        changed_meanwhile,
        clocks,
        clock_first_contact,
        clock_resolution,
        clock_paused,
        clock_met,
        clock_missed,
        clock_ended,
        clocks_all,
        clocks_all_title,
        testing_card,
        closure_card,
        findings,
        review_plan,
        propose_plan,
        propose_plan_hint,
    }
}

keys! {
    /// What happens next. Sentences start with a capital and end with a full stop.
    Next {
        support,
        turn_yours,
        turn_support,
        turn_customer,
        turn_nobody,
        triage,
        triage_yours,
        /// With the engineer's name.
        first_contact(&str),
        /// To the engineer herself, as the others of this kind.
        first_contact_yours,
        contact_late(&str),
        solution_late(&str),
        contact_by(&str),
        begin_analysis(&str),
        begin_analysis_yours,
        answer,
        answer_now,
        answer_pauses,
        customer_answers,
        clock_paused,
        decide_on_plan,
        customer_decides_on_plan,
        analyse(&str),
        analyse_yours,
        start_solution_yours,
        submit_plan_yours,
        solve(&str),
        solve_yours,
        solution_by(&str),
        test,
        customer_tests,
        answer_tester(&str),
        answer_tester_yours,
        write_tester(&str),
        write_tester_yours,
        countdown_stopped,
        approved(&str, &str),
        closed_tacitly(&str),
        withdrawn(&str, &str),
        closed_as_duplicate(&str),
        continues_in(&str),
        reopen_until(&str),
        /// When support proposes to work, for the customer.
        answer_window(&str),
        /// When the customer asks support to work, for support.
        answer_window_request(&str),
    }
}

keys! {
    /// The actions of staff and their forms.
    TicketActions {
        title,
        possible,
        none_possible,
        not_yet,
        /// With the stages from which it is possible.
        only_from(&str),
        /// With the names of the findings that are not recorded yet.
        findings_missing(&str),
        edit_plan,
        done_assigned,
        done_contact,
        done_question,
        done_analysis,
        done_recategorized,
        done_findings,
        done_solution,
        done_returned,
        done_delivered,
        done_extended,
        done_duplicate,
        done_reopened,
        reason_hint,
        reason_hint_yours,
        assignee,
        assignee_choose,
        assign_to_me,
        /// Name, open tickets.
        staff_load(&str, u64),
        contact_channel,
        contact_direction,
        contact_outcome,
        contact_summary,
        contact_summary_hint,
        contact_at,
        contact_at_hint,
        question,
        question_hint,
        start_analysis_lead,
        start_solution_lead,
        return_lead,
        recategorize_hint,
        /// With what it is.
        as_now(&str),
        findings_lead,
        identification,
        identification_hint,
        validation,
        validation_hint,
        structure,
        structure_hint,
        alarm_type,
        alarm_type_hint,
        /// How many of four.
        findings_progress(usize),
        nothing_to_save,
        what_was_done,
        what_was_done_hint,
        how_to_test,
        how_to_test_hint,
        resolution_type,
        testing_days,
        testing_days_hint,
        /// With the end of the testing period.
        testing_until(&str),
        extend_until,
        extend_hint(&str),
        extend_stopped,
        extend_days,
        extend_days_hint,
        extend_not_later,
        /// End, how many business days more.
        extend_result(&str, u32),
        duplicate_target,
        duplicate_hint,
        reopen_lead,
    }
}

keys! {
    /// The timeline. Each sentence goes on after the actor's name.
    StoryTexts {
        timer,
        mail,
        reason,
        comment,
        contact,
        contact_at,
        summary,
        /// From, to.
        changed(&str, &str),
        resolution,
        testing_ends,
        what_was_done,
        how_to_test,
        fields,
        window_when,
        window_task,
        window_contact,
        window_engineer,
        window_override,
        ticket_opened,
        assigned(&str),
        assigned_self,
        assigned_somebody,
        /// From, to.
        reassigned(&str, &str),
        contact_logged,
        information_requested,
        analysis_started,
        recategorized,
        analysis_recorded,
        analysis_complete,
        findings_written,
        solution_started,
        returned_to_analysis,
        solution_delivered,
        /// Which time.
        solution_delivered_again(u32),
        testing_extended,
        solution_confirmed,
        solution_rejected,
        closed_tacitly,
        withdrawn,
        marked_duplicate(&str),
        reopened,
        message_posted,
        internal_note_added,
        details_edited,
        attachment_added,
        reminder_sent,
        machine_mail_recorded,
        clock_warned,
        clock_breached,
        work_plan_drafted,
        work_plan_discarded,
        work_plan_submitted,
        work_plan_approved,
        work_plan_rejected,
        work_plan_withdrawn,
        work_plan_activity_updated,
        plan,
        plan_version(i32),
        plan_activities(usize),
        /// With the title of an activity.
        plan_begun(&str),
        plan_finished(&str),
        plan_cancelled(&str),
        plan_noted(&str),
        note,
        after_hours_asked,
        after_hours_proposed,
        after_hours_agreed,
        after_hours_declined,
        after_hours_done,
        after_hours_missed,
        after_hours_cancelled,
    }
}

keys! {
    /// The staff queue.
    QueueTexts {
        lead,
        /// "Vence …"
        is_due(&str),
        /// What is due, with when; as the next one.
        contact_due(&str),
        solution_due(&str),
        /// "Venció …"
        was_due(&str),
        /// With the end of the testing period.
        tested_until(&str),
        no_due,
        filters,
        /// How many filters are set.
        filters_active(usize),
        clear,
        search_label,
        search_hint,
        stage,
        kind,
        priority,
        company,
        assignee,
        waiting_on,
        category,
        any,
        /// The same of what is feminine.
        any_of_them,
        mine,
        only_today,
        only_breached,
        sort,
        sort_newest,
        sort_oldest,
        sort_changed,
        sort_due,
        sort_urgent,
        view_all,
        view_mine,
        view_nobody,
        /// With the number of the case.
        choose(&str),
        choose_all,
        look,
        look_list,
        look_board,
        view_support,
        view_customer,
        view_today,
        view_late,
        views,
        column_ticket,
        column_stage,
        column_priority,
        column_due,
        column_assignee,
        column_age,
        take,
        /// With the number.
        take_this(&str),
        taken(&str),
        /// How many are shown, how many there are.
        shown(usize, u64),
        empty_title,
        empty_lead,
        nothing_title,
        nothing_lead,
        keyboard_hint,
        table_caption,
    }
}
