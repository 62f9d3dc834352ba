//! Cases that an engineer is looking into today.

use aval_domain::lifecycle::Kind::{Incident, PlannedTask, Question, Request};
use aval_domain::lifecycle::Priority::{Critical, High, Low, Normal};

use crate::demo::people::Category::{
    Campaigns, Chat, Integrations, Recordings, Reports, Routing, Telephony, Users,
};
use crate::demo::people::Who::{
    Andres, Camila, Diana, Hernan, Julian, Laura, Marcela, Monitor, Oscar, Yamile,
};
use crate::demo::picture::Picture;
use crate::demo::script::{
    Activity, Case, Does, Window, analyses, asks, assigns, day, finds, finds_nobody, is_phoned,
    mails, notes, phones, shows, writes,
};

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new(day(1, 8, 41), Yamile, Incident, Critical, Integrations)
            .following_up("guias")
            .about(
                "La consulta de guías vuelve a fallar, ahora por autorización",
                "\
                    Otra vez no podemos consultar guías. Ahora el error es distinto, dice no \
                    autorizado. Es en todos los puestos.",
            )
            .how(
                "\
                    1. Buscar cualquier guía en la ficha de la llamada.\n\
                    2. Sale el error *401 no autorizado*.",
            )
            .of_user("Todos los asesores")
            .in_campaign("Seguimiento de guías")
            .since(16)
            .showing(Picture::BadToken)
            .then(5, Camila, assigns(Julian))
            .then(
                6,
                Julian,
                phones(
                    "\
                    Yamile confirma que anoche su proveedor cambió las credenciales del servicio \
                    de guías.",
                ),
            )
            .then(4, Julian, analyses())
            .then(
                45,
                Julian,
                asks(
                    "\
                    Yamile, necesitamos que su área de sistemas nos envíe por el canal seguro la \
                    credencial nueva del servicio de guías. Mientras llega, los asesores pueden \
                    consultar en la página pública.",
                ),
            )
            .then(
                50,
                Julian,
                finds_nobody("Llamada a Yamile para preguntar por la credencial. Suena ocupado."),
            ),
        Case::new(day(2, 10, 24), Marcela, Incident, High, Recordings)
            .about(
                "Grabaciones de Ventas Fibra con la voz del asesor muy baja",
                "\
                    Calidad no puede evaluar: en las grabaciones de fibra el cliente se oye bien y \
                    el asesor casi no se oye.",
            )
            .how(
                "\
                    1. Abrir cualquier grabación de Ventas Fibra de esta semana.\n\
                    2. Comparar el volumen de los dos canales.",
            )
            .of_user("Paola Anaya, analista de calidad")
            .in_campaign("Ventas Fibra")
            .since(1_200)
            .then(20, Camila, assigns(Diana))
            .then(25, Diana, phones("Paola envía cinco grabaciones. Pasa con las diademas nuevas."))
            .then(10, Diana, analyses())
            .then(
                120,
                Diana,
                finds(
                    "Canal del asesor 18 dB por debajo del cliente.",
                    "Con diadema vieja el volumen es normal; con la nueva es bajo.",
                    "",
                    "",
                ),
            )
            .then(
                90,
                Diana,
                notes(
                    "\
                    Pedí al proveedor de las diademas la ficha técnica. Puede ser ganancia del \
                    micrófono en el perfil de Windows.",
                ),
            ),
        Case::new(day(3, 9, 37), Oscar, Request, Normal, Users)
            .about(
                "Ingreso único con el directorio de la empresa",
                "\
                    Queremos que los asesores entren con su usuario de red y no con otra \
                    contraseña. Son 180 usuarios.",
            )
            .then(60, Camila, assigns(Diana))
            .then(45, Diana, phones("Reunión inicial con Óscar y su administrador de directorio."))
            .then(10, Diana, analyses())
            .then(
                200,
                Diana,
                finds(
                    "Ingreso único para 180 usuarios.",
                    "El directorio del cliente soporta OpenID Connect.",
                    "Autenticación de la plataforma y directorio del cliente.",
                    "",
                ),
            )
            .then(
                60,
                Diana,
                asks(
                    "\
                    Óscar, para seguir necesitamos que registren la aplicación en su directorio y \
                    nos compartan el identificador de cliente. Le adjunto la guía en la carpeta \
                    compartida.",
                ),
            )
            .then(
                180,
                Oscar,
                writes("Ya quedó registrada. El identificador está en la carpeta compartida."),
            )
            .then(
                60,
                Diana,
                Does::WritesPlan(
                    "\
                    Que los 180 asesores entren con su usuario de red **sin parar ninguna \
                    campaña**: primero un grupo pequeño y después los demás.",
                    &[
                        Activity {
                            title: "Conectar la plataforma con el directorio de pruebas",
                            responsible: Diana,
                            starts: (1, 8),
                            ends: (1, 12),
                        },
                        Activity {
                            title: "Probar con diez asesores de PQRS Energía",
                            responsible: Oscar,
                            starts: (2, 8),
                            ends: (3, 17),
                        },
                        Activity {
                            title: "Pasar a los demás asesores, por campañas",
                            responsible: Diana,
                            starts: (5, 8),
                            ends: (6, 17),
                        },
                    ],
                ),
            )
            .then(10, Diana, Does::SubmitsPlan),
        Case::new(day(4, 14, 6), Hernan, Incident, Normal, Reports)
            .about(
                "El informe de llamadas no cuadra con la factura del operador",
                "\
                    El informe del mes dice 3.114 llamadas salientes y el operador nos facturó \
                    3.561. Necesitamos saber cuál está bien.",
            )
            .how(
                "\
                    1. Reportes > Llamadas salientes, mes pasado.\n\
                    2. Comparar el total con la factura.",
            )
            .of_user("Contabilidad")
            .in_campaign("Línea del asociado")
            .happened(28_000, 20_000)
            .then(90, Camila, assigns(Julian))
            .then(
                40,
                Julian,
                mails("Se pide por correo a don Hernán el detalle de la factura en Excel."),
            )
            .then(10, Julian, analyses())
            .then(
                300,
                Hernan,
                writes(
                    "\
                    Le adjunto la pantalla del informe. El detalle de la factura se lo mando \
                    apenas contabilidad lo tenga.",
                ),
            )
            .then(3, Hernan, Does::Attaches(Picture::EmptyReport))
            .then(
                180,
                Julian,
                finds("Diferencia de 447 llamadas entre informe y factura.", "", "", ""),
            )
            .then(
                45,
                Julian,
                asks(
                    "\
                    Don Hernán, sin el detalle de la factura no podemos cruzar llamada por \
                    llamada. ¿Nos ayuda con ese archivo?",
                ),
            ),
        Case::new(day(2, 13, 50), Yamile, Question, Low, Chat)
            .about(
                "¿Se pueden enviar guías por WhatsApp con foto de la entrega?",
                "\
                    Un cliente grande pregunta si le podemos mandar la foto de la entrega por \
                    WhatsApp de forma automática.",
            )
            .in_campaign("Última milla Buenaventura")
            .then(150, Camila, assigns(Diana))
            .then(
                40,
                Diana,
                writes(
                    "\
                    Hola, Yamile. Estoy validando con el proveedor las condiciones para enviar \
                    imágenes automáticas. Le cuento mañana.",
                ),
            )
            .then(5, Diana, analyses()),
        Case::new(day(3, 16, 12), Monitor, Incident, High, Telephony)
            .about(
                "Monitoreo: latencia alta en el enlace principal",
                "\
                    Alerta automática. Enlace principal: latencia promedio 186 ms (umbral 120 ms) \
                    entre las 15:55 y las 16:10.",
            )
            .how(
                "\
                    Ver el tablero *Enlaces*, indicador *Latencia*, intervalo de 15 minutos.",
            )
            .since(17)
            .then(10, Andres, assigns(Andres))
            .then(15, Andres, phones("Óscar confirma que los asesores sienten demora en la voz."))
            .then(5, Andres, analyses())
            .then(
                40,
                Andres,
                Does::Recategorizes {
                    kind: None,
                    category: None,
                    priority: Some(Critical),
                    reason: "La demora afecta las 180 posiciones y sigue aumentando.",
                },
            )
            .then(
                60,
                Andres,
                finds(
                    "Latencia sostenida por encima de 180 ms en el enlace principal.",
                    "\
                    El respaldo de los servidores está saliendo por el mismo enlace en horario \
                    hábil.",
                    "Enlace principal, política de tráfico.",
                    "",
                ),
            )
            .then(
                45,
                Andres,
                notes(
                    "\
                    El respaldo lo maneja un tercero del cliente. Falta que Óscar autorice moverlo \
                    a la noche; escalar con Camila si no responde hoy.",
                ),
            )
            .then(
                20,
                Andres,
                Does::AsksForWindow(Window {
                    day: 4,
                    from: 1,
                    to: 4,
                    task: "\
                        Mover el respaldo de los servidores a la madrugada y medir la latencia del \
                        enlace mientras corre.",
                    contact: "Mesa de tecnología de Contacto Andino, 300 555 0112",
                }),
            ),
        Case::new(day(3, 11, 30), Marcela, Question, Normal, Campaigns)
            .about(
                "Los asesores de Retención no ven el guion",
                "\
                    ¿Dónde se activa el guion? Los asesores de Retención Móvil no lo ven desde \
                    ayer.",
            )
            .in_campaign("Retención Móvil")
            .of_user("Turno de la tarde")
            .then(80, Camila, assigns(Laura))
            .then(
                30,
                Laura,
                phones("Marcela cuenta que antes sí lo veían y que nadie cambió nada."),
            )
            .then(5, Laura, analyses())
            .then(
                20,
                Laura,
                Does::Recategorizes {
                    kind: Some(Incident),
                    category: None,
                    priority: Some(High),
                    reason: "\
                    No es una consulta: el guion dejó de mostrarse sin que nadie lo cambiara.",
                },
            )
            .then(
                160,
                Laura,
                finds(
                    "El guion de Retención Móvil no carga en la ficha.",
                    "\
                    En el navegador de los puestos sale bloqueado por una política nueva de \
                    seguridad.",
                    "Puestos de trabajo, política del navegador.",
                    "",
                ),
            )
            .then(
                60,
                Laura,
                asks(
                    "\
                    Marcela, ¿nos ayuda a que su área de sistemas autorice la dirección del guion \
                    en la política del navegador? La dirección es la misma de la plataforma con \
                    `/guiones`.",
                ),
            )
            .that_day_at(
                20,
                8,
                Marcela,
                shows(
                    "\
                    Ya les pedí a los de sistemas. Dicen que mañana lo aplican. Les dejo la \
                    pantalla de cómo lo ven los asesores.",
                    Picture::SlowAnswer,
                ),
            ),
        Case::new(day(6, 9, 18), Hernan, PlannedTask, Low, Routing)
            .about(
                "Mensaje del IVR para la asamblea de delegados",
                "\
                    Para la asamblea del otro mes necesitamos un mensaje en el menú con la fecha, \
                    el lugar y la opción de confirmar asistencia.",
            )
            .in_campaign("Asamblea")
            .then(200, Camila, assigns(Laura))
            .then(
                60,
                Laura,
                phones(
                    "\
                    Don Hernán envía el texto la próxima semana, cuando el consejo apruebe el \
                    lugar.",
                ),
            )
            .then(10, Laura, analyses())
            .then(
                90,
                Laura,
                asks("Don Hernán, quedamos pendientes del texto aprobado para grabarlo."),
            ),
        Case::new(day(1, 9, 56), Oscar, Incident, Normal, Chat)
            .about(
                "El chat de la página no guarda la conversación",
                "\
                    Cuando el asesor cierra un chat de la página web, la conversación queda vacía \
                    en el historial.",
            )
            .how(
                "\
                    1. Iniciar un chat desde la página del cliente.\n\
                    2. Conversar y cerrar.\n\
                    3. Buscarlo en el historial: aparece sin mensajes.",
            )
            .of_user("Equipo de chat de Ventas Fibra")
            .in_campaign("Ventas Fibra")
            .since(120)
            .then(30, Camila, assigns(Diana))
            .then(40, Diana, phones("Óscar comparte el número de tres chats vacíos."))
            .then(15, Diana, analyses())
            .then(
                100,
                Diana,
                finds(
                    "Chats web sin mensajes en el historial desde ayer.",
                    "En WhatsApp el historial está completo.",
                    "",
                    "",
                ),
            ),
        Case::new(day(2, 9, 5), Yamile, Incident, High, Telephony)
            .about(
                "Se repite la misma llamada a varios domiciliarios",
                "\
                    El sistema llama dos o tres veces al mismo domiciliario para confirmar una \
                    recogida que ya confirmó.",
            )
            .how(
                "\
                    1. Confirmar una recogida por el menú.\n\
                    2. A los 10 minutos vuelve a entrar la misma llamada.",
            )
            .of_user("Domiciliarios de Cali")
            .in_campaign("Recogidas Cali")
            .since(300)
            .then(25, Camila, assigns(Laura))
            .then(
                20,
                Laura,
                phones(
                    "\
                    Yamile pide apagar el marcador automático de recogidas mientras se revisa. Se \
                    apaga a las 9:55.",
                ),
            )
            .then(10, Laura, analyses())
            .then(
                150,
                Laura,
                finds(
                    "Llamadas repetidas a recogidas ya confirmadas.",
                    "La confirmación por menú no vuelve al sistema de recogidas.",
                    "Integración de recogidas.",
                    "",
                ),
            )
            .then(
                60,
                Laura,
                asks(
                    "\
                    Yamile, ¿su proveedor de recogidas cambió algo en el servicio de confirmación \
                    la semana pasada?",
                ),
            )
            .then(
                400,
                Laura,
                is_phoned(
                    "\
                    Yamile llama: sí, lo cambiaron hace unos días. Envía el contacto del \
                    proveedor.",
                ),
            ),
    ]
}
