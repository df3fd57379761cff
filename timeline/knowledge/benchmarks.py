"""What trials and studies report: responses and medians, each with its line setting and its place.

A patient's interval is placed among published medians, never scored by them: a median is of a
group, its patients were in other lines, and time on treatment is not progression-free survival.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache

import attrs

from timeline.errors import NotationError
from timeline.knowledge.populations import Tumour
from timeline.knowledge.rows import Cited, Sheet, optional, text, whole, words
from timeline.model.bounds import DurationBounds
from timeline.model.study.printed import Figure, decimals
from timeline.model.truth import Truth
from timeline.model.when import DAYS_PER_MONTH
from timeline.model.words import Word
from timeline.vocabulary.drugs import find_drug

_DAYS = {"days": 1.0, "weeks": 7.0, "months": DAYS_PER_MONTH, "years": 12 * DAYS_PER_MONTH}
MOST_NAMED = 3
"""So many medians are named one by one in a text."""

_FIRST_LINE = re.compile(r"(\d+(?:\.\d+)?) % first line")


class Endpoint(Word):
    """What a figure measures; the last three are medians of time."""

    ORR = "ORR"
    DCR = "DCR"
    PFS = "PFS"
    OS = "OS"
    DOR = "DOR"


class Measured(Word):
    """What a patient's interval is, which need not be what a median measures."""

    TIME_ON_TREATMENT = "time on treatment"
    PFS = "progression-free survival"


@attrs.frozen(kw_only=True)
class Benchmark(Cited):
    """One figure of one study arm.

    ``tumour`` and ``gene`` say whose figure it is: NSCLC with an alteration of ROS1.
    ``n`` are the patients it is of, None where not given; ``screened`` those tested for the target.
    ``line`` is the line setting as printed. ``value`` may be ``NR`` (not reached, a result) or
    ``not given`` (none).
    """

    study: str
    reference: str
    tumour: Tumour
    gene: str
    n: int | None
    screened: int | None
    line: str
    drug: str
    endpoint: Endpoint
    value: Figure

    @property
    def population(self) -> str:
        """``ROS1-positive NSCLC``."""
        return f"{self.gene}-positive {self.tumour.value}" if self.gene else self.tumour.value

    @property
    def first_line(self) -> Decimal | None:
        """The percentage treated in first line, where it is given."""
        match = _FIRST_LINE.search(self.line)
        return Decimal(match[1]) if match else None

    @property
    def days(self) -> tuple[float, float] | None:
        """The days a printed time stands for, from rounding; None without a number.

        A month is 30.4375 days: ``20 months`` is anything from 19.5 to 20.5 of them.
        """
        size = _DAYS.get(self.value.unit)
        if size is None or self.value.value is None:
            return None
        digits = self.value.text.partition(" ")[0]
        half = Decimal(5).scaleb(-decimals(digits) - 1)
        value = self.value.value
        return float(value - half) * size, float(value + half) * size


@attrs.frozen
class Placed:
    """A median and whether the interval exceeds it; indeterminate where the bounds leave it open.

    So it does while treatment is ongoing: what does not exceed a median yet may still do so.
    """

    benchmark: Benchmark
    exceeded: Truth


@attrs.frozen(kw_only=True)
class Placement:
    """An interval among the published medians of a drug and an endpoint, in the tables' order."""

    drug: str
    endpoint: Endpoint
    duration: DurationBounds
    measured: Measured
    placed: tuple[Placed, ...]

    def having(self, exceeded: Truth) -> tuple[Benchmark, ...]:
        """The benchmarks with this answer: surely exceeded, surely not, or open."""
        return tuple(one.benchmark for one in self.placed if one.exceeded is exceeded)

    def __str__(self) -> str:
        exceeded = len(self.having(Truth.TRUE))
        what = f"{self.measured.value} {self.duration}"
        counted = f"{exceeded} of {len(self.placed)} published {self.endpoint.value} medians"
        parts = [f"{what}: longer than {counted}"]
        for answer, words_ in ((Truth.FALSE, "not longer than"), (Truth.INDETERMINATE, "open:")):
            if found := self.having(answer):
                parts.append(f"{words_} {_named(found)}")
        return "; ".join(parts)


