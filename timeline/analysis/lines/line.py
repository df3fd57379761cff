"""Lines of therapy as values: what was derived, by which rules, beside what the report says."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from timeline.analysis.line_rules import LineRules
from timeline.model.bounds import Bounds, DurationBounds
from timeline.model.case import Point
from timeline.model.components import Phase, Setting, StopReason
from timeline.model.truth import Truth


@attrs.frozen
class Firing:
    """One rule where it was asked: its kebab-case name, the answer, why, and on which events.

    The answer is indeterminate where the dates are too coarse, or the report silent.
    """

    rule: str
    outcome: Truth
    why: str
    events: tuple[str, ...] = ()


@attrs.frozen
class LinePhase:
    """A part of a line: its phase (None where nothing tells it), therapies and bounds.

    ``stated`` is False where the phase follows from what was given and not from the report's word.
    A transplant is a consolidation of the line; its id stands among the therapies of the phase.
    """

    phase: Phase | None
    therapies: tuple[str, ...]
    start: Bounds
    end: Bounds
    stated: bool = True


@attrs.frozen(kw_only=True)
class Line:
    """One line of therapy.

    ``number`` is its place among all systemic lines, ``palliative`` among those of advanced disease
    (None for a curative line). ``reported`` are the document's numbers, ``claimed`` those of them
    that it says the report gives (a claim ``line``), ``labels`` the author's words. ``curative``
    says whether it was given with curative intent, ``counted`` whether it counts among the lines of
    advanced disease (look-back; true for palliative lines), ``prior`` the fewest and the most
    counted lines before it. Where the report only sums up lines before it, without their number,
    ``at_least`` is true: there is no most, and ``palliative`` is the least number.

    ``start`` is the moment of the first dose, ``end`` of the last: None where it cannot be said
    which of several courses ended last. Their bounds are in days, as is ``duration``, which is
    censored where the line was ongoing at the data cut-off.

    ``drugs`` are known names in the order given, ``drug_classes`` the classes that are known.
    ``stopped_by`` is the therapy whose stop reason ``end_reason`` is, ``end_evidence`` the events
    that bear on it: a progression on treatment stands here and is no reason unless the report says
    so. ``carried`` are the drugs that crossed from the line before. ``rechallenge_of`` is the
    number of the earlier line whose drugs are given again. ``rules`` are all that were asked.
    """

    number: int
    palliative: int | None
    reported: tuple[int, ...]
    claimed: tuple[int, ...]
    labels: tuple[str, ...]
    setting: Setting
    curative: Truth
    counted: Truth
    prior: tuple[int, int | None]
    at_least: bool = False
    regimen: str
    drugs: tuple[str, ...]
    drug_classes: tuple[str, ...]
    therapies: tuple[str, ...]
    phases: tuple[LinePhase, ...]
    start: Point
    start_bounds: Bounds
    end: Point | None
    end_bounds: Bounds
    ongoing: bool
    duration: DurationBounds
    end_reason: StopReason
    stopped_by: str | None
    end_evidence: tuple[str, ...]
    carried: tuple[str, ...]
    rechallenge_of: int | None
    rules: tuple[Firing, ...]

    @property
    def ordinal(self) -> str:
        """``3``, ``≥3``: its number in advanced disease; empty for a line given to cure."""
        if self.palliative is None:
            return ""
        return f"{'≥' if self.at_least else ''}{self.palliative}"

    @property
    def numbered(self) -> str:
        """``line 2 as numbered here``, or ``in the report`` where the document says so."""
        return numbered(self.reported, claimed=set(self.reported) <= set(self.claimed))


def numbered(numbers: tuple[int, ...], *, claimed: bool) -> str:
    """Numbers of a line in words, with who gave them: what a document says need not be printed."""
    by = "in the report" if claimed else "as numbered here"
    return f"line {' and '.join(map(str, numbers))} {by}" if numbers else "not numbered"


@attrs.frozen
class Excluded:
    """A treatment that is no systemic line, and the rule that says so."""

    event: str
    rule: str
    why: str


@attrs.frozen
class Alternative:
    """Another numbering that the report allows: lines as their therapies' ids, and why.

    ``notation`` is that numbering's ``LoT N (C+P)``.
    """

    lines: tuple[tuple[str, ...], ...]
    notation: str
    why: str


@attrs.frozen
class Disagreement:
    """The number of a therapy in the document against the derived one of its line.

    ``claimed`` says whether the document has it as a claim of the report.
    """

    event: str
    reported: int
    derived: int
    why: str
    claimed: bool = False


@attrs.frozen(kw_only=True)
class Lines:
    """The lines of a case under some rules, in the order of their numbers."""

    case: str
    rules: LineRules
    lines: tuple[Line, ...]
    excluded: tuple[Excluded, ...]
    alternatives: tuple[Alternative, ...]
    disagreements: tuple[Disagreement, ...]
    notation: str

    def __iter__(self) -> Iterator[Line]:
        return iter(self.lines)

    def __len__(self) -> int:
        return len(self.lines)

    def line_of(self, event: str) -> Line | None:
        """The line that a therapy, by its id, belongs to; None when it is no systemic line."""
        return next((line for line in self.lines if event in line.therapies), None)
