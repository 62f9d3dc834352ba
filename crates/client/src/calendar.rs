//! Service hours, business days and holidays of Colombia.

use aval_contract::calendar::{
    CalendarException, Evaluate, Evaluated, Holidays, HolidaysQuery, ServiceHours,
    ServiceHoursQuery,
};
use aval_contract::page::Page;
use aval_contract::policies::{Preview, Reevaluation};
use chrono::NaiveDate;

use crate::error::Error;
use crate::session::Session;
use crate::transport::Call;

/// Made by [`Session::calendar`].
#[derive(Clone, Debug)]
pub struct Calendar {
    pub(crate) session: Session,
}

impl Calendar {
    /// The public holidays of a year.
    ///
    /// # Errors
    /// `validation_failed` for years out of range, or no connection.
    pub async fn holidays(&self, query: &HolidaysQuery) -> Result<Holidays, Error> {
        self.session.json(Call::get(["calendar", "holidays"]).query(query)?).await
    }

    /// Whether support is open at an instant, and when it opens next.
    ///
    /// # Errors
    /// `validation_failed`, or no connection.
    pub async fn service_hours(&self, query: &ServiceHoursQuery) -> Result<ServiceHours, Error> {
        self.session.json(Call::get(["calendar", "service-hours"]).query(query)?).await
    }

    /// Counts service time or business days.
    ///
    /// # Errors
    /// `validation_failed`, or no connection.
    pub async fn evaluate(&self, question: &Evaluate) -> Result<Evaluated, Error> {
        self.session.json(self.session.post(["calendar", "evaluate"]).json(question)?).await
    }

    /// All closures and one-off working days, by date.
    ///
    /// # Errors
    /// No connection.
    pub async fn exceptions(&self) -> Result<Page<CalendarException>, Error> {
        self.session.all(|| Call::get(["calendar", "exceptions"])).await
    }

    /// Makes a date a closure or a working day.
    ///
    /// # Errors
    /// `conflict` when the date has an exception, `validation_failed`, `forbidden`, or no
    /// connection.
    pub async fn create_exception(
        &self,
        exception: &CalendarException,
    ) -> Result<CalendarException, Error> {
        self.session.json(self.session.post(["calendar", "exceptions"]).json(exception)?).await
    }

    /// How many running tickets a closure or working day would move.
    ///
    /// # Errors
    /// `validation_failed`, `forbidden`, or no connection.
    pub async fn preview_exception(&self, exception: &CalendarException) -> Result<Preview, Error> {
        let call = self.session.post(["calendar", "exceptions", "preview"]);
        self.session.json(call.json(exception)?).await
    }

    /// How many running tickets it would move to make a date an ordinary one again.
    ///
    /// # Errors
    /// `not_found`, `forbidden`, or no connection.
    pub async fn preview_removal(&self, date: NaiveDate) -> Result<Preview, Error> {
        let date = date.to_string();
        self.session.json(self.session.post(["calendar", "exceptions", &date, "preview"])).await
    }

    /// How far running tickets have been brought in line with the newest rules.
    ///
    /// # Errors
    /// `not_found` when no rule was ever changed, `forbidden`, or no connection.
    pub async fn reevaluation(&self) -> Result<Reevaluation, Error> {
        self.session.json(Call::get(["calendar", "reevaluation"])).await
    }

    /// Makes a date an ordinary one again.
    ///
    /// # Errors
    /// `not_found`, `forbidden`, or no connection.
    pub async fn delete_exception(&self, date: NaiveDate) -> Result<(), Error> {
        self.session.done(Call::delete(["calendar", "exceptions", &date.to_string()])).await
    }
}
