"""What does the encoded report not tell that a case report has to?"""

from __future__ import annotations

from collections.abc import Iterator

from timeline.analysis.answers import Answers
from timeline.analysis.clinical.timing import is_dated
from timeline.analysis.wording import listed
from timeline.findings import Finding, Severity
from timeline.model.case import Case
from timeline.model.events import (
    AdverseEvent,
    Assessment,
    Condition,
    Death,
    Diagnosis,
    Event,
    FollowUp,
    Laboratory,
    MolecularTest,
    PerformanceStatus,
    Procedure,
    Progression,
    Radiotherapy,
    SupportiveCare,
    Symptom,
    Therapy,
)

_FINDINGS = (Symptom, Condition, Laboratory, PerformanceStatus)
_DIAGNOSTIC = (Diagnosis, MolecularTest, Assessment)
_GIVEN = (Therapy, Radiotherapy, SupportiveCare, Procedure)
_OUTCOMES = (FollowUp, Death, Progression)


def care_items_are_there(answers: Answers) -> Iterator[Finding]:
    """Items of the CARE checklist that nothing in the document answers, in one finding.

    CARE 2013 (Gagnier et al.): 5a patient information, 6 clinical findings, 7 timeline, 8
    diagnostic assessment, 9 therapeutic intervention, 10 follow-up and outcomes, 10d adverse and
    unanticipated events. An absence that the report states ("no toxicity") is an answer, so that
    silence about adverse events is not read as none.
    """
    missing = list(_missing(answers.case))
    if missing:
        yield Finding(
            "care-items-missing",
            f"nothing is told for CARE 2013 {listed(missing)}",
            severity=Severity.NOTE,
            path=("events",),
        )


def _missing(case: Case) -> Iterator[str]:
    patient = [name for name in ("age", "sex") if getattr(case.patient, name) is None]
    if patient:
        yield f"item 5a, patient information ({listed(patient)})"
    if not _has(case, _FINDINGS):
        yield "item 6, clinical findings"
    if not any(is_dated(event.moment(edge)) for event in case for edge in event.edges):
        yield "item 7, timeline (no date)"
    if not _has(case, _DIAGNOSTIC):
        yield "item 8, diagnostic assessment"
    if not _has(case, _GIVEN):
        yield "item 9, therapeutic intervention"
    if not any(_is_outcome(event) for event in case):
        yield "item 10, follow-up and outcomes"
    if not _has(case, (AdverseEvent,)):
        yield "item 10d, adverse and unanticipated events"


def _has(case: Case, kinds: tuple[type[Event], ...]) -> bool:
    return any(isinstance(event, kinds) for event in case)


def _is_outcome(event: Event) -> bool:
    return isinstance(event, _OUTCOMES) or (isinstance(event, Assessment) and bool(event.response))
