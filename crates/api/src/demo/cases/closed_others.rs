//! Closed cases about people, recordings, reports, chat and integrations.

use aval_domain::lifecycle::Kind::{Incident, PlannedTask, Question, Request};
use aval_domain::lifecycle::Priority::{Critical, High, Low, Normal};
use aval_domain::lifecycle::ResolutionType::{
    Answered, Configuration, Fixed, Fulfilled, PartiallyFulfilled, Workaround,
};

use crate::demo::people::Category::{Chat, Integrations, Recordings, Reports, Users};
use crate::demo::people::Who::{Camila, Diana, Hernan, Julian, Marcela, Oscar, Yamile};
use crate::demo::picture::Picture;
use crate::demo::script::{
    Case, Does, analyses, asks, assigns, confirms, confirms_saying, day, delivers, finds,
    finds_nobody, mails, notes, phones, rejects, solves, writes,
};

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new(day(22, 10, 5), Hernan, Question, Low, Recordings)
            .about(
                "¿Cuánto tiempo se guardan las grabaciones de la línea del asociado?",
                "\
                    Buenos días. El comité de auditoría pregunta cuánto tiempo conservamos las \
                    grabaciones y si podemos bajar las de un asociado puntual por número de \
                    cédula.",
            )
            .in_campaign("Línea del asociado")
            .then(95, Diana, assigns(Diana))
            .then(
                25,
                Diana,
                writes(
                    "\
                    Buenos días, don Hernán. Reviso la política de su contrato y le respondo hoy \
                    mismo.",
                ),
            )
            .then(10, Diana, analyses())
            .then(
                45,
                Diana,
                finds(
                    "Consulta sobre retención y búsqueda de grabaciones.",
                    "El contrato vigente define 24 meses en línea.",
                    "Módulo de grabaciones.",
                    "Consulta, sin alarma.",
                ),
            )
            .then(5, Diana, solves())
            .then(
                20,
                Diana,
                delivers(
                    Answered,
                    "\
                    Las grabaciones se conservan **24 meses en línea** y después se eliminan. La \
                    búsqueda por cédula sí es posible siempre que el asesor la haya registrado en \
                    la ficha de la llamada.",
                    "\
                    En *Grabaciones > Consulta* filtrar por el campo *Identificación* con una \
                    cédula conocida.",
                ),
            )
            .then(310, Hernan, confirms()),
        Case::new(day(21, 11, 20), Marcela, Incident, Normal, Recordings)
            .about(
                "Grabaciones de Agendamiento EPS quedan con 0 KB",
                "\
                    Calidad reporta que hay grabaciones que no abren, el archivo aparece con \
                    tamaño 0. Son de la campaña de agendamiento de los turnos de la tarde.",
            )
            .how(
                "\
                    1. Entrar a Grabaciones > Consulta.\n\
                    2. Filtrar por campaña Agendamiento EPS y fecha de ayer después de las 2 p. \
                    m.\n\
                    3. Abrir cualquiera de las que dicen 0 KB.",
            )
            .of_user("Paola Anaya, analista de calidad")
            .in_campaign("Agendamiento EPS")
            .happened(1_270, 240)
            .showing(Picture::NoRecording)
            .then(35, Camila, assigns(Diana))
            .then(
                40,
                Diana,
                phones("Paola envía el listado: 37 grabaciones entre las 2:10 y las 5:40 p. m."),
            )
            .then(10, Diana, analyses())
            .then(
                150,
                Diana,
                finds(
                    "37 audios vacíos de Agendamiento EPS.",
                    "\
                    El disco temporal del grabador 2 llegó al 100 % a las 14:08. Los audios de \
                    esas horas no se escribieron.",
                    "Grabador 2, disco temporal.",
                    "Capacidad: disco lleno.",
                ),
            )
            .then(10, Diana, solves())
            .then(
                60,
                Diana,
                notes(
                    "\
                    Los 37 audios no se recuperan, no hay copia en el grabador 1. Ojo con la \
                    redacción de la respuesta, validar con Camila antes de enviar.",
                ),
            )
            .then(
                90,
                Diana,
                delivers(
                    Fixed,
                    "\
                    Se amplió el disco temporal del grabador y se creó una alerta al 80 %. Las \
                    grabaciones desde ayer a las 5:41 p. m. están completas.\n\n\
                    Con mucha pena, los 37 audios del listado **no se pueden recuperar**.",
                    "\
                    Consultar tres grabaciones de hoy de Agendamiento EPS y escucharlas completas.",
                ),
            )
            .then(
                180,
                Marcela,
                rejects(
                    "\
                    Las de hoy suenan bien, pero calidad necesita una constancia escrita de los 37 \
                    audios perdidos para el cliente. Sin eso no podemos cerrar.",
                ),
            )
            .then(60, Diana, solves())
            .then(
                110,
                Diana,
                delivers(
                    Fixed,
                    "\
                    Adjuntamos en este caso la constancia: causa, horas, listado de los 37 \
                    registros y las medidas que se tomaron. Queda firmada por la coordinación de \
                    soporte.",
                    "Revisar la constancia con el equipo de calidad.",
                ),
            )
            .then(200, Marcela, confirms_saying("Con la constancia quedamos bien. Gracias.")),
        Case::new(day(25, 9, 26), Hernan, Request, Normal, Users)
            .about(
                "Crear usuarios para tres auxiliares de cartera",
                "\
                    Buenos días. Ingresaron tres auxiliares nuevas a cartera y necesitan usuario \
                    con perfil de asesor:\n\n\
                    - Luz Dary Cifuentes\n\
                    - Jenny Paola Rubiano\n\
                    - Wilson Castañeda",
            )
            .in_campaign("Cartera asociados")
            .then(45, Camila, assigns(Diana))
            .then(30, Diana, phones("Don Hernán confirma cédulas y correos."))
            .then(5, Diana, analyses())
            .then(
                15,
                Diana,
                finds(
                    "Creación de tres usuarios con perfil de asesor.",
                    "Hay cupo: 9 de 12 licencias en uso.",
                    "Usuarios y licencias.",
                    "Solicitud estándar.",
                ),
            )
            .then(5, Diana, solves())
            .then(
                25,
                Diana,
                delivers(
                    Fulfilled,
                    "\
                    Los tres usuarios quedaron creados. A cada uno le llegó un correo para definir \
                    su contraseña.",
                    "Entrar con cada usuario y tomar una llamada de prueba.",
                ),
            )
            .then(480, Hernan, confirms()),
        Case::new(day(23, 15, 10), Marcela, Incident, Normal, Reports)
            .about(
                "El reporte de nivel de servicio sale en ceros",
                "\
                    El reporte de nivel de servicio de ayer sale en 0 para todas las campañas. El \
                    de antes de ayer está bien.",
            )
            .how(
                "\
                    1. Reportes > Nivel de servicio.\n\
                    2. Fecha: ayer. Campaña: todas.\n\
                    3. Generar.",
            )
            .of_user("Analista de datos Cristian Mora")
            .happened(1_440, 600)
            .showing(Picture::EmptyReport)
            .then(50, Camila, assigns(Julian))
            .then(
                25,
                Julian,
                mails(
                    "\
                    Se informa por correo a Marcela que el proceso nocturno no terminó y se va a \
                    repetir.",
                ),
            )
            .then(5, Julian, analyses())
            .then(
                70,
                Julian,
                finds(
                    "El consolidado nocturno de ayer no terminó.",
                    "\
                    El registro muestra bloqueo con el respaldo de la base de datos a las 2:10 a. \
                    m.",
                    "Proceso nocturno de consolidación.",
                    "Falla de proceso por lotes.",
                ),
            )
            .then(5, Julian, solves())
            .then(
                110,
                Julian,
                delivers(
                    Fixed,
                    "\
                    Se repitió el consolidado de ayer y el respaldo quedó programado una hora \
                    después para que no se crucen.",
                    "Generar el reporte de ayer y compararlo con el tablero en línea.",
                ),
            )
            .then(260, Marcela, confirms()),
        Case::new(day(21, 8, 30), Yamile, Incident, Critical, Integrations)
            .named("guias")
            .about(
                "No consulta guías: todos los asesores ven error al buscar",
                "\
                    Al buscar una guía sale error en todos los puestos. No podemos responder dónde \
                    va un envío, la cola está en 40 llamadas.",
            )
            .how(
                "\
                    1. En la ficha de la llamada escribir un número de guía.\n\
                    2. Clic en Buscar.\n\
                    3. Sale \"tiempo de espera agotado\".",
            )
            .of_user("Todos los asesores")
            .in_campaign("Seguimiento de guías")
            .since(18)
            .showing(Picture::SlowAnswer)
            .then(6, Camila, assigns(Julian))
            .then(
                5,
                Julian,
                phones(
                    "\
                    Yamile confirma que el sistema de guías abre bien por fuera de la plataforma.",
                ),
            )
            .then(3, Julian, analyses())
            .then(
                40,
                Julian,
                finds(
                    "\
                    Consulta de guías con tiempo de espera agotado en el 100 % de los casos.",
                    "\
                    La plataforma llama al servicio de guías y este responde en 45 s; el límite es \
                    30 s.",
                    "Servicio de guías del cliente, ambiente productivo.",
                    "Degradación de servicio externo.",
                ),
            )
            .then(3, Julian, solves())
            .then(
                25,
                Julian,
                notes(
                    "\
                    El índice de la tabla de guías lo borraron ellos anoche en un mantenimiento. \
                    Yo solo subí el límite a 60 s. Si preguntan, la causa la cuenta su área de \
                    sistemas.",
                ),
            )
            .then(
                15,
                Julian,
                delivers(
                    Workaround,
                    "\
                    Se amplió el límite de espera a 60 segundos, con lo que la consulta vuelve a \
                    responder. Su área de sistemas está corrigiendo la lentitud del servicio.",
                    "Buscar cinco guías desde puestos distintos.",
                ),
            )
            .then(
                50,
                Yamile,
                rejects(
                    "\
                    Responde, pero se demora casi un minuto y así no podemos atender. Ya nos dicen \
                    de sistemas que corrigieron, por favor verifiquen y devuelvan el límite.",
                ),
            )
            .then(
                20,
                Julian,
                phones(
                    "\
                    Con Yamile y su área de sistemas en línea: el servicio ya responde en 2 \
                    segundos.",
                ),
            )
            .then(15, Julian, solves())
            .then(
                30,
                Julian,
                delivers(
                    Fixed,
                    "\
                    El servicio de guías responde en 2 segundos en promedio. El límite volvió a 30 \
                    segundos y quedó una alerta si pasa de 10.",
                    "Buscar diez guías y confirmar que responden de inmediato.",
                ),
            )
            .then(90, Yamile, confirms_saying("Ahora sí, vuela. Gracias por acompañarnos.")),
        Case::new(day(18, 11, 12), Oscar, Request, High, Integrations)
            .about(
                "Enviar las ventas efectivas al CRM del cliente en línea",
                "\
                    El cliente de fibra pide que cada venta efectiva le llegue a su CRM en el \
                    momento y no en el archivo de la noche. Tenemos la documentación de su API.",
            )
            .in_campaign("Ventas Fibra")
            .then(30, Camila, assigns(Julian))
            .then(
                60,
                Julian,
                asks(
                    "\
                    Óscar, buenas. Para avanzar necesito:\n\n\
                    1. Credenciales del ambiente de pruebas\n\
                    2. A quién contactar si el CRM rechaza una venta",
                ),
            )
            .then(
                700,
                Oscar,
                writes(
                    "\
                    Las credenciales se las envió el cliente por el canal seguro. El contacto \
                    técnico es la mesa de ayuda de ellos, extensión 5502.",
                ),
            )
            .then(40, Julian, analyses())
            .then(
                200,
                Julian,
                finds(
                    "Integración en línea de ventas efectivas.",
                    "\
                    Autenticación correcta en pruebas. Límite de 60 solicitudes por minuto.",
                    "Integraciones, tipificación *Venta efectiva*.",
                    "Solicitud de desarrollo, sin alarma.",
                ),
            )
            .then(15, Julian, solves())
            .then(
                900,
                Julian,
                delivers(
                    PartiallyFulfilled,
                    "\
                    Las ventas efectivas llegan al CRM en menos de 10 segundos. Falta el envío de \
                    la grabación: la API de ellos todavía no la recibe.",
                    "\
                    Tipificar una venta de prueba con la cédula 1000000001 y verla en el CRM.",
                ),
            )
            .then(
                620,
                Oscar,
                confirms_saying(
                    "\
                    El cliente ya las ve en línea. Lo de la grabación lo pedimos cuando ellos \
                    terminen.",
                ),
            ),
        Case::new(day(17, 10, 50), Yamile, Incident, High, Chat)
            .about(
                "WhatsApp aparece desconectado y no salen respuestas",
                "\
                    La línea de WhatsApp dice desconectada. Los mensajes nos entran pero lo que \
                    respondemos queda con relojito.",
            )
            .how(
                "\
                    1. Abrir la bandeja de chat.\n\
                    2. Responder cualquier conversación.\n\
                    3. El mensaje queda pendiente.",
            )
            .of_user("Equipo de chat, 6 asesores")
            .in_campaign("Seguimiento de guías")
            .since(52)
            .showing(Picture::ChatOffline)
            .then(14, Camila, assigns(Diana))
            .then(
                10,
                Diana,
                finds_nobody("Suena ocupado el celular de Yamile, intento de nuevo en 10 minutos."),
            )
            .then(
                12,
                Diana,
                phones(
                    "\
                    Yamile confirma que nadie cambió la clave del administrador de la cuenta.",
                ),
            )
            .then(5, Diana, analyses())
            .then(
                50,
                Diana,
                finds(
                    "Envío de mensajes detenido desde las 9:58.",
                    "El proveedor rechaza por método de pago vencido de la cuenta.",
                    "Cuenta de mensajería del cliente.",
                    "Suspensión por facturación del proveedor.",
                ),
            )
            .then(5, Diana, solves())
            .then(
                140,
                Diana,
                delivers(
                    Configuration,
                    "\
                    Su área financiera actualizó el medio de pago y el canal volvió. Los 37 \
                    mensajes en cola ya salieron.",
                    "Responder una conversación y ver el doble chulo.",
                ),
            )
            .then(75, Yamile, confirms()),
        Case::new(day(13, 9, 40), Marcela, Question, Low, Users)
            .about(
                "¿Cómo le quito a un supervisor el permiso de borrar grabaciones?",
                "\
                    Un supervisor encontró que puede borrar grabaciones. ¿Eso viene por defecto? \
                    ¿Cómo lo quitamos?",
            )
            .then(150, Diana, assigns(Diana))
            .then(
                20,
                Diana,
                writes(
                    "\
                    Hola, Marcela. No viene por defecto. Reviso quién lo activó y le cuento.",
                ),
            )
            .then(5, Diana, analyses())
            .then(
                40,
                Diana,
                finds(
                    "Consulta de permisos del perfil Supervisor.",
                    "\
                    El permiso se activó hace unos meses desde un usuario administrador de \
                    ustedes.",
                    "Perfiles y permisos.",
                    "Consulta, sin alarma.",
                ),
            )
            .then(5, Diana, solves())
            .then(
                15,
                Diana,
                delivers(
                    Answered,
                    "\
                    En *Administración > Perfiles > Supervisor* se desmarca **Eliminar \
                    grabaciones**. Aplica la próxima vez que el supervisor entre.",
                    "Entrar con un supervisor y verificar que el botón ya no aparece.",
                ),
            )
            .then(350, Marcela, confirms()),
        Case::new(day(12, 15, 55), Hernan, PlannedTask, Low, Reports)
            .about(
                "Programar el envío mensual del informe para la asamblea",
                "\
                    Para la asamblea necesitamos que el informe de llamadas del mes le llegue el \
                    primer día hábil a gerencia y a la junta, en PDF.",
            )
            .in_campaign("Asamblea")
            .then(80, Camila, assigns(Julian))
            .then(
                45,
                Julian,
                phones("Don Hernán da los seis correos de la junta y aprueba el formato."),
            )
            .then(5, Julian, analyses())
            .then(
                60,
                Julian,
                finds(
                    "Envío programado de un informe existente.",
                    "El informe tarda 40 s en generarse y pesa 1,2 MB.",
                    "Reportes programados.",
                    "Tarea planeada, sin alarma.",
                ),
            )
            .then(5, Julian, solves())
            .then(
                120,
                Julian,
                delivers(
                    Fulfilled,
                    "\
                    El informe quedó programado para el primer día hábil de cada mes a las 7:00 a. \
                    m. Se envió una copia de prueba a los seis correos.",
                    "Confirmar con gerencia que recibió la copia de prueba en PDF.",
                ),
            )
            .then(900, Hernan, confirms_saying("La junta quedó contenta con el formato.")),
        Case::new(day(8, 9, 50), Oscar, Incident, Normal, Users)
            .about(
                "Supervisora bloqueada después de cambiar de celular",
                "\
                    Katherine Lozano cambió de celular y quedó bloqueada, dice demasiados \
                    intentos.",
            )
            .how(
                "\
                    1. Entrar con el usuario klozano.\n\
                    2. Sale usuario bloqueado.",
            )
            .of_user("Katherine Lozano")
            .in_campaign("Ventas Fibra")
            .since(25)
            .showing(Picture::LockedUser)
            .then(20, Diana, assigns(Diana))
            .then(8, Diana, phones("Se valida la identidad de Katherine con Óscar en la llamada."))
            .then(3, Diana, analyses())
            .then(
                10,
                Diana,
                finds(
                    "Usuario bloqueado por intentos con el segundo factor viejo.",
                    "Seis intentos fallidos desde el puesto de ella.",
                    "Usuarios, segundo factor.",
                    "Evento de seguridad sin riesgo.",
                ),
            )
            .then(2, Diana, solves())
            .then(
                8,
                Diana,
                delivers(
                    Fixed,
                    "\
                    Se desbloqueó el usuario y se retiró el segundo factor viejo. Al entrar le \
                    pide registrar el celular nuevo.",
                    "Entrar con klozano y registrar el celular.",
                ),
            )
            .then(35, Oscar, confirms()),
        Case::new(day(6, 16, 5), Yamile, Request, Low, Reports)
            .about(
                "Agregar la ciudad de destino al reporte de novedades",
                "\
                    En el reporte de novedades de entrega hace falta la columna de ciudad de \
                    destino.",
            )
            .in_campaign("Novedades de entrega")
            .then(90, Julian, assigns(Julian))
            .then(
                60,
                Yamile,
                Does::Withdraws("Ya la encontramos: estaba oculta en la vista. Muchas gracias."),
            ),
    ]
}
