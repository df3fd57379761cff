"""What the author says of the biology and the course, beside what the events imply.

"Acquired", "new", "primary resistance", a number of lines, a best response: each is compared with
what is derived, and nothing is overwritten by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from timeline.analysis.answers import Answers, Subject, answers_of
from timeline.analysis.given import lines_summed
from timeline.analysis.lines import Line, derive_lines
from timeline.analysis.resistance import (
    Acquisition,
    Change,
    Resistance,
    Timing,
    resistance,
    transitions,
)
from timeline.analysis.response import BestResponse, best_responses
from timeline.findings import Finding, Severity
from timeline.model.alterations import parse_alteration
from timeline.model.claims import (
    AlterationClaim,
    Claim,
    LineCountClaim,
    ResistanceClaim,
    ResponseClaim,
    StatedChange,
    StatedTiming,
)
from timeline.model.components import Scope
from timeline.model.matching import matches
from timeline.model.quantities import Quantity
from timeline.model.truth import Truth, any_of
from timeline.vocabulary.responses import RESPONDED, ResponseMeaning, response_meaning

COLUMNS = ("stated", "of", "derived", "agrees")
"""What stands in each cell of a row of :func:`statements_text`."""


@attrs.frozen(kw_only=True)
class Statement:
    """One statement of the author, what is derived, and whether the two agree.

    ``of`` is what it speaks of, as the document names it; ``index`` its place among the claims,
    ``events`` what the derived result rests on.
    """

    index: int
    claim: Claim
    stated: str
    of: str
    derived: str
    agrees: Truth
    events: tuple[str, ...] = ()


def statements(subject: Subject) -> tuple[Statement, ...]:
    """The author's statements about biology and course, in document order."""
    return answers_of(subject).ask(_compared)


def statements_text(subject: Subject) -> tuple[tuple[str, ...], ...]:
    """The statements as rows of :data:`COLUMNS`."""
    words = {Truth.TRUE: "yes", Truth.FALSE: "no", Truth.INDETERMINATE: "cannot be said"}
    return tuple((s.stated, s.of, s.derived, words[s.agrees]) for s in statements(subject))


def statements_agree(answers: Answers) -> Iterator[Finding]:
    """What the author calls primary or acquired, new, lost or kept, and how many lines.

    The author may know more than the report tells, so that a contradiction is a warning; what
    cannot be compared is silent.
    """
    for told in statements(answers):
        if told.agrees is Truth.FALSE and not isinstance(told.claim, ResponseClaim):
            yield Finding(
                f"stated-{told.claim.key}",
                f"the report says {told.stated} of {told.of}; derived: {told.derived}",
                severity=Severity.WARNING,
                events=told.events,
                path=("claims", told.index, told.claim.key),
                cite=(told.claim.cite,),
            )


def _compared(answers: Answers) -> tuple[Statement, ...]:
    case = answers.case
    found = []
    for index, claim in enumerate(case.claims):
        match claim:
            case ResistanceClaim():
                told = _resisted(answers, claim)
            case AlterationClaim():
                told = _changed(answers, claim)
            case LineCountClaim():
                told = _counted(answers, claim)
            case ResponseClaim():
                told = _responded(answers, claim)
            case _:
                continue
        found.append(attrs.evolve(told, index=index))
    return tuple(found)


def _of(answers: Answers, name: str) -> tuple[str, Line | None]:
    event = answers.case.event(name)
    return event.id, derive_lines(answers).line_of(event.id)


def _resisted(answers: Answers, claim: ResistanceClaim) -> Statement:
    event, line = _of(answers, claim.of)
    row = _row_of(resistance(answers), line)
    timing = Timing.CANNOT_BE_SAID if row is None else row.verdicts[0].timing
    derived, agrees = f"{timing.value} resistance", Truth.INDETERMINATE
    if timing in (Timing.PRIMARY, Timing.ACQUIRED):
        primary = claim.resistance is not StatedTiming.ACQUIRED
        agrees = Truth.of(primary is (timing is Timing.PRIMARY))
    elif row is None:
        derived = "it is no line of systemic treatment"
    elif row.failure.happened is Truth.FALSE:
        derived = "no progression on it is reported"
    else:
        derived = f"{timing.value} ({row.verdicts[0].criteria})"
    return Statement(
        index=0,
        claim=claim,
        stated=f"{claim.resistance.value} resistance",
        of=event,
        derived=derived,
        agrees=agrees,
        events=(event, *(() if row is None else row.failure.first)),
    )


def _row_of(rows: Iterable[Resistance], line: Line | None) -> Resistance | None:
    return next((row for row in rows if line is not None and row.line == line.number), None)


_FITS = {
    StatedChange.ACQUIRED: (Change.GAINED,),
    StatedChange.NEW: (Change.GAINED, Change.NEWLY_FOUND),
    StatedChange.PRE_EXISTING: (Change.RETAINED, Change.LOST),
    StatedChange.RETAINED: (Change.RETAINED,),
    StatedChange.LOST: (Change.LOST,),
}
_OPEN = {
    StatedChange.ACQUIRED: (Change.NEWLY_FOUND, Change.CANNOT_BE_SAID),
    StatedChange.NEW: (Change.CANNOT_BE_SAID,),
    StatedChange.PRE_EXISTING: (Change.NEWLY_FOUND, Change.CANNOT_BE_SAID),
    StatedChange.RETAINED: (Change.NEWLY_FOUND, Change.CANNOT_BE_SAID),
    StatedChange.LOST: (Change.CANNOT_BE_SAID,),
}
"""What a statement may be true beside: found only later, it may have been there before."""


