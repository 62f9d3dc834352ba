//! Work outside service hours: windows of tickets, the agenda, the calendar feed.

use crate::i18n::after_hours::{AfterHours, AgendaTexts, Ask, Feed, Windows};

pub static AFTER_HOURS: AfterHours = AfterHours {
    day: |weekday, day| format!("{weekday} {day}"),
    and: |most, last| format!("{most} y {last}"),
    windows: WINDOWS,
    ask: ASK,
    agenda: AGENDA,
    feed: FEED,
};

const WINDOWS: Windows = Windows {
    title: "Atención fuera de horario",
    yours: "Falta tu respuesta",
    waits_for_support: "Espera respuesta de soporte",
    waits_for_customer: "Espera respuesta del cliente",
    unanswered: "Nadie respondió a tiempo",
    agreed: "Acordado",
    running: "En curso",
    over: "Ya pasó",
    over_for_support: "Falta registrar el resultado",
    declined: "No aceptado",
    done: "Hecho",
    missed: "No se usó",
    cancelled: "Cancelado",
    asked_by: |name, when| format!("{name} lo solicitó {when}."),
    proposed_by: |name, when| format!("{name} lo propuso {when}."),
    agreed_by: |name, when| format!("{name} lo aceptó {when}."),
    declined_by: |name, when| format!("{name} no lo aceptó {when}."),
    done_by: |name, when| format!("{name} lo registró como hecho {when}."),
    missed_by: |name, when| format!("{name} registró {when} que no se usó."),
    cancelled_by: |name, when| format!("{name} lo canceló {when}."),
    task: "Tarea",
    contact: "Contacto en el sitio",
    engineer: "Trabaja en él",
    engineer_later: "Se sabe cuando soporte acepte",
    override_reason: "Por qué con menos aviso",
    reason: "Motivo",
    agree: "Aceptar",
    decline: "No aceptar",
    cancel: "Cancelar",
    complete: "Se hizo el trabajo",
    miss: "No se usó",
    past: |n| if n == 1 { "1 anterior".to_owned() } else { format!("{n} anteriores") },
    decline_title: "No aceptar este horario",
    decline_lead: "La otra parte lee el motivo y puede pedir otro horario.",
    decline_reason: "Por qué no",
    cancel_title: "Cancelar este horario",
    cancel_lead: "Se avisa a la otra parte y sale de la agenda de soporte.",
    cancel_button: "Cancelar el horario",
    miss_title: "Registrar que no se usó",
    miss_lead: "Queda en la historia del caso que el horario pasó sin que se hiciera el trabajo.",
    optional_reason: "Motivo",
    agreed_toast: "Aceptaste el horario. Queda en la agenda de soporte.",
    declined_toast: "Avisamos que no aceptas este horario.",
    cancelled_toast: "Cancelaste el horario.",
    done_toast: "Quedó registrado que el trabajo se hizo.",
    missed_toast: "Quedó registrado que el horario no se usó.",
    why_no_answer: "Todavía no se puede aceptar.",
};

