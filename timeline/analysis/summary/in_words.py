"""A summary in words: patient, disease, a sentence for each line, outcome, what is not stated."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import attrs

from timeline.analysis.endpoints.result import EndpointResult, Status
from timeline.analysis.resistance import Kind
from timeline.analysis.summary.phrases import (
    LONGEST,
    amount_words,
    as_sentence,
    day_words,
    first_few,
    joined,
    length_words,
    line_names,
    listed,
    plain_name,
)
from timeline.analysis.summary.sentence import is_told, marked, sentence, sites_of
from timeline.analysis.summary.summary import Diagnosed, LineSummary, Summary, Turn
from timeline.analysis.wording import one_line
from timeline.model.amounts import Amount, Qualifier, Unit
from timeline.model.bounds import MARK, MARKED, DurationBounds
from timeline.model.case import NOT_STATED
from timeline.model.components import StopReason
from timeline.model.report import Patient
from timeline.model.truth import Truth

GRADED = "Grade A (best) to D: how well it is shown that it was not there before"


@attrs.frozen(kw_only=True)
class SummaryWords:
    """A summary in words; empty where there is nothing to say.

    ``lines`` are headings and sentences, ``not_stated`` what the report does not say of them, once
    for all; ``notes`` say what the marks mean.
    """

    patient: str
    disease: str
    lines: tuple[tuple[str, str], ...]
    local: str
    outcome: str
    not_stated: str
    notes: tuple[str, ...]

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """Rows of a heading and a text, as a screen has them; notes have no heading."""
        rows = (
            ("Patient", self.patient),
            ("Disease", self.disease),
            *self.lines,
            ("Local", self.local),
            ("Outcome", self.outcome),
            ("Not stated", self.not_stated),
            *(("", note) for note in self.notes),
        )
        return tuple((heading, words) for heading, words in rows if words)


def summary_text(summary: Summary, unit: str = "months") -> SummaryWords:
    """The summary in words; ``unit`` is that of lengths: days, weeks, months or years."""
    graded = any(change.grade for line in summary.lines for change in line.changes)
    return SummaryWords(
        patient=_patient(summary.patient, summary.age_at),
        disease=_disease(summary, unit),
        lines=tuple((_heading(line), sentence(line, unit)) for line in summary.lines),
        local=as_sentence("; ".join(first_few(summary.local))),
        outcome=_outcome(summary, unit),
        not_stated=as_sentence("; ".join(_unsaid(summary))),
        notes=(*([GRADED] if graded else []), *([MARKED] if summary.marked else [])),
    )


def _heading(line: LineSummary) -> str:
    return line.name + marked(line, "line")


def _patient(patient: Patient, age_at: str | None) -> str:
    who = _who(patient)
    at = ""
    if patient.age and age_at:
        unknown = age_at == NOT_STATED
        at = " (when is not stated)" if unknown else f" (at {one_line(age_at, LONGEST)})"
    smoking = f"smoking: {one_line(patient.smoking, LONGEST)}" if patient.smoking else ""
    return as_sentence("; ".join(part for part in (who + at, smoking) if part))


def _who(patient: Patient) -> str:
    sex, age = one_line(patient.sex or "", LONGEST), patient.age
    if not sex:
        return (
            "sex and age not stated" if age is None else f"{_aged(age, 'patient')}, sex not stated"
        )
    adult = age is None or (age.unit is Unit.YEARS and age.value >= 18)
    nouns = {"female": ("girl", "woman"), "male": ("boy", "man")}
    noun = nouns.get(sex.casefold(), (sex, sex))[adult]
    return f"{noun}, age not stated" if age is None else _aged(age, noun)


def _aged(age: Amount, noun: str) -> str:
    if age.qualifier is Qualifier.EXACT and age.upper is None:
        return f"{age.value}-{age.unit.value[:-1]}-old {noun}"
    return f"{noun}, {amount_words(age)} old"


def _disease(summary: Summary, unit: str) -> str:
    told = [_diagnosed(one) for one in summary.disease.diagnoses] or ["diagnosis not stated"]
    told += [_turned(one, unit) for one in summary.disease.before]
    if summary.disease.diagnoses and not any(one.staged for one in summary.disease.diagnoses):
        told.append("stage not stated")
    found, absent = summary.disease.found, summary.disease.absent
    told += [f"{listed(map(plain_name, names))} found{_in(tumour)}" for tumour, names in found]
    told += [
        f"no {listed(map(plain_name, names), last='or')} found{_in(tumour)}"
        for tumour, names in absent
    ]
    changed = any(one.kind is Kind.ALTERATION for line in summary.lines for one in line.changes)
    if not (found or absent or changed or summary.not_derived):
        told.append("molecular findings not stated")
    return as_sentence("; ".join(told))


def _in(tumour: str | None) -> str:
    return f" in {one_line(tumour, LONGEST)}" if tumour else ""


def _diagnosed(one: Diagnosed) -> str:
    words = f"{one_line(one.tumour, LONGEST)}: {one.what}" if one.tumour else one.what
    day = day_words(one.at)
    return f"{words}, diagnosed {day}{MARK if one.assumed else ''}" if day else words


def _turned(one: Turn, unit: str) -> str:
    length = length_words(one.after, unit)
    return one.what + (f" {length} after the diagnosis" if length else "") + one.assumed * MARK


def _outcome(summary: Summary, unit: str) -> str:
    found = summary.outcome
    if found is None:
        return ""
    told = f"; last told: {one_line(summary.follow_up, LONGEST)}" if summary.follow_up else ""
    words = {Status.EVENT: "died", Status.CENSORED: "last known alive"}.get(found.status)
    if words is None:
        return as_sentence((found.what or "whether alive cannot be said") + told)
    if found.rule == "lost-to-follow-up":
        words = "lost to follow-up, last known alive"
    if found.status is Status.EVENT and summary.cause not in (None, NOT_STATED):
        words += f" ({one_line(summary.cause or '', LONGEST)})"
    day = day_words(found.date) if found.date else ""
    since = "the " + ("diagnosis" if found.line is None else "first treatment")
    length = _survived(found, unit)
    if found.status is Status.CENSORED and not (day or length or told):
        return "Not stated."
    parts = (f"{words} {day}".strip(), f"{length} after {since}" if length else "")
    mark = MARK if summary.outcome_assumed else ""
    return as_sentence(", ".join(part for part in parts if part) + mark + told)


def _survived(found: EndpointResult, unit: str) -> str:
    if found.days is None or found.days.most == 0:
        return ""
    least, most = found.days.least, found.days.most
    return length_words(DurationBounds(least, most), unit)


def _unsaid(summary: Summary) -> Iterator[str]:
    """What the report does not say of its lines, once for all of them."""
    questions: tuple[tuple[str, Callable[[LineSummary], bool]], ...] = (
        ("length", lambda one: not one.line.ongoing and not length_words(one.length, "days")),
        ("best response", lambda one: not any(map(is_told, one.responses))),
        ("reason for the end", _unexplained),
    )
    unsaid: dict[tuple[str, ...], list[str]] = {}
    for what, open_ in questions:
        if names := tuple(line.name for line in summary.lines if open_(line)):
            unsaid.setdefault(names, []).append(what)
    for names, whats in unsaid.items():
        every = len(names) == len(summary.lines) > 1
        yield f"{joined(whats)} of {'every line' if every else line_names([*names])}"
    sure = {
        worse.event.id
        for line in summary.lines
        if line.progression.happened is Truth.TRUE
        for worse in line.progression.worsenings
    }
    doubtful = [
        line
        for line in summary.lines
        if line.elsewhere and any(w.event.id not in sure for w in line.progression.worsenings)
    ]
    if doubtful:
        sites = listed([site for line in doubtful for part in sites_of(line) for site in part])
        where = f" in {sites}" if sites else ""
        among = line_names([line.name for line in doubtful], "or")
        yield f"whether progression{where} was on {among}"
    if summary.not_derived:
        yield f"lines and outcome are not derived: {summary.not_derived}"


def _unexplained(line: LineSummary) -> bool:
    told = line.end_reason is not StopReason.NOT_STATED
    return not (line.line.ongoing or told or line.progression.happened is Truth.TRUE)
