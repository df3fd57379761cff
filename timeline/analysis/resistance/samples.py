"""What each sample says of one alteration: there, not there, or nothing, and why nothing."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from timeline.analysis.resistance.order import later
from timeline.analysis.resistance.words import Grade, Reason, Why
from timeline.chronology import Chronology
from timeline.model.alterations import Alteration, Biomarker
from timeline.model.assays import Material, Origin, TestStatus
from timeline.model.bounds import Bounds
from timeline.model.case import Case, Point, start_of
from timeline.model.coverage import Result, ResultStatus, alterations_found, result_of
from timeline.model.events import MolecularTest, Procedure
from timeline.model.scope import material_of
from timeline.model.truth import Truth, all_of

PAIRED_DAYS = 31
"""Samples at most so far apart are read side by side, as one look; a convention of this library.

Reports date a tissue and a plasma sample of one work-up to the same month.
"""

_NOT_PERFORMED = {
    TestStatus.DECLINED: (Why.DECLINED, "was declined"),
    TestStatus.NOT_DONE: (Why.NOT_DONE, "was not done"),
    TestStatus.FAILED: (Why.FAILED, "failed"),
}
_SAYS_NOTHING = {
    ResultStatus.UNKNOWN_COVERAGE: (Why.COVERAGE_UNKNOWN, "does not say whether it covered it"),
    ResultStatus.ON_PANEL_NOT_REPORTED: (Why.NOT_REPORTED, "covered it and reports no result"),
    ResultStatus.NOT_TESTED: (Why.NOT_COVERED, "did not cover it"),
    ResultStatus.EQUIVOCAL: (Why.EQUIVOCAL, "was equivocal"),
    ResultStatus.DECLINED: (Why.DECLINED, "was declined"),
}


@attrs.frozen
class Sample:
    """A test and the moment its specimen was taken: that of the procedure, when one is named."""

    test: MolecularTest
    taken: Point
    bounds: Bounds
    material: Material


@attrs.frozen
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
        """Whether it reports a class of alterations of which this may be the one."""
        status = self.result.status
        return status is ResultStatus.EQUIVOCAL and self.result.finding in self.sample.test.found

    @property
    def informative(self) -> bool:
        """Whether it says that the alteration is there, or that it is not."""
        return self.present is not Truth.INDETERMINATE


def samples(chronology: Chronology) -> dict[str | None, tuple[Sample, ...]]:
    """The tests of each tumour, in document order; what names no tumour stands by itself.

    Where the case has a single tumour, or none by name, all tests are that tumour's.
    """
    found: dict[str | None, list[Sample]] = {}
    case = chronology.case
    several = len(case.tumours) > 1
    for event in case:
        if isinstance(event, MolecularTest):
            taken = _taken(case, event)
            sample = Sample(event, taken, chronology.bounds(taken), material_of(event))
            found.setdefault(event.tumour if several else None, []).append(sample)
    return {tumour: tuple(listed) for tumour, listed in found.items()}


def _taken(case: Case, test: MolecularTest) -> Point:
    if test.of is not None and test.status is TestStatus.PERFORMED:
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


def first_of(chronology: Chronology, sights: Iterable[Sight]) -> tuple[Sight, ...]:
    """Those that no other one surely precedes."""
    listed = tuple(sights)
    if len(listed) < 2:
        return listed
    bounds = [one.sample.bounds for one in listed]
    ends = [found.latest for found in bounds if found.latest is not None]
    soonest = min(ends, default=None)
    near = [
        one
        for one, found in zip(listed, bounds, strict=True)
        if soonest is None or found.earliest is None or found.earliest <= soonest
    ]
    return tuple(one for one in near if not any(_before(chronology, other, one) for other in near))


def last_of(chronology: Chronology, sights: Iterable[Sight]) -> tuple[Sight, ...]:
    """Those that no other one surely follows."""
    listed = tuple(sights)
    if len(listed) < 2:
        return listed
    bounds = [one.sample.bounds for one in listed]
    starts = [found.earliest for found in bounds if found.earliest is not None]
    newest = max(starts, default=None)
    near = [
        one
        for one, found in zip(listed, bounds, strict=True)
        if newest is None or found.latest is None or found.latest >= newest
    ]
    return tuple(one for one in near if not any(_before(chronology, one, other) for other in near))


def _before(chronology: Chronology, one: Sight, other: Sight) -> bool:
    return later(chronology, one.sample.taken, other.sample.taken) is Truth.TRUE


def occasion(
    chronology: Chronology, group: tuple[Sight, ...], sights: Iterable[Sight]
) -> tuple[Sight, ...]:
    """A group with what was sampled beside one of it: named as its pair, or of another material.

    Tissue and plasma some days apart are one look at the tumour, and no course of it.
    """
    others = [one for one in sights if one not in group]
    if not others:
        return group
    return (*group, *(o for o in others if any(_beside(chronology, o, one) for one in group)))


def _beside(chronology: Chronology, one: Sight, other: Sight) -> bool:
    tests = one.sample.test, other.sample.test
    if tests[0].pair_of == tests[1].id or tests[1].pair_of == tests[0].id:
        return True
    materials = one.sample.material, other.sample.material
    differ = materials[0] is not materials[1] and Material.NOT_STATED not in materials
    return differ and within_days(chronology, (one, other), PAIRED_DAYS)


def within_days(chronology: Chronology, sights: tuple[Sight, ...], days: int) -> bool:
    """Whether samples surely lie within so many days of one another; 0 for one and the same."""
    points = list(dict.fromkeys(one.sample.taken for one in sights))
    apart = [chronology.duration(a, b) for n, a in enumerate(points) for b in points[n + 1 :]]
    return all(
        d.least is not None and d.most is not None and d.least >= -days and d.most <= days
        for d in apart
    )


def surely_earlier(chronology: Chronology, one: Sight, group: Iterable[Sight]) -> Truth:
    """Whether a sample was taken before each of a group."""
    return all_of(later(chronology, one.sample.taken, other.sample.taken) for other in group)
