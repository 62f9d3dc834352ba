//! How a case stands in time: its testing period, its closure, all runs of its clocks.

use crate::i18n::Times;

pub static TIMES: Times = Times {
    left: |length, when| {
        let verb = if length.ends_with("hábil") { "Queda" } else { "Quedan" };
        format!("{verb} {length}, hasta {when}")
    },
    until: |when| format!("Hasta {when}"),
    silence_closes: "Si no recibimos respuesta hasta entonces, el caso se cierra por aprobación tácita.",
    silence_closes_theirs: "Si no responde hasta entonces, el caso se cierra por aprobación tácita.",
    any_answer_stops: "Si escribes, el plazo se detiene hasta que soporte te responda.",
    any_answer_stops_theirs: "Cualquier respuesta suya detiene el plazo.",
    next_reminder: |when| format!("Te lo recordaremos por correo {when}."),
    next_reminder_theirs: |when| format!("Próximo recordatorio al cliente: {when}."),
    no_reminder: "No te enviaremos más recordatorios en este plazo.",
    no_reminder_theirs: "No quedan recordatorios en este plazo.",
    over: |when| format!("El plazo terminó {when}"),
    about_to_close: "El caso se cierra en unos instantes.",
    stands_still: "El plazo está detenido",
    you_answered: "Respondiste y ahora soporte debe contestar primero. Mientras tanto el caso no se cierra por silencio.",
    customer_answered: "Le toca a soporte contestar. Mientras tanto el caso no se cierra por silencio.",
    starts_anew: |days| {
        format!("Cuando soporte conteste, el plazo empieza de nuevo y completo: {days}.")
    },
    starts_anew_some: "Cuando soporte conteste, el plazo empieza de nuevo y completo.",
    business_days: |days| {
        if days == 1 { "1 día hábil".to_owned() } else { format!("{days} días hábiles") }
    },
    tacit_lead: "Nadie respondió en el plazo de pruebas, así que la solución se tiene por aprobada. Esta es la constancia:",
    evidence: "Constancia del cierre",
    clarification: "Última aclaración de soporte",
    reminder: "Recordatorio",
    attempt: "Intento de contacto",
    period_end: "Fin del plazo",
    no_answer_until_end: "Sin respuesta por ningún medio",
    reminders_count: |n| match n {
        0 => "ningún recordatorio".to_owned(),
        1 => "1 recordatorio".to_owned(),
        n => format!("{n} recordatorios"),
    },
    attempts_count: |n| match n {
        0 => "ningún intento de contacto registrado".to_owned(),
        1 => "1 intento de contacto".to_owned(),
        n => format!("{n} intentos de contacto"),
    },
    in_history: "Ver en la historia",
    cycle: |n| format!("Ciclo {n}"),
    started: "Empezó",
    target: "Plazo",
    due: "Vence",
    was_due: "Venció",
    ended: "Terminó",
    consumed: "Consumido",
    remaining: "Restante",
    exceeded: "Excedido",
    state_running: "En marcha",
    state_paused: "En pausa: le toca al cliente",
    state_late: "Vencido",
    state_met: "Cumplido",
    state_missed: "Incumplido",
    state_ended: "Terminó sin veredicto",
    cycles_lead: "Todo en horas hábiles del tipo de caso. El tiempo en que le toca al cliente no cuenta para la solución.",
    new_cycle_why: "Un rechazo o una reapertura empieza un ciclo nuevo de solución.",
};
