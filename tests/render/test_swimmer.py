"""The swimmer plot of generated cohorts: what holds at any size, and how it looks."""

import importlib.util
import sys
from collections import Counter
from pathlib import Path

import pytest
from scene_audit import hard_to_read, outside_canvas, overlapping_texts

import cases
from render.canvas.scene import Fade, Group, Marker, Rect, Text
from render.canvas.scene import Path as Outline
from render.canvas.style import CLASSES, class_style
from render.figures.swimmer.content import DEFAULT_MARKS, MARKS, treated
from render.figures.swimmer.figure import swimmer_figure, swimmer_pages
from render.figures.swimmer.keys import KEYS, SORTS
from render.figures.swimmer.options import SwimmerOptions
from render.figures.swimmer.table import swimmer_table
from render.themes import STYLES, smallest_text
from render.writers.svg import to_svg
from timeline.analysis.lines import derive_lines
from timeline.document.rows import from_row

GENERATED = Path(__file__).parents[2] / "benchmarks" / "generated.py"
MM = 72 / 25.4
COLUMN = STYLES["column"]


@pytest.fixture(scope="module")
def generated():
    """The generator of seeded cohorts that lives beside the benchmarks."""
    spec = importlib.util.spec_from_file_location("generated_for_figures", GENERATED)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def cohort(generated, seed):
    """The first cases of a generated cohort, solved once."""
    made = treated(from_row(row) for row in generated.rows(1000, seed=seed))
    return lambda count: made[:count]


@pytest.fixture(scope="module")
def golden_cohort(generated):
    """As many cases of the cohort whose figures are kept."""
    return lambda count: treated(from_row(row) for row in generated.rows(count, seed=7))


def groups(scene, role):
    return [item for item in scene.walk() if isinstance(item, Group) and item.role == role]


def rows_drawn(scene):
    return [group.label for group in groups(scene, "case")]


def legend_marks(scene):
    (legend,) = groups(scene, "legend")
    return [item for item in walk(legend) if isinstance(item, Marker)]


def walk(group):
    for item in group.items:
        yield item
        if isinstance(item, Group):
            yield from walk(item)


SIZES = ((5, 170), (5, 85), (12, 170), (12, 85), (40, 170), (40, 85), (60, 170), (200, 85))
LARGE = ((500, 170), (1000, 85))


@pytest.mark.parametrize(("count", "width"), SIZES + LARGE)
def test_every_case_and_every_line_is_drawn_once(cohort, count, width):
    found = cohort(count)

    scene = draw(found, width)

    assert sorted(rows_drawn(scene)) == sorted(one.answers.case.id for one in found)
    lines = [group.event for group in groups(scene, "line")]
    assert len(lines) == len(set(lines)) == sum(len(derive_lines(one.answers)) for one in found)


@pytest.mark.parametrize(("count", "width"), SIZES + LARGE[:1])
def test_nothing_leaves_the_canvas_and_no_words_overlap_or_are_too_small(cohort, count, width):
    scene = draw(cohort(count), width)

    assert outside_canvas(scene) == ()
    assert overlapping_texts(scene) == ()
    assert smallest_text(scene) >= 6


@pytest.mark.parametrize(("count", "width"), [(12, 170), (12, 85), (40, 170), (200, 85)])
def test_words_can_be_read_on_what_lies_beneath_them(cohort, count, width):
    assert hard_to_read(draw(cohort(count), width)) == ()


@pytest.mark.parametrize(("count", "width"), [(5, 170), (12, 85), (40, 170)])
def test_every_event_asked_for_is_drawn_once(cohort, count, width):
    found = cohort(count)
    scene = draw(found, width, marks=MARKS)
    drawn = Counter(group.event for group in groups(scene, "event"))

    kinds = ("diagnosis", "test", "death", "follow_up", "progression", "metastasis")
    expected = Counter(
        f"{one.answers.case.id}/{event.id}"
        for one in found
        for event in one.answers.case
        if event.key in kinds or (event.key == "assessment" and event.response)
    )
    assert drawn == expected


@pytest.mark.parametrize(("count", "width"), [(5, 170), (12, 85), (40, 170)])
def test_every_mark_and_class_is_in_the_legend(cohort, count, width):
    scene = draw(cohort(count), width, marks=MARKS)

    explained = {(mark.shape, mark.fill) for mark in legend_marks(scene)}
    used = {
        (item.shape, item.fill)
        for group in groups(scene, "event")
        for item in walk(group)
        if isinstance(item, Marker)
    }
    assert used <= explained
    (legend,) = groups(scene, "legend")
    words = {item.text.casefold() for item in walk(legend) if isinstance(item, Text)}
    classes = {c for group in groups(scene, "line") for c in group.drug_class.split(" + ")}
    assert {c.casefold() for c in classes} <= words


@pytest.mark.parametrize("count", [12, 40])
def test_no_two_bars_of_a_row_cover_each_other(cohort, count):
    for row in groups(draw(cohort(count), 170), "case"):
        bars = [
            [
                item.box
                for item in walk(line)
                if isinstance(item, Rect | Outline)
                and isinstance(item.fill, str | Fade)
                and item.fill != "#ffffff"
            ]
            for line in row.items
            if isinstance(line, Group) and line.role == "line"
        ]
        for place, boxes in enumerate(bars):
            for others in bars[place + 1 :]:
                assert not any(
                    a.grown(-1.1).overlaps(b.grown(-1.1))
                    for a in boxes
                    for b in others
                    if min(a.width, b.width) > 6.1 and min(a.height, b.height) > 2.3
                ), row.label


