use super::*;

#[test]
fn days_are_counted_from_the_first_supported_to_the_last() {
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
    assert_eq!(DayIndex::of(day(FIRST_YEAR, 1, 1)), Ok(DayIndex(0)));
    assert_eq!(DayIndex::of(day(LAST_YEAR, 12, 31)), Ok(DayIndex(DayIndex::COUNT - 1)));
    assert_eq!(DayIndex::of(day(FIRST_YEAR - 1, 12, 31)), Err(OutOfRange));
    assert_eq!(DayIndex::of(day(LAST_YEAR + 1, 1, 1)), Err(OutOfRange));
    assert_eq!(DayIndex(0).date(), day(FIRST_YEAR, 1, 1));
    let unix = day(1970, 1, 1);
    assert_eq!((day(FIRST_YEAR, 1, 1) - unix).num_days(), DayIndex::FIRST_FROM_UNIX);
}

/// The shortcut for the offset is right as long as this holds for the zone data in use.
#[test]
fn every_hour_of_the_supported_years_is_the_one_the_zone_says() {
    let first = BOGOTA.with_ymd_and_hms(FIRST_YEAR, 1, 1, 0, 0, 0).unwrap().to_utc();
    let end = BOGOTA.with_ymd_and_hms(LAST_YEAR + 1, 1, 1, 0, 0, 0).unwrap().to_utc();
    let mut t = first;
    let mut summer_hours = 0;
    while t < end {
        let local = LocalInstant::of(t).unwrap();
        let wall = t.with_timezone(&BOGOTA);
        assert_eq!(local.day.date(), wall.date_naive(), "{t}");
        let since_midnight = wall.time().signed_duration_since(chrono::NaiveTime::MIN);
        assert_eq!(Some(local.nanos), since_midnight.num_nanoseconds(), "{t}");
        if wall.offset().fix().local_minus_utc() == -4 * 3600 {
            summer_hours += 1;
        }
        let opening = LocalInstant { nanos: days::BUSINESS_HOURS.opens, ..local }.to_utc();
        let eight = wall.date_naive().and_hms_opt(8, 0, 0).unwrap();
        assert_eq!(Some(opening), BOGOTA.from_local_datetime(&eight).single().map(|t| t.to_utc()));
        t += TimeDelta::hours(1);
    }
    assert_eq!(summer_hours, 280 * 24 - 1, "summer time from 3 May 1992 to 6 February 1993");
    assert_eq!(LocalInstant::of(first - TimeDelta::nanoseconds(1)).unwrap_err(), OutOfRange);
    assert_eq!(LocalInstant::of(end).unwrap_err(), OutOfRange);
}
