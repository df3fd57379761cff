"""The kinds of event a case report is made of: one frozen class per kind.

All share :class:`EventBase`. A point event has ``at``; what lasts has ``start`` and ``end``, or
``at`` when it took place within one day. The class attribute ``key`` is the document key that names
the kind, ``subject`` the field that the key's value fills: ``therapy: icotinib``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, TypeAlias, get_args

import attrs

from timeline.errors import NotationError
from timeline.model.assays import (
    Analyte,
    Assay,
    Finding,
    Specimen,
    as_findings,
    parse_assay,
)
from timeline.model.components import (
    Certainty,
    ConditionType,
    Drug,
    EventStatus,
    Phase,
    Presence,
    ProcedureType,
    Response,
    Setting,
    Stage,
    StopReason,
    as_drugs,
    as_responses,
)
from timeline.model.kinds import AlterationClass
from timeline.model.moments import Edge, Moment, as_moment
from timeline.model.quantities import Quantity, as_quantity
from timeline.model.words import as_id, as_texts


def _as_reference(value: str | None) -> str | None:
    return None if value is None else as_id(value)


@attrs.frozen(kw_only=True)
class EventBase:
    """What every event has.

    ``id`` names it for cross-references (derived from its subject when left empty). ``tumour``
    says which tumour it belongs to when there are several. ``status`` says whether it took place at
    all and ``reason`` why not: what was declined, planned, not done or failed counts nowhere as
    having happened; its ``at`` is when that was so, and it has no start and end. ``cite`` is a
    place in the report, ``quote`` its words, for private cases only.
    """

    key: ClassVar[str]
    subject: ClassVar[str]
    lasting: ClassVar[bool] = False

    id: str = attrs.field(default="", converter=as_id)
    at: Moment | None = attrs.field(default=None, converter=as_moment)
    start: Moment | None = attrs.field(default=None, converter=as_moment)
    end: Moment | None = attrs.field(default=None, converter=as_moment)
    tumour: str | None = attrs.field(default=None, converter=_as_reference)
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
class Procedure(EventBase):
    """Surgery, biopsy, transplant or another intervention without a drug course."""

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

    ``line`` is the author's line number, ``line_label`` the author's words when they differ from
    it. ``cycles`` and ``doses`` count what was given.
    """

    key = "therapy"
    subject = "drugs"
    lasting = True
    drugs: tuple[Drug, ...] = attrs.field(converter=as_drugs)
    regimen: str | None = attrs.field(default=None, kw_only=True)
    line: int | None = attrs.field(default=None, kw_only=True)
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
    rechallenge_of: str | None = attrs.field(default=None, converter=_as_reference, kw_only=True)

    @property
    def name(self) -> str:
        """The regimen's name or its drugs, joined with ``+``."""
        return self.regimen or " + ".join(drug.name for drug in self.drugs)


@attrs.frozen
class Radiotherapy(EventBase):
    """A course of radiation: ``dose`` in Gy, over so many fractions."""

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
    """Drugs that support and are never a line: bone agents, antiemetics, antihypertensives."""

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


def _as_classes(value: str | Iterable[str]) -> tuple[AlterationClass, ...]:
    """One class of alterations or several; ``fusions; copy number`` is two."""
    return tuple(AlterationClass(text) for text in as_texts(value))


@attrs.frozen
class MolecularTest(EventBase):
    """A test of the tumour and what it found, did not find, or could not tell.

    ``of`` names the procedure that gave the specimen. ``genes`` are those the assay covered, when
    the report lists them, ``covers`` the classes of alteration it reports on; ``depth`` is reads
    (``500 x``), ``detection_limit`` a fraction. ``analyte`` is what it read, where its name does
    not say; ``pair_of`` the test that was done beside it on the same occasion (plasma and tissue,
    DNA and RNA).
    """

    key = "test"
    subject = "assay"
    assay: str
    specimen: Specimen | None = attrs.field(default=None, kw_only=True)
    of: str | None = attrs.field(default=None, converter=_as_reference, kw_only=True)
    panel: str | None = attrs.field(default=None, kw_only=True)
    genes: tuple[str, ...] = attrs.field(default=(), converter=as_texts, kw_only=True)
    covers: tuple[AlterationClass, ...] = attrs.field(
        default=(), converter=_as_classes, kw_only=True
    )
    analyte: Analyte | None = attrs.field(
        default=None, converter=attrs.converters.optional(Analyte), kw_only=True
    )
    pair_of: str | None = attrs.field(default=None, converter=_as_reference, kw_only=True)
    platform: str | None = attrs.field(default=None, kw_only=True)
    depth: Quantity | None = attrs.field(default=None, converter=as_quantity, kw_only=True)
    detection_limit: Quantity | None = attrs.field(
        default=None, converter=as_quantity, kw_only=True
    )
    found: tuple[Finding, ...] = attrs.field(default=(), converter=as_findings, kw_only=True)
    not_found: tuple[Finding, ...] = attrs.field(default=(), converter=as_findings, kw_only=True)
    equivocal: tuple[Finding, ...] = attrs.field(default=(), converter=as_findings, kw_only=True)

    @property
    def happened(self) -> bool:
        """As of any event; a test that has a result was done, even where that is not stated."""
        told = self.status is EventStatus.NOT_STATED and (
            self.found or self.not_found or self.equivocal
        )
        return bool(told) or super().happened

    @property
    def described(self) -> Assay:
        """What the words for the assay say; a stated analyte goes before what they imply."""
        assay = parse_assay(self.assay)
        if self.analyte is None:
            return assay
        return attrs.evolve(assay, analytes=frozenset({self.analyte}))


