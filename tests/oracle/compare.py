"""Asks the product and this oracle the same about random instants and random tickets.

The oracle is written from the rules in words, with other means than the product: holidays from a
table of full moons, hours as a list of open intervals, clocks by walking through them. It needs
nothing but Python. `cargo xtask test oracle` runs it:

    python3 tests/oracle/compare.py --responder target/debug/examples/oracle

Where the two differ, one of them has misread the rules, or the rules can be read in two ways.
"""

import argparse
import json
import subprocess
import sys
import time
from datetime import date, datetime, timedelta

import clocks
import known
from country import FIRST_YEAR, LAST_YEAR, holidays
from hours import MINUTE, SECOND, OutOfRange, wall
from made_up import MadeUp
from silence import Silence
from stories import Story

SEED = 51_1983
# Each block has a calendar of its own and a process of its own to answer it.
BLOCKS = 20
# A broken rule differs everywhere; nobody reads more than the first few.
SHOWN = 5

LENGTHS = set(
    "first_contact resolution time between target elapsed remaining paused_for".split()
)
INSTANTS = set(
    "at t until now read_until add next_opening close started warns_at due next_due ended "
    "clarified_at ends_at not_yet mailbox_not_read".split()
)


def or_out_of_range(answer, *arguments):
    try:
        return answer(*arguments)
    except OutOfRange:
        return "out_of_range"


def answer(question, hours):
    """The oracle's answer."""
    if question["ask"] == "holidays":
        return sorted(day.isoformat() for day in holidays(question["year"]))
    if question["ask"] == "triple":
        return answer_triple(question, hours)
    return answer_history(question, hours)


def answer_triple(question, hours):
    kind, t = question["kind"], question["t"]
    ask = or_out_of_range
    day = ask(hours.business_day_of, t)
    return {
        "add": ask(hours.add_service_time, kind, t, question["time"]),
        "between": ask(hours.service_time_between, kind, t, question["until"]),
        "next_opening": ask(hours.next_opening, kind, t),
        "business_day": day if isinstance(day, str) else date.fromordinal(day).isoformat(),
        "close": ask(hours.close_of_nth_business_day, t, question["days"]),
    }


def answer_history(question, hours):
    policy = question["policy"] or clocks.DEFAULT_POLICY
    silence = Silence(hours, question["kind"], question["testing"])
    return {
        "countdown": or_out_of_range(silence.countdown),
        "looks": [
            {
                "clocks": or_out_of_range(
                    clocks.evaluate, question["clocks"], policy, hours, look["now"]
                ),
                "closure": or_out_of_range(silence.decide_closure, look["mailbox"], look["now"]),
            }
            for look in question["looks"]
        ],
    }


def for_the_wire(question):
    """Targets cross it as the product keeps them, in minutes as ISO 8601 writes them."""
    if not question.get("policy"):
        return question
    policy = {
        priority: {metric: f"PT{target // MINUTE}M" for metric, target in targets.items()}
        for priority, targets in question["policy"].items()
    }
    return question | {"policy": policy}


