"""The lines of some cases among the published medians of their drugs.

A median is of a group of patients, in the lines that they were in: a case is placed among medians
and not judged by them.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from timeline.analysis.analysis import Analysis
from timeline.analysis.explain import explain
from timeline.cohort.comparison.compared import LineOf, analysed
from timeline.errors import NotationError, did_you_mean
from timeline.knowledge.benchmarks import Endpoint, Measured, Placement, benchmarks
from timeline.knowledge.knowledge import Knowledge, shipped
from timeline.model.case import Case
from timeline.model.truth import Truth
from timeline.vocabulary.drugs import find_drug

MEASURED = {"TTD": Measured.TIME_ON_TREATMENT, "PFS": Measured.PFS}
"""The endpoints of a case that can stand among medians of progression-free survival."""


@attrs.frozen(kw_only=True)
class AmongPublished:
    """A line of one drug among the medians of a population, and whether it is of such patients.

    ``of_population`` is false for a line of other patients (another tumour type, no such
    alteration), for the ``reason`` told, and indeterminate where the report does not say.
    """

    of: LineOf
    drug: str
    placement: Placement
    population: str
    of_population: Truth
    reason: str


def among_published(
    cases: Iterable[Case | Analysis],
    drug: str | None = None,
    *,
    endpoint: str = "TTD",
    knowledge: Knowledge | None = None,
) -> tuple[AmongPublished, ...]:
    """Each line of a drug, or of any, among the published medians of its PFS.

    A line of several drugs has no median of its own and is left out. ``endpoint`` is what is
    measured in the case: ``TTD``, the time on treatment, which need not be the time to progression,
    or ``PFS``. ``knowledge`` stands for the shipped tables. Raises :class:`NotationError` for
    another endpoint.
    """
    if endpoint.upper() not in MEASURED:
        known = " or ".join(MEASURED)
        hint = did_you_mean(endpoint.upper(), MEASURED)
        raise NotationError(endpoint, f"is not placed among medians of PFS; use {known}{hint}")
    measured = MEASURED[endpoint.upper()]
    tables = shipped() if knowledge is None else knowledge
    wanted = None if drug is None else _one_name(drug)
    timed = {_one_name(b.drug) for b in benchmarks(endpoint=Endpoint.PFS, rows=tables.benchmarks)}
    if wanted is not None:
        timed &= {wanted}
    found = []
    for one in analysed(cases):
        if not any(_one_name(name) in timed for line in one.lines for name in line.drugs):
            continue
        for told in explain(one, knowledge=tables):
            found += [
                AmongPublished(
                    of=LineOf(one.case.id, told.line.number),
                    drug=placed.placement.drug,
                    placement=placed.placement,
                    population=placed.population,
                    of_population=placed.of_population,
                    reason=placed.reason,
                )
                for placed in told.placed
                if placed.placement.measured is measured
                and _one_name(placed.placement.drug) in timed
            ]
    return tuple(found)


def _one_name(drug: str) -> str:
    term = find_drug(drug)
    return (term.name if term is not None else drug).casefold()
