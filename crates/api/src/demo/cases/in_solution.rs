//! Cases for which an engineer is making the solution today.

use aval_domain::lifecycle::Kind::{Incident, PlannedTask, Question, Request};
use aval_domain::lifecycle::Priority::{Critical, High, Low, Normal};
use aval_domain::lifecycle::ResolutionType::{Configuration, Fixed};

use crate::demo::people::Category::{
    Campaigns, Chat, Integrations, Recordings, Reports, Routing, Telephony, Users,
};
use crate::demo::people::Who::{
    Andres, Camila, Diana, Hernan, Julian, Laura, Marcela, Oscar, Yamile,
};
use crate::demo::picture::Picture;
use crate::demo::script::{
    Activity, Case, Does, Window, analyses, asks, assigns, confirms, day, delivers, finds, notes,
    phones, rejects, solves, writes,
};

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new(day(1, 9, 12), Marcela, Incident, High, Campaigns)
            .about(
                "El cargue de bases rechaza el archivo de Recaudo Hogar",
                "\
                    El cliente cambió el formato de la base y ahora el cargue dice que espera 14 \
                    columnas. Solo agregaron la columna de correo y quitaron dos teléfonos.",
            )
            .how(
                "\
                    1. Campañas > Recaudo Hogar > Cargar base.\n\
                    2. Escoger el archivo del día.\n\
                    3. Sale *cargue rechazado*.",
            )
            .of_user("Analista de bases Leidy Suárez")
            .in_campaign("Recaudo Hogar")
            .since(40)
            .showing(Picture::FailedUpload)
            .then(15, Camila, assigns(Laura))
            .then(
                20,
                Laura,
                phones(
                    "\
                    Leidy comparte el archivo. Mientras tanto cargan la base de ayer para no \
                    parar.",
                ),
            )
            .then(10, Laura, analyses())
            .then(
                90,
                Laura,
                finds(
                    "El archivo trae 13 columnas y la plantilla espera 14.",
                    "\
                    Con una plantilla ajustada el archivo carga completo: 18.450 registros.",
                    "Plantilla de cargue de la campaña.",
                    "Cambio de formato del cliente.",
                ),
            )
            .then(10, Laura, solves())
            .then(
                60,
                Laura,
                writes(
                    "\
                    Marcela, ya tengo la plantilla nueva. La estoy probando con la base de hoy y \
                    en la mañana queda en producción.",
                ),
            ),
        Case::new(day(4, 10, 17), Oscar, Incident, Critical, Telephony)
            .about(
                "Llamadas entrantes caen al mensaje de fuera de horario",
                "\
                    Estamos en horario y las llamadas de PQRS Energía oyen el mensaje de que no \
                    estamos atendiendo. Pasa con una de cada tres.",
            )
            .how(
                "\
                    1. Llamar varias veces a la línea de PQRS Energía entre 8 a. m. y 6 p. m.\n\
                    2. Más o menos una de cada tres oye el mensaje de fuera de horario.",
            )
            .of_user("Usuarios de PQRS Energía")
            .in_campaign("PQRS Energía")
            .since(95)
            .then(5, Camila, assigns(Andres))
            .then(5, Andres, phones("Óscar confirma el patrón, uno de cada tres."))
            .then(3, Andres, analyses())
            .then(
                55,
                Andres,
                finds(
                    "Una de cada tres llamadas oye el mensaje de fuera de horario.",
                    "El nodo 3 del IVR tiene la hora adelantada diez horas.",
                    "Nodo 3 del IVR, sincronización de hora.",
                    "Pérdida parcial de llamadas.",
                ),
            )
            .then(3, Andres, solves())
            .then(
                15,
                Andres,
                delivers(
                    Configuration,
                    "Se corrigió la hora del nodo 3 y se reinició su sincronización.",
                    "Llamar diez veces a la línea y confirmar que todas entran.",
                ),
            )
            .then(
                300,
                Oscar,
                rejects(
                    "\
                    Estuvo bien unas horas, pero volvió a pasar. El nodo se \
                    desajusta otra vez.",
                ),
            )
            .then(
                15,
                Andres,
                phones(
                    "\
                    Óscar pide causa raíz. Se retira el nodo 3 del balanceo mientras tanto; con \
                    dos nodos alcanza.",
                ),
            )
            .then(
                60,
                Andres,
                notes(
                    "\
                    El reloj del servidor físico está fallando, la pila. Infraestructura tiene el \
                    repuesto pero el cambio hay que hacerlo con ventana.",
                ),
            )
            .then(
                20,
                Andres,
                finds(
                    "",
                    "\
                    Con el nodo 3 fuera del balanceo no hay llamadas perdidas. El reloj del \
                    servidor se atrasa 4 minutos por hora.",
                    "Servidor físico del nodo 3.",
                    "",
                ),
            )
            .then(10, Andres, solves()),
        Case::new(day(4, 9, 55), Yamile, Request, Normal, Chat)
            .about(
                "Respuestas automáticas por novedad de entrega en WhatsApp",
                "\
                    Queremos que si el cliente escribe por una novedad conocida (dirección errada, \
                    ausente, zona de difícil acceso) reciba una respuesta automática con el paso a \
                    seguir.",
            )
            .in_campaign("Novedades de entrega")
            .then(60, Camila, assigns(Diana))
            .then(
                50,
                Diana,
                asks(
                    "\
                    Yamile, ¿nos comparte los textos aprobados por mercadeo para cada novedad?",
                ),
            )
            .then(
                620,
                Yamile,
                writes(
                    "\
                    Van los tres textos:\n\n\
                    1. **Dirección errada:** por favor responda con la dirección completa y un \
                    punto de referencia.\n\
                    2. **Ausente:** mañana hacemos un segundo intento entre 8 a. m. y 1 p. m.\n\
                    3. **Difícil acceso:** su paquete está en la oficina más cercana por 5 días.",
                ),
            )
            .then(30, Diana, analyses())
            .then(
                120,
                Diana,
                finds(
                    "Tres respuestas automáticas según la novedad de la guía.",
                    "La novedad se consulta con el servicio de guías; responde en 2 s.",
                    "Flujos de chat e integración de guías.",
                    "Solicitud de configuración.",
                ),
            )
            .then(15, Diana, solves()),
        Case::new(day(3, 14, 20), Hernan, PlannedTask, Low, Telephony)
            .about(
                "Instalar la línea del almacén nuevo en Chocontá",
                "\
                    El almacén de Chocontá abre en unos días. Se necesitan dos extensiones y que \
                    entren en el grupo de pedidos.",
            )
            .of_user("Almacén Chocontá")
            .in_campaign("Pedidos almacén")
            .then(80, Camila, assigns(Andres))
            .then(40, Andres, phones("Don Hernán informa que el internet lo instalan esta semana."))
            .then(15, Andres, analyses())
            .then(
                200,
                Andres,
                finds(
                    "Dos extensiones nuevas en sede nueva.",
                    "Prueba de enlace desde el almacén: 20 Mbps y 12 ms, suficiente.",
                    "Extensiones 3311 y 3312, grupo de pedidos.",
                    "Tarea planeada, sin alarma.",
                ),
            )
            .then(
                30,
                Andres,
                Does::WritesPlan(
                    "\
                    Que el almacén de Chocontá **reciba pedidos desde el primer día**, sin tocar \
                    el grupo de pedidos de los otros almacenes.",
                    &[
                        Activity {
                            title: "Crear las extensiones 3311 y 3312",
                            responsible: Andres,
                            starts: (-1, 8),
                            ends: (-1, 12),
                        },
                        Activity {
                            title: "Preparar los puntos de red con el electricista",
                            responsible: Andres,
                            starts: (-1, 14),
                            ends: (1, 12),
                        },
                        Activity {
                            title: "Recibir los teléfonos en el almacén",
                            responsible: Hernan,
                            starts: (1, 8),
                            ends: (1, 12),
                        },
                        Activity {
                            title: "Configurar los teléfonos",
                            responsible: Andres,
                            starts: (1, 13),
                            ends: (1, 17),
                        },
                        Activity {
                            title: "Entrar al grupo de pedidos y probar",
                            responsible: Andres,
                            starts: (2, 5),
                            ends: (2, 7),
                        },
                    ],
                ),
            )
            .then(5, Andres, Does::SubmitsPlan)
            .then(90, Hernan, Does::ApprovesPlan("De acuerdo. El almacén abre a las ocho."))
            .then(20, Andres, solves())
            .then(
                30,
                Hernan,
                Does::AsksForWindow(Window {
                    day: 2,
                    from: 5,
                    to: 7,
                    task: "\
                        Entrar las extensiones al grupo de pedidos y probar antes de que abra \
                        el almacén.",
                    contact: "Luz Dary Pedraza, administradora del almacén, 300 555 0147",
                }),
            )
            .then(40, Andres, Does::AgreesToWindow)
            .then(
                300,
                Andres,
                writes(
                    "\
                    Las extensiones 3311 y 3312 ya están creadas. Falta configurar los teléfonos \
                    cuando lleguen al almacén.",
                ),
            )
            .then(10, Andres, Does::Finishes(0)),
        Case::new(day(2, 11, 42), Oscar, Request, High, Reports)
            .about(
                "Reporte por media hora para el cliente de energía",
                "\
                    El cliente de energía exige el nivel de servicio por intervalos de media hora \
                    desde el próximo mes, hoy lo tenemos por hora.",
            )
            .in_campaign("PQRS Energía")
            .then(25, Camila, assigns(Julian))
            .then(30, Julian, phones("Óscar confirma formato y horario del envío."))
            .then(5, Julian, analyses())
            .then(
                150,
                Julian,
                finds(
                    "Reporte de nivel de servicio por media hora.",
                    "Los datos se guardan cada 15 minutos, alcanza.",
                    "Consolidación de reportes.",
                    "Solicitud de desarrollo.",
                ),
            )
            .then(15, Julian, solves())
            .then(
                120,
                Julian,
                notes("Reutilizar la consulta del tablero de adherencia, quedó bien indexada."),
            ),
        Case::new(day(8, 10, 28), Marcela, Incident, Low, Users)
            .about(
                "El nombre de los asesores con tilde sale mal en los reportes",
                "\
                    En los reportes exportados los nombres con tilde o ñ salen con símbolos raros: \
                    *MuÃ±oz* en vez de Muñoz.",
            )
            .how(
                "\
                    1. Exportar a CSV el reporte de productividad.\n\
                    2. Abrirlo en Excel.\n\
                    3. Ver la columna de asesor.",
            )
            .of_user("Analista de datos Cristian Mora")
            .since(2_000)
            .then(200, Camila, assigns(Julian))
            .then(
                40,
                Julian,
                phones("Cristian confirma que antes de la última actualización salía bien."),
            )
            .then(10, Julian, analyses())
            .then(
                90,
                Julian,
                finds(
                    "Tildes y eñes dañadas en las exportaciones CSV.",
                    "El archivo está en UTF-8 sin la marca que espera Excel.",
                    "Exportación de reportes.",
                    "Defecto menor de presentación.",
                ),
            )
            .then(10, Julian, solves())
            .then(
                180,
                Julian,
                delivers(
                    Fixed,
                    "Las exportaciones llevan la marca que Excel necesita.",
                    "\
                    Exportar el reporte de productividad y abrirlo con doble clic en Excel.",
                ),
            )
            .then(700, Marcela, confirms())
            .then(
                500,
                Marcela,
                Does::Reopens(
                    "En productividad quedó bien, pero en el reporte de pausas sigue igual.",
                ),
            )
            .then(
                60,
                Julian,
                writes(
                    "\
                    Tiene razón, Marcela: ese reporte usa otro exportador. Lo ajusto también.",
                ),
            )
            .then(30, Julian, solves()),
        Case::new(day(7, 15, 5), Yamile, Incident, Normal, Routing)
            .about(
                "El menú no reconoce la opción cuando llaman desde fijo",
                "\
                    Cuando llaman desde un fijo y marcan una opción, el menú dice que no es \
                    válida. Desde celular funciona.",
            )
            .how(
                "\
                    1. Llamar a la línea desde un teléfono fijo.\n\
                    2. Marcar 1.\n\
                    3. Responde *opción no válida*.",
            )
            .of_user("Clientes con teléfono fijo")
            .in_campaign("Seguimiento de guías")
            .since(600)
            .then(40, Camila, assigns(Andres))
            .then(60, Andres, phones("Yamile aporta dos números fijos para probar."))
            .then(10, Andres, analyses())
            .then(
                170,
                Andres,
                finds(
                    "Los tonos de teléfonos fijos no se reconocen.",
                    "\
                    El operador envía los tonos dentro del audio y el IVR solo espera los de \
                    señalización.",
                    "Troncal con el operador, IVR.",
                    "Incompatibilidad de señalización.",
                ),
            )
            .then(20, Andres, solves())
            .then(
                240,
                Andres,
                asks(
                    "\
                    Yamile, necesitamos una hora con poco tráfico para probar el cambio en la \
                    troncal. ¿Le sirve mañana de 8:00 a 8:30 a. m.?",
                ),
            ),
        Case::new(day(2, 8, 33), Hernan, Question, Normal, Recordings)
            .about(
                "¿Se puede descargar en bloque las grabaciones de un mes?",
                "\
                    El revisor fiscal pide todas las grabaciones de cartera del mes pasado. ¿Hay \
                    forma de bajarlas todas y no una por una?",
            )
            .in_campaign("Cartera asociados")
            .then(70, Camila, assigns(Diana))
            .then(
                30,
                Diana,
                writes(
                    "\
                    Buenos días, don Hernán. Sí hay forma, reviso el volumen y le explico cómo.",
                ),
            )
            .then(5, Diana, analyses())
            .then(
                60,
                Diana,
                finds(
                    "Consulta sobre descarga masiva.",
                    "Mes pasado de cartera: 1.204 audios, 2,1 GB.",
                    "Módulo de grabaciones.",
                    "Consulta, sin alarma.",
                ),
            )
            .then(10, Diana, solves()),
        Case::new(day(3, 15, 18), Oscar, Incident, Normal, Integrations)
            .about(
                "Ventas duplicadas en el CRM del cliente",
                "\
                    El cliente reporta 11 ventas que le llegaron dos veces al CRM esta semana.",
            )
            .how(
                "\
                    1. En el CRM buscar las cédulas del listado adjunto.\n\
                    2. Cada una tiene dos ventas con segundos de diferencia.",
            )
            .of_user("Cliente de fibra")
            .in_campaign("Ventas Fibra")
            .happened(2_500, 1_900)
            .then(40, Camila, assigns(Julian))
            .then(30, Julian, phones("Óscar envía el listado de las 11 ventas."))
            .then(10, Julian, analyses())
            .then(
                230,
                Julian,
                finds(
                    "11 ventas enviadas dos veces.",
                    "\
                    El CRM respondió después de 30 s; la plataforma reintentó y la primera sí \
                    había entrado.",
                    "Reintentos de la integración.",
                    "Duplicidad de datos.",
                ),
            )
            .then(20, Julian, solves())
            .then(
                200,
                Julian,
                notes(
                    "\
                    El CRM acepta una llave de idempotencia en el encabezado, está en la página 14 \
                    del manual. Con eso queda.",
                ),
            ),
    ]
}
