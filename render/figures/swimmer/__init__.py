"""The swimmer plot: many cases, a row each, their lines of therapy to scale from one moment."""

from render.figures.swimmer.alignment import Alignment
from render.figures.swimmer.keys import KEYS, SORTS
from render.figures.swimmer.plot import swimmer_figure, swimmer_pages
from render.figures.swimmer.swimmers import (
    DEFAULT_MARKS,
    MARKS,
    EndState,
    Swimmer,
    Treated,
    treated,
)
from render.figures.swimmer.table import swimmer_table

__all__ = [
    "DEFAULT_MARKS",
    "KEYS",
    "MARKS",
    "SORTS",
    "Alignment",
    "EndState",
    "Swimmer",
    "Treated",
    "swimmer_figure",
    "swimmer_pages",
    "swimmer_table",
    "treated",
]
