"""With what intent was a course given, and does a curative one count for advanced disease?"""

from __future__ import annotations

from math import isinf
from typing import NamedTuple

from timeline.analysis.evidence.disease import stopped_for_progression
from timeline.analysis.lines.boundary_evidence import CaseEvidence, DatedEvidence
from timeline.analysis.lines.exposures import Day, Exposure, later_by_more
from timeline.analysis.lines.line import Firing
from timeline.model.components import Setting
from timeline.model.truth import Truth
from timeline.model.when import add_months, month_length_bounds

_CURATIVE = (Setting.CURATIVE, Setting.NEOADJUVANT, Setting.ADJUVANT)


class Intent(NamedTuple):
    """A setting, whether it is curative, and the rule that says so."""

    setting: Setting
    curative: Truth
    firing: Firing


def intent_of(signs: CaseEvidence, exposure: Exposure, advanced_before: str | None) -> Intent:
    """The setting as stated, or as follows from what was known when the course began.

    Spread known by then, an advanced line before it, or a line number in the document make it a
    line of advanced disease. Otherwise the setting stays unstated, and its intent indeterminate.
    ``advanced_before`` is an earlier therapy for advanced disease, if there was one.
    """
    event = exposure.event
    if event.setting is not Setting.NOT_STATED:
        curative = Truth.of(event.setting in _CURATIVE)
        why = f"stated: {event.setting.value}"
        return Intent(
            event.setting, curative, Firing("curative-intent", curative, why, (event.id,))
        )
    rests: tuple[str, ...]
    if event.line is not None:
        why, rests = f"not stated; line {event.line} as numbered here", ()
    elif advanced_before is not None:
        why, rests = f"not stated; {advanced_before} before it was for advanced disease", ()
    else:
        known = next((sign for sign in signs.spread if _by(signs, sign, exposure)), None)
        if known is None:
            why = "not stated, and no spread is known by its start"
            firing = Firing("curative-intent", Truth.INDETERMINATE, why, (event.id,))
            return Intent(Setting.NOT_STATED, Truth.INDETERMINATE, firing)
        why, rests = f"not stated; {known.id} was known by its start", (known.id,)
    firing = Firing("curative-intent", Truth.FALSE, why, (event.id, *rests))
    return Intent(Setting.ADVANCED, Truth.FALSE, firing)


def _by(signs: CaseEvidence, sign: DatedEvidence, exposure: Exposure) -> bool:
    return sign.sure and (
        later_by_more(signs.chronology, exposure.start, sign.day, 0) is Truth.FALSE
    )


def look_back(signs: CaseEvidence, members: list[Exposure], next_line: Exposure | None) -> Firing:
    """Whether the relapse after a curative line came within the rules' months of its end.

    The relapse is the first progression or metastasis after the line began; where none is told, it
    is no later than the start of the next line. Months are calendar months.
    """
    months = signs.rules.lookback_months
    first, end = members[0], last_end(members)
    ids = tuple(member.id for member in members)
    if months is None:
        return Firing("look-back", Truth.FALSE, "these rules count no curative line", ids)
    stopped = next((m for m in members if stopped_for_progression(m.event)), None)
    if stopped is not None:
        return Firing("look-back", Truth.TRUE, f"{stopped.id} stopped for progression", ids)
    relapses = [
        (sign, after)
        for sign in signs.progressions
        if (after := _follows(signs, sign, first, end)) is not Truth.FALSE
    ]
    outcome = Truth.FALSE
    told: DatedEvidence | None = None
    for sign, after in sorted(relapses, key=lambda pair: (pair[0].day.high, pair[0].day.low)):
        inside = within_months(signs, end, sign.day, months)
        if inside is Truth.TRUE and not (sign.sure and after is Truth.TRUE):
            inside = Truth.INDETERMINATE
        if told is None or (outcome is not Truth.TRUE and inside is not Truth.FALSE):
            outcome, told = inside, sign
    if told is not None:
        span = signs.chronology.duration(end.point, told.day.point)
        why = f"{told.id} {span} after {end.point}, against {months} months"
        return Firing("look-back", outcome, why, (*ids, told.id))
    if next_line is not None:
        inside = within_months(signs, end, next_line.start, months)
        outcome = inside if inside is Truth.TRUE else Truth.INDETERMINATE
        why = f"no relapse is dated; {next_line.id} began after it, against {months} months"
        return Firing("look-back", outcome, why, (*ids, next_line.id))
    return Firing("look-back", Truth.FALSE, "no relapse is told", ids)


def _follows(signs: CaseEvidence, sign: DatedEvidence, first: Exposure, end: Day) -> Truth:
    """Whether progression is a relapse: after the line's first day, or not before its last."""
    after = later_by_more(signs.chronology, first.start, sign.day, 0)
    if after is Truth.INDETERMINATE:
        past = later_by_more(signs.chronology, end, sign.day, -1)
        return past if past is Truth.TRUE else after
    return after


def within_months(signs: CaseEvidence, first: Day, last: Day, months: int) -> Truth:
    """Whether ``last`` is at most so many calendar months after ``first``."""
    if signs.chronology.calendar and not any(map(isinf, (first.low, first.high))):
        try:
            if last.high <= add_months(int(first.low), months):
                return Truth.TRUE
            if last.low > add_months(int(first.high), months):
                return Truth.FALSE
        except OverflowError:
            return Truth.INDETERMINATE
    fewest, most = month_length_bounds(months)
    if later_by_more(signs.chronology, first, last, fewest) is Truth.FALSE:
        return Truth.TRUE
    if later_by_more(signs.chronology, first, last, most) is Truth.TRUE:
        return Truth.FALSE
    return Truth.INDETERMINATE


def last_end(members: list[Exposure]) -> Day:
    """The end of the course that, as far as dates go, ended last."""
    return max((member.end for member in members), key=lambda day: (day.high, day.low))
