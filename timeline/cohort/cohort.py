"""A cohort: several cases as one value, their tables, and parts of it by what the tables say."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from timeline.analysis.analysis import analyse
from timeline.analysis.endpoints import endpoint_named
from timeline.analysis.response import STANDARD, Convention
from timeline.cohort.chunks import Placed, Rejected
from timeline.cohort.frames import Computed, Frames, Part, flat, written_tables
from timeline.cohort.run import read_rejects
from timeline.cohort.selection import Conditions, chosen, keys
from timeline.cohort.sources import read, read_rows
from timeline.cohort.survival.observed import LeftOut, ObservedTime, Times, observed
from timeline.cohort.tables import BY_NAME
from timeline.document.frames import Table
from timeline.errors import CaseTimelineError
from timeline.files import Writing, whole
from timeline.model.case import Case

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa


@attrs.frozen(eq=False, init=False, repr=False)
class Cohort:
    """Cases that were read, with what follows from them as Polars tables.

    ``Cohort(cases)`` takes cases as they are; :meth:`read`, :meth:`from_rows` and
    :meth:`from_tables` get them from elsewhere. ``rejected`` are those that are none, each with its
    reason. Nothing changes a cohort: :meth:`filter` and :meth:`group_by` give new ones, which share
    what was computed. A table is filled when it is first asked for; ``convention`` says how its
    responses are read and its endpoints counted.

    A cohort lives in memory. For more cases than fit there is
    :func:`timeline.cohort.run.analyse_files`, whose tables :meth:`from_tables` reads.

    Raises:
        CaseTimelineError: two cases have one id; both places are named.
    """

    rejected: tuple[Rejected, ...]
    _frames: Frames
    _cases: Mapping[str, Case] | None

    def __init__(self, cases: Iterable[Case], *, convention: Convention = STANDARD) -> None:
        placed = [(f"case {number}", case) for number, case in enumerate(cases, start=1)]
        self.__attrs_init__(*_gathered(placed, convention))

    @classmethod
    def read(cls, *paths: str | PathLike[str], convention: Convention = STANDARD) -> Cohort:
        """The cases of documents, folders of documents, files of cases (Parquet) or JSON Lines.

        What cannot be read goes to ``rejected``. Raises :class:`CaseTimelineError` for a path that
        is not there or holds no cases, and for a case id that stands in two places.
        """
        return _cohort(*_gathered(read(Path(path) for path in paths), convention))

    @classmethod
    def from_rows(cls, rows: Table, *, convention: Convention = STANDARD) -> Cohort:
        """The cases of a data frame (pandas, Polars, narwhals), or of rows as mappings.

        A row is a case in the keys of a document (``case``, ``patient``, ``events``), or one event
        (``case``, ``therapy``, ``start``); events of one case make one case, in their order. What
        is missing (None, NaN, NaT) is not stated; a row that is wrong is told in ``rejected``.
        """
        return _cohort(*_gathered(read_rows(rows), convention))

    @classmethod
    def from_tables(cls, folder: str | PathLike[str]) -> Cohort:
        """What ``timeline cohort analyse`` wrote: the tables and the rejects, without the cases.

        Raises :class:`CaseTimelineError` where the folder holds no tables, or when a case id stands
        in two rows of the table of cases.
        """
        where = Path(folder)
        frames = written_tables(where)
        ids = frames.ids()
        twice = ids.filter(ids["case"].is_duplicated())["case"].unique(maintain_order=True)
        if len(twice):
            named = ", ".join(twice[:3])
            raise CaseTimelineError(f"{where}: several cases have one id: {named}")
        return _cohort(tuple(read_rejects(where)), frames, None)

    # --- What it holds ---

    @property
    def cases(self) -> tuple[Case, ...]:
        """The cases, in the order they were read.

        Raises :class:`CaseTimelineError` for a cohort that was made from tables.
        """
        return tuple(self._known().values())

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the cases."""
        return tuple(self._frames.ids()["case"])

    def __len__(self) -> int:
        return self._frames.ids().height

    def __iter__(self) -> Iterator[Case]:
        return iter(self.cases)

    def __getitem__(self, name: str) -> Case:
        """The case of this id; KeyError for one that is not here."""
        return self._known()[name]

    def __repr__(self) -> str:
        refused = f", {len(self.rejected)} rejected" if self.rejected else ""
        return f"<Cohort of {len(self)} cases{refused}>"

    # --- Tables ---

    def table(self, name: str) -> pl.DataFrame:
        """One table by its name; raises :class:`~timeline.errors.NotationError` for another."""
        return self._frames.table(name)

    @property
    def events(self) -> pl.DataFrame:
        """One row an event."""
        return self.table("events")

    @property
    def findings(self) -> pl.DataFrame:
        """One row a result of a molecular test."""
        return self.table("findings")

    @property
    def lines(self) -> pl.DataFrame:
        """One row a line of therapy."""
        return self.table("lines")

    @property
    def assessments(self) -> pl.DataFrame:
        """One row a response as assessed."""
        return self.table("assessments")

    @property
    def responses(self) -> pl.DataFrame:
        """One row a best response."""
        return self.table("responses")

    @property
    def endpoints(self) -> pl.DataFrame:
        """One row an endpoint of a line."""
        return self.table("endpoints")

    @property
    def transitions(self) -> pl.DataFrame:
        """One row a change over a line."""
        return self.table("transitions")

    @property
    def audit(self) -> pl.DataFrame:
        """One row a finding of the checks."""
        return self.table("audit")

    def times(self, endpoint: str, *, line: int | None = 1) -> Times:
        """The times to one endpoint, for the functions of :mod:`timeline.cohort.survival`.

        Those of the line of this number, or from diagnosis (``line=None``), with the bounds of
        partial dates; whom no time can be told of is in ``left_out``, with the reason, and so is a
        case without such a line. Raises :class:`~timeline.errors.NotationError` for a name that is
        no endpoint.
        """
        wanted = endpoint_named(endpoint)
        names = ("case", "endpoint", "line", "days_min", "days_max", "cnsr", "missing")
        found: dict[str, ObservedTime | LeftOut] = {}
        for case, name, number, least, most, cnsr, missing in self.endpoints.select(
            names
        ).iter_rows():
            if (name, number) == (wanted, line):
                found[case] = observed(case, least, most, cnsr, missing or "")
        lacking = "no diagnosis to time from" if line is None else f"no line {line}"
        all_of = [found.get(case) or LeftOut(case, lacking) for case in self.ids]
        return Times(
            tuple(one for one in all_of if isinstance(one, ObservedTime)),
            tuple(one for one in all_of if isinstance(one, LeftOut)),
        )

    # --- Parts ---

    def filter(
        self,
        predicate: Callable[[Case], bool] | None = None,
        *,
        gene: str | None = None,
        fusion_partner: str | None = None,
        drug: str | None = None,
        drug_class: str | None = None,
        line: int | None = None,
        setting: str | None = None,
        histology: str | None = None,
    ) -> Cohort:
        """The cases that meet every condition, each case whole.

        ``gene`` and ``fusion_partner`` were detected by some test; ``drug``, ``drug_class``,
        ``line`` (number among all lines) and ``setting`` hold of one and the same line;
        ``histology`` is the first diagnosis, as written or as an OncoTree type with all beneath it.
        Names may be any that the vocabulary knows. Raises :class:`~timeline.errors.NotationError`
        for a value that neither the vocabulary nor any case has.
        """
        asked = Conditions(
            gene=gene,
            fusion_partner=fusion_partner,
            drug=drug,
            drug_class=drug_class,
            line=line,
            setting=setting,
            histology=histology,
        )
        ids = chosen(self._frames, asked)
        if predicate is not None:
            known = self._known()
            kept = [name for name in ids["case"] if predicate(known[name])]
            ids = ids.filter(ids["case"].is_in(kept))
        return self._part(ids)

    def group_by(self, by: str | Callable[[Case], Hashable]) -> Mapping[Hashable, Cohort]:
        """The cases by a name that :meth:`filter` has (``"gene"``), or by a function of a case.

        A case stands in every group it belongs to (two genes, three drugs), and under None where it
        has no value. Groups come in the order of their values, None last.
        """
        import polars as pl

        ids = self._frames.ids()
        groups: dict[Hashable, list[str]] = {}
        if callable(by):
            known = self._known()
            for name in ids["case"]:
                groups.setdefault(by(known[name]), []).append(name)
        else:
            found = ids.join(keys(self._frames, by), on="case", how="left", maintain_order="left")
            for name, key in found.iter_rows():
                groups.setdefault(key, []).append(name)
        ordered = sorted(groups, key=lambda key: (key is None, _sortable(key)))
        return {
            key: self._part(pl.DataFrame({"case": groups[key]}, schema={"case": pl.String}))
            for key in ordered
        }

    # --- Elsewhere ---

    def to_pandas(self, name: str) -> pd.DataFrame:
        """One table for pandas."""
        return self.to_arrow(name).to_pandas()

    def to_arrow(self, name: str) -> pa.Table:
        """One table for Arrow: each field with its meaning and unit in the metadata."""
        frame = self.table(name)
        return frame.to_arrow().cast(BY_NAME[name].schema())

    def to_csv(self, folder: str | PathLike[str], *names: str) -> tuple[Path, ...]:
        """Write tables as CSV, all but the audit unless named; lists are joined by ``; ``."""
        return self._each(
            folder,
            names,
            ".csv",
            lambda n, file: file.write(_csv(self.table(n))),
        )

    def to_parquet(self, folder: str | PathLike[str], *names: str) -> tuple[Path, ...]:
        """Write tables as Parquet, all but the audit unless named, for :meth:`from_tables`."""
        import pyarrow.parquet as pq

        return self._each(
            folder, names, ".parquet", lambda n, file: pq.write_table(self.to_arrow(n), file)
        )

    # --- Inside ---

    def _each(
        self,
        folder: str | PathLike[str],
        names: tuple[str, ...],
        suffix: str,
        write: Callable[[str, Writing], object],
    ) -> tuple[Path, ...]:
        wanted = names or self._frames.names
        for name in wanted:  # a wrong name leaves nothing half written
            self.table(name)
        where = Path(folder)
        where.mkdir(parents=True, exist_ok=True)
        files = tuple(where / f"{name}{suffix}" for name in wanted)
        for name, file in zip(wanted, files, strict=True):
            with whole(file) as begun:
                write(name, begun)
        return files

    def _known(self) -> Mapping[str, Case]:
        if self._cases is None:
            raise CaseTimelineError(
                "this cohort was read from tables and has no cases; read the documents for them"
            )
        return self._cases

    def _part(self, ids: pl.DataFrame) -> Cohort:
        cases = None if self._cases is None else {name: self._cases[name] for name in ids["case"]}
        return _cohort((), Part(self._frames, ids), cases)


