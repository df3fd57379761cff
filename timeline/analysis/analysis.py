"""A case with everything derived of it as properties: lines, responses, endpoints, findings."""

from __future__ import annotations

import attrs

from timeline.analysis.answers import Answers, Subject, answers_of
from timeline.analysis.checks import check
from timeline.analysis.endpoints import EndpointResult, endpoints
from timeline.analysis.lines import LineRules, Lines, derive_lines
from timeline.analysis.resistance import Resistance, Transition, resistance, transitions
from timeline.analysis.response import STANDARD, BestResponse, Convention, best_responses
from timeline.findings import Finding


@attrs.frozen(eq=False)
class Analysis(Answers):
    """A case, its solved chronology, and what follows from them: worked out when first asked for.

    All functions of ``timeline.analysis`` take it in place of the case, and share what is known.
    Responses and endpoints are read as ``convention`` reads them, and not marked for what is
    supposed, which would ask them twice.
    """

    convention: Convention = attrs.field(default=STANDARD, kw_only=True)

    @property
    def lines(self) -> Lines:
        """The lines of therapy."""
        return derive_lines(self)

    @property
    def responses(self) -> tuple[BestResponse, ...]:
        """The best responses to each line."""
        return best_responses(self, convention=self.convention, mark_assumed=False)

    @property
    def endpoints(self) -> tuple[EndpointResult, ...]:
        """Every endpoint of every line, then survival from diagnosis."""
        return endpoints(self, convention=self.convention, mark_assumed=False)

    @property
    def transitions(self) -> tuple[Transition, ...]:
        """What changed in the tumour over each line."""
        return transitions(self)

    @property
    def resistance(self) -> tuple[Resistance, ...]:
        """How each line failed."""
        return resistance(self)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the checks found."""
        return self.ask(check)


def analyse(
    subject: Subject, rules: LineRules | None = None, convention: Convention | None = None
) -> Analysis:
    """Solve a case; the rest waits until it is asked for.

    ``rules`` make the lines, ``convention`` reads responses and endpoints; the standard ones by
    default. Raises
    :class:`~timeline.errors.CaseTimelineError` when the case refers to events that it does not
    have.
    """
    answers = answers_of(subject, rules)
    if isinstance(answers, Analysis) and convention in (None, answers.convention):
        return answers
    if convention is None:
        convention = subject.convention if isinstance(subject, Analysis) else STANDARD
    return Analysis(answers.chronology, answers.rules, convention=convention)
