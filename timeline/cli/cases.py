"""``timeline cases``: the shipped corpus."""

from __future__ import annotations

import click

import cases
from timeline.cli.console import say, say_json
from timeline.cli.tables import screen_width, wrapped


@click.command()
@click.option("--json", "json_", is_flag=True, help="Print as JSON.")
@click.option("--text", metavar="NAME", help="Print one shipped document, comments and all.")
def command(json_: bool, text: str | None) -> None:
    """List the shipped cases, and the studies whose printed numbers are audited."""
    if text is not None:
        try:
            say(*cases.text(text).removesuffix("\n").split("\n"))
        except KeyError as error:
            raise click.UsageError(str(error.args[0])) from None
        return
    listed = [("case", case.id, case.title) for case in map(cases.load, cases.names())]
    studies = map(cases.load_study, cases.study_names())
    listed += [("study", study.id, study.title) for study in studies]
    if json_:
        say_json([{kind: name, "title": title} for kind, name, title in listed])
        return
    longest = max(len(name) for _, name, _ in listed)
    indent = len("study ") + 1 + longest + 1
    for kind, name, title in listed:
        first, *others = wrapped(title or "", screen_width() - indent)
        say(f"{kind:<6} {name:<{longest}} {first}")
        for other in others:
            say(" " * indent + other)
