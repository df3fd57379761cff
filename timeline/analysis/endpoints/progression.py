"""Progression-free survival and its kin: TTP, PFS2, real-world PFS, duration of response."""

from __future__ import annotations

import attrs

from timeline.analysis.endpoints.question import Question
from timeline.analysis.endpoints.result import Outcome, Status
from timeline.analysis.response.confirmation import best_of, counted, responders
from timeline.analysis.response.conventions import Evidence
from timeline.analysis.response.records import Record, Sign
from timeline.model.facets import Setting

ADJUVANT = "disease to measure: the treatment was adjuvant"


def progression_free_survival(question: Question) -> Outcome:
    """PFS: from the start to the first progression or death; else censored at the last assessment.

    Without any assessment it is censored at the start (FDA 2018, appendix C).
    """
    return _none_adjuvant(question) or _to_progression(question, question.died())


def time_to_progression(question: Question) -> Outcome:
    """TTP: as PFS, but a death without progression is censored (FDA 2018, section III.B)."""
    return _none_adjuvant(question) or _to_progression(question, [])


def second_progression(question: Question) -> Outcome:
    """PFS2: from the start to the progression on the next line, or death from any cause.

    EMA, appendix 1 to the guideline on anticancer medicinal products (2012). Censored at the last
    tumour assessment before a line after the next; later events are left out there.
    """
    course = question.course
    wide = question.over(course.until(None if course.limit is None else course.afterwards))
    found = _none_adjuvant(question)
    if found is not None:
        return found
    events = wide.died()
    if course.following is not None:
        on_next = wide.course.starting(course.following)
        begun = [s for s in wide.progressed() if on_next.begun(wide.order, s, wide.convention)]
        events = [*begun, *events]
    if events:
        return _unless_missed(wide, events)
    if course.following is None:
        return wide.at_last_look("no-next-line")
    return wide.at_last_look()


def real_world_progression(question: Question) -> Outcome:
    """RwPFS: any documented progression or death; else censored at the last sign of life.

    Progression in the first days of a line belongs to what came before it (Griffith et al. 2019,
    Adv Ther 36:2122).
    """
    convention = question.convention.of_any_evidence
    real = question
    if convention is not question.convention:
        real = attrs.evolve(question, convention=convention)
    found = _none_adjuvant(question)
    if found is not None:
        return found
    order, start = real.order, real.course.start
    washout = convention.rw_washout + 1
    events = [s for s in real.progressed() if order.reaches(start, s.point, washout)]
    events += real.died()
    if events:
        return real.event(events)
    return real.at_last_sign("new-therapy" if real.course.limit is not None else "last-known-alive")


def duration_of_response(question: Question) -> Outcome:
    """DOR: responders only, from the first day of response to progression or death.

    RECIST 1.1 (Eisenhauer et al. 2009, section 4.6). Under a convention that asks for confirmation
    the response is a confirmed one, dated from its first record.
    """
    found = _none_adjuvant(question)
    if found is not None:
        return found
    response, best = _first_response(question)
    if response is None:
        told = f" (best: {best})" if best else ""
        return Outcome(status=Status.NOT_DERIVED, what="no response", missing=f"a response{told}")
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
    after = question.over(question.course.starting(response.point))
    outcome = _to_progression(after, after.died())
    begun = question.order.day(response.point)
    return attrs.evolve(outcome, start=response.point, begun=begun)


def _first_response(question: Question) -> tuple[Record | None, str]:
    """The first response of the course, over its scales, and the best response if there is none."""
    convention, order = question.convention, question.order
    scales = question.records.scales
    named = [group for group in scales if group[0].category is not None]
    found: list[Record] = []
    best = ""
    for group in named or ([] if convention.evidence is Evidence.RECIST else scales):
        kept = counted(group, question.course, convention, order)
        found += responders(kept, convention, order, confirmed=convention.confirmed)
        if not best and not found:
            chosen = best_of(
                kept, question.course, convention, order, confirmed=convention.confirmed
            )
            best = chosen.category or (chosen.record.told if chosen.record else "")
    if not found:
        return None, best
    day = order.first(r.point for r in found)
    return next(r for r in found if r.point == day), best


def _to_progression(question: Question, deaths: list[Sign]) -> Outcome:
    events = [*question.progressed(), *deaths]
    return _unless_missed(question, events) if events else question.at_last_look()


def _unless_missed(question: Question, events: list[Sign]) -> Outcome:
    """The first event, or censored before it when too many visits were missed."""
    outcome = question.event(events)
    gap = question.convention.longest_gap
    if gap is None:
        return outcome
    first = next(sign for sign in events if sign.event == outcome.events[0])
    # An assessment on the day of death was not missed; one on that of progression is the finding.
    apart = 0 if first in question.records.deaths else 1
    if question.unseen(first.point, gap, apart=apart):
        return question.at_last_look("missed-visits", before=first.point)
    return outcome


def _none_adjuvant(question: Question) -> Outcome | None:
    line = question.course.line
    if line is not None and line.setting is Setting.ADJUVANT:
        return Outcome(status=Status.NOT_DERIVED, what="", missing=ADJUVANT)
    return None
