"""A user's own style: what it sets is drawn, what is wrong with it is said."""

import pytest

import cases
from render.canvas.scene import Group, Rect, Text
from render.canvas.style import ClassStyle, class_style
from render.figures.timeline.figure import timeline_figure
from render.style_file import read_style
from render.themes import STYLES, StyleError


@pytest.fixture
def write(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def write(text):
        (tmp_path / "my.toml").write_text(text, "utf-8")
        return "my.toml"

    return write


def test_a_file_changes_what_it_names(write):
    style = read_style(
        write("""
            style = "column"
            width = 90
            [sizes]
            label = 7
            bar-height = 9
            [colors]
            muted = "#333333"
            [classes."EGFR-TKI"]
            fill = "#117733"
            hatch = "grid"
            ink = "#FFFFFF"
        """)
    )

    assert (style.width, style.least_size, style.dark) == (90, 6, False)
    assert (style.theme.label_size, style.theme.bar_height) == (7, 9)
    assert style.theme.title_size == STYLES["column"].theme.title_size
    assert style.theme.muted_color == "#333333"
    assert class_style("EGFR TKI", style.theme) == ClassStyle("#117733", "grid", "#ffffff")
    assert class_style("ALK-TKI", style.theme) == class_style("ALK-TKI")


def test_an_empty_file_is_the_usual_style(write):
    assert read_style(write("")) == STYLES["journal"]


def test_what_it_sets_is_drawn(write):
    theme = read_style(write('[classes.EGFR-TKI]\nfill = "#117733"\n[sizes]\ntitle = 15')).theme

    scene = timeline_figure(cases.load("ezr-ros1"), theme=theme)

    fills = [getattr(item, "fill", None) for item in scene.walk() if not isinstance(item, Group)]
    assert fills.count("#117733") >= 2  # the bar, and its sample in the legend
    assert "#0072b2" not in fills
    assert max(item.size for item in scene.walk() if isinstance(item, Text)) == 15
    assert any(isinstance(item, Rect) for item in scene.walk())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("widht = 80", "my.toml: widht: no such key; expected one of style, width"),
        ("widht = 80", "did you mean 'width'?"),
        ("width = '80'", "width: expected a number from 40 to 2000 (mm), not '80'"),
        ("width = true", "width: expected a number"),
        ("width = nan", "width: expected a number"),
        ("dark = 1", "dark: expected true or false, not 1"),
        ("style = 'colum'", "did you mean 'column'?"),
        ("[sizes]\nlabels = 7", "sizes.labels: no such key"),
        ("[sizes]\nlabel = -1", "sizes.label: expected a number from 0.1 to 500 (points), not -1"),
        ("sizes = 7", "sizes: expected a table, not 7"),
        ("[colors]\ntext = 'black'", 'colors.text: expected a colour such as "#0072b2"'),
        ("[colors]\ntext = 'url(x)'", "colors.text: expected a colour"),
        ("[classes.ALK-TKI]\nhatch = 'gird'", "did you mean 'grid'?"),
        ("[classes.ALK-TKI]\ncolour = '#000000'", "classes.ALK-TKI.colour: no such key"),
        ("[classes]\nALK-TKI = 3", "classes.ALK-TKI: expected a table, not 3"),
        ("width = ", "my.toml: not TOML"),
        ("# " + "x" * 100_001, "at most 100,000 bytes"),
    ],
)
def test_what_is_wrong_is_said_with_file_key_and_what_was_expected(write, text, words):
    with pytest.raises(StyleError) as error:
        read_style(write(text))

    assert words in str(error.value)


def test_every_problem_is_told_at_once(write):
    with pytest.raises(StyleError) as error:
        read_style(write("widht = 80\n[sizes]\nlabel = 'x'\n[colors]\ntext = 3"))

    assert len(str(error.value).splitlines()) == 3
