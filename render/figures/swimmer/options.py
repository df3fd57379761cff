"""What a swimmer plot can be asked for with."""

from __future__ import annotations

from collections.abc import Collection

import attrs

from render.figures.common.course import AxisKind, axis_kind
from render.figures.common.page import JOURNAL_HEIGHT
from render.figures.swimmer.alignment import Alignment
from render.figures.swimmer.content import DEFAULT_MARKS
from render.figures.swimmer.keys import Key, Sort
from render.figures.swimmer.scale import Unit
from timeline.analysis.lines import LineRules

FIRST_LINE = "line 1"
"""What rows are aligned on unless asked otherwise: the start of the first line."""


@attrs.frozen(kw_only=True)
class SwimmerOptions:
    """How the rows of a swimmer plot are aligned, sorted and told apart, and what they show.

    Attributes:
        align: what day 0 of each row is: ``diagnosis``, ``line 2``, ``first crizotinib``, a moment
            by name, or a function of a chronology and its lines.
        sort: ``duration``, ``start``, ``end``, ``state``, ``response``, ``id``, ``given``, or a
            function of a `Swimmer`.
        group: rows of one name stand together under it: a name among `KEYS`, or a function.
        stripe: a cell of colour beside each row tells this key.
        marks: the kinds of event to show, among `MARKS`; deaths and follow-ups are always shown.
        lines: the rules that make lines of therapies, unless the cases are `Treated`; by default
            those of the analysis, else the standard ones.
        unit: of the axis: days, weeks, months of 30.4375 days, or years.
        height: the most the figure may take, in points; only thin rows without number take more.
        title: above the figure.
        axis: ``months`` for what is known in days alone, ``course`` for the order of each case with
            the lengths that are known; by default each row as that tells more of it.
    """

    align: Alignment = FIRST_LINE
    sort: Sort = "duration"
    group: Key | None = None
    stripe: Key | None = None
    marks: Collection[str] = DEFAULT_MARKS
    lines: LineRules | None = None
    unit: Unit = "months"
    height: float = JOURNAL_HEIGHT
    title: str = ""
    axis: AxisKind | None = attrs.field(default=None, converter=axis_kind)


BY_DEFAULT = SwimmerOptions()
