"""The command's entry: subcommands are imported when they are called, so that each starts fast."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

import timeline
from timeline.cli import faults
from timeline.cli.console import say, say_error
from timeline.distribution import foreign_modules, particulars
from timeline.errors import CaseTimelineError, DocumentError

COMMANDS = {
    "check": "Say whether documents can be read, and whether what they report fits together.",
    "show": "Print a case: its events, treatments and intervals, with bounds.",
    "explain": "Explain each line: what was known, and what tables and guidance say of it.",
    "draw": "Draw a case as a timeline or as a graph of its events.",
    "compare": "Put cases side by side: durations, changes, orders of therapies, nearest cases.",
    "cohort": "Analyse a folder, or millions of cases: tables as Parquet, on all cores.",
    "schema": "Print the JSON Schema of a case document, for editors and validators.",
    "cases": "List the shipped cases.",
    "demo": "Check, compute and draw the shipped cases.",
}
"""Name to one-line help; each lives in a module of its name beside this one."""


class _BadInput(click.ClickException):
    exit_code = 2


class LateGroup(click.Group):
    """A group that knows its commands by name and loads one when it is asked for."""

    def main(  # type: ignore[override]  # one of click's overloads is enough
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> NoReturn:
        """Run the command; what click says of a mistake goes out by the same gate as all else."""
        try:
            code = super().main(args, prog_name, **{**extra, "standalone_mode": False})
        except click.ClickException as error:
            say_error(error)
            code = error.exit_code
        except click.Abort:
            say("Aborted!", err=True)
            code = 1
        sys.exit(code)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; whatever is raised in it becomes a sentence and an exit code."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit):
            raise
        except (KeyboardInterrupt, click.Abort):
            say("Stopped.", err=True)
            ctx.exit(faults.STOPPED)
        except BrokenPipeError:
            faults.let_go_of_stdout()
            ctx.exit(faults.PIPE_CLOSED)
        except DocumentError as error:
            say(*map(str, error.problems), err=True)
            ctx.exit(_BadInput.exit_code)
        except CaseTimelineError as error:
            raise _BadInput(str(error)) from None
        except OSError as error:
            of = f"{error.filename}: " if error.filename else ""
            raise _BadInput(f"{of}{error.strerror or error}") from None
        except Exception as error:  # noqa: BLE001  # the one place where what nobody meant ends
            faults.print_traceback(error, wanted=ctx.params["traceback"])
            raise faults.ProgramFaultError(
                faults.fault(error, ctx.invoked_subcommand or "")
            ) from None

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """The commands, in the order a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load one command."""
        if cmd_name not in COMMANDS:
            return None
        if foreign := foreign_modules():  # before the command imports one of them
            raise _BadInput("; ".join(foreign))
        module = importlib.import_module(f"timeline.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list in ``--help``, without loading the commands."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _print_version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        say(f"case-timeline {timeline.__version__}")
        if ctx.params["verbose"]:
            say(*particulars())
        ctx.exit()


@click.group(
    cls=LateGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 fine, 1 an error was found in a report, 2 bad input or usage, "
    "3 a fault of the program, 130 stopped by Ctrl-C.",
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    callback=_print_version,
    help="Print the version and exit.",
)
@click.option(
    "--verbose",
    is_flag=True,
    is_eager=True,  # known when --version asks for it
    help="With --version: also where each package lies, and whether another project touched it.",
)
@click.option(
    "--vocabulary",
    "additions",
    metavar="FILE",
    multiple=True,
    envvar="CASE_TIMELINE_VOCABULARY",
    type=click.Path(path_type=Path),
    help="Your own drugs, genes, tumours ...: a table or a folder of them (docs/vocabulary.md).",
)
@click.option(
    "--traceback",
    is_flag=True,
    envvar=faults.TRACEBACK,
    expose_value=True,
    help="Of a fault of the program, also print the traceback, for its developers.",
)
@click.pass_context
def main(
    ctx: click.Context,
    additions: tuple[Path, ...],
    traceback: bool,  # noqa: ARG001
    verbose: bool,  # noqa: ARG001
) -> None:
    """Published case reports as typed, dated, cited timelines: checked, computed, drawn.

    CASE is a document (a .yaml or .json file, or - for standard input) or the name of a shipped
    case; `timeline cases` lists them. Start with `timeline demo`, then encode a report of your own.
    """
    if additions:
        from timeline.vocabulary.additions import vocabulary_with
        from timeline.vocabulary.current import use

        ctx.with_resource(use(vocabulary_with(*additions)))
