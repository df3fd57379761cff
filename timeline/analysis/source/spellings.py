"""How else a report may write what a document says: drugs, units, responses, stages, alterations.

Tables of usual spellings, not of meanings: nothing here decides what a word means.
"""

from __future__ import annotations

import re
from decimal import Decimal

from timeline.analysis.source.numerals import in_words
from timeline.model.amounts import Unit
from timeline.model.proteins import ProteinChange
from timeline.tsv import items, rows_in
from timeline.vocabulary.drugs import find_drug
from timeline.vocabulary.genes import find_gene
from timeline.vocabulary.misspellings import misspellings


def _read() -> dict[str, dict[str, tuple[str, ...]]]:
    """The spellings of ``spellings.tsv``, by kind and term."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in rows_in(__package__, "spellings"):
        found.setdefault(row["kind"], {})[row["term"]] = items(row["spellings"])
    return found


_SPELLINGS = _read()
_COUNTED = _SPELLINGS["counted"]["cycles"]
FRACTIONS = _SPELLINGS["counted"]["fractions"]
TIME = {
    **{Unit(name): ways for name, ways in _SPELLINGS["time"].items()},
    Unit.CYCLES: _COUNTED,
}
CATEGORY_STEMS = _SPELLINGS["change"]
"""How the word begins that says what became of a gene."""

PLURAL = (*_COUNTED, "fraction", "year", "month", "week", "day")
_ROMAN = ("", "I", "II", "III", "IV", "V")


def drug(name: str, as_written: str | None = None) -> tuple[str, ...]:
    """The spellings of a drug: what the report writes, names, codes, brands, seen misspellings."""
    term = find_drug(name)
    known = (term.name, *term.synonyms) if term else ()
    inn = term.name if term else name
    wrong = (written for written, meant in misspellings().items() if meant == inn)
    # "MW032/Xgeva" and "x (y)" are two names each.
    parts = re.split(r"[/;()]", as_written) if as_written else ()
    listed = (as_written or "", *parts, name, *known, *wrong)
    return tuple(dict.fromkeys(spelling.strip() for spelling in listed if spelling.strip()))


def unit(written: str) -> tuple[str, ...]:
    """The spellings of a unit; none means that the number may stand alone."""
    for group in _SPELLINGS["unit"].values():
        if written.casefold() in {spelling.casefold() for spelling in group}:
            return (written, *group)
    return (written,) if written else ()


def counted(noun: str) -> tuple[str, ...]:
    """What else may be counted: reports call cycles courses, sessions and doses."""
    single = noun.removesuffix("s")
    return (single, *_COUNTED) if single in _COUNTED else (single,)


def response(category: str) -> tuple[str, ...]:
    """A response category, spelled out, and in words."""
    plain = category.removeprefix("i") if category[1:2].isupper() else category
    known = _SPELLINGS["response"]
    return (category, *known.get(category, known.get(plain, ())))


def marker(name: str) -> tuple[str, ...]:
    """The spellings of a marker."""
    return (name, *_SPELLINGS["marker"].get(name, ()))


def stage_group(group: str) -> tuple[str, ...]:
    """A stage group; the fourth may be in Arabic digits."""
    roman = re.fullmatch("(I{1,3}|IV)([A-Da-d]?[0-9]?)", group)
    arabic = f"stage {_ROMAN.index(roman[1])}{roman[2]}" if roman else f"stage {group}"
    return group, f"stage {group}", f"{group} stage", arabic


def tnm(written: str) -> tuple[str, ...]:
    """A TNM formula, with the prefix that reports leave out and the spaces they put in."""
    bare = written.lstrip("cpyra")
    return written, bare, re.sub(r"(?<=[0-9a-dX])(?=[NM])", " ", bare)


def performance(scale: str, value: int) -> tuple[str, ...]:
    """A performance status on its scale."""
    ps = ("performance status", "PS", f"{scale} PS", f"{scale} performance status", scale)
    ways = [
        f"{name}{of} {value}" for name in ps for of in ("", " of", " was", " score", " score of")
    ]
    return tuple(ways)


def age(years: Decimal) -> tuple[str, ...]:
    """An age without its unit."""
    return tuple(f"{word} {years}" for word in ("aged", "age", "age of", "age:"))


def grade(value: int) -> tuple[str, ...]:
    """A grade in digits and in Roman numerals."""
    return tuple(f"{word} {n}" for word in ("grade", "G") for n in (value, _ROMAN[value]))


def day_number(day: int) -> tuple[str, ...]:
    """A day counted from day 0."""
    ways = [f"{way} {unit_}" for way in in_words_of(day) for unit_ in ("day", "days", "d")]
    ordinals = [f"{day}{suffix} day" for suffix in ("st", "nd", "rd", "th")]
    return (f"day {day}", f"D{day}", *ways, *ordinals)


def in_words_of(number: int) -> tuple[str, ...]:
    """A whole number in digits and, where it is small, in words."""
    return in_words(Decimal(number))


def exon_change(exon: str, what: str) -> tuple[str, ...]:
    """A deletion, insertion or skipping of an exon, in the ways reports write it."""
    short = {"deletion": "del", "insertion": "ins"}.get(what, what)
    ways = {
        f"exon {exon} {what}", f"exon {exon} {short}", f"exon{exon} {short}", f"{exon}{short}",
        f"ex{exon}{short}", f"ex {exon} {short}", f"E{exon}{short}", f"{short}{exon}",
        f"{what} in exon {exon}", f"{what} of exon {exon}", f"exon {exon} in-frame {what}",
        f"{what} mutation in exon {exon}", f"{what}s in exon {exon}", f"{exon} exon {what}",
    }  # fmt: skip
    return tuple(sorted(ways))


def gene(symbol: str) -> tuple[str, ...]:
    """A gene by its symbol and by the names that reports still use: ERBB2 and HER2."""
    term = find_gene(symbol)
    return (symbol, *term.previous, *term.aliases) if term is not None else (symbol,)


def protein_change(change: ProteinChange) -> tuple[str, ...]:
    """A change of a protein in one and in three letters: ``T790M``, ``p.Thr790Met``."""
    short, long = change.written(), change.written(three_letter=True)
    return short, f"p.{short}", long, f"p.{long}", f"p.({long})"