@attrs.frozen
class Assessment(EventBase):
    """Imaging or another look at the tumour, with the responses read from it (none is allowed).

    ``sites`` are where the report saw something, ``saw`` that in a few words of the curator's.
    """

    key = "assessment"
    subject = "method"
    method: str
    response: tuple[Response, ...] = attrs.field(default=(), converter=as_responses, kw_only=True)
    sites: tuple[str, ...] = attrs.field(default=(), converter=as_texts, kw_only=True)
    saw: str | None = attrs.field(default=None, kw_only=True)


@attrs.frozen
class Laboratory(EventBase):
    """A laboratory value: ``laboratory: NSE``, ``value: 238.7 ng/mL``."""

    key = "laboratory"
    subject = "analyte"
    analyte: str
    value: Quantity | None = attrs.field(default=None, converter=as_quantity, kw_only=True)
    flag: str | None = attrs.field(default=None, kw_only=True)


@attrs.frozen
class AdverseEvent(EventBase):
    """An untoward event under treatment: CTCAE grade or the report's word for its severity.

    ``attributed_to`` names the therapy, ``effect`` what became of the line (``stopped``, ``none``).
    """

    key = "adverse_event"
    subject = "term"
    lasting = True
    term: str
    grade: int | None = attrs.field(
        default=None,
        kw_only=True,
        validator=attrs.validators.optional(attrs.validators.in_(range(1, 6))),
    )
    severity: str | None = attrs.field(default=None, kw_only=True)
    attributed_to: str | None = attrs.field(default=None, converter=_as_reference, kw_only=True)
    effect: str | None = attrs.field(default=None, kw_only=True)
    presence: Presence = attrs.field(default=Presence.PRESENT, converter=Presence, kw_only=True)


@attrs.frozen
class Symptom(EventBase):
    """What the patient felt; ``score`` on a named scale where the report gives one."""

    key = "symptom"
    subject = "what"
    lasting = True
    what: str
    course: str | None = attrs.field(default=None, kw_only=True)
    score: str | None = attrs.field(default=None, kw_only=True)
    presence: Presence = attrs.field(default=Presence.PRESENT, converter=Presence, kw_only=True)


@attrs.frozen
class Condition(EventBase):
    """A diagnosis other than the cancer: a comorbidity, or an unattributed complication."""

    key = "condition"
    subject = "what"
    lasting = True
    what: str
    type: ConditionType = attrs.field(
        default=ConditionType.COMORBIDITY, converter=ConditionType, kw_only=True
    )
    severity: str | None = attrs.field(default=None, kw_only=True)


@attrs.frozen
class HistologicTransformation(EventBase):
    """The disease changed its kind: adenocarcinoma to small cell, chronic phase to blast phase."""

    key = "transformation"
    subject = "to"
    to: str
    previously: str | None = attrs.field(default=None, kw_only=True)
    evidence: str | None = attrs.field(default=None, kw_only=True)


@attrs.frozen
class PerformanceStatus(EventBase):
    """``performance_status: 1`` on the ECOG scale unless another is named."""

    key = "performance_status"
    subject = "value"
    value: int
    scale: str = attrs.field(default="ECOG", kw_only=True)

    @property
    def name(self) -> str:
        """``ECOG 1``: a number alone would be no name."""
        return f"{self.scale} {self.value}"


@attrs.frozen
class Visit(EventBase):
    """Contact with the hospital that other events are timed from: admission, discharge."""

    key = "visit"
    subject = "what"
    what: str


@attrs.frozen
class FollowUp(EventBase):
    """What became of the patient: alive, in remission, no recurrence, or lost to follow-up."""

    key = "follow_up"
    subject = "outcome"
    outcome: str


@attrs.frozen
class Death(EventBase):
    """The patient died; ``death: not stated`` when the report gives no cause."""

    key = "death"
    subject = "cause"
    cause: str


Event: TypeAlias = (
    Diagnosis
    | Metastasis
    | Progression
    | Procedure
    | Therapy
    | Radiotherapy
    | SupportiveCare
    | MolecularTest
    | Assessment
    | Laboratory
    | AdverseEvent
    | Symptom
    | Condition
    | HistologicTransformation
    | PerformanceStatus
    | Visit
    | FollowUp
    | Death
)

EVENT_KINDS: dict[str, type[Event]] = {kind.key: kind for kind in get_args(Event)}
"""Document key to class, in the order of the union."""
