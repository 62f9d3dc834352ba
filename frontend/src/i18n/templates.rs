//! Templates of answers.

super::keys! {
    /// Templates of answers.
    Templates {
        title,
        lead,
        new,
        edit,
        delete,
        empty_title,
        empty_text,
        name,
        name_hint,
        body,
        body_hint,
        insert_placeholder,
        placeholder_reporter,
        placeholder_case,
        placeholder_company,
        placeholder_engineer,
        preview,
        sample_reporter,
        sample_case,
        sample_company,
        sample_engineer,
        /// What the placeholders are called in a text; one word, small letters.
        name_reporter,
        name_case,
        name_company,
        name_engineer,
        unknown_placeholder,
        created,
        deleted,
        /// With the name of the template.
        delete_title(&str),
        delete_text,
        insert,
        none_yet,
        manage,
        /// With the name of the template.
        inserted(&str),
    }
}

/// A text of the area in the reader's language: `{tm!(title)}`.
macro_rules! tm {
    ($key:ident) => {
        $crate::i18n::texts().templates().$key
    };
}
pub(crate) use tm;
