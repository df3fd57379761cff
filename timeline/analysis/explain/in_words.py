"""An explanation in words: short entries under five headings, each with what it rests on."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from timeline.analysis.explain.explanation import NOT_ADVICE, LineExplanation, PlacedLine
from timeline.analysis.explain.guided import GuidanceOutcome, Verdict
from timeline.analysis.explain.known import KnownTest
from timeline.analysis.wording import one_line
from timeline.knowledge.knowledge import Knowledge
from timeline.knowledge.sensitivity import Band, Sensitivity
from timeline.model.alterations import Biomarker
from timeline.model.bounds import MARK, MARKED
from timeline.model.components import EventStatus
from timeline.model.coverage import ResultStatus
from timeline.model.truth import Truth

WIDTH = 100
_INDENT, _LABEL = 2, 10
_LONGEST = 1200


def explanation_lines(one: LineExplanation, *, everything: bool = False) -> Iterator[str]:
    """One line of therapy as lines of text, at most WIDTH characters wide where words allow.

    ``everything`` also names each statement of guidance that does not apply.
    """
    line = one.line
    reported = ", ".join(map(str, line.reported))
    other = f"; {line.numbered}" if reported and reported != str(line.number) else ""
    when = f"{line.start_bounds} → {'ongoing' if line.ongoing else line.end_bounds}"
    title = f"Line {line.number}: {line.regimen} ({line.setting.value}{other}), {when}"
    yield from textwrap.wrap(one_line(title), WIDTH, subsequent_indent=" " * _INDENT)
    headings: tuple[tuple[str, Iterable[str]], ...] = (
        ("known", map(_known, one.known) if one.known else ("no test is told by then",)),
        ("fusion", _fusions(one)),
        ("cells", _cells(one)),
        ("guidance", _guidance(one, everything=everything)),
        ("medians", dict.fromkeys(map(_placed, one.placed))),
    )
    for heading, entries in headings:
        for index, entry in enumerate(entries):
            yield from _wrapped(entry, "" if index else heading)


def closing_lines(tables: Knowledge) -> Iterator[str]:
    """What is printed once, at the end: unreviewed sources, and that this is no medical advice."""
    yield MARKED
    for source in tables.unreviewed:
        yield f"{source}: pending human review, the lowest level of trust"
    yield from textwrap.wrap(NOT_ADVICE, WIDTH)


def _wrapped(entry: str, heading: str) -> list[str]:
    first = " " * _INDENT + f"{heading:<{_LABEL}}"
    return textwrap.wrap(
        one_line(entry, _LONGEST),
        WIDTH,
        initial_indent=first,
        subsequent_indent=" " * (len(first) + _INDENT),
        break_on_hyphens=False,
    )


def _known(known: KnownTest) -> str:
    test = known.test
    when = f"{known.when}{MARK if known.assumed else ''}"
    maybe = "" if known.before is Truth.TRUE else ", may have come later"
    head = f"{test.id} ({when}{maybe})"
    if test.status is not EventStatus.PERFORMED:
        return f"{head}: {test.status.value}" + (f" ({test.reason})" if test.reason else "")
    parts = []
    for result in known.results:
        if not isinstance(result.alteration, Biomarker):
            status = "" if result.status is ResultStatus.DETECTED else f" {result.status.value}"
            weak = ", few supporting reads" if result.low_support is Truth.TRUE else ""
            parts.append(f"{result.alteration}{status}{weak}")
    if others := len(known.results) - len(parts):
        parts.append(_counted(others, "other marker"))
    cites = [result.cite or "" for result in known.results] or [test.cite or ""]
    places = (place.strip() for cite in cites for place in cite.split(";"))
    cite = "; ".join(dict.fromkeys(filter(None, places)))
    return f"{head}: {', '.join(parts) or 'result not stated'}" + (f" [{cite}]" if cite else "")


def _fusions(one: LineExplanation) -> Iterator[str]:
    yield from map(str, one.structures)
    where = {
        Truth.TRUE: "lies in the product",
        Truth.FALSE: "lies outside the product",
        Truth.INDETERMINATE: "lies in the product or outside; the exon is not known",
    }
    for variant, inside in one.residues:
        yield f"{variant} {where[inside]}"


def _cells(one: LineExplanation) -> Iterator[str]:
    told = one.sensitivity
    if not told.sensitivities:
        yield told.caveat
        return
    cites = dict.fromkeys(each.cite for each in told.sensitivities)
    yield f"{told.genotype} [{'; '.join(cites)}]"
    for band in (*Band, None):
        drugs = [_valued(each) for each in told.sensitivities if each.band is band]
        if drugs:
            yield f"{band.value if band else 'band cannot be said'}: {', '.join(drugs)} nmol/l"
    mine = {drug.casefold() for drug in one.line.drugs}
    for each in told.sensitivities:
        if each.drug.casefold() in mine:
            yield f"given in this line: {each}"
    yield told.caveat


def _valued(each: Sensitivity) -> str:
    printed = each.printed_band if each.misprinted else None
    return f"{each.drug} {each.row.ic50}" + (f" (marked {printed.value})" if printed else "")


def _guidance(one: LineExplanation, *, everything: bool) -> Iterator[str]:
    for outcome in one.outcomes(Verdict.MET, Verdict.NOT_MET):
        row = outcome.guidance
        note = f" ({row.note})" if row.note else ""
        yield f"{outcome.verdict.value}: {row.advice}{note}; {outcome.reason} [{row.cite}]"
    yield from _by_reason(one.outcomes(Verdict.INDETERMINATE))
    beside = one.outcomes(Verdict.NOT_APPLICABLE)
    if everything:
        yield from _by_reason(beside)
    elif beside:
        reasons = dict.fromkeys(outcome.reason for outcome in beside)
        yield f"not applicable: {_counted(len(beside), 'statement')} ({'; '.join(reasons)})"


def _by_reason(outcomes: Iterable[GuidanceOutcome]) -> Iterator[str]:
    """Statements with one verdict and one reason in one entry, by their ids."""
    groups: dict[str, list[GuidanceOutcome]] = {}
    for outcome in outcomes:
        groups.setdefault(outcome.reason, []).append(outcome)
    for reason, group in groups.items():
        places: dict[str, list[str]] = {}
        for outcome in group:
            row = outcome.guidance
            here = places.setdefault(f"{row.source} ({row.trust.value})", [])
            here.extend([row.place] if row.place not in here else [])
        cites = (f"{source}: {'; '.join(here)}" for source, here in places.items())
        ids = ", ".join(outcome.guidance.id for outcome in group)
        yield f"{group[0].verdict.value}: {ids}; {reason} [{'; '.join(cites)}]"


def _placed(placed: PlacedLine) -> str:
    rows = [each.benchmark for each in placed.placement.placed]
    whose = f"the medians are of {placed.population}"
    if placed.of_population is Truth.FALSE:
        count = _counted(len(rows), "published median")
        return f"not compared with {count}: {whose}, and {placed.reason}"
    open_ = "" if placed.of_population is Truth.TRUE else f", and {placed.reason}"
    sources = dict.fromkeys(f"{row.source}, {row.place}" for row in rows)
    return f"{placed.placement}; {whose}{open_} [{'; '.join(sources)}]"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
