"""What costs how much: ratios within one run, so that they mean the same on any machine.

    make bench                                 # or: python benchmarks/run.py --short

Start of the command over a bare Python start; reading, solving, computing, checking and drawing one
case of 30 and of 300 events, each over parsing the same document with PyYAML alone, and how they
grow; the audit of contradictions with every conflict and repair; the audit of printed numbers.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import attrs
import yaml
from endpoints import report_endpoints
from stopwatch import seconds
from transitions import transition_rows

import cases
from timeline.analysis import check, milestones, treatment_durations
from timeline.analysis.answers import answers_of
from timeline.analysis.contradictions import stated_intervals_contradict
from timeline.analysis.numbers import audit
from timeline.chronology import Chronology, claim_statements, solve, statements
from timeline.document import loads, loads_studies
from timeline.model.case import Case

BLOCKS = {"30 events": 5, "300 events": 50}
"""Names of the sizes, and how many blocks of six events make them."""


def synthetic_document(blocks: int) -> str:
    """A case of ``blocks`` lines of therapy, each with what usually surrounds one."""
    events, claims = "", ""
    for number in range(1, blocks + 1):
        year, month = divmod(number * 2, 12)
        date = f"{2001 + year}-{month + 1:02d}"
        line, scan = f"line-{number}", f"ct-{number}"
        events += f"""
  - {{test: NGS, id: test-{number}, at: {date}, found: [EGFR T790M]}}
  - {{therapy: crizotinib, id: {line}, line: {number}, start: {date}, end: after {scan}}}
  - {{assessment: CT, id: {scan}, at: start of {line} + 4 weeks, response: SD}}
  - {{adverse_event: oedema, id: ae-{number}, start: during {line}, attributed_to: {line}}}
  - {{laboratory: NSE, id: nse-{number}, at: {date}, value: 38.7 ng/mL}}
  - {{symptom: cough, id: cough-{number}, at: after {scan}}}"""
        claims += f"""
  - {{interval: start of {line} -> {scan}, is: 1 month}}
  - {{interval: test-{number} -> {scan}, is: 1 month}}"""
        if number < blocks:
            claims += f"""
  - {{interval: start of {line} -> start of line-{number + 1}, is: 2 months}}"""
    head = "case: synthetic\npatient: {sex: female, age: 57 years}"
    return f"{head}\nevents:{events}\nclaims:{claims}\n"


def command_seconds(*arguments: str) -> float:
    """The time of one whole process; that a report is at fault (exit code 1) is no failure."""

    def work() -> None:
        done = subprocess.run(arguments, capture_output=True, check=False)
        assert done.returncode in (0, 1), done.stderr

    return seconds(work, 2.0)


def report_start() -> None:
    """How long a user waits before the first word."""
    bare = command_seconds(sys.executable, "-c", "pass")
    print("Start, over a bare Python start")
    for name, arguments in {
        "import timeline": ("-c", "import timeline"),
        "timeline --help": ("-m", "timeline", "--help"),
        "timeline cases": ("-m", "timeline", "cases"),
        "timeline check tbc1d32-ros1": ("-m", "timeline", "check", "tbc1d32-ros1"),
        "timeline show tbc1d32-ros1": ("-m", "timeline", "show", "tbc1d32-ros1"),
    }.items():
        taken = command_seconds(sys.executable, *arguments)
        print(f"  {name:<32}{taken / bare:8.1f} x   ({taken * 1000:.0f} ms)")


def report_case() -> None:
    """Each step of a case's way, over PyYAML's parse of the same text, and its growth."""
    taken: dict[str, dict[str, float]] = {}
    for size, blocks in BLOCKS.items():
        document = synthetic_document(blocks)
        (case,) = loads(document)
        chronology = solve(case)
        steps: dict[str, Callable[[], object]] = {
            "PyYAML's C parser alone": lambda text=document: yaml.load(text, yaml.CSafeLoader),  # type: ignore[misc]
            "read": lambda text=document: loads(text),  # type: ignore[misc]
            "solve": lambda c=case: solve(c),  # type: ignore[misc]
            "durations and intervals": lambda c=case: compute(c),  # type: ignore[misc]
            "check": lambda c=case: check(c),  # type: ignore[misc]
            "draw the timeline": lambda c=chronology: draw(c),  # type: ignore[misc]
        }
        taken[size] = {name: seconds(step) for name, step in steps.items()}
    small, large = taken
    print(f"\nOne case, over PyYAML's C parser alone ({small}, {large}), and growth for 10 x")
    bases = [next(iter(times.values())) for times in taken.values()]
    for name in taken[small]:
        a, b = taken[small][name], taken[large][name]
        print(
            f"  {name:<32}{a / bases[0]:8.2f} x {b / bases[1]:8.2f} x   growth {b / a:6.1f} x"
            f"   ({a * 1000:.1f} ms, {b * 1000:.1f} ms)"
        )


def compute(case: Case) -> None:
    """Everything ``timeline show`` computes."""
    chronology = solve(case)
    treatment_durations(chronology)
    milestones(chronology)


def draw(chronology: Chronology) -> str:
    """The timeline figure as SVG text."""
    from render.figures.timeline.figure import timeline_figure
    from render.writers.svg import to_svg

    return to_svg(timeline_figure(chronology))


def report_audit() -> None:
    """Every minimal conflict with its repairs, over one test of consistency."""
    print("\nContradictions, over solving the same case once")
    print(audit_row("EZR-ROS1: 31 months do not fit", cases.load("ezr-ros1")))
    for blocks, wrong in ((5, 1), (50, 1), (50, 5)):
        print(audit_row(f"{6 * blocks} events, {wrong} wrong", wrongly_stated(blocks, wrong)))
    print("\nPrinted numbers of a study, over reading its document")
    for name in cases.study_names():
        study, text = cases.load_study(name), cases.text(name)
        reading = seconds(lambda text=text: loads_studies(text))  # type: ignore[misc]
        taken = seconds(lambda study=study: audit(study))  # type: ignore[misc]
        print(f"  {name:<44}{taken / reading:8.2f} x   ({taken * 1000:.1f} ms)")


def audit_row(name: str, case: Case) -> str:
    """One line: how long contradictions take, and among how many statements."""
    solving = seconds(lambda: solve(case))
    taken = seconds(lambda: list(stated_intervals_contradict(answers_of(case))))
    stated = sum(1 for _ in (*statements(case), *claim_statements(case)))
    return f"  {name:<32}{taken / solving:8.1f} x   {stated:5} statements   ({taken * 1000:.1f} ms)"


def wrongly_stated(blocks: int, wrong: int) -> Case:
    """A synthetic case, some of whose stated months cannot be."""
    (case,) = loads(synthetic_document(blocks))
    claims = [
        attrs.evolve(claim, is_="9 months") if index % 3 == 0 and index < 3 * wrong else claim
        for index, claim in enumerate(case.claims)
    ]
    return attrs.evolve(case, claims=claims)


def report_resistance() -> None:
    """Transitions, failures and graph of a case, over solving it."""
    print("\nResistance, over solving the same case once (30 events, 300 events)")
    for row in transition_rows():
        print(row)


if __name__ == "__main__":
    report_start()
    report_case()
    report_audit()
    report_resistance()
    report_endpoints()
