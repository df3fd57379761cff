"""The kinds of event a case report is made of: one frozen class per kind.

All share :class:`EventBase`. A point event has ``at``; what lasts has ``start`` and ``end``, or
``at`` when it took place within one day. The class attribute ``key`` is the document key that names
the kind, ``subject`` the field that the key's value fills: ``therapy: icotinib``. This file names
every kind once, in ``Event``; what follows from a case asks it here.
"""

from __future__ import annotations

from typing import TypeAlias, get_args

from timeline.model.events.base import EventBase
from timeline.model.events.disease import (
    Diagnosis,
    HistologicTransformation,
    Metastasis,
    PhaseChange,
    Progression,
)
from timeline.model.events.examinations import Assessment, Laboratory, MolecularTest
from timeline.model.events.patient import (
    AdverseEvent,
    Condition,
    Death,
    FollowUp,
    PerformanceStatus,
    Symptom,
    Visit,
)
from timeline.model.events.treatments import Procedure, Radiotherapy, SupportiveCare, Therapy

__all__ = [
    "EVENT_KINDS",
    "AdverseEvent",
    "Assessment",
    "Condition",
    "Death",
    "Diagnosis",
    "Event",
    "EventBase",
    "FollowUp",
    "HistologicTransformation",
    "Laboratory",
    "Metastasis",
    "MolecularTest",
    "PerformanceStatus",
    "PhaseChange",
    "Procedure",
    "Progression",
    "Radiotherapy",
    "SupportiveCare",
    "Symptom",
    "Therapy",
    "Visit",
]

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
    | PhaseChange
    | PerformanceStatus
    | Visit
    | FollowUp
    | Death
)

EVENT_KINDS: dict[str, type[Event]] = {kind.key: kind for kind in get_args(Event)}
"""Document key to class, in the order of the union."""
