"""A timeline in sentences: the alternative text for those who do not see the picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from render.figures.common.event_kinds import Lane, look_of
from render.figures.timeline.content import DataEnd, Entry
from timeline.analysis.wording import one_line
from timeline.model.case import Case

MOST_NAMED = 8
"""How many events of a lane are named; a listener cannot follow more."""

_SPOKEN = (Lane.DISEASE, Lane.SYSTEMIC, Lane.LOCAL, Lane.RESPONSE, Lane.MOLECULAR)


def describe(case: Case, shown: Sequence[Entry], end: DataEnd | None) -> str:
    """What the picture shows: the patient, lane by lane what happened and when, how it ended."""
    return " ".join(_sentences(case, shown, end))


def _sentences(case: Case, shown: Sequence[Entry], end: DataEnd | None) -> Iterator[str]:
    patient = case.patient
    facts = [str(patient.sex) if patient.sex else "", f"age {patient.age}" if patient.age else ""]
    who = one_line(", ".join(fact for fact in facts if fact))
    yield f"Timeline of the case {case.id}" + (f" ({who})" if who else "") + "."
    if not shown:
        yield "No event is shown." if case.events else "It has no events."
        return
    yield f"{_counted(len(shown), 'event')} in {_counted(len({e.lane for e in shown}), 'lane')}."
    for lane in _SPOKEN:
        if named := [entry for entry in shown if entry.lane is lane]:
            more = len(named) - MOST_NAMED
            rest = f"; and {more} more" if more > 0 else ""
            listed = "; ".join(f"{entry.label}, {_when(entry)}" for entry in named[:MOST_NAMED])
            yield f"{lane.value}: {listed}{rest}."
    if end:
        yield f"The data end here: {end}."
    happened = [entry for entry in shown if entry.event.happened]
    outcomes = [entry for entry in happened if look_of(entry.event).outcome]
    yield f"Outcome: {outcomes[-1].label}." if outcomes else "No death is reported."
    if conflicts := {message for entry in shown for message in entry.conflicts}:
        yield f"Marked on it: {_counted(len(conflicts), 'contradiction')}."


def _when(entry: Entry) -> str:
    if entry.ongoing:
        return f"from {entry.start}, ongoing"
    if len(entry.drawn) == 1 or entry.start == entry.end:
        return str(entry.start)
    return f"start {entry.start}, end {entry.end}"


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
