"""What every event has, and how its moments may be written."""

from __future__ import annotations

from typing import ClassVar

import attrs

from timeline.errors import NotationError
from timeline.model.amounts import Amount, parse_amount
from timeline.model.components import EventStatus
from timeline.model.moments import Edge, Moment, as_moment
from timeline.model.words import as_id


def as_reference(value: str | None) -> str | None:
    """The id of another event, as documents name it."""
    return None if value is None else as_id(value)


def _as_amount(value: Amount | str | None) -> Amount | None:
    return parse_amount(value) if isinstance(value, str) else value


@attrs.frozen(kw_only=True)
class EventBase:
    """What every event has.

    ``id`` names it for cross-references (derived from its subject when left empty). ``tumour``
    says which tumour it belongs to when there are several. ``status`` says whether it took place at
    all and ``reason`` why not: what was declined, planned, not done or failed counts nowhere as
    having happened; its ``at`` is when that was so, and it has no start and end. ``cite`` is a
    place in the report, ``quote`` its words, for private cases only. ``lasted`` is the length that
    the report states of what lasts, from start to end: compared with what its dates imply, and
    what is gone by where they leave the length open.
    """

    key: ClassVar[str]
    subject: ClassVar[str]
    lasting: ClassVar[bool] = False

    id: str = attrs.field(default="", converter=as_id)
    at: Moment | None = attrs.field(default=None, converter=as_moment)
    start: Moment | None = attrs.field(default=None, converter=as_moment)
    end: Moment | None = attrs.field(default=None, converter=as_moment)
    lasted: Amount | None = attrs.field(default=None, converter=_as_amount)
    tumour: str | None = attrs.field(default=None, converter=as_reference)
    status: EventStatus = attrs.field(default=EventStatus.PERFORMED, converter=EventStatus)
    reason: str | None = None
    cite: str | None = None
    note: str | None = None
    quote: str | None = None

    def __attrs_post_init__(self) -> None:
        spans = self.start is not None or self.end is not None
        if spans and not self.lasting:
            raise NotationError(
                self.key, f"{self.key} happens at one moment: write 'at', not start and end"
            )
        if spans and not self.happened:
            raise NotationError(
                self.status.value,
                f"says that the {self.key} did not take place, so it has no start and end: write "
                "'at' for when that was so; what was given and did not work has a 'stop'",
            )
        if spans and self.at is not None:
            raise NotationError(
                self.key, "has both 'at' and 'start' or 'end'; 'at' is for a single day"
            )
        if self.lasted is not None and Edge.END not in self.edges:
            raise NotationError(
                str(self.lasted),
                f"says how long the {self.key} lasted, which has one moment here: "
                + ("write 'start' and 'end' in place of 'at'" if self.lasting else "leave it out"),
            )
        at, start = self.at, self.start
        if (at is not None and at.ongoing) or (start is not None and start.ongoing):
            raise NotationError("ongoing", "only an end can be ongoing")

    @property
    def happened(self) -> bool:
        """False for what was declined, planned, not done or failed, or may never have been done."""
        return self.status is EventStatus.PERFORMED

    @property
    def edges(self) -> tuple[Edge, ...]:
        """The moments this event has: ``at``, or ``start`` and ``end``."""
        if self.lasting and self.at is None and self.happened:
            return Edge.START, Edge.END
        return (Edge.AT,)

    def moment(self, edge: Edge) -> Moment | None:
        """The moment as written at ``edge``; None when the report gives none."""
        moment: Moment | None = getattr(self, edge)
        return moment

    @property
    def name(self) -> str:
        """What the report calls it, in a few words."""
        value = getattr(self, self.subject)
        return "; ".join(str(v) for v in value) if isinstance(value, tuple) else str(value)
