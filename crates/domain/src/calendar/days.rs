//! Which days are open, as bit sets with running counts, so that counting and finding
//! days costs the same over ten days and over a hundred years.

use chrono::{Datelike, Weekday};

use super::{DayIndex, ExceptionKind, FIRST_YEAR, LAST_YEAR};
use crate::holidays::holidays_of;
use crate::lifecycle::Kind;

const HOUR: i64 = 3_600_000_000_000;

/// Opening hours of one day in nanoseconds since midnight, half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hours {
    pub(super) opens: i64,
    pub(super) closes: i64,
}

impl Hours {
    pub(super) const fn contains(self, nanos: i64) -> bool {
        self.opens <= nanos && nanos < self.closes
    }

    const fn length(self) -> i64 {
        self.closes - self.opens
    }
}

/// Monday to Friday, for every kind.
pub(super) const BUSINESS_HOURS: Hours = Hours { opens: 8 * HOUR, closes: 17 * HOUR };
/// Saturday, for incidents only.
const SATURDAY_HOURS: Hours = Hours { opens: 9 * HOUR, closes: 12 * HOUR };

/// Whether a kind is attended to on Saturday mornings.
const fn is_attended_on_saturday(kind: Kind) -> bool {
    match kind {
        Kind::Incident => true,
        Kind::Request | Kind::Question | Kind::PlannedTask => false,
    }
}

/// The business days and the Saturdays with service of the supported years. No day is in
/// both sets.
#[derive(Debug, Clone)]
pub(super) struct OpenDays {
    business: DaySet,
    saturdays: DaySet,
}

impl OpenDays {
    /// Without anything declared by an admin.
    pub(super) fn of_the_country() -> Self {
        let (mut business, mut saturdays) = (DaySet::empty(), DaySet::empty());
        let monday_first = DayIndex(0).date().weekday().num_days_from_monday();
        for day in 0..DayIndex::COUNT {
            match Weekday::try_from(((day + monday_first) % 7) as u8) {
                Ok(Weekday::Sat) => saturdays.set(DayIndex(day), true),
                Ok(Weekday::Sun) | Err(_) => {}
                Ok(_) => business.set(DayIndex(day), true),
            }
        }
        for holiday in (FIRST_YEAR..=LAST_YEAR).filter_map(|year| holidays_of(year).ok()).flatten()
        {
            if let Ok(day) = DayIndex::of(holiday.date) {
                business.set(day, false);
                saturdays.set(day, false);
            }
        }
        business.count();
        saturdays.count();
        Self { business, saturdays }
    }

    pub(super) fn with_exceptions(
        &self,
        exceptions: impl Iterator<Item = (DayIndex, ExceptionKind)>,
    ) -> Self {
        let mut days = self.clone();
        for (day, kind) in exceptions {
            days.saturdays.set(day, false);
            days.business.set(
                day,
                match kind {
                    ExceptionKind::Closure => false,
                    ExceptionKind::WorkingDay => true,
                },
            );
        }
        days.business.count();
        days.saturdays.count();
        days
    }

    pub(super) fn is_business_day(&self, day: DayIndex) -> bool {
        self.business.contains(day)
    }

    /// The service hours of a kind on a day; `None` if it is closed all day.
    pub(super) fn hours(&self, kind: Kind, day: DayIndex) -> Option<Hours> {
        if self.business.contains(day) {
            Some(BUSINESS_HOURS)
        } else if is_attended_on_saturday(kind) && self.saturdays.contains(day) {
            Some(SATURDAY_HOURS)
        } else {
            None
        }
    }

    pub(super) fn business_days_before(&self, day: DayIndex) -> u32 {
        self.business.count_before(day)
    }

    /// The business day that has exactly `n` business days before it.
    pub(super) fn find_business_day(&self, n: u32) -> Option<DayIndex> {
        self.business.find(n)
    }

    /// The first day from `day` on with service hours of a kind.
    pub(super) fn next_open_day(&self, kind: Kind, day: DayIndex) -> Option<DayIndex> {
        let business = self.business.find(self.business.count_before(day));
        if !is_attended_on_saturday(kind) {
            return business;
        }
        let saturday = self.saturdays.find(self.saturdays.count_before(day));
        [business, saturday].into_iter().flatten().min()
    }

