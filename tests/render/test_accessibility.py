"""Readable by everybody: in grey, to colour-blind eyes, on dark paper, at the printed size."""

import csv
from importlib import resources
from typing import Any

import pytest
from color_vision import VISIONS, apart, look_alike, seen
from scene_audit import hard_to_read

import cases
from render.canvas.box import Box
from render.canvas.darkness import DARK_PAPER, in_dark
from render.canvas.hatch import hatch
from render.canvas.outline import polyline
from render.canvas.scene import Fade, Group, Path, Rect, Scene, Stroke, Text
from render.canvas.style import CLASSES, ClassStyle, class_key
from render.figures.catalogue import FIGURES
from render.figures.common.markers import MARKERS
from render.themes import STYLES, StyleError, dressed, smallest_text
from timeline.chronology import solve

SEEDS = ("ezr-ros1", "tbc1d32-ros1")
ONE_CASE = sorted(name for name, kind in FIGURES.items() if not kind.many)


def scene(*items):
    return Scene(100, 40, title="t", description="d", items=items)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("figure", ONE_CASE)
@pytest.mark.parametrize("name", SEEDS)
def test_every_text_of_every_figure_can_be_read(name, figure, style):
    drawn = FIGURES[figure].scene([solve(cases.load(name))], STYLES[style])

    assert hard_to_read(drawn) == ()
    assert hard_to_read(in_dark(drawn), paper=DARK_PAPER) == ()
    assert (smallest_text(drawn) or 0) >= STYLES[style].least_size


@pytest.mark.parametrize(
    "beneath",
    [
        Rect(0, 0, 100, 40, fill="#777777"),
        Rect(0, 0, 100, 40, fill=Fade("#000000", left=1, right=1)),
        Path(polyline([(0, 37.5), (100, 37.5)]), stroke=Stroke("#222222")),
        Path(polyline([(0, 0), (100, 0), (100, 40), (0, 40), (0, 0)]), fill="#444444"),
    ],
)
def test_a_text_that_cannot_be_read_is_found(beneath):
    drawn = scene(beneath, Text(10, 40, "words", size=8, fill="#111111"))

    (found,) = hard_to_read(drawn)

    assert found.text.text == "words"
    assert found.contrast < 4.5


def test_a_plate_under_a_text_is_seen():
    plate = Rect(8, 30, 40, 10, fill="#ffffff")

    assert (
        hard_to_read(scene(Rect(0, 0, 100, 40, fill="#000000"), plate, Text(10, 38, "x", size=8)))
        == ()
    )


def test_no_two_drug_classes_look_alike_to_anybody():
    styles = {name: style for name, style in CLASSES.items() if name != "unknown"}  # as "other"

    assert look_alike(styles) == ()


def test_every_class_of_the_vocabulary_has_a_look_of_its_own():
    table = resources.files("timeline.vocabulary").joinpath("drugs.tsv").read_text("utf-8")
    rows = csv.DictReader(table.splitlines(), delimiter="\t")
    named = {class_key(row["drug_class"]) for row in rows}

    assert len(named) > 20
    assert named <= CLASSES.keys()


def test_classes_that_look_alike_are_found():
    styles = {"red": ClassStyle("#d55e00"), "green": ClassStyle("#7f8000")}

    found = {vision for _, _, vision in look_alike(styles)}

    assert "full" not in found
    assert found & {"protanopia", "deuteranopia"}
    assert look_alike({"a": ClassStyle("#d55e00", "grid"), "b": ClassStyle("#d55e00")}) == ()


@pytest.mark.parametrize("vision", VISIONS)
def test_markers_of_one_shape_differ_to_everybody(vision):
    looks = sorted(MARKERS.items())
    for number, (name, one) in enumerate(looks):
        for other_name, other in looks[number + 1 :]:
            if one.shape == other.shape:
                assert apart(one.fill, other.fill, vision) >= 10, (name, other_name)


def test_eyes_without_red_cones_see_red_as_dark_yellow():
    assert seen("#ffffff", "protanopia") == "#ffffff"
    assert seen("#000000", "tritanopia") == "#000000"
    r, g, b = (int(seen("#ff0000", "protanopia")[i : i + 2], 16) for i in (1, 3, 5))
    assert abs(r - g) < 30
    assert max(r, g) < 130 > b
    grey = seen("#0072b2", "greyscale")
    assert len({grey[1:3], grey[3:5], grey[5:7]}) == 1
    assert apart("#ffffff", "#000000") == pytest.approx(100, abs=0.1)


def test_on_dark_paper_only_what_has_no_meaning_changes_its_colour():
    bar = Box(10, 10, 60, 20)
    drawn = scene(
        Rect(0, 0, 100, 40, fill="#ffffff"),
        Rect.over(bar, fill="#009e73"),
        Path(hatch(bar.grown(-1), "diagonal"), stroke=Stroke("#ffffff")),
        Rect.over(bar, stroke=Stroke("#000000")),
        Group((Text(62, 18, "beside", size=8), Text(15, 18, "on", size=8)), role="event"),
    )

    turned: Any = in_dark(drawn).items
    paper, fill, lines, edge, words = turned

    assert paper.fill == DARK_PAPER
    assert fill.fill == "#009e73"
    assert lines.stroke.color == "#ffffff"
    assert edge.stroke.color == "#ececec"
    beside, on = words.items
    assert (beside.fill, on.fill) == ("#ececec", "#000000")


def test_text_too_small_for_the_width_is_refused():
    small = scene(Text(1, 9, "x", size=5.9))

    with pytest.raises(StyleError, match=r"5\.9 points, less than 6"):
        dressed(small, STYLES["journal"])
    assert smallest_text(dressed(small, STYLES["poster"].__class__(scale=2))) == 11.8
