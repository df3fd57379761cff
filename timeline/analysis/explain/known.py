"""What was known of the tumour's genes by a moment: the tests, when they came, what they found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from timeline.chronology import Chronology
from timeline.knowledge.genotypes import genotype_of
from timeline.model.alterations import Alteration, Fusion, parse_alteration
from timeline.model.bounds import Bounds
from timeline.model.case import Point, start_of
from timeline.model.components import EventStatus
from timeline.model.coverage import ResultStatus, result_of
from timeline.model.events import MolecularTest
from timeline.model.truth import Truth


@attrs.frozen(kw_only=True)
class KnownResult:
    """One result of a test: the alteration, its status, and whether few reads support it."""

    alteration: Alteration
    status: ResultStatus
    low_support: Truth
    cite: str | None


@attrs.frozen(kw_only=True)
class KnownTest:
    """A test that came, or may have come, by a moment.

    ``before`` is true or indeterminate; ``assumed`` says that this order rests on something the
    curator supposed. A test that was declined or not done has no results and says nothing.
    """

    test: MolecularTest
    when: Bounds
    before: Truth
    assumed: bool
    results: tuple[KnownResult, ...]

    @property
    def found(self) -> tuple[Alteration, ...]:
        """The alterations detected."""
        return tuple(r.alteration for r in self.results if r.status is ResultStatus.DETECTED)


def precedes(chronology: Chronology, first: Point, last: Point) -> Truth:
    """Whether ``first`` is no later than ``last``: a result of the same day is known by then."""
    apart = chronology.duration(first, last)
    if apart.least is not None and apart.least >= 0:
        return Truth.TRUE
    if apart.most is not None and apart.most < 0:
        return Truth.FALSE
    return Truth.INDETERMINATE


def known_by(
    chronology: Chronology, moment: Point, *, tumour: str | None = None
) -> tuple[KnownTest, ...]:
    """The tests that surely or possibly came by a moment, in document order.

    ``tumour`` leaves out the tests of a patient's other tumours.
    """
    found = []
    for event in chronology.case.events:
        if not isinstance(event, MolecularTest):
            continue
        if tumour is not None and event.tumour is not None and event.tumour != tumour:
            continue
        point = start_of(event)
        before = precedes(chronology, point, moment)
        if before is Truth.FALSE:
            continue
        found.append(
            KnownTest(
                test=event,
                when=chronology.bounds(point),
                before=before,
                assumed=chronology.rests_on_assumption(point, moment),
                results=tuple(_results(event)),
            )
        )
    return tuple(found)


def detected(known: Iterable[KnownTest], before: Truth = Truth.TRUE) -> tuple[Alteration, ...]:
    """The alterations of the tests with this answer to ``before``, each once."""
    found = (alteration for test in known if test.before is before for alteration in test.found)
    return tuple(dict.fromkeys(found))


def is_positive(known: Iterable[KnownTest], gene: str) -> tuple[Truth, str]:
    """Whether a fusion of a gene that keeps its kinase was known, and why it is so.

    False only where a test that covered such fusions found none: silence of a report is none.
    """
    tests = tuple(known)
    if _fused(detected(tests), gene):
        return Truth.TRUE, f"a {gene} fusion was known"
    if _fused(detected(tests, Truth.INDETERMINATE), gene):
        return Truth.INDETERMINATE, f"the test that found the {gene} fusion may have come later"
    wanted = parse_alteration(f"{gene} rearrangement")
    for test in tests:
        covered = result_of(test.test, wanted).status is ResultStatus.NOT_DETECTED
        if covered and test.before is Truth.TRUE:
            return Truth.FALSE, f"{test.test.id} found no {gene} fusion"
    return Truth.INDETERMINATE, f"no test by then is known to have looked for a {gene} fusion"


def _fused(alterations: Iterable[Alteration], gene: str) -> bool:
    fusions = [one for one in alterations if isinstance(one, Fusion)]
    return genotype_of(fusions, gene) is not None


def _results(test: MolecularTest) -> Iterator[KnownResult]:
    if test.status is not EventStatus.PERFORMED:
        return
    for findings, status in (
        (test.found, ResultStatus.DETECTED),
        (test.equivocal, ResultStatus.EQUIVOCAL),
        (test.not_found, ResultStatus.NOT_DETECTED),
    ):
        for finding in findings:
            yield KnownResult(
                alteration=finding.alteration,
                status=status,
                low_support=result_of(test, finding.alteration).low_support,
                cite=finding.cite or test.cite,
            )
