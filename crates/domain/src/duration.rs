//! ISO 8601 durations (`PT4H`, `PT1H30M`), the form in which service time crosses the wire and
//! stands in policies.
//!
//! Years and months are refused: they have no fixed length. A day is 24 hours and a week seven
//! days of *service time*, so people should prefer hours.

use std::fmt;
use std::str::FromStr;

use chrono::TimeDelta;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A length of time in whole seconds, written as ISO 8601.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IsoDuration(TimeDelta);

/// Why a text is no duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write a duration as ISO 8601 with weeks, days, hours, minutes and seconds, e.g. PT4H30M")]
pub struct BadDuration;

impl IsoDuration {
    /// Wraps a span; fractions of a second are cut off.
    #[must_use]
    pub fn new(span: TimeDelta) -> Self {
        Self(TimeDelta::seconds(span.num_seconds()))
    }

    /// The span itself.
    #[must_use]
    pub fn span(self) -> TimeDelta {
        self.0
    }
}

impl From<TimeDelta> for IsoDuration {
    fn from(span: TimeDelta) -> Self {
        Self::new(span)
    }
}

impl fmt::Display for IsoDuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = self.0.num_seconds();
        let rest = total.unsigned_abs();
        let (hours, minutes, seconds) = (rest / 3600, rest / 60 % 60, rest % 60);
        if total < 0 {
            f.write_str("-")?;
        }
        f.write_str("PT")?;
        if hours > 0 {
            write!(f, "{hours}H")?;
        }
        if minutes > 0 {
            write!(f, "{minutes}M")?;
        }
        if seconds > 0 || rest == 0 {
            write!(f, "{seconds}S")?;
        }
        Ok(())
    }
}

impl FromStr for IsoDuration {
    type Err = BadDuration;

    fn from_str(text: &str) -> Result<Self, BadDuration> {
        let (sign, body) = match text.strip_prefix('-') {
            Some(body) => (-1, body),
            None => (1, text),
        };
        let body = body.strip_prefix('P').ok_or(BadDuration)?;
        let (days, time) = match body.split_once('T') {
            Some((_, "")) => return Err(BadDuration),
            Some((days, time)) => (days, time),
            None => (body, ""),
        };
        let mut seconds = read_parts(days, &[('W', 604_800), ('D', 86_400)])?;
        let clock = read_parts(time, &[('H', 3600), ('M', 60), ('S', 1)])?;
        if days.is_empty() && time.is_empty() {
            return Err(BadDuration);
        }
        seconds = seconds.checked_add(clock).ok_or(BadDuration)?;
        TimeDelta::try_seconds(sign * seconds).map(Self).ok_or(BadDuration)
    }
}

/// Reads `12H30M` against the units that may stand there, each at most once and in order.
fn read_parts(mut text: &str, units: &[(char, i64)]) -> Result<i64, BadDuration> {
    let mut total: i64 = 0;
    for &(unit, seconds) in units {
        let Some((number, rest)) = text.split_once(unit) else { continue };
        if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
            return Err(BadDuration);
        }
        let number: i64 = number.parse().map_err(|_| BadDuration)?;
        let part = number.checked_mul(seconds).ok_or(BadDuration)?;
        total = total.checked_add(part).ok_or(BadDuration)?;
        text = rest;
    }
    if text.is_empty() { Ok(total) } else { Err(BadDuration) }
}

impl Serialize for IsoDuration {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for IsoDuration {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_duration_reads_back() {
        for seconds in [0, 1, 60, 3599, 3600, 5400, 90_061, -7200, 31_536_000] {
            let span = IsoDuration::new(TimeDelta::seconds(seconds));
            assert_eq!(span.to_string().parse(), Ok(span), "{span}");
        }
        assert_eq!("PT4H".parse(), Ok(IsoDuration::new(TimeDelta::hours(4))));
        assert_eq!("P1DT1H".parse(), Ok(IsoDuration::new(TimeDelta::hours(25))));
    }

    #[test]
    fn what_has_no_fixed_length_or_no_form_is_refused() {
        for text in [
            "",
            "P",
            "PT",
            "P1M",
            "P1Y",
            "4H",
            "PT4",
            "PT-4H",
            "PT1M1H",
            "PT99999999999999999999H",
            "P1DT",
        ] {
            assert_eq!(text.parse::<IsoDuration>(), Err(BadDuration), "{text}");
        }
    }
}
