"""Writes docs/reference.md from the model: every field, word, scale and notation of a document.

``make reference`` runs it. Whatever is in the model is on the page; ``render`` gives its text.
"""

from __future__ import annotations

import enum
import inspect
import re
import types
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, get_args

import attrs

from timeline.document.form import Field, about, fields, kinds, meanings
from timeline.model import amounts, moments
from timeline.model.alterations import parse_alteration
from timeline.model.assays import Material, Method
from timeline.model.case import Assumption, Case
from timeline.model.claims import CLAIM_KINDS, ClaimBase, Interval
from timeline.model.events import EVENT_KINDS
from timeline.model.events.base import EventBase
from timeline.model.quantities import Quantity
from timeline.model.report import Patient, Source, Tumour
from timeline.model.words import Word
from timeline.tsv import rows_in
from timeline.vocabulary.current import current
from timeline.vocabulary.drugs import DRUGS
from timeline.vocabulary.panels import PANELS
from timeline.vocabulary.regimens import REGIMENS
from timeline.vocabulary.responses import RESPONSES, SCALES, response_meaning

PAGE = Path(__file__).with_suffix(".md")

HEAD = """\
# Reference

Everything that a document may say: each kind of event with its fields, the words they take, claims,
notations and scales. `make reference` writes this page from the model;
[encoding-a-case.md](encoding-a-case.md) shows how to use it, and `timeline schema` prints the same
for editors. A field in bold is needed; all others may be left out.

"""

WORDINGS = """
complete remission; partial regression; shrinkage of the lesions; stable disease; progression-free;
slight increase; new lesions; mixed response; possible progression; pain resolved
"""
"""Ways in which reports tell responses, beside the examples of the table of them."""

DOCUMENT = (Case, Source, Patient, Tumour)

SECTIONS = (
    "Document",
    "Parts",
    "Claims",
    "Moments",
    "Amounts",
    "Findings",
    "Words",
    "Scales",
    "Wordings",
    "Drugs",
)

FINDINGS = """
MET exon 14 skipping; EGFR L858R; EGFR p.(Leu858Arg); EGFR c.2573T>G; EGFR exon 19 deletion;
EGFR 19del; KRAS G12C; EML4-ALK; EML4::ALK; EZR exon 10-ROS1 exon 34; ALK rearrangement; MET
amplification; MET CN 8; FLT3-ITD; TP53 mutation; BRAF wild type; EGFR E746_A750del/T790M; HER2
3+; ER-; PD-L1 TPS 60 %; MSI-H; dMMR; TMB 12 mut/Mb; BCR::ABL1; t(9;22)(q34;q11)
"""
"""Ways in which reports write findings; the table says what each is read as."""


def render() -> str:
    """The page."""
    return HEAD + "\n".join(line for part in _parts() for line in (*part, ""))


def _parts() -> Iterator[Iterator[str]]:
    yield _contents()
    yield _parts_of("Document", DOCUMENT)
    yield _kinds("Events", EVENT_KINDS, EventBase)
    around = {*DOCUMENT, *EVENT_KINDS.values(), *CLAIM_KINDS.values()}
    yield _parts_of("Parts", [cls for cls in documented() if cls not in around])
    yield _kinds("Claims", CLAIM_KINDS, ClaimBase)
    yield _moments()
    yield _findings()
    yield _words()
    yield _scales()
    yield _wordings()
    yield _drugs()


def _contents() -> Iterator[str]:
    events = ", ".join(f"[`{key}`](#{key})" for key in EVENT_KINDS)
    yield f"**Events:** {events}."
    yield ""
    yield "**Also here:** " + ", ".join(f"[{name}](#{_place(name)})" for name in SECTIONS)


def _kinds(title: str, classes: dict[str, Any], base: type) -> Iterator[str]:
    """Every kind of event or of claim; ``id`` and ``cite`` of all of them stand once."""
    shared = {field.name for field in fields(base)}
    yield f"## {title}"
    yield ""
    yield "Every one of them may have these:"
    yield from _table(fields(base))
    for cls in classes.values():
        yield ""
        yield f"### {_heading(cls)}"
        yield ""
        yield _sentence(_prose(about(cls)))
        if issubclass(cls, EventBase):
            yield "It lasts." if cls.lasting else "It has one moment, `at`."
        yield from _table([field for field in fields(cls) if field.name not in shared])


