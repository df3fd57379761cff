"""A comparison as tables of text: a title, the headings and the rows of each."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import TypeAlias

from timeline.analysis.endpoints import endpoints_text
from timeline.cohort.comparison.alignment import Alignment, Relation
from timeline.cohort.comparison.compared import LineOf
from timeline.cohort.comparison.comparison import Comparison
from timeline.cohort.comparison.cooccurrence import Pair
from timeline.cohort.comparison.durations import Durations, LineTime
from timeline.cohort.comparison.follows import Follows
from timeline.cohort.comparison.nearest import Near
from timeline.cohort.comparison.published import AmongPublished
from timeline.cohort.comparison.transition_counts import TransitionCount
from timeline.cohort.survival import SurvivalEstimate
from timeline.model.truth import Truth
from timeline.model.when import decimal_months

Section: TypeAlias = tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]]
"""Title, columns, rows."""

GAP = "–"
_SIGNS = {
    Relation.SAME: "=",
    Relation.ALIKE: "~",
    Relation.DIFFERENT: "≠",
    Relation.GAP: "",
}


def comparison_text(found: Comparison) -> tuple[Section, ...]:
    """The tables of a comparison, those with rows; times in months of 30.4375 days."""
    sections: list[Section] = list(durations_text(found.durations))
    sections.append(transitions_text(found.transitions))
    sections.append(follows_text(found.follows))
    sections.append(co_occurrence_text(found.co_occurrence))
    sections.append(published_text(found.published))
    sections.append(distances_text(found))
    sections += [alignment_text(one) for one in found.alignments]
    if found.nearest_to is not None:
        sections.append(nearest_text(found.nearest_to, found.nearest))
    return tuple(section for section in sections if section[2])


def durations_text(times: Durations) -> Iterator[Section]:
    """Each line under its group; then the medians of the groups; then the test."""
    rows = []
    for group in times.groups:
        for number, row in enumerate(times.of(group)):
            rows.append(
                (
                    "" if number else group,
                    row.of.case,
                    str(row.of.line),
                    row.regimen,
                    _months(row),
                    "; ".join(filter(None, (row.result.status.value, row.left_out))),
                )
            )
    title = f"{times.endpoint} of each line, by {times.by}"
    yield title, (times.by, "case", "line", "regimen", "months", "status"), tuple(rows)
    medians = tuple(_medians(times, group) for group in times.groups)
    heads = (times.by, "lines", "events", "Kaplan–Meier median", "Turnbull median", "cases")
    if times.estimates:
        yield f"Median {times.endpoint} in months, by {times.by}", heads, medians
        readings = tuple((str(test), f"{test.reading} reading") for test in times.tests)
        yield "Difference", ("test", "dates"), readings or ((f"no test: {times.untested}", ""),)


def _months(row: LineTime) -> str:
    """The length, unless its dates allow any."""
    ((*_, months, _, _),) = endpoints_text((row.result,))
    return "" if row.left_out else months


def _medians(times: Durations, group: str) -> tuple[str, ...]:
    found = times.estimate_of(group)
    mine = times.of(group)
    names = ", ".join(dict.fromkeys(row.of.case for row in mine))
    if found is None:
        return group, f"0 of {len(mine)}", "", "none counted", "", names
    counted = f"{len(found.times)} of {len(mine)}" if found.left_out else str(len(mine))
    return group, counted, _events(found), kaplan_meier_median(found), _turnbull(found), names


def _events(found: SurvivalEstimate) -> str:
    sure = sum(time.event is Truth.TRUE for time in found.times)
    open_ = sum(time.event is Truth.INDETERMINATE for time in found.times)
    return f"{sure}–{sure + open_}" if open_ else str(sure)


def kaplan_meier_median(found: SurvivalEstimate) -> str:
    """``10.2``; where the dates matter, the smallest to the largest: ``10.2–14.0``."""
    least, most = found.medians
    return _range(least, most, "not reached")


def _turnbull(found: SurvivalEstimate) -> str:
    return _range(*found.turnbull.median, "not reached")


def _range(least: float | None, most: float | None, missing: str) -> str:
    low, high = (missing if day is None else f"{decimal_months(day):.1f}" for day in (least, most))
    return low if low == high else f"{low}–{high}"


def transitions_text(counts: Iterable[TransitionCount]) -> Section:
    """The changes by group with their lines; a star where another drug may be the cause.

    What happened in just the same lines stands in one row.
    """
    rows: dict[tuple[str, ...], list[str]] = {}
    for row in counts:
        starred = frozenset(row.lines) - frozenset(row.attributable)
        grades = "; ".join(f"{grade.value}: {listed(lines)}" for grade, lines in row.grades)
        where = listed(row.lines, starred, "*")
        rows.setdefault((row.group, row.change.value, where, grades), []).append(row.what)
    return (
        "Changes over lines (* other lines lay, or may have lain, between)",
        ("group", "what", "change", "in", "shown to be new"),
        tuple(
            (group, ", ".join(what), change, where, grades)
            for (group, change, where, grades), what in rows.items()
        ),
    )


def listed(lines: Iterable[LineOf], marked: Container[LineOf] = frozenset(), mark: str = "") -> str:
    """``ezr-ros1 (lines 2, 3*), tbc1d32-ros1 (line 1)``: each case once, some lines marked."""
    numbers: dict[str, list[str]] = {}
    for each in lines:
        sign = mark if each in marked else ""
        numbers.setdefault(each.case, []).append(f"{each.line}{sign}")
    return ", ".join(
        f"{case} ({'line' if len(told) == 1 else 'lines'} {', '.join(told)})"
        for case, told in numbers.items()
    )


def follows_text(rows: Iterable[Follows]) -> Section:
    """Which therapy directly follows which; a question mark where the order is open."""
    return (
        "Directly follows (? the dates leave the order open)",
        ("therapy", "then", "times", "in"),
        tuple(
            (row.first, row.then, str(row.count), listed(row.cases, row.doubtful, "?"))
            for row in rows
        ),
    )


def co_occurrence_text(pairs: Iterable[Pair]) -> Section:
    """The pairs that some tumour was tested for; those with the same cases stand in one row."""
    rows: dict[tuple[str, str], list[str]] = {}
    for pair in pairs:
        cells = (
            ("both", pair.both),
            ("first only", pair.first_only),
            ("second only", pair.second_only),
            ("neither", pair.neither),
        )
        if any(names for _, names in cells[:3]):
            known = "; ".join(f"{what}: {', '.join(names)}" for what, names in cells if names)
            if pair.test.p is not None:
                known += f"; {pair.test}"
            open_ = "; ".join(f"{case} ({what})" for case, what in pair.not_known)
            rows.setdefault((known, open_), []).append(f"{pair.first} + {pair.second}")
    return (
        "Findings together (only: the other was looked for, and not detected)",
        ("findings", "tested for both", "one found, the other not known"),
        tuple(("; ".join(names), *cells) for cells, names in rows.items()),
    )


def published_text(rows: Iterable[AmongPublished]) -> Section:
    """Each line among the published medians of its drug."""
    return (
        "Among published medians (of groups: placed, not judged)",
        ("line", "drug", "placed", "medians of"),
        tuple(
            (
                str(row.of),
                row.drug,
                str(row.placement),
                row.population if row.of_population is Truth.TRUE else _not_of(row),
            )
            for row in rows
        ),
    )


def _not_of(row: AmongPublished) -> str:
    other = "other patients" if row.of_population is Truth.FALSE else "perhaps other patients"
    return f"{row.population}, {other}: {row.reason}"


def distances_text(found: Comparison) -> Section:
    """The distance of each pair as a square of numbers, cases numbered down and across."""
    if not found.distances:
        return "Distances", (), ()
    apart = {frozenset(pair): value for pair, value in found.distances.items()}
    rows = []
    for number, one in enumerate(found.cases, start=1):
        values = ["0" if one == b else f"{apart[frozenset((one, b))]:.2f}" for b in found.cases]
        rows.append((f"{number} {one}", *values))
    heads = ("case", *(str(number) for number in range(1, len(found.cases) + 1)))
    return "Distances of therapies (0 the same, 1 nothing alike)", heads, tuple(rows)


def alignment_text(found: Alignment) -> Section:
    """The aligned columns, one a row: ``=`` the same, ``~`` alike, ``≠`` different, ``–`` a gap."""
    rows = tuple(
        (
            GAP if column.left is None else str(column.left),
            _SIGNS[column.relation],
            GAP if column.right is None else str(column.right),
            "" if column.likeness is None else f"{column.likeness:.2f}",
            f"{column.score:+.2f}",
        )
        for column in found.columns
    )
    title = (
        f"{found.left} and {found.right} aligned by {found.level}:"
        f" score {found.score:+.2f}, distance {found.distance:.2f}"
    )
    return title, (found.left, "", found.right, "alike", "score"), rows


def nearest_text(name: str, rows: Iterable[Near]) -> Section:
    """The cases nearest to one, each with what they share and what cannot be compared."""
    return (
        f"Nearest to {name}",
        ("case", "similarity", "because"),
        tuple(
            (
                row.case,
                f"{row.least:.2f}" + (f"–{row.most:.2f}" if row.most > row.least else ""),
                "; ".join(map(str, row.reasons)),
            )
            for row in rows
        ),
    )
