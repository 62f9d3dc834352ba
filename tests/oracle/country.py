"""The public holidays of Colombia, found by looking at a table of full moons and at weekdays.

Nothing is shared with the product: it computes Easter, this looks it up.
"""

from datetime import date, timedelta

FIRST_YEAR, LAST_YEAR = 1984, 2199

# The day of the Paschal full moon by golden number, as the prayer books print it for the years
# 1900 to 2199.
FULL_MOONS = (
    "04-14 04-03 03-23 04-11 03-31 04-18 04-08 03-28 04-16 04-05 "
    "03-25 04-13 04-02 03-22 04-10 03-30 04-17 04-07 03-27"
).split()

KEPT_ON_THEIR_DAY = "01-01 05-01 07-20 08-07 12-08 12-25".split()
KEPT_ON_MONDAY = "01-06 03-19 06-29 08-15 10-12 11-01 11-11".split()
KEPT_ON_MONDAY_SINCE_2026 = ["07-09"]
DAYS_FROM_EASTER = (-3, -2, 43, 64, 71)

MONDAY, SATURDAY, SUNDAY = 0, 5, 6


def easter(year):
    """The Sunday after the Paschal full moon, never the day of the moon itself."""
    day = date.fromisoformat(f"{year}-{FULL_MOONS[year % 19]}") + timedelta(days=1)
    return on_or_after(SUNDAY, day)


def on_or_after(weekday, day):
    while day.weekday() != weekday:
        day += timedelta(days=1)
    return day


def holidays(year):
    """The dates without work, each once."""
    mondays = KEPT_ON_MONDAY + (KEPT_ON_MONDAY_SINCE_2026 if year >= 2026 else [])
    kept = {date.fromisoformat(f"{year}-{day}") for day in KEPT_ON_THEIR_DAY}
    kept |= {on_or_after(MONDAY, date.fromisoformat(f"{year}-{day}")) for day in mondays}
    kept |= {easter(year) + timedelta(days=days) for days in DAYS_FROM_EASTER}
    return kept
