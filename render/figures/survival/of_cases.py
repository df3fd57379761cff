"""The survival figure of cases: one endpoint of one line of each, by what was given in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from render.canvas.scene import Scene
from render.canvas.style import DEFAULT_THEME, Theme
from render.figures.common.event_kinds import classes_of
from render.figures.common.line_names import naming_of
from render.figures.common.page import JOURNAL_PAGE
from render.figures.survival.figure import survival_figure
from render.writers.extra import MissingExtraError
from render.writers.table import Table
from timeline.analysis.answers import answers_of
from timeline.analysis.endpoints import EndpointResult, endpoint
from timeline.analysis.lines import derive_lines
from timeline.analysis.wording import one_line
from timeline.chronology import Chronology
from timeline.cohort.survival import LeftOut, ObservedTime, SurvivalEstimate, estimate, log_rank
from timeline.errors import CaseTimelineError, did_you_mean

DEFAULT_ENDPOINT = "OS"

COLUMNS = ("case", "group", "endpoint", "line", "least days", "most days", "status", "what", "why")
"""Of the table: a row for each case, ``why`` where it could not be counted."""

KNOWN = ("TTD", "TTNT", "TTP", "PFS", "PFS2", "DOR", "OS", "rwPFS")
"""The endpoints; `timeline.analysis.endpoints` defines each."""


@attrs.frozen
class Timed:
    """One case: its group, and its time, or why there is none."""

    case: str
    group: str
    result: EndpointResult | None
    why: str = ""

    @property
    def time(self) -> ObservedTime | None:
        """What can be counted of it; a least time that is not known is no days."""
        if self.result is None or self.result.days is None or self.why:
            return None
        days = self.result.days
        least = max(0, days.least or 0)
        most = None if days.most is None else max(least, days.most)
        return ObservedTime.from_cnsr(self.case, least, most, self.result.cnsr, group=self.group)


def timed(
    cases: Iterable[Chronology],
    *,
    endpoint: str = DEFAULT_ENDPOINT,
    line: int = 1,
    by: str | None = None,
) -> tuple[Timed, ...]:
    """The endpoint of that line of each case, from the line's first dose.

    Args:
        cases: the cases.
        endpoint: one of `KNOWN`.
        line: the number of the derived line.
        by: the groups: "drug", "class" or "regimen" of that line; by default one group.

    Raises:
        CaseTimelineError: there is no such endpoint, or no such ``by``.
    """
    known = next((name for name in KNOWN if name.casefold() == endpoint.casefold()), None)
    if known is None:
        hint = did_you_mean(endpoint, KNOWN)
        raise CaseTimelineError(f"{endpoint!r} is no endpoint; there are {', '.join(KNOWN)}{hint}")
    if by is not None:
        naming_of(by)
    return tuple(_timed(one, known, line, by) for one in cases)


def _timed(chronology: Chronology, name: str, number: int, by: str | None) -> Timed:
    case, answers = chronology.case, answers_of(chronology)
    line = next((one for one in derive_lines(answers) if one.number == number), None)
    if line is None:
        return Timed(case.id, "", None, f"it has no line {number}")
    group = one_line(naming_of(by)(line, classes_of(case, line))) if by else ""
    result = endpoint(answers, name, number)
    missing = f"missing: {result.missing}" if result.missing else result.status.value
    why = "" if result.days is not None else missing
    return Timed(case.id, group, result, one_line(why))


def survival_of_cases(
    cases: Iterable[Chronology],
    *,
    endpoint: str = DEFAULT_ENDPOINT,
    line: int = 1,
    by: str | None = None,
    theme: Theme = DEFAULT_THEME,
    width: float = JOURNAL_PAGE,
) -> Scene:
    """Draw the survival figure; the arguments are those of `timed`.

    Raises:
        CaseTimelineError: no case can be counted, or see `timed`.
        MissingExtraError: the packages of the extra ``cohort`` are not installed.
        ValueError: there are too many groups, or too little width, for `survival_figure`.
    """
    found = timed(cases, endpoint=endpoint, line=line, by=by)
    name = next(known for known in KNOWN if known.casefold() == endpoint.casefold())
    note = ""
    try:
        groups = tuple(_estimates(found, name))
        if len(groups) > 1:
            note = str(log_rank([time for group in groups for time in group.times]))
    except ModuleNotFoundError as error:
        raise MissingExtraError("a survival curve", "cohort", error.name) from error
    shown = f"{name} from line {line}"
    counted = sum(one.time is not None for one in found)
    of = f"{counted} of {_cases(len(found))}" if counted < len(found) else _cases(len(found))
    title = f"{shown} by {by}: {of}" if by else f"{shown}: {of}"
    return survival_figure(groups, theme=theme, width=width, title=title, note=note)


def _estimates(found: Sequence[Timed], name: str) -> Iterator[SurvivalEstimate]:
    groups: dict[str, list[ObservedTime]] = {}
    for one in found:
        if one.time is not None:
            groups.setdefault(one.group, []).append(one.time)
    if not groups:
        whys = "; ".join(f"{one.case}: {one.why}" for one in found[:5])
        raise CaseTimelineError(f"{name} can be told of none of these cases ({whys})")
    left = [LeftOut(one.case, one.why) for one in found if one.time is None]
    for number, group in enumerate(sorted(groups, key=lambda name: (-len(groups[name]), name))):
        # What has no line has no group: it is told once.
        out = left if number == 0 else []
        yield estimate(groups[group], endpoint=name, group=group, left_out=out)


def _cases(number: int) -> str:
    return "1 case" if number == 1 else f"{number} cases"


def survival_table(
    cases: Iterable[Chronology],
    *,
    endpoint: str = DEFAULT_ENDPOINT,
    line: int = 1,
    by: str | None = None,
) -> Table:
    """The times that go into the figure, and the cases that do not; days as bounds."""
    rows = []
    for one in timed(cases, endpoint=endpoint, line=line, by=by):
        days = one.result.days if one.result else None
        bounds = ("", "") if days is None else tuple(map(_day, (days.least, days.most)))
        status = one.result.status.value if one.result else ""
        what = one_line(one.result.what) if one.result else ""
        told = one.result.endpoint if one.result else endpoint
        rows.append((one.case, one.group, told, str(line), *bounds, status, what, one.why))
    return Table(COLUMNS, tuple(rows))


def _day(day: int | None) -> str:
    return "" if day is None else str(day)
