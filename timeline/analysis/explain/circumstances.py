"""What was known by the start of a line that guidance asks about: tumour, lines, spread."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import attrs

from timeline.analysis.evidence.disease import disease_evidence
from timeline.analysis.evidence.phases import histologic_changes
from timeline.analysis.evidence.sites import of_the_brain
from timeline.analysis.explain.known import KnownTest, is_positive, precedes
from timeline.analysis.lines import Line
from timeline.chronology import Chronology
from timeline.knowledge.guidance import TARGETED, Guidance, Pattern, WhichLine
from timeline.knowledge.populations import Tumour, tumour_is
from timeline.model.case import start_of
from timeline.model.components import Certainty, EventStatus, Setting, StopReason
from timeline.model.events import (
    Assessment,
    Diagnosis,
    Event,
    HistologicTransformation,
    Metastasis,
    Progression,
)
from timeline.model.truth import Truth, any_of
from timeline.vocabulary.drugs import class_of, find_drug

_BODY_ONLY = re.compile(r"extra-?cranial[- ]only|no (?:brain|intracranial)", re.IGNORECASE)
_LIMITED = re.compile(r"limited|oligo|(?<!\w)asymptomatic|slow", re.IGNORECASE)
_SYSTEMIC = re.compile(r"(?<!a)symptomatic|systemic|widespread|multi", re.IGNORECASE)

Answer = tuple[Truth, str]
"""Whether something holds, and why it is so: words for a reader."""


@attrs.frozen(kw_only=True)
class Circumstances:
    """A line of a case, the lines before it, the start of the next, and what was known by then."""

    chronology: Chronology
    line: Line
    earlier: tuple[Line, ...]
    following: Line | None
    known: tuple[KnownTest, ...]
    tumour: str | None

    @property
    def preceding(self) -> Line | None:
        """The line right before this one."""
        return self.earlier[-1] if self.earlier else None

    def events(self, *kinds: type[Event]) -> Iterator[Event]:
        """The events of these kinds that are not of another tumour, in document order."""
        return (event for event in self.told(*kinds) if event.happened)

    def told(self, *kinds: type[Event]) -> Iterator[Event]:
        """The events of these kinds, with those that did not happen; of no other tumour."""
        for event in self.chronology.case.events:
            own = self.tumour is None or event.tumour in (None, self.tumour)
            if own and isinstance(event, kinds):
                yield event

    def by_start(self, event: Event) -> Truth:
        """Whether an event came by the first day of the line."""
        return precedes(self.chronology, start_of(event), self.line.start)


def is_drug(drug: str, wanted: str) -> bool:
    """Whether a drug is the wanted one, or of the wanted class or target: ``ROS1-TKI``."""
    term = find_drug(drug)
    known = class_of(drug) or ""
    if wanted == TARGETED:
        return known.endswith(("-TKI", " inhibitor"))
    if wanted.casefold() in ((term.name if term else drug).casefold(), known.casefold()):
        return True
    target, _, kind = wanted.rpartition("-")
    targets = term.targets if term else ()
    return kind == "TKI" and known.endswith("-TKI") and target in targets


def given(line: Line, wanted: Iterable[str]) -> tuple[str, ...]:
    """The drugs of a line that are one of the wanted drugs or classes."""
    names = tuple(wanted)
    return tuple(drug for drug in line.drugs if any(is_drug(drug, name) for name in names))


def population(around: Circumstances, row: Guidance) -> Iterator[Answer]:
    """The tumour type and the altered gene that a statement is about."""
    yield tumour_answer(around, row.tumour)
    if row.gene:
        yield is_positive(around.known, row.gene)


def tumour_answer(around: Circumstances, tumour: Tumour) -> Answer:
    """Whether the tumour was of a type by the start of the line."""
    told = list(around.events(Diagnosis))
    answers = [
        (tumour_is(event.histology, event.site or "", tumour), event.histology)
        for event in told
        if isinstance(event, Diagnosis) and event.certainty is not Certainty.EXCLUDED
    ]
    changes = {event.id: event for event in histologic_changes(around.chronology.case)}
    for other in around.events(HistologicTransformation):
        if event := changes.get(other.id):
            changed = around.by_start(event)
            if changed is Truth.TRUE:
                answers = [(tumour_is(event.to, "lung", tumour), f"transformed to {event.to}")]
            elif changed is Truth.INDETERMINATE:
                return changed, f"the transformation to {event.to} may have come before"
    if not answers:
        return Truth.INDETERMINATE, "the tumour type is not stated"
    if tumour is Tumour.ANY:
        return Truth.TRUE, "any tumour"
    words = "; ".join(dict.fromkeys(words for _, words in answers))
    verdict = any_of(truth for truth, _ in answers)
    if verdict is Truth.TRUE:
        return verdict, f"the tumour is {words}"
    if verdict is Truth.FALSE:
        return verdict, f"the tumour is {words}, not {tumour.value}"
    return verdict, f"whether {words} is {tumour.value} is not said"


def trigger(around: Circumstances, row: Guidance) -> Iterator[Answer]:
    """Whether the line, its drugs, those before and the circumstance are a statement's."""
    yield advanced(around.line)
    if row.line is WhichLine.FIRST:
        yield first_line(around.line)
    if row.after:
        yield after(around, row)
    if row.giving:
        drugs = given(around.line, row.giving)
        what = ", ".join(row.giving)
        yield Truth.of(bool(drugs)), f"{', '.join(drugs) or f'no {what}'} is given"
    if row.pattern is not None:
        yield PATTERNS[row.pattern](around)