const ASK: Ask = Ask {
    ask_lead: "Soporte confirma si puede atenderte a esa hora.",
    propose_lead: "El cliente confirma si le sirve esa hora.",
    earliest: |when, days| {
        format!("Se puede desde {when}: son tres días hábiles de aviso ({days}).")
    },
    today_not_counted: "Hoy no se cuenta.",
    today_over: |from| {
        format!("La jornada de hoy ya terminó: el aviso vale desde el {from}, que no se cuenta.")
    },
    today_no_business_day: |today, from| {
        format!("Hoy, {today}, no es día hábil: el aviso vale desde el {from}, que no se cuenta.")
    },
    is_holiday: |day, names| format!("El {day} es festivo: {names}."),
    is_closure: |day| format!("El {day} no hay servicio: es un cierre declarado."),
    days_label: "Días del aviso",
    tile_over: "Terminó",
    tile_asked: "Aviso",
    tile_counted: |n| format!("Día {n}"),
    tile_weekend: "No hábil",
    tile_holiday: "Festivo",
    tile_closure: "Cierre",
    suggestions: "Horarios posibles",
    suggestion: |day, from, to| format!("{day}, de {from} a {to}"),
    suggestion_holiday: |day, from, to| format!("{day} (festivo), de {from} a {to}"),
    starts: "Empieza",
    ends: "Termina",
    hours_of_incidents: "Hora de Bogotá. Servicio para incidentes: días hábiles de 08:00 a 17:00 y sábados de 09:00 a 12:00.",
    hours_of_others: "Hora de Bogotá. Servicio para este tipo de caso: días hábiles de 08:00 a 17:00.",
    fits: |length| format!("Se puede: dura {length}, fuera del horario de servicio."),
    use_this: |when| format!("Usar {when}"),
    end_before_start: "Debe terminar después de empezar.",
    in_past: "Esa hora ya pasó.",
    out_of_range: "Esa fecha está fuera de los años que maneja el calendario.",
    too_soon: |when| format!("Es demasiado pronto: puede empezar desde {when}."),
    overlaps: |part, from, to| {
        // The part comes as "el viernes 17 de julio, de 16:00 a 17:00".
        let part = crate::view_model::time::capitalised(part);
        format!("{part}, soporte está en servicio: ese día atiende de {from} a {to}.")
    },
    taken: "El ingeniero ya tiene otro horario especial a esa hora: elige otra hora u otra persona.",
    overridden: "Autorizar con menos aviso",
    overridden_hint: "Lo puede un coordinador, con un motivo.",
    override_reason: "Por qué no puede esperar",
    override_reason_hint: "Lo leen el cliente y soporte.",
    task: "Qué se hará",
    task_hint: "Lo que soporte hace en ese horario.",
    contact: "Contacto en el sitio",
    contact_hint: "Nombre y teléfono de quien recibe a soporte.",
    engineer: "Quién trabaja en él",
    engineer_hint: "Sus horarios no se cruzan entre sí.",
    engineer_none: "El caso aún no tiene ingeniero: se elige al asignarlo",
    engineer_assignee: |name| format!("{name} (a cargo del caso)"),
    submit_ask: "Enviar solicitud",
    submit_propose: "Enviar propuesta",
    asked_toast: "Enviamos tu solicitud. Soporte te responde en el caso.",
    proposed_toast: "Enviamos la propuesta. El cliente responde en el caso.",
};

const AGENDA: AgendaTexts = AgendaTexts {
    title: "Agenda",
    lead: "El trabajo fuera del horario de servicio, acordado o por responder.",
    day_of_month: |day, month| format!("{day} de {month}"),
    week_of_month: |first, last, month, year| format!("{first} al {last} de {month} de {year}"),
    week_of_months: |first, last, year| format!("{first} al {last} de {year}"),
    week_of_years: |first, first_year, last, last_year| {
        format!("{first} de {first_year} al {last} de {last_year}")
    },
    previous: "Semana anterior",
    next: "Semana siguiente",
    this_week: "Esta semana",
    engineer: "Ingeniero",
    everybody: "Todos",
    mine: |name| format!("{name} (tú)"),
    no_engineer: "Sin ingeniero",
    waits_for_support: "Espera a soporte",
    waits_for_customer: "Espera al cliente",
    agreed: "Acordado",
    week: "Semana",
    legend_service: "Horario de servicio",
    legend_incidents: "Servicio solo para incidentes",
    legend_closed: "Fuera de horario",
    holiday: |names| format!("Festivo: {names}"),
    closure: "Cierre declarado",
    empty_title: "Nada fuera de horario esta semana",
    empty_text: "Los horarios especiales que se acuerdan en los casos, o que esperan respuesta, aparecen aquí.",
    show_everybody: "Ver los de todos",
    in_calendar: "Ver en mi calendario",
    keyboard_hint: "Teclado: ← y → cambian de semana, H vuelve a esta.",
    from_day_before: "Viene del día anterior",
};

const FEED: Feed = Feed {
    title: "Tu agenda en tu calendario",
    lead: "Una dirección secreta con la que Google Calendar, Outlook o Apple muestran tus horarios \
           especiales acordados y los actualizan solos.",
    none: "Todavía no tienes una dirección.",
    since: |when| {
        format!("Tu dirección funciona desde {when}. Por seguridad no se vuelve a mostrar.")
    },
    make: "Crear dirección",
    made_title: "Copia la dirección ahora",
    made_lead: "Solo se muestra esta vez. Quien la tenga puede ver tu agenda sin contraseña: no la \
                compartas.",
    address: "Dirección secreta",
    how_title: "Qué hacer con ella",
    how_google: "Google Calendar: Otros calendarios, Desde una URL.",
    how_outlook: "Outlook: Agregar calendario, Suscribirse desde la web.",
    how_apple: "Apple: Archivo, Nueva suscripción a calendario.",
    replace: "Reemplazar",
    replace_title: "¿Reemplazar la dirección?",
    replace_text: "La dirección actual deja de funcionar enseguida. Tendrás que poner la nueva en tu \
                   calendario.",
    revoke: "Revocar",
    revoke_title: "¿Revocar la dirección?",
    revoke_text: "Tu calendario deja de recibir los horarios especiales. Puedes crear otra dirección \
                  cuando quieras.",
    revoked: "La dirección ya no funciona.",
};
