"""Moments: when something happened, in the small grammar that authors' words fit into.

============================================  ==================================================
written                                       meaning
============================================  ==================================================
``2023-02-14``, ``2016-09``, ``2016``         a date, to the day, month or year
``2016-09~``, ``2016-09?``                    approximate, uncertain
``2019-09/2020-01``, ``../2019-09``           some day within; open on one side
``start of crizotinib + 3 weeks``             relative to a named moment; ``dx - 2 months``
``start of crizotinib``, ``biopsy``           the same day as that moment
``after biopsy``, ``before surgery``          order: later, earlier in the course; maybe that day
``since biopsy``, ``by surgery``              the same, or that very moment
``then biopsy``                               after it, and on a later day
``after 2020-09``, ``before 2020-09-30``      not before that date, not after it
``during icotinib``                           after its start, not after its end
``day 45``, ``day 45-50``                     from the case's day 0
``ongoing``                                   (ends only) still on at the data cut-off
``A, B``                                      both hold
``A or B``                                    one of them holds: the report does not say which
============================================  ==================================================

A missing moment (``None`` on an event) is unknown, bounded only by what else is known.
"""

from __future__ import annotations

import enum
import re
from datetime import date
from functools import cached_property, lru_cache
from typing import TypeAlias

import attrs

from timeline.errors import NotationError
from timeline.model.amounts import Amount, parse_amount
from timeline.model.when import PartialDate, Precision, parse_date
from timeline.model.words import as_id


class Basis(enum.StrEnum):
    """Who says so: the report, the curator, or the words' meaning (a start precedes its end)."""

    REPORTED = "reported"
    ASSUMED = "assumed"
    DEFINITION = "definition"


class Edge(enum.StrEnum):
    """Which moment of an event: the only one, or the start or end of what lasts."""

    AT = "at"
    START = "start"
    END = "end"


@attrs.frozen
class Anchor:
    """A named moment: an event's id (or the name or kind only one event has), and which edge.

    ``edge`` is None when the writer named the event alone, which is enough for a point event.
    """

    event: str = attrs.field(converter=as_id)
    edge: Edge | None = None

    def __str__(self) -> str:
        return self.event if self.edge in (None, Edge.AT) else f"{self.edge.value} of {self.event}"


@attrs.frozen
class On:
    """On some day of a partial date."""

    date: PartialDate


@attrs.frozen
class Offset:
    """``anchor`` plus an amount; minus it when ``negative``."""

    anchor: Anchor
    amount: Amount
    negative: bool = False


@attrs.frozen
class SameDay:
    """The same day as ``anchor``."""

    anchor: Anchor


@attrs.frozen
class NotBefore:
    """On the day of ``anchor`` or later; when ``strictly``, later in the course even so.

    ``days`` is 1 for what is on a later day.
    """

    anchor: Anchor
    strictly: bool = False
    days: int = 0


@attrs.frozen
class NotAfter:
    """On the day of ``anchor`` or earlier; when ``strictly``, earlier in the course even so."""

    anchor: Anchor
    strictly: bool = False


@attrs.frozen
class DayNumber:
    """``first`` to ``last`` days from the case's day 0."""

    first: int
    last: int


@attrs.frozen
class Ongoing:
    """Still on at the data cut-off: the end is censored there, not known."""


Term: TypeAlias = On | Offset | SameDay | NotBefore | NotAfter | DayNumber | Ongoing

MAX_ALTERNATIVES = 4
"""How many readings joined with ``or`` one moment may have."""

MAX_LENGTH = 1_000
"""Characters of a moment; documents are untrusted, and reading takes the square of their length."""


