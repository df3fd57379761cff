"""Lines of therapy as rows of text, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.analysis.lines.line import Firing, Line, Lines, numbered
from timeline.analysis.wording import one_line
from timeline.model.components import Setting, StopReason
from timeline.model.truth import Truth

_LONGEST = 160


def lines_text(lines: Lines, unit: str = "months") -> list[str]:
    """The lines with setting, regimen, phases, bounds, reason, rules and the document's numbers.

    One row a line, its details indented below it; then what is no line, and other numberings.
    ``unit`` is that of the lengths: days, weeks, months (30.4375 days) or years.
    """
    rows = [f"{lines.notation}, {lines.rules.name} rules"]
    for line in lines:
        rows += _rows(line, unit)
    for told in lines.disagreements:
        number = numbered((told.reported,), claimed=told.claimed)
        rows.append(f"{told.event} is {number}; derived: {told.why}")
    for other in lines.alternatives:
        rows.append(one_line(f"or {other.notation}: {other.why}", _LONGEST))
    for out in lines.excluded:
        rows.append(one_line(f"no line: {out.event} ({out.rule}; {out.why})", _LONGEST))
    return rows


def _rows(line: Line, unit: str) -> Iterator[str]:
    yield one_line(f"{line.number}. {_setting(line)}: {line.regimen}", _LONGEST)
    yield _detail(f"{_span(line)}, {line.duration.format(unit)}; {_reported(line)}")
    yield _detail(_ending(line))
    named = [phase for phase in line.phases if phase.phase is not None]
    for phase in named:
        word = phase.phase.value if phase.phase is not None else ""
        derived = "" if phase.stated else " (derived)"
        yield _detail(f"{word}{derived}: {', '.join(phase.therapies)}, from {phase.start}")
    if line.carried:
        yield _detail(f"carried from the line before: {', '.join(line.carried)}")
    if line.rechallenge_of is not None:
        yield _detail(f"rechallenge of line {line.rechallenge_of}")
    for firing in line.rules:
        yield _detail(_fired(firing))


def _detail(text: str) -> str:
    return "   " + one_line(text, _LONGEST - 3)


def _setting(line: Line) -> str:
    words = "intent not stated" if line.setting is Setting.NOT_STATED else line.setting.value
    if line.palliative is not None and line.ordinal != str(line.number):
        words += f" (line {line.ordinal} of advanced disease)"
    if line.curative is Truth.TRUE:
        counts = {
            Truth.TRUE: "counts for advanced disease",
            Truth.FALSE: "does not count for advanced disease",
            Truth.INDETERMINATE: "may count for advanced disease",
        }
        words += f" ({counts[line.counted]})"
    return words


def _span(line: Line) -> str:
    end = "the data cut-off" if line.ongoing else str(line.end_bounds)
    return f"{line.start_bounds} \u2192 {end}"


def _ending(line: Line) -> str:
    if line.ongoing:
        return "not ended"
    rests = f" ({', '.join(line.end_evidence)})" if line.end_evidence else ""
    if line.end_reason is StopReason.NOT_STATED:
        told = f"; before the next came {', '.join(line.end_evidence)}" if rests else ""
        return f"reason not stated{told}"
    return f"ended for {line.end_reason.value}{rests}"


def _reported(line: Line) -> str:
    return f"{line.numbered} ({'; '.join(line.labels)})" if line.labels else line.numbered


def _fired(firing: Firing) -> str:
    return f"{firing.rule}: {firing.outcome.value}, {firing.why}"