def _cohort(
    rejected: tuple[Rejected, ...], frames: Frames, cases: Mapping[str, Case] | None
) -> Cohort:
    cohort = Cohort.__new__(Cohort)
    cohort.__attrs_init__(rejected, frames, cases)
    return cohort


def _gathered(
    found: Iterable[Placed], convention: Convention
) -> tuple[tuple[Rejected, ...], Frames, Mapping[str, Case]]:
    """Cases solved and put by their ids, those that cannot be told apart refused."""
    rejected: list[Rejected] = []
    analyses = []
    places: dict[str, str] = {}
    for place, case in found:
        if isinstance(case, Rejected):
            rejected.append(case)
            continue
        if case.id in places:
            raise CaseTimelineError(
                f"two cases are called {case.id!r}: {places[case.id]}, and {place}; a case's id is"
                " its own"
            )
        places[case.id] = place
        try:
            analyses.append(analyse(case, convention=convention))
        except CaseTimelineError as error:
            rejected.append(Rejected.because(error, case.id, place))
    frames = Computed(tuple(analyses))
    return tuple(rejected), frames, {one.case.id: one.case for one in analyses}


def _csv(frame: pl.DataFrame) -> bytes:
    return flat(frame).write_csv().encode()


def _sortable(key: Hashable) -> tuple[str, object]:
    """Keys of several types still have an order: by type, then by value."""
    if isinstance(key, int | float):
        return "", key
    return type(key).__name__, str(key)