@attrs.frozen
class Moment:
    """One moment of a case: the text as written, what it means, and who says so.

    ``alternatives`` are the readings of ``A or B``; the terms of each hold together.
    ``because`` is the reason for an assumed moment.
    """

    text: str
    alternatives: tuple[tuple[Term, ...], ...] = attrs.field(repr=False)
    basis: Basis = Basis.REPORTED
    because: str | None = None

    def __attrs_post_init__(self) -> None:
        if self.basis is Basis.ASSUMED and not self.because:
            raise NotationError(self.text, "an assumed moment needs its reason")

    def __str__(self) -> str:
        return self.text

    # Computed once: a moment read twice is one value, and a million cases share a few thousand.

    @cached_property
    def ongoing(self) -> bool:
        """True for the end of something still on at the data cut-off."""
        return any(isinstance(term, Ongoing) for terms in self.alternatives for term in terms)

    @cached_property
    def date(self) -> PartialDate | None:
        """The partial date, where the moment is written as one."""
        if len(self.alternatives) == 1:
            for term in self.alternatives[0]:
                if isinstance(term, On):
                    return term.date
        return None

    @cached_property
    def anchors(self) -> tuple[Anchor, ...]:
        """Every other moment this one is tied to."""
        return tuple(
            term.anchor
            for terms in self.alternatives
            for term in terms
            if isinstance(term, Offset | SameDay | NotBefore | NotAfter)
        )

    @cached_property
    def simple(self) -> bool:
        """Whether it is a date, ongoing, or order: one reading, and nothing that is counted."""
        return len(self.alternatives) == 1 and not any(
            isinstance(term, Offset | DayNumber) or (isinstance(term, NotBefore) and term.days)
            for term in self.alternatives[0]
        )


_ID = r"[^\W_](?:[\w.:/-]*\w)?"
_ANCHOR = rf"(?:(?P<edge>start|end) of )?(?P<event>{_ID})"
_RELATIVE = re.compile(rf"{_ANCHOR}(?:\s+(?P<sign>[+\u2212-])\s+(?P<amount>.+))?", re.IGNORECASE)
_ORDER = re.compile(
    r"(?P<word>then|after|since|not before|before|by|until|not after)\s+(?P<what>.+)",
    re.IGNORECASE,
)
_DURING = re.compile(rf"during\s+(?P<event>{_ID})", re.IGNORECASE)
_DAY = re.compile(
    r"day\s+(?P<first>[-\u2212]?\d{1,6})(?:\s*(?:-|\u2013|to)\s*(?P<last>[-\u2212]?\d{1,6}))?",
    re.IGNORECASE,
)
_LATER = {"then", "after", "since", "not before"}
_STRICTLY = {"then", "after", "before"}


_NOTHING = {"unknown", "not stated", "unclear", "unspecified", "undated", "n/a", "na", "none", "?"}


@lru_cache(maxsize=16_384)
def parse_moment(text: str) -> Moment:
    """Read the grammar of this module; raises :class:`NotationError` pointing at the bad part."""
    plain = as_id(text)  # the names in it are those of events
    written = plain.strip()
    if not written:
        raise NotationError(text, "is empty; leave the key out when the report gives no time")
    if len(written) > MAX_LENGTH:
        raise NotationError(f"{written[:40]}...", f"is longer than {MAX_LENGTH} characters")
    indent = len(plain) - len(plain.lstrip())
    if written.casefold() in _NOTHING:
        raise NotationError(text, "is no moment; leave the key out when the report gives no time")
    alternatives = []
    for reading, place in _split(written, " or "):
        terms: list[Term] = []
        for part, offset in _split(reading, ","):
            try:
                terms.extend(_parse_term(part.strip()))
            except NotationError as error:
                column = indent + place + offset + len(part) - len(part.lstrip()) + error.column
                raise NotationError(text, error.reason, min(column, len(text))) from None
        alternatives.append(tuple(terms))
    if len(alternatives) > MAX_ALTERNATIVES:
        raise NotationError(text, f"has more than {MAX_ALTERNATIVES} alternatives")
    moment = Moment(text=written, alternatives=tuple(alternatives))
    if moment.ongoing and moment.alternatives != ((Ongoing(),),):
        raise NotationError(text, "'ongoing' stands alone")
    return moment


