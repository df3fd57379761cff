"""Where a cohort's tables come from: computed from cases, read from a run, or a part of either."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import attrs

from timeline.analysis.analysis import Analysis
from timeline.cohort.tables import ALL, BY_NAME, STANDARD, table_named
from timeline.errors import CaseTimelineError
from timeline.text import BLANKS, FORMULA, NUMBER, OBEYED, REPLACED

if TYPE_CHECKING:
    import polars as pl


class Frames(Protocol):
    """The tables of some cases, as Polars frames."""

    @property
    def names(self) -> tuple[str, ...]:
        """The tables to be had without being asked for by name."""
        ...

    def ids(self) -> pl.DataFrame:
        """The ids of the cases: one column, ``case``."""
        ...

    def table(self, name: str) -> pl.DataFrame:
        """One table."""
        ...


@attrs.frozen(eq=False)
class Computed:
    """Tables of cases at hand, filled when they are first asked for."""

    analyses: tuple[Analysis, ...]
    _kept: dict[str, pl.DataFrame] = attrs.field(factory=dict, init=False)

    names = tuple(table.name for table in STANDARD)

    def ids(self) -> pl.DataFrame:
        """The ids of the cases, in their order."""
        import polars as pl

        names = [analysis.case.id for analysis in self.analyses]
        return pl.DataFrame({"case": names}, schema={"case": pl.String})

    def table(self, name: str) -> pl.DataFrame:
        """One table; an error in it says of which case."""
        import polars as pl

        if name not in self._kept:
            table = table_named(name)
            rows: list[tuple[object, ...]] = []
            for analysis in self.analyses:
                try:
                    rows += table.rows(analysis)
                except Exception as error:
                    error.add_note(f"while filling {name!r} for the case {analysis.case.id!r}")
                    raise
            frame = pl.from_arrow(table.to_arrow(rows))
            assert isinstance(frame, pl.DataFrame)
            self._kept[name] = frame
        return self._kept[name]


@attrs.frozen(eq=False)
class Written:
    """Tables that ``timeline cohort analyse`` wrote into a folder."""

    folder: Path
    _kept: dict[str, pl.DataFrame] = attrs.field(factory=dict, init=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The tables that are there."""
        return tuple(table.name for table in ALL if self._file(table.name).exists())

    def ids(self) -> pl.DataFrame:
        """The ids in the table of cases; without it, those that the other tables have rows of."""
        import polars as pl

        if "cases" in self.names:
            return self.table("cases").select("case")
        return pl.concat(self.table(name).select("case") for name in self.names).unique(
            maintain_order=True
        )

    def table(self, name: str) -> pl.DataFrame:
        """One table, read once."""
        import polars as pl

        if name not in self._kept:
            table_named(name)
            if not self._file(name).exists():
                raise CaseTimelineError(
                    f"{self.folder}: has no table {name!r}; it has {', '.join(self.names)}."
                    f" `timeline cohort analyse` writes it with --tables {name}"
                )
            self._kept[name] = pl.read_parquet(self._file(name))
        return self._kept[name]

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.parquet"


@attrs.frozen(eq=False)
class Part:
    """The rows of some cases of another source."""

    whole: Frames
    chosen: pl.DataFrame
    _kept: dict[str, pl.DataFrame] = attrs.field(factory=dict, init=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The tables that the whole has."""
        return self.whole.names

    def ids(self) -> pl.DataFrame:
        """The ids of the cases chosen."""
        return self.chosen

    def table(self, name: str) -> pl.DataFrame:
        """One table, without the rows of other cases."""
        if name not in self._kept:
            whole = self.whole.table(name)
            self._kept[name] = whole.join(self.chosen, on="case", how="semi", maintain_order="left")
        return self._kept[name]


def written_tables(folder: Path) -> Written:
    """The tables in a folder.

    Raises :class:`CaseTimelineError` where there are none, or the run is not finished.
    """
    found = Written(folder)
    if not found.names:
        begun = "; the run that began there is not finished" if (folder / "plan").exists() else ""
        raise CaseTimelineError(f"{folder}: holds none of the tables {', '.join(BY_NAME)}{begun}")
    return found


def flat(frame: pl.DataFrame) -> pl.DataFrame:
    """A table whose lists are texts joined by ``; ``, as CSV needs them; unknowns are empty.

    Text is what :func:`timeline.text.inert` makes of it.
    """
    import polars as pl

    lists: Iterable[str] = [n for n, kind in frame.schema.items() if isinstance(kind, pl.List)]
    joined = (
        pl.col(name).list.eval(pl.element().cast(pl.String).fill_null("")).list.join("; ")
        for name in lists
    )
    told = frame.with_columns(*joined)
    return told.with_columns(
        _inert(pl.col(name)).alias(name) for name, kind in told.schema.items() if kind == pl.String
    )


def _inert(text: pl.Expr) -> pl.Expr:
    """What :func:`timeline.text.inert` says of a cell, of a whole column."""
    import polars as pl

    text = text.str.replace_all(BLANKS, " ").str.replace_all(OBEYED, REPLACED)
    runs = text.str.contains(FORMULA) & ~text.str.contains(NUMBER)
    return pl.when(runs).then(pl.lit("'") + text).otherwise(text)
