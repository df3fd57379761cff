"""All checks of a case, and running them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from timeline.analysis.answers import Answers, Subject, answers_of
from timeline.analysis.clinical import CLINICAL_CHECKS
from timeline.analysis.clinical.indications import (
    bone_agents_have_a_metastasis,
    targeted_drugs_have_a_target,
)
from timeline.analysis.clinical.line_numbers import a_line_has_one_regimen, courses_do_not_overlap
from timeline.analysis.clinical.line_reasons import lines_end_for_a_reason
from timeline.analysis.clinical.response_times import (
    first_responses_are_dated,
    responses_follow_a_treatment,
)
from timeline.analysis.consistency import CHECKS as STATEMENT_CHECKS
from timeline.analysis.consistency import Check
from timeline.analysis.lines.agreement import lines_agree
from timeline.analysis.severities import weigh
from timeline.analysis.size import too_large
from timeline.findings import Finding, Severity, bound_met

CHECKS: tuple[Check, ...] = (*STATEMENT_CHECKS, *CLINICAL_CHECKS)
"""What :func:`check` runs unless it is given something else: dates and claims, then the clinic."""


OF_PAIRS: frozenset[Check] = frozenset(
    (
        a_line_has_one_regimen,
        bone_agents_have_a_metastasis,
        courses_do_not_overlap,
        first_responses_are_dated,
        lines_agree,
        responses_follow_a_treatment,
        lines_end_for_a_reason,
        targeted_drugs_have_a_target,
    )
)
"""The checks that hold treatments against events in pairs: left out of a case too large for it."""


def check(
    subject: Subject,
    checks: Iterable[Check] = CHECKS,
    *,
    severity: Mapping[str, Severity | str | None] | None = None,
) -> tuple[Finding, ...]:
    """Run every check on a case; the findings in the order of the checks.

    ``severity`` gives codes another one (``{"two-names": "warning"}``); None or ``off`` leaves the
    findings of a code out. Raises ValueError for a word that is neither. Of a case with more pairs
    of events than can be compared, the checks that do so are left out, and a finding says so.
    """
    return weigh(_found(answers_of(subject), checks), severity or {})


def _found(answers: Answers, checks: Iterable[Check]) -> Iterator[Finding]:
    reason = too_large(answers.case)
    left_out = []
    for run in checks:
        if reason and run in OF_PAIRS:
            left_out.append(run.__name__.replace("_", " "))
        else:
            yield from run(answers)
    if left_out:
        message = f"not checked: {', '.join(left_out)}; {reason}"
        yield bound_met(message, severity=Severity.WARNING)
