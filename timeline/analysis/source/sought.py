"""What of a case has to stand in its report: every date, number, drug, gene, alteration, response.

What the curator supposes (`assumed`), derives or remarks is not looked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TypeAlias

import attrs

from timeline.analysis.source import spellings
from timeline.model.alterations import Alteration, Biomarker
from timeline.model.amounts import Amount
from timeline.model.assays import Finding as TestFinding
from timeline.model.case import Case
from timeline.model.claims import CountClaim, IntervalClaim
from timeline.model.components import Stage
from timeline.model.events import (
    AdverseEvent,
    Assessment,
    Diagnosis,
    Event,
    Laboratory,
    MolecularTest,
    PerformanceStatus,
    Radiotherapy,
    SupportiveCare,
    Therapy,
)
from timeline.model.moments import Basis, DayNumber, Edge, Moment, Offset, On
from timeline.model.quantities import Quantity
from timeline.model.when import PartialDate

Path: TypeAlias = tuple[str | int, ...]


@attrs.frozen
class Words:
    """One of several spellings."""

    spellings: tuple[str, ...]


@attrs.frozen
class Measure:
    """A number with one of several units, up to ``skipping`` words between them.

    ``also`` are whole spellings that serve as well.
    """

    value: Decimal
    units: tuple[str, ...]
    skipping: int = 0
    also: tuple[str, ...] = ()


@attrs.frozen
class Altered:
    """An alteration, as written and as understood."""

    as_written: str
    alteration: Alteration


Wanted: TypeAlias = PartialDate | Amount | Measure | Words | Altered


@attrs.frozen
class Sought:
    """One thing that the text has to say: where the document says it, what, and of which event."""

    path: Path
    what: str
    wanted: Wanted
    event: str | None = None
    cite: str | None = None


def sought(case: Case) -> Iterator[Sought]:
    """Everything of a case that its report has to say, in document order."""
    for name, moment in (("day_zero", case.day_zero), ("cut_off", case.cut_off)):
        yield from _moment((name,), moment)
    if case.patient.age is not None:
        age = case.patient.age
        aged = Measure(age.value, spellings.TIME[age.unit], also=spellings.age(age.value))
        yield Sought(("patient", "age"), f"the age {age}", aged, None, case.patient.cite)
    for index, event in enumerate(case.events):
        path: Path = ("events", index)
        for found in _of_event(path, event):
            cite = found.cite or event.cite
            yield attrs.evolve(found, event=event.id, cite=cite)
    for index, claim in enumerate(case.claims):
        path = ("claims", index, "is")
        match claim:
            case IntervalClaim(is_=amount):
                yield Sought(path, f"{amount}", amount, None, claim.cite)
            case CountClaim(is_=quantity, count=noun):
                units = spellings.counted(noun)
                yield Sought(
                    path,
                    _counted(quantity.value, noun),
                    Measure(quantity.value, units, skipping=2),
                    None,
                    claim.cite,
                )


def _of_event(path: Path, event: Event) -> Iterator[Sought]:
    for edge in Edge:
        yield from _moment((*path, edge.value), event.moment(edge))
    match event:
        case Diagnosis():
            yield from _stage((*path, "stage"), event.stage)
        case Therapy():
            yield from _drugs(path, event, event.regimen)
            yield from _count((*path, "cycles"), event.cycles, "cycles")
            yield from _count((*path, "doses"), event.doses, "doses")
        case SupportiveCare():
            yield from _drugs(path, event, None)
            yield from _count((*path, "doses"), event.doses, "doses")
        case MolecularTest():
            yield from _test(path, event)
        case Assessment():
            yield from _responses(path, event)
        case _:
            yield from _numbers(path, event)


def _numbers(path: Path, event: Event) -> Iterator[Sought]:
    """The numbers of radiotherapy, laboratory values, performance status and adverse events."""
    match event:
        case Radiotherapy():
            yield from _quantity((*path, "dose"), event.dose)
            if event.fractions is not None:
                wanted = Measure(Decimal(event.fractions), spellings.FRACTIONS, skipping=1)
                yield Sought((*path, "fractions"), f"{event.fractions} fractions", wanted)
        case Laboratory():
            yield from _quantity((*path, "value"), event.value)
        case PerformanceStatus():
            words = Words(spellings.performance(event.scale, event.value))
            yield Sought((*path, event.key), event.name, words)
        case AdverseEvent(grade=int(grade)):
            yield Sought((*path, "grade"), f"grade {grade}", Words(spellings.grade(grade)))


def _responses(path: Path, assessment: Assessment) -> Iterator[Sought]:
    for index, response in enumerate(assessment.response):
        if response.category:
            words = Words(spellings.response(response.category))
            yield Sought((*path, "response", index), f"the response {response.category}", words)


def _moment(path: Path, moment: Moment | None) -> Iterator[Sought]:
    if moment is None or moment.basis is Basis.ASSUMED:
        return
    for terms in moment.alternatives:
        for term in terms:
            match term:
                case On(date=date):
                    yield Sought(path, f"the date {date}", date)
                case Offset(amount=amount):
                    yield Sought(path, f"{amount}", amount)
                case DayNumber(first=first, last=last):
                    for day in dict.fromkeys((first, last)):
                        yield Sought(path, f"day {day}", Words(spellings.day_number(day)))


def _drugs(path: Path, event: Therapy | SupportiveCare, regimen: str | None) -> Iterator[Sought]:
    listed = any(not drug.plain for drug in event.drugs)
    for index, drug in enumerate(event.drugs):
        where = (*path, event.key, index) if listed else (*path, event.key)
        known = spellings.drug(drug.name, drug.as_written)
        # A regimen's acronym stands for each of its drugs.
        words = Words(known + ((regimen,) if regimen else ()))
        yield Sought(where, drug.name, words)
        yield from _quantity((*where, "dose"), drug.dose)


def _test(path: Path, test: MolecularTest) -> Iterator[Sought]:
    for index, gene in enumerate(test.genes):
        yield Sought((*path, "genes", index), gene, Words((gene,)))
    yield from _quantity((*path, "depth"), test.depth)
    yield from _quantity((*path, "detection_limit"), test.detection_limit)
    for name in ("found", "not_found", "equivocal"):
        for index, finding in enumerate(getattr(test, name)):
            yield from _finding((*path, name, index), finding)


def _finding(path: Path, finding: TestFinding) -> Iterator[Sought]:
    alteration = finding.alteration
    wanted = Altered(finding.as_written, alteration)
    yield Sought(path, finding.as_written, wanted, None, finding.cite)
    if isinstance(alteration, Biomarker):
        yield from _quantity(path, alteration.value, finding.cite)
    yield from _quantity((*path, "vaf"), finding.vaf, finding.cite)
    yield from _quantity((*path, "depth"), finding.depth, finding.cite)


def _stage(path: Path, stage: Stage | None) -> Iterator[Sought]:
    if stage is None:
        return
    written = (stage.as_written,) if stage.as_written else ()
    if stage.tnm:
        words = Words((*written, *spellings.tnm(stage.tnm)))
        yield Sought((*path, "tnm"), stage.tnm, words)
    if stage.group:
        # A formula as written says nothing of the group; without one, the words may be all of it.
        words = Words((*(() if stage.tnm else written), *spellings.stage_group(stage.group)))
        yield Sought((*path, "group"), f"stage {stage.group}", words)


def _count(path: Path, quantity: Quantity | None, noun: str) -> Iterator[Sought]:
    if quantity is not None:
        units = spellings.counted(quantity.unit or noun)
        wanted = Measure(quantity.value, units, skipping=2)
        yield Sought(path, _counted(quantity.value, quantity.unit or noun), wanted)


def _counted(value: Decimal, noun: str) -> str:
    return f"{value} {noun.removesuffix('s') if value == 1 else noun}"


def _quantity(path: Path, quantity: Quantity | None, cite: str | None = None) -> Iterator[Sought]:
    if quantity is not None:
        wanted = Measure(quantity.value, spellings.unit(quantity.unit))
        plain = f"{quantity.value} {quantity.unit}".strip()
        yield Sought(path, plain, wanted, None, cite)
