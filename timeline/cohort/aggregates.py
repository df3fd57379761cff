"""Aggregates across cases, written once and run by Polars or Spark unchanged.

Each takes tables of :mod:`timeline.cohort.tables` as frames of either engine and gives a frame of
the same one, rows in no particular order: a Polars ``LazyFrame`` or Spark ``DataFrame`` stays lazy,
a Polars ``DataFrame`` is computed at once. Counts are 64-bit integers, days keep to days.

``by`` names the columns to group by; of a list (``drugs``, ``genes``) each member counts once, and
a null is a group of its own, for what is not known is not left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from timeline.cohort.numbering import NUMBER, numbered
from timeline.model.coverage import ResultStatus
from timeline.model.kinds import AlterationKind

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw

Frame: TypeAlias = Any
"""A Polars ``DataFrame`` or ``LazyFrame``, or a Spark ``DataFrame``."""

QUARTILES = (0.25, 0.5, 0.75)


def line_durations(
    lines: Frame, by: Sequence[str] = ("drugs",), *, quantiles: Sequence[float] = QUARTILES
) -> Frame:
    """How long lines lasted, in days: ``lines``, ``cases``, ``censored``, ``measured``, quantiles.

    ``measured`` are the lines that ended and have a bound on both sides; ``min_50`` is the median
    of their fewest days, ``max_50`` of their most, interpolated linearly. Where some are
    ``censored``, or not measured, the longer lines are missing from these medians: for an estimate
    that counts them see :mod:`timeline.cohort.survival`.
    """
    import narwhals.stable.v2 as nw

    low, high = nw.col("duration_min"), nw.col("duration_max")
    measured = ~low.is_null() & ~high.is_null() & ~nw.col("censored")
    frame = numbered(_lazy(lines)).select(
        *by,
        NUMBER,
        shortest=nw.when(measured).then(low),
        longest=nw.when(measured).then(high),
        censored=_one_if(nw.col("censored")),
        measured=_one_if(measured),
    )
    parts = [
        nw.col(side).quantile(share, interpolation="linear").alias(f"{name}_{share * 100:g}")
        for name, side in (("min", "shortest"), ("max", "longest"))
        for share in quantiles
    ]
    result = (
        _grouping(frame, by)
        .group_by(*by)
        .agg(_count("lines"), _cases(), nw.col("censored", "measured").sum(), *parts)
    )
    return _as_given(result, lines)


def changes(
    transitions: Frame, by: Sequence[str] = ("drugs", "short", "change")
) -> nw.LazyFrame[Any]:
    """What :func:`transition_counts` counts: each change once for each line that shows it.

    The unit is the line, as a transition is the state before it, the line, and the state after
    it: two tests that show one change, or two variants of one fusion, are one change of that line.
    ``attributable`` is 1 where every row of it says so; ``grade`` is the best of its rows.
    """
    return _changes(_lazy(transitions), by, "case")


def _changes(frame: nw.LazyFrame[Any], by: Sequence[str], case: str) -> nw.LazyFrame[Any]:
    """The rows of :func:`changes`; ``case`` is the column that tells cases apart."""
    import narwhals.stable.v2 as nw

    told = {name for name in ("grade", "mechanism") if name in frame.collect_schema().names()}
    frame = frame.select(
        case, "line", *by, *sorted(told), attributable=_one_if(nw.col("attributable") == "true")
    )
    return (
        _grouping(frame, by)
        .group_by(case, "line", *by)
        .agg(nw.col("attributable", *sorted(told)).min())
    )


def transition_counts(
    transitions: Frame, by: Sequence[str] = ("drugs", "short", "change")
) -> Frame:
    """In how many lines each change was seen, by their drugs: ``transitions`` and ``cases``.

    A line counts once for a change (:func:`changes`). ``attributable`` counts those between whose
    samples no other line was begun. :func:`timeline.cohort.comparison.transition_counts` names the
    lines.
    """
    import narwhals.stable.v2 as nw

    result = (
        _changes(numbered(_lazy(transitions)), by, NUMBER)
        .group_by(*by)
        .agg(_count("transitions"), _cases(), nw.col("attributable").sum())
    )
    return _as_given(result, transitions)


def endpoint_counts(
    endpoints: Frame, by: Sequence[str] = ("endpoint",), *, lines: Frame | None = None
) -> Frame:
    """How many had the event: ``results``, ``events``, ``censored``, and those ``not_said``.

    With ``lines``, ``by`` may name columns of that table too, such as ``drugs``: each endpoint then
    counts for its line, and survival from diagnosis, which has none, under null.
    """
    import narwhals.stable.v2 as nw

    frame = numbered(_lazy(endpoints))
    told = [name for name in by if name not in frame.collect_schema().names()]
    status = nw.col("status")
    counted = {"_events": _one_if(status == "event"), "_censored": _one_if(status == "censored")}
    if lines is None or not told:
        frame = frame.select(*by, NUMBER, **counted)
    else:
        own = [name for name in by if name not in told]
        frame = frame.select("case", "line", *own, NUMBER, **counted)
        of_line = _grouping(_lazy(lines).select("case", "line", *told), told)
        frame = frame.join(of_line, on=["case", "line"], how="left")
    result = (
        _grouping(frame, by)
        .group_by(*by)
        .agg(
            _count("results"),
            _cases(),
            events=nw.col("_events").sum(),
            censored=nw.col("_censored").sum(),
        )
        .with_columns(not_said=nw.col("results") - nw.col("events") - nw.col("censored"))
    )
    return _as_given(result, endpoints)


START = "(start)"
"""What comes before the first therapy of a case."""

LAST = "(last reported)"
"""What comes after the last therapy of which a report tells; it may not be the last given."""

_BEGUN = {"drugs": "begun"}
"""Of a column with members that cross into the next line: the one with those that begin in it."""


def successions(lines: Frame, by: str = "drugs_key") -> nw.LazyFrame[Any]:
    """What :func:`directly_follows` counts: each ``before`` with the ``after`` that is next to it.

    The relation of process mining: x is directly followed by y where y begins with line n + 1 and
    x was given in line n (van der Aalst, Process Mining, 2016), with a start and an end in each
    case. Of a list each member stands with each; drugs given together do not follow one another,
    and a drug carried from the line before does not begin. ``line`` is that of ``after``, or the
    last one; ``doubtful`` says that its place is open.
    """
    return _successions(_lazy(lines), by, "case")


def _successions(frame: nw.LazyFrame[Any], by: str, case: str) -> nw.LazyFrame[Any]:
    """The rows of :func:`successions`; ``case`` is the column that tells cases apart."""
    import narwhals.stable.v2 as nw

    known = frame.collect_schema().names()
    open_ = _one_if(nw.col("place_open")) if "place_open" in known else nw.lit(0, nw.Int64)
    place, line = [case, "line"], nw.col("line")
    frame = frame.with_columns(
        doubtful=open_, _first=line == line.min().over(case), _last=line == line.max().over(case)
    )
    given = _grouping(frame.select(*place, "_last", "doubtful", before=nw.col(by)), ("before",))
    begun = _grouping(
        frame.select(*place, "_first", "doubtful", after=nw.col(_BEGUN.get(by, by))), ("after",)
    )
    if by in _BEGUN:
        begun = begun.drop_nulls("after")
    given = given.with_columns(nw.col("before").cast(nw.String))
    begun = begun.with_columns(nw.col("after").cast(nw.String))
    earlier = given.select(case, "before", line=line + 1)
    parts = (
        begun.join(earlier, on=place, how="inner"),
        begun.filter(nw.col("_first")).with_columns(before=nw.lit(START)),
        given.filter(nw.col("_last")).with_columns(after=nw.lit(LAST)),
    )
    return nw.concat([part.select("before", "after", *place, "doubtful") for part in parts])


def directly_follows(lines: Frame, by: str = "drugs_key") -> Frame:
    """How often one therapy directly followed another: ``before``, ``after``, ``times``, ``cases``.

    Counts :func:`successions` of ``drugs_key``, ``classes_key``, ``drugs`` or another column;
    ``doubtful`` are those whose order the dates leave open.
    :func:`timeline.cohort.comparison.directly_follows` names the lines.
    """
    import narwhals.stable.v2 as nw

    result = (
        _successions(numbered(_lazy(lines)), by, NUMBER)
        .group_by("before", "after")
        .agg(_count("times"), _cases(), nw.col("doubtful").sum())
    )
    return _as_given(result, lines)


def co_occurrence(findings: Frame, of: str = "genes") -> Frame:
    """In how many tumours two genes (or ``short``: alterations) were detected: ``one``, ``other``.

    The unit is the tumour, as in counts of mutual exclusivity: what was found of two primaries of
    one patient does not stand together. Any sample counts, and any time. Each pair once, in the
    order of the alphabet, and each by itself (``one`` is ``other``), for the ``tumours`` and
    ``cases`` that have it at all. Wild types and measured markers are no alteration.
    :func:`timeline.cohort.comparison.co_occurrence` names the tumours, knows which were tested for
    both, and counts a member of a class (``EML4::ALK``) for the class as well.
    """
    import narwhals.stable.v2 as nw

    frame = numbered(_lazy(findings))
    named = nw.col("tumour") if "tumour" in frame.collect_schema().names() else nw.lit(None)
    frame = frame.with_columns(_tumour=nw.coalesce(named.cast(nw.String), nw.lit("")))
    found = _detected(frame, of, NUMBER, "_tumour")
    pairs = found.select(NUMBER, "_tumour", one=nw.col("value")).join(
        found.select(NUMBER, "_tumour", other=nw.col("value")), on=[NUMBER, "_tumour"], how="inner"
    )
    result = (
        pairs.filter(nw.col("one") <= nw.col("other"))
        .group_by("one", "other")
        .agg(_count("tumours"), _cases())
    )
    return _as_given(result, findings)


def with_genotype(lines: Frame, findings: Frame, of: str = "genes") -> Frame:
    """Lines with a column ``genotype``: a row for each gene detected in the case at any time.

    Null where nothing was. ``of`` may be ``short``: alterations as ``EZR::ROS1``.
    """
    import narwhals.stable.v2 as nw

    genotype = _detected(_lazy(findings), of, "case").select("case", genotype=nw.col("value"))
    return _as_given(_lazy(lines).join(genotype, on="case", how="left"), lines)


def detected(findings: Frame, of: str) -> Frame:
    """Each case with each ``value`` of a column (``genes``) detected in it, once."""
    return _as_given(_detected(_lazy(findings), of, "case"), findings)


def _detected(findings: nw.LazyFrame[Any], of: str, *unit: str) -> nw.LazyFrame[Any]:
    """Each ``value`` detected in each unit, once; ``unit`` are the columns that tell them apart."""
    import narwhals.stable.v2 as nw

    altered = ~nw.col("wild_type") & (nw.col("kind") != AlterationKind.BIOMARKER.value)
    seen = nw.col("result") == ResultStatus.DETECTED.value
    values = findings.filter(seen & altered).select(*unit, value=nw.col(of))
    return _grouping(values, ("value",)).drop_nulls("value").unique([*unit, "value"])


# --- What they are made of ---


def _lazy(frame: Frame) -> nw.LazyFrame[Any]:
    import narwhals.stable.v2 as nw

    lazy: nw.LazyFrame[Any] = nw.from_native(frame).lazy()
    return lazy


def _as_given(result: nw.LazyFrame[Any], given: Frame) -> Frame:
    """A frame of the engine it came from, computed if that one was."""
    import narwhals.stable.v2 as nw

    if isinstance(nw.from_native(given), nw.DataFrame):
        return result.collect().to_native()
    return result.to_native()


def _grouping(frame: nw.LazyFrame[Any], by: Sequence[str]) -> nw.LazyFrame[Any]:
    """The frame with a row for each member of the lists among ``by``."""
    import narwhals.stable.v2 as nw

    schema = frame.collect_schema()
    for name in by:
        if isinstance(schema[name], nw.List):
            frame = frame.explode(name)
    return frame


def _count(name: str) -> nw.Expr:
    import narwhals.stable.v2 as nw

    return nw.len().cast(nw.Int64).alias(name)


def _cases() -> nw.Expr:
    import narwhals.stable.v2 as nw

    return nw.col(NUMBER).n_unique().cast(nw.Int64).alias("cases")


def _one_if(test: nw.Expr) -> nw.Expr:
    """1 where a test holds, else 0; one that cannot be asked of a null does not hold."""
    import narwhals.stable.v2 as nw

    return nw.when(test).then(nw.lit(1, nw.Int64)).otherwise(nw.lit(0, nw.Int64))
