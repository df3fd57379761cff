"""The kinds of number a paper prints: a closed union, as events are for a case.

All share :class:`NumberBase`. The class attribute ``key`` is the document key that names the kind,
``subject`` the field that the key's value fills: ``count: female``.
"""

from __future__ import annotations

from typing import ClassVar, TypeAlias

import attrs

from timeline.model.study.printed import (
    Figure,
    PValue,
    Share,
    Span,
    as_figure,
    as_p_value,
    as_share,
    as_span,
)
from timeline.model.words import as_texts


@attrs.frozen(kw_only=True)
class NumberBase:
    """What every number has.

    ``id`` names it for the others. ``same_as`` is a number of the same study that states the same
    thing at another place; ``repeats`` is ``study#id``, where another paper stated it first.
    ``ref`` is the entry in the paper's own list of references. ``cite`` is a place in the paper.
    """

    key: ClassVar[str]
    subject: ClassVar[str]

    id: str
    same_as: str | None = None
    repeats: str | None = None
    ref: int | None = None
    cite: str | None = None
    note: str | None = None
    quote: str | None = None

    @property
    def name(self) -> str:
        """What is counted or measured."""
        text: str = getattr(self, self.subject)
        return text


@attrs.frozen
class Group(NumberBase):
    """A set of patients and how many the paper says they are: what counts are counted in."""

    key = "group"
    subject = "group"
    group: str
    is_: int = attrs.field(kw_only=True)


@attrs.frozen
class Count(NumberBase):
    """How many patients of a group have something, as a count, a percentage or both.

    ``of`` names the group or count that is the whole; where the paper does not say so and the
    curator supposes it, ``because`` says why. ``within`` is for a percentage whose whole is not
    stated at all, and is some part of that group.
    """

    key = "count"
    subject = "count"
    count: str
    of: str | None = attrs.field(default=None, kw_only=True)
    within: str | None = attrs.field(default=None, kw_only=True)
    because: str | None = attrs.field(default=None, kw_only=True)
    is_: Share = attrs.field(converter=as_share, kw_only=True)


@attrs.frozen
class Median(NumberBase):
    """A median, with its range or 95 % confidence interval; ``NR`` and ``not given`` differ."""

    key = "median"
    subject = "median"
    median: str
    of: str | None = attrs.field(default=None, kw_only=True)
    is_: Figure = attrs.field(converter=as_figure, kw_only=True)
    range_: Span | None = attrs.field(default=None, converter=as_span, kw_only=True)
    ci: Span | None = attrs.field(default=None, converter=as_span, kw_only=True)


@attrs.frozen
class Comparison(NumberBase):
    """A printed p: of what, between which numbers, by which test where the paper says so there."""

    key = "p"
    subject = "p"
    p: str
    between: tuple[str, ...] = attrs.field(default=(), converter=as_texts, kw_only=True)
    test: str | None = attrs.field(default=None, kw_only=True)
    is_: PValue = attrs.field(converter=as_p_value, kw_only=True)


@attrs.frozen
class Sum(NumberBase):
    """A whole and the parts it is made of: no patient is in two of them, none in no part.

    It prints nothing of its own: ``total`` and ``parts`` are ids of numbers that are printed.
    """

    key = "sum"
    subject = "sum"
    sum: str
    total: str = attrs.field(kw_only=True)
    parts: tuple[str, ...] = attrs.field(converter=as_texts, kw_only=True)


@attrs.frozen
class Value(NumberBase):
    """Any other number, in the words it is printed with: a rate, a ratio, a concentration."""

    key = "value"
    subject = "value"
    value: str
    of: str | None = attrs.field(default=None, kw_only=True)
    is_: str = attrs.field(kw_only=True)
    ci: Span | None = attrs.field(default=None, converter=as_span, kw_only=True)


Number: TypeAlias = Group | Count | Median | Comparison | Sum | Value

NUMBER_KINDS: dict[str, type[Number]] = {
    kind.key: kind for kind in (Group, Count, Median, Comparison, Sum, Value)
}
"""Document key to class."""