def _changed(answers: Answers, claim: AlterationClaim) -> Statement:
    event, line = _of(answers, claim.of)
    alteration = parse_alteration(claim.alteration)
    rows = [
        row
        for row in transitions(answers)
        if line is not None
        and row.line == line.number
        and row.alteration is not None
        and matches(row.alteration, alteration) is Truth.TRUE
    ]
    told = [row.change for row in rows]
    agrees = any_of(_fits(claim.is_, change) for change in told) if told else Truth.INDETERMINATE
    return Statement(
        index=0,
        claim=claim,
        stated=f"{claim.alteration} {claim.is_.value}",
        of=event,
        derived=", ".join(dict.fromkeys(_graded(row.change, row.acquired) for row in rows))
        or "no test says",
        agrees=agrees,
        events=tuple(dict.fromkeys((event, *(name for row in rows for name in row.events)))),
    )


def _fits(stated: StatedChange, derived: Change) -> Truth:
    if derived in _FITS[stated]:
        return Truth.TRUE
    return Truth.INDETERMINATE if derived in _OPEN[stated] else Truth.FALSE


def _graded(change: Change, acquired: Acquisition | None) -> str:
    return change.value + (f" (grade {acquired.grade.value})" if acquired else "")


def _counted(answers: Answers, claim: LineCountClaim) -> Statement:
    lines = derive_lines(answers)
    counted = list(lines)
    of = "the case"
    if claim.before is not None:
        event, line = _of(answers, claim.before)
        of = f"before {event}"
        counted = [] if line is None else counted[: line.number - 1]
    advanced = [line for line in counted if line.palliative is not None]
    ranges = [_total(answers, advanced), _total(answers, counted)]
    told = _range(claim.lines)
    agrees = any_of(_within(told, one) for one in ranges)
    if agrees is Truth.FALSE and lines.alternatives:
        agrees = Truth.INDETERMINATE  # the report allows other numberings
    derived = _lines(ranges[0])
    if ranges[1] != ranges[0]:
        derived += f" of advanced disease, {_lines(ranges[1])} in all"
    return Statement(
        index=0,
        claim=claim,
        stated=f"{claim.lines} line{'' if str(claim.lines) == '1' else 's'}",
        of=of,
        derived=derived,
        agrees=agrees,
        events=tuple(line.therapies[0] for line in counted),
    )


_Range = tuple[int, int | None]


def _total(answers: Answers, lines: Iterable[Line]) -> _Range:
    """The fewest and the most lines told; no most where some are only summed up."""
    least, most = 0, 0
    open_ = False
    for line in lines:
        fewest, highest = lines_summed(answers.case.event(line.therapies[0]))
        least += fewest
        most += highest or 0
        open_ = open_ or highest is None
    return least, None if open_ else most


def _range(count: Quantity) -> _Range:
    number = int(count.value)
    match count.sign:
        case "":
            return number, number
        case ">=" | ">":
            return number + (count.sign == ">"), None
        case "<=" | "<":
            return 0, number - (count.sign == "<")
    return max(number - 1, 0), number + 1  # about so many


def _within(told: _Range, derived: _Range) -> Truth:
    """Whether a number of lines told is the derived one, may be, or cannot."""
    (least, most), (fewest, highest) = told, derived
    if (highest is not None and highest < least) or (most is not None and most < fewest):
        return Truth.FALSE
    inside = fewest >= least and (most is None or (highest is not None and highest <= most))
    return Truth.TRUE if inside else Truth.INDETERMINATE


def _lines(count: _Range) -> str:
    least, most = count
    if most is None:
        return f"at least {least} line{'' if least == 1 else 's'}"
    number = str(least) if least == most else f"{least}\u2013{most}"
    return f"{number} line{'' if number == '1' else 's'}"


def _responded(answers: Answers, claim: ResponseClaim) -> Statement:
    event, line = _of(answers, claim.of)
    rows = [
        one
        for one in best_responses(answers, mark_assumed=False)
        if line is not None and one.line == line.number and one.scope is Scope.OVERALL
    ]
    known = [row for row in rows if row.category or row.wording or row.alternatives]
    meant = response_meaning(claim.response, claim.response)
    agrees = any_of(_same(meant, row) for row in known) if known else Truth.INDETERMINATE
    told = (row.category or row.wording or " or ".join(row.alternatives) for row in known)
    return Statement(
        index=0,
        claim=claim,
        stated=f"best response {claim.response}",
        of=event,
        derived=", ".join(told) or "no assessment says",
        agrees=agrees,
        events=tuple(dict.fromkeys((event, *(row.event for row in known if row.event)))),
    )


def _same(meant: ResponseMeaning | None, row: BestResponse) -> Truth:
    """Whether a stated best response is the derived one, in its direction where words tell that."""
    derived = row.meaning
    if meant is None or derived is None:
        return Truth.INDETERMINATE
    if meant is derived:
        return Truth.TRUE
    if ResponseMeaning.RESPONSE in (meant, derived):
        return Truth.of(meant in RESPONDED and derived in RESPONDED)
    if ResponseMeaning.NO_RESPONSE in (meant, derived):
        return Truth.of(not {meant, derived} & set(RESPONDED))
    return Truth.FALSE
