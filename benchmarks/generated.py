"""Cohorts made up from a seed: realistic enough to measure and to test with, of any size.

Each case follows one patient: a diagnosis with sequencing, lines of therapy with assessments, a
second sequencing at progression, and an end (on treatment, dead, lost). As in reports, dates are
cut to the month or the year, some are missing, patients drop out, and a few cases contradict
themselves. A case depends on the seed and its number alone, so that any stretch of a cohort can be
made by itself, by several processes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from random import Random

from timeline.document.rows import CaseRow, EventRow

EVENTS = 14
"""Events of a case, unless asked otherwise."""

MONTH_ONLY, YEAR_ONLY, MISSING = 0.35, 0.05, 0.03
"""How often a date is cut to its month, to its year, or left out."""

CONTRADICTORY = 0.02
"""How often a case contradicts itself: a patient treated after death."""

_FIRST_DAY = date(2012, 1, 1).toordinal()

# Driver, its first lines, what is found at resistance (None: nothing new).
_DRIVERS = (
    ("EZR::ROS1", ("crizotinib", "entrectinib"), ("ROS1 G2032R", "ROS1 L2026M", None)),
    ("CD74::ROS1", ("crizotinib", "entrectinib"), ("ROS1 G2032R", "MET amplification", None)),
    ("SDC4::ROS1", ("crizotinib", "repotrectinib"), ("ROS1 D2033N", None)),
    ("EML4::ALK", ("crizotinib", "alectinib"), ("ALK L1196M", "ALK G1202R", None)),
    ("EGFR L858R", ("gefitinib", "icotinib"), ("EGFR T790M", "MET amplification", None)),
    ("EGFR exon 19 deletion", ("osimertinib", "erlotinib"), ("EGFR C797S", "EGFR T790M", None)),
)
_LATER = (
    "lorlatinib",
    "pemetrexed + carboplatin",
    "osimertinib",
    "docetaxel",
    "anlotinib",
    "pembrolizumab",
)
_COURSES = (  # responses at the assessments of a line, in order
    ("PR", "PR", "PD"),
    ("SD", "PD"),
    ("SD", "PR", "PR", "PD"),
    ("PD",),
    ("CR", "CR", "PD"),
    ("SD", "NE", "SD", "PD"),
)


def rows(count: int, *, seed: int = 1, first: int = 0, events: int = EVENTS) -> Iterator[CaseRow]:
    """``count`` cases of ``events`` events each, from number ``first`` on."""
    for number in range(first, first + count):
        yield row(number, seed=seed, events=events)


def row(number: int, *, seed: int = 1, events: int = EVENTS) -> CaseRow:
    """One case of a cohort."""
    return _Patient(Random(f"{seed}/{number}")).row(f"case-{number:07d}", events)


class _Patient:
    """One course of disease, told event by event."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.day = _FIRST_DAY + random.randrange(4_000)
        self.told: list[EventRow] = []

    def row(self, name: str, events: int) -> CaseRow:
        random = self.random
        driver, first_lines, acquired = random.choice(_DRIVERS)
        self._point(diagnosis="lung adenocarcinoma")
        self._point(procedure="biopsy", type="biopsy")
        self.day += random.randrange(1, 20)
        self._point(test="NGS", specimen="tissue", found=[driver])
        line = 0
        while len(self.told) < events - 1:
            line += 1
            drug = random.choice(first_lines) if line == 1 else random.choice(_LATER)
            self._line(line, drug, events - 1 - len(self.told))
            if line == 1 and len(self.told) < events - 1:
                gained = random.choice(acquired)
                found = [driver, gained] if gained else [driver]
                self._point(test="NGS", specimen=random.choice(("tissue", "plasma")), found=found)
        self._end()
        about = {"patient": {"sex": random.choice(("female", "male"))}}
        return CaseRow(name, None, json.dumps(about, separators=(",", ":")), tuple(self.told))

    def _line(self, number: int, drugs: str, room: int) -> None:
        random = self.random
        self.day += random.randrange(1, 40)
        start, place = self.day, len(self.told)
        course = random.choice(_COURSES)[: room - 1]
        last = len(course) + 1 >= room  # no next line to start while this one goes on
        ended = not last or random.random() < 0.5
        for response in course:
            self.day += random.randrange(30, 120)
            self._point(assessment="CT", response=response)
        self.day += random.randrange(1, 30)
        what = {"therapy": drugs, "line": number, "setting": "advanced"}
        if ended:
            what["stop"] = random.choice(("progression", "progression", "toxicity"))
        end = self._written(self.day) if ended else "ongoing" if random.random() < 0.5 else None
        told = EventRow(f"line-{number}", None, self._written(start), end, _json(what))
        self.told.insert(place, told)

    def _end(self) -> None:
        random = self.random
        kind = random.random()
        if random.random() < CONTRADICTORY:
            self.day -= random.randrange(200, 400)  # dead before the last treatment
            self._point(death="lung cancer", precise=True)
        elif kind < 0.4:
            self.day += random.randrange(1, 200)
            self._point(death="lung cancer")
        else:
            self.day += random.randrange(1, 90)
            self._point(follow_up="alive" if kind < 0.8 else "lost to follow-up")

    def _point(self, *, precise: bool = False, **what: object) -> None:
        at = date.fromordinal(self.day).isoformat() if precise else self._written(self.day)
        self.told.append(EventRow(f"e{len(self.told)}", at, None, None, _json(what)))

    def _written(self, day: int) -> str | None:
        text, fate = date.fromordinal(day).isoformat(), self.random.random()
        if fate < MISSING:
            return None
        if fate < MISSING + YEAR_ONLY:
            return text[:4]
        return text[:7] if fate < MISSING + YEAR_ONLY + MONTH_ONLY else text


def _json(what: dict[str, object]) -> str:
    return json.dumps(what, separators=(",", ":"))
