"""Which cases are nearest to a case, and why: every feature with its share, weight and values.

The measure is Gower's (1971): each feature gives a share from 0 to 1, and the similarity is their
weighted mean. A feature that cannot be compared, as one of the cases does not speak of it, may be
anything: the similarity has bounds, and cases come in the order of the least it can be. Weights are
:data:`WEIGHTS` unless given: what the tumour is weighs as much as what was given for it. They are a
documented choice, not a fitted one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from timeline.analysis.analysis import Analysis
from timeline.cohort.comparison.alignment import align
from timeline.cohort.comparison.compared import analysed, case_named
from timeline.cohort.comparison.findings import finding_in, found_in
from timeline.cohort.comparison.grouping import NO_HISTOLOGY, histologies
from timeline.cohort.sequences import Level, sequence
from timeline.cohort.tables.cells import label
from timeline.errors import NotationError, did_you_mean
from timeline.model.case import Case
from timeline.model.truth import Truth

WEIGHTS: Mapping[str, float] = {
    "findings": 0.25,
    "genes": 0.10,
    "histology": 0.15,
    "drugs": 0.15,
    "classes": 0.10,
    "sequence": 0.25,
}
"""How much each feature weighs where all can be compared.

- ``findings``: the alterations that both have, among those that one has and the other has too or
  was tested for and has not. What the other was not tested for takes no part.
- ``genes``: the genes with alterations that both have, among those of either.
- ``histology``: the tumour types that both have, among those of either.
- ``drugs``, ``classes``: those that both were given, among those given to either.
- ``sequence``: 1 less the distance of the aligned lines.
"""


@attrs.frozen(kw_only=True)
class Reason:
    """One feature of two cases: ``share`` is None where it cannot be compared.

    ``shared`` is what both have, ``apart`` what one has and the other surely has not,
    ``not_known`` what one has and of the other is not known.
    """

    feature: str
    weight: float
    share: float | None
    shared: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    not_known: tuple[str, ...] = ()

    def __str__(self) -> str:
        """``drugs 0.50: crizotinib``, ``findings not comparable (3 not known)``."""
        share = "not comparable" if self.share is None else f"{self.share:.2f}"
        shared = f": {', '.join(self.shared)}" if self.shared else ""
        open_ = f" ({len(self.not_known)} not known)" if self.not_known else ""
        return f"{self.feature} {share}{shared}{open_}"


@attrs.frozen(kw_only=True)
class Near:
    """A case and how near it is to another, from 0 to 1, with its reasons.

    ``least`` is the similarity if nothing that cannot be compared is alike, ``most`` if all of it
    is.
    """

    case: str
    least: float
    most: float
    reasons: tuple[Reason, ...]


def nearest(
    case: Case | Analysis | str,
    cases: Iterable[Case | Analysis],
    *,
    weights: Mapping[str, float] = WEIGHTS,
    most: int | None = None,
) -> tuple[Near, ...]:
    """The other cases, the nearest first, each with its reasons.

    ``case`` may be the id of one of ``cases``. A feature without a weight takes no part. Raises
    :class:`NotationError` for a weight of no feature, or below 0; :class:`CaseTimelineError` for an
    id that is not there.
    """
    _check(weights)
    listed = analysed(cases)
    if isinstance(case, str):
        one = case_named(listed, case)
    else:
        (one,) = analysed((case,))
    found = [_near(one, other, weights) for other in listed if other.case.id != one.case.id]
    found.sort(key=lambda near: (-near.least, -near.most, near.case))
    return tuple(found[:most])


def _check(weights: Mapping[str, float]) -> None:
    for name, weight in weights.items():
        if name not in WEIGHTS:
            hint = did_you_mean(name, WEIGHTS)
            raise NotationError(name, f"is no feature; one of {', '.join(WEIGHTS)}{hint}")
        if not weight >= 0:
            raise NotationError(f"{name}: {weight}", "expected a weight of 0 or more")


def _near(one: Analysis, other: Analysis, weights: Mapping[str, float]) -> Near:
    reasons = []
    for feature, compare in _FEATURES.items():
        weight = weights.get(feature, 0.0)
        if weight:
            reasons.append(attrs.evolve(compare(one, other), feature=feature, weight=weight))
    total = sum(r.weight for r in reasons)
    alike = sum(r.weight * r.share for r in reasons if r.share is not None)
    open_ = sum(r.weight for r in reasons if r.share is None)
    return Near(
        case=other.case.id,
        least=alike / total if total else 0.0,
        most=(alike + open_) / total if total else 1.0,
        reasons=tuple(reasons),
    )


def _shares(mine: Iterable[str], theirs: Iterable[str]) -> Reason:
    """Two sets against each other; not comparable where either is empty, as nothing is told."""
    a, b = dict.fromkeys(mine), dict.fromkeys(theirs)
    shared = tuple(name for name in a if name in b)
    apart = tuple(name for name in (*a, *b) if name not in shared)
    share = len(shared) / len({*a, *b}) if a and b else None
    return Reason(feature="", weight=0.0, share=share, shared=shared, apart=apart)


def _findings(one: Analysis, other: Analysis) -> Reason:
    shared, apart, open_ = [], [], []
    for here, there in ((one, other), (other, one)):
        for alteration in found_in(here.case):
            told = finding_in(there.case, alteration)
            name = label(alteration)
            if told.present is Truth.TRUE:
                shared.append(name)
            elif told.present is Truth.FALSE:
                apart.append(f"{name} ({here.case.id})")
            else:
                open_.append(f"{name} ({told.status.value} in {there.case.id})")
    # What is found in both is met from either side, in the words of each: "EGFR mutation".
    found = tuple(dict.fromkeys(shared))
    total = len(found) + len(apart)
    return Reason(
        feature="",
        weight=0.0,
        share=len(found) / total if total else None,
        shared=found,
        apart=tuple(apart),
        not_known=tuple(open_),
    )


def _genes(one: Analysis, other: Analysis) -> Reason:
    mine, theirs = (
        [gene for alteration in found_in(each.case) for gene in alteration.genes]
        for each in (one, other)
    )
    return _shares(mine, theirs)


def _histology(one: Analysis, other: Analysis) -> Reason:
    mine, theirs = (
        [name for name in histologies(each) if name != NO_HISTOLOGY] for each in (one, other)
    )
    return _shares(mine, theirs)


def _drugs(one: Analysis, other: Analysis) -> Reason:
    mine, theirs = ([s.name for s in sequence(each, Level.DRUG)] for each in (one, other))
    return _shares(mine, theirs)


def _classes(one: Analysis, other: Analysis) -> Reason:
    mine, theirs = (
        [name for line in each.lines for name in line.drug_classes] for each in (one, other)
    )
    return _shares(mine, theirs)


def _sequence(one: Analysis, other: Analysis) -> Reason:
    told = len(one.lines) and len(other.lines)
    share = 1 - align(one, other).distance if told else None
    return Reason(feature="", weight=0.0, share=share)


_FEATURES = {
    "findings": _findings,
    "genes": _genes,
    "histology": _histology,
    "drugs": _drugs,
    "classes": _classes,
    "sequence": _sequence,
}
