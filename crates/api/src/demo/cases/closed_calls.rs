//! Closed cases about calls: lines and menus.

use aval_domain::lifecycle::Kind::{Incident, PlannedTask, Request};
use aval_domain::lifecycle::Priority::{Critical, High, Low, Normal};
use aval_domain::lifecycle::ResolutionType::{
    Configuration, Declined, Fixed, Fulfilled, NotReproducible, Workaround,
};

use crate::demo::people::Category::{Routing, Telephony};
use crate::demo::people::Who::{
    Andres, Camila, Diana, Hernan, Laura, Marcela, Monitor, Oscar, Yamile,
};
use crate::demo::picture::Picture;
use crate::demo::script::{
    Case, Does, analyses, assigns, confirms, confirms_saying, day, delivers, finds, finds_nobody,
    is_phoned, mails, notes, phones, saturday, solves, writes,
};

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new(day(25, 8, 37), Marcela, Incident, High, Telephony)
            .about(
                "Se cortan las llamadas a los 30 segundos en Recaudo Hogar",
                "\
                    Buenos días. Desde que abrimos turno las llamadas salientes de la campaña se \
                    caen solas más o menos a los **30 segundos**. El cliente alcanza a contestar, \
                    el asesor saluda y se corta.\n\n\
                    Van cerca de 140 llamadas cortadas y el cliente nos mide por contacto \
                    efectivo, así que es urgente.",
            )
            .how(
                "\
                    1. El asesor entra a la campaña Recaudo Hogar en modo predictivo.\n\
                    2. Contesta la llamada que le asigna el marcador.\n\
                    3. A los 30 segundos la llamada se cae y el asesor pasa a disponible.",
            )
            .of_user("Yuliana Ríos (puesto 114) y todo el turno de la mañana")
            .in_campaign("Recaudo Hogar")
            .since(35)
            .showing(Picture::Softphone)
            .then(18, Camila, assigns(Andres))
            .then(
                14,
                Andres,
                phones(
                    "\
                    Hablé con Marcela. Solo pasa en salientes por la troncal 2; las entrantes \
                    están bien. Queda pendiente que nos comparta tres números de ejemplo.",
                ),
            )
            .then(6, Andres, analyses())
            .then(
                22,
                Marcela,
                writes(
                    "\
                    Ejemplos de hoy: 3005550114 a las 8:02, 3105550172 a las 8:05 y 3205550161 a \
                    las 8:11.",
                ),
            )
            .then(
                48,
                Andres,
                finds(
                    "\
                    Cortes a los 30-32 s en llamadas salientes por la troncal 2, desde el cambio \
                    de firmware del SBC de anoche.",
                    "\
                    Reproducido con tres llamadas de prueba. El SBC no recibe el ACK del operador \
                    y termina la sesión por tiempo.",
                    "SBC de borde y troncal 2. La troncal 1 y las entrantes no se afectan.",
                    "Falla de señalización con impacto en operación.",
                ),
            )
            .then(5, Andres, solves())
            .then(
                9,
                Andres,
                notes(
                    "\
                    El encabezado Contact sale con la IP privada después del firmware 8.4. Reabrí \
                    el caso con el fabricante. Dejo la regla de reescritura como en 8.3.",
                ),
            )
            .then(
                35,
                Andres,
                delivers(
                    Configuration,
                    "\
                    Se restableció la regla que publica la dirección correcta en la señalización \
                    de la troncal 2. El cambio de firmware de anoche la había quitado.\n\n\
                    Se hicieron 20 llamadas de prueba de más de 3 minutos sin cortes.",
                    "\
                    1. Hacer por lo menos 10 llamadas salientes por Recaudo Hogar.\n\
                    2. Mantener cada una más de un minuto.\n\
                    3. Confirmar que ninguna se corta.",
                ),
            )
            .then(
                95,
                Marcela,
                confirms_saying(
                    "\
                    Ya llevamos más de 200 llamadas sin cortes. Muchas gracias por la rapidez.",
                ),
            ),
        Case::new(saturday(4, 9, 48), Yamile, Incident, Critical, Telephony)
            .about(
                "No entra ninguna llamada a la línea de novedades",
                "\
                    Desde las 9:20 no nos entra ni una sola llamada a la línea de novedades de \
                    entrega. Si uno marca, suena ocupado. Hoy sábado es el día de más reparto.",
            )
            .how(
                "\
                    1. Marcar a la línea 602 555 0133 desde cualquier celular.\n\
                    2. Suena ocupado de una vez.",
            )
            .of_user("Toda la línea de servicio")
            .in_campaign("Novedades de entrega")
            .since(28)
            .then(6, Camila, assigns(Andres))
            .then(
                4,
                Andres,
                phones(
                    "\
                    Yamile confirma que es total. Inicio la revisión con el operador en línea.",
                ),
            )
            .then(3, Andres, analyses())
            .then(
                24,
                Andres,
                finds(
                    "Caída total de entrantes de la línea 602 555 0133 desde las 9:20.",
                    "\
                    Llamada de prueba rechazada por el operador con código 486. Nuestra troncal \
                    está registrada.",
                    "Operador de telefonía, enrutamiento del número.",
                    "Caída total del servicio.",
                ),
            )
            .then(3, Andres, solves())
            .then(
                31,
                Andres,
                delivers(
                    Workaround,
                    "\
                    El operador tenía caído el nodo de Cali. Mientras lo recupera, el número quedó \
                    desviado al enlace de respaldo y las llamadas ya están entrando.",
                    "\
                    Marcar a la línea desde dos operadores distintos y verificar que entre a la \
                    cola de novedades.",
                ),
            )
            .then(
                120,
                Yamile,
                confirms_saying("Está entrando todo. Gracias por atender en sábado."),
            ),
        Case::new(day(20, 15, 44), Yamile, Request, Normal, Routing)
            .about(
                "Cambiar el audio de bienvenida por el de temporada",
                "\
                    Necesitamos cambiar el audio de bienvenida del IVR por el de temporada, ya lo \
                    grabó mercadeo. Debe quedar activo un mes y volver solo al actual.",
            )
            .in_campaign("Seguimiento de guías")
            .then(30, Camila, assigns(Laura))
            .then(
                25,
                Laura,
                phones(
                    "\
                    Yamile envía el audio en WAV. Acordamos la hora del cambio: al cierre de hoy.",
                ),
            )
            .then(8, Laura, analyses())
            .then(
                40,
                Laura,
                finds(
                    "Cambio programado de audio de bienvenida.",
                    "El audio está a 44 kHz, hay que convertirlo a 8 kHz mono.",
                    "IVR de la línea principal.",
                    "Solicitud de cambio, sin alarma.",
                ),
            )
            .then(5, Laura, solves())
            .then(
                80,
                Laura,
                delivers(
                    Fulfilled,
                    "\
                    El audio de temporada quedó activo y programado para volver solo al actual \
                    dentro de un mes.",
                    "Llamar a la línea y escuchar la bienvenida completa.",
                ),
            )
            .then(130, Yamile, confirms()),
        Case::new(day(18, 16, 20), Monitor, Incident, Normal, Telephony)
            .about(
                "Monitoreo: troncal 1 con más de 5 % de llamadas fallidas",
                "\
                    Alerta automática. Troncal 1: 61 de 1.034 llamadas fallidas (5,9 %) entre las \
                    15:45 y las 16:15. Umbral: 5 %.",
            )
            .how(
                "\
                    Ver el tablero *Troncales*, indicador *Llamadas fallidas*, intervalo de 30 \
                    minutos.",
            )
            .happened(35, 30)
            .then(20, Andres, assigns(Andres))
            .then(
                30,
                Andres,
                mails("Se avisa a Óscar Peña por correo que la alerta está en revisión."),
            )
            .then(10, Andres, analyses())
            .then(
                75,
                Andres,
                finds(
                    "Pico de llamadas fallidas en la troncal 1 durante media hora.",
                    "\
                    52 de las 61 son números que no existen, de una base vieja de Retención Móvil. \
                    La troncal está sana.",
                    "Base de la campaña, no la troncal.",
                    "Falsa alarma de infraestructura.",
                ),
            )
            .then(5, Andres, solves())
            .then(
                25,
                Andres,
                delivers(
                    NotReproducible,
                    "\
                    No hubo falla en la troncal. El pico lo causó una base con números \
                    inexistentes; desde las 16:20 el indicador está en 0,8 %.",
                    "Revisar el indicador de la troncal 1 durante el día de hoy.",
                ),
            )
            .then(220, Oscar, confirms()),
        Case::new(day(16, 13, 30), Hernan, Incident, High, Routing)
            .about(
                "La opción 3 del menú deja colgados a los asociados",
                "\
                    Los asociados que marcan la opción 3 (cartera) escuchan la música y a los dos \
                    minutos se les corta. Nadie de cartera recibe la llamada.",
            )
            .how(
                "\
                    1. Llamar a la línea del asociado.\n\
                    2. Marcar 3.\n\
                    3. Esperar dos minutos.",
            )
            .of_user("Área de cartera")
            .in_campaign("Línea del asociado")
            .since(190)
            .showing(Picture::WrongMenu)
            .then(15, Camila, assigns(Andres))
            .then(
                20,
                Andres,
                finds_nobody(
                    "Llamé al celular de don Hernán, no contesta. Le dejo mensaje de voz.",
                ),
            )
            .then(
                40,
                Andres,
                phones(
                    "\
                    Don Hernán devuelve la llamada. Cartera cambió de cola la semana pasada.",
                ),
            )
            .then(5, Andres, analyses())
            .then(
                35,
                Andres,
                finds(
                    "\
                    La opción 3 apunta a la cola *Cartera vieja*, que ya no tiene asesores.",
                    "Llamada de prueba: entra a la cola 18, sin agentes.",
                    "Menú principal del IVR.",
                    "Error de configuración.",
                ),
            )
            .then(5, Andres, solves())
            .then(
                15,
                Andres,
                delivers(
                    Configuration,
                    "\
                    La opción 3 quedó apuntando a la cola nueva *Cartera asociados*. Además se \
                    activó el aviso por correo cuando una cola del menú se quede sin asesores.",
                    "Llamar, marcar 3 y confirmar que contesta alguien de cartera.",
                ),
            )
            .then(70, Hernan, confirms_saying("Ya están entrando a cartera.")),
        Case::new(day(15, 9, 2), Oscar, PlannedTask, Normal, Telephony)
            .about(
                "Migrar 60 extensiones del piso 4 a la red nueva",
                "\
                    Esta semana entra el cableado nuevo del piso 4. Necesitamos pasar las 60 \
                    extensiones (2401 a 2460) a la VLAN de voz nueva sin parar la operación.",
            )
            .of_user("Piso 4, todas las campañas")
            .then(50, Camila, assigns(Andres))
            .then(
                60,
                Andres,
                phones(
                    "\
                    Reunión con Óscar y el proveedor del cableado. Se pasan en grupos de 15, \
                    empezando por las que están libres.",
                ),
            )
            .then(15, Andres, analyses())
            .then(
                180,
                Andres,
                finds(
                    "Cambio de VLAN de 60 extensiones en cuatro grupos.",
                    "\
                    Se probó con la extensión 2401: registra y tiene audio en ambos sentidos.",
                    "Conmutadores del piso 4 y servidor de registro.",
                    "Tarea planeada, sin alarma.",
                ),
            )
            .then(20, Andres, solves())
            .then(
                900,
                Andres,
                notes(
                    "\
                    Grupos 1 a 3 listos. En el grupo 4 la 2458 tiene el teléfono dañado, lo \
                    reemplaza el cliente.",
                ),
            )
            .then(
                420,
                Andres,
                delivers(
                    Fulfilled,
                    "\
                    Las 60 extensiones están en la red nueva. La 2458 quedó configurada, falta que \
                    ustedes cambien el aparato.",
                    "\
                    Hacer una llamada interna y una externa desde cinco puestos de cada grupo.",
                ),
            )
            .then(
                800,
                Oscar,
                confirms_saying("Todo el piso operando. Ya cambiamos el teléfono de la 2458."),
            ),
        Case::new(day(14, 10, 40), Yamile, Request, Low, Telephony)
            .about(
                "Número 018000 propio para la línea de recogidas",
                "\
                    Gerencia quiere una línea gratuita nacional para recogidas. ¿La pueden dejar \
                    lista esta semana?",
            )
            .in_campaign("Recogidas Cali")
            .then(140, Camila, assigns(Diana))
            .then(
                35,
                Diana,
                phones(
                    "\
                    Le explico a Yamile que la numeración 018000 la asigna el operador y tarda \
                    entre 20 y 30 días hábiles.",
                ),
            )
            .then(10, Diana, analyses())
            .then(
                40,
                Diana,
                finds(
                    "Solicitud de numeración gratuita nacional.",
                    "No está dentro del contrato; depende del operador.",
                    "Numeración del operador.",
                    "Solicitud comercial, sin alarma.",
                ),
            )
            .then(5, Diana, solves())
            .then(
                30,
                Diana,
                delivers(
                    Declined,
                    "\
                    La asignación de un 018000 no hace parte del soporte. Ya le pasamos la \
                    solicitud a su ejecutivo comercial, que los llama mañana con la propuesta.",
                    "Confirmar que el ejecutivo comercial los contactó.",
                ),
            )
            .then(540, Yamile, confirms_saying("Ya nos llamaron, seguimos por ese lado.")),
        Case::new(saturday(3, 11, 5), Marcela, Incident, High, Telephony)
            .about(
                "Audio en una sola vía en PQRS Energía",
                "\
                    Los clientes nos oyen pero nosotros a ellos no. Empezó hace una hora y solo en \
                    los puestos del segundo piso.",
            )
            .how(
                "\
                    1. Recibir una llamada de PQRS Energía en cualquier puesto del 201 al 240.\n\
                    2. El asesor no oye al cliente.",
            )
            .of_user("Puestos 201 a 240")
            .in_campaign("PQRS Energía")
            .since(65)
            .then(9, Andres, assigns(Andres))
            .then(6, Andres, phones("Marcela mueve a los asesores al piso 3 mientras revisamos."))
            .then(4, Andres, analyses())
            .then(
                60,
                Andres,
                finds(
                    "Audio en una vía en los puestos 201 a 240.",
                    "\
                    Captura: el audio de regreso se descarta en el firewall del segundo piso.",
                    "Firewall del segundo piso, regla de puertos de voz.",
                    "Falla de red del cliente.",
                ),
            )
            .then(5, Andres, solves())
            .then(
                80,
                Andres,
                delivers(
                    Configuration,
                    "\
                    Con el proveedor de red de ustedes se amplió el rango de puertos de voz en el \
                    firewall del segundo piso. Un cambio de ellos lo había reducido.",
                    "\
                    Recibir tres llamadas en puestos del segundo piso y confirmar que se oye en \
                    ambos sentidos.",
                ),
            )
            .then(240, Marcela, confirms()),
        Case::new(day(9, 8, 14), Hernan, Incident, Normal, Telephony)
            .about(
                "Eco en las llamadas del almacén de Ubaté",
                "\
                    En el almacén de Ubaté se oye eco en todas las llamadas, el asociado se oye a \
                    sí mismo.",
            )
            .how(
                "\
                    1. Llamar del almacén a cualquier celular.\n\
                    2. A los pocos segundos se oye el eco.",
            )
            .of_user("Almacén Ubaté, extensión 3305")
            .in_campaign("Pedidos almacén")
            .since(40)
            .then(60, Camila, assigns(Andres))
            .then(
                30,
                Andres,
                phones("Prueba con la extensión 3305: el eco es del teléfono en altavoz."),
            )
            .then(10, Andres, analyses())
            .then(
                20,
                Hernan,
                Does::Withdraws(
                    "\
                    Era el teléfono: el muchacho tenía el altavoz y la diadema al tiempo. Qué pena \
                    la molestia.",
                ),
            ),
        Case::new(day(8, 14, 25), Camila, Incident, High, Telephony)
            .on_behalf_of(Yamile)
            .about(
                "Llamadas a Buenaventura suenan entrecortadas",
                "\
                    Caso abierto por soporte a partir de la llamada de Yamile: en la línea de \
                    última milla de Buenaventura las llamadas se oyen entrecortadas desde el \
                    mediodía.",
            )
            .how(
                "\
                    1. Llamar a un domiciliario de Buenaventura.\n\
                    2. La voz se oye cortada en ambos sentidos.",
            )
            .of_user("Coordinación de última milla")
            .in_campaign("Última milla Buenaventura")
            .since(140)
            .then(
                4,
                Camila,
                is_phoned(
                    "\
                    Yamile llama a la línea de soporte porque no le carga el portal desde el \
                    celular.",
                ),
            )
            .then(6, Camila, assigns(Andres))
            .then(
                4,
                Andres,
                phones(
                    "\
                    Llamo a Yamile: pasa con todos los domiciliarios de la sede, no con uno.",
                ),
            )
            .then(10, Andres, analyses())
            .then(
                85,
                Andres,
                finds(
                    "Pérdida de paquetes del 9 % hacia la sede Buenaventura.",
                    "Medición con la sonda de la sede: 9 % de pérdida desde las 12:05.",
                    "Enlace de internet de la sede Buenaventura.",
                    "Degradación de enlace.",
                ),
            )
            .then(10, Andres, solves())
            .then(
                70,
                Andres,
                delivers(
                    Fixed,
                    "\
                    El proveedor de internet de la sede cambió el tramo de fibra dañado. La \
                    pérdida está en 0 % y la calidad de voz en 4,3.",
                    "Hacer dos llamadas a domiciliarios de Buenaventura.",
                ),
            )
            .then(30, Andres, finds_nobody("Llamé a Yamile para contarle, está en reunión."))
            .then(160, Yamile, writes("Probamos con tres domiciliarios y se oye bien."))
            .then(10, Yamile, confirms()),
    ]
}
