"""One case with all that is computed of it: each answer worked out once, when first asked for.

The tables of a cohort are filled from this value, so that a run that needs no responses does not
derive any, and one that needs lines three times derives them once.
"""

from __future__ import annotations

from functools import cached_property

import attrs

from timeline.analysis.checks import check
from timeline.analysis.endpoints import EndpointResult, endpoints
from timeline.analysis.lines import Lines, derive_lines
from timeline.analysis.resistance import Transition, transitions
from timeline.analysis.response import BestResponse, best_responses
from timeline.chronology import Chronology, solve
from timeline.findings import Finding
from timeline.model.case import Case


@attrs.frozen(eq=False)
class Analysis:
    """A case, its solved chronology, and what follows from them under the standard rules.

    Every attribute but ``case`` and ``chronology`` is computed on first use and kept.
    """

    case: Case
    chronology: Chronology

    @cached_property
    def lines(self) -> Lines:
        """The lines of therapy."""
        return derive_lines(self.case, chronology=self.chronology)

    @cached_property
    def endpoints(self) -> tuple[EndpointResult, ...]:
        """Every endpoint of every line, then survival from diagnosis."""
        return endpoints(
            self.case, lines=self.lines, chronology=self.chronology, mark_assumed=False
        )

    @cached_property
    def responses(self) -> tuple[BestResponse, ...]:
        """The best responses to each line."""
        return best_responses(
            self.case, lines=self.lines, chronology=self.chronology, mark_assumed=False
        )

    @cached_property
    def transitions(self) -> tuple[Transition, ...]:
        """What changed in the tumour over each line."""
        return transitions(self.case, chronology=self.chronology, lines=self.lines)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the checks found."""
        return check(self.chronology)


def analyse_case(case: Case) -> Analysis:
    """Solve a case; the rest waits until a table asks.

    Raises :class:`~timeline.errors.CaseTimelineError` when the case refers to events that it does
    not have.
    """
    return Analysis(case, solve(case))
