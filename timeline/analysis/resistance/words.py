"""The words a transition is told in: the change, why it cannot be said, and the evidence grade."""

from __future__ import annotations

import attrs

from timeline.model.words import Word


class Change(Word):
    """What became of an alteration over a line, from one sample to a later one.

    What is found after and not known from before is ``gained`` where an earlier sample shows that
    it was not there, and only ``newly found`` otherwise.
    """

    GAINED = "gained"
    NEWLY_FOUND = "newly found"
    LOST = "lost"
    RETAINED = "retained"
    CANNOT_BE_SAID = "cannot be said"


class Kind(Word):
    """What changed: an alteration, the histology, or the phase of a disease."""

    ALTERATION = "alteration"
    HISTOLOGY = "histology"
    PHASE = "phase"


class Grade(Word):
    """How well it is shown that what a sample has was not there before.

    ``A``: an earlier sample was negative by an assay that covered it with adequate sensitivity.
    ``B``: covered, and the sensitivity is not known, or the negative result itself not stated.
    ``C``: an earlier test exists, and whether it could have shown it is not stated or denied.
    ``D``: never tested before, or never so that the result could tell.
    """

    A = "A"
    B = "B"
    C = "C"
    D = "D"

    @property
    def rank(self) -> int:
        """0 for the best evidence, 3 for the weakest."""
        return "ABCD".index(self.value)


class Why(Word):
    """Why a change, or its cause, cannot be said."""

    NOT_TESTED_BEFORE = "not tested before"
    NOT_TESTED_AFTER = "not tested after"
    COVERAGE_UNKNOWN = "coverage unknown"
    NOT_COVERED = "not covered"
    NOT_REPORTED = "on the panel, not reported"
    SENSITIVITY_UNKNOWN = "sensitivity unknown"
    INSENSITIVE = "sensitivity inadequate"
    EQUIVOCAL = "equivocal"
    DECLINED = "declined"
    NOT_DONE = "not done"
    FAILED = "failed"
    EITHER_SIDE = "time may lie on either side"
    ORDER_UNKNOWN = "order unknown"
    CONFOUNDED = "intervening lines"
    POSSIBLY_CONFOUNDED = "possibly intervening lines"
    LOW_SUPPORT = "low support"
    DISCORDANT = "discordant samples"
    CAUSE_UNKNOWN = "cause unknown"


@attrs.frozen
class Reason:
    """Why something cannot be said, or is said with a caveat; the events it rests on."""

    why: Why
    text: str
    events: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.text
