//! What happened to a ticket, in a few words.

use aval_domain::notifications::NotificationKind;
use aval_domain::people::Locale;

/// What happened, as subjects and lists of mails say it.
pub(super) const fn what_happened(kind: NotificationKind, locale: Locale) -> &'static str {
    let (es, en) = match kind {
        NotificationKind::TicketOpened => ("Recibimos el caso", "We have the ticket"),
        NotificationKind::Assigned => ("El caso quedó a tu cargo", "The ticket is yours now"),
        NotificationKind::InformationRequested => {
            ("Soporte necesita información", "Support needs information")
        }
        NotificationKind::SupportAnswered => ("Soporte escribió", "Support has written"),
        NotificationKind::CustomerAnswered => ("El cliente escribió", "The customer has written"),
        NotificationKind::WorkPlanSubmitted => {
            ("Hay un plan de trabajo por aprobar", "There is a work plan to approve")
        }
        NotificationKind::WorkPlanApproved => {
            ("El cliente aprobó el plan de trabajo", "The customer approved the work plan")
        }
        NotificationKind::WorkPlanRejected => (
            "El cliente pidió cambios en el plan de trabajo",
            "The customer asked for changes to the work plan",
        ),
        NotificationKind::SolutionDelivered => {
            ("Hay una solución por probar", "There is a solution to test")
        }
        NotificationKind::SolutionRejected => {
            ("El cliente dice que la solución no funciona", "The customer rejected the solution")
        }
        NotificationKind::TestingReminder => {
            ("Falta probar la solución", "The solution is still to be tested")
        }
        NotificationKind::TicketClosed => ("El caso se cerró", "The ticket is closed"),
        NotificationKind::TicketReopened => ("El caso se reabrió", "The ticket is open again"),
        NotificationKind::ClockWarning => {
            ("Un plazo está por vencer", "A target is about to be missed")
        }
        NotificationKind::ClockBreached => ("Se venció un plazo", "A target was missed"),
        NotificationKind::AfterHoursAsked => {
            ("Piden un horario especial", "After-hours work is asked for")
        }
        NotificationKind::AfterHoursAgreed => {
            ("Horario especial acordado", "After-hours window agreed")
        }
        NotificationKind::AfterHoursDeclined => {
            ("Horario especial no aceptado", "After-hours window declined")
        }
        NotificationKind::AfterHoursCancelled => {
            ("Horario especial cancelado", "After-hours window called off")
        }
    };
    match locale {
        Locale::Es => es,
        Locale::En => en,
    }
}
