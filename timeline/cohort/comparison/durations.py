"""How long lines took, side by side: each line's time, and each group's survival curves.

The unit is a line and not a patient: a case may stand in a group with several of its lines, and in
several groups. Lines of one patient are not independent, which no interval here takes account of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import attrs

from timeline.analysis.analysis import Analysis
from timeline.analysis.endpoints import EndpointResult, endpoint_named
from timeline.cohort.comparison.compared import LineOf, analysed, lines_in
from timeline.cohort.comparison.grouping import Key, key_of
from timeline.cohort.survival import (
    LeftOut,
    LogRank,
    ObservedTime,
    Reading,
    SurvivalEstimate,
    estimate,
    log_rank,
)
from timeline.cohort.survival.observed import observed
from timeline.model.case import Case


@attrs.frozen(kw_only=True)
class LineTime:
    """One line's time to the event of an endpoint, in one group.

    ``time`` is in days, None where the line has none to count, for the reason in ``left_out``.
    ``result`` is the endpoint with its rule and what it rests on.
    """

    of: LineOf
    group: str
    regimen: str
    result: EndpointResult
    time: ObservedTime | None
    left_out: str


@attrs.frozen(kw_only=True)
class Durations:
    """The times of the lines of some cases, by group.

    ``estimates`` are those of the groups with a time, in the order of ``groups``. ``tests`` hold
    the log-rank test under both extreme readings of the dates, none where ``untested`` says why.
    """

    endpoint: str
    by: str
    groups: tuple[str, ...]
    rows: tuple[LineTime, ...]
    estimates: tuple[SurvivalEstimate, ...]
    tests: tuple[LogRank, ...]
    untested: str

    def of(self, group: str) -> tuple[LineTime, ...]:
        """The rows of one group."""
        return tuple(row for row in self.rows if row.group == group)

    def estimate_of(self, group: str) -> SurvivalEstimate | None:
        """The curves of one group; None where no line of it has a time to count."""
        return next((one for one in self.estimates if one.group == group), None)


def durations(
    cases: Iterable[Case | Analysis], *, by: str | Key = "drug", endpoint: str = "TTD"
) -> Durations:
    """The times of every line to the event of ``endpoint``, grouped ``by`` one of ``KEYS``.

    Groups come in alphabetical order, lines in that of the cases. A time counts unless the endpoint
    is not derived, or its dates allow any length at all. Raises :class:`NotationError` for a name
    that is no endpoint or no key, :class:`CaseTimelineError` where two cases share an id.
    """
    name, key = key_of(by)
    wanted = endpoint_named(endpoint)
    rows = []
    for one, line in lines_in(analysed(cases)):
        result = next(r for r in one.endpoints if (r.endpoint, r.line) == (wanted, line.number))
        where = LineOf(one.case.id, line.number)
        for group in dict.fromkeys(key(one, line)):
            days = result.days
            found = observed(
                str(where),
                days.least if days else None,
                days.most if days else None,
                result.cnsr,
                result.missing if days is None else "",
                group,
            )
            rows.append(
                LineTime(
                    of=where,
                    group=group,
                    regimen=line.regimen,
                    result=result,
                    time=found if isinstance(found, ObservedTime) else None,
                    left_out=found.reason if isinstance(found, LeftOut) else "",
                )
            )
    groups = tuple(sorted({row.group for row in rows}, key=_in_order))
    tests, untested = _compared(rows)
    return Durations(
        endpoint=wanted,
        by=name,
        groups=groups,
        rows=tuple(rows),
        estimates=tuple(_estimates(wanted, groups, rows)),
        tests=tests,
        untested=untested,
    )


def _in_order(group: str) -> tuple[tuple[bool, int, str], ...]:
    """Alphabetical, with numbers by what they are: line 2 before line 10."""
    parts = re.findall(r"\d+|\D+", group.casefold())
    return tuple((not p.isdecimal(), int(p) if p.isdecimal() else 0, p) for p in parts)


def _estimates(
    endpoint: str, groups: Iterable[str], rows: Iterable[LineTime]
) -> Iterable[SurvivalEstimate]:
    listed = tuple(rows)
    for group in groups:
        mine = [row for row in listed if row.group == group]
        times = [row.time for row in mine if row.time is not None]
        if times:
            out = [LeftOut(str(row.of), row.left_out) for row in mine if row.time is None]
            yield estimate(times, endpoint=endpoint, group=group, left_out=out)


def _compared(rows: Iterable[LineTime]) -> tuple[tuple[LogRank, ...], str]:
    """The log-rank tests; or none, and why: it needs groups of separate patients, each once."""
    counted = [(row, row.time) for row in rows if row.time is not None]
    if len({row.group for row, _ in counted}) < 2:
        return (), "fewer than two groups have times"
    patients = [row.of.case for row, _ in counted]
    again = sorted({name for name in patients if patients.count(name) > 1})
    if again:
        return (), f"not independent: {', '.join(again)} with more than one time"
    times = [time for _, time in counted]
    found = (log_rank(times, reading=r) for r in (Reading.EARLIEST, Reading.LATEST))
    return tuple(found), ""
