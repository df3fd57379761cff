"""Average reports as a newcomer encodes them from the abstract: what their summary says, whole."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from timeline.cli.main import main

DOCUMENTS = sorted((Path(__file__).parent / "average").glob("*.yaml"))


def said(*arguments: str) -> str:
    done = CliRunner(env={"COLUMNS": "80"}).invoke(main, arguments)
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_the_summary_says_what_the_abstract_says(document):
    expected = document.with_suffix(".txt").read_text(encoding="utf-8")

    assert said("show", str(document), "--summary") == expected


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_the_check_has_nothing_to_warn_of(document):
    told = said("check", str(document))

    assert "warning [" not in told
    assert "error [" not in told