def test_no_mark_hides_another(cohort):
    for row in groups(draw(cohort(40), 170), "case"):
        marks = [
            (item.x, item.y)
            for group in row.items
            if isinstance(group, Group) and group.role == "event"
            for item in walk(group)
            if isinstance(item, Marker)
        ]
        close = [
            (a, b)
            for place, a in enumerate(marks)
            for b in marks[place + 1 :]
            if abs(a[0] - b[0]) < 2 and abs(a[1] - b[1]) < 2
        ]
        assert close == []


def test_thin_rows_say_so_and_full_ones_do_not(cohort):
    thin, full = draw(cohort(200), 170), draw(cohort(20), 170)

    assert "Thin rows" in words(thin)
    assert "Thin rows" in thin.description
    assert "Thin rows" not in words(full)
    assert groups(thin, "event") == []


def test_a_figure_keeps_to_the_height_of_a_page(cohort):
    for count in (5, 45, 60, 1000):
        for width in (170, 85):
            scene = draw(cohort(count), width, group="genotype", stripe="first line")
            assert scene.height <= 240 * MM + 1, (count, width)


def test_pages_hold_every_row_in_full_on_one_scale(cohort):
    found = cohort(120)
    pages = swimmer_pages(found, SwimmerOptions(group="genotype"))

    assert len(pages) > 1
    shown = [name for page in pages for name in rows_drawn(page)]
    assert sorted(shown) == sorted(one.answers.case.id for one in found)
    assert {page.height <= 240 * MM + 1 for page in pages} == {True}
    ticks = {
        tuple((item.x, item.text) for item in walk(axis) if isinstance(item, Text))
        for page in pages
        for axis in groups(page, "axis")
    }
    assert len(ticks) == 1
    assert f"Page 1 of {len(pages)}: rows 1 to " in words(pages[0])
    for page in pages:
        assert overlapping_texts(page) == ()
        assert outside_canvas(page) == ()


@pytest.mark.parametrize("sort", SORTS)
def test_every_sort_keeps_every_case(cohort, sort):
    assert len(rows_drawn(draw(cohort(15), 170, sort=sort))) == 15


@pytest.mark.parametrize("key", KEYS)
def test_every_key_groups_and_stripes_every_case(cohort, key):
    scene = draw(cohort(15), 170, group=key, stripe=key)

    assert len(rows_drawn(scene)) == 15
    counts = [int(g.label.rpartition("(")[2].rstrip(")")) for g in groups(scene, "group-heading")]
    assert sum(counts) == 15


def test_a_class_has_the_colour_of_every_other_figure(cohort):
    scene = draw(cohort(40), 170)
    for line in groups(scene, "line"):
        fills = {
            item.fill.color if isinstance(item.fill, Fade) else item.fill
            for item in walk(line)
            if isinstance(item, Rect | Outline) and item.fill
        }
        look = class_style(line.drug_class.split(" + ")[0])
        assert fills & {look.fill, look.possible.fill}, line.drug_class
    assert {"egfr-tki", "ros1-tki"} <= CLASSES.keys()


def test_two_runs_give_the_same_bytes(cohort):
    assert to_svg(draw(cohort(12), 170)) == to_svg(draw(cohort(12), 170))


@pytest.mark.parametrize(("count", "marks"), [(12, MARKS), (12, DEFAULT_MARKS), (200, MARKS)])
def test_the_table_has_a_row_for_all_that_is_drawn(cohort, count, marks):
    found = cohort(count)
    table = swimmer_table(found, SwimmerOptions(marks=marks))
    column = {name: place for place, name in enumerate(table.columns)}

    scene = swimmer_figure(found, SwimmerOptions(marks=marks))
    drawn = len(groups(scene, "line")) + len(groups(scene, "event"))
    told = [
        row
        for row in table.rows
        if row[column["drawn"]] == "yes" and row[column["what"]] != "state at end"
    ]
    assert len(told) == drawn
    assert [row[column["case"]] for row in table.rows if row[1:5][3] == "state at end"] == list(
        rows_drawn(scene)
    )


def test_twelve_generated_cases_look_like_this(golden_cohort, golden):
    scene = swimmer_figure(
        golden_cohort(12), SwimmerOptions(stripe="genotype", title="Twelve generated cases")
    )
    golden("swimmer-12.svg", to_svg(scene))


def test_twelve_generated_cases_in_a_column_look_like_this(golden_cohort, golden):
    golden("swimmer-12-column.svg", to_svg(draw(golden_cohort(12), 85)))


def test_thin_rows_look_like_this(golden_cohort, golden):
    golden("swimmer-120-thin.svg", to_svg(draw(golden_cohort(120), 85, group="drug class")))


def test_the_shipped_cases_look_like_this(golden):
    found = [cases.load(name) for name in ("ezr-ros1", "tbc1d32-ros1")]
    golden("swimmer-shipped.svg", to_svg(swimmer_figure(found, SwimmerOptions(align="diagnosis"))))


def draw(found, width, **options):
    theme = COLUMN.theme if width == 85 else STYLES["journal"].theme
    return swimmer_figure(found, SwimmerOptions(**options), theme=theme, width=width * MM)


def words(scene):
    return " ".join(item.text for item in scene.walk() if isinstance(item, Text))
