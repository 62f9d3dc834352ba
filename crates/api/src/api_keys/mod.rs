//! Keys with which other systems use the API.

mod create;
mod list;
mod revoke;

use aval_contract::api_keys::{ApiKey, Scope};
use aval_contract::companies::CompanyRef;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::db::api_key;

/// The routes.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list::list).service(create::create).service(revoke::revoke);
}

/// The scopes that a key's row holds, separated by spaces. A word that is no scope (any more)
/// grants nothing.
#[must_use]
pub fn scopes_of(text: &str) -> Vec<Scope> {
    text.split_ascii_whitespace()
        .filter_map(|word| Scope::ALL.into_iter().find(|scope| scope.as_str() == word))
        .collect()
}

/// Scopes as a key's row holds them: each once, in the order of [`Scope::ALL`].
fn scopes_text(scopes: &[Scope]) -> String {
    let words: Vec<&str> =
        Scope::ALL.into_iter().filter(|scope| scopes.contains(scope)).map(Scope::as_str).collect();
    words.join(" ")
}

fn answer(row: api_key::Row) -> ApiKey {
    let api_key::Row { key, company_name } = row;
    let api_key::Model {
        id,
        prefix,
        secret_hash: _,
        name,
        scopes,
        company_id,
        created_at,
        created_by: _,
        expires_at,
        last_used_at,
        revoked_at,
    } = key;
    ApiKey {
        id,
        name,
        prefix,
        scopes: scopes_of(&scopes),
        company: company_id.zip(company_name).map(|(id, name)| CompanyRef { id, name }),
        created_at,
        expires_at,
        last_used_at,
        revoked_at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_read_back_as_written_each_once() {
        assert_eq!(scopes_of(&scopes_text(&Scope::ALL)), Scope::ALL);
        assert_eq!(scopes_text(&[Scope::TicketsRead, Scope::TicketsRead]), "tickets:read");
    }

    #[test]
    fn a_word_that_is_no_scope_grants_nothing() {
        assert_eq!(scopes_of("tickets:read everything tickets"), [Scope::TicketsRead]);
        assert_eq!(scopes_of(""), []);
    }
}
