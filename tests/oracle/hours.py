"""Service hours as a plain list of open intervals, and everything that is asked of them.

Instants and lengths of time are whole microseconds, instants counted from 1970 in UTC. Days are
numbers as `date.toordinal` counts them.
"""

from bisect import bisect_left, bisect_right
from datetime import date, datetime, timedelta, timezone
from itertools import accumulate

from country import FIRST_YEAR, LAST_YEAR, SATURDAY, SUNDAY, holidays

MILLISECOND = 1_000
SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

EPOCH = date(1970, 1, 1).toordinal()
FIRST_DAY = date(FIRST_YEAR, 1, 1).toordinal()
LAST_DAY = date(LAST_YEAR, 12, 31).toordinal()

CLOSED, BUSINESS, SATURDAY_MORNING = range(3)
HOURS = {BUSINESS: (8 * HOUR, 17 * HOUR), SATURDAY_MORNING: (9 * HOUR, 12 * HOUR)}


class OutOfRange(Exception):
    """The question or its answer leaves the supported years."""


def utc(text):
    since = datetime.fromisoformat(text).replace(tzinfo=timezone.utc) - datetime(
        1970, 1, 1, tzinfo=timezone.utc
    )
    return since // timedelta(microseconds=1)


# Bogota is five hours behind UTC, and was four hours behind in its only summer time. The
# machine's own time zones are not asked: older ones date its end two months later.
SUMMER_TIME = (utc("1992-05-03T05:00"), utc("1993-02-07T04:00"))


def wall(t):
    """Day and time of day in Bogota."""
    behind = 4 if SUMMER_TIME[0] <= t < SUMMER_TIME[1] else 5
    days, time = divmod(t - behind * HOUR, DAY)
    return EPOCH + days, time


def instant(day, time):
    usual = (day - EPOCH) * DAY + time + 5 * HOUR
    in_summer = SUMMER_TIME[0] <= usual - HOUR < SUMMER_TIME[1]
    return usual - HOUR if in_summer else usual


START, END = instant(FIRST_DAY, 0), instant(LAST_DAY + 1, 0)


def supported(t):
    if not START <= t < END:
        raise OutOfRange
    return t


def of_the_country():
    """What each supported day is, before any admin says something."""
    off = {day.toordinal() for year in range(FIRST_YEAR, LAST_YEAR + 1) for day in holidays(year)}
    days = []
    for day in range(FIRST_DAY, LAST_DAY + 1):
        weekday = date.fromordinal(day).weekday()
        if day in off or weekday == SUNDAY:
            days.append(CLOSED)
        else:
            days.append(SATURDAY_MORNING if weekday == SATURDAY else BUSINESS)
    return days


COUNTRY = of_the_country()
# The hours of each supported day, if it is such a day.
INTERVALS = {
    what: [
        (instant(day, opens), instant(day, closes)) for day in range(FIRST_DAY, LAST_DAY + 1)
    ]
    for what, (opens, closes) in HOURS.items()
}


class OpenIntervals:
    """The service hours of the kinds that share them."""

    def __init__(self, days, is_incident):
        attended = {BUSINESS, SATURDAY_MORNING} if is_incident else {BUSINESS}
        intervals = [INTERVALS[what][i] for i, what in enumerate(days) if what in attended]
        self.opens, self.closes = zip(*intervals)
        # Service time until each interval's end.
        self.totals = list(accumulate(closes - opens for opens, closes in intervals))

    def before(self, t):
        """Service time from the start of the supported years."""
        index = bisect_right(self.opens, t) - 1
        if index < 0:
            return 0
        return self.totals[index] - max(self.closes[index] - t, 0)

    def at_total(self, total):
        """The earliest instant with that much service time before it. The earliest with none lies
        before the supported years."""
        if not 0 < total <= self.totals[-1]:
            raise OutOfRange
        index = bisect_left(self.totals, total)
        return self.closes[index] - (self.totals[index] - total)

    def since(self, t):
        """The open intervals from an instant on, the first of them perhaps in part."""
        for index in range(bisect_right(self.closes, t), len(self.opens)):
            yield max(self.opens[index], t), self.closes[index]


class Hours:
    """The calendar with what admins declared, of two about one date the later."""

    def __init__(self, exceptions=()):
        days = list(COUNTRY)
        for day, what in exceptions:
            if FIRST_DAY <= day <= LAST_DAY:
                days[day - FIRST_DAY] = {"closure": CLOSED, "working_day": BUSINESS}[what]
        self.business_days = [
            day for day, what in enumerate(days, FIRST_DAY) if what == BUSINESS
        ]
        self.of_incidents = OpenIntervals(days, is_incident=True)
        self.of_others = OpenIntervals(days, is_incident=False)

    def of(self, kind):
        return self.of_incidents if kind == "incident" else self.of_others

    def service_time_between(self, kind, a, b):
        open_intervals = self.of(kind)
        return open_intervals.before(supported(b)) - open_intervals.before(supported(a))

    def add_service_time(self, kind, t, time):
        open_intervals = self.of(kind)
        before = open_intervals.before(supported(t))
        return t if time == 0 else open_intervals.at_total(before + time)

    def next_opening(self, kind, t):
        for opens, _ in self.of(kind).since(supported(t)):
            return opens
        raise OutOfRange

    def business_day_of(self, t):
        day, time = wall(supported(t))
        if time >= 17 * HOUR:
            day += 1
        return self.business_day(bisect_left(self.business_days, day))

    def close_of_nth_business_day(self, t, n):
        index = bisect_left(self.business_days, self.business_day_of(t))
        return instant(self.business_day(index + n), 17 * HOUR)

    def one_business_day_earlier(self, t):
        day, time = wall(supported(t))
        return instant(self.business_day(bisect_left(self.business_days, day) - 1), time)

    def business_day(self, index):
        if not 0 <= index < len(self.business_days):
            raise OutOfRange
        return self.business_days[index]
