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

    ``id``: the name by which others point at it; left out, it is made of the subject (``icotinib``;
    ``ngs-1``, ``ngs-2`` when there are two).
    ``at``: when it happened; of what lasts, the one day it took.
    ``start``: when it began, of what lasts.
    ``end``: when it ended, of what lasts; ``ongoing`` where the report says that it had not.
    ``lasted``: the length the report states of what lasts, from start to end; it is compared with
    what dates imply, and gone by where they leave the length open.
    ``tumour``: the id of the tumour it belongs to, when there are several.
    ``status``: whether it took place; what did not counts nowhere, and has neither start nor end.
    ``reason``: why it did not take place.
    ``cite``: the place in the report where this stands (section, paragraph, figure, table).
    ``note``: the curator's own remark; nothing is computed from it.
    ``quote``: the report's words, for private cases only.
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
