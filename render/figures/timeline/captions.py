"""The label of each event in a timeline: the report's words, with what was derived marked so."""

from __future__ import annotations

import attrs

from render.figures.timeline.reading import NO_CHANGES, Changes, Reading
from timeline.analysis import wording
from timeline.analysis.lines import Line
from timeline.model.alterations import Biomarker
from timeline.model.assays import Finding
from timeline.model.events import AdverseEvent, Assessment, Event, MolecularTest, Therapy
from timeline.vocabulary.responses import find_response

DERIVED = "*"
"""Stands behind what the report does not state and the timeline derived."""


@attrs.frozen
class Caption:
    """The label of an event, and shorter ones for where it finds no room."""

    full: str
    shorter: tuple[str, ...] = ()

    @property
    def derived(self) -> bool:
        """Whether something in it is derived."""
        return DERIVED in self.full


def caption(event: Event, reading: Reading) -> Caption:
    """What to call an event: a therapy by its line, a test by what changed, a toxicity by its drug.

    A line number or phase that the report does not state is derived, and so marked. Where the
    report's own number is not the derived one, both stand there.
    """
    if not event.happened:
        return Caption(wording.label(event))
    match event:
        case Therapy():
            return _therapy(event, reading)
        case MolecularTest():
            changes = reading.changes.get(event.id, NO_CHANGES)
            return Caption(_test(event, changes))
        case AdverseEvent():
            return Caption(_adverse(event, reading))
        case Assessment():
            return Caption(_assessment(event))
    return Caption(wording.label(event))


def _therapy(event: Therapy, reading: Reading) -> Caption:
    line = reading.lines.line_of(event.id)
    shown, marks = event, list[tuple[str, str]]()
    if line is not None:
        shown, marks = _placed(event, line, reading)
    # What the rules call a line of its own is more than the words of the event tell.
    return Caption(
        _marked(wording.label(shown), marks), (_marked(wording.short_label(shown), marks),)
    )


def _placed(event: Therapy, line: Line, reading: Reading) -> tuple[Therapy, list[tuple[str, str]]]:
    """The therapy with its derived number and phase, and which words of the label are derived."""
    marks: list[tuple[str, str]] = []
    if event.line is None and line.palliative is not None and not line.at_least:
        event = attrs.evolve(event, line=line.palliative)
        marks.append((f"{event.line}L", f"{event.line}L{DERIVED}"))
    for row in reading.lines.disagreements:
        if row.event == event.id and event.line is not None:
            both = f"{row.reported}L/{row.derived}L{DERIVED}"
            marks.append((f"{event.line}L", both))
    if event.phase is None:
        for phase in line.phases:
            if event.id in phase.therapies and phase.phase is not None:
                event = attrs.evolve(event, phase=phase.phase)
                marks.append((f"{phase.phase} ", f"{phase.phase}{DERIVED} "))
    return event, marks


def _marked(words: str, marks: list[tuple[str, str]]) -> str:
    for plain, marked in marks:
        words = words.replace(plain, marked, 1)
    return words


def _test(event: MolecularTest, changes: Changes) -> str:
    if changes == NO_CHANGES:
        return wording.label(event)
    # Alterations come before other markers.
    found = sorted(event.found, key=lambda f: isinstance(f.alteration, Biomarker))
    changed = {*changes.gained, *changes.first}
    parts = [
        _named("gained", [f for f in found if f.alteration.short in changes.gained]),
        _named("first found", [f for f in found if f.alteration.short in changes.first]),
        _named("", [f for f in found if f.alteration.short not in changed]),
        _listed("lost", list(changes.lost)),
    ]
    told = "; ".join(part for part in parts if part)
    return wording.one_line(wording.by_method(event.assay, told))


def _named(word: str, findings: list[Finding]) -> str:
    names = []
    for finding in findings:
        # No space before the sign, where a line could be broken.
        vaf = f" (VAF {str(finding.vaf).replace(' %', '%')})" if finding.vaf else ""
        names.append(f"{finding.alteration.short}{vaf}")
    return _listed(word, names)


def _listed(word: str, names: list[str]) -> str:
    if not names:
        return ""
    more = len(names) - wording.MOST_FINDINGS
    rest = f" and {more} more" if more > 0 else ""
    return f"{word} {', '.join(names[: wording.MOST_FINDINGS])}{rest}".strip()


def _adverse(event: AdverseEvent, reading: Reading) -> str:
    words = wording.label(event)
    if event.attributed_to is None:
        return words
    drug = reading.chronology.case.event(event.attributed_to)
    effect = f": {event.effect}" if event.effect and event.effect != "none" else ""
    return wording.one_line(f"{words} on {drug.name}{effect}")


def _assessment(event: Assessment) -> str:
    """The responses, each with its scale where that is stated and not the usual one."""
    words = wording.label(event)
    scales = {r.scale for r in event.response if r.scale}
    for response in event.response:
        if response.scale and response.category and len(scales) == 1:
            known = find_response(response.category)
            if known is None or known.scale != response.scale:
                return wording.one_line(f"{words} ({response.scale})")
    return words
