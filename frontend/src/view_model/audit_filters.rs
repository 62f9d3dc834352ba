//! What of the audit is shown, and the address bar: one to one, so that a finding can be shared as a link.

use aval_contract::audit::{AuditAction, AuditQuery};
use chrono::NaiveDate;
use uuid::Uuid;

use crate::paths::{self, query_pair};

/// What narrows the audit down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AuditFilters {
    /// Only this deed.
    pub action: Option<AuditAction>,
    /// Only what this person, or API key, did.
    pub actor: Option<Uuid>,
    /// Only what concerns this company.
    pub company: Option<Uuid>,
    /// From this day on, in Bogota.
    pub from: Option<NaiveDate>,
    /// Up to and with this day, in Bogota.
    pub to: Option<NaiveDate>,
}

impl AuditFilters {
    /// Reads the address. A parameter that is not understood is as good as absent, and so is an end
    /// before the beginning.
    #[must_use]
    pub fn from_params(param: impl Fn(&str) -> Option<String>) -> Self {
        let from: Option<NaiveDate> = param("desde").and_then(|date| date.parse().ok());
        let to: Option<NaiveDate> = param("hasta").and_then(|date| date.parse().ok());
        Self {
            action: param("hecho").and_then(|word| word.parse().ok()),
            actor: param("quien").and_then(|id| id.parse().ok()),
            company: param("empresa").and_then(|id| id.parse().ok()),
            from,
            to: to.filter(|to| from.is_none_or(|from| from <= *to)),
        }
    }

    /// The address of the page with these filters.
    #[must_use]
    pub fn path(&self) -> String {
        let Self { action, actor, company, from, to } = self;
        let pairs = [
            ("hecho", action.map(|word| word.to_string())),
            ("quien", actor.map(|id| id.to_string())),
            ("empresa", company.map(|id| id.to_string())),
            ("desde", from.map(|date| date.to_string())),
            ("hasta", to.map(|date| date.to_string())),
        ];
        let pairs: Vec<String> =
            pairs.into_iter().filter_map(|(name, value)| Some(query_pair(name, &value?))).collect();
        if pairs.is_empty() {
            paths::AUDIT.to_owned()
        } else {
            format!("{}?{}", paths::AUDIT, pairs.join("&"))
        }
    }

    /// Asks for one page of what they let through.
    #[must_use]
    pub fn query(self, cursor: Option<String>) -> AuditQuery {
        let Self { action, actor, company, from, to } = self;
        AuditQuery {
            action,
            actor_id: actor,
            company_id: company,
            from,
            to,
            cursor,
            ..AuditQuery::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &str) -> AuditFilters {
        let query = path.split_once('?').map_or("", |(_, query)| query);
        let pairs: Vec<_> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
        AuditFilters::from_params(|name| {
            pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_address_says_what_is_shown() {
        let none = AuditFilters::default();
        assert_eq!(none.path(), "/auditoria");
        let date = |day| NaiveDate::from_ymd_opt(2026, 11, day);
        let all = AuditFilters {
            action: Some(AuditAction::CompanyUpdated),
            actor: Some(Uuid::from_u128(1)),
            company: Some(Uuid::from_u128(2)),
            from: date(3),
            to: date(27),
        };
        assert_eq!(read(&all.path()), all);
        assert_eq!(read(&none.path()), none);
        assert!(all.path().contains("hecho=company.updated"), "{}", all.path());
    }

    #[test]
    fn an_old_or_mistaken_address_still_opens_the_page() {
        let none = AuditFilters::default();
        assert_eq!(read("/auditoria?hecho=danced&quien=nobody&desde=ayer&otro=1"), none);
        let from = NaiveDate::from_ymd_opt(2026, 11, 20);
        let late = read("/auditoria?desde=2026-11-20&hasta=2026-11-19");
        assert_eq!(late, AuditFilters { from, ..none });
    }
}
