"""``timeline demo``: the main job, done on the two cases encoded from the full text."""

from __future__ import annotations

from pathlib import Path

import click

import cases
from timeline.chronology import solve
from timeline.cli.check import Checked, check_document, print_checked
from timeline.cli.console import say
from timeline.cli.draw import write_figure
from timeline.cli.show import print_case

DEMONSTRATED = ("ezr-ros1", "tbc1d32-ros1")


@click.command()
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo"),
    show_default=True,
    help="The folder the figures go to.",
)
def command(folder: Path) -> None:
    """Check, compute and draw two shipped cases: their tables here, their figures in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    results: list[Checked] = []
    drawn: list[Path] = []
    for name in DEMONSTRATED:
        chronology = solve(cases.load(name))
        print_case(chronology)
        for figure in ("timeline", "events"):
            path = folder / f"{name}-{figure}.svg"
            write_figure([chronology], figure, path)
            drawn.append(path)
        results.append(check_document(name))
    say("", "Do the reports hang together?")
    for result in results:
        print_checked(result)
    say("", "Drawn, to be opened in a browser:")
    for path in drawn:
        say(f"  {path}")