def as_moment(value: Moment | str | date | None) -> Moment | None:
    """What the events accept for a moment: the grammar's text, a ``datetime.date``, or a Moment."""
    if value is None or isinstance(value, Moment):
        return value
    if isinstance(value, date):
        return parse_moment(value.isoformat()[:10])
    if isinstance(value, str):
        return parse_moment(value)
    raise NotationError(str(value), f"is a {type(value).__name__}, not a moment; write it as text")


def assumed(text: str, because: str) -> Moment:
    """A moment the curator supposes and the report does not state, with the reason."""
    return attrs.evolve(parse_moment(text), basis=Basis.ASSUMED, because=because)


def _split(text: str, separator: str) -> list[tuple[str, int]]:
    """The parts of ``text`` with the place where each begins."""
    parts, place = [], 0
    for part in text.split(separator):
        parts.append((part, place))
        place += len(part) + len(separator)
    return parts


def _parse_term(text: str) -> tuple[Term, ...]:
    if text.lower() == "ongoing":
        return (Ongoing(),)
    if match := _DAY.fullmatch(text):
        first = int(match["first"].replace("\u2212", "-"))
        last = int(match["last"].replace("\u2212", "-")) if match["last"] else first
        if last < first:
            raise NotationError(text, "the day numbers run backwards")
        return (DayNumber(first, last),)
    if match := _DURING.fullmatch(text):
        event = match["event"]
        begun = NotBefore(Anchor(event, Edge.START), strictly=True)
        return begun, NotAfter(Anchor(event, Edge.END))
    if match := _ORDER.fullmatch(text):
        word = match["word"].lower()
        parse = _parse_after if word in _LATER else _parse_before
        try:
            return (parse(match["what"], word),)
        except NotationError as error:
            column = match.start("what") + error.column
            raise NotationError(text, error.reason, column) from None
    # An id may begin with a digit (5-fu-course), a date always with four of them or "..".
    if (
        text.startswith("..")
        or text[:4].isdigit()
        or (text[:1].isdigit() and re.search(r"[ /]", text))
    ):
        return (On(parse_date(text)),)
    return (_parse_relative(text),)


def _parse_after(what: str, word: str) -> On | NotBefore:
    if what[:4].isdigit():
        day = parse_date(what)
        if word != "then":
            return On(PartialDate(day.earliest, None, Precision.RANGE))
        raise NotationError(what, "'then' takes a named moment; write 'after' with a date")
    return NotBefore(_named(what), word in _STRICTLY, days=int(word == "then"))


def _parse_before(what: str, word: str) -> On | NotAfter:
    if what[:4].isdigit():
        return On(PartialDate(None, parse_date(what).latest, Precision.RANGE))
    anchor = _named(what)
    # "Before icotinib" can only mean before its start; "after icotinib" has to say which end.
    return NotAfter(attrs.evolve(anchor, edge=anchor.edge or Edge.START), word in _STRICTLY)


def _named(what: str) -> Anchor:
    relation = _parse_relative(what)
    if isinstance(relation, SameDay):
        return relation.anchor
    reason = "'after' and 'before' take a named moment or a date, without an amount"
    raise NotationError(what, reason)


def _parse_relative(text: str) -> SameDay | Offset:
    match = _RELATIVE.fullmatch(text)
    if not match:
        raise NotationError(
            text,
            "is not a moment; write a date (2016-09), 'start of crizotinib + 3 weeks', "
            "'after biopsy', 'day 45' or 'ongoing'",
        )
    anchor = Anchor(match["event"], Edge(match["edge"].lower()) if match["edge"] else None)
    if not match["sign"]:
        return SameDay(anchor)
    try:
        amount = parse_amount(match["amount"])
    except NotationError as error:
        raise NotationError(text, f"{error.text!r} {error.reason}", match.start("amount")) from None
    return Offset(anchor, amount, negative=match["sign"] != "+")
