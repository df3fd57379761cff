"""Figures and cases that show themselves in a notebook.

Neither the model nor a scene knows of notebooks, and no notebook is imported: a running IPython is
told how each is to be shown, by the name of its class. ``import render`` does so in a notebook;
where IPython starts later, ``%load_ext render`` does.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from render.canvas.scene import Scene
    from timeline.chronology import Chronology
    from timeline.model.case import Case

_LONGEST = 200


class _Printer(Protocol):
    def text(self, words: str) -> None: ...


def figure_svg(scene: Scene) -> str:
    """The figure as SVG, its ids its own, so that several of them can stand in one page."""
    from render.writers.svg import to_svg

    mark = zlib.crc32(to_svg(scene).encode())
    return to_svg(scene, prefix=f"figure-{mark:08x}")


def case_svg(case: Case | Chronology) -> str:
    """The timeline of a case, as SVG."""
    from render.figures.timeline.figure import timeline_figure

    return figure_svg(timeline_figure(case))


def figure_words(scene: Scene) -> str:
    """A figure in a line, for where no picture fits: its title and its description."""
    from timeline.analysis.wording import one_line

    return one_line(f"{scene.title}. {scene.description}", _LONGEST)


def case_words(case: Case) -> str:
    """A case in a line: its id, its title, how many events it has."""
    from timeline.analysis.wording import one_line

    title = f": {case.title}" if case.title else ""
    return one_line(f"Case {case.id}{title} ({len(case.events)} events)", _LONGEST)


def register(shell: Any) -> None:
    """Tell an IPython shell how to show figures, cases and chronologies."""
    formatters = shell.display_formatter.formatters
    picture, plain = formatters["image/svg+xml"], formatters["text/plain"]
    for module, name, svg, words in _SHOWN:
        picture.for_type_by_name(module, name, svg)
        plain.for_type_by_name(module, name, _printed(words))


def register_in_running_notebook() -> None:
    """Register with IPython if this process runs one; nothing is imported for it."""
    ipython = sys.modules.get("IPython")
    asked = getattr(ipython, "get_ipython", None)
    shell = asked() if asked else None
    if shell is not None and hasattr(shell, "display_formatter"):
        register(shell)


def _printed(words: Callable[[Any], str]) -> Callable[[Any, _Printer, bool], None]:
    """What IPython calls with a value, its printer, and whether the value contains itself."""
    return lambda value, printer, _: printer.text(words(value))


_SHOWN: tuple[tuple[str, str, Callable[[Any], str], Callable[[Any], str]], ...] = (
    ("render.canvas.scene", "Scene", figure_svg, figure_words),
    ("timeline.model.case", "Case", case_svg, case_words),
    (
        "timeline.chronology.chronology",
        "Chronology",
        case_svg,
        lambda chronology: case_words(chronology.case),
    ),
)
"""Where each class stands, its name, its picture, and its words where no picture fits."""
