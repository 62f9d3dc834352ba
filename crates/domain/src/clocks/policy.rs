//! Service-level targets: what is promised, in service time.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::closed_enum::closed_enum;
use crate::duration::IsoDuration;
use crate::lifecycle::Priority;

closed_enum! {
    /// What a clock measures.
    pub enum Metric {
        /// From opening to the first contact.
        FirstContact = "first_contact",
        /// From opening to delivery, without the time the customer took.
        Resolution = "resolution",
    }
}

/// A promised length of service time in whole minutes, one minute to 10,000 hours. As JSON
/// an ISO 8601 duration (`PT8H`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "IsoDuration", into = "IsoDuration")]
pub struct Target(TimeDelta);

/// A length of time that can't be promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a target has whole minutes, from PT1M to PT10000H")]
pub struct BadTarget;

impl Target {
    const MIN: TimeDelta = TimeDelta::minutes(1);
    const MAX: TimeDelta = TimeDelta::hours(10_000);

    /// Takes a length of service time.
    ///
    /// # Errors
    /// [`BadTarget`] if it is too short, too long or has parts of a minute.
    pub fn new(time: TimeDelta) -> Result<Self, BadTarget> {
        let whole = TimeDelta::minutes(time.num_minutes()) == time;
        if whole && (Self::MIN..=Self::MAX).contains(&time) {
            Ok(Self(time))
        } else {
            Err(BadTarget)
        }
    }

    /// The service time.
    #[must_use]
    pub const fn time(self) -> TimeDelta {
        self.0
    }

    const fn hours(hours: i64) -> Self {
        Self(TimeDelta::hours(hours))
    }
}

impl TryFrom<IsoDuration> for Target {
    type Error = BadTarget;

    fn try_from(duration: IsoDuration) -> Result<Self, BadTarget> {
        Self::new(duration.span())
    }
}

impl From<Target> for IsoDuration {
    fn from(target: Target) -> Self {
        Self::new(target.0)
    }
}

/// The targets of one priority.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Targets {
    /// Until the first contact.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "PT4H"))]
    pub first_contact: Target,
    /// Until delivery.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "PT27H"))]
    pub resolution: Target,
}

/// What is promised for each priority. [`SlaPolicy::default`] is what holds until an admin
/// changes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SlaPolicy {
    /// Work has stopped.
    pub critical: Targets,
    /// Work is hindered.
    pub high: Targets,
    /// The ordinary case.
    pub normal: Targets,
    /// May wait a week.
    pub low: Targets,
}

impl Default for SlaPolicy {
    fn default() -> Self {
        let of = |first_contact, resolution| Targets {
            first_contact: Target::hours(first_contact),
            resolution: Target::hours(resolution),
        };
        Self { critical: of(1, 8), high: of(2, 18), normal: of(4, 27), low: of(9, 45) }
    }
}

/// The targets of one priority that a contract changes; the others stay.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct TargetsOverride {
    /// Until the first contact.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, example = "PT1H"))]
    pub first_contact: Option<Target>,
    /// Until delivery.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, example = "PT8H"))]
    pub resolution: Option<Target>,
}

/// What a company's contract changes in the policy.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct SlaOverride {
    /// Work has stopped.
    pub critical: TargetsOverride,
    /// Work is hindered.
    pub high: TargetsOverride,
    /// The ordinary case.
    pub normal: TargetsOverride,
    /// May wait a week.
    pub low: TargetsOverride,
}

impl Targets {
    fn overridden(self, contract: TargetsOverride) -> Self {
        Self {
            first_contact: contract.first_contact.unwrap_or(self.first_contact),
            resolution: contract.resolution.unwrap_or(self.resolution),
        }
    }
}

impl SlaPolicy {
    /// What is promised to a company with this contract.
    #[must_use]
    pub fn overridden(self, contract: SlaOverride) -> Self {
        Self {
            critical: self.critical.overridden(contract.critical),
            high: self.high.overridden(contract.high),
            normal: self.normal.overridden(contract.normal),
            low: self.low.overridden(contract.low),
        }
    }

    /// One target.
    #[must_use]
    pub const fn target(&self, priority: Priority, metric: Metric) -> Target {
        let targets = match priority {
            Priority::Critical => &self.critical,
            Priority::High => &self.high,
            Priority::Normal => &self.normal,
            Priority::Low => &self.low,
        };
        match metric {
            Metric::FirstContact => targets.first_contact,
            Metric::Resolution => targets.resolution,
        }
    }
}
