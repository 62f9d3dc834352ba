//! The work plan of a ticket.

use crate::i18n::Plans;

pub static PLANS: Plans = Plans {
    title: "Plan de trabajo",
    version: |n| format!("Versión {n}"),
    state_draft: "Borrador",
    state_submitted: "Espera aprobación",
    state_approved: "Aprobado",
    state_rejected: "Con cambios pedidos",
    state_withdrawn: "Retirado",
    activity_pending: "Sin empezar",
    activity_in_progress: "En curso",
    activity_done: "Hecha",
    activity_cancelled: "No se hará",
    overdue: "Atrasada",
    draft_support: "El cliente todavía no ve esta versión. Mientras no la apruebe, la solución no puede empezar ni entregarse.",
    submitted_support: |when| {
        format!(
            "Enviado {when}. Mientras el cliente no lo apruebe, la solución no puede empezar ni entregarse."
        )
    },
    submitted_customer: "Soporte te pide aprobar este plan. El trabajo empieza cuando tú o tu colega lo aprueben.",
    approved_by: |who, when| format!("{who} lo aprobó {when}."),
    approved_support: "Registra aquí el avance: el cliente lo ve.",
    approved_customer: "Aquí ves el avance a medida que soporte lo registra.",
    rejected_by: |who, when| format!("{who} pidió cambios {when}."),
    rejected_support: "Edita el plan y envía otra versión.",
    rejected_customer: "Soporte prepara otra versión para que la apruebes.",
    withdrawn_support: "Esta versión se retiró antes de que el cliente decidiera. Edita el plan y envía otra.",
    withdrawn_customer: "Soporte retiró esta versión para cambiarla: ya no tienes que decidir sobre ella.",
    left_behind: "El caso se cerró antes de que se aprobara esta versión.",
    objective: "Objetivo",
    schedule: "Cronograma",
    activities: "Actividades",
    activity_count: |n| if n == 1 { "1 actividad".to_owned() } else { format!("{n} actividades") },
    within_day: |day, from, to| format!("{day}, de {from} a {to}"),
    over_days: |from, to| format!("Desde {from} hasta {to}"),
    responsible: "Responsable",
    note: "Nota",
    now: "ahora",
    legend_off: "Día no hábil: fin de semana, festivo o cierre",
    legend_special: |dates| format!("Festivo o cierre: {dates}"),
    progress: "Avance",
    progress_planned: "Según el plan",
    progress_actual: "Hecho",
    percent: |n| format!("{n} %"),
    progress_count: |done, all| {
        if all == 1 {
            format!("{done} de 1 actividad hecha")
        } else {
            format!("{done} de {all} actividades hechas")
        }
    },
    progress_cancelled: |n| {
        if n == 1 { "1 no se hará".to_owned() } else { format!("{n} no se harán") }
    },
    verdict_done: "Todo lo del plan está hecho.",
    verdict_ahead: "Va adelantado.",
    verdict_on_time: "Va al día.",
    verdict_behind: "Va atrasado.",
    quoted: |text| format!("«{text}»"),
    verdict_unbegun: "No todo empezó a tiempo.",
    unbegun_ones: |titles| format!("Ya debería haber empezado: {titles}."),
    after_due: |ends, due| {
        format!(
            "El plan termina {ends}, después del plazo de solución: {due}. El plan no cambia ese plazo."
        )
    },
    begun_late: "Debía haber empezado",
    finish_lead: "Queda hecha, el cliente lo ve y no se puede deshacer.",
    finish_button: "Marcar como hecha",
    overdue_ones: |titles| format!("Ya debería estar hecho: {titles}."),
    ask_title: "¿Puede empezar este trabajo?",
    ask_then: "Si lo apruebas, soporte empieza según el cronograma. Si pides cambios, prepara otra versión y te la envía. La decisión queda en la historia del caso.",
    approve: "Aprobar plan",
    ask_changes: "Pedir cambios",
    approve_title: "¿Apruebas el plan?",
    approve_lead: |version| {
        format!(
            "Das tu aval a la versión {version}. Soporte puede empezar y tu decisión queda en la historia del caso."
        )
    },
    approve_comment: "Un comentario para soporte",
    approve_button: "Sí, aprobar plan",
    approved: "Aprobaste el plan. Soporte ya puede empezar.",
    changes_title: "¿Qué debe cambiar?",
    changes_lead: "Soporte lee lo que escribas y prepara otra versión para que la apruebes. Nada empieza mientras tanto.",
    changes_label: "Qué cambios necesitas",
    changes_hint: "Por ejemplo otra fecha, otra persona o algo que falta.",
    changes_asked: "Soporte ya tiene los cambios que pediste.",
    other_version: "Soporte cambió el plan mientras lo leías. Revisa lo nuevo antes de decidir.",
    other_version_close: "Ver el plan",
    edit: "Editar plan",
    submit: "Enviar al cliente",
    submit_title: "¿Enviar el plan al cliente?",
    submit_mail: |company| {
        format!("Los usuarios de {company} reciben un correo y cualquiera de ellos decide.")
    },
    submit_turn: "Mientras deciden le toca al cliente y el reloj de solución está en pausa.",
    submit_waits: "La solución no puede empezar ni entregarse hasta que lo aprueben.",
    submit_change: "Si después lo editas, esta versión se retira y hay que enviar otra.",
    submitted: "El plan está en manos del cliente.",
    discard: "Descartar",
    discard_title: "¿Descartar esta versión?",
    discard_draft: "Se borra el borrador. Si antes había otra versión, vuelve a contar esa.",
    discard_returned: "El cliente deja de verla. Si antes había otra versión, vuelve a contar esa.",
    discard_button: "Descartar versión",
    discarded: "Descartaste esa versión del plan.",
    begin: "Empezar",
    finish: "Terminar",
    cancel: "No se hará",
    cancel_lead: "Deja de contar en el avance y ya no se puede retomar. Di por qué: el cliente lo lee.",
    cancel_button: "Confirmar que no se hará",
    note_add: "Agregar nota",
    note_edit: "Editar nota",
    note_hint: "El cliente también la lee.",
    note_save: "Guardar nota",
    note_saved: "Guardamos la nota.",
    moved: |title, state| format!("«{title}»: {state}."),
    follow_up_waits: "El avance se registra de nuevo cuando el cliente apruebe esta versión. Lo ya hecho se conserva.",
    back: "Volver al caso",
    saves_approved: |version| {
        format!(
            "El cliente ya aprobó la versión {version}. Si guardas cambios nace otra, que el cliente debe aprobar de nuevo: hasta entonces la solución no puede empezar ni entregarse. Lo ya hecho se conserva."
        )
    },
    saves_submitted: "El cliente está decidiendo sobre esta versión. Si guardas cambios, se retira y tendrás que enviar la nueva.",
    saves_rejected: |who| format!("{who} pidió estos cambios:"),
    restored: "Recuperamos lo que habías escrito y no guardaste.",
    start_over: "Volver a lo guardado",
    overtaken: "Otra persona guardó cambios en este plan mientras escribías.",
    take_theirs: "Ver lo guardado y dejar lo mío",
    keep_mine: "Seguir con lo mío",
    objective_hint: "Qué se logra, para que el cliente sepa qué aprueba. Puedes usar **negrita** y listas.",
    activities_empty: "Todavía no hay actividades. Para enviar el plan hace falta al menos una.",
    add: "Agregar actividad",
    activity_number: |n| format!("Actividad {n}"),
    activity_title: "Qué se hace",
    starts: "Comienza",
    ends: "Termina",
    move_up: |n| format!("Subir la actividad {n}"),
    move_down: |n| format!("Bajar la actividad {n}"),
    remove: |n| format!("Quitar la actividad {n}"),
    moved_to: |title, place, total| format!("«{title}» es ahora la {place} de {total}."),
    removed: |title| format!("Quitaste «{title}»."),
    undo: "Deshacer",
    untitled: "sin nombre",
    ends_order: "El final debe ser posterior al comienzo.",
    rest_day: "Ese día soporte no atiende.",
    saturday_hours: "El sábado soporte atiende de 09:00 a 12:00.",
    closed_hour: "A esa hora soporte está cerrado: acuérdalo como horario especial.",
    order_hint: "Horas de Bogotá. Para cambiar el orden usa las flechas.",
    keyboard_hint: "También con Alt + ↑ y Alt + ↓ en «Qué se hace».",
    of_support: |name| format!("{name} (soporte)"),
    of_company: |name, company| format!("{name} ({company})"),
    who_left: |name| format!("{name} (ya no está)"),
    save_draft: "Guardar borrador",
    saved: "Guardamos el borrador. El cliente todavía no lo ve.",
    nothing_changed: "No hay cambios por guardar.",
    send: "Enviar al cliente",
    preview: "Así se ve el cronograma",
    preview_empty: "Aparece cuando una actividad tiene comienzo y fin.",
    kept_here: "Lo que escribes se guarda en este equipo mientras no lo guardes en el caso.",
    check_fields: |n| {
        if n == 1 {
            "Revisa 1 dato antes de guardar.".to_owned()
        } else {
            format!("Revisa {n} datos antes de guardar.")
        }
    },
    needs_activity: "Agrega al menos una actividad antes de enviar el plan.",
    not_possible: "Ahora no se puede escribir el plan de este caso.",
};
