"""What a test says of an alteration: found, excluded, not looked for, or cannot be said.

The status is derived from the results, the genes, the classes and the method of the test, never
typed by hand. That an alteration is absent is said only by a result that says so: a gene on a panel
without a report of it is ``on panel, not reported``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from timeline.model.alterations import (
    Alteration,
    Biomarker,
    CategoricalVariant,
    CopyNumber,
    Fusion,
    FusionPartner,
    NamedAlteration,
)
from timeline.model.assays import CELL_FREE, Finding
from timeline.model.categories import MUTATION, CopyChange
from timeline.model.components import EventStatus
from timeline.model.events import MolecularTest
from timeline.model.genes import UNKNOWN, is_known, symbol
from timeline.model.markers import MICROSATELLITES, MISMATCH_REPAIR
from timeline.model.matching import matches
from timeline.model.reads import low_support
from timeline.model.scope import covers, material_of, sensitivity, shedding_shown
from timeline.model.truth import Truth
from timeline.model.words import Word


class ResultStatus(Word):
    """The status of one alteration at one test."""

    DETECTED = "detected"
    NOT_DETECTED = "not detected"
    ON_PANEL_NOT_REPORTED = "on panel, not reported"
    NOT_TESTED = "not tested"
    UNKNOWN_COVERAGE = "unknown coverage"
    EQUIVOCAL = "equivocal"
    DECLINED = "declined"


@attrs.frozen(kw_only=True)
class Result:
    """What one test says of one alteration, and why.

    ``test`` is the event's id, ``finding`` the result it rests on. ``sensitivity``: would the test
    have shown the alteration in this sample (TRUE where it did). ``low_support``: does a detection
    rest on too few reads; INDETERMINATE where depth or fraction are not stated, and for what was
    not detected. ``reason`` says in words what decided.
    """

    test: str
    status: ResultStatus
    finding: Finding | None = None
    sensitivity: Truth = Truth.INDETERMINATE
    low_support: Truth = Truth.INDETERMINATE
    reason: str = ""


@attrs.frozen(kw_only=True)
class Concordance:
    """One alteration at two tests side by side.

    ``concordant`` is TRUE where both say the same, FALSE where one found what the other excludes,
    INDETERMINATE where one of them cannot speak to it: not covered, not reported, equivocal, or a
    negative in cell-free DNA of a tumour that is not known to shed.
    """

    alteration: Alteration
    one: Result
    other: Result
    concordant: Truth


_UNDONE = {
    EventStatus.DECLINED: (ResultStatus.DECLINED, "the test was declined"),
    EventStatus.NOT_DONE: (ResultStatus.NOT_TESTED, "the test was not done"),
    EventStatus.PLANNED: (ResultStatus.NOT_TESTED, "the test was only planned"),
    EventStatus.FAILED: (ResultStatus.NOT_TESTED, "the test failed"),
}


def result_of(test: MolecularTest, alteration: Alteration) -> Result:
    """What ``test`` says of ``alteration``; a broader exclusion covers its members.

    In this order: a test that was not done; a result that is the alteration, or excludes it; a
    result that may be it; and without any, what the test covers.
    """
    undone = _UNDONE.get(test.status)
    if undone is not None:
        reason = f"{undone[1]}: {test.reason}" if test.reason else undone[1]
        return Result(test=test.id, status=undone[0], reason=reason)
    return (
        _found(test, alteration)
        or _excluded(test, alteration)
        or _perhaps(test, alteration)
        or _by_coverage(test, alteration)
    )


def _found(test: MolecularTest, alteration: Alteration) -> Result | None:
    if _is_negative(alteration):
        return None  # found to be absent: that is an exclusion
    for finding in test.found:
        if Truth.TRUE in [matches(meant, alteration) for meant in _said(finding)]:
            return Result(
                test=test.id,
                status=ResultStatus.DETECTED,
                finding=finding,
                sensitivity=Truth.TRUE,
                low_support=low_support(finding, test.depth),
                reason=f"found: {finding.as_written}",
            )
    return None


def _excluded(test: MolecularTest, alteration: Alteration) -> Result | None:
    for finding in test.not_found:
        if matches(alteration, finding.alteration) is Truth.TRUE:
            return _negative(test, alteration, finding, f"not found: {finding.as_written}")
    for finding in test.found:
        denied = _denied(finding)
        if any(matches(alteration, meant) is Truth.TRUE for meant in denied):
            return _negative(test, alteration, finding, f"reported as {finding.as_written}")
    return None


def _negative(test: MolecularTest, alteration: Alteration, finding: Finding, said: str) -> Result:
    enough, why = sensitivity(test, alteration)
    return Result(
        test=test.id,
        status=ResultStatus.NOT_DETECTED,
        finding=finding,
        sensitivity=enough,
        reason=f"{said}; sensitivity: {why}",
    )


def _perhaps(test: MolecularTest, alteration: Alteration) -> Result | None:
    """A result called equivocal, or one that may be the alteration asked for."""
    for finding in test.equivocal:
        if any(matches(m, alteration) is not Truth.FALSE for m in _readable(finding, alteration)):
            return Result(
                test=test.id,
                status=ResultStatus.EQUIVOCAL,
                finding=finding,
                low_support=low_support(finding, test.depth),
                reason=f"equivocal: {finding.as_written}",
            )
    for finding in test.found:
        meant = _readable(finding, alteration)
        if any(matches(m, alteration) is Truth.INDETERMINATE for m in meant):
            return Result(
                test=test.id,
                status=ResultStatus.EQUIVOCAL,
                finding=finding,
                low_support=low_support(finding, test.depth),
                reason=f"{finding.as_written} was found, which may be {alteration}",
            )
    return None


def _by_coverage(test: MolecularTest, alteration: Alteration) -> Result:
    if test.status is EventStatus.NOT_STATED and not (test.found or test.not_found):
        reason = "whether the test was done is not stated"
        return Result(test=test.id, status=ResultStatus.UNKNOWN_COVERAGE, reason=reason)
    scope = covers(test, alteration)
    if scope.covered is Truth.TRUE:
        enough, why = sensitivity(test, alteration)
        return Result(
            test=test.id,
            status=ResultStatus.ON_PANEL_NOT_REPORTED,
            sensitivity=enough,
            reason=f"{scope.reason}, without a result; sensitivity: {why}",
        )
    if scope.covered is Truth.FALSE:
        return Result(
            test=test.id,
            status=ResultStatus.NOT_TESTED,
            sensitivity=Truth.FALSE,
            reason=scope.reason,
        )
    return Result(test=test.id, status=ResultStatus.UNKNOWN_COVERAGE, reason=scope.reason)


_REARRANGED = frozenset("ALK NTRK1 NTRK2 NTRK3 RET ROS1".split())
_AMPLIFIED = frozenset("CDK4 EGFR ERBB2 FGFR1 MDM2 MET MYC MYCN".split())
"""What in-situ hybridisation of a gene looks for: a break, or copies."""


def _by_hybridisation(marker: Biomarker) -> Alteration | None:
    """The alteration that ``ALK FISH positive`` and ``HER2 FISH negative`` speak of."""
    if not marker.method.endswith("ISH") or not is_known(marker.marker):
        return None
    gene = symbol(marker.marker)
    if gene in _REARRANGED:
        return Fusion(FusionPartner(UNKNOWN), FusionPartner(gene))
    return CopyNumber(gene, CopyChange.AMPLIFICATION) if gene in _AMPLIFIED else None


def _said(finding: Finding) -> tuple[Alteration, ...]:
    """What a result says is there: itself, and what a positive hybridisation shows."""
    alteration = finding.alteration
    if isinstance(alteration, Biomarker) and alteration.positive is Truth.TRUE:
        shown = _by_hybridisation(alteration)
        return (alteration, shown) if shown else (alteration,)
    return (alteration,)


def _denied(finding: Finding) -> tuple[Alteration, ...]:
    """What a result listed as found says is absent: wild type, a negative or a zero."""
    alteration = finding.alteration
    if isinstance(alteration, CategoricalVariant) and alteration.wild_type:
        return (CategoricalVariant(alteration.gene, MUTATION),)
    if isinstance(alteration, Biomarker) and alteration.positive is Truth.TRUE:
        states = (axis for axis in (MICROSATELLITES, MISMATCH_REPAIR) if alteration.name in axis)
        return tuple(Biomarker(s) for axis in states for s in sorted(axis - {alteration.name}))
    if isinstance(alteration, Biomarker) and alteration.positive is Truth.FALSE:
        shown = _by_hybridisation(alteration)
        named = (alteration, Biomarker(alteration.name), Biomarker(alteration.marker))
        return (*named, shown) if shown else named
    return ()


def _is_negative(alteration: Alteration) -> bool:
    """Whether it says that something is absent, rather than what is there."""
    if isinstance(alteration, Biomarker):
        return alteration.positive is Truth.FALSE
    return isinstance(alteration, CategoricalVariant) and alteration.wild_type


def _readable(finding: Finding, alteration: Alteration) -> tuple[Alteration, ...]:
    """What a result says, without words that have nothing to do with the alteration."""
    meant = finding.alteration
    if isinstance(meant, NamedAlteration):
        words = {symbol(word.strip("(),;:")) for word in meant.text.split()}
        return (meant,) if words & set(alteration.genes) else ()
    return _said(finding)


def alterations_found(tests: Iterable[MolecularTest]) -> tuple[Alteration, ...]:
    """The alterations found by any of the tests, each once by what it means, in order.

    Results that say something is absent (wild type, PD-L1 TPS 0 %) are none.
    """
    found = (finding.alteration for test in tests for finding in test.found)
    return tuple(dict.fromkeys(a for a in found if not _is_negative(a)))


def concordance(one: MolecularTest, other: MolecularTest) -> tuple[Concordance, ...]:
    """Each alteration that either test names, with both results: paired samples, two assays.

    A broader name is left out where the same test also names a member of it.
    """
    named = dict.fromkeys(
        (
            *alterations_found((one, other)),
            *(f.alteration for test in (one, other) for f in (*test.equivocal, *test.not_found)),
        )
    )
    return tuple(_beside(one, other, alteration) for alteration in _most_exact(tuple(named)))


def _most_exact(named: tuple[Alteration, ...]) -> Iterator[Alteration]:
    for alteration in named:
        others = (a for a in named if a != alteration)
        if not any(matches(other, alteration) is Truth.TRUE for other in others):
            yield alteration


def _beside(one: MolecularTest, other: MolecularTest, alteration: Alteration) -> Concordance:
    results = result_of(one, alteration), result_of(other, alteration)
    statuses = {result.status for result in results}
    concordant = Truth.INDETERMINATE
    if statuses in ({ResultStatus.DETECTED}, {ResultStatus.NOT_DETECTED}):
        concordant = Truth.TRUE
    elif statuses == {ResultStatus.DETECTED, ResultStatus.NOT_DETECTED}:
        negative = one if results[0].status is ResultStatus.NOT_DETECTED else other
        silent = material_of(negative) in CELL_FREE and not shedding_shown(negative)
        concordant = Truth.INDETERMINATE if silent else Truth.FALSE
    return Concordance(
        alteration=alteration, one=results[0], other=results[1], concordant=concordant
    )


def pairs(
    tests: Iterable[MolecularTest],
) -> tuple[tuple[MolecularTest, MolecularTest], ...]:
    """The tests that name one another as a pair, in document order: (the first, its pair)."""
    by_id = {test.id: test for test in tests}
    return tuple((by_id[test.pair_of], test) for test in by_id.values() if test.pair_of in by_id)
