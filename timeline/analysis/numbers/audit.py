"""Do the numbers a paper prints hang together? Checks are functions, passed in as a tuple."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

import attrs

from timeline.analysis.numbers.comparisons import p_values_are_reproduced, wholes_of_a_comparison
from timeline.analysis.numbers.names import drugs_are_spelt_right, variants_are_possible
from timeline.analysis.numbers.percentages import (
    another_denominator_fits,
    percentages_are_attainable,
)
from timeline.analysis.numbers.repeats import Papers, repeats_are_faithful, with_paths
from timeline.analysis.numbers.sensitivity import labels_are_whole, marks_match_values
from timeline.analysis.numbers.sums import (
    estimates_lie_within,
    parts_make_the_whole,
    statements_agree,
)
from timeline.findings import Finding
from timeline.model.study import Study

StudyCheck: TypeAlias = Callable[[Study], Iterable[Finding]]
"""Takes a study, says what it found; a user's own is a function in their script."""

STUDY_CHECKS: tuple[StudyCheck, ...] = (
    percentages_are_attainable,
    another_denominator_fits,
    parts_make_the_whole,
    statements_agree,
    estimates_lie_within,
    p_values_are_reproduced,
    wholes_of_a_comparison,
    variants_are_possible,
    drugs_are_spelt_right,
    labels_are_whole,
    marks_match_values,
)
"""What :func:`audit` runs unless it is given something else."""


def audit(
    study: Study,
    checks: Iterable[StudyCheck] = STUDY_CHECKS,
    others: Iterable[Study] = (),
) -> tuple[Finding, ...]:
    """Recompute what a study prints; the findings in the order of the checks.

    ``others`` are the studies at hand whose numbers it may repeat, or that may repeat its own: a
    finding then shows the way a wrong number went from paper to paper.
    """
    listed = tuple(checks)
    own = _run(study, listed)
    papers = Papers.of([*(other for other in others if other.id != study.id), study])
    faithful = tuple(repeats_are_faithful(study, papers))
    paths = with_paths(study, own, papers, lambda other: _run(other, listed))
    return merged([*paths, *faithful])


def _run(study: Study, checks: tuple[StudyCheck, ...]) -> tuple[Finding, ...]:
    return tuple(finding for run in checks for finding in run(study))


def merged(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """One finding for what is said of several numbers in the same words."""
    found: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        key = finding.code, finding.message
        if key not in found:
            found[key] = finding
            continue
        events = dict.fromkeys((*found[key].events, *finding.events))
        cite = dict.fromkeys((*found[key].cite, *finding.cite))
        found[key] = attrs.evolve(found[key], events=tuple(events), cite=tuple(cite))
    return tuple(found.values())
