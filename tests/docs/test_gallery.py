"""Every picture of the documentation is what the command printed under it draws."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from timeline.cli.main import main

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "figures.md"
COMMANDS = re.findall(r"^    timeline (draw .*)$", PAGE.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_picture_is_what_the_command_draws(command, tmp_path):
    arguments = shlex.split(command)
    shown = ROOT / arguments.pop()
    drawn = tmp_path / shown.name

    result = CliRunner().invoke(main, [*arguments, str(drawn)])

    assert result.exit_code == 0, result.output
    assert drawn.read_bytes() == shown.read_bytes(), f"draw it again: timeline {command}"


def test_every_picture_has_its_command_and_is_shown():
    text = PAGE.read_text("utf-8")
    shown = set(re.findall(r"\]\((figures/[^)]+)\)", text))
    drawn = {shlex.split(command)[-1].removeprefix("docs/") for command in COMMANDS}
    there = {f"figures/{path.name}" for path in (ROOT / "docs" / "figures").iterdir()}

    assert shown == drawn == there
