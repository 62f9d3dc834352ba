//! Closed cases about campaigns and the dialler.

use aval_domain::lifecycle::Kind::{Incident, Question, Request};
use aval_domain::lifecycle::Priority::{High, Low, Normal};
use aval_domain::lifecycle::ResolutionType::{
    Answered, Configuration, Fixed, Fulfilled, Workaround,
};

use crate::demo::people::Category::Campaigns;
use crate::demo::people::Who::{Camila, Laura, Marcela, Oscar};
use crate::demo::picture::Picture;
use crate::demo::script::{
    Case, Does, analyses, asks, assigns, confirms, confirms_saying, day, delivers, finds, phones,
    solves, writes,
};

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new(day(24, 14, 12), Oscar, Request, Normal, Campaigns)
            .about(
                "Crear campaña predictiva para Encuestas de satisfacción",
                "\
                    Por favor crear una campaña nueva para las encuestas de satisfacción de la \
                    EPS:\n\n\
                    - Modo predictivo, 18 asesores\n\
                    - Horario de lunes a viernes de 8:00 a. m. a 6:00 p. m.\n\
                    - Tipificaciones: efectiva, volver a llamar, número errado, no contesta, no \
                    acepta\n\
                    - Guion adjunto en la carpeta compartida",
            )
            .in_campaign("Encuestas de satisfacción")
            .then(40, Camila, assigns(Laura))
            .then(
                70,
                Laura,
                asks(
                    "\
                    Buenas tardes, Óscar. Para crearla necesito dos datos:\n\n\
                    1. ¿Cuántos intentos por registro y con qué intervalo?\n\
                    2. ¿Cuál número se muestra al cliente?",
                ),
            )
            .that_day_at(
                19,
                26,
                Oscar,
                writes(
                    "\
                    Cuatro intentos con dos horas entre cada uno. El número que se muestra es el \
                    601 555 0140.",
                ),
            )
            .then(55, Laura, analyses())
            .then(
                30,
                Laura,
                finds(
                    "Creación de campaña con guion y cinco tipificaciones.",
                    "\
                    La base de prueba tiene las columnas completas. El número 601 555 0140 está \
                    autorizado en la troncal.",
                    "Marcador, guion y reporte de tipificaciones.",
                    "Solicitud de configuración, sin alarma.",
                ),
            )
            .then(10, Laura, solves())
            .then(
                240,
                Laura,
                delivers(
                    Fulfilled,
                    "\
                    La campaña **Encuestas de satisfacción** quedó creada con los 18 asesores, el \
                    guion y las cinco tipificaciones. Se hicieron 5 llamadas de prueba.",
                    "\
                    Cargar una base pequeña, iniciar el marcador con dos asesores y revisar que \
                    las tipificaciones salgan en el reporte.",
                ),
            )
            .then(420, Oscar, confirms_saying("Perfecto, arrancamos mañana con la base completa.")),
        Case::new(day(19, 9, 15), Oscar, Incident, High, Campaigns)
            .named("marcador")
            .about(
                "El marcador de Ventas Fibra se detiene cada 20 minutos",
                "\
                    El marcador predictivo se queda en cero canales cada 20 minutos más o menos. \
                    Toca pararlo y volverlo a iniciar para que marque. Hay asesores esperando \
                    hasta 6 minutos entre llamadas.",
            )
            .how(
                "\
                    1. Iniciar la campaña Ventas Fibra con 20 asesores o más.\n\
                    2. Esperar entre 15 y 20 minutos.\n\
                    3. En el tablero los canales en uso bajan a 0 y los asesores siguen \
                    disponibles.",
            )
            .of_user("Supervisora Katherine Lozano")
            .in_campaign("Ventas Fibra")
            .since(75)
            .showing(Picture::Dialler)
            .then(12, Camila, assigns(Laura))
            .then(
                20,
                Laura,
                phones(
                    "\
                    Katherine confirma el patrón. Autoriza que dejemos la campaña con traza \
                    encendida hasta el mediodía.",
                ),
            )
            .then(5, Laura, analyses())
            .then(
                130,
                Laura,
                finds(
                    "\
                    El marcador se queda sin canales cuando la base llega a registros sin \
                    teléfono.",
                    "\
                    Traza de 11:02: la cola interna se llena con 500 registros sin número y no \
                    avanza.",
                    "Servicio de marcación, lectura de la base.",
                    "Falla de software con impacto en operación.",
                ),
            )
            .then(10, Laura, solves())
            .then(
                95,
                Laura,
                delivers(
                    Workaround,
                    "\
                    Se depuró la base: se retiraron 3.212 registros sin teléfono, que eran los que \
                    detenían el marcador. Mientras sale la corrección definitiva, el cargue \
                    rechaza esos registros.",
                    "\
                    Dejar la campaña encendida dos horas seguidas y revisar que los canales no \
                    bajen a 0.",
                ),
            )
            .then(400, Oscar, confirms_saying("Toda la tarde sin detenerse."))
            .then(
                700,
                Oscar,
                Does::Reopens(
                    "\
                    Volvió a pasar hoy a las 10:40 con una base nueva. El cargue dejó pasar \
                    registros con el teléfono en blanco pero con espacios.",
                ),
            )
            .then(
                25,
                Laura,
                writes(
                    "\
                    Qué pena con ustedes, Óscar. Tiene razón: el filtro no miraba los espacios. Lo \
                    corregimos ya y además instalamos la corrección del marcador.",
                ),
            )
            .then(60, Laura, solves())
            .then(
                150,
                Laura,
                delivers(
                    Fixed,
                    "\
                    Se instaló la versión del marcador que salta los registros sin teléfono en \
                    lugar de detenerse, y el cargue ya limpia los espacios.",
                    "\
                    Cargar la base del problema y dejar la campaña encendida toda la jornada.",
                ),
            )
            .then(640, Oscar, confirms_saying("Tres días sin novedad. Ahora sí queda cerrado.")),
        Case::new(day(17, 8, 55), Marcela, Request, Low, Campaigns)
            .about(
                "Bajar las tipificaciones de Retención Móvil de 42 a 15",
                "\
                    El cliente aprobó el árbol nuevo de tipificaciones. Se pasa de 42 a 15. \
                    Adjunto la tabla de equivalencias para que el histórico no se pierda.",
            )
            .in_campaign("Retención Móvil")
            .then(120, Camila, assigns(Laura))
            .then(
                60,
                Laura,
                asks(
                    "\
                    Buenos días, Marcela. En la tabla hay dos códigos viejos (17 y 31) sin \
                    equivalencia. ¿A cuál de las nuevas pasan?",
                ),
            )
            .then(500, Marcela, writes("La 17 pasa a *No interesado* y la 31 a *Ya es cliente*."))
            .then(60, Laura, analyses())
            .then(
                45,
                Laura,
                finds(
                    "Reemplazo del árbol de tipificaciones.",
                    "Tabla de equivalencias completa con la respuesta del cliente.",
                    "Marcador y reportes históricos.",
                    "Solicitud de cambio, sin alarma.",
                ),
            )
            .then(10, Laura, solves())
            .then(
                300,
                Laura,
                delivers(
                    Fulfilled,
                    "\
                    El árbol nuevo está activo desde las 6:00 a. m. y el histórico quedó traducido \
                    con la tabla de equivalencias.",
                    "\
                    Tipificar una llamada con cada opción y generar el reporte del mes pasado.",
                ),
            )
            .then(600, Marcela, confirms()),
        Case::new(day(11, 9, 33), Marcela, Incident, High, Campaigns)
            .named("duplicado")
            .about(
                "Marcador de Ventas Fibra otra vez en cero",
                "\
                    Buenos días, el marcador de fibra no está marcando. Los canales están en 0.",
            )
            .how(
                "\
                    1. Entrar al tablero del marcador.\n\
                    2. Mirar Ventas Fibra.",
            )
            .in_campaign("Ventas Fibra")
            .since(12)
            .then(
                18,
                Laura,
                phones(
                    "\
                    Es la misma novedad que reportó Óscar hace diez minutos. Le explico a Marcela \
                    que seguimos en ese caso.",
                ),
            )
            .then(6, Laura, Does::MarksDuplicateOf("canales")),
        Case::new(day(11, 9, 21), Oscar, Incident, High, Campaigns)
            .named("canales")
            .following_up("marcador")
            .about(
                "Ventas Fibra sin canales desde las 9:15",
                "\
                    La campaña quedó con 0 canales en uso. No parece lo de la vez pasada porque ni \
                    reiniciando arranca.",
            )
            .how(
                "\
                    1. Detener e iniciar la campaña Ventas Fibra.\n\
                    2. Los canales siguen en 0 y no sale ningún error.",
            )
            .of_user("Supervisora Katherine Lozano")
            .in_campaign("Ventas Fibra")
            .since(6)
            .then(8, Camila, assigns(Laura))
            .then(
                7,
                Laura,
                phones("Óscar confirma: reiniciaron dos veces y nada. Entro por acceso remoto."),
            )
            .then(4, Laura, analyses())
            .then(
                25,
                Laura,
                finds(
                    "Ventas Fibra sin canales desde las 9:15.",
                    "\
                    La licencia de 60 canales está tomada por una campaña de prueba que quedó \
                    encendida.",
                    "Licencias del marcador.",
                    "Error de operación.",
                ),
            )
            .then(3, Laura, solves())
            .then(
                12,
                Laura,
                delivers(
                    Configuration,
                    "\
                    Se apagó la campaña de prueba *QA predictivo*, que tenía tomados los 60 \
                    canales. Ahora las campañas de prueba tienen máximo 5.",
                    "Iniciar Ventas Fibra y confirmar que los canales suben.",
                ),
            )
            .then(40, Oscar, confirms_saying("Listo, arrancó de una.")),
        Case::new(day(10, 17, 42), Marcela, Question, Normal, Campaigns)
            .about(
                "¿Se puede limitar la marcación a clientes que autorizaron contacto?",
                "\
                    Con la ley de \"dejen de fregar\" nos toca respetar canales y horarios \
                    autorizados. ¿El marcador puede leer una columna de la base y no llamar a \
                    quien no autorizó?",
            )
            .in_campaign("Recaudo Hogar")
            .then(90, Camila, assigns(Laura))
            .then(
                40,
                Laura,
                writes(
                    "\
                    Buenos días, Marcela. Sí se puede, le preparo el paso a paso con un ejemplo.",
                ),
            )
            .then(5, Laura, analyses())
            .then(
                60,
                Laura,
                finds(
                    "Consulta sobre exclusión por autorización de contacto.",
                    "\
                    El marcador acepta filtros por columna y ventanas horarias por registro.",
                    "Cargue de bases y filtros de campaña.",
                    "Consulta, sin alarma.",
                ),
            )
            .then(5, Laura, solves())
            .then(
                70,
                Laura,
                delivers(
                    Answered,
                    "\
                    Sí. La base debe traer la columna `autoriza_llamada` con S o N y las horas en \
                    `desde` y `hasta`. En la campaña se activa *Filtros > Autorización* y el \
                    marcador salta lo que no cumpla.",
                    "\
                    Cargar una base de cinco registros, dos con N, y revisar que solo marque tres.",
                ),
            )
            .then(230, Marcela, confirms_saying("Nos sirvió mucho el ejemplo.")),
    ]
}
