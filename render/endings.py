"""Which format a file's ending asks for, and what a figure needs to be written in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import attrs

from render.figures.catalogue import FIGURES, FigureError, FigureKind
from render.themes import STYLES, Style
from render.writers.typeset import PRINT_DPI
from timeline.errors import did_you_mean

if TYPE_CHECKING:
    from timeline.chronology import Chronology


@attrs.frozen
class Asked:
    """A figure to be written: its kind, its cases, its style, and the dots per inch of a PNG."""

    kind: FigureKind
    cases: Sequence[Chronology]
    style: Style = STYLES["journal"]
    dpi: float = PRINT_DPI


def _svg(asked: Asked) -> str:
    from render.writers.svg import to_svg

    return to_svg(asked.kind.scene(asked.cases, asked.style))


def _html(asked: Asked) -> str:
    from render.writers.html import to_html

    table = asked.kind.table(asked.cases)
    # A page has both colour schemes, and opens in the one asked for.
    scene = asked.kind.scene(asked.cases, attrs.evolve(asked.style, dark=False))
    return to_html(scene, table, dark=asked.style.dark)


def _pdf(asked: Asked) -> bytes:
    from render.writers.typeset import to_pdf

    return to_pdf(asked.kind.scene(asked.cases, asked.style))


def _png(asked: Asked) -> bytes:
    from render.writers.typeset import to_png

    return to_png(asked.kind.scene(asked.cases, asked.style), asked.dpi)


def _csv(asked: Asked) -> str:
    from render.writers.table import to_csv

    return to_csv(asked.kind.table(asked.cases))


def _markdown(asked: Asked) -> str:
    from render.writers.table import to_markdown

    return to_markdown(asked.kind.table(asked.cases))


def _dot(asked: Asked) -> str:
    return asked.kind.dot(asked.cases)


_WRITERS: dict[str, Callable[[Asked], str | bytes]] = {
    ".html": _html,
    ".pdf": _pdf,
    ".png": _png,
    ".csv": _csv,
    ".md": _markdown,
    ".svg": _svg,
    ".dot": _dot,
}

ENDINGS = tuple(_WRITERS)
"""The endings of files that figures can be written to."""


def content(asked: Asked, ending: str) -> str | bytes:
    """The content of a file with that ending.

    Raises:
        FigureError: there is no such ending, the figure has no such form, or it takes another
            number of cases.
        StyleError: text would be smaller than the style allows.
        MissingExtraError: the format needs packages that are not installed.
    """
    ending = ending.lower()
    if ending not in _WRITERS:
        listed = f"{', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}"
        raise FigureError(
            f"{ending or 'no ending'!r}: the ending of a file names its format: {listed}"
            f"{did_you_mean(ending, ENDINGS)}"
        )
    if ending not in endings_of(asked.kind):
        able = " or ".join(
            f"--as {kind.name}" for kind in FIGURES.values() if ending in endings_of(kind)
        )
        raise FigureError(f"{ending} is for graphs: it takes {able}")
    asked.kind.must_show(asked.cases)
    return _WRITERS[ending](asked)


def endings_of(kind: FigureKind) -> tuple[str, ...]:
    """The endings that a kind of figure can be written to."""
    return tuple(ending for ending in ENDINGS if ending != ".dot" or kind.dots is not None)
