//! Support staff.

mod invite;
mod list;
mod update;

use aval_contract::staff::StaffMember;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::db::person;

/// The routes.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list::list).service(invite::invite).service(update::update);
}

fn answer(row: person::StaffRow) -> StaffMember {
    let person::StaffRow { person, open_tickets } = row;
    let person::Model {
        id,
        email,
        name,
        folded_name: _,
        role,
        company_id: _,
        reporter_slot: _,
        status,
        locale: _,
        password_hash: _,
        created_at: _,
        muted_mail: _,
    } = person;
    StaffMember {
        id,
        email,
        name,
        role: role.0,
        status: status.0,
        open_tickets: u64::try_from(open_tickets).unwrap_or_default(),
    }
}
