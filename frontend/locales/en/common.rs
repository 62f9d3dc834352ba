//! Words used on many pages.

use crate::i18n::Common;

pub const COMMON: Common = Common {
    actions: "Actions",
    active: "Active",
    back: "Back",
    cancel: "Cancel",
    choose: "Choose one",
    close: "Close",
    copied: "Copied",
    copy: "Copy",
    create: "Create",
    deactivate: "Deactivate",
    delete: "Delete",
    edit: "Edit",
    inactive: "Inactive",
    language: "Language",
    load_more: "Show more",
    loading: "Loading…",
    optional: "optional",
    reload: "Reload the page",
    required: "This is required.",
    retry: "Try again",
    role: "Role",
    save: "Save",
    saved: "Changes saved",
    send: "Send",
    status: "Status",
};
