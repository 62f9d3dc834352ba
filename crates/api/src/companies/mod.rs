//! Customer organisations and their designated reporters.

mod create;
mod invite_reporter;
mod list;
mod list_reporters;
mod preview;
mod remove_reporter;
mod show;
mod update;

use aval_contract::companies::{Company, Reporter};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::db::{company, person};

/// The routes.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list::list)
        .service(create::create)
        .service(show::show)
        .service(update::update)
        .service(preview::preview)
        .service(list_reporters::list_reporters)
        .service(invite_reporter::invite_reporter)
        .service(remove_reporter::remove_reporter);
}

fn answer(row: company::Row) -> Company {
    let company::Row { company, active_reporters } = row;
    let company::Model {
        id,
        name,
        folded_name: _,
        nit,
        contract,
        active,
        created_at,
        sla_override,
    } = company;
    Company {
        id,
        name,
        nit,
        contract,
        active,
        // There are two slots, so the number always fits.
        active_reporters: u8::try_from(active_reporters).unwrap_or(u8::MAX),
        // Only ever written from this very type.
        sla_override: sla_override.and_then(|text| serde_json::from_str(&text).ok()),
        created_at,
    }
}

fn reporter(row: person::Model) -> Reporter {
    let person::Model {
        id,
        email,
        name,
        folded_name: _,
        role: _,
        company_id: _,
        reporter_slot: _,
        status,
        locale: _,
        password_hash: _,
        created_at: _,
        muted_mail: _,
    } = row;
    Reporter { id, email, name, status: status.0 }
}
