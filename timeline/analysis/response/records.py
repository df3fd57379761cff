"""The dated responses, progressions, deaths and signs of life of a case, and what they say."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

import attrs

from timeline.analysis.evidence.disease import ProgressionEvidence
from timeline.analysis.lines import Line
from timeline.analysis.response.conventions import Convention
from timeline.analysis.response.orders import Order
from timeline.model.case import Point
from timeline.model.components import Scope
from timeline.vocabulary.responses import ResponseMeaning

WORDING = "wording"
"""The scale of responses that the report puts in words of no scale."""

RECIST = "RECIST 1.1"
IRECIST = "iRECIST"

IUPD = "iUPD"
"""The one category of progression that may still be taken back (iRECIST)."""


@attrs.frozen(kw_only=True)
class Record:
    """One response of one assessment: where it stands on which scale.

    ``rank`` grows from best to worst within the scale. ``category`` is None where the report has
    only words, whose ``scale`` is then ``wording``. ``worsens`` says whether it is evidence that
    the disease progressed, as no part is where the whole is found otherwise. ``after`` are the
    moments that the report's words place it behind ("during crizotinib").
    """

    event: str
    point: Point
    after: frozenset[Point]
    tumour: str | None
    scale: str
    category: str | None
    meaning: ResponseMeaning | None
    rank: int
    scope: Scope
    site: str | None
    wording: str | None
    worsens: bool

    @property
    def told(self) -> str:
        """The response by its category, or by the report's words where it has none."""
        return self.category or self.wording or ""

    @property
    def overall(self) -> bool:
        """Whether the response is of the whole disease."""
        return self.scope is Scope.OVERALL

    @property
    def progressed(self) -> bool:
        """Whether the response means progression."""
        return self.meaning is ResponseMeaning.PROGRESSION

    @property
    def evaluable(self) -> bool:
        """Whether the response says anything of the tumour."""
        return self.meaning not in (None, ResponseMeaning.NOT_EVALUABLE)


class EndpointEvent(NamedTuple):
    """A dated event that an endpoint can rest on: its id, moment, and a few words.

    ``after`` are the moments that the report's words place it behind.
    """

    event: str
    point: Point
    what: str
    after: frozenset[Point] = frozenset()
    tumour: str | None = None


@attrs.frozen(kw_only=True)
class Records:
    """What the endpoints of a case are made of, in document order.

    ``stopped`` are the ends of treatments that stopped for progression, which count where nothing
    else tells of it. ``alive`` are the moments that show the patient alive, ``follow_up`` those of
    them that say so; ``lived`` are those of which only order and lengths tell when they were.
    ``told_dead`` are follow-ups that tell of a death no event dates.
    """

    responses: tuple[Record, ...]
    progressions: tuple[EndpointEvent, ...]
    stopped: tuple[EndpointEvent, ...]
    deaths: tuple[EndpointEvent, ...]
    alive: tuple[EndpointEvent, ...]
    lived: tuple[EndpointEvent, ...]
    follow_up: tuple[EndpointEvent, ...]
    lost: tuple[EndpointEvent, ...]
    told_dead: tuple[EndpointEvent, ...]

    def limited(
        self, responses: Iterable[Record], progressions: Iterable[EndpointEvent]
    ) -> Records:
        """These records with only some of the responses and progressions."""
        return Records(
            responses=tuple(responses),
            progressions=tuple(progressions),
            stopped=self.stopped,
            deaths=self.deaths,
            alive=self.alive,
            lived=self.lived,
            follow_up=self.follow_up,
            lost=self.lost,
            told_dead=self.told_dead,
        )

    @cached_property
    def overall(self) -> tuple[Record, ...]:
        """The responses that speak of the whole disease."""
        return tuple([record for record in self.responses if record.overall])

    @cached_property
    def evaluable(self) -> tuple[Record, ...]:
        """The overall responses that say anything of the tumour."""
        return tuple([record for record in self.overall if record.evaluable])

    @cached_property
    def scales(self) -> list[list[Record]]:
        """The responses of the whole disease, grouped by scale."""
        return grouped(self.overall)

    @cached_property
    def worse(self) -> tuple[tuple[Record, EndpointEvent], ...]:
        """The responses that are evidence of progression, each with the sign it is."""
        return tuple([(record, _worsened(record)) for record in self.responses if record.worsens])

    @cached_property
    def objective(self) -> tuple[EndpointEvent, ...]:
        """The responses that mean progression by a category of the whole disease."""
        worse = self.worse
        return tuple([s for record, s in worse if record.overall and record.category is not None])

    @cached_property
    def documented(self) -> tuple[EndpointEvent, ...]:
        """The responses that mean progression, and the progressions told without an assessment."""
        return (*(sign for _, sign in self.worse), *self.progressions)

    def counting(self, convention: Convention) -> tuple[EndpointEvent, ...]:
        """The progressions that a convention counts, be they confirmed or not."""
        return (
            self.objective if convention.evidence is ProgressionEvidence.RECIST else self.documented
        )

    def confirmed(self, convention: Convention) -> tuple[EndpointEvent, ...]:
        """The progressions that a convention counts and that cannot be taken back."""
        signs = self.counting(convention)
        if not self.unconfirmed:
            return signs
        open_ = [sign for record, sign in self.worse if record.category == IUPD]
        return tuple([sign for sign in signs if sign not in open_])

    def stopped_of(self, line: Line | None) -> list[EndpointEvent]:
        """The ends of the treatments of a line that stopped for progression."""
        return [sign for sign in self.stopped if line and sign.event in line.therapies]

    @cached_property
    def unconfirmed(self) -> bool:
        """Whether any response is a progression that may be taken back (iUPD)."""
        return any(record.category == IUPD for record in self.responses)


