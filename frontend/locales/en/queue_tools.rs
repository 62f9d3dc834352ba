//! What support does with the queue as a whole.

use crate::i18n::QueueTools;

pub static QUEUE_TOOLS: QueueTools = QueueTools {
    my_views: "My views",
    save_view: "Save as view",
    view_name: "Name of the view",
    view_name_hint: "Only you see it.",
    view_saved: "View saved.",
    view_menu: |name| format!("Options of “{name}”"),
    rename_view: "Rename",
    delete_view: "Delete the view",
    delete_view_title: |name| format!("Delete the view “{name}”?"),
    delete_view_text: "The cases don't change.",
    view_deleted: "View deleted.",
    bulk_region: "Chosen cases",
    chosen: |count| match count {
        1 => "1 case chosen".to_owned(),
        count => format!("{count} cases chosen"),
    },
    assign_to: "Assign to…",
    assign_to_me: "Assign the cases to me",
    clear_selection: "Clear selection",
    take_them: |count| match count {
        1 => "You will be responsible for 1 case.".to_owned(),
        count => format!("You will be responsible for {count} cases."),
    },
    assign_count: |count| match count {
        1 => "Assign 1 case".to_owned(),
        count => format!("Assign {count} cases"),
    },
    progress: |done, of| format!("Assigning: {done} of {of}"),
    result: |assigned, refused| {
        let assigned = match assigned {
            0 => "No case was assigned".to_owned(),
            1 => "1 case was assigned".to_owned(),
            count => format!("{count} cases were assigned"),
        };
        match refused {
            1 => format!("{assigned}. 1 was not and is still chosen:"),
            count => format!("{assigned}. {count} were not and are still chosen:"),
        }
    },
    all_assigned: |count| match count {
        1 => "1 case assigned.".to_owned(),
        count => format!("{count} cases assigned."),
    },
    already_theirs: "It is that person's already.",
    changed_meanwhile: "Somebody changed it meanwhile. The list is up to date now: try again.",
    board_hint: "Drag a case to another stage, or use the menu of its card.",
    board_empty: "No cases.",
    move_card: |number| format!("Move {number}"),
    move_to: |stage| format!("Move to {stage}"),
    moved: |number, stage| format!("{number} moved to {stage}."),
    no_way: |from, to| format!("There is no direct way from {from} to {to}."),
    customers_decide: "That is the customer's to decide: she confirms the solution or says that it doesn't work.",
    move_reason: "Why it goes back to analysis",
    move_reason_hint: "The customer reads it.",
};
