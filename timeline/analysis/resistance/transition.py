"""One transition: what became of one alteration, or of the histology, over one line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from timeline.analysis.resistance.acquisition import Acquisition
from timeline.analysis.resistance.mechanism import Mechanism
from timeline.analysis.resistance.words import Change, Kind, Reason, Why
from timeline.model.alterations import Alteration
from timeline.model.bounds import Bounds
from timeline.model.case import Case
from timeline.model.coverage import Result
from timeline.model.truth import Truth


@attrs.frozen(kw_only=True)
class Transition:
    """What became of one alteration, or of the histology, over one line.

    ``line`` is the derived number of the line, ``reported`` are the author's. ``before`` and
    ``after`` are the results compared; ``window`` are the days between the two samples in which it
    changed. ``acquired`` is set where the alteration is found after and not known from before:
    ``change`` is then ``gained`` or ``newly found``. ``intervening`` are other lines surely
    begun between the two samples, ``possibly_intervening`` those that may have been: either
    confounds what the change is attributed to. ``sampled_in`` is the line in which the later sample
    surely was taken. ``events`` are the ids of all that the row rests on, ``cites`` their places.
    """

    line: int
    reported: tuple[int, ...]
    drugs: tuple[str, ...]
    kind: Kind
    what: str
    alteration: Alteration | None
    tumour: str | None
    change: Change
    before: tuple[Result, ...] = ()
    after: tuple[Result, ...] = ()
    window: Bounds
    acquired: Acquisition | None = None
    mechanism: Mechanism | None = None
    intervening: tuple[int, ...] = ()
    possibly_intervening: tuple[int, ...] = ()
    sampled_in: int | None = None
    reasons: tuple[Reason, ...] = ()
    events: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()

    @property
    def attributable(self) -> Truth:
        """Whether this line alone was begun between the two samples."""
        if self.intervening or Why.EITHER_SIDE in {reason.why for reason in self.reasons}:
            return Truth.FALSE if self.intervening else Truth.INDETERMINATE
        return Truth.INDETERMINATE if self.possibly_intervening else Truth.TRUE


def cited(case: Case) -> dict[str, str]:
    """Where in the report each event stands, by the event's id, as far as that is stated."""
    return {event.id: event.cite for event in case if event.cite}


def cites(places: Mapping[str, str], events: Iterable[str]) -> tuple[str, ...]:
    """The places where events, by their ids, stand: each once."""
    return tuple(dict.fromkeys([places[name] for name in events if name in places]))
