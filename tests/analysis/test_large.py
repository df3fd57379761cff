"""Documents larger than any report: work that grows with the document, and bounds that are said.

Growth is counted in calls of functions, which do not depend on the machine.
"""

import json
import sys
from collections.abc import Callable

import pytest
from attrs import evolve
from click.testing import CliRunner

from render.figures.catalogue import MOST_EVENTS
from timeline.analysis import check, contradictions, honour
from timeline.analysis.lines import derive_lines
from timeline.budgets import BUDGET
from timeline.chronology.conflicts import Conflicts, minimal_conflicts
from timeline.cli.main import main
from timeline.document import ignores_in, loads
from timeline.errors import DocumentError, MisuseError
from timeline.findings import Finding, Ignore, Severity
from timeline.model.case import Case
from timeline.model.when import day_of, iso

TIMES = 10
MOST_GROWTH = 15.0
"""For ten times the document: ten, and half as much again for what is sorted."""

SMALL = 60
TOO_MANY = int(BUDGET.pairs**0.5) + 1
"""So many treatments are too many to hold against one another."""


def day(number: int) -> str:
    return iso(day_of(1950, 1, 1) + number)


def document(events: list[str], *more: str) -> str:
    return "\n".join(("case: large", "events:", *(f"  - {{{e}}}" for e in events), *more, ""))


def dated(n: int) -> str:
    return document([f"visit: clinic, id: e{i}, at: {day(i)}" for i in range(n)])


def undated(n: int) -> str:
    return document([f"visit: clinic, id: e{i}" for i in range(n)])


def chain(n: int) -> str:
    after = (f", at: after e{i - 1}" if i else "" for i in range(n))
    return document([f"visit: clinic, id: e{i}{told}" for i, told in enumerate(after)])


def one_day(n: int) -> str:
    return document([f"visit: clinic, id: e{i}, at: 2020-01-01" for i in range(n)])


def of_tests(n: int) -> str:
    return document([f"test: NGS, id: e{i}, at: {day(i)}, found: [T790M]" for i in range(n)])


def of_assessments(n: int) -> str:
    seen = [f"assessment: CT, id: e{i}, at: {day(i)}, response: SD" for i in range(n)]
    return document(["therapy: crizotinib, id: t, start: 1950-01-01", *seen])


def of_results(n: int) -> str:
    found = ", ".join(f"EGFR T{i + 1}M" for i in range(n))
    return document([f"test: NGS, id: t, at: 2020-01-01, found: [{found}]"])


def of_names(n: int) -> str:
    """Anchors that are no ids, so that each is looked for among all other names."""
    first = ["visit: clinic, at: 2020-01-01"]
    return document([*first, *(f"test: NGS, id: e{i}, at: after clinic" for i in range(n))])


def of_specimens(n: int) -> str:
    taken = [f"procedure: biopsy, id: b{i}, at: {day(i)}" for i in range(n)]
    return document([*taken, *(f"test: NGS, id: e{i}, of: b{i}" for i in range(n))])


def of_comments(n: int) -> str:
    events = [f"visit: clinic, id: e{i}, at: {day(i)}" for i in range(n)]
    return "\n".join(
        line + "  # check: ignore unknown-drug for a reason" if "visit" in line else line
        for line in document(events).splitlines()
    )


