"""What transitions, failures and the resistance graph of a case cost, and how that grows.

``transition_rows`` hands out lines of text for ``run.py``. Each step is worked out anew at every
call, on a chronology that is solved and lines that are derived beforehand.
"""

from __future__ import annotations

from collections.abc import Iterator

from stopwatch import seconds, seconds_given, with_lines

from timeline.analysis.lines import derive_lines
from timeline.analysis.resistance import resistance, resistance_graph, transitions
from timeline.chronology import solve
from timeline.document import loads
from timeline.model.case import Case

SIZES = {"30 events": 7, "300 events": 75}
"""Names of the sizes, and how many lines of four events each make them."""

DRUGS = ("gefitinib", "docetaxel", "osimertinib", "gemcitabine")
FOUND = ("EGFR T790M", "MET amplification", "EGFR C797S", "KRAS G12D")


def resistance_case(lines: int) -> Case:
    """A case of ``lines`` lines, each with a scan that shows progression and a test after it."""
    events = "\n  - {test: NGS, at: 2000-01-05, depth: 500 x, found: [EGFR L858R]}"
    for number in range(lines):
        year, quarter = divmod(number, 4)
        date = f"{2000 + year}-{3 * quarter + 1:02d}"
        drug, found = DRUGS[number % 4], FOUND[number % 4]
        events += f"""
  - {{therapy: {drug}, id: line-{number}, line: {number + 1}, start: {date}-15}}
  - {{assessment: CT, id: ct-{number}, at: start of line-{number} + 4 weeks, response: PD}}
  - {{test: NGS, at: start of line-{number} + 6 weeks, found: [EGFR L858R, {found}]}}
  - {{symptom: cough, at: after ct-{number}}}"""
    (case,) = loads(f"case: synthetic\nevents:{events}\n")
    return case


def transition_rows() -> Iterator[str]:
    """One line a step: its time over solving the same case, and its growth for 10 x the events."""
    taken: dict[str, list[float]] = {}
    for size in SIZES.values():
        case = resistance_case(size)
        taken.setdefault("solve", []).append(seconds(lambda c=case: solve(c)))  # type: ignore[misc]
        taken.setdefault("lines", []).append(
            seconds_given(lambda c=case: solve(c), derive_lines)  # type: ignore[misc]
        )
        for name, work in (
            ("transitions", transitions),
            ("failures", resistance),
            ("resistance graph", resistance_graph),
        ):
            taken.setdefault(name, []).append(
                seconds_given(lambda c=case: with_lines(solve(c)), work)  # type: ignore[misc]
            )
    small, large = taken["solve"]
    for name, (a, b) in taken.items():
        yield (
            f"  {name:<32}{a / small:8.2f} x {b / large:8.2f} x   growth {b / a:6.1f} x"
            f"   ({a * 1000:.1f} ms, {b * 1000:.1f} ms)"
        )
