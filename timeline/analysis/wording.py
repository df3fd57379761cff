"""What to call an event in a figure or a table: a few words, in the words of the report.

No abbreviation is made that the report does not use: a reader of the printed figure has no tooltip.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import singledispatch

from timeline.model.alterations import Biomarker, CategoricalVariant
from timeline.model.assays import Finding
from timeline.model.case import NOT_STATED
from timeline.model.components import Certainty, Drug, EventStatus, Presence, Setting, Stage
from timeline.model.events import (
    AdverseEvent,
    Assessment,
    Condition,
    Death,
    Diagnosis,
    Event,
    HistologicTransformation,
    Laboratory,
    Metastasis,
    MolecularTest,
    PerformanceStatus,
    PhaseChange,
    Progression,
    Radiotherapy,
    SupportiveCare,
    Symptom,
    Therapy,
)
from timeline.model.quantities import Quantity

MOST_FINDINGS = 5
"""How many findings of one test a label names; the tooltip has all."""

_LONGEST = 300
_NUMERAL = re.compile(r"(?:0|I{1,3}|IV)[A-D]?[1-3]?")
# Characters that turn the reading direction of what follows them.
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def one_line(words: str, longest: int = _LONGEST) -> str:
    """Words in a single line of at most ``longest`` characters, without direction marks."""
    line = " ".join(_TURNING.sub("", words[: 4 * longest]).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def listed(words: Iterable[str], last: str = "and") -> str:
    """``a, b and c``."""
    items = list(words)
    return f" {last} ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def label(event: Event, tumour: str | None = None) -> str:
    """The label of an event; ``tumour`` stands before it where a patient has several."""
    words = one_line(_words(event) if event.happened else _undone(event))
    return one_line(f"{tumour}: {words}") if tumour else words


def _undone(event: Event) -> str:
    """What did not take place, and why: ``NGS declined (patient's wish)``."""
    if event.status is EventStatus.NOT_STATED:
        return _noted(f"{event.name}: not stated whether done", event.reason)
    return _noted(f"{event.name} {event.status.value}", event.reason)


def short_label(therapy: Therapy) -> str:
    """A therapy by the stems of its drugs, for where names find no room: ``2L serp + cisp ×4``."""
    stems = " + ".join(one_line(drug.name)[:4].strip() for drug in therapy.drugs)
    return one_line(_therapy(therapy, therapy.regimen or stems))


@singledispatch
def _words(event: Event) -> str:
    return event.name


@_words.register
def _(event: Diagnosis) -> str:
    stage = str(event.stage) if event.stage else ""
    if event.stage and not event.stage.tnm and event.stage.group:
        stage = _stage_group(event.stage)
    return _certain(event.certainty, _listed(event.histology, stage))


def _stage_group(stage: Stage) -> str:
    """``stage IIIA``, ``extensive stage``; a phase of a leukaemia is called as it is."""
    group = stage.group or ""
    if _NUMERAL.fullmatch(group):
        return f"stage {group}"
    return f"{group} stage" if stage.system == "VALG" else group


@_words.register
def _(event: Metastasis) -> str:
    return _certain(event.certainty, _spread("metastasis", event.sites))


@_words.register
def _(event: Progression) -> str:
    pattern = f" ({event.pattern})" if event.pattern else ""
    return _certain(event.certainty, _spread("progression", event.sites) + pattern)


def _spread(what: str, sites: Sequence[str]) -> str:
    told = ", ".join(site for site in sites if site != NOT_STATED)
    return f"{what}: {told}" if told else what


@_words.register
def _(event: HistologicTransformation) -> str:
    return f"transformation to {event.to}"


@_words.register
def _(event: PhaseChange) -> str:
    return _certain(event.certainty, event.name)


@_words.register
def _(event: Death) -> str:
    return "death" if event.cause == NOT_STATED else f"death ({event.cause})"


@_words.register
def _(event: Condition) -> str:
    return _noted(event.what, event.severity)


@_words.register
def _(event: Assessment) -> str:
    saw = "; ".join(map(str, event.response)) or event.saw or ", ".join(event.sites)
    return by_method(event.method, saw) if saw else event.method


def by_method(method: str, words: str) -> str:
    """``CT: PR``; the words alone where the report does not say by what."""
    return words if method == NOT_STATED else f"{method}: {words}"


@_words.register
def _(event: MolecularTest) -> str:
    if event.found:
        return by_method(event.assay, _found(event.found))
    if event.not_found:
        return by_method(event.assay, f"no {_found(event.not_found)}")
    if event.equivocal:
        return by_method(event.assay, f"{_found(event.equivocal)} equivocal")
    return f"{event.assay}: result not stated"


@_words.register
def _(event: Therapy) -> str:
    return _therapy(event, event.name)


@_words.register
def _(event: SupportiveCare) -> str:
    return _listed(" + ".join(map(_dosed, event.drugs)), _doses(event.doses))


@_words.register
def _(event: Radiotherapy) -> str:
    dose = str(event.dose) if event.dose else ""
    if event.fractions:
        dose = f"{dose} in {event.fractions} fractions".strip()
    return _listed(f"radiotherapy: {event.site}", dose)


@_words.register
def _(event: Laboratory) -> str:
    value = f"{event.analyte} {printed(event.value)}" if event.value else event.analyte
    return _noted(value, event.flag)


@_words.register
def _(event: AdverseEvent) -> str:
    if event.presence is Presence.ABSENT:
        return f"no {event.term}"
    grade = f"grade {event.grade}" if event.grade is not None else event.severity
    return _noted(event.term, grade)


@_words.register
def _(event: Symptom) -> str:
    if event.presence is Presence.ABSENT:
        return f"no {event.what}"
    return _noted(event.what, _listed(event.course or "", event.score or ""))


@_words.register
def _(event: PerformanceStatus) -> str:
    return f"{event.scale} {event.value}"


def _therapy(therapy: Therapy, drugs: str) -> str:
    line = f"{therapy.line}L" if therapy.line is not None else ""
    if therapy.line_label:  # the author's own count stands beside the number, never instead of it
        line = f"{line} (\u201c{therapy.line_label}\u201d)".strip()
    setting = therapy.setting.value if not line else ""
    if therapy.setting in (Setting.ADVANCED, Setting.NOT_STATED):
        setting = ""
    # Induction is how a line begins anyhow; the other phases say more.
    phase = therapy.phase.value if therapy.phase and therapy.phase != "induction" else ""
    routes = {drug.route for drug in therapy.drugs if drug.route and drug.route.startswith("intra")}
    route = routes.pop() if len(routes) == 1 and routes != {"intravenous"} else ""
    cycles = ""
    if therapy.cycles:
        many = therapy.cycles
        cycles = f"{printed(many)} cycles" if many.sign or many.unit else f"×{many.value}"
    words = " ".join(part for part in (line, setting, phase, route, drugs, cycles) if part)
    return _listed(words, _doses(therapy.doses))


def _dosed(drug: Drug) -> str:
    return f"{drug.name} {printed(drug.dose)}" if drug.dose else drug.name


def _doses(doses: Quantity | None) -> str:
    return f"{printed(doses)} doses" if doses else ""


def _found(findings: Iterable[Finding]) -> str:
    """Short names, alterations before other markers: ``TP53, RB1 +2 more``."""
    listed = sorted(findings, key=lambda found: isinstance(found.alteration, Biomarker))
    if len(listed) == 1:
        (finding,) = listed
        vaf = f"VAF {printed(finding.vaf)}" if finding.vaf else None
        return _noted(_signs(finding.alteration.short), vaf)
    names = [_signs(_gene_or_short(finding)) for finding in listed]
    more = len(names) - MOST_FINDINGS
    return ", ".join(names[:MOST_FINDINGS]) + (f" +{more} more" if more > 0 else "")


def _gene_or_short(finding: Finding) -> str:
    alteration = finding.alteration
    if isinstance(alteration, CategoricalVariant) and alteration.category.startswith("mutat"):
        return alteration.gene
    return alteration.short


def _certain(certainty: Certainty, words: str) -> str:
    before = {Certainty.EXCLUDED: "no ", Certainty.SUSPECTED: "suspected "}
    return before.get(certainty, "") + words


def _listed(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _noted(words: str, note: str | None) -> str:
    return f"{words} ({note})" if note else words


def printed(quantity: Quantity | None) -> str:
    """A quantity with the signs of print: ``≥95 %``; empty for none."""
    return _signs(str(quantity)) if quantity else ""


def _signs(words: str) -> str:
    return words.replace(">=", "≥").replace("<=", "≤")
