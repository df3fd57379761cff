"""What all tests of a tumour together say of one alteration: found, excluded, or not to be said.

Findings belong to a tumour, not to a patient: of two primaries, each has its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from timeline.analysis.analysis import Analysis
from timeline.model.alterations import Alteration, Fusion, FusionPartner
from timeline.model.case import Case
from timeline.model.coverage import Result, ResultStatus, alterations_found, result_of
from timeline.model.events import MolecularTest
from timeline.model.kinds import AlterationKind
from timeline.model.truth import Truth


@attrs.frozen
class Tested:
    """One tumour of a case with the tests of it: what findings are counted over."""

    case: str
    tumour: str | None
    tests: tuple[MolecularTest, ...]

    def __str__(self) -> str:
        """``ezr-ros1``; of several primaries, ``alk-ros1-bilateral-primaries (left)``."""
        return self.case if self.tumour is None else f"{self.case} ({self.tumour})"


@attrs.frozen(kw_only=True)
class CaseFinding:
    """One alteration in one tumour: the strongest thing that a test says of it.

    ``status`` is ``not tested`` where there is no test. ``tests`` are the ids of the tests that
    say so.
    """

    status: ResultStatus
    tests: tuple[str, ...]

    @property
    def present(self) -> Truth:
        """True if detected, false if a test that looked did not detect it, else indeterminate."""
        if self.status is ResultStatus.DETECTED:
            return Truth.TRUE
        return Truth.FALSE if self.status is ResultStatus.NOT_DETECTED else Truth.INDETERMINATE


_STRONGEST_FIRST = (
    ResultStatus.DETECTED,
    ResultStatus.NOT_DETECTED,
    ResultStatus.EQUIVOCAL,
    ResultStatus.ON_PANEL_NOT_REPORTED,
    ResultStatus.UNKNOWN_COVERAGE,
    ResultStatus.DECLINED,
    ResultStatus.NOT_TESTED,
)
"""Once detected, an alteration was in the tumour, whatever another test missed or came later."""


def tumours_of(case: Case) -> tuple[Tested, ...]:
    """The tumours of a case, each with its tests; one where the case names none.

    A test that does not say of which of several primaries it is stands alone, under the case.
    """
    tests = tuple(event for event in case.events if isinstance(event, MolecularTest))
    named: list[str | None] = [tumour.id for tumour in case.tumours]
    if not named or any(test.tumour is None for test in tests):
        named.append(None)
    return tuple(
        Tested(case.id, name, tuple(test for test in tests if test.tumour == name))
        for name in named
    )


def finding_in(of: Case | Tested, alteration: Alteration) -> CaseFinding:
    """What the tests of a tumour, or all of a case, say of an alteration over the whole course.

    That an alteration is absent is said only by a result that says so: silence on a panel that
    covers it is ``on panel, not reported``.
    """
    results: list[Result] = [result_of(test, alteration) for test in _tests(of)]
    for status in _STRONGEST_FIRST:
        told = tuple(result.test for result in results if result.status is status)
        if told:
            return CaseFinding(status=status, tests=told)
    return CaseFinding(status=ResultStatus.NOT_TESTED, tests=())


def found_in(of: Case | Tested) -> tuple[Alteration, ...]:
    """The alterations found, each once; fusions without their exons, and no markers.

    Measured markers (PD-L1, TMB) are values, and no findings that cases could share.
    """
    return tuple(dict.fromkeys(_general(alterations_found(_tests(of)))))


def found_in_any(cases: Iterable[Analysis]) -> tuple[Alteration, ...]:
    """The alterations found in any of the cases, in the order they are met."""
    return tuple(dict.fromkeys(one for each in cases for one in found_in(each.case)))


def _tests(of: Case | Tested) -> tuple[MolecularTest, ...]:
    if isinstance(of, Tested):
        return of.tests
    return tuple(event for event in of.events if isinstance(event, MolecularTest))


def _general(alterations: Iterable[Alteration]) -> Iterator[Alteration]:
    for alteration in alterations:
        if alteration.kind is AlterationKind.BIOMARKER:
            continue
        if isinstance(alteration, Fusion):
            five, three = alteration.five_prime, alteration.three_prime
            yield Fusion(FusionPartner(five.gene), FusionPartner(three.gene))
        else:
            yield alteration
