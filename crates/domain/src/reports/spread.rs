//! How lengths of time are spread.

use chrono::TimeDelta;

/// How lengths of time are spread.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Spread {
    /// How many there are.
    pub count: u32,
    /// The arithmetic mean; `None` of nothing, like the others.
    pub mean: Option<TimeDelta>,
    /// The one in the middle, or the mean of the two in the middle.
    pub median: Option<TimeDelta>,
    /// The least that nine of ten don't exceed (nearest rank).
    pub p90: Option<TimeDelta>,
}

impl Spread {
    /// Of these lengths, in any order.
    #[must_use]
    pub fn of(mut lengths: Vec<TimeDelta>) -> Self {
        lengths.sort_unstable();
        let Ok(count @ 1..) = u32::try_from(lengths.len()) else { return Self::default() };
        let last = lengths.len() - 1;
        let middle = lengths[last / 2] + lengths[last.div_ceil(2)];
        let rank = (lengths.len() * 9).div_ceil(10);
        // Far more tickets than there are would fit: all of them to the end of the calendar.
        let sum = lengths.iter().fold(TimeDelta::zero(), |sum, length| sum + *length);
        Self {
            count,
            mean: i32::try_from(count).ok().and_then(|count| sum.checked_div(count)),
            median: middle.checked_div(2),
            p90: Some(lengths[rank - 1]),
        }
    }
}
