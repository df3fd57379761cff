"""``timeline draw``: a case as a figure, the format chosen by the file's ending."""

from __future__ import annotations

from pathlib import Path

import click

from timeline.chronology import Chronology, solve
from timeline.cli.inputs import BAD_INPUT, read_one

FIGURES = ("timeline", "events")
FORMATS = (".svg", ".dot")
MM = 72 / 25.4
"""Points in a millimetre."""


@click.command()
@click.argument("document", metavar="CASE")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write; its ending is the format: .svg, or .dot for the graph of events.",
)
@click.option(
    "--as",
    "figure",
    type=click.Choice(FIGURES),
    help="To scale on a time axis, or as a graph of the events.  [default: timeline; .dot: events]",
)
@click.option("--case", "wanted", metavar="ID", help="Which case of a document with several.")
@click.option("--width", type=click.FloatRange(60, 2000), metavar="MM", help="Width of a timeline.")
def command(
    document: str, output: Path, figure: str | None, wanted: str | None, width: float | None
) -> None:
    """Draw a case as a timeline to scale, or as a graph of its events."""
    if output.suffix not in FORMATS:
        raise click.UsageError(
            f"{output.name}: the ending names the format: {' or '.join(FORMATS)}"
        )
    if output.suffix == ".dot" and figure == "timeline":
        raise click.UsageError("DOT describes graphs: it takes --as events")
    chosen = figure or ("events" if output.suffix == ".dot" else "timeline")
    chronology = solve(read_one(document, wanted))
    write_figure(chronology, chosen, output, width)
    click.echo(f"{output}: {chosen} of {chronology.case.id}")


def write_figure(
    chronology: Chronology, figure: str, output: Path, width: float | None = None
) -> None:
    """Draw and write one figure, whole or not at all; ``width`` in millimetres."""
    from render.layout import LayoutError
    from render.writers.atomic import write_whole

    try:
        write_whole(output, _text(chronology, figure, output.suffix, width))
    except (LayoutError, OSError) as error:
        click.echo(f"{output}: {error}", err=True)
        raise SystemExit(BAD_INPUT) from None


def _text(chronology: Chronology, figure: str, ending: str, width: float | None) -> str:
    from render.writers.svg import to_svg

    if figure == "timeline":
        from render.figures.timeline import timeline_figure

        if width is None:
            return to_svg(timeline_figure(chronology))
        return to_svg(timeline_figure(chronology, width=width * MM))
    from render.figures.event_graph import event_graph_dot, event_graph_figure

    return (
        event_graph_dot(chronology) if ending == ".dot" else to_svg(event_graph_figure(chronology))
    )
