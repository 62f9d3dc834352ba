//! Names of days and months.

super::keys! {
    /// Names of days and months, and how a date is put together.
    ///
    /// Twenty-six words are smaller and steadier than the browser's own formatting, which differs
    /// between browsers and is not there in plain tests.
    Dates {
        today,
        tomorrow,
        yesterday,
        now,
        /// Weekday, day of the month, month.
        day_of_year(&str, u32, &str),
        /// Weekday, day of the month, month, year.
        day_with_year(&str, u32, &str, i32),
        /// Day of the month, short month, year: for narrow columns.
        short_day(u32, &str, i32),
        /// A day in words and a time of day: "mañana a las 10:30".
        day_at(&str, &str),
        /// A day in words and two times of day: "mañana, de 18:00 a 22:00".
        span_of_day(&str, &str, &str),
        /// Two instants in words.
        span(&str, &str),
        minutes(i64),
        hours(i64),
        hours_minutes(i64, i64),
        days(i64),
        days_hours(i64, i64),
        /// A length of service time, from its text: "3 h hábiles".
        service_time(&str),
        /// How long ago, from a length of time.
        ago(&str),
        /// How long until, from a length of time.
        within(&str),
        monday, tuesday, wednesday, thursday, friday, saturday, sunday,
        january, february, march, april, may, june,
        july, august, september, october, november, december,
    }
}

use chrono::Weekday;

impl Dates {
    /// The name of a weekday.
    #[must_use]
    pub fn weekday(&self, day: Weekday) -> &'static str {
        match day {
            Weekday::Mon => self.monday,
            Weekday::Tue => self.tuesday,
            Weekday::Wed => self.wednesday,
            Weekday::Thu => self.thursday,
            Weekday::Fri => self.friday,
            Weekday::Sat => self.saturday,
            Weekday::Sun => self.sunday,
        }
    }

    /// The names of the months, January first.
    #[must_use]
    pub fn months(&self) -> [&'static str; 12] {
        [
            self.january,
            self.february,
            self.march,
            self.april,
            self.may,
            self.june,
            self.july,
            self.august,
            self.september,
            self.october,
            self.november,
            self.december,
        ]
    }
}
