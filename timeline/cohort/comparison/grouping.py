"""By what lines of therapy are compared: the names of the groups that a line belongs to.

A line of two drugs stands in the groups of both, and a tumour with two alterations in both of
theirs: groups by drug, class, genotype and gene may overlap. What is not known is a group of its
own name, never left out and never mixed with what is known to be absent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from timeline.analysis.analysis import Analysis
from timeline.analysis.evidence.phases import histologic_changes
from timeline.analysis.explain.known import detected, known_by, precedes
from timeline.analysis.lines import Line
from timeline.cohort.tables.cells import label
from timeline.errors import NotationError, did_you_mean
from timeline.model.alterations import Alteration
from timeline.model.case import start_of
from timeline.model.components import Certainty, EventStatus, Setting
from timeline.model.events import Diagnosis
from timeline.model.kinds import AlterationKind
from timeline.model.truth import Truth
from timeline.vocabulary.tumours import find_tumour

Key: TypeAlias = Callable[[Analysis, Line], tuple[str, ...]]
"""The names of the groups of a line; none leaves the line out."""

NO_CLASS = "class not known"
NO_TEST = "no test by then"
NOTHING_FOUND = "tested, no alteration found"
NO_HISTOLOGY = "histology not stated"
NO_SETTING = "intent not stated"


def drug(_: Analysis, line: Line) -> tuple[str, ...]:
    """Each drug of the line; the regimen as the report words it where no drug is named."""
    return line.drugs or (line.regimen,)


def drug_class(_: Analysis, line: Line) -> tuple[str, ...]:
    """Each class among the line's drugs."""
    return line.drug_classes or (NO_CLASS,)


def genotype(one: Analysis, line: Line) -> tuple[str, ...]:
    """Each alteration found by the start of the line; what may have come later does not count.

    A fusion is named by its genes, whatever its exons. Measured markers (PD-L1, ER) are none.
    """
    return _by_start(one, line, lambda alteration: (label(alteration),))


def gene(one: Analysis, line: Line) -> tuple[str, ...]:
    """Each gene with an alteration found by the start of the line; of a fusion, both."""
    return _by_start(one, line, lambda alteration: alteration.genes)


def line_number(one: Analysis, line: Line) -> tuple[str, ...]:
    """The number among the lines of advanced disease; for a curative line, its setting."""
    if line.palliative is None:
        return (setting(one, line)[0],)
    return (f"line {line.ordinal}",)


def setting(_: Analysis, line: Line) -> tuple[str, ...]:
    """The intent: neoadjuvant, adjuvant, advanced."""
    return (NO_SETTING if line.setting is Setting.NOT_STATED else line.setting.value,)


def histology(one: Analysis, line: Line) -> tuple[str, ...]:
    """The tumour type at the start of the line, as diagnosed or as last transformed by then.

    Two primaries of different types are two groups, unless the line is for one of them. Where a
    transformation may have come before or after, the name is both: ``Lung Adenocarcinoma or Small
    Cell Lung Cancer``.
    """
    tumour = tumour_of(one, line)
    found = histologies(one, tumour)
    for event in histologic_changes(one.case):
        if event.tumour not in (None, tumour):
            continue
        before = precedes(one.chronology, start_of(event), line.start)
        became = tumour_type(event.to, None)
        if before is Truth.TRUE:
            found = (became,)
        elif before is Truth.INDETERMINATE:
            found = (f"{' and '.join(found)} or {became}",)
    return found


def histologies(one: Analysis, tumour: str | None = None) -> tuple[str, ...]:
    """The tumour types diagnosed, each once; ``tumour`` leaves out those of other tumours."""
    told = (
        tumour_type(event.histology, event.site)
        for event in one.case
        if isinstance(event, Diagnosis) and event.certainty is not Certainty.EXCLUDED
        if tumour is None or event.tumour in (None, tumour)
    )
    return tuple(dict.fromkeys(told)) or (NO_HISTOLOGY,)


def tumour_of(one: Analysis, line: Line) -> str | None:
    """The one tumour that a line is for, where the report says so."""
    named = {one.case.event(name).tumour for name in line.therapies} - {None}
    return named.pop() if len(named) == 1 else None


def tumour_type(words: str, site: str | None) -> str:
    """The name of a tumour type in the vocabulary, or the words where they name none."""
    term = find_tumour(words, site)
    return term.name if term is not None else words


def _by_start(
    one: Analysis, line: Line, names: Callable[[Alteration], tuple[str, ...]]
) -> tuple[str, ...]:
    known = known_by(one.chronology, line.start, tumour=tumour_of(one, line))
    found = tuple(
        dict.fromkeys(
            name
            for alteration in detected(known)
            if alteration.kind is not AlterationKind.BIOMARKER
            for name in names(alteration)
        )
    )
    if found:
        return found
    done = [t for t in known if t.test.status is EventStatus.PERFORMED and t.before is Truth.TRUE]
    return (NOTHING_FOUND if done else NO_TEST,)


KEYS: Mapping[str, Key] = {
    "drug": drug,
    "class": drug_class,
    "genotype": genotype,
    "gene": gene,
    "line": line_number,
    "setting": setting,
    "histology": histology,
}
"""What lines can be compared by, by name."""


def key_of(by: str | Key) -> tuple[str, Key]:
    """A key and its name; a function is a key of its own.

    Raises :class:`NotationError` with the nearest name for one that is not among :data:`KEYS`.
    """
    if not isinstance(by, str):
        name = getattr(by, "__name__", "")
        return (name if name.isidentifier() else "group"), by
    if by not in KEYS:
        hint = did_you_mean(by, KEYS)
        raise NotationError(by, f"lines are compared by one of {', '.join(KEYS)}{hint}")
    return by, KEYS[by]
