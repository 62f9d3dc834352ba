//! Targets, testing periods, and what a change of them or of the calendar does.

use crate::i18n::Promises;

pub static PROMISES: Promises = Promises {
    title: "Plazos",
    lead: "Cuándo responde y cuándo soluciona soporte, y cuánto tiene el cliente para probar.",
    priority: "Prioridad",
    first_contact: "Primer contacto",
    resolution: "Solución",
    of_priority: |priority, clock| format!("{priority}, {}", clock.to_lowercase()),
    service_days: |days| format!("{days} de servicio"),
    over: |days| format!("más de {days}"),
    targets_title: "Plazos por prioridad",
    targets_lead: "En horas hábiles; un día de servicio tiene 9. Un cambio vale de inmediato, también para los casos en curso.",
    targets_edit: "Cambiar plazos",
    targets_hint: "Escribe horas hábiles: 8, 1,5 o 1:30. Antes de guardar verás cuántos casos se mueven.",
    hours_label: |priority, clock| {
        format!("{priority}, {}, en horas hábiles", clock.to_lowercase())
    },
    target_malformed: "Escribe de 1 minuto a 10.000 horas, por ejemplo 8, 1,5 o 1:30.",
    review: "Revisar y guardar",
    nothing_changed: "Todavía no has cambiado nada.",
    restored: "Recuperamos lo que habías escrito.",
    confirm_title: "¿Cambiar los plazos?",
    confirm_lead: "El cambio vale de inmediato para todas las empresas sin un plazo propio.",
    confirm_button: "Cambiar los plazos",
    from_to: |from, to| format!("de {from} a {to}"),
    moves: |moved, running| {
        let noun = if running == 1 { "caso" } else { "casos" };
        format!("Mueve {moved} de {running} {noun} en curso.")
    },
    moves_none: |running| {
        if running == 1 {
            "No mueve el único caso en curso.".to_owned()
        } else {
            format!("No mueve ninguno de los {running} casos en curso.")
        }
    },
    nothing_runs: "Ahora no hay casos en curso.",
    company_moves: |moved, running| {
        let noun = if running == 1 { "caso" } else { "casos" };
        format!("Mueve {moved} de {running} {noun} en curso de la empresa.")
    },
    company_moves_none: |running| {
        if running == 1 {
            "No mueve el único caso en curso de la empresa.".to_owned()
        } else {
            format!("No mueve ninguno de los {running} casos en curso de la empresa.")
        }
    },
    company_nothing_runs: "La empresa no tiene casos en curso.",
    doubt_order: |priority| {
        format!("{priority}: la solución se promete antes que el primer contacto.")
    },
    doubt_urgency: |clock, urgent, relaxed| {
        format!("{clock}: {urgent} tiene más tiempo que {relaxed}.")
    },
    targets_saved: "Los plazos cambiaron.",
    reevaluating: |done, total| format!("Recalculando los casos en curso: {done} de {total}."),
    reevaluated: |total| match total {
        0 => "Listo: no había casos en curso por recalcular.".to_owned(),
        1 => "Listo: se revisó el caso en curso.".to_owned(),
        total => format!("Listo: se revisaron los {total} casos en curso."),
    },
    testing_title: "Tiempo para probar",
    testing_lead: "Días hábiles que tiene el cliente para probar una solución, para soluciones entregadas desde ahora. Las pruebas en curso conservan su fecha.",
    testing_edit: "Cambiar días",
    testing_hint: "De 1 a 30 días hábiles. Una prioridad vacía sigue el general de su tipo.",
    kind: "Tipo",
    general: "General",
    business_days: |days| {
        if days == 1 { "1 día hábil".to_owned() } else { format!("{days} días hábiles") }
    },
    inherited: |days| format!("{days}, como el general"),
    days_malformed: "De 1 a 30.",
    days_label: |kind, priority| format!("{kind}, {}, en días hábiles", priority.to_lowercase()),
    testing_saved: "Los días de prueba cambiaron para las soluciones que se entreguen desde ahora.",
    contract_title: "Plazos de su contrato",
    contract_none: "Esta empresa sigue los plazos generales.",
    contract_lead: "Solo cambia lo que el contrato dice; lo demás sigue los plazos generales.",
    contract_agree: "Acordar otros plazos",
    contract_edit: "Cambiar plazos",
    contract_hint: "Escribe horas hábiles (8, 1,5 o 1:30) solo donde el contrato se aparta. Vacío: como el general. Antes de guardar verás cuántos casos se mueven.",
    contract_malformed: "De 1 minuto a 10.000 horas, o vacío.",
    contract_confirm_title: |company| format!("¿Cambiar los plazos de {company}?"),
    contract_confirm_lead: "El cambio vale de inmediato, también para sus casos en curso.",
    contract_reset: "Volver a los generales",
    contract_reset_title: |company| format!("¿{company} vuelve a los plazos generales?"),
    contract_reset_text: "Se quitan todos los plazos de su contrato y sus casos en curso se recalculan.",
    contract_saved: "Los plazos de la empresa cambiaron.",
    general_is: |target| format!("General: {target}"),
    general_target: |target| format!("{target} (general)"),
    as_general: "Como el general",
    year_today: "Hoy",
    year_saturday: "Sábado: solo incidentes, de 09:00 a 12:00",
    year_earlier: "Ver los meses anteriores",
    year_without_earlier: "Ocultar los meses anteriores",
    saturday_only: "solo incidentes",
    day_is: |day, what| format!("{day}: {what}"),
    holiday: "Festivo",
    on_its_date: "En su fecha",
    month_plain: "Sin días especiales",
    holidays_count: |n| if n == 1 { "1 festivo".to_owned() } else { format!("{n} festivos") },
    closures_count: |n| if n == 1 { "1 cierre".to_owned() } else { format!("{n} cierres") },
    working_days_count: |n| {
        if n == 1 {
            "1 día laborable excepcional".to_owned()
        } else {
            format!("{n} días laborables excepcionales")
        }
    },
    exception_review: "Ver qué cambia",
    exception_declare: "Declarar",
    exception_back: "Corregir",
    exception_taken: "Ese día ya tiene una excepción. Elimínala primero.",
    effect_closure: |date| format!("Cierre el {date}: nadie atiende y ningún plazo corre ese día."),
    effect_working_day: |date| {
        format!("El {date} se atiende de 08:00 a 17:00 y cuenta como día hábil.")
    },
    exception_removed: "El día volvió a la normalidad y los plazos se recalculan.",
};
