"""Do the cited places exist? Sections, paragraphs, figures with their panels, tables, pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

import attrs

from timeline.analysis.source.report_text import Text
from timeline.analysis.source.sections import captions, letters, paragraphs, sections
from timeline.analysis.source.sought import Path
from timeline.chronology import Chronology
from timeline.errors import nearest
from timeline.findings import Finding, Severity
from timeline.model.events import MolecularTest

_FIGURE = re.compile(
    r"(?P<extra>supplementary |supplemental |suppl\.? |extended data )?"
    r"(?P<kind>fig(?:ure)?s?\.?|tables?)\s*(?P<numbers>S?[0-9]{1,3}(?:\s*(?:-|and|&|to)\s*S?[0-9]{1,3})*)"
    r"\s*(?P<panels>[A-Za-z](?:\s*(?:-|and|&)\s*[A-Za-z])*)?",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(
    r"(?:(?:paragraphs?|paras?\.?|\u00a7|\u00b6)\s*)?(?P<numbers>[0-9]{1,4}(?:\s*(?:-|and|&|to)\s*[0-9]{1,4})*)",
    re.IGNORECASE,
)
_PAGE = re.compile(r"(?P<what>pages?|pp?\.|lines?)\s*(?P<numbers>[0-9]{1,6}.*)", re.IGNORECASE)
_PANELS = re.compile(r"[A-Za-z](?:\s*(?:-|and|&)\s*[A-Za-z])*")
_WHOLE = {"title", "full text", "text", "abstract", "keywords"}
"""Places that a text file need not mark: nothing can be said of them."""

_LONGEST_CITE = 500
_SHOWN = 5


@attrs.frozen
class SectionPlace:
    """A section, or paragraphs of it."""

    name: str
    numbers: tuple[int, ...] = ()

    def __str__(self) -> str:
        plural = "s" if len(self.numbers) > 1 else ""
        numbers = f", paragraph{plural} {' and '.join(map(str, self.numbers))}"
        return self.name + (numbers if self.numbers else "")


@attrs.frozen
class FigurePlace:
    """A figure or a table, or panels of it."""

    kind: str
    number: str
    panels: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.kind.capitalize()} {self.number}" + "".join(f" {p}" for p in self.panels[:1])


@attrs.frozen
class NumberedPlace:
    """A page or a line."""

    what: str
    number: int

    def __str__(self) -> str:
        return f"{self.what} {self.number}"


Place: TypeAlias = SectionPlace | FigurePlace | NumberedPlace


@attrs.frozen
class _Cited:
    path: Path
    cite: str
    event: str | None


def cited_places_exist(chronology: Chronology, text: Text) -> Iterator[Finding]:
    """Cited places that the text does not have: each once, with the events that cite it.

    A warning when it is sure; a note when paragraphs cannot be told apart for sure.
    """
    wrong: dict[tuple[str, Severity], list[_Cited]] = {}
    for cited in _cited(chronology):
        for place in places(cited.cite):
            problem = _problem(text, place)
            if problem is not None:
                wrong.setdefault(problem, []).append(cited)
    for (message, severity), where in wrong.items():
        yield Finding(
            "place-not-found",
            message,
            severity=severity,
            events=[one.event for one in where],
            path=where[0].path,
            cite=[one.cite for one in where],
        )


def places(cite: str) -> Iterator[Place]:
    """The places that a citation names: ``Case description, paragraph 3; Figure 2 A-C``."""
    section: str | None = None
    figure: tuple[str, str] | None = None
    for part in re.split(
        "[;,]", cite[:_LONGEST_CITE].replace("\u2013", "-").replace("\u2014", "-")
    ):
        piece = " ".join(part.split())
        if not piece:
            continue
        if match := _FIGURE.fullmatch(piece):
            kind = "table" if match["kind"].lower().startswith("t") else "figure"
            panels = letters(match["panels"] or "")
            prefix = "S" if match["extra"] and "S" not in match["numbers"].upper() else ""
            for number in _span(match["numbers"].upper()):
                figure = kind, prefix + number
                yield FigurePlace(*figure, panels)
        elif match := _PAGE.fullmatch(piece):
            what = "line" if match["what"].lower().startswith("l") else "page"
            for digits in re.findall("[0-9]{1,6}", match["numbers"]):
                yield NumberedPlace(what, int(digits))
        elif section is not None and (match := _PARAGRAPH.fullmatch(piece)):
            yield SectionPlace(section, tuple(int(n) for n in _span(match["numbers"])))
        elif figure is not None and _PANELS.fullmatch(piece):
            yield FigurePlace(*figure, letters(piece))
        elif not _PARAGRAPH.fullmatch(piece):
            section, figure = piece, None
            yield SectionPlace(section)


def _cited(chronology: Chronology) -> Iterator[_Cited]:
    case = chronology.case
    if case.patient.cite:
        yield _Cited(("patient", "cite"), case.patient.cite, None)
    for index, event in enumerate(case.events):
        path: Path = ("events", index)
        if event.cite:
            yield _Cited((*path, "cite"), event.cite, event.id)
        if isinstance(event, MolecularTest):
            for name in ("found", "not_found", "equivocal"):
                for number, finding in enumerate(getattr(event, name)):
                    if finding.cite:
                        yield _Cited((*path, name, number, "cite"), finding.cite, event.id)
    for index, claim in enumerate(case.claims):
        if claim.cite:
            yield _Cited(("claims", index, "cite"), claim.cite, None)


def _problem(text: Text, place: Place) -> tuple[str, Severity] | None:
    match place:
        case SectionPlace():
            return _section_problem(text, place)
        case FigurePlace():
            return _figure_problem(text, place)
        case NumberedPlace():
            return _numbered_problem(text, place)


def _section_problem(text: Text, place: SectionPlace) -> tuple[str, Severity] | None:
    found = sections(text)
    if not found or place.name.casefold() in _WHOLE:
        return None
    there = [section for section in found if _same_name(section.name, place.name)]
    if not there:
        if _begins_a_line(text, place.name):
            return None
        names = [section.name for section in found if len(section.name.split()) <= 8]
        near = nearest(place.name, names)
        shown = ", ".join(repr(name) for name in ([near] if near else names[:_SHOWN]))
        return f"the text has no heading {place.name!r}; it has {shown}", Severity.WARNING
    counts = [paragraphs(text, section) for section in there]
    if not place.numbers or None in counts:
        return None
    known = [count for count in counts if count is not None]
    fewest, most = (max(count[side] for count in known) for side in (0, 1))
    number = max(place.numbers)
    if number <= fewest:
        return None
    if number > most:
        return f"{place.name!r} has no paragraph {number}; it has {most}", Severity.WARNING
    message = f"paragraph {number} of {place.name!r} cannot be told for sure from captions between"
    return message, Severity.NOTE


def _same_name(heading: str, name: str) -> bool:
    ours, theirs = (" ".join(re.findall(r"\w+", n.casefold())) for n in (name, heading))
    return ours == theirs or f"{theirs} ".startswith(f"{ours} ")


def _begins_a_line(text: Text, name: str) -> bool:
    """A heading may run into its paragraph: "Case presentation: a man ..."."""
    for begin, end in text.find(name):
        line = text.flat.rfind("\n", 0, begin) + 1
        before = text.flat[max(line, begin - 20) : begin]
        if not before.strip(" \t#*0123456789.") or text.flat[end : end + 1] == ":":
            return True
    return False


def _figure_problem(text: Text, place: FigurePlace) -> tuple[str, Severity] | None:
    there = [c for c in captions(text) if (c.kind, c.number) == (place.kind, place.number)]
    if not there and not _mentioned(text, place):
        return f"the text mentions no {place.kind} {place.number}", Severity.WARNING
    known = frozenset[str]().union(*(caption.panels for caption in there))
    missing = [panel for panel in place.panels if panel not in known]
    if known and missing:
        shown = ", ".join(missing)
        message = f"the caption of {place.kind} {place.number} explains no panel {shown}"
        return message, Severity.WARNING
    return None


def _mentioned(text: Text, place: FigurePlace) -> bool:
    """Whether a text points to a figure: "(Figures 2A-C)", "Figures 3, 4", "Fig. S1"."""
    wanted = place.number.casefold()
    stem = ("fig", "figure") if place.kind == "figure" else ("table", "tab")
    for index, word in enumerate(text.words):
        if word.removesuffix("s") in stem:
            following = text.words[index + 1 : index + 12]
            joined = "".join(following[:2])
            if wanted in following or joined == wanted:
                return True
            if wanted.startswith("s") and wanted[1:] in following and "s" in following:
                return True
    return False


def _numbered_problem(text: Text, place: NumberedPlace) -> tuple[str, Severity] | None:
    if place.what == "line":
        count = len(text.lines)
    else:
        count = text.flat.count("\f") + 1
        if count == 1:  # the text does not say where its pages end
            return None
    if 1 <= place.number <= count:
        return None
    return f"the text has no {place.what} {place.number}; it has {count}", Severity.WARNING


def _span(numbers: str) -> tuple[str, ...]:
    """``1``, ``2``, ``3`` of "1-3", and ``1``, ``5`` of "1 and 5"."""
    made: list[str] = []
    for part in re.split(r"\s*(?:and|&)\s*", numbers, flags=re.IGNORECASE):
        first, _, last = re.sub(r"\s*(?:to|-)\s*", "-", part, flags=re.IGNORECASE).partition("-")
        prefix = "S" if first.startswith("S") else ""
        low, high = int(first.removeprefix("S")), int((last or first).removeprefix("S"))
        made += [f"{prefix}{number}" for number in range(low, min(high, low + 30) + 1)]
    return tuple(made)
