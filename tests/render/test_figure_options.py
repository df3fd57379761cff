"""What a figure can be asked for, from the catalogue and from the command line."""

import importlib
import inspect

import attrs
import pytest
from click.testing import CliRunner

from render.figures.catalogue import FIGURES, FigureError, find_figure
from timeline.cli.draw import command


@pytest.mark.parametrize(
    ("figure", "given", "message"),
    [
        ("timeline", {"by": "drug"}, "--by is for sequence, survival, not timeline"),
        ("sequence", {"endpoint": "PFS"}, "--endpoint is for survival, forest, not sequence"),
        ("survival", {"drug": "crizotinib"}, "--drug is for forest, not survival"),
        ("events", {"fewest": 2}, "--fewest is for resistance, not events"),
    ],
)
def test_an_option_of_another_figure_is_refused(figure, given, message):
    with pytest.raises(FigureError, match=message):
        find_figure(figure).asked_for(**given)


@pytest.mark.parametrize("figure", FIGURES)
def test_what_a_figure_is_asked_for_is_known_to_its_layout(figure):
    module, _, name = FIGURES[figure].draws.partition(":")
    layout = getattr(importlib.import_module(f"render.figures.{module}"), name)

    takes = inspect.signature(layout).parameters
    options = (
        [field.name for field in attrs.fields(type(takes["options"].default))]
        if "options" in takes
        else []
    )

    assert {*FIGURES[figure].options, "theme", "width"} <= {*takes, *options}


@pytest.mark.parametrize(
    ("figure", "options"),
    [
        ("resistance", ["--fewest", "1"]),
        ("sequence", ["--by", "class"]),
        ("survival", ["--endpoint", "PFS", "--line", "2", "--by", "class"]),
        ("events", []),
        ("forest", ["--drug", "crizotinib", "--line", "5"]),
    ],
)
@pytest.mark.parametrize("ending", ["svg", "csv", "md"])
def test_each_figure_is_drawn_by_the_command(figure, options, ending, tmp_path):
    many = figure in ("resistance", "sequence", "survival")
    names = ["ezr-ros1", "tbc1d32-ros1"] if many else ["ezr-ros1"]
    output = tmp_path / f"out.{ending}"
    done = CliRunner().invoke(command, [*names, "--as", figure, "-o", str(output), *options])

    assert done.exit_code == 0, done.output
    assert output.stat().st_size > 100


def test_a_wrong_option_is_a_sentence_and_exit_code_2(tmp_path):
    output = tmp_path / "out.svg"
    given = ["ezr-ros1", "--as", "forest", "--by", "drug", "-o", str(output)]
    done = CliRunner().invoke(command, given)

    assert done.exit_code == 2
    assert "--by is for sequence, survival, not forest" in done.output
    assert not output.exists()
