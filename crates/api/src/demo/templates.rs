//! The texts that this support centre has at hand for its answers.

/// Name and text of each.
pub(super) const TEMPLATES: [(&str, &str); 4] = [
    (
        "Primer contacto",
        "Hola, {{reporter}}:\n\n\
         Soy {{engineer}} y desde ahora acompaño el caso {{case}}. Ya estoy revisando lo que nos \
         cuentas; en cuanto sepa qué lo causa te escribo por aquí.\n\n\
         Si entretanto algo cambia, responde en este mismo caso.",
    ),
    (
        "Pedir más información",
        "Hola, {{reporter}}:\n\n\
         Para seguir con {{case}} necesitamos que nos ayudes con estos datos:\n\n\
         - La fecha y la hora en que ocurrió.\n\
         - El usuario o la extensión afectada.\n\
         - Una captura del mensaje, si la tienes.\n\n\
         Mientras esperamos tu respuesta, el tiempo del caso queda en pausa.",
    ),
    (
        "Invitar a probar la solución",
        "Hola, {{reporter}}:\n\n\
         La solución de {{case}} está lista para que la prueben en {{company}}. Los pasos están \
         arriba, en el caso. Cuando termines, elige si la confirmas o si algo sigue fallando.\n\n\
         Gracias por tu ayuda,\n{{engineer}}",
    ),
    (
        "Solución temporal",
        "Hola, {{reporter}}:\n\n\
         Mientras encontramos la causa de fondo de {{case}}, esto permite seguir trabajando:\n\n\
         1. \n\n\
         Te avisamos apenas esté la solución definitiva.\n\n{{engineer}}",
    ),
];
