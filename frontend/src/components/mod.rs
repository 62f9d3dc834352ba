//! The parts pages are made of: props in, events out. No component here calls the API.
//!
//! Style lives in `styles/components.css` under the class named in each component; pages add
//! Tailwind utilities for layout only. There is no `style=` anywhere: the content security policy
//! forbids it.
//!
//! | need | use |
//! |---|---|
//! | something to press | [`Button`] (`kind`, `pending`, `on_press`), [`LinkButton`] (`href`) |
//! | a form | [`Form`] with [`Field`], [`PasswordField`], [`TextArea`], [`Select`], [`Checkbox`] and [`SubmitButton`] |
//! | ask in front of the page | [`Dialog`] with an `open` signal; [`Confirm`] for yes or no |
//! | tell in passing | [`crate::toast::success`], [`crate::toast::failure`] |
//! | wait, fail, show | [`crate::load::Loaded`] around what needs data |
//! | nothing there | [`EmptyState`] |
//! | wrong in the page | [`ErrorPanel`] with retry, [`ErrorLine`] among fields, [`Notice`] |
//! | a small menu | [`Menu`] with [`MenuItem`] or links inside |
//! | a word with a colour | [`Badge`] with a [`Tone`] |
//! | a person | [`Avatar`] |
//! | a picture | [`Icon`] with a [`Glyph`] |
//! | a person's address | [`Email`] |
//! | a time | [`Moment`] (in words) |
//! | text from Markdown | [`Markdown`] (HTML already sanitised by the server) |
//! | the head of a page | [`PageHeader`], [`Heading`] alone (the document's title; takes the focus) |
//! | a company's two people | [`ReporterSlots`] |
//! | the rest of a list | [`More`] |
//!
//! Texts come from [`crate::i18n::tr!`]: `<Button>{tr!(common.save)}</Button>`. Props of type
//! [`Said`] take such a closure, any other closure that gives a text, or a text.

mod avatar;
mod badge;
mod button;
mod dialog;
mod email;
mod empty;
mod error;
mod field;
mod icon;
mod markdown;
mod menu;
mod moment;
mod page_header;
mod pick;
mod reporter_slots;
mod said;
mod skeleton;
pub mod ticket;

pub use self::avatar::Avatar;
pub use self::badge::{Badge, Tone};
pub use self::button::{Button, ButtonKind, LinkButton, More, SubmitButton};
pub use self::dialog::{Confirm, Dialog, DialogFoot};
pub use self::email::Email;
pub use self::empty::EmptyState;
pub use self::error::{ErrorLine, ErrorPanel, Notice};
pub use self::field::{
    Checkbox, Field, FieldFrame, Form, PasswordField, Select, TextArea, focus_first_field,
    focus_first_invalid, focus_soon,
};
pub use self::icon::{Glyph, Icon};
pub use self::markdown::Markdown;
pub use self::menu::{Menu, MenuItem};
pub use self::moment::Moment;
pub use self::page_header::{Heading, PageHeader};
pub use self::pick::{Pick, word};
pub use self::reporter_slots::{ReporterSlots, SlotActions};
pub use self::said::Said;
pub use self::skeleton::Skeleton;
