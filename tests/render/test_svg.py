"""The SVG writer: bytes that never change by themselves, and text that cannot break out."""

import os
import subprocess
import sys
import textwrap
import xml.etree.ElementTree as ET

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scene_audit import outside_canvas, overlapping_texts

from render.canvas.box import Box
from render.canvas.hatch import hatch
from render.canvas.outline import bezier, polyline
from render.canvas.palette import BLUE, WHITE
from render.canvas.scene import Fade, Group, Marker, Path, Rect, Scene, Stroke, Text
from render.canvas.style import class_style
from render.figures.common.markers import MARKERS
from render.writers.svg import to_svg

SVG = "{http://www.w3.org/2000/svg}"


def small_scene():
    """One of everything, as a timeline would draw it."""
    crizotinib, bar = class_style("ROS1-TKI"), Box(60, 10, 120, 20)
    therapy = Group(
        (
            Rect(120, 10, 10, 10, fill=Fade(crizotinib.fill)),
            Rect.over(bar, fill=crizotinib.fill),
            Path(hatch(bar, crizotinib.hatch), stroke=Stroke(crizotinib.ink, 1.1)),
            Rect.over(bar, stroke=Stroke(width=0.6)),
            Rect(70, 10.5, 40, 9, fill=WHITE, radius=2),
            Text(90, 17.75, "crizotinib", size=8, anchor="middle"),
        ),
        role="event",
        event="crizotinib",
        tooltip="crizotinib, from 2023-10 <month>",
        drug_class="ROS1-TKI",
        lane="systemic",
    )
    response = Group(
        (MARKERS["partial-response"].at(100, 30, 8), Text(107, 32.75, "PR", size=8)),
        role="event",
        event="pr",
    )
    return Scene(
        180,
        50,
        title="A case",
        description="One therapy and one response.",
        items=(
            Rect(0, 5, 180, 20, fill="#f3f3f3"),
            Text(50, 17.75, "Therapy", size=8, bold=True, anchor="end"),
            therapy,
            response,
            Path(polyline([(150, 1), (150, 40)]), stroke=Stroke(dash=(3, 2), width=0.5)),
            Path(bezier([(10, 40), (20, 30), (30, 49), (40, 40)]), stroke=Stroke(round_ends=True)),
        ),
    )


def parse(svg):
    return ET.fromstring(svg)  # noqa: S314 (written by ourselves)


def find(svg, path):
    found = parse(svg).find(path)
    assert found is not None
    return found


def with_text(text):
    return Scene(
        100,
        20,
        title=text,
        description=text,
        items=(
            Group((Text(1, 10, text, size=8),), role="event", event=text, tooltip=text, lane=text),
        ),
    )


def test_small_scene_is_drawn_as_it_was(golden):
    golden("small-scene.svg", to_svg(small_scene()))


def test_small_scene_is_in_order():
    assert outside_canvas(small_scene()) == ()
    assert overlapping_texts(small_scene()) == ()


@pytest.mark.parametrize("seed", ["0", "1", "random"])
def test_bytes_do_not_depend_on_the_hash_seed(seed):
    program = textwrap.dedent(
        """
        import sys
        from render.canvas.labels import Mark, Span, place
        from render.canvas.scene import Scene, Text
        from render.canvas.style import class_style
        from render.writers.svg import to_svg

        names = ["icotinib", "PARP inhibitor", "FLT3-TKI"]
        marks = [Mark(span=Span(90, 99), label=name, size=8) for name in names]
        spots = place(marks, Span(0, 200))
        items = tuple(
            Text(spot.x, 14 * spot.track + 10, spot.text, size=8, fill=class_style(spot.text).fill)
            for spot in spots
        )
        scene = Scene(200, 50, title="t", description="d", items=items)
        sys.stdout.write(to_svg(scene))
        """
    )
    env = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, check=True)
    here: dict[str, object] = {}
    lines = program.replace("sys.stdout.write(to_svg(scene))", "svg = to_svg(scene)")
    exec(lines, here)  # noqa: S102 (the same program, in this process)
    assert done.stdout.decode() == here["svg"]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "</text></svg><script/>",
        "\" onload='alert(1)",
        "]]> &amp; &#0; <!-- -->",
        "שלום \u202e RTL \u200f",
        "a\x00b\x1bc\ufffed\ud800e",
        "🙂 日本 e\u0301",
        "line\nbreak\ttab\rreturn",
    ],
)
def test_hostile_text_stays_text(text):
    svg = to_svg(with_text(text))
    tags = [element.tag.removeprefix(SVG) for element in parse(svg).iter()]
    assert tags == ["svg", "title", "desc", "g", "title", "text"]
    assert set(find(svg, f"{SVG}g").attrib) == {"class", "data-event", "data-lane"}


@given(st.text(alphabet=st.characters(codec=None)))
def test_any_text_gives_well_formed_xml_that_says_the_same(text):
    svg = to_svg(with_text(text))
    svg.encode("utf-8")  # no lone surrogates are left
    seen = find(svg, f"{SVG}g/{SVG}text").text or ""
    assert len(seen) == len(text)
    assert all(now == was for now, was in zip(seen, text, strict=True) if was.isprintable())


def test_two_figures_on_a_page_share_no_id():
    def ids(prefix):
        return {e.get("id") for e in parse(to_svg(small_scene(), prefix)).iter()} - {None}

    assert ids("one").isdisjoint(ids("two"))
    assert len(ids("one")) == 3  # title, description and one fade


def test_the_figure_says_what_it_shows():
    svg = to_svg(small_scene(), "f")
    root = parse(svg)
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "f-title f-desc")
    assert find(svg, f"{SVG}desc").text == "One therapy and one response."


def test_nothing_is_fetched_and_nothing_runs():
    svg = to_svg(small_scene())
    body = svg.replace('xmlns="http://www.w3.org/2000/svg"', "")
    for word in ("http", "href", "<script", "<style", "<pattern", "paint-order", "@import"):
        assert word not in body


def test_coordinates_are_short_and_never_minus_zero():
    items = (Rect(-0.001, 1 / 3, 10.0, 2.50, fill=BLUE),)
    svg = to_svg(Scene(20, 20, title="", description="", items=items))
    assert '<rect x="0" y="0.33" width="10" height="2.5" fill="#0072b2"/>' in svg


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_coordinate_that_is_no_number_is_refused(value):
    scene = attrs.evolve(small_scene(), width=value)
    with pytest.raises(ValueError, match="finite number of points"):
        to_svg(scene)


def test_a_colour_that_could_be_a_reference_is_refused():
    scene = attrs.evolve(small_scene(), items=(Rect(0, 0, 1, 1, fill="url(http://example.org)"),))
    with pytest.raises(ValueError, match="#rrggbb"):
        to_svg(scene)


def test_a_prefix_that_cannot_start_an_id_is_refused():
    with pytest.raises(ValueError, match="id prefix"):
        to_svg(small_scene(), '"><script>')


def test_the_audit_finds_what_is_wrong():
    one, other = Text(10, 10, "EGFR T790M", size=8), Text(40, 10, "EZR::ROS1", size=8)
    corner = Marker(0, 0, "circle", size=8)
    scene = Scene(200, 20, title="", description="", items=(one, other, corner))
    assert overlapping_texts(scene) == ((one, other),)
    assert outside_canvas(scene) == (corner,)
