"""What guidance says should or should not be done, as rows that can be held against a case.

A row names a population, what must have come before (its trigger), and an action with its stance
and strength. Words are closed lists, so that each can be answered from a case's events; a statement
that nothing in a case could answer is not encoded.
"""

from __future__ import annotations

from functools import cache

import attrs

from timeline.errors import NotationError, did_you_mean
from timeline.knowledge.populations import Tumour
from timeline.knowledge.rows import Cited, Sheet, listed, optional, text, words
from timeline.model.words import Word
from timeline.vocabulary.drugs import class_of, drug_classes, find_drug, suggest_drug


class WhichLine(Word):
    """Which line a statement is about: the first of advanced disease, or one that follows.

    ``next`` is the line right behind one with the drugs named in ``after``, ``later`` any line
    behind it.
    """

    FIRST = "first"
    NEXT = "next"
    LATER = "later"
    ANY = "any"


class Pattern(Word):
    """A circumstance by the start of the line, where a statement asks for one."""

    BRAIN_METASTASIS = "brain metastasis"
    LIMITED = "limited progression"
    CNS = "CNS progression"
    SYSTEMIC = "symptomatic systemic progression"
    OLIGOMETASTATIC = "oligometastatic disease"
    PLASMA_NEGATIVE = "negative plasma test"


class Stance(Word):
    """Whether an action is recommended, one that may be taken, or advised against."""

    RECOMMENDED = "recommended"
    OPTION = "may be considered"
    AGAINST = "advised against"


class Action(Word):
    """What is done other than giving a named drug or a class of drugs."""

    IMMUNOTHERAPY_ALONE = "immunotherapy alone"
    LOCAL_THERAPY = "local therapy"
    MOLECULAR_TEST = "molecular test"
    TISSUE_TEST = "tissue test"
    WORK_UP = "cardiac and metabolic work-up"


TARGETED = "targeted therapy"
"""In ``after``: any kinase inhibitor."""


@attrs.frozen(kw_only=True)
class Guidance(Cited):
    """One statement.

    The population is ``tumour`` with an alteration of ``gene`` (empty: any). The trigger is the
    ``line``, ``after`` (drugs or drug classes that the disease progressed on), ``giving`` (drugs or
    classes in the line itself) and a ``pattern``. ``actions`` are drugs, drug classes or an
    :class:`Action`, any of which will do; one in ``unless_given`` does not count when it was given
    before. ``instead_of`` names the statement that this one is second to.
    """

    id: str
    tumour: Tumour
    gene: str
    line: WhichLine
    after: tuple[str, ...]
    giving: tuple[str, ...]
    pattern: Pattern | None
    stance: Stance
    actions: tuple[str, ...]
    unless_given: tuple[str, ...]
    instead_of: str
    strength: str

    @property
    def population(self) -> str:
        """``ROS1-positive NSCLC``."""
        return f"{self.gene}-positive {self.tumour.value}" if self.gene else self.tumour.value

    @property
    def advice(self) -> str:
        """``recommended (preferred): crizotinib, entrectinib or repotrectinib``."""
        what = " or ".join(filter(None, (", ".join(self.actions[:-1]), self.actions[-1])))
        strength = f" ({self.strength or 'strength not stated'})"
        return f"{self.stance.value}{strength}: {what}"


def _treatment(name: str) -> str:
    term = find_drug(name)
    if term is not None:
        return term.name
    known = class_of(name)
    if known is None and name != TARGETED:
        near = suggest_drug(name)
        known_words = (*drug_classes(), TARGETED, *Action, *([near] if near else []))
        hint = did_you_mean(name, known_words)
        raise NotationError(name, f"is no known drug or class of drugs{hint}")
    return known or name


def _treatments(cell: str) -> tuple[str, ...]:
    return tuple(_treatment(name) for name in listed(cell))


def _actions(cell: str) -> tuple[str, ...]:
    names = listed(text(cell))
    return tuple(Action(name).value if name in list(Action) else _treatment(name) for name in names)


GUIDANCE_SHEET: Sheet[Guidance] = Sheet(
    name="guidance",
    build=Guidance,
    cells={
        "id": text,
        "tumour": Tumour,
        "gene": words,
        "line": WhichLine,
        "after": _treatments,
        "giving": _treatments,
        "pattern": optional(Pattern),
        "stance": Stance,
        "actions": _actions,
        "unless_given": _treatments,
        "instead_of": words,
        "strength": words,
    },
    key=lambda row: row.id,
    may_lack=frozenset(("after", "giving", "pattern", "unless_given", "instead_of", "strength")),
)
"""The columns of a table of guidance."""


@cache
def shipped_guidance() -> tuple[Guidance, ...]:
    """The statements of the first-line page on ROS1-positive NSCLC, at the lowest trust level."""
    return GUIDANCE_SHEET.shipped()
