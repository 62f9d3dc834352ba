//! What support has written down for whoever has the same trouble next.

use anyhow::Context as _;
use aval_domain::knowledge::Audience;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::people::{Category, Company, Who};
use super::player::Player;

struct Written {
    by: Who,
    title: &'static str,
    body: &'static str,
    category: Category,
    company: Option<Company>,
    audience: Audience,
    is_published: bool,
}

const ARTICLES: [Written; 7] = [
    Written {
        by: Who::Andres,
        title: "La diadema no suena o el cliente no oye al agente",
        body: "Casi siempre es el navegador, que dejó de usar la diadema.\n\n\
               1. Cierra otras pestañas que usen el micrófono (Meet, Teams).\n\
               2. Pulsa el candado junto a la dirección y permite **Micrófono**.\n\
               3. En *Ajustes de audio* de la plataforma elige la diadema y haz la prueba de eco.\n\
               4. Si la prueba suena y la llamada no, anota la hora y el número y crea un caso.\n\n\
               Con varios agentes a la vez no es la diadema: crea el caso como **incidente**.",
        category: Category::Telephony,
        company: None,
        audience: Audience::Everyone,
        is_published: true,
    },
    Written {
        by: Who::Laura,
        title: "El marcador predictivo no marca o marca muy lento",
        body: "Revisa en este orden:\n\n\
               - La campaña está **en horario** y no en pausa.\n\
               - La base tiene registros por marcar: *Campañas → Base → Pendientes*.\n\
               - Hay agentes **disponibles**; en pausa o en gestión no cuentan.\n\
               - El índice de abandono no llegó al tope: el marcador frena solo hasta que baje.\n\n\
               Si todo está bien y sigue igual, dinos en el caso la campaña y desde qué hora.",
        category: Category::Campaigns,
        company: None,
        audience: Audience::Everyone,
        is_published: true,
    },
    Written {
        by: Who::Julian,
        title: "Cómo buscar y descargar una grabación",
        body: "1. Entra a *Grabaciones* y elige el día y la campaña.\n\
               2. Busca por el número del cliente **sin** el indicativo del país.\n\
               3. Descarga desde los tres puntos de la fila.\n\n\
               Una grabación aparece hasta 15 minutos después de terminar la llamada. Si pasó más \
               tiempo, crea un caso con la hora y el número del agente.",
        category: Category::Recordings,
        company: None,
        audience: Audience::Everyone,
        is_published: true,
    },
    Written {
        by: Who::Diana,
        title: "Crear, bloquear y reactivar usuarios",
        body: "Quien administra la plataforma en tu empresa puede hacerlo en *Usuarios*:\n\n\
               - **Crear**: nombre, correo y perfil. La clave llega por correo y vence en un día.\n\
               - **Bloquear**: la sesión se cierra en el momento; su historia se conserva.\n\
               - **Reactivar**: vuelve con su mismo perfil y debe cambiar la clave.\n\n\
               Para más de diez usuarios envíanos la lista en un caso de tipo *solicitud*.",
        category: Category::Users,
        company: None,
        audience: Audience::Everyone,
        is_published: true,
    },
    Written {
        by: Who::Laura,
        title: "Qué mirar antes de reportar una falla de WhatsApp",
        body: "- El número está **conectado** en *Canales*.\n\
               - La plantilla que envías está aprobada: una rechazada no sale y no avisa.\n\
               - Han pasado menos de 24 horas desde el último mensaje del cliente; después solo \
               salen plantillas.\n\n\
               Adjunta una captura de la conversación, con la hora a la vista.",
        category: Category::Chat,
        company: None,
        audience: Audience::Everyone,
        is_published: true,
    },
    Written {
        by: Who::Andres,
        title: "Cambio de troncal de Contacto Andino: a quién llamar",
        body: "En un corte de la troncal principal el desborde es automático a la segunda.\n\n\
               Si en dos minutos no entra, llama al operador con el número de servicio de tu \
               contrato y crea el caso como incidente **crítico**.",
        category: Category::Telephony,
        company: Some(Company::Andino),
        audience: Audience::Company,
        is_published: true,
    },
    Written {
        by: Who::Diana,
        title: "Diagnóstico de audio en una sola vía",
        body: "Borrador: qué trazas pedir, cómo leer el SDP y cuándo es la red del cliente.",
        category: Category::Telephony,
        company: None,
        audience: Audience::Staff,
        is_published: false,
    },
];

/// Writes them in the days before the demo begins.
///
/// # Errors
/// What the API answered.
pub(super) async fn write<A>(player: &Player<A>, ends: DateTime<Utc>) -> anyhow::Result<()>
where
    A: AsyncFn(
        actix_web::test::TestRequest,
    ) -> Result<actix_web::dev::ServiceResponse, actix_web::Error>,
{
    for (article, hours) in ARTICLES.iter().zip(1..) {
        let at = ends - TimeDelta::hours(30) + TimeDelta::hours(hours);
        let body = json!({
            "title": article.title,
            "body": article.body,
            "audience": article.audience,
            "company_id": article.company.and_then(|company| player.companies.get(&company)),
            "category_id": player.categories.get(&article.category),
        });
        let made = player.create(article.by, "articles", &body, at).await?;
        if article.is_published {
            let id = made["id"].as_str().context("an article has an id")?;
            player.publish(article.by, id, at + TimeDelta::minutes(10)).await?;
        }
    }
    Ok(())
}
