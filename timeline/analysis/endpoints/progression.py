"""Endpoints that end with progression: PFS, TTP, PFS2, real-world PFS, duration of response."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from timeline.analysis.endpoints.question import Question
from timeline.analysis.endpoints.result import Outcome, Status
from timeline.analysis.evidence.disease import ProgressionEvidence
from timeline.analysis.response.confirmation import first_benefit, first_response
from timeline.analysis.response.conventions import Convention
from timeline.analysis.response.course import Course
from timeline.analysis.response.orders import Order
from timeline.analysis.response.records import EndpointEvent, Record

ADJUVANT = "disease to measure: the treatment was adjuvant"


def progression_free_survival(question: Question) -> Outcome:
    """PFS: from the start to the first progression or death; else censored at the last assessment.

    Without any assessment it is censored at the start (FDA 2018, appendix C).
    """
    return _none_adjuvant(question) or _to_progression_or_death(question)


def time_to_progression(question: Question) -> Outcome:
    """TTP: as PFS, but a death without progression is censored (FDA 2018, section III.B)."""
    found = _none_adjuvant(question)
    if found is not None:
        return found
    sign = question.earliest((question.progressions, question.has))
    return question.at_last_look() if sign is None else _unless_missed(question, sign)


def second_progression(question: Question) -> Outcome:
    """PFS2: from the start to the progression on the next line, or death from any cause.

    EMA, appendix 1 to the guideline on anticancer medicinal products (2012). Censored at the last
    tumour assessment before a line after the next; later events are left out there.
    """
    course = question.course
    found = _none_adjuvant(question)
    if found is not None:
        return found
    wide = question.until(None if course.limit is None else course.afterwards)
    on_next = wide.course.starting(course.following or course.start)

    def progresses(sign: EndpointEvent) -> bool:
        return wide.has(sign) and on_next.begun(wide.order, sign, wide.convention)

    told = () if course.following is None else wide.progressions
    sign = wide.earliest((told, progresses), (wide.deaths, wide.dies))
    if sign is not None:
        return _unless_missed(wide, sign)
    return wide.at_last_look("no-next-line" if course.following is None else "")


def real_world_progression(question: Question) -> Outcome:
    """RwPFS: any documented progression or death; else censored at the last sign of life.

    Progression in the first days of a line belongs to what came before it (Griffith et al. 2019,
    Adv Ther 36:2122).
    """
    convention = question.convention.of_any_evidence
    real = question
    if convention is not question.convention:
        real = question.over(question.course, convention)
    found = _none_adjuvant(question)
    if found is not None:
        return found
    order, start = real.order, real.course.start
    washout = convention.rw_washout + 1

    def progresses(sign: EndpointEvent) -> bool:
        return real.has(sign) and order.reaches(start, sign.point, washout)

    sign = real.earliest((real.progressions, progresses), (real.deaths, real.dies))
    if sign is not None:
        return real.event(sign)
    return real.at_last_sign("new-therapy" if real.course.limit is not None else "last-known-alive")


def duration_of_response(question: Question) -> Outcome:
    """DOR: responders only, from the first day of response to progression or death.

    RECIST 1.1 (Eisenhauer et al. 2009, section 4.6). Under a convention that asks for confirmation
    the response is a confirmed one, dated from its first record.
    """
    response = _first_response(question)
    if isinstance(response, Outcome):
        return response
    after = question.starting(response.point)
    return _to_progression_or_death(after).since(response.point, question.order.day(response.point))


def time_to_response(question: Question) -> Outcome:
    """TTR: responders only, from the start to the first day of response.

    The response is that which DOR runs from; who did not respond has no time, as in trials.
    """
    response = _first_response(question)
    return response if isinstance(response, Outcome) else _reached(question, response, "response")


def time_to_benefit(question: Question) -> Outcome:
    """To the first day of clinical benefit: a response, or stable disease late enough."""
    found = _none_adjuvant(question)
    if found is not None:
        return found
    first = _first(first_benefit, question)
    if first is None:
        return _without("clinical benefit")
    return _reached(question, first, "clinical benefit")


def _first_response(question: Question) -> Record | Outcome:
    """The first response of the course; or why its first day is not known, or there is none."""
    found = _none_adjuvant(question)
    if found is not None:
        return found
    response = _first(first_response, question)
    if response is None:
        return _without("response")
    gap = question.convention.first_response_gap
    if gap is not None and question.unseen(response.point, gap):
        return Outcome(
            status=Status.NOT_DERIVED,
            what="response of unknown beginning",
            events=(response.event,),
            missing=(
                f"the first day of response: the first told ({response.event}) is more than {gap}"
                " days after the assessment or start before it"
            ),
        )
    return response


def _without(what: str) -> Outcome:
    return Outcome(status=Status.NOT_DERIVED, what=f"no {what}", missing=f"a {what}")


def _reached(question: Question, record: Record, what: str) -> Outcome:
    return question.event(EndpointEvent(record.event, record.point, f"{what}: {record.told}"))


_First = Callable[[Sequence[Sequence[Record]], Course, Convention, Order], Record | None]


def _first(find: _First, question: Question) -> Record | None:
    """The first record of a kind in the course, over its scales."""
    convention, scales = question.convention, question.records.scales
    named = [group for group in scales if group[0].category is not None]
    groups = named or ([] if convention.evidence is ProgressionEvidence.RECIST else scales)
    return find(groups, question.course, convention, question.order)


def _to_progression_or_death(question: Question) -> Outcome:
    sign = question.earliest(
        (question.progressions, question.has), (question.deaths, question.dies)
    )
    return question.at_last_look() if sign is None else _unless_missed(question, sign)


def _unless_missed(question: Question, sign: EndpointEvent) -> Outcome:
    """The event, or censored before it when too many visits were missed."""
    gap = question.convention.longest_gap
    # An assessment on the day of death was not missed; one on that of progression is the finding.
    apart = 0 if sign in question.deaths else 1
    if gap is not None and question.unseen(sign.point, gap, apart=apart):
        return question.at_last_look("missed-visits", before=sign.point)
    return question.event(sign)


def _none_adjuvant(question: Question) -> Outcome | None:
    if question.course.adjuvant:
        return Outcome(status=Status.NOT_DERIVED, what="", missing=ADJUVANT)
    return None