def ask_the_product(responder, exceptions, questions):
    days = [[date.fromordinal(day).isoformat(), what] for day, what in exceptions]
    lines = [json.dumps(days), *(json.dumps(for_the_wire(question)) for question in questions)]
    done = subprocess.run(
        [responder], input="\n".join(lines) + "\n", stdout=subprocess.PIPE, text=True
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if done.returncode != 0 or len(answers) != len(questions):
        unanswered = [for_the_wire(question) for question in questions[len(answers) :][:1]]
        sys.exit(f"the responder ended with {done.returncode} at {json.dumps(unanswered)}")
    return answers


def differences(ours, theirs, path=()):
    """Each place where two answers differ: its path and both values."""
    if isinstance(ours, dict) and isinstance(theirs, dict) and ours.keys() == theirs.keys():
        pairs = ((key, ours[key], theirs[key]) for key in ours)
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        pairs = zip(range(len(ours)), ours, theirs)
    else:
        return [] if same(ours, theirs) else [(path, ours, theirs)]
    return [found for key, *two in pairs for found in differences(*two, (*path, key))]


def same(ours, theirs):
    # Python takes True for 1; an answer that is the one is not the other.
    return type(ours) is type(theirs) and ours == theirs


def readable(value, key=None):
    """A value with instants as Bogota's clocks show them."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {readable(v, k)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        # Of an event or a reminder the instant is the one number that is no small one.
        each = (readable(v, "at" if is_whole(v) and abs(v) > SECOND else key) for v in value)
        return "[" + ", ".join(each) + "]"
    if is_whole(value) and key in INSTANTS:
        return wall_clock(value)
    if is_whole(value) and key in LENGTHS:
        minutes, rest = divmod(abs(value), MINUTE)
        sign = "-" if value < 0 else ""
        return f"{sign}{minutes // 60}:{minutes % 60:02}:{rest / SECOND:06.3f} h"
    return str(value)


def in_lines(question, path):
    """A question in lines one can read: of a ticket only what bears on the answer at a path."""
    if question["ask"] != "history":
        return [readable(question)]
    is_about_clocks = "clocks" in path
    lines = [question["kind"]]
    if is_about_clocks and question["policy"]:
        lines += [f"{name}: {readable(targets)}" for name, targets in question["policy"].items()]
    lines += map(readable, question["clocks" if is_about_clocks else "testing"])
    if path[0] == "looks":
        lines.append(readable(question["looks"][path[1]]))
    return lines


def is_whole(value):
    return isinstance(value, int) and not isinstance(value, bool)


def wall_clock(t):
    try:
        day, time_of_day = wall(t)
        midnight = datetime.combine(date.fromordinal(day), datetime.min.time())
        shown = midnight + timedelta(microseconds=time_of_day)
        return shown.strftime("%a %Y-%m-%d %H:%M:%S.%f")
    except (OverflowError, ValueError):
        return f"{t} µs"


class Tally:
    """How many questions of a sort were answered alike."""

    def __init__(self, name):
        self.name, self.passed, self.failed = name, 0, 0

    def compare(self, block, question, ours, theirs):
        found = differences(ours, theirs)
        if not found:
            self.passed += 1
            return
        self.failed += 1
        if self.failed > SHOWN:
            return
        print(f"\n━━ {self.name}, block {block}")
        print("\n".join(in_lines(question, found[0][0])))
        for path, our, their in found[:SHOWN]:
            keys = [key for key in path if isinstance(key, str)]
            key = keys[-1] if keys else None
            print(f"  {'.'.join(map(str, path))}")
            print(f"    oracle  {readable(our, key)}")
            print(f"    product {readable(their, key)}")

    def tell(self):
        print(f"{self.name}: {self.passed} passed, {self.failed} failed")


def share(total, block):
    """How many of so many questions a block takes."""
    return total * (block + 1) // BLOCKS - total * block // BLOCKS


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--responder", required=True, help="the built example `oracle`")
    parser.add_argument("--seed", type=int, default=SEED, help="another one asks other questions")
    parser.add_argument("--triples", type=int, default=100_000)
    parser.add_argument("--histories", type=int, default=2_000)
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}")
    start = time.monotonic()

    itself = Tally("the oracle against printed calendars")
    mistakes, looked_at = known.mistakes()
    itself.failed, itself.passed = len(mistakes), looked_at - len(mistakes)
    print("\n".join(mistakes), end="\n" if mistakes else "")

    years, triples, histories = Tally("holidays"), Tally("triples"), Tally("histories")
    for block in range(BLOCKS):
        made_up = MadeUp(arguments.seed, block)
        asked = [(triples, made_up.triple()) for _ in range(share(arguments.triples, block))]
        for _ in range(share(arguments.histories, block)):
            asked.append((histories, Story(made_up).tell()))
        if block == 0:
            for year in range(FIRST_YEAR, LAST_YEAR + 1):
                asked.append((years, {"ask": "holidays", "year": year}))
        questions = [question for _, question in asked]
        answers = ask_the_product(arguments.responder, made_up.exceptions, questions)
        for (tally, question), theirs in zip(asked, answers):
            tally.compare(block, question, answer(question, made_up.hours), theirs)

    print(f"\nasked and compared in {time.monotonic() - start:.0f} s")
    tallies = [itself, years, triples, histories]
    for tally in tallies:
        tally.tell()
    failed = sum(tally.failed for tally in tallies)
    print(f"{sum(tally.passed for tally in tallies)} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
