"""How long was each treatment given? Course by course, with its number in the document."""

from __future__ import annotations

import attrs

from timeline.analysis.answers import Subject, answers_of
from timeline.chronology import Chronology
from timeline.model.bounds import Bounds, DurationBounds
from timeline.model.case import end_of, start_of
from timeline.model.components import Phase, Setting, StopReason
from timeline.model.events import Therapy
from timeline.model.moments import Basis


@attrs.frozen(kw_only=True)
class TreatmentDuration:
    """One course of antineoplastic drugs with what is known of its start, end and length.

    ``line_label`` is the author's word for the line where it differs from the number. ``assumed``
    names the edges (``start``, ``end``) that are supposed, or whose bounds rest on something
    supposed. ``duration`` is censored where the treatment was ongoing at the data cut-off.
    """

    event: str
    name: str
    line: int | None
    line_label: str | None
    setting: Setting
    phase: Phase | None
    start: Bounds
    end: Bounds
    duration: DurationBounds
    stop: StopReason
    assumed: tuple[str, ...]

    @property
    def label(self) -> str:
        """``line 2, maintenance`` or, unnumbered, the setting: ``adjuvant``."""
        known = self.setting.value if self.setting is not Setting.NOT_STATED else "not numbered"
        first = f"line {self.line}" if self.line is not None else known
        first += f" (author: {self.line_label})" if self.line_label else ""
        return f"{first}, {self.phase.value}" if self.phase else first


def treatment_durations(subject: Subject) -> tuple[TreatmentDuration, ...]:
    """The duration of every therapy of a case, in document order.

    The length runs from the first to the last day of treatment, both as bounds in days; a month is
    30.4375 days where a figure in months is printed.
    """
    chronology = answers_of(subject).chronology
    return tuple(
        _duration(chronology, event) for event in chronology.case if isinstance(event, Therapy)
    )


def _duration(chronology: Chronology, therapy: Therapy) -> TreatmentDuration:
    start, end = start_of(therapy), end_of(therapy)
    assumed = []
    for point in dict.fromkeys((start, end)):
        moment = therapy.moment(point.edge)
        supposed = moment is not None and moment.basis is Basis.ASSUMED
        if supposed or chronology.rests_on_assumption(point):
            assumed.append(point.edge.value)
    return TreatmentDuration(
        event=therapy.id,
        name=therapy.name,
        line=therapy.line,
        line_label=therapy.line_label,
        setting=therapy.setting,
        phase=therapy.phase,
        start=chronology.bounds(start),
        end=chronology.bounds(end),
        duration=chronology.duration(start, end),
        stop=therapy.stop,
        assumed=tuple(assumed),
    )
