"""One line as a value: its drugs, phases, days, and why it ended."""

from __future__ import annotations

from collections.abc import Sequence
from math import isinf

from timeline.analysis.given import regimen_names
from timeline.analysis.lines.boundaries import LineDraft
from timeline.analysis.lines.boundary_evidence import CaseEvidence
from timeline.analysis.lines.exposures import Day, Exposure, later_by_more
from timeline.analysis.lines.line import Firing, Line
from timeline.analysis.lines.phases import earliest, latest, phases_of
from timeline.analysis.lines.settings import last_end
from timeline.model.bounds import DurationBounds
from timeline.model.components import StopReason
from timeline.model.truth import Truth


class Counts:
    """The numbers of a line: of all, of advanced disease, and the counted lines before it."""

    __slots__ = ("at_least", "counted", "number", "palliative", "prior")

    def __init__(
        self,
        number: int,
        palliative: int | None,
        counted: Truth,
        prior: tuple[int, int | None],
        *,
        at_least: bool,
    ) -> None:
        self.number = number
        self.palliative = palliative
        self.counted = counted
        self.prior = prior
        self.at_least = at_least


def assembled(
    signs: CaseEvidence,
    course: LineDraft,
    counts: Counts,
    before: Sequence[LineDraft],
    after: LineDraft | None,
    numbers: tuple[tuple[int, ...], tuple[int, ...]],
) -> Line:
    """The line of a course; ``before`` are the lines before it, ``after`` the next one.

    ``numbers`` are those that the document gives it, and those that it says the report does.
    """
    members = course.members
    ended = _not_carried_on(signs, members, after)
    last = _last(signs, ended)
    ongoing = any(member.ongoing for member in ended)
    reason, stopped_by, evidence = _ending(signs, last or ended[-1], after, ongoing=ongoing)
    first = members[0]
    local = [_local(member) for member in members if member.local]
    phases, consolidated = phases_of(signs, members, after)
    treating = [member for member in members if member.prepares is None] or members
    agents = {agent.name: agent.drug_class for member in treating for agent in member.agents}
    classes = [each for each in agents.values() if each]
    labels = [member.event.line_label for member in members if member.event.line_label]
    return Line(
        number=counts.number,
        palliative=counts.palliative,
        reported=numbers[0],
        claimed=numbers[1],
        labels=tuple(dict.fromkeys(labels)),
        setting=course.intent.setting,
        curative=course.intent.curative,
        counted=counts.counted,
        prior=counts.prior,
        at_least=counts.at_least,
        regimen=_regimen(signs, treating),
        drugs=tuple(agents),
        drug_classes=tuple(dict.fromkeys(classes)),
        therapies=tuple([member.id for member in members]),
        phases=phases,
        start=first.start.point,
        start_bounds=earliest([member.start for member in members], calendar=signs.calendar),
        end=None if last is None else last.end.point,
        end_bounds=latest([member.end for member in ended], calendar=signs.calendar),
        ongoing=ongoing,
        duration=_duration(signs, ended, members[0].start, last, ongoing=ongoing),
        end_reason=reason,
        stopped_by=stopped_by,
        end_evidence=evidence,
        carried=_carried(signs, course, before) if before else (),
        rechallenge_of=_rechallenge(signs, course, before) if before else None,
        rules=(*course.firings, *local, *consolidated),
    )


def _last(signs: CaseEvidence, members: Sequence[Exposure]) -> Exposure | None:
    """The course that certainly ended last, on the same day as another at most."""
    if len(members) == 1:
        return members[0]
    for member in reversed(members):
        later = (
            later_by_more(signs.chronology, member.end, other.end, 0)
            for other in members
            if other is not member
        )
        if all(truth is Truth.FALSE for truth in later):
            return member
    return None


def _local(member: Exposure) -> Firing:
    why = f"{', '.join(member.local)} given locally: not of the regimen"
    return Firing("local-route", Truth.TRUE, why, (member.id,))


def _not_carried_on(
    signs: CaseEvidence, members: Sequence[Exposure], after: LineDraft | None
) -> Sequence[Exposure]:
    """The courses whose end ends the line: not those that certainly go on in the next one."""
    if after is None:
        return members
    start = after.members[0].start
    stopped = [member for member in members if not _goes_on(signs, member, start)]
    return stopped or members


def _goes_on(signs: CaseEvidence, member: Exposure, start: Day) -> bool:
    """Whether a course certainly goes on when another line starts."""
    return member.ongoing or later_by_more(signs.chronology, start, member.end, 0) is Truth.TRUE


def _regimen(signs: CaseEvidence, members: Sequence[Exposure]) -> str:
    """What the report calls the regimen, or its drugs; then what followed.

    What was given together is one combination, be it told as one course or as several; the drugs
    of several are in alphabetical order, so that the order in which they are told names nothing.
    """
    combinations: list[list[Exposure]] = []
    for member in members:
        if combinations and _together(signs, combinations[-1], member):
            combinations[-1].append(member)
        else:
            combinations.append([member])
    return ", then ".join(dict.fromkeys(map(_combination, combinations)))


