"""A figure in one line: of a case or of several, as a scene or in a file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

import attrs

from render.canvas.scene import Scene
from render.endings import ENDINGS, Asked, content, endings_of
from render.figures.catalogue import DEFAULT_FIGURE, FIGURES, FigureKind, find_figure
from render.themes import Style, find_style
from render.writers.typeset import PRINT_DPI
from timeline.chronology import Chronology, solve
from timeline.files import write_whole
from timeline.model.case import Case

Drawn: TypeAlias = Case | Chronology | Iterable[Case | Chronology]
"""What a figure is drawn of: one case, or several."""


def figure(
    cases: Drawn,
    kind: str | FigureKind = DEFAULT_FIGURE,
    *,
    style: str | Path | Style = "journal",
    width: float | None = None,
    **options: object,
) -> Scene:
    """The figure of a case, or of several, as a scene; in a notebook it shows itself.

    Args:
        cases: a case or a chronology, or as many as the kind of figure takes.
        kind: timeline, swimmer, events, resistance, sequence, survival or forest.
        style: a theme by its name, a TOML file as a path, or a style.
        width: millimetres, in place of the style's.
        options: those of ``timeline draw`` for this kind: ``lanes``, ``align``, ``by``, ``line``
            ...; ``day_zero`` is ``--from``.

    Raises:
        FigureError: there is no such figure or option, or it takes another number of cases.
        StyleError: there is no such style, or the figure does not fit into it.
    """
    return _kind(kind, options).scene(_solved(cases), _style(style, width))


def draw(
    cases: Drawn,
    path: str | Path,
    kind: str | FigureKind | None = None,
    *,
    style: str | Path | Style = "journal",
    width: float | None = None,
    dpi: float = PRINT_DPI,
    **options: object,
) -> Path:
    """Write the figure of a case, or of several, to a file, whole or not at all; returns its path.

    The ending is the format: ``.svg``, ``.html``, ``.pdf`` or ``.png`` for the picture, ``.csv`` or
    ``.md`` for what it shows as a table, ``.dot`` for a graph. Without a ``kind`` it is the
    timeline, or the first figure that can be written so; ``dpi`` is for ``.png``. For the rest see
    :func:`figure`.

    Raises:
        FigureError, StyleError: as :func:`figure`, and for an ending that the figure lacks.
        MissingExtraError: the format needs packages that are not installed.
        OSError: the file cannot be written.
    """
    path = Path(path)
    chosen = _kind(default_kind(path) if kind is None else kind, options)
    asked = Asked(chosen, _solved(cases), _style(style, width), dpi)
    write_whole(path, content(asked, path.suffix))
    return path


def default_kind(path: Path) -> str:
    """The timeline, or the first figure that can be written to such a file."""
    ending = path.suffix.lower()
    if ending not in ENDINGS or ending in endings_of(FIGURES[DEFAULT_FIGURE]):
        return DEFAULT_FIGURE
    return next(kind.name for kind in FIGURES.values() if ending in endings_of(kind))


def _kind(kind: str | FigureKind, options: dict[str, object]) -> FigureKind:
    found = find_figure(kind) if isinstance(kind, str) else kind
    return found.asked_for(**options) if options else found


def _solved(cases: Drawn) -> list[Chronology]:
    several = (cases,) if isinstance(cases, Case | Chronology) else cases
    return [solve(one) if isinstance(one, Case) else one for one in several]


def _style(style: str | Path | Style, width: float | None) -> Style:
    if isinstance(style, Path):
        from render.style_file import read_style

        style = read_style(style)
    elif isinstance(style, str):
        style = find_style(style)
    return style if width is None else attrs.evolve(style, width=width, width_is_limit=True)
