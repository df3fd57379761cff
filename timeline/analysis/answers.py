"""What is asked of one case, each question answered once and the answer kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec, Self, TypeAlias, TypeVar, cast

import attrs

from timeline.analysis.line_rules import LineRules
from timeline.chronology import Chronology, solve
from timeline.model.case import Case

P = ParamSpec("P")
T = TypeVar("T")


@attrs.frozen(eq=False)
class Answers:
    """A case, its chronology, and what has been asked of them so far.

    A question is a function of the answers and of options that can be hashed. ``rules`` are those
    by which its lines of therapy are derived, the standard ones when None; all that rests on lines
    follows them. Nothing kept here refers back to the answers, so that a case is forgotten at once.
    """

    chronology: Chronology
    rules: LineRules | None = None
    _known: dict[object, object] = attrs.field(factory=dict, init=False, repr=False)

    @property
    def case(self) -> Case:
        """The case."""
        return self.chronology.case

    def ask(
        self, question: Callable[Concatenate[Self, P], T], *args: P.args, **options: P.kwargs
    ) -> T:
        """What the question finds of this case; worked out when it is first asked so."""
        key = (question, args, *options.items())
        if key not in self._known:
            self._known[key] = question(self, *args, **options)
        return cast("T", self._known[key])


Subject: TypeAlias = Case | Chronology | Answers
"""What an analysis is asked of: a case, its chronology where it is solved, or earlier answers."""


def answers_of(subject: Subject, rules: LineRules | None = None) -> Answers:
    """The answers about a case: those handed in, or new ones.

    ``rules`` make its lines, unless they are None. Raises
    :class:`~timeline.errors.CaseTimelineError` when a case refers to events that it does not have.
    """
    if isinstance(subject, Answers):
        same = rules is None or rules == subject.rules
        return subject if same else Answers(subject.chronology, rules)
    return Answers(solve(subject) if isinstance(subject, Case) else subject, rules)