def _combination(members: Sequence[Exposure]) -> str:
    names: dict[str, None] = {}
    for member in members:
        acronyms = regimen_names(member.event)
        meant = frozenset[str]().union(*acronyms.values())
        drugs = [agent.name for agent in member.agents if agent.name not in meant]
        stated = member.event.regimen
        names.update(dict.fromkeys((stated,) if stated else (*acronyms, *drugs)))
    return " + ".join(names if len(members) == 1 else sorted(names, key=str.casefold))


def _together(signs: CaseEvidence, given: Sequence[Exposure], new: Exposure) -> bool:
    """Whether a course began while all of a combination went on, or on the day when they began."""
    if any(new.phase is not member.phase for member in given):
        return False
    chronology = signs.chronology
    if later_by_more(chronology, given[0].start, new.start, signs.rules.window) is not Truth.FALSE:
        return False
    return all(
        later_by_more(chronology, member.start, new.start, 0) is Truth.FALSE
        or later_by_more(chronology, new.start, member.end, 0) is Truth.TRUE
        for member in given
    )


def _ending(
    signs: CaseEvidence,
    last: Exposure,
    after: LineDraft | None,
    *,
    ongoing: bool,
) -> tuple[StopReason, str | None, tuple[str, ...]]:
    """Why the line ended, of which course that is stated, and what bears it out.

    A progression on treatment is evidence; it is no stop reason unless the report says so.
    """
    if ongoing:
        return StopReason.NOT_STATED, None, ()
    reason, evidence = signs.stop_of(last)
    stated = None if reason is StopReason.NOT_STATED else last.id
    if reason is not StopReason.PROGRESSION and (after is None or stated is not None):
        return reason, stated, evidence  # a later progression need not have to do with it
    chronology = signs.chronology
    next_start = None if after is None else after.members[0].start
    progressed = [
        sign.id
        for sign in signs.progressions
        if (next_start is None or next_start.high >= sign.day.low)  # else it is certainly later
        and later_by_more(chronology, last.start, sign.day, 0) is Truth.TRUE
        and (
            next_start is None or later_by_more(chronology, next_start, sign.day, 0) is Truth.FALSE
        )
    ]
    return reason, stated, tuple(dict.fromkeys((*evidence, *progressed)))


def _duration(
    signs: CaseEvidence,
    members: Sequence[Exposure],
    first: Day,
    last: Exposure | None,
    *,
    ongoing: bool,
) -> DurationBounds:
    """From the first dose to the last: the longest over the courses that may have ended last.

    What is carried into the next line ends none, and the others need not have begun first.
    """
    if last is not None and first.low == first.high and last.end.low == last.end.high:
        days = int(last.end.low - first.low)  # nothing to solve
        return DurationBounds(days, days, ongoing)
    least: int | None = None
    most: int | None = 0
    for member in members if last is None else (last,):
        fewest, longest = signs.chronology.apart(first.point, member.end.point)
        if not isinf(fewest):
            least = int(fewest) if least is None else max(least, int(fewest))
        most = None if most is None or isinf(longest) else max(most, int(longest))
    return DurationBounds(None if least is None else max(0, least), most, ongoing)


def _carried(
    signs: CaseEvidence, course: LineDraft, before: Sequence[LineDraft]
) -> tuple[str, ...]:
    """The drugs that crossed into this line: not stopped between, or given again at once."""
    here = {agent.name for member in course.members for agent in member.agents}
    start = course.members[0].start
    carried: dict[str, None] = {}
    for line in before:
        for member in line.members:
            if _goes_on(signs, member, start):
                carried.update(dict.fromkeys([agent.name for agent in member.agents]))
    again = [m for m in before[-1].members if m.prepares is None and not _stopped(signs, m, start)]
    for member in again:
        carried.update(dict.fromkeys([a.name for a in member.agents if a.name in here]))
    return tuple(carried)


def _stopped(signs: CaseEvidence, member: Exposure, start: Day) -> bool:
    """Whether a course was certainly off for longer than the parts of a regimen are apart."""
    window = signs.rules.window
    return later_by_more(signs.chronology, member.end, start, window) is Truth.TRUE


def _rechallenge(signs: CaseEvidence, course: LineDraft, before: Sequence[LineDraft]) -> int | None:
    """The latest earlier line whose drugs are given again, after another treatment or a stop.

    As the report links it, or where one regimen contains the other.
    """
    for member in course.members:
        wanted = member.event.rechallenge_of
        if wanted is not None:
            earlier = signs.chronology.case.event(wanted).id
            for number, line in enumerate(before, 1):
                if any(each.id == earlier for each in line.members):
                    return number
    drugs = course.drugs
    for number in range(len(before), 0, -1):
        given = before[number - 1].drugs
        if drugs and given and (drugs <= given or given <= drugs):
            end = last_end(before[number - 1].members)
            stopped = later_by_more(signs.chronology, end, course.members[0].start, 0)
            if number < len(before) or stopped is Truth.TRUE:
                return number
    return None
