"""The testing period, its reminders, and whether silence has closed a ticket."""


def period(hours, kind, clarified_at, days, granted):
    """The period after a clarification; `granted` are the ends that support granted."""
    ends_at = max([hours.close_of_nth_business_day(clarified_at, days), *granted])
    half = hours.service_time_between(kind, clarified_at, ends_at) // 2
    middle = hours.add_service_time(kind, clarified_at, half)
    last_day = hours.one_business_day_earlier(ends_at)
    # By instant, since of two at once only the last is sent.
    reminders = {hours.next_opening(kind, middle): "middle"}
    reminders[hours.next_opening(kind, last_day)] = "last_day"
    return {
        "clarified_at": clarified_at,
        "ends_at": ends_at,
        "reminders": [[name, at] for at, name in sorted(reminders.items()) if at < ends_at],
    }


def current_delivery(events):
    """What happened from the last delivery on, which is its first event; nothing if the ticket
    is not being tested."""
    names = [name_of(fact) for _, _, fact in events]
    if "delivered" not in names:
        return []
    last = len(names) - 1 - names[::-1].index("delivered")
    return [] if "left_testing" in names[last:] else events[last:]


def name_of(fact):
    return fact if isinstance(fact, str) else next(iter(fact))


class Silence:
    """What the events since the last delivery say."""

    def __init__(self, hours, kind, events):
        self.delivery = current_delivery(events)
        self.hours, self.kind = hours, kind
        if not self.delivery:
            return
        latest, answered, self.granted = 0, False, []
        for index, (seq, _, fact) in enumerate(self.delivery):
            name = name_of(fact)
            if name == "customer_responded":
                # What was granted before an answer is over with it.
                answered, self.granted = True, []
            elif name in ("delivered", "clarified") or (name == "extended" and answered):
                latest, answered = index, False
            if name == "extended":
                self.granted.append(fact["extended"]["until"])
            if name == "extended" or latest == index:
                self.set_by = seq
        self.clarification = ref(self.delivery[latest])
        self.since = self.delivery[latest + 1 :]
        self.responses = self.all_since("customer_responded")

    def all_since(self, name):
        return [ref(event) for event in self.since if name_of(event[2]) == name]

    def period(self):
        days = self.delivery[0][2]["delivered"]["days"]
        return period(self.hours, self.kind, self.clarification[1], days, self.granted)

    def countdown(self):
        if not self.delivery:
            return "not_testing"
        if self.responses:
            return {"stopped": self.responses[0]}
        return {"running": self.period() | {"set_by": self.set_by}}

    def decide_closure(self, mailbox, now):
        if not self.delivery:
            return "not_testing"
        if self.responses:
            return {"customer_responded": self.responses[0]}
        ends_at = self.period()["ends_at"]
        if now < ends_at:
            return {"not_yet": ends_at}
        if mailbox == "unread" or (mailbox != "absent" and mailbox["read_until"] < ends_at):
            return {"mailbox_not_read": ends_at}
        return {
            "close_tacitly": {
                "clarification": self.clarification,
                "ends_at": ends_at,
                "reminders": self.all_since("reminder_sent"),
                "attempts": self.all_since("contact_attempted"),
            }
        }


def ref(event):
    return [event[0], event[1]]
