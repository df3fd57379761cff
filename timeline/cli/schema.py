"""``timeline schema``: the JSON Schema of a case document."""

from __future__ import annotations

import click

from timeline.cli.console import say_json
from timeline.document import schema


@click.command()
def command() -> None:
    """Print the JSON Schema of a case document, for editors and validators."""
    say_json(schema())
