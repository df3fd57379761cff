"""Endpoints and best responses: microseconds per case, and how they grow with its events.

    python benchmarks/endpoints.py            # or --short, to see that it still runs

The chronology and the lines are solved beforehand, and what is timed is worked out anew at each
call. Partial dates are compared with whole ones.
"""

from __future__ import annotations

from collections.abc import Callable

from stopwatch import seconds_given, with_lines

from timeline.analysis.answers import Answers, answers_of
from timeline.analysis.endpoints import case_from_rows, endpoints
from timeline.analysis.lines import derive_lines
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


def report_endpoints() -> None:
    """All endpoints of one case, and its best responses, for whole and for partial dates."""
    print("\nEndpoints of one case, microseconds (chronology and lines solved before)")
    steps: dict[str, Callable[[Answers], object]] = {
        "all endpoints": lambda of: endpoints(of, convention=STANDARD),
        "all endpoints, ADaM": lambda of: endpoints(of, convention=ADAM),
        "best response, confirmed": lambda of: best_responses(of, confirmed=True),
    }
    for precision, dated in ((10, "whole dates"), (7, "months only")):
        taken: dict[str, list[float]] = {}
        for assessments in ASSESSMENTS.values():
            chronology = solve(trial_case(assessments, precision))
            taken.setdefault("the lines themselves", []).append(
                seconds_given(lambda x=chronology: answers_of(x), derive_lines)  # type: ignore[misc]
            )
            for name, step in steps.items():
                taken.setdefault(name, []).append(
                    seconds_given(lambda x=chronology: with_lines(x), step)  # type: ignore[misc]
                )
        for name, (small, large) in taken.items():
            print(
                f"  {name + ', ' + dated:<40}{small * 1e6:9.0f} {large * 1e6:9.0f}"
                f"   growth {large / small:5.1f} x for 10 x"
            )


if __name__ == "__main__":
    report_endpoints()
