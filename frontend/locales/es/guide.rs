//! The user guide, around its pages.

use crate::i18n::GuideTexts;

pub static GUIDE: GuideTexts = GuideTexts {
    title: "Ayuda",
    lead: "Cómo usar el centro de asistencia, en páginas cortas.",
    for_customers: "Para clientes",
    for_support: "Para soporte",
    on_this_page: "En esta página",
    pages: "Páginas de la guía",
    previous: "Anterior",
    next: "Siguiente",
    in_spanish: "La guía está escrita en español.",
};
