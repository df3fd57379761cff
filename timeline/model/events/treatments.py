"""What was done to the patient: drugs, radiation, and procedures."""

from __future__ import annotations

import attrs

from timeline.errors import NotationError
from timeline.model.components import Drug, Phase, ProcedureType, Setting, StopReason, as_drugs
from timeline.model.events.base import EventBase, as_reference
from timeline.model.quantities import Quantity, as_quantity


@attrs.frozen
class Procedure(EventBase):
    """Surgery, biopsy, transplant or another intervention without a drug course.

    ``what``: what was done (``lobectomy``, ``re-biopsy``).
    ``type``: what kind of intervention it is.
    ``site``: where it was done.
    ``outcome``: what came of it (``R0 resection``).
    """

    key = "procedure"
    subject = "what"
    what: str
    type: ProcedureType = attrs.field(
        default=ProcedureType.OTHER, converter=ProcedureType, kw_only=True
    )
    site: str | None = attrs.field(default=None, kw_only=True)
    outcome: str | None = attrs.field(default=None, kw_only=True)


@attrs.frozen
class Therapy(EventBase):
    """A course of one or several antineoplastic drugs.

    ``drugs``: the drugs, joined with ``+``; a class (``chemotherapy``) where none is named.
    ``regimen``: the name of the combination (``FOLFOX``).
    ``line``: the author's line number in advanced disease, or yours where the author gives none.
    ``lines``: how many lines it stands for, where the report sums up earlier treatment (``3``,
    ``at least 2``; ``at least 1`` where it only says that the patient was pretreated).
    ``line_label``: the author's words for the line, where they differ from the number.
    ``setting``: the intent; what is not advanced is counted apart.
    ``phase``: the part of a line it makes up.
    ``cycles``: how many cycles were given.
    ``doses``: how many doses were given.
    ``stop``: why it ended.
    ``rechallenge_of``: the id of the earlier course of the same drug.
    """

    key = "therapy"
    subject = "drugs"
    lasting = True
    drugs: tuple[Drug, ...] = attrs.field(converter=as_drugs)
    regimen: str | None = attrs.field(default=None, kw_only=True)
    line: int | None = attrs.field(default=None, kw_only=True)
    lines: Quantity | None = attrs.field(default=None, converter=as_quantity, kw_only=True)
    line_label: str | None = attrs.field(default=None, kw_only=True)
    setting: Setting = attrs.field(default=Setting.NOT_STATED, converter=Setting, kw_only=True)
    phase: Phase | None = attrs.field(
        default=None, converter=attrs.converters.optional(Phase), kw_only=True
    )
    cycles: Quantity | None = attrs.field(default=None, converter=as_quantity, kw_only=True)
    doses: Quantity | None = attrs.field(default=None, converter=as_quantity, kw_only=True)
    stop: StopReason = attrs.field(
        default=StopReason.NOT_STATED, converter=StopReason, kw_only=True
    )
    rechallenge_of: str | None = attrs.field(default=None, converter=as_reference, kw_only=True)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        many = self.lines
        if many is not None and (many.unit or many.value < 1 or many.value % 1):
            raise NotationError(
                str(many), "is no number of lines: write '3' or 'at least 1'; no line is no therapy"
            )

    @property
    def name(self) -> str:
        """The regimen's name or its drugs, joined with ``+``."""
        return self.regimen or " + ".join(drug.name for drug in self.drugs)


@attrs.frozen
class Radiotherapy(EventBase):
    """A course of radiation.

    ``site``: what was irradiated.
    ``setting``: the intent.
    ``dose``: the whole dose (``40 Gy``).
    ``fractions``: over how many fractions.
    ``technique``: how (``SBRT``, ``whole brain``).
    ``outcome``: what came of it.
    """

    key = "radiotherapy"
    subject = "site"
    lasting = True
    site: str
    setting: Setting = attrs.field(default=Setting.NOT_STATED, converter=Setting, kw_only=True)
    dose: Quantity | None = attrs.field(default=None, converter=as_quantity, kw_only=True)
    fractions: int | None = attrs.field(default=None, kw_only=True)
    technique: str | None = attrs.field(default=None, kw_only=True)
    outcome: str | None = attrs.field(default=None, kw_only=True)


@attrs.frozen
class SupportiveCare(EventBase):
    """Drugs that support and are never a line: bone agents, antiemetics, antihypertensives.

    ``drugs``: the drugs, joined with ``+``.
    ``purpose``: what they were given for.
    ``doses``: how many doses were given.
    ``stop``: why it ended.
    """

    key = "supportive_care"
    subject = "drugs"
    lasting = True
    drugs: tuple[Drug, ...] = attrs.field(converter=as_drugs)
    purpose: str | None = attrs.field(default=None, kw_only=True)
    doses: Quantity | None = attrs.field(default=None, converter=as_quantity, kw_only=True)
    stop: StopReason = attrs.field(
        default=StopReason.NOT_STATED, converter=StopReason, kw_only=True
    )

    @property
    def name(self) -> str:
        """The drugs, joined with ``+``."""
        return " + ".join(drug.name for drug in self.drugs)