def _named(found: tuple[Benchmark, ...]) -> str:
    """A few medians one by one, many by the least and the greatest of them."""
    if len(found) <= MOST_NAMED:
        return ", ".join(f"{b.study} {b.value} ({b.line})" for b in found)
    ordered = sorted(found, key=lambda row: row.days or (0, 0))
    ends = " to ".join(f"{row.value} ({row.study})" for row in (ordered[0], ordered[-1]))
    return f"{len(found)} medians from {ends}"


def _value(cell: str) -> Figure:
    figure = Figure.from_text(text(cell))
    if figure.value is not None and figure.unit not in (*_DAYS, "%"):
        units = ", ".join((*_DAYS, "%"))
        raise NotationError(cell, f"needs one of the units {units}")
    return figure


def _drug(cell: str) -> str:
    term = find_drug(text(cell))
    return term.name if term else cell


def _build(**cells: object) -> Benchmark:
    benchmark = Benchmark(**cells)  # type: ignore[arg-type]  # the sheet's readers give the types
    timed = benchmark.endpoint in (Endpoint.PFS, Endpoint.OS, Endpoint.DOR)
    unit = benchmark.value.unit
    if benchmark.value.value is not None and (unit == "%") is timed:
        expected = "a time such as '19.3 months'" if timed else "a percentage such as '72 %'"
        raise NotationError(benchmark.value.text, f"{benchmark.endpoint.value} is {expected}")
    return benchmark


BENCHMARK_SHEET: Sheet[Benchmark] = Sheet(
    name="benchmarks",
    build=_build,
    cells={
        "study": text,
        "reference": words,
        "tumour": Tumour,
        "gene": words,
        "n": optional(whole),
        "screened": optional(whole),
        "line": words,
        "drug": _drug,
        "endpoint": Endpoint,
        "value": _value,
    },
    key=lambda row: (row.study, row.gene, row.tumour, row.line, row.drug, row.endpoint),
    may_lack=frozenset(("reference", "screened")),
)
"""The columns of a table of study results."""


@cache
def shipped_benchmarks() -> tuple[Benchmark, ...]:
    """The trials and real-world studies of crizotinib that the review lists."""
    return BENCHMARK_SHEET.shipped()


def benchmarks(
    *,
    drug: str | None = None,
    endpoint: Endpoint | str | None = None,
    line: str | None = None,
    rows: Iterable[Benchmark] | None = None,
) -> tuple[Benchmark, ...]:
    """The rows of this drug, endpoint and line setting (any words of it), in the tables' order.

    Raises :class:`NotationError` for an endpoint that is none.
    """
    wanted = Endpoint(endpoint) if endpoint is not None else None
    name = _drug(drug).casefold() if drug is not None else None
    return tuple(
        row
        for row in (shipped_benchmarks() if rows is None else rows)
        if (name is None or row.drug.casefold() == name)
        and (wanted is None or row.endpoint is wanted)
        and (line is None or line.casefold() in row.line.casefold())
    )


def place(
    duration: DurationBounds,
    drug: str,
    endpoint: Endpoint | str = Endpoint.PFS,
    *,
    measured: Measured = Measured.TIME_ON_TREATMENT,
    rows: Iterable[Benchmark] | None = None,
) -> Placement:
    """Where an interval, in days, lies among the published medians of a drug.

    Exceeding is strict, and sure only when the whole interval lies above all that the printed
    median can be rounded from. Rows without a number (``NR``, ``not given``) take no part.
    """
    found = benchmarks(drug=drug, endpoint=endpoint, rows=rows)
    return Placement(
        drug=_drug(drug),
        endpoint=Endpoint(endpoint),
        duration=duration,
        measured=measured,
        placed=tuple(
            Placed(row, _exceeds(duration, row.days)) for row in found if row.days is not None
        ),
    )


def _exceeds(duration: DurationBounds, median: tuple[float, float]) -> Truth:
    low, high = median
    if duration.least is not None and duration.least > high:
        return Truth.TRUE
    if duration.most is not None and duration.most <= low and not duration.censored:
        return Truth.FALSE
    return Truth.INDETERMINATE
