"""``timeline draw``: the ending is the format, and what cannot be drawn is said."""

import pytest
from click.testing import CliRunner

from timeline.cli import main


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(*arguments, code=0):
        result = CliRunner().invoke(main, ["draw", *arguments])
        assert result.exit_code == code, result.output + repr(result.exception)
        return result

    return run


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("case.svg", b"<svg"),
        ("case.HTML", b"<!DOCTYPE html>"),
        ("case.pdf", b"%PDF-"),
        ("case.png", b"\x89PNG"),
        ("case.csv", b"lane,event,"),
        ("case.md", b"| lane | event |"),
        ("case.dot", b"digraph"),
    ],
)
def test_the_ending_is_the_format(run, tmp_path, name, begins):
    run("tbc1d32-ros1", "-o", name)

    assert (tmp_path / name).read_bytes().startswith(begins)


def test_theme_width_and_style_file_are_followed(run, tmp_path):
    (tmp_path / "my.toml").write_text('style = "dark"\nwidth = 120\n', "utf-8")

    run("tbc1d32-ros1", "-o", "a.svg", "--theme", "column")
    run("tbc1d32-ros1", "-o", "b.svg", "--style", "my.toml")
    run("tbc1d32-ros1", "-o", "c.svg", "--style", "my.toml", "--width", "150")

    heads = [(tmp_path / f"{x}.svg").read_text("utf-8")[:90] for x in "abc"]
    assert ['width="240.94pt"' in heads[0], 'width="340.16pt"' in heads[1]] == [True, True]
    assert 'width="425.2pt"' in heads[2]
    assert 'fill="#1c1c1c"' in (tmp_path / "b.svg").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("-o", "case.pptx"), ".html, .pdf, .png, .csv, .md, .svg or .dot"),
        (("-o", "case.dot", "--as", "timeline"), "it takes --as events or --as resistance"),
        (("-o", "case.svg", "--dpi", "300"), "--dpi is for .png"),
        (("-o", "case.png", "--dpi", "5"), "10 to 2400 dots per inch"),
        (("-o", "case.svg", "--theme", "dark", "--style", "x.toml"), "--theme or --style"),
        (("-o", "case.svg", "--style", "nowhere.toml"), "nowhere.toml: No such file"),
        (("-o", "case.svg", "--width", "50"), "a timeline is at least 78 mm wide"),
        (("-o", "case.svg", "--theme", "slide", "--width", "50"), "at least 125 mm wide"),
        (("-o", "case.svg", "--as", "events", "--width", "41"), "the figure needs"),
        (("ezr-ros1", "-o", "case.svg"), "timeline shows one case, not 2"),
    ],
)
def test_what_cannot_be_drawn_is_said_and_nothing_is_written(run, tmp_path, arguments, words):
    assert words in run("tbc1d32-ros1", *arguments, code=2).stderr
    assert list(tmp_path.iterdir()) == []
