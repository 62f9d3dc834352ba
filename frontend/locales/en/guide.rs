//! The user guide, around its pages.

use crate::i18n::GuideTexts;

pub static GUIDE: GuideTexts = GuideTexts {
    title: "Help",
    lead: "How to use the support centre, in short pages.",
    for_customers: "For customers",
    for_support: "For support",
    on_this_page: "On this page",
    pages: "Pages of the guide",
    previous: "Previous",
    next: "Next",
    in_spanish: "The guide is written in Spanish.",
};
