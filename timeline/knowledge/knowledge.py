"""All that is known beside the report, as one value: the shipped tables, and a user's own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import attrs

from timeline.knowledge.benchmarks import BENCHMARK_SHEET, Benchmark, shipped_benchmarks
from timeline.knowledge.guidance import GUIDANCE_SHEET, Guidance, shipped_guidance
from timeline.knowledge.rows import Trust
from timeline.knowledge.sensitivity import IC50_SHEET, Ic50, shipped_ic50s


@attrs.frozen(kw_only=True)
class Knowledge:
    """The tables that a case is held against.

    A user's rows stand before the shipped ones, so that theirs is found first; a row that says
    something of the same thing (the same genotype and drug, the same arm and endpoint, the same
    statement) takes the shipped one's place.
    """

    ic50s: tuple[Ic50, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    guidance: tuple[Guidance, ...] = ()

    def with_tables(
        self,
        *,
        ic50s: str | Path | None = None,
        benchmarks: str | Path | None = None,
        guidance: str | Path | None = None,
    ) -> Knowledge:
        """This knowledge with a user's files added.

        Raises :class:`~timeline.errors.DocumentError` with every problem of a file.
        """
        mine = IC50_SHEET.read(ic50s) if ic50s else ()
        figures = BENCHMARK_SHEET.read(benchmarks) if benchmarks else ()
        statements = GUIDANCE_SHEET.read(guidance) if guidance else ()
        taken = {BENCHMARK_SHEET.key(row) for row in figures}
        said = {row.id for row in statements}
        return Knowledge(
            ic50s=(*mine, *self.ic50s),
            benchmarks=(
                *figures,
                *(row for row in self.benchmarks if BENCHMARK_SHEET.key(row) not in taken),
            ),
            guidance=(*statements, *(row for row in self.guidance if row.id not in said)),
        )

    @property
    def unreviewed(self) -> tuple[str, ...]:
        """The sources that are pending human review, each once."""
        rows = (*self.ic50s, *self.benchmarks, *self.guidance)
        return tuple(dict.fromkeys(r.source for r in rows if r.trust is Trust.PENDING))


@cache
def shipped() -> Knowledge:
    """The tables that come with the library."""
    return Knowledge(
        ic50s=shipped_ic50s(), benchmarks=shipped_benchmarks(), guidance=shipped_guidance()
    )
