//! The rules that admins set: the calendar's exceptions and, later, targets. Read anew for each
//! request, in one query, so that all replicas agree at once.

use aval_domain::calendar::Calendar;
use aval_domain::clocks::SlaPolicy;
use aval_domain::testing::TestingPolicy;
use sea_orm::{ConnectionTrait, DbErr};

use crate::db::calendar_exception;

/// Everything that decisions about time depend on.
pub struct Rules {
    /// Holidays and exceptions.
    pub calendar: Calendar,
    /// Targets of the clocks.
    pub targets: SlaPolicy,
    /// Lengths of testing periods.
    pub testing: TestingPolicy,
}

impl Rules {
    /// Reads them.
    ///
    /// # Errors
    /// What the database says.
    pub async fn load(db: &impl ConnectionTrait) -> Result<Self, DbErr> {
        let exceptions = calendar_exception::all(db).await?;
        Ok(Self {
            calendar: Calendar::new(exceptions.into_iter().map(|row| (row.date, row.kind.0))),
            targets: SlaPolicy::default(),
            testing: TestingPolicy::default(),
        })
    }
}
