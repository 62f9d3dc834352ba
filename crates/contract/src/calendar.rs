//! Service hours, business days and holidays of Colombia.

pub use aval_domain::calendar::ExceptionKind;
use aval_domain::duration::IsoDuration;
use aval_domain::lifecycle::Kind;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// One date that is a public holiday.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Holiday {
    /// The day on which nobody works.
    pub date: NaiveDate,
    /// Usually one; two when two holidays fall on one date.
    pub names: Vec<String>,
    /// Whether any of them was moved to this Monday.
    pub moved: bool,
    /// The law(s) behind it.
    pub law: String,
}

/// `GET /calendar/holidays`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Holidays {
    /// 1984 to 2199.
    pub year: i32,
    /// One entry a date, in order.
    pub holidays: Vec<Holiday>,
}

/// Parameters of `GET /calendar/holidays`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct HolidaysQuery {
    /// 1984 to 2199; this year when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(minimum = 1984, maximum = 2199))]
    pub year: Option<i32>,
}

/// Parameters of `GET /calendar/service-hours`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct ServiceHoursQuery {
    /// The instant asked about; now when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<DateTime<Utc>>,
    /// `incident` when left out: the widest hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(inline))]
    pub kind: Option<Kind>,
}

/// Whether support is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServiceHours {
    /// Whether the instant is inside service hours of the kind.
    pub open: bool,
    /// Whether its date in Bogota is a business day.
    pub business_day: bool,
    /// The instant itself when open.
    pub next_opening: DateTime<Utc>,
    /// When open: the end of this stretch of service hours.
    pub closes_at: Option<DateTime<Utc>>,
}

/// `POST /calendar/evaluate`: exactly one of `add_service_time`, `add_business_days`, `to`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Evaluate {
    /// `incident` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// Where to count from.
    pub from: DateTime<Utc>,
    /// Service time to add, e.g. `PT2H`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, example = "PT2H"))]
    pub add_service_time: Option<IsoDuration>,
    /// Business days to add, 1 to 1000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1000))]
    pub add_business_days: Option<u32>,
    /// Up to where service time is counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<DateTime<Utc>>,
}

/// The answer to `POST /calendar/evaluate`; only what was asked for is there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Evaluated {
    /// With `add_service_time`: the earliest instant by which that much has passed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<DateTime<Utc>>,
    /// With `to`: the service time in between.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, example = "PT9H"))]
    pub service_time: Option<IsoDuration>,
    /// With `add_business_days`: the n-th business day after the one that `from` counts to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<NaiveDate>,
    /// Its 17:00.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub close: Option<DateTime<Utc>>,
}

/// A closure or a one-off working day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CalendarException {
    /// One exception a date.
    pub date: NaiveDate,
    /// What it does.
    pub kind: ExceptionKind,
    /// Why, as people see it.
    pub name: String,
}
