"""Overall survival, time to discontinuation and time to next treatment."""

from __future__ import annotations

from timeline.analysis.endpoints.question import Question
from timeline.analysis.endpoints.result import Outcome, Status
from timeline.analysis.response.records import EndpointEvent
from timeline.model.components import StopReason


def overall_survival(question: Question) -> Outcome:
    """OS: from the start to death from any cause; else censored when last known alive.

    Later treatment never matters (FDA 2018, section III.A).
    """
    question = question.for_life()
    death = question.earliest((question.deaths, question.dies))
    if death is not None:
        return question.event(death)
    if question.records.told_dead:
        told = question.records.told_dead
        alive = question.at_last_sign().length or (0, 0)
        return Outcome(
            status=Status.INDETERMINATE,
            what="death, undated",
            length=(alive[0], float("inf")),
            events=tuple(sign.event for sign in told),
            missing=f"the day of death ({told[0].what!r} is all that is told)",
        )
    return question.at_last_sign()


def time_to_discontinuation(question: Question) -> Outcome:
    """TTD: from the start to the last dose, for whatever reason; ongoing treatment is censored.

    Blumenthal et al. 2019 (Ann Oncol 30:830). The last day of treatment is the event; a treatment
    of which neither an end, a reason for stopping, a next line nor a death is told may still go on.
    """
    line = question.course.line
    if line is None:
        return Outcome(status=Status.NOT_DERIVED, what="", missing="a line of treatment")
    order, start = question.order, question.course.start
    if line.end is None:
        least = 0 if line.duration.least is None else max(line.duration.least, 0)
        most = float("inf") if line.duration.most is None else line.duration.most
        length: tuple[float, float] = (least, most)
        day = (
            float("-inf") if line.end_bounds.earliest is None else line.end_bounds.earliest,
            float("inf") if line.end_bounds.latest is None else line.end_bounds.latest,
        )
    else:
        length, day = question.from_start(line.end), order.day(line.end)
    events = line.therapies if line.end is None else (line.end.event,)
    if line.ongoing:
        return Outcome(
            status=Status.CENSORED,
            what="on treatment at the data cut-off",
            length=length,
            day=day,
            events=events,
            rule="ongoing",
        )
    died = line.end_reason is StopReason.DEATH
    if died and not question.convention.death_ends:
        return Outcome(
            status=Status.CENSORED,
            what="death on treatment",
            length=length,
            day=day,
            events=events,
            rule="death",
        )
    if _stopped(question):
        reason = line.end_reason.value
        told = "" if line.end_reason is StopReason.NOT_STATED else f" ({reason})"
        return Outcome(
            status=Status.EVENT,
            what=f"treatment stopped{told}",
            length=length,
            day=day,
            events=events,
        )
    return Outcome(
        status=Status.INDETERMINATE,
        what=f"end of treatment not stated ({start} on)",
        length=length,
        events=events,
        missing="whether and when treatment stopped",
    )


def time_to_next_treatment(question: Question) -> Outcome:
    """TTNT: from the start to that of the next line or death; else censored when last known alive.

    As real-world studies count it (Stewart et al. 2019, JCO Clin Cancer Inform 3:1).
    """
    following = question.course.following
    if following is not None:
        sign = EndpointEvent(event=following.event, point=following, what="next line of treatment")
        return question.event(sign)
    death = question.earliest((question.deaths, question.dies))
    if death is not None and question.convention.death_ends:
        return question.event(death)
    if death is not None:
        outcome = question.event(death)
        return Outcome(
            status=Status.CENSORED,
            what="death without a next line",
            length=outcome.length,
            day=outcome.day,
            events=outcome.events,
            rule="death",
        )
    if question.records.told_dead:
        return overall_survival(question)
    return question.at_last_sign()


def _stopped(question: Question) -> bool:
    line = question.course.line
    assert line is not None
    if line.end_reason is not StopReason.NOT_STATED or question.course.following is not None:
        return True
    if line.end is None or question.records.deaths:
        return True
    return question.material.case.event(line.end.event).moment(line.end.edge) is not None
