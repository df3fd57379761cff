"""Events of the disease itself: its diagnosis, its spread, its growth and its change."""

from __future__ import annotations

import attrs

from timeline.model.components import Certainty, Stage
from timeline.model.events.base import EventBase
from timeline.model.words import as_texts


@attrs.frozen
class Diagnosis(EventBase):
    """A tumour was diagnosed: histology, site, stage."""

    key = "diagnosis"
    subject = "histology"
    histology: str
    site: str | None = attrs.field(default=None, kw_only=True)
    stage: Stage | None = attrs.field(default=None, kw_only=True)
    evidence: str | None = attrs.field(default=None, kw_only=True)
    certainty: Certainty = attrs.field(
        default=Certainty.CONFIRMED, converter=Certainty, kw_only=True
    )


@attrs.frozen
class Metastasis(EventBase):
    """Spread to new sites became known."""

    key = "metastasis"
    subject = "sites"
    sites: tuple[str, ...] = attrs.field(converter=as_texts)
    evidence: str | None = attrs.field(default=None, kw_only=True)
    certainty: Certainty = attrs.field(
        default=Certainty.CONFIRMED, converter=Certainty, kw_only=True
    )


@attrs.frozen
class Progression(EventBase):
    """The disease grew or came back: where, in which pattern, on what evidence."""

    key = "progression"
    subject = "sites"
    sites: tuple[str, ...] = attrs.field(converter=as_texts)
    pattern: str | None = attrs.field(default=None, kw_only=True)
    evidence: str | None = attrs.field(default=None, kw_only=True)
    certainty: Certainty = attrs.field(
        default=Certainty.CONFIRMED, converter=Certainty, kw_only=True
    )


@attrs.frozen
class HistologicTransformation(EventBase):
    """The disease changed its kind: adenocarcinoma to small cell, chronic phase to blast phase."""

    key = "transformation"
    subject = "to"
    to: str
    previously: str | None = attrs.field(default=None, kw_only=True)
    evidence: str | None = attrs.field(default=None, kw_only=True)
