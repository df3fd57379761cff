"""What a report claims about its own events: kept beside what the dates imply, never mixed in.

A claim is a checkpoint, as a balance assertion is in a ledger: it is recomputed, and a disagreement
is a finding.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, TypeAlias, get_args

import attrs

from timeline.errors import NotationError
from timeline.model.amounts import Amount, Reading, parse_amount
from timeline.model.moments import Anchor, Edge, SameDay, parse_moment
from timeline.model.quantities import Quantity, as_quantity
from timeline.model.words import Word, as_id, as_texts


@attrs.frozen
class Interval:
    """From one named moment to another: ``start of befotertinib -> stable-disease``.

    A single event (``icotinib``) means from its start to its end. Besides events, ``birth`` and
    ``cut-off`` can be named.
    """

    text: str
    first: Anchor = attrs.field(repr=False)
    last: Anchor = attrs.field(repr=False)

    def __str__(self) -> str:
        return self.text

    @classmethod
    def from_text(cls, text: str) -> Interval:
        """Read ``A -> B`` or ``A``; raises :class:`NotationError`."""
        parts = [_anchor(part, text) for part in text.replace("\u2192", "->").split("->")]
        if len(parts) == 2:
            return cls(text.strip(), *parts)
        if len(parts) == 1 and parts[0].edge is None:
            event = parts[0].event
            return cls(text.strip(), Anchor(event, Edge.START), Anchor(event, Edge.END))
        raise NotationError(
            text, "is not an interval; write 'start of crizotinib -> death' or 'icotinib'"
        )


def _anchor(part: str, whole: str) -> Anchor:
    try:
        moment = parse_moment(part)
    except NotationError:
        moment = None
    if moment is not None and len(moment.alternatives) == len(moment.alternatives[0]) == 1:
        term = moment.alternatives[0][0]
        if isinstance(term, SameDay):
            return term.anchor
    reason = f"is not an interval: {part!r} names no moment; write 'start of crizotinib -> death'"
    raise NotationError(whole, reason)


def _as_interval(value: Interval | str) -> Interval:
    return value if isinstance(value, Interval) else Interval.from_text(value)


def _as_amount(value: Amount | str) -> Amount:
    return value if isinstance(value, Amount) else parse_amount(value)


def _as_names(value: str | Iterable[str]) -> tuple[str, ...]:
    """The names of one event or several; raises :class:`NotationError` for none."""
    names = as_texts(value)
    if not names:
        raise NotationError("", "a count needs the event that it is of")
    return tuple(map(as_id, names))


@attrs.frozen(kw_only=True)
class ClaimBase:
    """What every claim has: where the report makes it and what it is about.

    ``id``: a name for the claim.
    ``cite``: the place in the report where it is made.
    ``note``: the curator's own remark.
    ``quote``: the report's words, for private cases only.
    """

    key: ClassVar[str]
    subject: ClassVar[str]

    id: str = ""
    cite: str | None = None
    note: str | None = None
    quote: str | None = None


@attrs.frozen
class IntervalClaim(ClaimBase):
    """A stated length of time between two moments: "21 months of crizotinib".

    ``interval``: from one named moment to another (``start of crizotinib -> death``), or one event.
    ``is_``: the length as stated.
    ``reading``: what the number means, where the report leaves no doubt; or all are tried.
    ``endpoint``: the report's name for the interval (``PFS``).
    """

    key = "interval"
    subject = "interval"
    interval: Interval = attrs.field(converter=_as_interval)
    is_: Amount = attrs.field(converter=_as_amount, kw_only=True)
    reading: Reading | None = attrs.field(
        default=None, converter=attrs.converters.optional(Reading), kw_only=True
    )
    endpoint: str | None = attrs.field(default=None, kw_only=True)


@attrs.frozen
class CountClaim(ClaimBase):
    """A stated count: ``count: doses``, ``of: denosumab``, ``is: 4``.

    ``count``: what is counted.
    ``of``: the event, or several that the report counts together (``first; second``).
    ``is_``: the number as stated.
    """

    key = "count"
    subject = "count"
    count: str
    of: tuple[str, ...] = attrs.field(converter=_as_names, kw_only=True)
    is_: Quantity = attrs.field(converter=as_quantity, kw_only=True)


@attrs.frozen
class LineClaim(ClaimBase):
    """A stated line number: ``line: second-line``, ``of: befotertinib``, ``is: 2``.

    ``line``: the report's words for it.
    ``of``: the treatment.
    ``is_``: the number as stated.
    """

    key = "line"
    subject = "line"
    line: str
    of: str = attrs.field(converter=as_id, kw_only=True)
    is_: int = attrs.field(kw_only=True)


@attrs.frozen
class ResponseClaim(ClaimBase):
    """A stated best response: ``response: PR``, ``of: crizotinib``, as an abstract puts it.

    ``response``: the category as stated.
    ``of``: the treatment.
    """

    key = "response"
    subject = "response"
    response: str
    of: str = attrs.field(converter=as_id, kw_only=True)


class StatedTiming(Word):
    """What a report calls the resistance to a treatment; intrinsic is primary."""

    PRIMARY = "primary"
    INTRINSIC = "intrinsic"
    ACQUIRED = "acquired"


@attrs.frozen
class ResistanceClaim(ClaimBase):
    """What kind of resistance the report speaks of: ``resistance: acquired``, ``of: crizotinib``.

    ``resistance``: primary (or intrinsic), or acquired.
    ``of``: the treatment.
    """

    key = "resistance"
    subject = "resistance"
    resistance: StatedTiming = attrs.field(converter=StatedTiming)
    of: str = attrs.field(converter=as_id, kw_only=True)


class StatedChange(Word):
    """What a report says became of an alteration over a treatment."""

    ACQUIRED = "acquired"
    NEW = "new"
    PRE_EXISTING = "pre-existing"
    RETAINED = "retained"
    LOST = "lost"


@attrs.frozen
class AlterationClaim(ClaimBase):
    """What the report says of an alteration: ``alteration: EGFR T790M``, ``is: acquired``.

    ``alteration``: the alteration.
    ``of``: the treatment over which it is said to have changed.
    ``is_``: what became of it; ``new`` says that it was found then, ``acquired`` that it arose.
    """

    key = "alteration"
    subject = "alteration"
    alteration: str
    of: str = attrs.field(converter=as_id, kw_only=True)
    is_: StatedChange = attrs.field(converter=StatedChange, kw_only=True)


@attrs.frozen
class LineCountClaim(ClaimBase):
    """A stated number of lines: ``lines: 4``, ``before: befotertinib``.

    ``lines``: how many (``4``, ``at least 3``).
    ``before``: the treatment before which they were given; of the whole case when left out.
    """

    key = "lines"
    subject = "lines"
    lines: Quantity = attrs.field(converter=as_quantity)
    before: str | None = attrs.field(
        default=None, converter=attrs.converters.optional(as_id), kw_only=True
    )

    def __attrs_post_init__(self) -> None:
        if self.lines.unit or self.lines.value < 0 or self.lines.value % 1:
            raise NotationError(str(self.lines), "is no number of lines; write '4' or 'at least 3'")


Claim: TypeAlias = (
    IntervalClaim
    | CountClaim
    | LineClaim
    | ResponseClaim
    | ResistanceClaim
    | AlterationClaim
    | LineCountClaim
)

CLAIM_KINDS: dict[str, type[Claim]] = {kind.key: kind for kind in get_args(Claim)}
"""Document key to class."""