def advanced(line: Line) -> Answer:
    """Whether a line is for advanced disease."""
    if line.curative is Truth.TRUE:
        return Truth.FALSE, f"the line is {line.setting.value}"
    if line.setting is Setting.ADVANCED or line.curative is Truth.FALSE:
        return Truth.TRUE, "the disease is advanced"
    return Truth.INDETERMINATE, "the setting of the line is not stated"


def first_line(line: Line) -> Answer:
    """Whether no line of advanced disease came before."""
    fewest, most = line.prior
    if most == 0:
        return Truth.TRUE, "it is the first line of advanced disease"
    if fewest > 0:
        count = f"{fewest}" if fewest == most else f"{fewest} to {most}"
        if most is None:
            count = f"at least {fewest}"
        return (
            Truth.FALSE,
            f"{count} line{'' if count.endswith(' 1') or count == '1' else 's'} came before",
        )
    return Truth.INDETERMINATE, "whether the curative treatment counts as a line cannot be said"


def after(around: Circumstances, row: Guidance) -> Answer:
    """Whether the disease progressed on one of the drugs a statement names, in an earlier line."""
    lines = around.earlier[-1:] if row.line is WhichLine.NEXT else around.earlier
    what = " or ".join(row.after)
    treated = [line for line in lines if given(line, row.after)]
    if not treated:
        return Truth.FALSE, f"no {what} in {'the line' if len(lines) == 1 else 'a line'} before"
    answers = [progressed(around, line) for line in treated]
    verdict = any_of(answers)
    drugs = ", ".join(dict.fromkeys(d for line in treated for d in given(line, row.after)))
    words = {
        Truth.TRUE: f"the disease progressed on {drugs}",
        Truth.FALSE: f"{drugs} ended for another reason than progression",
        Truth.INDETERMINATE: f"whether the disease progressed on {drugs} is not stated",
    }
    return verdict, words[verdict]


def progressed(around: Circumstances, line: Line) -> Truth:
    """Whether a line ended with progression: by its stop reason, else by what was seen."""
    if line.end_reason is StopReason.PROGRESSION:
        return Truth.TRUE
    if line.end_reason not in (StopReason.NOT_STATED, StopReason.OTHER):
        return Truth.FALSE
    told = disease_evidence(around.chronology.case)
    seen = any_of(each.sure for each in told if each.event.id in line.end_evidence)
    return Truth.INDETERMINATE if seen is Truth.FALSE else seen


def _brain(around: Circumstances) -> Answer:
    open_ = False
    for event in around.events(Metastasis, Progression):
        if not isinstance(event, Metastasis | Progression):
            continue
        if not any(map(of_the_brain, event.sites)) or event.certainty is Certainty.SUSPECTED:
            continue
        by_then = around.by_start(event)
        if event.certainty is Certainty.EXCLUDED:
            if by_then is Truth.TRUE:
                return Truth.FALSE, "brain metastases were excluded"
            continue
        if by_then is Truth.TRUE:
            return Truth.TRUE, "brain metastases were known"
        open_ |= by_then is Truth.INDETERMINATE
    why = "the brain metastases may have come later" if open_ else "the brain is not spoken of"
    return Truth.INDETERMINATE, why


def _told(around: Circumstances) -> str:
    """What the report says of the progression that ended the line before, in its words."""
    line = around.preceding
    words: list[str | None] = []
    for name in line.end_evidence if line else ():
        event = around.chronology.case.event(name)
        if isinstance(event, Progression):
            words += [event.pattern, *event.sites]
        elif isinstance(event, Assessment):
            words += [event.saw, *event.sites, *(r.wording for r in event.response)]
    return "; ".join(word for word in words if word)


def _cns(around: Circumstances) -> Answer:
    told = _told(around)
    if _BODY_ONLY.search(told):
        return Truth.FALSE, "the progression spared the brain"
    if of_the_brain(told):
        return Truth.TRUE, "the disease progressed in the brain"
    return Truth.INDETERMINATE, "whether the brain was looked at on progression is not stated"


def _limited(around: Circumstances) -> Answer:
    told = _told(around)
    if _LIMITED.search(told):
        return Truth.TRUE, "the progression was limited"
    if _SYSTEMIC.search(told):
        return Truth.FALSE, "the progression was systemic"
    return Truth.INDETERMINATE, "how far the disease progressed is not stated"


def _systemic(around: Circumstances) -> Answer:
    verdict, why = _limited(around)
    return ~verdict, why


def _oligometastatic(around: Circumstances) -> Answer:
    for event in around.events(Diagnosis, Metastasis):
        words = f"{event.name} {getattr(event, 'evidence', None) or ''} {event.note or ''}"
        if re.search(r"oligo-?metasta", words, re.IGNORECASE):
            return around.by_start(event), "the report speaks of oligometastatic disease"
    return Truth.INDETERMINATE, "whether the disease was oligometastatic is not stated"


def _plasma_negative(around: Circumstances) -> Answer:
    for known in around.known:
        specimen = known.test.specimen
        plasma = specimen is not None and re.search(r"plasma|liquid|blood|ctDNA", str(specimen))
        if plasma and known.test.status is EventStatus.PERFORMED and not known.found:
            return known.before, f"the plasma test {known.test.id} found nothing"
    if any(known.test.specimen is None for known in around.known):
        return Truth.INDETERMINATE, "the specimen of a test is not stated"
    return Truth.FALSE, "no plasma test was negative"


PATTERNS = {
    Pattern.BRAIN_METASTASIS: _brain,
    Pattern.LIMITED: _limited,
    Pattern.CNS: _cns,
    Pattern.SYSTEMIC: _systemic,
    Pattern.OLIGOMETASTATIC: _oligometastatic,
    Pattern.PLASMA_NEGATIVE: _plasma_negative,
}
"""How each circumstance is answered from a case."""
