//! Cases that have just come in, or that have waited too long.

use aval_domain::lifecycle::Kind::{Incident, PlannedTask, Question, Request};
use aval_domain::lifecycle::Priority::{Critical, High, Low, Normal};

use crate::demo::people::Category::{
    Campaigns, Chat, Integrations, Recordings, Reports, Routing, Telephony, Users,
};
use crate::demo::people::Who::{
    Andres, Camila, Diana, Hernan, Julian, Laura, Marcela, Oscar, Yamile,
};
use crate::demo::picture::Picture;
use crate::demo::script::{Case, Does, asks, assigns, day, finds_nobody, notes, phones};

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new(day(2, 11, 8), Hernan, Incident, High, Users)
            .about(
                "Dos auxiliares no pueden entrar después de vacaciones",
                "\
                    Jenny Paola y Wilson volvieron hoy de vacaciones y no pueden entrar, dice \
                    usuario bloqueado.",
            )
            .how(
                "\
                    1. Entrar con el usuario de Jenny Paola Rubiano.\n\
                    2. Sale *usuario bloqueado*.",
            )
            .of_user("Jenny Paola Rubiano y Wilson Castañeda")
            .in_campaign("Cartera asociados")
            .since(180)
            .showing(Picture::LockedUser),
        Case::new(day(1, 15, 27), Marcela, Incident, Critical, Campaigns)
            .about(
                "Recaudo Hogar no marca: todos los asesores en espera",
                "\
                    El marcador de Recaudo Hogar dejó de marcar a las 3:10. Hay 45 asesores en \
                    espera y el cliente nos está llamando.",
            )
            .how(
                "\
                    1. Abrir el tablero del marcador.\n\
                    2. Recaudo Hogar: 0 canales en uso, 45 asesores disponibles.",
            )
            .of_user("45 asesores de Recaudo Hogar")
            .in_campaign("Recaudo Hogar")
            .since(17)
            .showing(Picture::Dialler)
            .then(5, Camila, assigns(Laura))
            .then(
                6,
                Laura,
                phones(
                    "\
                    Marcela en línea. Se reinicia el servicio de marcación y arranca con 20 \
                    canales.",
                ),
            )
            .then(
                25,
                Laura,
                notes(
                    "\
                    Arranca pero no sube de 20 canales. Sospecho de la licencia otra vez, mirar si \
                    QA dejó algo encendido.",
                ),
            ),
        Case::new(day(1, 16, 38), Yamile, Request, Normal, Users)
            .about(
                "Usuarios temporales para la temporada alta",
                "\
                    Entran 10 asesores temporales por un mes. Por favor crear los usuarios con \
                    vencimiento.",
            )
            .in_campaign("Seguimiento de guías"),
        Case::new(day(1, 20, 44), Oscar, Incident, High, Telephony)
            .about(
                "Ruido de fondo en las llamadas del turno de la noche",
                "\
                    En el turno de la noche se oye un zumbido en todas las llamadas, empezó a las \
                    7.",
            )
            .how(
                "\
                    1. Tomar cualquier llamada entrante después de las 7 p. m.\n\
                    2. Se oye un zumbido constante.",
            )
            .of_user("Turno de la noche, 22 puestos")
            .in_campaign("PQRS Energía")
            .since(100),
        Case::new(day(1, 14, 2), Hernan, Question, Low, Reports)
            .about(
                "¿Qué significa la columna de ocupación?",
                "\
                    En el informe diario hay una columna de ocupación que a veces pasa de 100 %. \
                    ¿Cómo se calcula?",
            )
            .in_campaign("Línea del asociado")
            .then(70, Camila, assigns(Julian)),
        Case::new(day(3, 10, 33), Marcela, Request, Normal, Recordings)
            .about(
                "Copia de las grabaciones de un proceso disciplinario",
                "\
                    Talento humano necesita las grabaciones de un asesor entre el 3 y el 14 del \
                    mes pasado, con cadena de custodia.",
            )
            .of_user("Talento humano")
            .in_campaign("Retención Móvil")
            .then(120, Camila, assigns(Diana))
            .then(
                60,
                Diana,
                asks(
                    "\
                    Marcela, por tratarse de un proceso disciplinario necesitamos la solicitud \
                    firmada por talento humano. ¿Nos la puede adjuntar?",
                ),
            ),
        Case::new(day(2, 15, 20), Oscar, Incident, Normal, Reports)
            .about(
                "El tablero en línea se queda congelado",
                "\
                    El tablero de supervisores deja de actualizarse a los 15 minutos. Toca \
                    recargar la página.",
            )
            .how(
                "\
                    1. Abrir el tablero en línea.\n\
                    2. Dejarlo 15 minutos.\n\
                    3. La hora de actualización no avanza.",
            )
            .of_user("Supervisores")
            .since(400)
            .then(45, Camila, assigns(Julian))
            .then(30, Julian, finds_nobody("Llamada a Óscar, no contesta. Dejo mensaje."))
            .then(
                50,
                Oscar,
                Does::Corrects {
                    description: "\
                    El tablero de supervisores deja de actualizarse a los 15 minutos. Toca \
                    recargar la página.\n\n\
                    Agrego: solo pasa en Chrome, en Firefox no.",
                },
            ),
        Case::new(day(4, 16, 25), Yamile, PlannedTask, Low, Integrations)
            .about(
                "Probar la plataforma con el sistema de guías nuevo",
                "\
                    El próximo trimestre cambiamos el sistema de guías. Queremos planear desde ya \
                    una prueba con el nuevo, en paralelo.",
            )
            .in_campaign("Seguimiento de guías")
            .then(100, Camila, assigns(Julian)),
        Case::new(day(1, 13, 22), Hernan, Incident, Normal, Routing)
            .about(
                "La música de espera suena distorsionada",
                "\
                    Los asociados dicen que la música de espera suena como rayada. Desde hace dos \
                    días.",
            )
            .how(
                "\
                    1. Llamar a la línea del asociado.\n\
                    2. Escoger cualquier opción y esperar.",
            )
            .of_user("Asociados que llaman")
            .in_campaign("Línea del asociado")
            .since(2_900)
            .then(55, Camila, assigns(Andres)),
        Case::new(day(1, 22, 17), Yamile, Request, High, Chat)
            .about(
                "Mensaje masivo por cierre de la vía a Buenaventura",
                "\
                    Se cerró la vía y hay 600 envíos represados. Necesitamos enviar mañana \
                    temprano un mensaje por WhatsApp a los destinatarios, ya tenemos la plantilla \
                    aprobada.",
            )
            .in_campaign("Última milla Buenaventura"),
        Case::new(day(2, 10, 14), Oscar, Request, Low, Telephony).about(
            "Cambiar el nombre que se muestra en llamadas internas",
            "\
                    En las llamadas internas aparece la extensión y no el nombre del asesor. ¿Se \
                    puede mostrar el nombre?",
        ),
    ]
}
