"""Figures and cases that show themselves in a notebook.

The model knows nothing of figures, and no notebook is imported: a running IPython is told how a
case is to be shown, by the name of its class. ``import render`` does so in a notebook; where
IPython starts later, ``%load_ext render`` does.
"""

from __future__ import annotations

import sys
import zlib
from typing import TYPE_CHECKING, Any, Protocol

from render.canvas.scene import Scene

if TYPE_CHECKING:
    from timeline.chronology import Chronology
    from timeline.model.case import Case

_LONGEST = 200


class _Printer(Protocol):
    def text(self, words: str) -> None: ...


def figure_bundle(scene: Scene) -> dict[str, str]:
    """A figure by MIME type: the picture, and its title and description for where none fits."""
    from timeline.analysis.wording import one_line

    return {
        "image/svg+xml": figure_svg(scene),
        "text/plain": one_line(f"{scene.title}. {scene.description}", _LONGEST),
    }


def figure_svg(scene: Scene) -> str:
    """The figure as SVG, its ids its own, so that several of them can stand in one page."""
    from render.writers.svg import to_svg

    mark = zlib.crc32(to_svg(scene).encode())
    return to_svg(scene, prefix=f"figure-{mark:08x}")


def case_svg(case: Case | Chronology) -> str:
    """The timeline of a case, as SVG."""
    from render.figures.timeline import timeline_figure

    return figure_svg(timeline_figure(case))


def case_words(case: Case) -> str:
    """A case in a line: its id, its title, how many events it has."""
    from timeline.analysis.wording import one_line

    title = f": {case.title}" if case.title else ""
    return one_line(f"Case {case.id}{title} ({len(case.events)} events)", _LONGEST)


def register(shell: Any) -> None:
    """Tell an IPython shell how to show cases and chronologies."""
    formatters = shell.display_formatter.formatters
    picture, plain = formatters["image/svg+xml"], formatters["text/plain"]
    picture.for_type_by_name("timeline.model.case", "Case", case_svg)
    plain.for_type_by_name("timeline.model.case", "Case", _print_case)
    picture.for_type_by_name("timeline.chronology.chronology", "Chronology", case_svg)
    plain.for_type_by_name("timeline.chronology.chronology", "Chronology", _print_chronology)


def register_in_running_notebook() -> None:
    """Register with IPython if this process runs one; nothing is imported for it."""
    ipython = sys.modules.get("IPython")
    asked = getattr(ipython, "get_ipython", None)
    shell = asked() if asked else None
    if shell is not None and hasattr(shell, "display_formatter"):
        register(shell)


def _print_case(case: Case, printer: _Printer, cycle: bool) -> None:  # noqa: ARG001, FBT001  # IPython's
    printer.text(case_words(case))


def _print_chronology(chronology: Chronology, printer: _Printer, cycle: bool) -> None:  # noqa: ARG001, FBT001
    printer.text(case_words(chronology.case))