def _parts_of(title: str, classes: Iterable[type]) -> Iterator[str]:
    yield f"## {title}"
    for cls in classes:
        yield ""
        yield f"### {cls.__name__}"
        yield ""
        yield _sentence(_prose(about(cls)))
        if hasattr(cls, "from_text"):
            yield f"A text alone is its `{fields(cls)[0].key}`."
        yield from _table(fields(cls))


def _moments() -> Iterator[str]:
    for title, module in (("Moments", moments), ("Amounts", amounts)):
        yield f"## {title}"
        yield ""
        yield from _markdown(inspect.getdoc(module) or "")
        yield ""
    yield "### Assumption"
    yield ""
    yield from _word(Assumption)


def _findings() -> Iterator[str]:
    yield "## Findings"
    yield ""
    yield "How a finding may be written, and what it is read as. Other words are kept as they are."
    yield ""
    yield "| written | kind | read as |"
    yield "|---|---|---|"
    for written in FINDINGS.replace("\n", " ").split("; "):
        read = parse_alteration(written.strip())
        yield f"| `{written.strip()}` | {read.kind} | {read} |"


def _words() -> Iterator[str]:
    yield "## Words"
    yield ""
    yield "Closed lists: another word is an error, which names the nearest one."
    for cls in sorted(_reached(_is_words), key=lambda cls: cls.__name__):
        if cls is not Assumption:
            yield ""
            yield f"### {cls.__name__}"
            yield ""
            yield from _word(cls)
    yield ""
    yield "Read from free words, and not closed:"
    for cls in (Material, Method):
        yield ""
        yield f"### {cls.__name__}"
        yield ""
        yield from _word(cls)


def _word(cls: type[enum.StrEnum]) -> Iterator[str]:
    told = meanings(cls)
    terms = [term.value for term in cls]
    yield _sentence(_prose(about(cls)))
    yield ""
    if told:
        yield from (f"- `{term}`: {_prose(told.get(term, ''))}" for term in terms)
    else:
        yield ", ".join(f"`{term}`" for term in terms)


def _scales() -> Iterator[str]:
    yield "## Scales"
    yield ""
    yield "Categories of a response, the best first. Without a `scale`, a category is that of the"
    yield "first scale here that has it."
    yield ""
    yield "| scale | category | in words | counts as | source |"
    yield "|---|---|---|---|---|"
    terms = sorted(current().index(RESPONSES).terms, key=lambda t: (SCALES.index(t.scale), -t.rank))
    for term in terms:
        source = term.source.removesuffix("; NCIt")
        yield f"| {term.scale} | `{term.category}` | {term.label} | {term.meaning} | {source} |"


def _wordings() -> Iterator[str]:
    yield "## Wordings"
    yield ""
    yield "What the `wording` of a response is read as, by example; other words are kept and say"
    yield "nothing. They tell a direction, and never a category."
    yield ""
    yield "| in the report's words | read as |"
    yield "|---|---|"
    examples = [row["example"] for row in rows_in("timeline.vocabulary", "response_words")]
    for words in (*WORDINGS.replace("\n", " ").strip().split("; "), *examples):
        yield f"| {words} | {response_meaning(None, words) or 'nothing'} |"