    /// Service time of a kind before the start of a day.
    pub(super) fn service_nanos_before(&self, kind: Kind, day: DayIndex) -> i64 {
        let saturdays =
            if is_attended_on_saturday(kind) { self.saturdays.count_before(day) } else { 0 };
        service_nanos(self.business.count_before(day), saturdays)
    }

    /// The day in whose service hours the total `wanted` is reached, and the part of it
    /// reached on that day, which is more than nothing and at most the whole day.
    pub(super) fn find_service_nanos(&self, kind: Kind, wanted: i64) -> Option<(DayIndex, i64)> {
        let attends_saturday = is_attended_on_saturday(kind);
        let before_word = |word: usize| {
            let saturdays = if attends_saturday { self.saturdays.counts[word] } else { 0 };
            service_nanos(self.business.counts[word], saturdays)
        };
        if wanted <= 0 || wanted > before_word(WORDS) {
            return None;
        }
        // The last word before which less than the total was reached.
        let (mut low, mut high) = (0, WORDS);
        while high - low > 1 {
            let middle = usize::midpoint(low, high);
            if before_word(middle) < wanted {
                low = middle;
            } else {
                high = middle;
            }
        }
        let business = self.business.words[low];
        let saturdays = if attends_saturday { self.saturdays.words[low] } else { 0 };
        let mut missing = wanted - before_word(low);
        let mut open = business | saturdays;
        while open != 0 {
            let bit = open.trailing_zeros();
            let hours = if business >> bit & 1 == 1 { BUSINESS_HOURS } else { SATURDAY_HOURS };
            if missing <= hours.length() {
                return Some((DayIndex(low as u32 * 64 + bit), missing));
            }
            missing -= hours.length();
            open &= open - 1;
        }
        None
    }
}

const fn service_nanos(business_days: u32, saturdays: u32) -> i64 {
    business_days as i64 * BUSINESS_HOURS.length() + saturdays as i64 * SATURDAY_HOURS.length()
}

/// Words of 64 days that hold all supported years.
const WORDS: usize = DayIndex::COUNT.div_ceil(64) as usize;

/// A set of supported days that knows how many come before each.
#[derive(Debug, Clone)]
struct DaySet {
    words: Vec<u64>,
    /// Members before each word, and at the end those of all.
    counts: Vec<u32>,
}

impl DaySet {
    fn empty() -> Self {
        // One word more, so that the day after the last can be asked about.
        Self { words: vec![0; WORDS + 1], counts: vec![0; WORDS + 1] }
    }

    /// Counts are wrong until [`DaySet::count`] is called.
    fn set(&mut self, day: DayIndex, member: bool) {
        let (word, bit) = place(day);
        if member {
            self.words[word] |= 1 << bit;
        } else {
            self.words[word] &= !(1 << bit);
        }
    }

    fn count(&mut self) {
        let mut total = 0;
        for (count, word) in self.counts.iter_mut().zip(&self.words) {
            *count = total;
            total += word.count_ones();
        }
    }

    fn contains(&self, day: DayIndex) -> bool {
        let (word, bit) = place(day);
        self.words[word] >> bit & 1 == 1
    }

    fn count_before(&self, day: DayIndex) -> u32 {
        let (word, bit) = place(day);
        self.counts[word] + (self.words[word] & ((1 << bit) - 1)).count_ones()
    }

    /// The member with exactly `n` members before it.
    fn find(&self, n: u32) -> Option<DayIndex> {
        if n >= self.counts[WORDS] {
            return None;
        }
        let word = self.counts.partition_point(|count| *count <= n) - 1;
        let mut members = self.words[word];
        for _ in self.counts[word]..n {
            members &= members - 1;
        }
        Some(DayIndex(word as u32 * 64 + members.trailing_zeros()))
    }
}

const fn place(day: DayIndex) -> (usize, u32) {
    ((day.0 / 64) as usize, day.0 % 64)
}
