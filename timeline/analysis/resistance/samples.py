"""What each sample says of one alteration: there, not there, or nothing, and why nothing."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from timeline.analysis.resistance.words import Grade, Reason, Why
from timeline.chronology import Chronology
from timeline.model.alterations import Alteration, Biomarker
from timeline.model.assays import Material, Origin
from timeline.model.case import Case, Point, start_of
from timeline.model.components import EventStatus
from timeline.model.coverage import Result, ResultStatus, alterations_found, result_of
from timeline.model.events import MolecularTest, Procedure
from timeline.model.scope import material_of
from timeline.model.truth import Truth

_NOT_PERFORMED = {
    EventStatus.DECLINED: (Why.DECLINED, "was declined"),
    EventStatus.NOT_DONE: (Why.NOT_DONE, "was not done"),
    EventStatus.PLANNED: (Why.NOT_DONE, "was only planned"),
    EventStatus.FAILED: (Why.FAILED, "failed"),
}
_SAYS_NOTHING = {
    ResultStatus.UNKNOWN_COVERAGE: (Why.COVERAGE_UNKNOWN, "does not say whether it covered it"),
    ResultStatus.ON_PANEL_NOT_REPORTED: (Why.NOT_REPORTED, "covered it and reports no result"),
    ResultStatus.NOT_TESTED: (Why.NOT_COVERED, "did not cover it"),
    ResultStatus.EQUIVOCAL: (Why.EQUIVOCAL, "was equivocal"),
    ResultStatus.DECLINED: (Why.DECLINED, "was declined"),
}


@attrs.frozen(eq=False)
class Sample:
    """A test and the moment its specimen was taken: that of the procedure, when one is named.

    ``earliest`` and ``latest`` are the bounds of that moment, infinite where open.
    """

    test: MolecularTest
    taken: Point
    earliest: float
    latest: float
    material: Material


@attrs.frozen(eq=False)
class Sight:
    """What one sample says of one alteration.

    ``present`` is indeterminate where it says nothing; ``why`` then is the reason. ``evidence`` is
    the grade that this sample, were it the only earlier one, would give to a later first finding.
    """

    sample: Sample
    result: Result
    present: Truth
    evidence: Grade
    why: Reason | None = None

    @property
    def id(self) -> str:
        """The test's id."""
        return self.sample.test.id

    @property
    def broader(self) -> bool:
        """Whether the sample reports a class of alterations that this one may belong to."""
        status = self.result.status
        return status is ResultStatus.EQUIVOCAL and self.result.finding in self.sample.test.found

    @property
    def informative(self) -> bool:
        """Whether the sample says that the alteration is there, or that it is not."""
        return self.present is not Truth.INDETERMINATE


def samples(chronology: Chronology) -> dict[str | None, tuple[Sample, ...]]:
    """The tests of each tumour, in document order; what names no tumour stands by itself.

    Where the case has a single tumour, or none by name, all tests are that tumour's.
    """
    found: dict[str | None, list[Sample]] = {}
    case = chronology.case
    several = len(case.tumours) > 1
    for event in case.events:
        if isinstance(event, MolecularTest):
            taken = _taken(case, event)
            sample = Sample(event, taken, *chronology.span(taken), material_of(event))
            found.setdefault(event.tumour if several else None, []).append(sample)
    return {tumour: tuple(listed) for tumour, listed in found.items()}


def _taken(case: Case, test: MolecularTest) -> Point:
    if test.of is not None and test.status is EventStatus.PERFORMED:
        source = case.event(test.of)
        if isinstance(source, Procedure):
            return start_of(source)
    return start_of(test)


def followed(found: Iterable[Sample]) -> tuple[Alteration, ...]:
    """The alterations whose change is asked for: found by a test, and no marker.

    A measured marker (TMB, PD-L1) has a value and is neither gained nor lost; a germline variant
    was always there.
    """
    tests = [sample.test for sample in found]
    germline = {
        finding.alteration
        for test in tests
        for finding in test.found
        if finding.origin is Origin.GERMLINE
    }
    return tuple(
        alteration
        for alteration in alterations_found(tests)
        if not isinstance(alteration, Biomarker) and alteration not in germline
    )


def sight(sample: Sample, alteration: Alteration) -> Sight:
    """What a sample says of an alteration."""
    result = result_of(sample.test, alteration)
    name = sample.test.id
    refused = unperformed(sample)
    if refused is not None:
        return Sight(sample, result, Truth.INDETERMINATE, Grade.D, refused)
    if result.status is ResultStatus.DETECTED:
        return Sight(sample, result, Truth.TRUE, Grade.D)
    if result.status is ResultStatus.NOT_DETECTED:
        if result.sensitivity is Truth.FALSE:
            reason = Reason(Why.INSENSITIVE, f"{name} was not sensitive enough for it", (name,))
            return Sight(sample, result, Truth.INDETERMINATE, Grade.C, reason)
        grade = Grade.A if result.sensitivity is Truth.TRUE else Grade.B
        return Sight(sample, result, Truth.FALSE, grade)
    why, words = _SAYS_NOTHING[result.status]
    told = f"{name}: {result.reason}" if why is Why.EQUIVOCAL else f"{name} {words}"
    reason = Reason(why, told, (name,))
    return Sight(sample, result, Truth.INDETERMINATE, _weak(result), reason)


def unperformed(sample: Sample) -> Reason | None:
    """Why a test that was not done, or failed, says nothing; None of one that was performed."""
    test = sample.test
    if test.status not in _NOT_PERFORMED:
        return None
    why, words = _NOT_PERFORMED[test.status]
    because = f" ({test.reason})" if test.reason else ""
    return Reason(why, f"{test.id} {words}{because}", (test.id,))


def _weak(result: Result) -> Grade:
    """What a test without a stated result is worth as the earlier one."""
    if result.status is ResultStatus.ON_PANEL_NOT_REPORTED:
        return Grade.C if result.sensitivity is Truth.FALSE else Grade.B
    return Grade.C if result.status is ResultStatus.UNKNOWN_COVERAGE else Grade.D
