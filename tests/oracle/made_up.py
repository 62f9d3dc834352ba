"""Random questions, most of them near the edges where a calendar goes wrong."""

import random
from datetime import date

from clocks import DEFAULT_POLICY
from country import FIRST_YEAR, LAST_YEAR, easter, holidays
from hours import (
    DAY,
    END,
    FIRST_DAY,
    HOUR,
    LAST_DAY,
    MILLISECOND,
    MINUTE,
    SECOND,
    START,
    Hours,
    OutOfRange,
    instant,
    wall,
)

KINDS = ("incident", "request", "question", "planned_task")
PRIORITIES = ("critical", "high", "normal", "low")
EDGES_OF_A_DAY = (0, 8 * HOUR, 9 * HOUR, 12 * HOUR, 17 * HOUR, DAY)


class MadeUp:
    """What one block of questions is about: one calendar and the instants that suit it."""

    def __init__(self, seed, block):
        self.rng = random.Random(f"{seed}/{block}")
        self.focus = self.rng.randint(FIRST_YEAR, LAST_YEAR - 2)
        # The first block asks about the country's own calendar.
        self.exceptions = self.some_exceptions() if block else []
        self.hours = Hours(self.exceptions)

    def some_exceptions(self):
        rng, exceptions = self.rng, []
        for _ in range(rng.randint(1, 120)):
            day = self.day()
            if rng.random() < 0.1:
                # Holidays of the whole firm; the neighbourhood of a long closure is an edge too.
                days = range(day, day + rng.randint(2, 20))
                exceptions += [(day, "closure") for day in days]
            else:
                exceptions.append((day, rng.choice(["closure", "working_day"])))
        return exceptions

    def day(self):
        rng = self.rng
        year = rng.choice([rng.randint(FIRST_YEAR, LAST_YEAR), self.focus + rng.randint(0, 2)])
        of_that_year = date(year, 1, 1).toordinal() + rng.randrange(365)
        what = rng.random()
        if what < 0.40:
            return of_that_year
        if what < 0.52:
            return rng.choice(sorted(holidays(year))).toordinal() + rng.randint(-1, 1)
        if what < 0.60:
            return easter(year).toordinal() + rng.randint(-9, 2)
        if what < 0.68:
            return date(year, 12, 31).toordinal() + rng.randint(-8, 8)
        if what < 0.76:
            return of_that_year // 7 * 7 - 1 + rng.randint(0, 1)  # a Saturday or a Sunday
        if what < 0.88:
            return date(2025, 1, 1).toordinal() + rng.randrange(730)
        if what < 0.95:
            return date(rng.choice([2025, 2026]), 7, 1).toordinal() + rng.randrange(21)
        if what < 0.98:
            summer = rng.choice([date(1992, 5, 3), date(1993, 2, 7), date(1993, 4, 4)])
            return summer.toordinal() + rng.randint(-2, 2)
        return rng.choice([FIRST_DAY, LAST_DAY]) + rng.randint(-3, 3)

    def instant(self):
        rng = self.rng
        # What an admin declared is an edge like any other.
        if self.exceptions and rng.random() < 0.15:
            day = rng.choice(self.exceptions)[0] + rng.randint(-1, 1)
        else:
            day = self.day()
        return instant(day, self.time_of_day())

    def time_of_day(self):
        rng = self.rng
        if rng.random() < 0.5:
            return rng.choice(EDGES_OF_A_DAY) + self.jitter()
        if rng.random() < 0.1:
            return rng.randrange(DAY // MILLISECOND) * MILLISECOND
        return rng.randrange(DAY // SECOND) * SECOND

    def jitter(self):
        rng = self.rng
        steps = [0, 0, SECOND, -SECOND, MILLISECOND, -MILLISECOND, MINUTE, -MINUTE]
        return rng.choice([*steps, rng.randint(-3600, 3600) * SECOND])

    def supported_instant(self):
        while not START <= (t := self.instant()) < END:
            pass
        return t

    def triple(self):
        rng, kind, t = self.rng, self.rng.choice(KINDS), self.instant()
        return {
            "ask": "triple",
            "kind": kind,
            "t": t,
            "time": self.service_time(kind, t),
            "until": self.other_instant(t),
            "days": rng.choice([0, 1, 2, 3, 3, 5, rng.randint(0, 30), rng.randint(0, 3000)]),
        }

    def service_time(self, kind, t):
        rng, what = self.rng, self.rng.random()
        if what < 0.08:
            return 0
        if what < 0.20:
            return rng.choice([1, -1]) * rng.choice([MILLISECOND, SECOND, MINUTE])
        if what < 0.45:
            return rng.randint(-60, 20 * 60) * MINUTE + self.jitter()
        if what < 0.60:
            # Whole days and Saturdays, which end at a closing hour.
            return rng.randint(-3, 40) * 9 * HOUR + rng.randint(0, 3) * 3 * HOUR
        if what < 0.75:
            try:
                return self.hours.service_time_between(kind, t, self.instant())
            except OutOfRange:
                return 0
        if what < 0.97:
            return rng.randint(-2_000, 20_000) * HOUR + rng.randrange(3600) * SECOND
        return rng.choice([1, -1]) * rng.choice([rng.randrange(10**15), 10**18, 2**63 - 1])

    def other_instant(self, t):
        rng, what = self.rng, self.rng.random()
        if what < 0.5:
            return t + rng.randint(-30 * 86_400, 30 * 86_400) * SECOND
        return t if what < 0.55 else self.instant()

    def policy(self):
        """Targets of a contract, or nothing where those of the house hold."""
        rng = self.rng
        if rng.random() < 0.6:
            return None
        longest = rng.choice([10, 600, 600, 6_000, 60_000])
        return {
            priority: {metric: rng.randint(1, longest) * MINUTE for metric in metrics}
            for priority, metrics in DEFAULT_POLICY.items()
        }

    def later(self, t):
        """Some time after an instant: often at once, often just when support opens or closes."""
        rng, what = self.rng, self.rng.random()
        if what < 0.15:
            return t
        if what < 0.30:
            return t + rng.randint(1, 120) * SECOND
        if what < 0.60:
            return t + rng.randint(1, 600) * MINUTE
        day, time = wall(t)
        if what < 0.70:
            return t + rng.randint(0, 20 * 86_400) * SECOND
        return max(t, instant(day + rng.randint(0, 4), self.time_of_day()))
