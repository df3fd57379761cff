"""How the patient fared: complaints, other diseases, visits, and what became of them."""

from __future__ import annotations

import attrs

from timeline.model.components import ConditionType, Presence
from timeline.model.events.base import EventBase, as_reference


@attrs.frozen
class AdverseEvent(EventBase):
    """An untoward event under treatment.

    ``term``: what happened (``pneumonitis``).
    ``grade``: the CTCAE grade, 1 to 5.
    ``severity``: the report's word for it, where it gives no grade.
    ``attributed_to``: the id of the treatment it is blamed on.
    ``effect``: what became of the treatment (``stopped``, ``dose reduced``, ``none``).
    ``presence``: ``absent`` where the report says that it did not occur.
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
    attributed_to: str | None = attrs.field(default=None, converter=as_reference, kw_only=True)
    effect: str | None = attrs.field(default=None, kw_only=True)
    presence: Presence = attrs.field(default=Presence.PRESENT, converter=Presence, kw_only=True)


@attrs.frozen
class Symptom(EventBase):
    """What the patient felt.

    ``what``: the complaint (``cough``).
    ``course``: what became of it (``resolved``, ``worse``).
    ``score``: how bad it was on a named scale (``VAS 7``).
    ``presence``: ``absent`` where the report says that it was not there.
    """

    key = "symptom"
    subject = "what"
    lasting = True
    what: str
    course: str | None = attrs.field(default=None, kw_only=True)
    score: str | None = attrs.field(default=None, kw_only=True)
    presence: Presence = attrs.field(default=Presence.PRESENT, converter=Presence, kw_only=True)


@attrs.frozen
class Condition(EventBase):
    """A diagnosis other than the cancer: a comorbidity, or an unattributed complication.

    ``what``: the diagnosis (``hypertension``).
    ``type``: whether it was there before or came on the way.
    ``severity``: the report's word for it.
    """

    key = "condition"
    subject = "what"
    lasting = True
    what: str
    type: ConditionType = attrs.field(
        default=ConditionType.COMORBIDITY, converter=ConditionType, kw_only=True
    )
    severity: str | None = attrs.field(default=None, kw_only=True)


@attrs.frozen
class PerformanceStatus(EventBase):
    """How well the patient was: ``performance_status: 1``.

    ``value``: the number.
    ``scale``: the scale it is of (``ECOG``, ``KPS``).
    """

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
    """Contact with the hospital that other events are timed from: admission, discharge.

    ``what``: what it was (``admission``).
    """

    key = "visit"
    subject = "what"
    what: str


@attrs.frozen
class FollowUp(EventBase):
    """What became of the patient: alive, in remission, no recurrence, or lost to follow-up.

    ``outcome``: the status in the report's words (``alive without recurrence``).
    """

    key = "follow_up"
    subject = "outcome"
    outcome: str


@attrs.frozen
class Death(EventBase):
    """The patient died; ``death: not stated`` when the report gives no cause.

    ``cause``: what the patient died of.
    """

    key = "death"
    subject = "cause"
    cause: str