def grouped(records: Iterable[Record]) -> list[list[Record]]:
    """Records of one scope, site and scale together: overall first, RECIST before others."""
    groups: dict[tuple[Scope, str | None, str], list[Record]] = {}
    for record in records:
        place = record.site.casefold() if record.site else None
        groups.setdefault((record.scope, place, record.scale), []).append(record)
    return sorted(groups.values(), key=lambda g: (not g[0].overall, _precedence(g[0])))


def _precedence(record: Record) -> int:
    if record.scale == RECIST:
        return 0
    return 1 if record.category is not None else 2


def progressions(
    records: Records, convention: Convention, order: Order
) -> tuple[EndpointEvent, ...]:
    """What counts as progression under a convention.

    ``recist``: overall categories that mean progression, whatever their scale. ``any``: these, the
    report's words for the whole, an organ or a lesion, and progressions told without an assessment;
    but no part of an assessment that found no progression of the whole. An iUPD counts by its own
    rule (:func:`stands`).
    """
    signs = records.counting(convention)
    if not records.unconfirmed:
        return signs
    lost = [
        sign
        for record, sign in records.worse
        if record.category == IUPD and not stands(record, records, convention, order)
    ]
    return tuple([sign for sign in signs if sign not in lost])


def _worsened(record: Record) -> EndpointEvent:
    place = f" ({record.site})" if record.site else ""
    return EndpointEvent(
        event=record.event,
        point=record.point,
        what=f"progression: {record.told}{place}",
        after=record.after,
        tumour=record.tumour,
    )


def stands(record: Record, records: Records, convention: Convention, order: Order) -> bool:
    """Whether an unconfirmed progression (iUPD) is one after all.

    It is when an iCPD follows with nothing but iUPD and NE between; it is not when something better
    follows first; and where neither follows (treatment stopped, no further assessment, death) it is
    unless the convention asks for confirmation (Seymour et al. 2017, Lancet Oncol 18:e143).
    """
    others = [
        other
        for other in records.evaluable
        if other is not record
        and other.scale == record.scale
        and other.category != IUPD
        and order.reaches(record.point, other.point, 1)
        and not any(_worse_that_day(worse, other, order) for worse in records.overall)
    ]
    if not others:
        return not convention.iupd_needs_confirmation
    nearest = order.first(other.point for other in others)
    return any(other.progressed for other in others if other.point == nearest)


def _worse_that_day(record: Record, other: Record, order: Order) -> bool:
    """Whether a record replaces a better one that is surely of the same day."""
    return (
        record.scale == other.scale
        and record.evaluable
        and record.rank > other.rank
        and order.known(record.point, other.point) is True
        and order.known(other.point, record.point) is True
    )