def of_false_claims(n: int) -> str:
    events = [f"visit: clinic, id: e{i}, at: {day(i)}" for i in range(n)]
    claims = [f"  - {{interval: e{i} -> e{i + 1}, is: 9 months}}" for i in range(n // 3)]
    return document(events, "claims:", *claims)


def calls(work: Callable[[], object]) -> int:
    """How many functions are called, in Python or in C."""
    count = 0

    def counted(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def growth(shape: Callable[[int], str], work: Callable[[str], object]) -> float:
    small, large = shape(SMALL), shape(TIMES * SMALL)
    work(small)  # tables and words are read and remembered
    work(large)
    return calls(lambda: work(large)) / calls(lambda: work(small))


def read_and_check(text: str) -> None:
    (case,) = loads(text)
    check(case)


@pytest.mark.parametrize(
    "shape",
    [
        *(dated, undated, chain, one_day, of_tests, of_assessments, of_results, of_names),
        *(of_specimens, of_false_claims),
    ],
)
def test_reading_and_checking_grow_with_the_document(shape: Callable[[int], str]):
    assert growth(shape, read_and_check) < MOST_GROWTH


def test_comments_grow_with_the_document():
    assert growth(of_comments, ignores_in) < MOST_GROWTH


def test_setting_findings_aside_grows_with_both():
    def work(text: str) -> None:
        found = [Finding("a", "b", severity=Severity.NOTE, path=("events", i)) for i in range(n)]
        told = [Ignore(code="a", reason="c", case="d", path=("events", i)) for i in range(n)]
        assert len(honour(found, told).ignored) == n == text.count("visit")

    counted = []
    for n in (SMALL, TIMES * SMALL):
        text = undated(n)
        counted.append(calls(lambda text=text: work(text)))
    assert counted[1] / counted[0] < MOST_GROWTH


def test_conflicts_beyond_those_explained_are_told_and_the_bound_is_said():
    n = BUDGET.explained + 5
    events = [f"visit: clinic, id: e{i}, at: '{day(i)}, after 2021'" for i in range(n)]
    (case,) = loads(document(events))
    found = check(case)
    conflicts = [one for one in found if one.code == "dates-contradict"]
    assert len(conflicts) == n
    assert [bool(one.remedies) for one in conflicts] == [True] * BUDGET.explained + [False] * 5
    assert any(str(BUDGET.explained) in one.message for one in found if one.code == "bound-met")


def test_each_of_many_false_lengths_is_told_whatever_is_left_of_the_budget(monkeypatch):
    small = evolve(BUDGET, trials_of_numbers=2)
    monkeypatch.setattr("timeline.analysis.contradictions.BUDGET", small)
    (case,) = loads(of_false_claims(30))
    found = check(case)
    assert sum(one.code == "stated-interval" for one in found) == 10
    (said,) = (one for one in found if one.code == "bound-met")
    assert "stated lengths" in said.message


def test_trials_of_both_searches_for_a_conflict_count(monkeypatch):
    """What is tied by the cut-off alone is found by a second search, among all statements."""
    made: list[Conflicts] = []

    def recorded(*stated, **bounds) -> Conflicts:
        made.append(minimal_conflicts(*stated, **bounds))
        return made[-1]

    monkeypatch.setattr(contradictions, "minimal_conflicts", recorded)
    (case,) = loads(
        document(
            [
                "visit: clinic, id: a, at: 2020-01-01",
                "visit: clinic, id: b",
                "visit: clinic, id: d, at: '2020-02-01, cut-off - 1 month'",
            ],
            "claims:",
            "  - {interval: a -> b, is: 12 months}",
        )
    )
    monkeypatch.setattr(contradictions, "BUDGET", evolve(BUDGET, trials_of_number=3))

    found = check(case)

    first, second = made
    assert not first.found
    assert first.trials + second.trials <= 3
    assert sum(one.code == "stated-interval" for one in found) == 1
    assert [one.code for one in found if one.code == "bound-met"] == ["bound-met"]


@pytest.mark.parametrize(
    ("more", "said"), [(0, []), (1, ["alive-after-death: the first 20 events are named"])]
)
def test_what_a_wrong_day_of_death_makes_of_every_event_is_named_for_some(more, said):
    seen = [f"visit: clinic, id: v{i}, at: 2020-01-01" for i in range(BUDGET.named + more)]
    (case,) = loads(document(["death: cancer, id: d, at: 2019-01-01", *seen]))

    found = check(case)

    assert sum(one.code == "alive-after-death" for one in found) == BUDGET.named
    bounds = [one.message for one in found if one.code == "bound-met"]
    assert [message.partition(",")[0] for message in bounds] == said


@pytest.mark.parametrize("doubts", [0, 8])
def test_open_boundaries_that_are_turned_one_at_a_time_are_said(monkeypatch, doubts: int):
    monkeypatch.setattr("timeline.analysis.lines.agreement.BUDGET", evolve(BUDGET, doubts=doubts))
    (case,) = loads(
        document(
            [
                "therapy: crizotinib, id: a, line: 1, start: 2020-01-01, end: 2020-03-01",
                "therapy: pemetrexed, id: b, line: 5, start: 2020-01",
            ]
        )
    )

    codes = [one.code for one in check(case) if one.code in ("bound-met", "line-number-disagrees")]

    assert codes == ["bound-met", "line-number-disagrees"][doubts // 8 :]


def many_treatments() -> Case:
    (case,) = loads(
        document([f"therapy: drug-{i}, id: e{i}, start: {day(i)}" for i in range(TOO_MANY)])
    )
    return case


def test_what_compares_pairs_is_left_out_and_named():
    found = check(many_treatments())

    (said,) = [finding for finding in found if finding.code == "bound-met"]
    assert said.severity is Severity.WARNING
    assert "courses do not overlap" in said.message
    assert f"{TOO_MANY} treatments beside {TOO_MANY} events" in said.message
    assert sum(finding.code == "unknown-drug" for finding in found) == TOO_MANY  # none dropped


def test_one_treatment_fewer_is_compared():
    listed = [f"therapy: drug-{i}, id: e{i}, start: {day(i)}" for i in range(TOO_MANY - 1)]
    (case,) = loads(document(listed))

    assert sum(len(line.therapies) for line in derive_lines(case).lines) == TOO_MANY - 1


def test_lines_of_too_many_treatments_are_refused_in_words():
    with pytest.raises(MisuseError, match="large: no lines are derived: 548 treatments beside"):
        derive_lines(many_treatments())


def test_show_tells_the_events_and_what_it_did_not_derive(tmp_path):
    path = tmp_path / "large.yaml"
    events = [f"therapy: drug-{i}, id: e{i}, start: {day(i)}" for i in range(TOO_MANY)]
    path.write_text(document(events), "utf-8")

    shown = CliRunner().invoke(main, ["show", str(path)])
    told = CliRunner().invoke(main, ["show", "--json", str(path)])

    assert shown.exit_code == told.exit_code == 0
    assert f"e{TOO_MANY - 1}" in shown.output
    assert "resistance are not derived" in shown.output
    data = json.loads(told.output)
    assert len(data["events"]) == TOO_MANY
    assert "pairs that are compared" in data["not_derived"]
    assert "lines" not in data


@pytest.mark.parametrize("command", ["explain", "draw"])
def test_a_command_that_needs_lines_refuses_in_words(tmp_path, command: str):
    path = tmp_path / "large.yaml"
    events = [f"therapy: drug-{i}, id: e{i}, start: {day(i)}" for i in range(TOO_MANY)]
    path.write_text(document(events), "utf-8")
    more = ["-o", str(tmp_path / "figure.svg")] if command == "draw" else []

    done = CliRunner().invoke(main, [command, str(path), *more])

    assert done.exit_code == 2
    assert "pairs that are compared" in done.output
    assert not (tmp_path / "figure.svg").exists()


def test_events_told_backwards_are_bounded_and_said():
    n = BUDGET.turned + 1
    (case,) = loads(document([f"visit: clinic, id: e{i}, at: {day(n - i)}" for i in range(n)]))

    (said,) = [finding for finding in check(case) if finding.code == "bound-met"]

    assert said.message.startswith(f"{n} events are told out of the order of time")


def test_a_figure_of_more_events_than_can_be_read_is_refused_in_words(tmp_path):
    path = tmp_path / "large.yaml"
    path.write_text(undated(MOST_EVENTS + 1), "utf-8")

    done = CliRunner().invoke(main, ["draw", str(path), "-o", str(tmp_path / "figure.svg")])

    assert done.exit_code == 2
    assert f"timeline shows {MOST_EVENTS} events at most, not {MOST_EVENTS + 1}" in done.output


def test_every_unknown_drug_is_told_and_the_first_with_what_is_near():
    names = ", ".join(["crizotinb", *(f"drug-{i}" for i in range(BUDGET.suggested)), "lorlatinb"])
    (case,) = loads(document([f"therapy: [{names}], id: t, start: 2020-01-01"]))

    told = [finding.message for finding in check(case) if finding.code == "unknown-drug"]

    assert len(told) == BUDGET.suggested + 2
    assert "nearest: crizotinib" in told[0]
    assert f"is looked for of {BUDGET.suggested} at most" in told[-1]


def test_of_many_problems_the_last_says_that_there_are_more():
    with pytest.raises(DocumentError) as caught:
        loads("case: a\n" + "".join(f"key{i}: 1\n" for i in range(2_000)))

    assert caught.value.problems[-1].message.startswith("a further problem, and perhaps more")


@pytest.mark.parametrize("length", [10_000, 1_000_000])
def test_a_name_of_a_million_letters_is_read_and_checked(length: int):
    (case,) = loads(document([f"therapy: {'a' * length}, id: t, start: 2020-01-01"]))

    assert "unknown-drug" in {finding.code for finding in check(case)}
