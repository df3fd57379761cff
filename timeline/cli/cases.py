"""``timeline cases``: the shipped corpus."""

from __future__ import annotations

import click

import cases
from timeline.cli import as_json


@click.command()
@click.option("--json", "json_", is_flag=True, help="Print as JSON.")
@click.option("--text", metavar="NAME", help="Print the document of one shipped case.")
def command(json_: bool, text: str | None) -> None:
    """List the shipped cases."""
    if text is not None:
        try:
            click.echo(cases.text(text), nl=False)
        except KeyError as error:
            raise click.UsageError(str(error.args[0])) from None
        return
    loaded = [cases.load(name) for name in cases.names()]
    if json_:
        click.echo(as_json.dumps([{"case": c.id, "title": c.title} for c in loaded]))
        return
    for case in loaded:
        click.echo(f"{case.id:<16} {case.title}")
