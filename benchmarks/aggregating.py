"""Every aggregate of a cohort, beside a bare scan, the barest grouping by hand, and pandas."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
import polars as pl

from timeline.cohort import aggregates

if TYPE_CHECKING:
    import pandas as pd

_FOUND = ("case", "result", "kind", "wild_type", "genes")
_LASTED = ("case", "duration_min", "duration_max", "censored")


@attrs.frozen
class Aggregate:
    """One aggregate in several ways; each takes the folder with the tables.

    ``rows`` are what is grouped by ``by``, as one would write it for Polars by hand.
    """

    name: str
    columns: Mapping[str, tuple[str, ...]]
    lazily: Callable[[Callable[[str], pl.LazyFrame]], pl.LazyFrame]
    with_pandas: Callable[[Callable[[str], pd.DataFrame]], Any]
    rows: Callable[[Callable[[str], pl.LazyFrame]], pl.LazyFrame]
    by: tuple[str, ...]

    def ours(self, folder: Path) -> pl.DataFrame:
        """As the library computes it, from a lazy scan."""
        return self.lazily(lambda name: _scan(folder, name)).collect()

    def scan(self, folder: Path) -> None:
        """The columns it reads, and nothing done with them."""
        for name, columns in self.columns.items():
            _scan(folder, name).select(columns).collect()

    def rows_alone(self, folder: Path) -> None:
        """The least there is: the same groups by hand, and how many rows each has."""
        self.rows(lambda name: _scan(folder, name)).group_by(self.by).agg(pl.len()).collect()

    def rows_and_cases(self, folder: Path) -> None:
        """The same groups by hand, how many rows and how many different cases each has."""
        grouped = self.rows(lambda name: _scan(folder, name)).group_by(self.by)
        grouped.agg(pl.len(), cases=pl.col("case").n_unique()).collect()

    def pandas(self, folder: Path) -> Any:
        """The same counts with pandas, which also reads only these columns."""
        import pandas as pd

        return self.with_pandas(
            lambda name: pd.read_parquet(
                folder / f"{name}.parquet", columns=list(self.columns[name])
            )
        )


def _scan(folder: Path, name: str) -> pl.LazyFrame:
    return pl.scan_parquet(folder / f"{name}.parquet")


# --- What is grouped, by hand ---

Tables: TypeAlias = Callable[[str], pl.LazyFrame]


def _genes(of: Tables) -> pl.LazyFrame:
    altered = (pl.col("result") == "detected") & (pl.col("kind") != "biomarker")
    found = of("findings").filter(altered & ~pl.col("wild_type"))
    return found.select("case", "genes").explode("genes").drop_nulls("genes").unique()


def _lines_of_endpoints(of: Tables) -> pl.LazyFrame:
    lines = of("lines").select("case", "line", "drugs").explode("drugs")
    return of("endpoints").join(lines, on=["case", "line"], how="left")


def _pairs_of_lines(of: Tables) -> pl.LazyFrame:
    lines = of("lines").select("case", "line", "drugs_key")
    after = lines.with_columns(pl.col("line") - 1)
    return lines.join(after, on=["case", "line"], how="full", coalesce=True, suffix="_after")


def _pairs_of_genes(of: Tables) -> pl.LazyFrame:
    pairs = _genes(of).join(_genes(of), on="case", suffix="_other")
    return pairs.filter(pl.col("genes") <= pl.col("genes_other"))


# --- The same in pandas ---


def _durations(frame: pd.DataFrame, by: str) -> Any:
    known = ~frame["duration_min"].isna() & ~frame["duration_max"].isna()
    measured = known & ~frame["censored"].fillna(value=False).astype(bool)
    frame = frame.assign(
        measured=measured,
        shortest=frame["duration_min"].where(measured),
        longest=frame["duration_max"].where(measured),
    )
    groups = frame.explode(by).groupby(by, dropna=False)
    counts = groups.agg(
        lines=("case", "size"),
        cases=("case", "nunique"),
        censored=("censored", "sum"),
        measured=("measured", "sum"),
    )
    shares = groups[["shortest", "longest"]].quantile(list(aggregates.QUARTILES)).unstack()
    shares.columns = [f"{side}_{share}" for side, share in shares.columns]
    return counts.join(shares)


def _transitions(frame: pd.DataFrame) -> Any:
    by = ["drugs", "short", "change"]
    frame = frame.assign(attributable=frame["attributable"] == "true").explode("drugs")
    units = frame.groupby(["case", "line", *by], dropna=False)["attributable"].min().reset_index()
    return units.groupby(by, dropna=False).agg(
        transitions=("case", "size"), cases=("case", "nunique"), known=("attributable", "sum")
    )


def _endpoints(frame: pd.DataFrame, by: list[str]) -> Any:
    event, censored = frame["status"] == "event", frame["status"] == "censored"
    told = frame.assign(event=event, censored=censored, not_said=~(event | censored))
    return told.groupby(by, dropna=False).agg(
        results=("case", "size"),
        cases=("case", "nunique"),
        events=("event", "sum"),
        censored=("censored", "sum"),
        not_said=("not_said", "sum"),
    )


def _endpoints_by_drug(endpoints: pd.DataFrame, lines: pd.DataFrame) -> Any:
    joined = endpoints.merge(lines, on=["case", "line"], how="left")
    return _endpoints(joined.explode("drugs", ignore_index=True), ["endpoint", "drugs"])


def _follows(lines: pd.DataFrame) -> Any:
    after = lines.assign(line=lines["line"] - 1)
    pairs = after.merge(lines, on=["case", "line"], how="outer", suffixes=("_after", "_before"))
    groups = pairs.groupby(["drugs_key_before", "drugs_key_after"], dropna=False)
    return groups.agg(times=("case", "size"), cases=("case", "nunique"))


def _detected(findings: pd.DataFrame) -> pd.DataFrame:
    kept = findings[
        (findings["result"] == "detected")
        & (findings["kind"] != "biomarker")
        & (findings["wild_type"] == False)  # noqa: E712  # the column has nulls
    ]
    genes = kept[["case", "genes"]].explode("genes")
    return genes.dropna(subset=["genes"]).drop_duplicates()


def _together(findings: pd.DataFrame) -> Any:
    found = _detected(findings)
    pairs = found.merge(found, on="case", suffixes=("", "_other"))
    return pairs[pairs["genes"] <= pairs["genes_other"]].groupby(["genes", "genes_other"]).size()


AGGREGATES = (
    Aggregate(
        "line_durations by drug",
        {"lines": (*_LASTED, "drugs")},
        lambda of: aggregates.line_durations(of("lines")),
        lambda of: _durations(of("lines"), "drugs"),
        lambda of: of("lines").explode("drugs"),
        ("drugs",),
    ),
    Aggregate(
        "line_durations by regimen",
        {"lines": (*_LASTED, "drugs_key")},
        lambda of: aggregates.line_durations(of("lines"), ("drugs_key",)),
        lambda of: _durations(of("lines"), "drugs_key"),
        lambda of: of("lines"),
        ("drugs_key",),
    ),
    Aggregate(
        "line_durations by genotype",
        {"lines": _LASTED, "findings": _FOUND},
        lambda of: aggregates.line_durations(
            aggregates.with_genotype(of("lines"), of("findings")), ("genotype",)
        ),
        lambda of: _durations(of("lines").merge(_detected(of("findings")), how="left"), "genes"),
        lambda of: of("lines").join(_genes(of), on="case", how="left"),
        ("genes",),
    ),
    Aggregate(
        "transition_counts",
        {"transitions": ("case", "line", "drugs", "short", "change", "attributable")},
        lambda of: aggregates.transition_counts(of("transitions")),
        lambda of: _transitions(of("transitions")),
        lambda of: of("transitions").explode("drugs"),
        ("drugs", "short", "change"),
    ),
    Aggregate(
        "endpoint_counts",
        {"endpoints": ("case", "endpoint", "status")},
        lambda of: aggregates.endpoint_counts(of("endpoints")),
        lambda of: _endpoints(of("endpoints"), ["endpoint"]),
        lambda of: of("endpoints"),
        ("endpoint",),
    ),
    Aggregate(
        "endpoint_counts by drug",
        {
            "endpoints": ("case", "line", "endpoint", "status"),
            "lines": ("case", "line", "drugs"),
        },
        lambda of: aggregates.endpoint_counts(
            of("endpoints"), ("endpoint", "drugs"), lines=of("lines")
        ),
        lambda of: _endpoints_by_drug(of("endpoints"), of("lines")),
        _lines_of_endpoints,
        ("endpoint", "drugs"),
    ),
    Aggregate(
        "directly_follows",
        {"lines": ("case", "line", "drugs_key")},
        lambda of: aggregates.directly_follows(of("lines")),
        lambda of: _follows(of("lines")),
        _pairs_of_lines,
        ("drugs_key", "drugs_key_after"),
    ),
    Aggregate(
        "co_occurrence",
        {"findings": _FOUND},
        lambda of: aggregates.co_occurrence(of("findings")),
        lambda of: _together(of("findings")),
        _pairs_of_genes,
        ("genes", "genes_other"),
    ),
)
"""Every aggregate, in the ways it is mostly asked."""
