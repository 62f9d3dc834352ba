//! The rules that admins set: the calendar's exceptions, targets and testing periods. Read anew for
//! each request, in one query, so that all replicas agree at once.

use std::collections::HashMap;

use anyhow::Context as _;
use aval_domain::calendar::{Calendar, ExceptionKind};
use aval_domain::clocks::{SlaOverride, SlaPolicy};
use aval_domain::testing::TestingPolicy;
use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, FromQueryResult, Statement};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::db::policy;
use crate::error::Result;

/// Everything that decisions about time depend on.
#[derive(Clone)]
pub struct Rules {
    /// Holidays and exceptions.
    pub calendar: Calendar,
    /// Targets of the clocks where no contract says otherwise.
    pub targets: SlaPolicy,
    /// What contracts change in them.
    pub contracts: HashMap<Uuid, SlaOverride>,
    /// Lengths of testing periods.
    pub testing: TestingPolicy,
}

/// One rule: an exception of the calendar (a date and what it is), a policy (its name and value) or
/// a company's contract (its value).
#[derive(FromQueryResult)]
struct Row {
    name: Option<String>,
    value: String,
    company: Option<Uuid>,
}

const ALL: &str = "SELECT CAST(date AS text) AS name, kind AS value, CAST(NULL AS {UUID}) AS company \
    FROM calendar_exceptions \
    UNION ALL SELECT name, value, NULL FROM policies \
    UNION ALL SELECT NULL, sla_override, id FROM companies WHERE sla_override IS NOT NULL";

impl Rules {
    /// Reads them.
    ///
    /// # Errors
    /// What the database says, or when a rule can't be read.
    pub async fn load(db: &impl ConnectionTrait) -> Result<Self> {
        let backend = db.get_database_backend();
        let sql = ALL.replace("{UUID}", crate::db::engine::uuid_type(backend));
        let rows = Row::find_by_statement(Statement::from_string(backend, sql)).all(db).await?;
        let mut exceptions = Vec::new();
        let mut rules = Self {
            calendar: Calendar::default(),
            targets: SlaPolicy::default(),
            contracts: HashMap::new(),
            testing: TestingPolicy::default(),
        };
        for Row { name, value, company } in rows {
            match (name.as_deref(), company) {
                (_, Some(company)) => {
                    rules.contracts.insert(company, read(&value)?);
                }
                (Some(policy::SLA), None) => rules.targets = read(&value)?,
                (Some(policy::TESTING), None) => rules.testing = read(&value)?,
                (Some(date), None) => {
                    let date: NaiveDate = date.parse().context("a date of the calendar")?;
                    let kind: ExceptionKind = value.parse().context("an exception's kind")?;
                    exceptions.push((date, kind));
                }
                (None, None) => {}
            }
        }
        rules.calendar = Calendar::new(exceptions);
        Ok(rules)
    }

    /// The targets that hold for a company's tickets.
    #[must_use]
    pub fn targets_of(&self, company: Uuid) -> SlaPolicy {
        match self.contracts.get(&company) {
            Some(contract) => self.targets.overridden(*contract),
            None => self.targets,
        }
    }
}

fn read<T: DeserializeOwned>(value: &str) -> Result<T> {
    Ok(serde_json::from_str(value).context("a policy can't be read")?)
}
