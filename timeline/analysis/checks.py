"""All checks of a case, and running them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from timeline.analysis.clinical import CLINICAL_CHECKS
from timeline.analysis.consistency import CHECKS as STATEMENT_CHECKS
from timeline.analysis.consistency import Check
from timeline.analysis.weighing import weigh
from timeline.chronology import Chronology, solve
from timeline.findings import Finding, Severity
from timeline.model.case import Case

CHECKS: tuple[Check, ...] = (*STATEMENT_CHECKS, *CLINICAL_CHECKS)
"""What :func:`check` runs unless it is given something else: dates and claims, then the clinic."""


def check(
    case: Case | Chronology,
    checks: Iterable[Check] = CHECKS,
    *,
    severity: Mapping[str, Severity | str | None] | None = None,
) -> tuple[Finding, ...]:
    """Run every check on a case; the findings in the order of the checks.

    ``severity`` gives codes another one (``{"two-names": "warning"}``); None or ``off`` leaves the
    findings of a code out. Raises ValueError for a word that is neither.
    """
    chronology = solve(case) if isinstance(case, Case) else case
    return weigh((finding for run in checks for finding in run(chronology)), severity or {})
