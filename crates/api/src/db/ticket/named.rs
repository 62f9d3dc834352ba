//! How a ticket is called where something that hangs from it is shown.

use aval_domain::lifecycle::Actor;
use sea_orm::entity::prelude::*;
use sea_orm::{FromQueryResult, JoinType, QueryResult, QuerySelect as _, Select};

use super::{Column, Entity, visible_to};
use crate::db::company;

/// What names a ticket.
#[derive(Clone, Debug)]
pub struct Named {
    /// Its id.
    pub id: Uuid,
    /// Its number.
    pub number: i64,
    /// What it is about.
    pub subject: String,
    /// Whose it is.
    pub company_id: Uuid,
    /// The name of that company.
    pub company_name: String,
}

impl FromQueryResult for Named {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        Ok(Self {
            id: row.try_get(prefix, "named_ticket_id")?,
            number: row.try_get(prefix, "ticket_number")?,
            subject: row.try_get(prefix, "ticket_subject")?,
            company_id: row.try_get(prefix, "company_id")?,
            company_name: row.try_get(prefix, "company_name")?,
        })
    }
}

/// A query of what hangs from tickets, to which they are joined: only of those that the actor may see,
/// with what names them.
pub(in crate::db) fn named<E: EntityTrait>(query: Select<E>, actor: &Actor) -> Select<E> {
    query
        .join(
            JoinType::InnerJoin,
            Entity::belongs_to(company::Entity)
                .from(Column::CompanyId)
                .to(company::Column::Id)
                .into(),
        )
        .filter(visible_to(actor))
        .column_as(Column::Id, "named_ticket_id")
        .column_as(Column::Number, "ticket_number")
        .column_as(Column::Subject, "ticket_subject")
        .column_as(company::Column::Id, "company_id")
        .column_as(company::Column::Name, "company_name")
}
