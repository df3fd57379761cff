"""Events of the disease itself: its diagnosis, its spread, its growth and its change."""

from __future__ import annotations

import attrs

from timeline.model.components import Certainty, DiseasePhase, Stage
from timeline.model.events.base import EventBase
from timeline.model.words import as_texts


@attrs.frozen
class Diagnosis(EventBase):
    """A tumour was diagnosed: histology, site, stage.

    ``histology``: what was diagnosed, in the report's words.
    ``site``: the organ of the primary.
    ``stage``: the stage at the diagnosis, with its system.
    ``evidence``: what the diagnosis rests on.
    ``certainty``: how sure the report is of it.
    """

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
    """Spread to new sites became known.

    ``sites``: where; several are separated by ``;``.
    ``evidence``: what shows it (``MRI``, ``biopsy``).
    ``certainty``: how sure the report is of it.
    """

    key = "metastasis"
    subject = "sites"
    sites: tuple[str, ...] = attrs.field(converter=as_texts)
    evidence: str | None = attrs.field(default=None, kw_only=True)
    certainty: Certainty = attrs.field(
        default=Certainty.CONFIRMED, converter=Certainty, kw_only=True
    )


@attrs.frozen
class Progression(EventBase):
    """The disease grew or came back: where, in which pattern, on what evidence.

    ``sites``: where; several are separated by ``;``, and ``not stated`` is an answer too.
    ``pattern``: the report's word for how it spread (``intracranial``, ``oligoprogression``).
    ``evidence``: what shows it (``CT``, ``rising PSA``).
    ``certainty``: how sure the report is of it.
    """

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
    """The disease changed its kind: adenocarcinoma to small cell.

    ``to``: what it is now.
    ``previously``: what it was before.
    ``evidence``: what shows it.
    """

    key = "transformation"
    subject = "to"
    to: str
    previously: str | None = attrs.field(default=None, kw_only=True)
    evidence: str | None = attrs.field(default=None, kw_only=True)


@attrs.frozen
class PhaseChange(EventBase):
    """The phase in which a leukaemia was found: a state of the disease, and no histology.

    ``phase``: the phase it was in then; a return to a chronic phase is no progression.
    ``previously``: the phase it was in before.
    ``evidence``: what shows it.
    ``certainty``: how sure the report is of it.
    """

    key = "disease_phase"
    subject = "phase"
    phase: DiseasePhase = attrs.field(converter=DiseasePhase)
    previously: DiseasePhase | None = attrs.field(
        default=None, converter=attrs.converters.optional(DiseasePhase), kw_only=True
    )
    evidence: str | None = attrs.field(default=None, kw_only=True)
    certainty: Certainty = attrs.field(
        default=Certainty.CONFIRMED, converter=Certainty, kw_only=True
    )

    @property
    def name(self) -> str:
        """``blast phase``: the word alone would be no name."""
        return f"{self.phase.value} phase"
