"""A figure in one line of Python: the same as the command draws."""

import pytest
from click.testing import CliRunner

import cases
import render
from render.figures.catalogue import FigureError
from render.themes import STYLES, StyleError
from timeline import Cohort, solve
from timeline.cli.draw import command


@pytest.mark.parametrize(
    ("kind", "options", "arguments"),
    [
        ("timeline", {"lanes": "disease,systemic"}, ["--lanes", "disease,systemic"]),
        ("timeline", {"day_zero": "start of icotinib"}, ["--from", "start of icotinib"]),
        ("resistance", {"style": "column"}, ["--theme", "column"]),
        ("sequence", {"by": "class", "width": 150}, ["--by", "class", "--width", "150"]),
    ],
)
def test_it_draws_what_the_command_draws(kind, options, arguments, tmp_path):
    by_command, by_script = tmp_path / "command.svg", tmp_path / "script.svg"
    done = CliRunner().invoke(
        command, ["ezr-ros1", "--as", kind, "-o", str(by_command), *arguments]
    )
    assert done.exit_code == 0, done.output

    assert render.draw(cases.load("ezr-ros1"), str(by_script), kind, **options) == by_script
    assert by_script.read_bytes() == by_command.read_bytes()


def test_a_chronology_several_cases_and_a_cohort_are_drawn_too(tmp_path):
    two = [cases.load("ezr-ros1"), cases.load("tbc1d32-ros1")]
    scenes = [render.figure(some, "swimmer") for some in (two, map(solve, two), Cohort(two))]

    assert scenes[0] == scenes[1] == scenes[2]
    assert render.figure(solve(two[0])) == render.figure(two[0], style=STYLES["journal"])


def test_the_ending_chooses_the_figure_and_the_format(tmp_path):
    case = cases.load("ezr-ros1")

    assert render.draw(case, tmp_path / "a.dot").read_text("utf-8").startswith("digraph")
    assert render.draw(case, tmp_path / "a.csv").read_text("utf-8").count("\n") > 10


def test_a_style_file_is_read(tmp_path):
    style = tmp_path / "mine.toml"
    style.write_text("width = 120\n", "utf-8")

    wide = render.figure(cases.load("ezr-ros1"), style=style, width=150)
    assert wide.width > render.figure(cases.load("ezr-ros1"), style=style).width


@pytest.mark.parametrize(
    ("path", "kind", "options", "error", "told"),
    [
        ("a.doc", None, {}, FigureError, "the ending of a file names its format"),
        ("a.svg", "swimmers", {}, FigureError, "did you mean 'swimmer'"),
        ("a.svg", "swimmer", {"lanes": "disease"}, FigureError, "lanes is for timeline"),
        ("a.dot", "timeline", {}, FigureError, "is for graphs"),
        ("a.svg", None, {"style": "journl"}, StyleError, "did you mean 'journal'"),
    ],
)
def test_what_cannot_be_drawn_is_said_and_nothing_is_written(
    path, kind, options, error, told, tmp_path
):
    with pytest.raises(error, match=told):
        render.draw(cases.load("ezr-ros1"), tmp_path / path, kind, **options)
    assert list(tmp_path.iterdir()) == []
