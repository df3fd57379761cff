"""Endpoints and best responses: microseconds per case, and how they grow with its events.

    python benchmarks/endpoints.py            # or --short, to see that it still runs

The chronology and the lines are solved beforehand; partial dates are compared with whole ones.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

from timeline.analysis.endpoints import case_from_rows, endpoints
from timeline.analysis.response import ADAM, STANDARD, best_responses
from timeline.chronology import solve
from timeline.model.case import Case
from timeline.model.when import day_of, iso

ASSESSMENTS = {"4 assessments": 4, "40 assessments": 40}


def trial_case(assessments: int, precision: int = 10) -> Case:
    """A case of so many assessments every six weeks; ``precision`` letters of each date."""
    first = day_of(2020, 1, 1)
    rows = [
        (iso(first + 42 * number)[:precision], "PR" if number < assessments else "PD")
        for number in range(1, assessments + 1)
    ]
    death = iso(first + 42 * assessments + 90)[:precision]
    return case_from_rows("case", start=iso(first)[:precision], assessments=rows, death=death)


def microseconds(work: Callable[[], object], at_least: float = 0.3) -> float:
    """The median time of one call; with ``--short`` of a single one."""
    times: list[float] = []
    while not times or ("--short" not in sys.argv and sum(times) < at_least):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times) * 1e6


def report_endpoints() -> None:
    """All endpoints of one case, and its best responses, for whole and for partial dates."""
    print("\nEndpoints of one case, microseconds (lines derived, chronology solved before)")
    for precision, dated in ((10, "whole dates"), (7, "months only")):
        taken: dict[str, list[float]] = {}
        for assessments in ASSESSMENTS.values():
            case = trial_case(assessments, precision)
            chronology = solve(case)
            steps: dict[str, Callable[[], object]] = {
                "all endpoints": lambda x=chronology: endpoints(  # type: ignore[misc]
                    x, convention=STANDARD
                ),
                "all endpoints, ADaM": lambda x=chronology: endpoints(  # type: ignore[misc]
                    x, convention=ADAM
                ),
                "best response, confirmed": lambda x=chronology: best_responses(  # type: ignore[misc]
                    x, confirmed=True
                ),
            }
            for name, step in steps.items():
                taken.setdefault(name, []).append(microseconds(step))
        for name, (small, large) in taken.items():
            print(
                f"  {name + ', ' + dated:<40}{small:9.0f} {large:9.0f}"
                f"   growth {large / small:5.1f} x for 10 x"
            )


if __name__ == "__main__":
    report_endpoints()
