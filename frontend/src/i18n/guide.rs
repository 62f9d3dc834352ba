//! The user guide, around its pages.

super::keys! {
    /// The user guide, around its pages.
    GuideTexts {
        title,
        lead,
        for_customers,
        for_support,
        on_this_page,
        pages,
        previous,
        next,
        /// The pages are in Spanish; shown to who reads another language.
        in_spanish,
    }
}

/// A text of the area in the reader's language: `{tg!(title)}`.
macro_rules! tg {
    ($key:ident) => {
        $crate::i18n::texts().guide().$key
    };
}
pub(crate) use tg;
