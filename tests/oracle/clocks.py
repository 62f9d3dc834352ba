"""The service-level clocks of a ticket, by walking through its open hours."""

from itertools import pairwise

from hours import HOUR, OutOfRange

TARGETS = {  # first contact and resolution, in hours
    "critical": (1, 8),
    "high": (2, 18),
    "normal": (4, 27),
    "low": (9, 45),
}
DEFAULT_POLICY = {
    priority: {"first_contact": contact * HOUR, "resolution": resolution * HOUR}
    for priority, (contact, resolution) in TARGETS.items()
}


class Run:
    """From the start of a clock to its end, with a mark wherever something changed."""

    def __init__(self, at, kind, priority):
        self.started, self.priority = at, priority
        self.marks = [(at, kind, False)]
        self.ended, self.is_done = None, False

    def mark(self, at, kind=None, paused=None):
        _, old_kind, was_paused = self.marks[-1]
        self.marks.append((at, kind or old_kind, was_paused if paused is None else paused))

    def end(self, at, is_done):
        self.ended, self.is_done = at, is_done


def evaluate(events, policy, hours, now):
    contact, resolutions = runs(events, now)
    told = {
        "first_contact": [cycle(run, policy, "first_contact", hours, now) for run in contact],
        "resolution": [cycle(run, policy, "resolution", hours, now) for run in resolutions],
    }
    going = [c for c in sum(told.values(), []) if c["ended"] is None and not c["paused"]]
    told["next_due"] = min((c["due"] for c in going), default=None)
    return told


def runs(events, now):
    """The run of the first contact, none before the opening, and those of the resolution."""
    contact, resolutions, kind, priority, latest = [], [], None, None, None
    for claimed, fact in events:
        name, told = (fact, None) if isinstance(fact, str) else next(iter(fact.items()))
        if latest is None and name != "opened":
            continue
        latest = at = claimed if latest is None else max(claimed, latest)
        if at > now:
            break
        if name in ("opened", "retargeted"):
            kind, priority = told["kind"], told["priority"]
        if name == "opened":
            contact, resolutions = [Run(at, kind, priority)], [Run(at, kind, priority)]
            continue
        running = [run for run in resolutions if run.ended is None]
        if name in ("rejected", "reopened") and not running:
            resolutions.append(Run(at, kind, priority))
        for run in running:
            if name == "waiting_on":
                run.mark(at, paused=told == "customer")
            elif name in ("delivered", "closed"):
                run.end(at, is_done=name == "delivered")
        if name in ("first_contact", "closed") and contact[0].ended is None:
            contact[0].end(at, is_done=name == "first_contact")
        if name == "retargeted":
            for run in contact + resolutions:
                if run.ended is None:
                    run.priority = priority
                    run.mark(at, kind=kind)
    return contact, resolutions


def cycle(run, policy, metric, hours, now):
    target = policy[run.priority][metric]
    stop = now if run.ended is None else run.ended
    consumed, paused_for = 0, 0
    reached = {"warns_at": (target * 3 // 4, None), "due": (target, None)}

    def consume(opens, closes):
        nonlocal consumed
        for name, (amount, at) in reached.items():
            if at is None and consumed + closes - opens >= amount:
                reached[name] = (amount, opens + amount - consumed)
        consumed += closes - opens

    for (since, kind, paused), (until, _, _) in pairwise([*run.marks, (stop, None, None)]):
        for opens, closes in hours.of(kind).since(since):
            if opens >= until:
                break
            if paused:
                paused_for += min(closes, until) - opens
            else:
                consume(opens, min(closes, until))
    elapsed = consumed
    _, kind, paused = run.marks[-1]
    if not paused:
        # What would be, or would have been, if nothing happened any more.
        for opens, closes in hours.of(kind).since(stop):
            if consumed >= target:
                break
            consume(opens, closes)
        if consumed < target:
            raise OutOfRange
    breached = elapsed >= target
    return {
        "started": run.started,
        "target": target,
        "warns_at": reached["warns_at"][1],
        "due": reached["due"][1],
        "elapsed": elapsed,
        "remaining": target - elapsed,
        "paused": paused,
        "paused_for": paused_for,
        "breached": breached,
        "met": not breached if run.is_done else None,
        "ended": run.ended,
    }
