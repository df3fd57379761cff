"""``timeline draw``: cases as a figure, the format chosen by the file's ending."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import attrs
import click

from render.drawing import default_kind, draw
from render.endings import ENDINGS
from render.figures.catalogue import (
    DEFAULT_FIGURE,
    FIGURES,
    FigureError,
    FigureKind,
    find_figure,
)
from render.figures.common.course import AXES
from render.figures.timeline.lane_choice import LANES
from render.themes import STYLES, Style, find_style
from render.writers.typeset import PRINT_DPI
from timeline.analysis import Check, check, honour
from timeline.chronology import Chronology, solve
from timeline.cli.console import say
from timeline.cli.faults import step
from timeline.cli.inputs import BAD_INPUT, ignores, read_one, read_or_exit
from timeline.cli.own_checks import own_checks_option
from timeline.cli.standard_input import claimed
from timeline.findings import Finding
from timeline.model.case import Case

_FIGURES = "\n\n\b\n" + "\n".join(
    f"{kind.name:<11}{kind.shows} ({'cases' if kind.many else 'one case'})"
    for kind in FIGURES.values()
)


@click.command(epilog=_FIGURES)
@click.argument("documents", metavar="CASE...", nargs=-1, required=True, callback=claimed)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write; its ending is the format: .svg, .html, .pdf or .png for the picture, "
    ".csv or .md for what it shows as a table, .dot for a graph.",
)
@click.option(
    "--as",
    "figure",
    type=click.Choice(tuple(FIGURES)),
    help="The kind of figure.  [default: timeline; .dot: events]",
)
@click.option("--case", "wanted", metavar="ID", help="Which case of a document with several.")
@click.option(
    "--theme",
    type=click.Choice(tuple(STYLES)),
    help="Sizes and paper: journal is 170 mm wide, column 85 mm.",
)
@click.option(
    "--style",
    "style_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A TOML file with a style of your own.",
)
@click.option("--width", type=click.FloatRange(40, 2000), metavar="MM", help="Width of the figure.")
@click.option(
    "--from",
    "day_zero",
    metavar="MOMENT",
    help='Count from a moment, as in "start of icotinib", in place of the calendar (timeline).',
)
@click.option(
    "--lanes",
    metavar="NAMES",
    help=f"Only some lanes, with commas: {', '.join(LANES)} (timeline).",
)
@click.option(
    "--axis",
    type=click.Choice(AXES),
    help="calendar, months from a day 0, or course: the order of events, lengths where they are "
    "known.  [default: the one that tells most] (timeline, swimmer)",
)
@click.option("--endpoint", help="What to time: PFS, OS ... (survival, forest).")
@click.option(
    "--line", type=click.IntRange(1), help="Which line to time, by its number (survival, forest)."
)
@click.option("--drug", help="The drug whose medians are compared (forest).")
@click.option(
    "--by",
    type=click.Choice(("drug", "class", "regimen")),
    help="What tells lines apart (sequence), or groups cases (survival).",
)
@click.option(
    "--align", metavar="MOMENT", help="What the rows begin at, as in 'first crizotinib' (swimmer)."
)
@click.option("--sort", help="duration, start, end, state, response or id (swimmer).")
@click.option("--group", help="genotype, histology, drug class, state at end ... (swimmer).")
@click.option(
    "--fewest",
    type=click.IntRange(1),
    metavar="CASES",
    help="Leave out what fewer cases share (resistance of several cases).",
)
@own_checks_option
@click.option("--dpi", type=float, help="Dots per inch of a PNG.  [default: 300]")
def command(
    documents: tuple[str, ...],
    output: Path,
    figure: str | None,
    wanted: str | None,
    theme: str | None,
    style_file: Path | None,
    width: float | None,
    day_zero: str | None,
    dpi: float | None,
    checks: tuple[Check, ...],
    **options: str | int | None,
) -> None:
    """Draw a case as a timeline to scale or as another figure, or several cases together."""
    if theme and style_file:
        raise click.UsageError("--theme or --style: a style file names the theme it starts from")
    if output.suffix.lower() not in ENDINGS:
        endings = f"{', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}"
        raise click.UsageError(f"{output.name}: the ending names the format: {endings}")
    if dpi is not None and output.suffix.lower() != ".png":
        raise click.UsageError(f"--dpi is for .png; {output.suffix} has no dots")
    chosen = figure or default_kind(output)
    chronologies = [solve(case) for case in _cases(documents, chosen, wanted)]
    kind = find_figure(chosen)
    given: dict[str, object] = {k: v for k, v in options.items() if v is not None}
    if kind.name == DEFAULT_FIGURE:
        with step(f"checking {documents[0]} before drawing it"):
            given["findings"] = _findings(chronologies[0], documents[0], checks)
        given["day_zero"] = day_zero
    elif day_zero is not None:  # an option by another name than the figure has for it
        raise click.UsageError(f"--from is for {DEFAULT_FIGURE}, not {chosen}")
    try:
        kind = kind.asked_for(**given) if given else kind
    except FigureError as error:
        raise click.UsageError(str(error)) from None
    write_figure(chronologies, kind, output, _style(theme, style_file, width), dpi)
    named = ", ".join(chronology.case.id for chronology in chronologies[:3])
    more = f" and {len(chronologies) - 3} more" if len(chronologies) > 3 else ""
    say(f"{output}: {chosen} of {named}{more}")


def write_figure(
    cases: Sequence[Chronology],
    figure: str | FigureKind,
    output: Path,
    style: Style = STYLES["journal"],
    dpi: float | None = None,
) -> None:
    """Draw and write one figure, whole or not at all.

    Exits with code 2 and a sentence when that is not possible.
    """
    from timeline.errors import CaseTimelineError

    try:
        kind = find_figure(figure) if isinstance(figure, str) else figure
        named = ", ".join(chronology.case.id for chronology in cases[:3])
        with step(f"drawing {kind.name} of {named}{', ...' if len(cases) > 3 else ''}"):
            draw(cases, output, kind, style=style, dpi=dpi or PRINT_DPI)
    except OSError as error:
        say(f"{output}: cannot be written: {error.strerror or error}", err=True)
        raise SystemExit(BAD_INPUT) from None
    except CaseTimelineError as error:
        say(f"{output}: {error}", err=True)
        raise SystemExit(BAD_INPUT) from None


def _findings(
    chronology: Chronology, document: str, checks: tuple[Check, ...]
) -> tuple[Finding, ...]:
    """What the checks say of a case, without what the comments of its document set aside."""
    told = [ignore for ignore in ignores(document) if ignore.case == chronology.case.id]
    return honour(check(chronology, checks), told).findings


def _cases(documents: tuple[str, ...], figure: str, wanted: str | None) -> list[Case]:
    """The cases to draw: one, or all of every document for a figure that takes many."""
    kind = find_figure(figure)
    if not kind.many:
        kind.must_take(len(documents))
    if wanted is not None or not kind.many:
        return [read_one(document, wanted) for document in documents]
    return [case for document in documents for case in read_or_exit(document)]


def _style(theme: str | None, style_file: Path | None, width: float | None) -> Style:
    from render.style_file import read_style

    try:
        style = read_style(style_file) if style_file else find_style(theme or "journal")
    except OSError as error:
        raise click.UsageError(f"{style_file}: {error.strerror}") from None
    return style if width is None else attrs.evolve(style, width=width, width_is_limit=True)
