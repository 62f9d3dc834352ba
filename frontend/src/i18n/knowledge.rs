//! Articles, solutions and the search over everything.

use aval_contract::{ArticleState, Audience, TextSource};

super::keys! {
    /// Articles, solutions and the search over everything.
    Knowledge {
        title,
        lead_customer,
        lead_staff,
        search_label,
        search_word,
        search_hint,
        clear,
        scope_all,
        scope_tickets,
        scope_articles,
        scope_label,
        hits(usize),
        hits_more,
        no_hits_title,
        no_hits_text,
        no_hits_case,
        found_description,
        found_message,
        found_note,
        found_solution,
        found_file,
        article,
        draft,
        articles_title,
        articles_none_title,
        articles_none_text,
        articles_none_staff,
        category_all,
        category_label,
        /// How many articles there are.
        article_count(u64),
        state_label,
        state_all,
        state_draft,
        state_published,
        state_withdrawn,
        unpublished,
        audience_everyone,
        audience_company,
        audience_staff,
        solutions_title,
        solutions_lead,
        solutions_none,
        verdict_approved,
        verdict_rejected,
        verdict_tacit,
        verdict_open,
        write_from_it,
        published(&str),
        helpful_question,
        helpful_yes,
        helpful_no,
        helpful_thanks,
        helpful_sorry,
        open_case,
        staff_title,
        made_from(&str),
        votes(u64, u64),
        versions(usize),
        edit,
        publish,
        publish_title,
        publish_text_everyone,
        publish_text_company(&str),
        publish_text_staff,
        published_now,
        withdraw,
        withdraw_title,
        withdraw_text,
        withdrawn_now,
        never_published,
        newer_draft,
        editor_new,
        editor_edit,
        editor_lead,
        field_title,
        field_title_hint,
        field_body,
        field_body_hint,
        field_audience,
        audience_choose,
        category_none,
        company_choose,
        field_audience_hint,
        field_company,
        field_category,
        files_title,
        save_draft,
        saved,
        kept_hint,
        restored,
        changed_meanwhile,
        offered_title,
        offered_hint,
        insert,
        insert_title,
        insert_label,
        insert_none,
        insert_line(&str, &str),
    }
}

impl Knowledge {
    /// Where words were found.
    #[must_use]
    pub fn found_in(&self, source: TextSource) -> &'static str {
        match source {
            TextSource::Ticket => self.found_description,
            TextSource::Message => self.found_message,
            TextSource::Note => self.found_note,
            TextSource::Solution => self.found_solution,
            TextSource::File => self.found_file,
            TextSource::Article => self.article,
            TextSource::Draft => self.draft,
        }
    }

    /// Who reads an article.
    #[must_use]
    pub fn audience(&self, audience: Audience) -> &'static str {
        match audience {
            Audience::Everyone => self.audience_everyone,
            Audience::Company => self.audience_company,
            Audience::Staff => self.audience_staff,
        }
    }

    /// Where an article stands.
    #[must_use]
    pub fn state(&self, state: ArticleState) -> &'static str {
        match state {
            ArticleState::Draft => self.state_draft,
            ArticleState::Published => self.state_published,
            ArticleState::Withdrawn => self.state_withdrawn,
        }
    }
}

/// A text of the area in the reader's language: `{tk!(title)}`.
macro_rules! tk {
    ($key:ident) => {
        $crate::i18n::texts().knowledge().$key
    };
}
pub(crate) use tk;
