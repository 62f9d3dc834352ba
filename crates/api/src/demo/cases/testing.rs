//! Cases whose solution is with the customer today.

use aval_domain::lifecycle::Kind::{Incident, PlannedTask, Question, Request};
use aval_domain::lifecycle::Priority::{Critical, High, Low, Normal};
use aval_domain::lifecycle::ResolutionType::{
    Answered, Configuration, Fixed, Fulfilled, Workaround,
};

use crate::demo::people::Category::{
    Campaigns, Chat, Integrations, Recordings, Reports, Routing, Telephony, Users,
};
use crate::demo::people::Who::{
    Andres, Camila, Diana, Hernan, Julian, Laura, Marcela, Oscar, Yamile,
};
use crate::demo::picture::Picture;
use crate::demo::script::{
    Case, Does, analyses, asks, assigns, day, delivers_until, finds, finds_nobody, notes, phones,
    rejects, saturday, solves, writes,
};

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new(day(7, 9, 8), Oscar, Incident, High, Telephony)
            .about(
                "Softphone pierde el registro cada hora en el piso 3",
                "\
                    A los asesores del piso 3 se les cae el softphone cada hora en punto. Vuelve \
                    solo al minuto, pero se pierde la llamada que tengan.",
            )
            .how(
                "\
                    1. Dejar el softphone registrado en cualquier puesto del 301 al 330.\n\
                    2. Esperar a la hora en punto.\n\
                    3. Aparece *error de registro* y vuelve al minuto.",
            )
            .of_user("Puestos 301 a 330")
            .in_campaign("Retención Móvil")
            .since(180)
            .showing(Picture::Softphone)
            .then(20, Camila, assigns(Andres))
            .then(
                15,
                Andres,
                phones(
                    "\
                    Óscar confirma que es solo el piso 3 y que hace una semana cambiaron el \
                    conmutador.",
                ),
            )
            .then(10, Andres, analyses())
            .then(
                200,
                Andres,
                finds(
                    "Pérdida de registro en la hora exacta, 30 puestos.",
                    "\
                    El conmutador nuevo renueva direcciones cada 60 minutos y corta la sesión SIP.",
                    "Red del piso 3, servicio DHCP.",
                    "Falla intermitente de red.",
                ),
            )
            .then(10, Andres, solves())
            .then(
                380,
                Andres,
                delivers_until(
                    1,
                    Configuration,
                    "\
                    Se fijaron las direcciones de los 30 puestos y el tiempo de renovación pasó a \
                    8 horas. En las últimas cinco horas no hubo ninguna pérdida.",
                    "\
                    Trabajar una jornada completa en el piso 3 y confirmar que a la hora en punto \
                    no se cae.",
                ),
            )
            .then(
                240,
                Andres,
                finds_nobody("Llamada a Óscar para saber cómo van las pruebas. No contesta."),
            ),
        Case::new(day(6, 13, 15), Marcela, Request, Normal, Reports)
            .about(
                "Tablero de adherencia por supervisor",
                "\
                    Necesitamos ver la adherencia al horario por supervisor y no solo por asesor, \
                    con semáforo verde, amarillo y rojo.",
            )
            .in_campaign("Recaudo Hogar")
            .then(60, Camila, assigns(Julian))
            .then(
                40,
                Julian,
                asks(
                    "\
                    Marcela, ¿los umbrales del semáforo son los mismos del reporte de asesores (95 \
                    y 90)?",
                ),
            )
            .then(180, Marcela, writes("Sí, los mismos."))
            .then(15, Julian, analyses())
            .then(
                60,
                Julian,
                finds(
                    "Tablero nuevo por supervisor.",
                    "Los datos ya existen por asesor; se agrupan por equipo.",
                    "Reportes y tableros.",
                    "Solicitud de desarrollo.",
                ),
            )
            .then(10, Julian, solves())
            .then(
                700,
                Julian,
                delivers_until(
                    4,
                    Fulfilled,
                    "\
                    El tablero **Adherencia por supervisor** está en la carpeta Operaciones, con \
                    semáforo y exportación a Excel.",
                    "\
                    Abrirlo, elegir la semana pasada y comparar dos supervisores con el reporte \
                    por asesor.",
                ),
            ),
        Case::new(day(6, 8, 45), Yamile, Incident, Normal, Chat)
            .about(
                "Los clientes reciben dos veces la encuesta por WhatsApp",
                "\
                    Varios clientes se quejan porque la encuesta les llega doble al cerrar el \
                    chat.",
            )
            .how(
                "\
                    1. Cerrar una conversación de WhatsApp.\n\
                    2. Al cliente le llegan dos encuestas iguales.",
            )
            .of_user("Equipo de chat")
            .in_campaign("Seguimiento de guías")
            .since(900)
            .then(70, Camila, assigns(Diana))
            .then(30, Diana, phones("Yamile comparte tres conversaciones de ejemplo."))
            .then(10, Diana, analyses())
            .then(
                190,
                Diana,
                finds(
                    "Encuesta duplicada al cierre.",
                    "La disparan la regla de cierre y el flujo nuevo de transferencias.",
                    "Flujos de chat.",
                    "Error de configuración.",
                ),
            )
            .then(10, Diana, solves())
            .then(
                120,
                Diana,
                delivers_until(
                    3,
                    Configuration,
                    "\
                    Se quitó la encuesta del flujo de transferencias. Queda solo la del cierre.",
                    "\
                    Cerrar dos chats, uno transferido y uno no, y confirmar que llega una sola \
                    encuesta.",
                ),
            )
            .then(
                400,
                Yamile,
                rejects(
                    "\
                    En los transferidos ya llega una, pero en los que cierra el sistema por \
                    inactividad siguen llegando dos.",
                ),
            )
            .then(60, Diana, solves())
            .then(
                180,
                Diana,
                delivers_until(
                    2,
                    Configuration,
                    "\
                    El cierre por inactividad usaba una copia vieja del flujo. Se eliminó la copia \
                    y se probó con cinco conversaciones.",
                    "\
                    Dejar un chat quieto 10 minutos y confirmar que llega una sola encuesta.",
                ),
            ),
        Case::new(day(5, 15, 32), Hernan, Question, Normal, Integrations)
            .about(
                "¿La plataforma puede consultar el saldo del asociado en línea?",
                "\
                    Cartera pregunta si al entrar la llamada se puede ver el saldo del asociado \
                    desde nuestro sistema, sin tener que abrirlo aparte.",
            )
            .in_campaign("Cartera asociados")
            .then(100, Camila, assigns(Julian))
            .then(
                30,
                Julian,
                writes(
                    "\
                    Buenos días, don Hernán. Sí es viable; le preparo un documento con lo que se \
                    necesita de su lado.",
                ),
            )
            .then(10, Julian, analyses())
            .then(
                90,
                Julian,
                finds(
                    "Consulta de viabilidad de integración con el sistema de cartera.",
                    "El sistema de cartera tiene servicio web de consulta.",
                    "Ficha de la llamada e integraciones.",
                    "Consulta, sin alarma.",
                ),
            )
            .then(5, Julian, solves())
            .then(
                210,
                Julian,
                delivers_until(
                    1,
                    Answered,
                    "\
                    Sí se puede. Se necesita un usuario de solo lectura en su servicio de cartera, \
                    una conexión segura entre las dos redes y cerca de 20 horas de trabajo. En el \
                    documento van los pasos y los campos.",
                    "\
                    Leer el documento con el área de cartera y decirnos si quedó alguna duda.",
                ),
            ),
        Case::new(day(5, 10, 3), Oscar, PlannedTask, High, Integrations)
            .about(
                "Renovar el certificado de la integración con el CRM",
                "\
                    El certificado de la integración vence a fin de mes. Hay que cambiarlo sin \
                    cortar el envío de ventas.",
            )
            .in_campaign("Ventas Fibra")
            .then(30, Camila, assigns(Julian))
            .then(
                25,
                Julian,
                phones(
                    "\
                    Con Óscar se acuerda hacer el cambio a las 7 a. m., antes de la operación.",
                ),
            )
            .then(10, Julian, analyses())
            .then(
                60,
                Julian,
                finds(
                    "Renovación de certificado de cliente.",
                    "\
                    El certificado nuevo ya está firmado y probado en el ambiente de pruebas.",
                    "Integración con el CRM.",
                    "Tarea planeada, sin alarma.",
                ),
            )
            .then(10, Julian, solves())
            .then(
                560,
                Julian,
                delivers_until(
                    3,
                    Fulfilled,
                    "\
                    El certificado quedó renovado por un año. Durante el cambio se encolaron 14 \
                    ventas y todas se enviaron.",
                    "Tipificar una venta de prueba y verla en el CRM.",
                ),
            )
            .then(
                90,
                Julian,
                notes(
                    "\
                    Dejé recordatorio en el calendario del equipo 30 días antes del próximo \
                    vencimiento.",
                ),
            ),
        Case::new(day(4, 8, 22), Marcela, Incident, Critical, Campaigns)
            .about(
                "Ningún asesor puede entrar en disponible en Agendamiento EPS",
                "\
                    Los 34 asesores de la campaña quedan en *no listo* apenas entran. Hay 80 \
                    pacientes en cola.",
            )
            .how(
                "\
                    1. Entrar a la campaña Agendamiento EPS.\n\
                    2. Poner estado disponible.\n\
                    3. El estado vuelve a *no listo* de inmediato.",
            )
            .of_user("34 asesores de Agendamiento EPS")
            .in_campaign("Agendamiento EPS")
            .since(12)
            .then(4, Camila, assigns(Laura))
            .then(4, Laura, phones("Marcela en línea. Empezó justo al abrir turno."))
            .then(2, Laura, analyses())
            .then(
                28,
                Laura,
                finds(
                    "34 asesores vuelven a *no listo* al marcar disponible.",
                    "\
                    La campaña tiene activa la regla de capacitación obligatoria que se creó \
                    anoche.",
                    "Estados y reglas de la campaña.",
                    "Bloqueo total de una campaña.",
                ),
            )
            .then(2, Laura, solves())
            .then(
                8,
                Laura,
                delivers_until(
                    2,
                    Configuration,
                    "\
                    Se desactivó la regla de capacitación obligatoria que anoche quedó aplicada a \
                    toda la campaña. Los 34 asesores están disponibles desde las 9:15.",
                    "Confirmar que los asesores de los dos turnos entran en disponible.",
                ),
            )
            .then(
                50,
                Marcela,
                writes(
                    "\
                    Ya atendemos normal. Lo dejo en pruebas hasta que entre el turno de la noche y \
                    revisemos que no se repita.",
                ),
            )
            .then(
                15,
                Laura,
                writes(
                    "\
                    De acuerdo, Marcela. Quedamos pendientes. Si no se repite, por favor confirme \
                    la solución con el botón del caso.",
                ),
            ),
        Case::new(saturday(2, 10, 31), Oscar, Incident, Normal, Recordings)
            .about(
                "La búsqueda de grabaciones tarda más de un minuto",
                "\
                    Buscar una grabación por cédula se demora más de un minuto. Antes era \
                    inmediato.",
            )
            .how(
                "\
                    1. Grabaciones > Consulta.\n\
                    2. Buscar por cédula en los últimos 6 meses.",
            )
            .of_user("Equipo de calidad")
            .since(1_500)
            .showing(Picture::SlowAnswer)
            .then(60, Camila, assigns(Diana))
            .then(
                90,
                Diana,
                phones(
                    "\
                    Paola, de calidad, confirma que por fecha sí es rápido; lo lento es por \
                    cédula.",
                ),
            )
            .then(15, Diana, analyses())
            .then(
                180,
                Diana,
                finds(
                    "Consulta por cédula lenta con rangos de más de un mes.",
                    "\
                    El índice por identificación quedó inválido en la última actualización.",
                    "Base de datos de grabaciones.",
                    "Degradación de rendimiento.",
                ),
            )
            .then(15, Diana, solves())
            .then(
                240,
                Diana,
                Does::ReturnsToAnalysis(
                    "\
                    Reconstruir el índice en horario hábil bloquea la consulta 40 minutos. Hay que \
                    buscar otra forma.",
                ),
            )
            .then(
                120,
                Diana,
                finds(
                    "",
                    "\
                    El índice se puede reconstruir en línea en 3 horas, sin bloqueo, fuera de la \
                    hora pico.",
                    "",
                    "",
                ),
            )
            .then(10, Diana, solves())
            .then(
                300,
                Diana,
                delivers_until(
                    5,
                    Fixed,
                    "\
                    El índice se reconstruyó en línea. La consulta por cédula en 6 meses responde \
                    en menos de 2 segundos.",
                    "Buscar cinco cédulas distintas en los últimos 6 meses.",
                ),
            ),
        Case::new(day(9, 11, 36), Yamile, Request, Normal, Routing)
            .about(
                "Enrutar por ciudad las llamadas de recogidas",
                "\
                    Queremos que las llamadas de recogidas de Cali y Palmira entren a un grupo y \
                    las del resto del Valle a otro.",
            )
            .in_campaign("Recogidas Cali")
            .then(50, Camila, assigns(Laura))
            .then(45, Laura, phones("Se define con Yamile la lista de municipios de cada grupo."))
            .then(10, Laura, analyses())
            .then(
                120,
                Laura,
                finds(
                    "Enrutamiento por ciudad en la línea de recogidas.",
                    "La ciudad se pregunta en el menú; no se puede deducir de un celular.",
                    "IVR y colas de recogidas.",
                    "Solicitud de configuración.",
                ),
            )
            .then(10, Laura, solves())
            .then(
                480,
                Laura,
                delivers_until(
                    2,
                    Fulfilled,
                    "\
                    El menú pregunta la ciudad y envía Cali y Palmira al grupo 1 y el resto al \
                    grupo 2. Si nadie contesta en 60 segundos pasa al otro grupo.",
                    "Llamar y escoger cada opción del menú.",
                ),
            )
            .then(
                600,
                Yamile,
                writes(
                    "\
                    La persona que hace las pruebas está de licencia hasta la otra semana. ¿Nos \
                    dan unos días más, por favor?",
                ),
            )
            .then(
                40,
                Laura,
                Does::ExtendsTesting(
                    6,
                    "\
                    La persona que prueba está de licencia; se amplía el plazo a solicitud de \
                    Yamile.",
                ),
            ),
        Case::new(day(3, 14, 48), Hernan, Incident, Low, Users)
            .about(
                "Un usuario retirado todavía aparece en la lista de transferencias",
                "\
                    En la lista para transferir llamadas sale Gloria Pinzón, que se pensionó hace \
                    un mes.",
            )
            .how(
                "\
                    1. En una llamada abrir Transferir.\n\
                    2. Buscar Gloria Pinzón.",
            )
            .of_user("Todos los asesores de la línea")
            .in_campaign("Línea del asociado")
            .since(3_000)
            .then(110, Camila, assigns(Diana))
            .then(40, Diana, phones("Don Hernán confirma que el usuario se puede desactivar."))
            .then(5, Diana, analyses())
            .then(
                25,
                Diana,
                finds(
                    "Usuario retirado visible en transferencias.",
                    "El usuario está inactivo pero su extensión sigue publicada.",
                    "Directorio de extensiones.",
                    "Error menor de datos.",
                ),
            )
            .then(5, Diana, solves())
            .then(
                30,
                Diana,
                delivers_until(
                    4,
                    Workaround,
                    "\
                    Se retiró la extensión del directorio. En la próxima versión esto se hace solo \
                    al desactivar el usuario.",
                    "Abrir Transferir y confirmar que ya no aparece.",
                ),
            ),
    ]
}
