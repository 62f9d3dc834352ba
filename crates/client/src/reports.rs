//! Figures for those who coordinate support, the monthly report of a company, tickets as a table.

use aval_contract::reports::{
    AgeingReport, ClosuresReport, ComplianceReport, ExportQuery, LoadReport, MonthlyQuery,
    MonthlyReport, ReportQuery, StagesReport, TimeInStageReport, TodayReport,
};
use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::error::Error;
use crate::session::Session;
use crate::transport::Call;

/// Made by [`Session::reports`].
#[derive(Clone, Debug)]
pub struct Reports {
    session: Session,
}

impl Session {
    /// Figures for those who coordinate support, the monthly report of a company, tickets as a
    /// table.
    #[must_use]
    pub fn reports(&self) -> Reports {
        Reports { session: self.clone() }
    }
}

/// A report that can be had as a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Table {
    /// Open tickets by stage.
    Stages,
    /// Promises kept.
    Compliance,
    /// Open tickets by age.
    Ageing,
    /// Time in each stage.
    TimeInStage,
    /// How tickets end.
    Closures,
    /// When tickets are opened.
    Load,
}

impl Table {
    const fn segment(self) -> &'static str {
        match self {
            Self::Stages => "stages",
            Self::Compliance => "compliance",
            Self::Ageing => "ageing",
            Self::TimeInStage => "time-in-stage",
            Self::Closures => "closures",
            Self::Load => "load",
        }
    }

    fn call(self) -> Call {
        Call::get(["reports", self.segment()])
    }
}

impl Reports {
    /// What today asks of a coordinator.
    ///
    /// # Errors
    /// `forbidden`, or no connection.
    pub async fn today(&self) -> Result<TodayReport, Error> {
        self.session.json(Call::get(["reports", "today"])).await
    }

    /// Open tickets by stage, engineer and company.
    ///
    /// # Errors
    /// `validation_failed`, `forbidden`, or no connection; likewise for the ones after it.
    pub async fn stages(&self, query: &ReportQuery) -> Result<StagesReport, Error> {
        self.figures(Table::Stages, query).await
    }

    /// First contact and resolution against what is promised.
    ///
    /// # Errors
    /// As [`stages`](Self::stages).
    pub async fn compliance(&self, query: &ReportQuery) -> Result<ComplianceReport, Error> {
        self.figures(Table::Compliance, query).await
    }

    /// Open tickets by their age.
    ///
    /// # Errors
    /// As [`stages`](Self::stages).
    pub async fn ageing(&self, query: &ReportQuery) -> Result<AgeingReport, Error> {
        self.figures(Table::Ageing, query).await
    }

    /// How long tickets were in each stage.
    ///
    /// # Errors
    /// As [`stages`](Self::stages).
    pub async fn time_in_stage(&self, query: &ReportQuery) -> Result<TimeInStageReport, Error> {
        self.figures(Table::TimeInStage, query).await
    }

    /// How tickets were closed, and how often solutions came back.
    ///
    /// # Errors
    /// As [`stages`](Self::stages).
    pub async fn closures(&self, query: &ReportQuery) -> Result<ClosuresReport, Error> {
        self.figures(Table::Closures, query).await
    }

    /// When in the week tickets were opened.
    ///
    /// # Errors
    /// As [`stages`](Self::stages).
    pub async fn load(&self, query: &ReportQuery) -> Result<LoadReport, Error> {
        self.figures(Table::Load, query).await
    }

    /// A report as CSV.
    ///
    /// # Errors
    /// As [`stages`](Self::stages).
    pub async fn csv(&self, table: Table, query: &ReportQuery) -> Result<Bytes, Error> {
        self.table(table.call(), query).await
    }

    /// The service that a company got in a month.
    ///
    /// # Errors
    /// `not_found`, `validation_failed`, `forbidden`, or no connection.
    pub async fn monthly(
        &self,
        company: Uuid,
        query: &MonthlyQuery,
    ) -> Result<MonthlyReport, Error> {
        self.session.json(monthly(company).query(query)?).await
    }

    /// The tickets of a company's month as CSV.
    ///
    /// # Errors
    /// As [`monthly`](Self::monthly).
    pub async fn monthly_csv(&self, company: Uuid, query: &MonthlyQuery) -> Result<Bytes, Error> {
        self.table(monthly(company), query).await
    }

    /// The tickets that the caller may see, as CSV.
    ///
    /// # Errors
    /// `validation_failed`, `forbidden`, or no connection.
    pub async fn export_tickets(&self, query: &ExportQuery) -> Result<Bytes, Error> {
        self.table(Call::get(["exports", "tickets.csv"]), query).await
    }

    async fn figures<T: DeserializeOwned>(
        &self,
        table: Table,
        query: &ReportQuery,
    ) -> Result<T, Error> {
        self.session.json(table.call().query(query)?).await
    }

    async fn table(&self, call: Call, query: &impl Serialize) -> Result<Bytes, Error> {
        Ok(self.session.send(call.query(query)?.accept("text/csv")).await?.body)
    }
}

fn monthly(company: Uuid) -> Call {
    Call::get(["reports", "companies", &company.to_string(), "monthly"])
}
