"""``timeline schema``: the JSON Schema of a case document."""

from __future__ import annotations

import click

from timeline.cli import as_json
from timeline.document import schema


@click.command()
def command() -> None:
    """Print the JSON Schema of a case document, for editors and validators."""
    click.echo(as_json.dumps(schema()))
