"""A line of therapy in one sentence, as a clinician would write it."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.analysis.evidence.sites import names_no_place
from timeline.analysis.lines.line import numbered
from timeline.analysis.resistance import Change, Kind, MechanismClass
from timeline.analysis.response import BestResponse
from timeline.analysis.response.records import WORDING
from timeline.analysis.summary.changes import LineChange
from timeline.analysis.summary.phrases import (
    LONGEST,
    amount_words,
    as_sentence,
    first_few,
    grouped,
    joined,
    length_words,
    line_names,
    listed,
    plain_name,
)
from timeline.analysis.summary.summary import LineSummary
from timeline.analysis.wording import one_line, printed
from timeline.model.bounds import MARK
from timeline.model.components import Drug, Scope, StopReason
from timeline.model.events import Therapy
from timeline.model.quantities import Quantity
from timeline.model.truth import Truth
from timeline.vocabulary.responses import CONTROLLED, ResponseMeaning

_USUAL = ("oral", "intravenous")
"""Routes that a sentence need not name."""

_ENDED = {
    StopReason.PROGRESSION: "stopped for progression",
    StopReason.TOXICITY: "stopped for toxicity",
    StopReason.COMPLETED: "completed",
    StopReason.PATIENT_WISH: "stopped at the patient's wish",
    StopReason.FINANCIAL: "stopped for financial reasons",
    StopReason.TRIAL_WITHDRAWAL: "stopped on withdrawal from the trial",
    StopReason.SWITCH: "ended by a planned switch",
    StopReason.DEATH: "ended by death",
    StopReason.OTHER: "stopped for another reason",
    StopReason.NOT_STATED: "",
}


def sentence(line: LineSummary, unit: str = "months") -> str:
    """A line of therapy in one sentence; what the report does not say is left out."""
    course = (_progressed(line, unit), _ended(line))
    if line.line.curative is Truth.TRUE:  # a disease that was cured comes back after the end
        course = course[::-1]
    parts = (
        _given(line, unit),
        _responded(line),
        f"consolidated by {listed(line.consolidation)}" if line.consolidation else "",
        _suffered(line),
        *course,
        *_changed(line),
    )
    return as_sentence("; ".join(part for part in parts if part))


def _given(line: LineSummary, unit: str) -> str:
    words = _treatment(line)
    if line.line.rechallenge_of is not None:
        words += " (rechallenge)"
    if line.line.claimed and line.line.claimed != (line.line.palliative,):
        words += f" ({numbered(line.line.claimed, claimed=True)})"
    length = length_words(line.length, unit)
    if line.stated is not None:
        return f"{words} for {amount_words(line.stated)} as stated"
    mark = marked(line, "length")
    if line.line.ongoing:
        return f"{words}, ongoing{mark}" + (f" for {length}{mark}" if length else "")
    return f"{words} for {length}{mark}" if length else words


def _treatment(line: LineSummary) -> str:
    """The regimen with its doses: where they stand beside the drugs, and else in parentheses."""
    regimen, given = line.line.regimen, line.therapies
    told = [_therapy(one, line) if isinstance(one, Therapy) else one.name for one in given]
    if len(told) == 1:
        return one_line(told[0], 2 * LONGEST)
    for between in (", then ", " + "):
        if between.join(one.name for one in given) == regimen:
            return between.join(first_few(told))
    more = [words for words, one in zip(told, given, strict=True) if words != one.name]
    return one_line(regimen, LONGEST) + (f" ({listed(more)})" if more else "")


def _therapy(therapy: Therapy, line: LineSummary) -> str:
    drugs = " + ".join(first_few(map(_dosed, therapy.drugs)))
    if therapy.regimen and therapy.regimen != drugs:
        drugs = f"{one_line(therapy.regimen, LONGEST)} ({drugs})"
    if therapy.cycles:
        drugs = f"{_counted(therapy.cycles, 'cycle')} of {drugs}"
    if therapy.doses:
        drugs += f", {_counted(therapy.doses, 'dose')}"
    ended = _ENDED[therapy.stop]
    if ended and len(line.therapies) > 1 and therapy.id != line.line.stopped_by:
        drugs += f" ({ended})"
    return drugs


def _dosed(drug: Drug) -> str:
    usual = drug.route is None or drug.route.casefold() in _USUAL
    parts = (drug.name, printed(drug.dose), drug.schedule or "", "" if usual else drug.route or "")
    return " ".join(one_line(part, LONGEST) for part in parts if part)


def _counted(quantity: Quantity, noun: str) -> str:
    one = quantity.value == 1 and not quantity.sign
    return f"{quantity.sign}{quantity.value} {noun}{'' if one else 's'}"


def _responded(line: LineSummary) -> str:
    overall = [one for one in line.responses if one.scope is Scope.OVERALL and is_told(one)]
    if any(one.meaning in CONTROLLED for one in overall):  # progression is told with its time
        overall = [one for one in overall if one.meaning is not ResponseMeaning.PROGRESSION]
    places = [
        one
        for one in line.responses
        if one.scope is not Scope.OVERALL
        and is_told(one)
        and one.meaning is not ResponseMeaning.PROGRESSION  # told as such, with its time
    ]
    several = len(overall) > 1
    parts = [_best(one) + (f" ({one.scale})" if several else "") for one in overall]
    for words, same in grouped(places, _best):
        parts.append(f"{words} in {listed([one.site or '' for one in same])}")
    if not parts:
        return ""
    worded = all(one.category is None and not one.alternatives for one in (overall or places))
    first = "" if worded else "best response "
    return first + listed(parts)


def is_told(one: BestResponse) -> bool:
    """Whether anything is said of a response."""
    return bool(one.category or one.wording or one.alternatives)


def _best(one: BestResponse) -> str:
    """``PR``, ``PR or SD``, ``responded (from words: “remarkable response”)``."""
    mark = MARK if one.assumed else ""
    if one.alternatives:
        known = [one_line(told, LONGEST) for told in one.alternatives if told != "none"]
        if one.scale == WORDING:
            known = [f"\u201c{told}\u201d" for told in known]
        maybe = "possibly " if len(known) < len(one.alternatives) else ""
        return maybe + joined(known, "or") + mark
    if one.category:
        return one_line(one.category, LONGEST) + mark + (" (derived)" if one.derived else "")
    wording = f"\u201c{one_line(one.wording or '', LONGEST)}\u201d"
    if one.meaning is None:
        return f"response told as {wording}{mark}"
    return f"{one.meaning.direction}{mark} (from words: {wording})"


def _progressed(line: LineSummary, unit: str) -> str:
    failed = line.progression
    stopped = line.end_reason is StopReason.PROGRESSION
    if failed.happened is Truth.FALSE or line.elsewhere:
        return ""
    first, later = sites_of(line)
    length = "" if stopped and failed.after == line.length else length_words(failed.after, unit)
    if stopped and not (length or first or later):
        return ""  # that it stopped for it says it all
    curative = line.line.curative is Truth.TRUE
    words = "recurrence" if curative else "progression"
    if failed.happened is Truth.INDETERMINATE:
        words = f"possible {words}"
    words += f" in {listed(first)}" if first else ""
    if length.startswith("at most "):
        words += f" within {length.removeprefix('at most ')}" + (
            " of its start" if curative else ""
        )
    elif length:
        words += f" {length} after its start" if curative else f" after {length}"
    words += marked(line, "progression")
    return words + (f", later in {listed(later)}" if later else "")


def sites_of(line: LineSummary) -> tuple[list[str], list[str]]:
    """The sites of the first progression, and those named later; all where none is the first."""
    failed = line.progression
    sure = len(failed.first) == 1
    first = [
        site
        for worse in failed.worsenings
        if not sure or worse.event.id in failed.first
        for site in worse.sites
        if not names_no_place(site)
    ]
    return first, [site for site in failed.sites if site not in first and not names_no_place(site)]


def _suffered(line: LineSummary) -> str:
    others = [told for told in line.toxicities if told not in line.stopped_for]
    met = [told for told in line.events if told not in line.stopped_for]
    parts = (("toxicity", others), ("adverse event", met))
    return "; ".join(f"{what}: {listed(told)}" for what, told in parts if told)


def _ended(line: LineSummary) -> str:
    if line.line.ongoing or not _ENDED[line.end_reason]:
        return ""
    why = f": {listed(line.stopped_for)}" if line.stopped_for else ""
    return _ENDED[line.end_reason] + why + marked(line, "end_reason")


def _changed(line: LineSummary) -> Iterator[str]:
    def kind(change: LineChange) -> tuple[object, ...]:
        return change.kind, change.change, tuple(_beside(change, line.name))

    for _, same in grouped(line.changes, kind):
        change = same[0]
        names = [plain_name(one.what) + (MARK if one.assumed else "") for one in same]
        if change.kind is Kind.ALTERATION:
            told = f"{listed(names)} {change.change.value}"
        else:
            turned = "passed" if change.kind is Kind.PHASE else "transformed"
            told = " and ".join(
                f"{turned} {name if name.startswith('to ') else f'from {name}'}" for name in names
            )
        yield told + "".join(_beside(change, line.name))


def _beside(change: LineChange, name: str) -> Iterator[str]:
    notes = [f"grade {change.grade.value}"] if change.grade else []
    named = change.kind is Kind.ALTERATION and change.mechanism is not MechanismClass.UNKNOWN
    if named:
        notes.append(change.mechanism.value.replace("_", " "))
    if change.others and change.change is not Change.RETAINED:
        notes.append(f"over {line_names([*change.others, name], 'or')}")
    if notes:
        yield f" ({', '.join(notes)})"


def marked(line: LineSummary, field: str) -> str:
    """The mark of a field that rests on something supposed, else nothing."""
    return MARK if field in line.assumed else ""
