"""Choosing cases of a cohort by what its tables say of them: gene, drug, line, histology ..."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import attrs

from timeline.cohort.frames import Frames
from timeline.errors import NotationError, did_you_mean
from timeline.model.components import Setting
from timeline.model.coverage import ResultStatus
from timeline.model.genes import is_known, symbol
from timeline.vocabulary.drugs import drug_classes, find_drug
from timeline.vocabulary.tumours import find_tumour

if TYPE_CHECKING:
    import polars as pl


@attrs.frozen
class Facet:
    """What cases are chosen or grouped by: a column of a table, and whether a value is a term."""

    table: str
    column: str
    is_term: Callable[[str], bool] = attrs.field(default=lambda _: False)


FACETS = {
    "gene": Facet("findings", "genes", is_known),
    "fusion_partner": Facet("findings", "fusion_partners", is_known),
    "drug": Facet("lines", "drugs", lambda name: find_drug(name) is not None),
    "drug_class": Facet("lines", "drug_classes", lambda name: name.casefold() in drug_classes()),
    "line": Facet("lines", "line"),
    "setting": Facet("lines", "setting"),
    "histology": Facet("cases", "histology", lambda name: find_tumour(name) is not None),
}
"""What :meth:`Cohort.filter` and :meth:`Cohort.group_by` know by name."""


@attrs.frozen(kw_only=True)
class Asked:
    """The conditions of one choice; None asks nothing."""

    gene: str | None = None
    fusion_partner: str | None = None
    drug: str | None = None
    drug_class: str | None = None
    line: int | None = None
    setting: str | None = None
    histology: str | None = None


def keys(frames: Frames, facet: str) -> pl.DataFrame:
    """Each case with each of its values of a facet: the columns ``case`` and ``key``, once each.

    Raises :class:`NotationError` for a facet that is not known.
    """
    import polars as pl

    if facet not in FACETS:
        reason = f"is nothing to group by{did_you_mean(facet, FACETS)}; one of {', '.join(FACETS)}"
        raise NotationError(facet, reason)
    asked = FACETS[facet]
    frame = frames.table(asked.table)
    if asked.table == "findings":
        frame = _detected(frame)
    key = pl.col(asked.column)
    if facet == "histology":
        key = pl.coalesce(pl.col("oncotree").str.strip_prefix("OncoTree:"), key)
    found = frame.select("case", key=key)
    if isinstance(found.schema["key"], pl.List):
        found = found.explode("key")
    return found.drop_nulls("key").unique(maintain_order=True)


def chosen(frames: Frames, asked: Asked) -> pl.DataFrame:
    """The ids of the cases that meet every condition, in their order.

    The conditions on lines hold of one and the same line. Raises :class:`NotationError` for a value
    that neither the vocabulary nor any case has.
    """
    ids = frames.ids()
    for found in (_by_findings(frames, asked), _by_lines(frames, asked), _by_case(frames, asked)):
        for one in found:
            ids = ids.join(one, on="case", how="semi", maintain_order="left")
    return ids


def _by_findings(frames: Frames, asked: Asked) -> list[pl.DataFrame]:
    import polars as pl

    wanted = {"gene": asked.gene, "fusion_partner": asked.fusion_partner}
    found = []
    for facet, name in wanted.items():
        if name is not None:
            column, frame = FACETS[facet].column, _detected(frames.table("findings"))
            held = frame.filter(pl.col(column).list.contains(symbol(name)))
            found.append(_sure(frames, facet, name, held).select("case"))
    return found


def _by_lines(frames: Frames, asked: Asked) -> list[pl.DataFrame]:
    import polars as pl

    tests: list[tuple[str, str, pl.Expr]] = []
    if asked.drug is not None:
        term = find_drug(asked.drug)
        name = asked.drug if term is None else term.name
        tests.append(("drug", asked.drug, _among("drugs", name)))
    if asked.drug_class is not None:
        name = asked.drug_class
        tests.append(("drug_class", name, _among("drug_classes", name)))
    held: list[pl.Expr] = []
    if asked.line is not None:
        held.append(pl.col("line") == asked.line)
    if asked.setting is not None:
        held.append(pl.col("setting") == Setting(asked.setting).value)
    if not tests and not held:
        return []
    lines = frames.table("lines")
    for facet, value, test in tests:
        _sure(frames, facet, value, lines.filter(test))
    return [lines.filter(*(test for _, _, test in tests), *held).select("case")]


def _by_case(frames: Frames, asked: Asked) -> list[pl.DataFrame]:
    import polars as pl

    if asked.histology is None:
        return []
    term = find_tumour(asked.histology)
    same = pl.col("histology").str.to_lowercase() == asked.histology.lower()
    if term is not None:
        same = same | pl.col("lineage").list.contains(term.code)
    held = frames.table("cases").filter(same)
    return [_sure(frames, "histology", asked.histology, held).select("case")]


def _detected(findings: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    return findings.filter(pl.col("result") == ResultStatus.DETECTED.value, ~pl.col("wild_type"))


def _among(column: str, name: str) -> pl.Expr:
    import polars as pl

    lowered = pl.col(column).list.eval(pl.element().str.to_lowercase())
    return lowered.list.contains(name.lower())


def _sure(frames: Frames, facet: str, value: str, held: pl.DataFrame) -> pl.DataFrame:
    """What was found; nothing at all for a value that is no term is a slip of the pen."""
    if held.is_empty() and not FACETS[facet].is_term(value):
        known = [str(key) for key in keys(frames, facet)["key"].unique()]
        raise NotationError(
            value, f"is no {facet.replace('_', ' ')} known here{did_you_mean(value, known)}"
        )
    return held
