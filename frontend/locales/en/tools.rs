//! The palette and the shortcuts.

use crate::i18n::ToolsTexts;

pub static TOOLS: ToolsTexts = ToolsTexts {
    palette_title: "Search and act",
    palette_label: "Search pages, actions and cases",
    palette_hint: "Page, action, case number or words…",
    group_pages: "Pages",
    group_actions: "Actions",
    group_cases: "Cases",
    searching: "Searching cases…",
    nothing: "Nothing matches that. Try other words.",
    found: |count| match count {
        1 => "1 result".to_owned(),
        count => format!("{count} results"),
    },
    theme_light: "Change theme: light",
    theme_dark: "Change theme: dark",
    theme_system: "Change theme: as the device",
    show_shortcuts: "Show keyboard shortcuts",
    shortcuts_title: "Keyboard shortcuts",
    shortcuts_off: "Single-key shortcuts are switched off on this device. You can switch them on in your profile.",
    everywhere: "On every page",
    open_palette: "Search pages, actions and cases",
    open_search: "Go to the search",
    open_help: "Show these shortcuts",
    in_queue: "In the queue",
    queue_move: "Move down and up the cases",
    queue_open: "Open the case",
    queue_take: "Take the case",
    queue_choose: "Choose the case; with Shift, up to it",
    go_to: "Go to a page",
    then: "then",
    profile_title: "Keyboard shortcuts",
    profile_lead: "Single keys move between pages and through the queue. If you dictate, or press them without meaning to, switch them off: Ctrl K keeps working.",
    profile_on: "Use single-key shortcuts",
    profile_device: "Kept on this device.",
};
