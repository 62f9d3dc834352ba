"""Random histories of tickets: what may happen to one, and sometimes what may not."""

import clocks
from hours import DAY, END, MILLISECOND, SECOND, START, OutOfRange
from made_up import KINDS, PRIORITIES
from silence import Silence

# What may come next at each stage. Words that stand several times come more often.
MOVES = {
    "open": "attempt message ask answer recategorize start start start withdraw".split(),
    "analysis": "message ask ask answer answer recategorize attempt solve solve solve "
    "withdraw".split(),
    "solution": "message ask answer attempt back deliver deliver deliver deliver".split(),
    "testing": "message message message answer answer answer attempt attempt attempt remind remind "
    "remind remind extend extend reject confirm".split(),
    "closed": ["reopen"],
}


class Story:
    """A ticket and what is asked about it."""

    def __init__(self, made_up):
        self.made_up, self.rng = made_up, made_up.rng
        self.clocks, self.testing = [], []
        self.seq = 0
        self.at = made_up.supported_instant()
        self.kind, self.priority = self.rng.choice(KINDS), self.rng.choice(PRIORITIES)
        self.stage = "open"

    def tell(self):
        rng = self.rng
        is_wild = rng.random() < 0.2
        if is_wild and rng.random() < 0.3:
            self.happen("first_contact", "clarified")
        self.happen({"opened": {"kind": self.kind, "priority": self.priority}})
        for _ in range(rng.randint(0, 30)):
            later = self.made_up.later(self.at)
            if later >= END:
                break
            self.at = later
            if is_wild:
                getattr(self, rng.choice(rng.choice(list(MOVES.values()))))()
            else:
                getattr(self, rng.choice(MOVES[self.stage]))()
        return self.question()

    def happen(self, clock=None, testing=None):
        """Writes down what an event means; now and then one that was told late."""
        at = self.at
        if self.clocks and self.rng.random() < 0.03:
            at = max(START, at - self.rng.randrange(3 * DAY // SECOND) * SECOND)
        if clock:
            self.clocks.append([at, clock])
        if testing:
            self.seq += self.rng.randint(1, 3)
            self.testing.append([self.seq, at, testing])

    def attempt(self):
        self.happen("first_contact", "contact_attempted")

    def message(self):
        self.happen("first_contact", "clarified")
        if self.stage == "testing":
            self.happen({"waiting_on": "customer"})

    def ask(self):
        self.happen("first_contact", "clarified")
        self.happen({"waiting_on": "customer"})

    def answer(self):
        self.happen({"waiting_on": "support"}, "customer_responded")

    def recategorize(self):
        self.kind, self.priority = self.rng.choice(KINDS), self.rng.choice(PRIORITIES)
        self.happen({"retargeted": {"kind": self.kind, "priority": self.priority}})

    def start(self):
        self.happen("first_contact")
        self.stage = "analysis"

    def solve(self):
        self.stage = "solution"

    def back(self):
        self.stage = "analysis"

    def deliver(self):
        days = self.rng.choice([1, 2, 3, 5, self.rng.randint(1, 30)])
        self.happen("delivered", {"delivered": {"days": days}})
        self.happen({"waiting_on": "customer"})
        self.stage = "testing"

    def remind(self):
        self.happen(testing="reminder_sent")

    def extend(self):
        until = self.at
        for _ in range(self.rng.randint(1, 8)):
            until = self.made_up.later(until)
        self.happen(testing={"extended": {"until": min(until, END - SECOND)}})

    def reject(self):
        self.happen("rejected", "customer_responded")
        self.happen({"waiting_on": "support"}, "left_testing")
        self.stage = "analysis"

    def confirm(self):
        self.happen("closed", "customer_responded")
        self.happen({"waiting_on": "nobody"}, "left_testing")
        self.stage = "closed"

    def withdraw(self):
        self.happen("closed")
        self.happen({"waiting_on": "nobody"})
        self.stage = "closed"

    def reopen(self):
        self.happen("reopened")
        self.happen({"waiting_on": "support"})
        self.stage = "analysis"

    def question(self):
        policy = self.made_up.policy()
        return {
            "ask": "history",
            "kind": self.kind,
            "policy": policy,
            "clocks": self.clocks,
            "testing": self.testing,
            "looks": self.looks(policy or clocks.DEFAULT_POLICY),
        }

    def looks(self, policy):
        """When somebody looks: at what happened, at what is due, and just before and after."""
        rng, hours = self.rng, self.made_up.hours
        worth_a_look = [at for at, _ in self.clocks] + [at for _, at, _ in self.testing]
        worth_a_look += [self.made_up.later(self.at) for _ in range(3)]
        ends_at = self.at
        try:
            told = clocks.evaluate(self.clocks, policy, hours, self.at)
            cycles = told["first_contact"] + told["resolution"]
            due = [cycle[name] for cycle in cycles for name in ("warns_at", "due")]
            worth_a_look += [at for at in due if at is not None]
            countdown = Silence(hours, self.kind, self.testing).countdown()
            if "running" in countdown:
                ends_at = countdown["running"]["ends_at"]
                worth_a_look += [ends_at] * len(worth_a_look)
        except OutOfRange:
            pass
        looks = []
        for _ in range(6):
            now = rng.choice(worth_a_look) + rng.choice([0, SECOND, -SECOND, MILLISECOND, DAY])
            read_until = rng.choice([now, ends_at]) + rng.choice([0, 0, SECOND, -SECOND])
            mailbox = rng.choice(["absent", "unread", {"read_until": read_until}])
            looks.append({"now": min(max(now, START), END - SECOND), "mailbox": mailbox})
        return looks
