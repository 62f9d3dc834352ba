"""What is known from printed calendars, so that the oracle itself can be wrong and be caught."""

from datetime import date

from country import easter, holidays

EASTERS = (
    "1984-04-22 1990-04-15 2000-04-23 2008-03-23 2011-04-24 2019-04-21 2024-03-31 2025-04-20 "
    "2026-04-05 2027-03-28 2038-04-25 2049-04-18 2076-04-19 2100-03-28"
).split()

HOLIDAYS = {
    2024: "01-01 01-08 03-25 03-28 03-29 05-01 05-13 06-03 06-10 07-01 07-20 08-07 08-19 10-14 "
    "11-04 11-11 12-08 12-25",
    # Saint Peter and Saint Paul and the Sacred Heart fell together on 30 June.
    2025: "01-01 01-06 03-24 04-17 04-18 05-01 06-02 06-23 06-30 07-20 08-07 08-18 10-13 11-03 "
    "11-17 12-08 12-25",
    # The first year with the Virgin of Chiquinquira, on 13 July.
    2026: "01-01 01-12 03-23 04-02 04-03 05-01 05-18 06-08 06-15 06-29 07-13 07-20 08-07 08-17 "
    "10-12 11-02 11-16 12-08 12-25",
}


def mistakes():
    """What the oracle gets wrong, in words; and how much was looked at."""
    found = []
    for day in EASTERS:
        told = easter(int(day[:4])).isoformat()
        if told != day:
            found.append(f"Easter is on {day}; the oracle says {told}")
    for year, days in HOLIDAYS.items():
        known = {date.fromisoformat(f"{year}-{day}") for day in days.split()}
        for day in sorted(known ^ holidays(year)):
            is_one = "is a holiday" if day in known else "is no holiday"
            found.append(f"{day} {is_one}; the oracle says otherwise")
    return found, len(EASTERS) + len(HOLIDAYS)