def _drugs() -> Iterator[str]:
    classes = {term.drug_class for term in current().index(DRUGS).terms}
    yield "## Drugs"
    yield ""
    yield "The table knows a drug by its international name, code and brand. One that it lacks"
    yield "needs its `drug_class`, which is one of these or a word of your own:"
    yield ""
    yield ", ".join(f"`{name}`" for name in sorted(classes, key=str.lower))
    yield ""
    yield "Regimens known by their letters, alone or beside drugs (`FOLFOX + bevacizumab`):"
    yield ""
    yield "| regimen | drugs | of |"
    yield "|---|---|---|"
    regimens = current().index(REGIMENS).terms
    for regimen in sorted(regimens, key=lambda each: each.name.lower()):
        names = ", ".join(f"`{name}`" for name in regimen.acronyms)
        yield f"| {names} | {', '.join(regimen.drugs)} | {', '.join(regimen.tissues)} |"
    yield ""
    yield "Panels whose genes are known, as a `panel`:"
    yield ", ".join(f"`{panel.name}`" for panel in current().index(PANELS).terms) + "."


def _table(listed: Iterable[Field]) -> Iterator[str]:
    yield ""
    yield "| field | value | |"
    yield "|---|---|---|"
    for field in listed:
        key = f"**`{field.key}`**" if field.required else f"`{field.key}`"
        meaning = _sentence(_prose(field.meaning))
        if isinstance(field.default, enum.StrEnum):
            meaning += f" Without it: `{field.default.value}`."
        yield f"| {key} | {_value(field.type, field)} | {meaning.replace('|', '/')} |"


def _value(wanted: Any, field: Field) -> str:
    """What may stand behind a key, with a link to where it is told."""
    if field.options:
        return ", ".join(f"`{option}`" for option in field.options)
    plain = {str: "text", int: "whole number", Quantity: "[quantity](#amounts)"}
    plain |= {amounts.Amount: "[amount](#amounts)", moments.Moment: "[moment](#moments)"}
    plain |= {Interval: "interval"}
    if wanted in plain:
        return plain[wanted]
    if attrs.has(wanted) or _is_words(wanted):
        return f"[{wanted.__name__}](#{_place(wanted.__name__)})"
    if classes := kinds(wanted):
        return "[events](#events)" if classes == EVENT_KINDS else "[claims](#claims)"
    first = _value(get_args(wanted)[0], field)
    return first if isinstance(wanted, types.UnionType) else f"{first}, or several"


def documented() -> list[type]:
    """Every class of the model that a document is made of."""
    return _reached(attrs.has)


def _reached(fits: Callable[[type], object]) -> list[type]:
    """The classes of the model that a case is made of and that fit, in the order of the page."""
    found: dict[type, None] = {}
    waiting: list[Any] = [Case]
    while waiting:
        wanted = waiting.pop(0)
        if wanted in found or wanted in (Quantity, amounts.Amount, moments.Moment, Interval):
            continue
        if classes := kinds(wanted):
            waiting += classes.values()
        elif attrs.has(wanted):
            found[wanted] = None
            waiting += [field.type for field in fields(wanted)]
        elif _is_words(wanted):
            found[wanted] = None
        else:
            waiting += get_args(wanted)
    return [cls for cls in found if fits(cls)]


def _is_words(wanted: Any) -> bool:
    return isinstance(wanted, type) and issubclass(wanted, enum.StrEnum) and wanted is not Word


def _markdown(text: str) -> Iterator[str]:
    """A docstring with a simple table of reStructuredText, as Markdown."""
    rules = width = 0
    for line in text.splitlines():
        if match := re.fullmatch(r"(=+ +)=+", line):
            rules += 1
            width = len(match[1])
        elif rules in (1, 2):
            yield f"| {_prose(line[:width])} | {_prose(line[width:])} |"
            if rules == 1:
                yield "|---|---|"
        else:
            yield _prose(line)


def _prose(text: str) -> str:
    """Code as Markdown marks it; what Sphinx would link stays a word."""
    text = re.sub(r":\w+:`\.?(\w+)`", r"`\1`", text.replace("``", "`"))
    return " ".join(text.split())


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."


def _heading(cls: type) -> str:
    """``therapy``, ``claim: interval``: no two headings of the page are the same."""
    key = str(getattr(cls, "key"))  # noqa: B009  # a class variable of events and claims only
    return f"claim: {key}" if issubclass(cls, ClaimBase) else key


def _place(name: str) -> str:
    """The anchor of a heading, as GitHub makes it."""
    return name.lower().replace(" ", "-")


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
