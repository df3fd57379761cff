"""Choosing cases of a cohort by what its tables say of them: gene, drug, line, histology ..."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import attrs

from timeline.cohort.aggregates import detected
from timeline.cohort.frames import Frames
from timeline.errors import NotationError, did_you_mean
from timeline.model.components import Setting
from timeline.model.genes import is_known, symbol
from timeline.vocabulary.drugs import drug_classes, find_drug
from timeline.vocabulary.tumours import find_tumour

if TYPE_CHECKING:
    import polars as pl


@attrs.frozen
class Criterion:
    """What cases are chosen or grouped by: a column of a table, and whether a value is a term."""

    table: str
    column: str
    is_term: Callable[[str], bool] = attrs.field(default=lambda _: False)


CRITERIA = {
    "gene": Criterion("findings", "genes", is_known),
    "fusion_partner": Criterion("findings", "fusion_partners", is_known),
    "drug": Criterion("lines", "drugs", lambda name: find_drug(name) is not None),
    "drug_class": Criterion(
        "lines", "drug_classes", lambda name: name.casefold() in drug_classes()
    ),
    "line": Criterion("lines", "line"),
    "setting": Criterion("lines", "setting"),
    "histology": Criterion("cases", "histology", lambda name: find_tumour(name) is not None),
}
"""What :meth:`Cohort.filter` and :meth:`Cohort.group_by` know by name."""


@attrs.frozen(kw_only=True)
class Conditions:
    """The conditions of one choice; None asks nothing."""

    gene: str | None = None
    fusion_partner: str | None = None
    drug: str | None = None
    drug_class: str | None = None
    line: int | None = None
    setting: str | None = None
    histology: str | None = None


def keys(frames: Frames, criterion: str) -> pl.DataFrame:
    """Each case with each of its values of a criterion, once: the columns ``case`` and ``key``.

    Raises :class:`NotationError` for a criterion that is not known.
    """
    import polars as pl

    if criterion not in CRITERIA:
        hint = did_you_mean(criterion, CRITERIA)
        reason = f"is nothing to group by{hint}; one of {', '.join(CRITERIA)}"
        raise NotationError(criterion, reason)
    asked = CRITERIA[criterion]
    if asked.table == "findings":
        found: pl.DataFrame = detected(frames.table("findings"), asked.column)
        return found.rename({"value": "key"})
    frame = frames.table(asked.table)
    key = pl.col(asked.column)
    if criterion == "histology":
        key = pl.coalesce(pl.col("oncotree").str.strip_prefix("OncoTree:"), key)
    found = frame.select("case", key=key)
    if isinstance(found.schema["key"], pl.List):
        found = found.explode("key")
    return found.drop_nulls("key").unique(maintain_order=True)


def chosen(frames: Frames, asked: Conditions) -> pl.DataFrame:
    """The ids of the cases that meet every condition, in their order.

    The conditions on lines hold of one and the same line. Raises :class:`NotationError` for a value
    that neither the vocabulary nor any case has.
    """
    ids = frames.ids()
    for found in (_by_findings(frames, asked), _by_lines(frames, asked), _by_case(frames, asked)):
        for one in found:
            ids = ids.join(one, on="case", how="semi", maintain_order="left")
    return ids


def _by_findings(frames: Frames, asked: Conditions) -> list[pl.DataFrame]:
    import polars as pl

    wanted = {"gene": asked.gene, "fusion_partner": asked.fusion_partner}
    found = []
    for criterion, name in wanted.items():
        if name is not None:
            held = detected(frames.table("findings"), CRITERIA[criterion].column)
            held = held.filter(pl.col("value") == symbol(name))
            found.append(_refuse_unknown(frames, criterion, name, held).select("case"))
    return found


def _by_lines(frames: Frames, asked: Conditions) -> list[pl.DataFrame]:
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
    for criterion, value, test in tests:
        _refuse_unknown(frames, criterion, value, lines.filter(test))
    return [lines.filter(*(test for _, _, test in tests), *held).select("case")]


def _by_case(frames: Frames, asked: Conditions) -> list[pl.DataFrame]:
    import polars as pl

    if asked.histology is None:
        return []
    term = find_tumour(asked.histology)
    same = pl.col("histology").str.to_lowercase() == asked.histology.lower()
    if term is not None:
        same = same | pl.col("lineage").list.contains(term.code)
    held = frames.table("cases").filter(same)
    return [_refuse_unknown(frames, "histology", asked.histology, held).select("case")]


def _among(column: str, name: str) -> pl.Expr:
    import polars as pl

    lowered = pl.col(column).list.eval(pl.element().str.to_lowercase())
    return lowered.list.contains(name.lower())


def _refuse_unknown(frames: Frames, criterion: str, value: str, held: pl.DataFrame) -> pl.DataFrame:
    """What was found; an error where that is nothing and the value is no term."""
    if held.is_empty() and not CRITERIA[criterion].is_term(value):
        known = [str(key) for key in keys(frames, criterion)["key"].unique()]
        raise NotationError(
            value, f"is no {criterion.replace('_', ' ')} known here{did_you_mean(value, known)}"
        )
    return held
