//! What went wrong, and what to do about it.

use crate::i18n::Errors;

pub const ERRORS: Errors = Errors {
    title: "Algo no salió bien",
    missing_title: "Aquí no hay nada",
    reference: |id| format!("Referencia para soporte: {id}"),
    offline: "No hay conexión con el servidor. Revisa tu internet y vuelve a intentarlo.",
    unreadable_answer: "El servidor respondió algo que esta página no entiende. Recarga la página \
                        y, si sigue igual, escríbenos.",
    stale_content: "Lo que ves puede estar desactualizado.",
    part_title: "No pudimos abrir esta página",
    part_lead: "Lo más probable es que haya una versión nueva del centro de asistencia. Recarga la \
                página para usarla; tus borradores se conservan.",

    unauthorized: "Tu sesión terminó. Ingresa de nuevo para continuar.",
    invalid_credentials: "El correo y la contraseña no coinciden. Revísalos o restablece tu \
                          contraseña.",
    token_invalid: "Este enlace ya se usó o venció. Pide uno nuevo.",
    forbidden: "Tu rol no permite hacer esto.",
    scope_missing: "La llave no tiene el permiso que esta operación necesita.",
    not_found: "No existe o no tienes acceso.",
    method_not_allowed: "Esta operación no está disponible aquí.",
    malformed_body: "El servidor no entendió lo enviado. Recarga la página y vuelve a intentarlo.",
    unsupported_media_type: "Ese tipo de archivo no se puede usar aquí.",
    body_too_large: "Lo enviado supera el tamaño permitido.",
    validation_failed: "Hay datos por corregir.",
    cursor_invalid: "La lista cambió. Vuelve a cargarla desde el comienzo.",
    wrong_stage: "El caso ya no está en una etapa que permita esto.",
    guard_failed: "Todavía falta algo para poder hacer esto.",
    reporter_limit: "La empresa ya tiene sus dos usuarios designados. Reemplaza uno para invitar \
                     a otra persona.",
    email_taken: "Ya hay una persona con ese correo.",
    nit_taken: "Ya hay una empresa con ese NIT.",
    name_taken: "Ese nombre ya está en uso.",
    notice_too_short: "Es demasiado pronto: un horario especial empieza desde el cierre del \
                       tercer día hábil.",
    overlaps_service_hours: "Se cruza con el horario de servicio: elige horas en las que \
                             soporte está cerrado.",
    window_overlap: "El ingeniero ya tiene otro horario especial a esa hora.",
    conflict: "El estado actual no permite esto. Actualiza la página y revisa.",
    precondition_required: "Falta la versión de lo que quieres cambiar. Recarga la página.",
    precondition_failed: "Alguien cambió esto mientras lo veías. Ya tienes la versión nueva: \
                          revísala y vuelve a intentarlo.",
    idempotency_mismatch: "Ese envío ya se hizo con otros datos. Recarga la página.",
    rate_limited: "Demasiados intentos seguidos. Espera un momento y vuelve a intentarlo.",
    unavailable: "El servicio no está disponible en este momento. Vuelve a intentarlo en unos \
                  segundos.",
    internal: "Tuvimos un error nuestro y quedó registrado. Vuelve a intentarlo.",
};
