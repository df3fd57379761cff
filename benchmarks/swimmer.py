"""A swimmer plot of 500 cases beside the same rows drawn with matplotlib, in one run.

    python benchmarks/swimmer.py            # or --short, to see that it still runs

Solving, lines and acquired alterations are found beforehand, for both. What is timed on our side is
aligning, sorting, laying out 500 rows with a tooltip for each line, and writing the SVG; matplotlib
(``pip install matplotlib``) draws the same bars and ends, without tooltips, and writes its SVG.
"""

from __future__ import annotations

import importlib.util
import io
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import generated

from render.canvas.style import class_style
from render.figures.common.last_state import EndState
from render.figures.swimmer.content import Swimmer, Treated, swimmers, treated
from render.figures.swimmer.figure import swimmer_figure, swimmer_pages
from render.writers.svg import to_svg
from timeline.chronology import solve
from timeline.document.rows import from_row
from timeline.model.when import decimal_months

CASES = 500
_ENDS = {
    EndState.ONGOING: ">",
    EndState.ALIVE: "|",
    EndState.LOST: "d",
    EndState.DEAD: "x",
    EndState.UNKNOWN: "$?$",
}


def seconds(work: Callable[[], object]) -> float:
    """The median time of five warm calls; with ``--short`` of a single one."""
    times = []
    for _ in range(1 if "--short" in sys.argv else 6):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times[1:] or times)


def ours(cases: tuple[Treated, ...]) -> str:
    """The figure as SVG text."""
    return to_svg(swimmer_figure(cases))


def rows_of(cases: tuple[Treated, ...]) -> list[Swimmer]:
    """The rows, longest first, as both draw them."""
    rows, _ = swimmers(cases, align="line 1", marks=())
    return sorted(rows, key=lambda row: -row.seen[1])


def with_matplotlib(cases: tuple[Treated, ...]) -> str:
    """The same bars, possible days paler, and the same ends, with matplotlib."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6.7, 8.9))
    FigureCanvasSVG(figure)
    axes = figure.add_subplot()
    rows = rows_of(cases)
    for place, row in enumerate(rows):
        for course in row.courses:
            color = class_style(course.classes[0]).fill
            for left, right, alpha in spans(course.days):
                axes.barh(place, right - left, left=left, height=1.0, color=color, alpha=alpha)
    for state, marker in _ENDS.items():
        ends = [(row.seen[1], place) for place, row in enumerate(rows) if row.state is state]
        axes.scatter([decimal_months(day) for day, _ in ends], [y for _, y in ends], marker=marker)
    axes.invert_yaxis()
    axes.set_xlabel("Months from start of line 1")
    out = io.StringIO()
    figure.savefig(out, format="svg")
    return out.getvalue()


def spans(days: tuple[int, ...]) -> list[tuple[float, float, float]]:
    """Left and right in months and the opacity of what is certain and what is possible."""
    if len(days) < 4:
        return [(decimal_months(min(days)), decimal_months(max(days)), 0.5)] if days else []
    begun, surely, still, ended = (decimal_months(day) for day in days)
    if surely > still:
        return [(begun, ended, 0.5)]
    return [(begun, surely, 0.5), (surely, still, 1.0), (still, ended, 0.5)]


def report_swimmer() -> None:
    """Both times and their ratio, and what the analysis before them takes."""
    plain = [from_row(row) for row in generated.rows(CASES)]
    begun = time.perf_counter()
    solved = [solve(case) for case in plain]
    solving = time.perf_counter() - begun
    begun = time.perf_counter()
    cases = treated(solved)
    deriving = time.perf_counter() - begun
    print(f"\nSwimmer plot of {CASES} cases (before it: solve {solving * 1000:.0f} ms,")
    print(f"lines and acquired alterations {deriving * 1000:.0f} ms)")
    own = seconds(lambda: ours(cases))
    layout = seconds(lambda: swimmer_figure(cases))
    print(
        f"  one page, thin rows, with SVG      {own * 1000:8.0f} ms  (layout {layout * 1000:.0f})"
    )
    pages = seconds(lambda: [to_svg(page) for page in swimmer_pages(cases)])
    print(f"  pages in full, with SVG            {pages * 1000:8.0f} ms")
    if importlib.util.find_spec("matplotlib") is None:
        print("  matplotlib is not installed: nothing to compare with")
        return
    theirs = seconds(lambda: with_matplotlib(cases))
    print(f"  matplotlib, the same bars and ends {theirs * 1000:8.0f} ms  {theirs / own:5.1f} x")


if __name__ == "__main__":
    report_swimmer()
