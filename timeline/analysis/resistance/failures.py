"""How each line failed: when, where, primary or acquired, and by which candidate mechanisms."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from timeline.analysis.answers import Answers, Subject, answers_of
from timeline.analysis.evidence.disease import ProgressionEvidence
from timeline.analysis.lines import Line, derive_lines
from timeline.analysis.resistance.criteria import CRITERIA, Criteria, Timing, Verdict
from timeline.analysis.resistance.mechanism import MechanismClass, sensitises
from timeline.analysis.resistance.order import LineSpan, courses
from timeline.analysis.resistance.progression import (
    BeyondProgression,
    Failure,
    Pattern,
    beyond_progression,
    failures,
)
from timeline.analysis.resistance.samples import Sample, samples, unperformed
from timeline.analysis.resistance.timing import Control, verdicts
from timeline.analysis.resistance.transition import Transition
from timeline.analysis.resistance.transitions import transitions
from timeline.analysis.resistance.words import Reason, Why
from timeline.chronology import Chronology
from timeline.model.truth import Truth


@attrs.frozen(kw_only=True)
class Resistance:
    """How one line met resistance, as far as the report says.

    ``candidates`` are the newly found alterations and transformations that may explain it: several
    stay several, and none is picked. ``mechanisms`` are their classes, each once, with
    ``cns_sanctuary`` where the disease progressed in the brain alone; ``unknown`` by itself where
    there is no candidate, with the ``reasons``.
    """

    line: int
    reported: tuple[int, ...]
    regimen: str
    drugs: tuple[str, ...]
    failure: Failure
    verdicts: tuple[Verdict, ...]
    beyond: BeyondProgression | None
    candidates: tuple[Transition, ...]
    mechanisms: tuple[MechanismClass, ...]
    reasons: tuple[Reason, ...]

    @property
    def pattern(self) -> Pattern:
        """Where the line failed."""
        return self.failure.pattern

    def timing(self, criteria: str) -> Timing:
        """Primary or acquired by the criteria of this name; not applicable where they are not."""
        found = (verdict.timing for verdict in self.verdicts if verdict.criteria == criteria)
        return next(found, Timing.NOT_APPLICABLE)


def resistance(
    subject: Subject,
    criteria: Iterable[Criteria] = CRITERIA,
    *,
    evidence: ProgressionEvidence = ProgressionEvidence.ANY,
) -> tuple[Resistance, ...]:
    """How each line of a case failed, or that no progression is reported for it.

    ``criteria`` are asked where the line's drugs are of their kind. ``evidence`` says what counts
    as progression.
    """
    return answers_of(subject).ask(_failures, tuple(criteria), evidence)


def _failures(
    answers: Answers, criteria: tuple[Criteria, ...], evidence: ProgressionEvidence
) -> tuple[Resistance, ...]:
    chronology, rows = answers.chronology, transitions(answers)
    taken = tuple(sample for listed in samples(chronology).values() for sample in listed)
    return tuple(
        _resistance(chronology, course, failed, rows, criteria, taken)
        for course, failed in zip(
            courses(derive_lines(answers).lines), failures(answers, evidence), strict=True
        )
    )


def _resistance(
    chronology: Chronology,
    course: LineSpan,
    failed: Failure,
    rows: tuple[Transition, ...],
    criteria: tuple[Criteria, ...],
    taken: tuple[Sample, ...],
) -> Resistance:
    line = course.line
    control = Control(chronology=chronology, course=course, failed=failed, taken=taken)
    candidates = tuple(row for row in rows if row.line == line.number and _may(row, line))
    mechanisms = [row.mechanism.derived for row in candidates if row.mechanism is not None]
    if failed.pattern is Pattern.INTRACRANIAL_ONLY:
        mechanisms.append(MechanismClass.CNS_SANCTUARY)
    known = tuple(dict.fromkeys(m for m in mechanisms if m is not MechanismClass.UNKNOWN))
    return Resistance(
        line=line.number,
        reported=line.reported,
        regimen=line.regimen,
        drugs=line.drugs,
        failure=failed,
        verdicts=verdicts(control, criteria),
        beyond=beyond_progression(chronology, course, failed, taken),
        candidates=candidates,
        mechanisms=known or (MechanismClass.UNKNOWN,),
        reasons=() if known else _unexplained(chronology, course, taken, candidates),
    )


def _may(row: Transition, line: Line) -> bool:
    """Whether a change may be a mechanism: newly found, and not what the drug is given for."""
    if row.acquired is None:
        return False
    return row.alteration is None or sensitises(row.alteration, line.drugs) is not Truth.TRUE


def _unexplained(
    chronology: Chronology,
    course: LineSpan,
    taken: tuple[Sample, ...],
    candidates: tuple[Transition, ...],
) -> tuple[Reason, ...]:
    """Why no mechanism can be named: what was found has no known part in it, or nothing was."""
    if candidates:
        return tuple(
            Reason(Why.CAUSE_UNKNOWN, row.mechanism.reason, row.events)
            for row in candidates
            if row.mechanism is not None
        )
    inside = [s for s in taken if course.within(chronology, s.taken) is not Truth.FALSE]
    refused = tuple(reason for s in inside if (reason := unperformed(s)) is not None)
    done = tuple(s.test.id for s in inside if unperformed(s) is None)
    if done:
        text = f"{', '.join(done)} found nothing new that may explain it"
        return (Reason(Why.CAUSE_UNKNOWN, text, done), *refused)
    return refused or (Reason(Why.NOT_TESTED_AFTER, "not tested after"),)
