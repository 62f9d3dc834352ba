//! The palette and the shortcuts.

use crate::i18n::ToolsTexts;

pub static TOOLS: ToolsTexts = ToolsTexts {
    palette_title: "Buscar y actuar",
    palette_label: "Buscar páginas, acciones y casos",
    palette_hint: "Página, acción, número de caso o palabras…",
    group_pages: "Páginas",
    group_actions: "Acciones",
    group_cases: "Casos",
    searching: "Buscando casos…",
    nothing: "Nada coincide con eso. Prueba con otras palabras.",
    found: |count| match count {
        1 => "1 resultado".to_owned(),
        count => format!("{count} resultados"),
    },
    theme_light: "Cambiar tema: claro",
    theme_dark: "Cambiar tema: oscuro",
    theme_system: "Cambiar tema: como el equipo",
    show_shortcuts: "Ver los atajos de teclado",
    shortcuts_title: "Atajos de teclado",
    shortcuts_off: "Los atajos de una tecla están apagados en este equipo. Puedes encenderlos en tu perfil.",
    everywhere: "En todas las páginas",
    open_palette: "Buscar páginas, acciones y casos",
    open_search: "Ir a la búsqueda",
    open_help: "Ver estos atajos",
    in_queue: "En la cola",
    queue_move: "Bajar y subir por los casos",
    queue_open: "Abrir el caso",
    queue_take: "Tomar el caso",
    queue_choose: "Elegir el caso; con Mayús, hasta él",
    go_to: "Ir a una página",
    then: "y luego",
    profile_title: "Atajos de teclado",
    profile_lead: "Una sola tecla mueve por las páginas y por la cola. Si dictas por voz o los activas sin querer, apágalos: Ctrl K sigue funcionando.",
    profile_on: "Usar atajos de una tecla",
    profile_device: "Se guarda en este equipo.",
};
