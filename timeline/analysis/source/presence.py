"""Does what a document says stand in the report? What does not, and what comes nearest to it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

import attrs

from timeline.analysis.source.calendar import TextDate, text_dates
from timeline.analysis.source.literature import of_the_literature
from timeline.analysis.source.numerals import Numeral, measured, numerals
from timeline.analysis.source.report_text import Text
from timeline.analysis.source.sought import Altered, Measure, Wanted, Words, sought
from timeline.analysis.source.spellings import PLURAL, TIME
from timeline.analysis.source.variants import alteration_stands
from timeline.analysis.wording import one_line
from timeline.budgets import BUDGET
from timeline.chronology import Chronology
from timeline.findings import Finding, Severity, bound_met
from timeline.model.amounts import Amount, Unit
from timeline.model.when import PartialDate, Precision, iso

_LONGEST = 80
_TELLING_DIGITS = 3
"""A number of so many digits is not found by chance."""


def document_stands_in_text(chronology: Chronology, text: Text) -> Iterator[Finding]:
    """Whatever a document states and its report's text does not say, in any usual spelling.

    A figure or table that the text file lacks is a usual reason; so is a slip of the pen. A number
    that stands in the text, but not with its unit, is a note.
    """
    missing = 0
    for one in sought(chronology.case):
        if stands(text, one.wanted):
            continue
        missing += 1
        number = _alone(text, one.wanted)
        near = number or (nearest(text, one.wanted) if missing <= BUDGET.missing else None)
        yield Finding(
            "not-in-source",
            f"{one_line(one.what, _LONGEST)} does not stand in the text"
            + (f"; nearest: {near}" if near else ""),
            severity=Severity.NOTE if number else Severity.WARNING,
            events=(one.event,),
            path=one.path,
            cite=(one.cite,),
        )
    if missing > BUDGET.missing:
        yield bound_met(
            f"{missing} things do not stand in the text; what comes nearest is looked for of the"
            f" first {BUDGET.missing}"
        )


def stands(text: Text, wanted: Wanted) -> bool:
    """Whether a text says this."""
    match wanted:
        case PartialDate():
            return _date_stands(text, wanted)
        case Amount():
            ends = [wanted] if wanted.upper is None else [wanted, _upper(wanted, wanted.upper)]
            return all(_amount_stands(text, end) for end in ends)
        case Measure():
            return any(n.value == wanted.value for n in _measured(text, wanted)) or any(
                text.has(phrase) for phrase in wanted.also
            )
        case Words(spellings=spellings):
            return any(text.has(phrase) for phrase in spellings)
        case Altered(as_written=as_written, alteration=alteration):
            return alteration_stands(text, as_written, alteration)


def nearest(text: Text, wanted: Wanted) -> str | None:
    """What in the text comes nearest to a wanted date, number or word, with its line."""
    match wanted:
        case PartialDate():
            return _nearest_date(text, wanted)
        case Amount():
            value, unit = _amounts(wanted)[0]
            return _nearest_number(text, value, tuple(_timed(text, unit)), TIME[unit][0])
        case Measure(value=value, units=units):
            unit_name = units[0] if units else ""
            return _nearest_number(text, value, tuple(_measured(text, wanted)), unit_name)
        case Words(spellings=spellings):
            return _nearest_word(text, spellings[0])
        case Altered(as_written=as_written):
            return _nearest_word(text, as_written)


def covers(date: PartialDate, there: TextDate) -> bool:
    """Whether a date of the text is this date, or a day or month within it."""
    if not there.days:
        return _same_without_year(date, there)
    return any(
        (date.earliest is None or date.earliest <= first)
        and (date.latest is None or last <= date.latest)
        for first, last in there.days
    )


def _date_stands(text: Text, date: PartialDate) -> bool:
    there = _patients_dates(text)
    if date.precision is not Precision.RANGE:
        return any(covers(date, one) for one in there)
    # A range has two dates of the text for its ends; an open one has none on that side.
    pairs = [pair for one in there for pair in one.days]
    return all(
        end is None or any(pair[side] == end for pair in pairs)
        for side, end in enumerate((date.earliest, date.latest))
    )


@lru_cache(maxsize=4)
def _patients_dates(text: Text) -> tuple[TextDate, ...]:
    return tuple(one for one in text_dates(text) if not of_the_literature(text, one))


def _same_without_year(date: PartialDate, there: TextDate) -> bool:
    if date.precision not in (Precision.DAY, Precision.MONTH) or date.earliest is None:
        return False
    _, month, day = (
        map(int, str(date)[:10].split("-"))
        if date.precision is Precision.DAY
        else (
            *map(int, str(date)[:7].split("-")),
            None,
        )
    )
    return there.month == month and (day is None or there.day == day)


def _amount_stands(text: Text, amount: Amount) -> bool:
    return any(
        numeral.value == value for value, unit in _amounts(amount) for numeral in _timed(text, unit)
    )


def _upper(amount: Amount, upper: Decimal) -> Amount:
    """The second number of "2-3 weeks" as an amount."""
    return attrs.evolve(amount, value=upper, upper=None)


def _amounts(amount: Amount) -> list[tuple[Decimal, Unit]]:
    """An amount and its equals in another unit: 12 months are a year, 14 days two weeks."""
    listed = [(amount.value, amount.unit)]
    if amount.unit is Unit.YEARS:
        listed.append((amount.value * 12, Unit.MONTHS))
    elif amount.unit is Unit.MONTHS and amount.value % 6 == 0:
        listed.append((amount.value / 12, Unit.YEARS))
    elif amount.unit is Unit.WEEKS:
        listed.append((amount.value * 7, Unit.DAYS))
    elif amount.unit is Unit.DAYS and amount.value % 7 == 0:
        listed.append((amount.value / 7, Unit.WEEKS))
    return listed


def _timed(text: Text, unit: Unit) -> Iterator[Numeral]:
    skipping = 2 if unit is Unit.CYCLES else 0
    for word in TIME[unit]:
        yield from measured(text, word, skipping=skipping)


def _measured(text: Text, wanted: Measure) -> Iterator[Numeral]:
    if not wanted.units:
        yield from numerals(text)
    for unit in wanted.units:
        yield from measured(text, unit, skipping=wanted.skipping)


def _alone(text: Text, wanted: Wanted) -> str | None:
    """The number without its unit, where it stands and has digits enough to tell."""
    if not isinstance(wanted, Measure) or not wanted.units:
        return None
    if len(wanted.value.as_tuple().digits) < _TELLING_DIGITS - ("." in f"{wanted.value}"):
        return None
    found = next((n for n in numerals(text) if n.value == wanted.value), None)
    if found is None:
        return None
    return f"{wanted.value} with another unit (line {text.line(text.places[found.word])})"


def _nearest_date(text: Text, date: PartialDate) -> str | None:
    middle = date.earliest if date.earliest is not None else date.latest
    if middle is None:
        return None
    pairs = [
        (abs(first - middle), one.span[0], str(date_of(one)))
        for one in _patients_dates(text)
        if one.precision is not Precision.YEAR
        for first, _ in one.days
    ]
    if not pairs:
        return None
    _, place, written = min(pairs)
    return f"{written} (line {text.line(place)})"


def date_of(there: TextDate) -> str:
    """A date of the text as documents write it: ``2016-09``, or ``--09-05`` without its year."""
    if not there.days:
        return f"--{there.month:02d}" + (f"-{there.day:02d}" if there.day else "")
    length = {Precision.YEAR: 4, Precision.MONTH: 7}.get(there.precision, 10)
    return " or ".join(iso(first)[:length] for first, _ in there.days)


def _nearest_number(
    text: Text, value: Decimal, found: tuple[Numeral, ...], unit: str
) -> str | None:
    if not found:
        return None
    best = min(found, key=lambda n: (abs(n.value - value), n.word))
    several = "s" if unit in PLURAL and best.value != 1 else ""
    return f"{best.value} {unit}{several} (line {text.line(text.places[best.word])})"


def _nearest_word(text: Text, phrase: str) -> str | None:
    longest = max(re.findall(r"[\w-]+", phrase) or [""], key=len).casefold()
    alike = {
        word: place
        for word, place in _distinct_words(text).items()
        if word[:1] == longest[:1] and abs(len(word) - len(longest)) <= 2
    }
    match = difflib.get_close_matches(longest, sorted(alike)[:500], n=1, cutoff=0.7)
    if not match:
        return None
    place = alike[match[0]]
    return f"{text.flat[place : place + len(match[0])]!r} (line {text.line(place)})"


@lru_cache(maxsize=4)
def _distinct_words(text: Text) -> dict[str, int]:
    found: dict[str, int] = {}
    for match in re.finditer(r"[\w-]{2,40}", text.flat):
        found.setdefault(match[0].casefold(), match.start())
    return found
