//! What support does with the queue as a whole.

use crate::i18n::QueueTools;

pub static QUEUE_TOOLS: QueueTools = QueueTools {
    my_views: "Mis vistas",
    save_view: "Guardar como vista",
    view_name: "Nombre de la vista",
    view_name_hint: "Solo tú la ves.",
    view_saved: "Vista guardada.",
    view_menu: |name| format!("Opciones de «{name}»"),
    rename_view: "Cambiar el nombre",
    delete_view: "Borrar la vista",
    delete_view_title: |name| format!("¿Borrar la vista «{name}»?"),
    delete_view_text: "Los casos no cambian.",
    view_deleted: "Vista borrada.",
    bulk_region: "Casos elegidos",
    chosen: |count| match count {
        1 => "1 caso elegido".to_owned(),
        count => format!("{count} casos elegidos"),
    },
    assign_to: "Asignar a…",
    assign_to_me: "Asignarme los casos",
    clear_selection: "Quitar selección",
    take_them: |count| match count {
        1 => "Quedarás como responsable de 1 caso.".to_owned(),
        count => format!("Quedarás como responsable de {count} casos."),
    },
    assign_count: |count| match count {
        1 => "Asignar 1 caso".to_owned(),
        count => format!("Asignar {count} casos"),
    },
    progress: |done, of| format!("Asignando: {done} de {of}"),
    result: |assigned, refused| {
        let assigned = match assigned {
            0 => "Ningún caso quedó asignado".to_owned(),
            1 => "1 caso quedó asignado".to_owned(),
            count => format!("{count} casos quedaron asignados"),
        };
        match refused {
            1 => format!("{assigned}. 1 no se asignó y sigue elegido:"),
            count => format!("{assigned}. {count} no se asignaron y siguen elegidos:"),
        }
    },
    all_assigned: |count| match count {
        1 => "1 caso asignado.".to_owned(),
        count => format!("{count} casos asignados."),
    },
    already_theirs: "Ya es de esa persona.",
    changed_meanwhile: "Alguien lo cambió mientras tanto. La lista ya está al día: vuelve a intentarlo.",
    board_hint: "Arrastra un caso a otra etapa, o usa el menú de su tarjeta.",
    board_empty: "Ningún caso.",
    move_card: |number| format!("Mover {number}"),
    move_to: |stage| format!("Pasar a {stage}"),
    moved: |number, stage| format!("{number} pasó a {stage}."),
    no_way: |from, to| format!("De {from} no se pasa directamente a {to}."),
    customers_decide: "Eso lo decide el cliente: confirma la solución o dice que no funciona.",
    move_reason: "Por qué vuelve a análisis",
    move_reason_hint: "El cliente lo lee.",
};
