"""Survival curves as drawn: every case told, nothing overlapping, Turnbull where it differs."""

import random
import xml.etree.ElementTree as ET
from itertools import pairwise

import attrs
import pytest
from scene_audit import outside_canvas, overlapping_texts

from render.canvas.box import Box
from render.canvas.scene import Group, Path, Text
from render.figures.survival.curves import LOOKS
from render.figures.survival.figure import MOST_NAMED, NARROWEST, median_words, survival_figure
from render.writers.svg import to_svg
from timeline.cohort.survival import (
    LeftOut,
    ObservedTime,
    estimate,
    estimates,
    kaplan_meier,
    log_rank,
)

COLUMN = 85 / 25.4 * 72

SERIES = (
    ObservedTime("first", 600, 660, True, group="ROS1"),
    ObservedTime("second", 210, 300, True, group="ALK"),
    ObservedTime("third", 95, 95, True, group="ROS1"),
    ObservedTime("fourth", 400, None, False, group="ALK"),
    ObservedTime("fifth", 95, 130, False, group="ROS1"),
    ObservedTime("sixth", 30, 61, True, group="ALK"),
    ObservedTime("seventh", 450, 480, None, group="ROS1"),
)
EXACT = (ObservedTime("a", 100, 100, True), ObservedTime("b", 200, 200, False))


def groups(scene, role):
    return [item for item in scene.walk() if isinstance(item, Group) and item.role == role]


def words(scene):
    return " ".join(item.text for item in scene.walk() if isinstance(item, Text))


def legend(scene):
    return [words_of(sign) for sign in groups(scene, "legend-sign")]


def words_of(group):
    return " ".join(item.text for item in group.items if isinstance(item, Text))


def test_two_groups_with_partial_dates_look_as_they_did(golden):
    scene = survival_figure(
        estimates(SERIES, endpoint="PFS"), title="Progression-free survival", note="A note."
    )
    golden("survival-two-groups.svg", to_svg(scene))


def test_a_column_of_exact_dates_looks_as_it_did(golden):
    many = [ObservedTime(f"c{n}", 40 * n + 9, 40 * n + 9, n % 3 > 0) for n in range(20)]
    scene = survival_figure([estimate(many, endpoint="OS")], width=COLUMN)
    golden("survival-column.svg", to_svg(scene))


def test_turnbull_stands_beside_only_where_partial_dates_matter():
    plain = survival_figure([estimate(EXACT, endpoint="OS")])
    opened = survival_figure([estimate(SERIES, endpoint="OS")])
    assert not groups(plain, "turnbull")
    assert "Turnbull" not in words(plain)
    assert len(groups(opened, "turnbull")) == 1
    assert len(groups(opened, "reading")) == 2
    assert len(groups(opened, "axis")) == 2
    assert any("hatched" in sign for sign in legend(opened))
    assert any("earliest" in sign for sign in legend(opened))


def test_panels_stand_side_by_side_or_in_a_column_below_each_other():
    curves = [estimate(SERIES, endpoint="OS")]
    wide, narrow = survival_figure(curves), survival_figure(curves, width=COLUMN)
    one, other = groups(wide, "axis")
    assert one.box.right < other.box.left
    assert one.box.top == pytest.approx(other.box.top)
    one, other = groups(narrow, "axis")
    assert one.box.bottom < other.box.top


def test_every_case_of_a_few_is_named_once():
    scene = survival_figure(estimates(SERIES, endpoint="PFS"))
    named = [item.text for group in groups(scene, "names") for item in group.items
             if isinstance(item, Text)]  # fmt: skip
    assert sorted(named) == sorted(time.case for time in SERIES)


def test_a_name_that_finds_no_room_stands_below_with_its_day():
    crowd = [ObservedTime(f"report-number-{n}", 100 + n % 3, 100 + n % 3, n % 2 > 0,
                          group="abcde"[n % 5]) for n in range(MOST_NAMED)]  # fmt: skip
    scene = survival_figure(estimates(crowd, endpoint="PFS"), width=COLUMN)
    beside = [item.text for group in groups(scene, "names") for item in group.items
              if isinstance(item, Text)]  # fmt: skip
    below = words(scene).partition("Also shown: ")[2]
    assert below
    for number, time in enumerate(crowd):
        event = "event" if number % 2 else "censored"
        assert (time.case in beside) or (time.case in below)
        if f"{time.case} (" in below:
            assert f"{time.case} ({event} at 3.3 months)" in below or "3.4 months" in below


def test_the_steps_and_ticks_tell_their_cases():
    scene = survival_figure([estimate(EXACT, endpoint="OS", group="all")])
    (step,), (tick,) = groups(scene, "step"), groups(scene, "censored")
    assert step.tooltip == "all: a: event at 3.3 months; 2 at risk, 50% after"
    assert tick.tooltip == "all: b: censored at 6.6 months; 1 at risk, 50% after"


def test_who_is_at_risk_stands_under_the_ticks():
    scene = survival_figure([estimate(EXACT, endpoint="OS")])
    (table,) = groups(scene, "at-risk")
    (axis,) = groups(scene, "axis")
    labels = {round(t.x, 2) for t in axis.items if isinstance(t, Text) and t.anchor == "middle"}
    numbers = [t for t in table.items if isinstance(t, Text) and t.anchor == "middle"]
    assert [t.text for t in numbers] == ["2", "2", "2", "2", "1", "1", "1"]
    assert {round(t.x, 2) for t in numbers} <= labels


def test_the_legend_explains_no_sign_that_is_not_drawn():
    lost = [ObservedTime("a", 50, 50, False), ObservedTime("b", 60, 60, False)]
    (only,) = [sign for sign in legend(survival_figure([estimate(lost, endpoint="OS")]))
               if sign != "censored"]  # fmt: skip
    assert only == "2 cases, 0 events, median not reached"
    assert not groups(survival_figure([estimate(lost, endpoint="OS")]), "median")
    full = legend(survival_figure([estimate(EXACT, endpoint="OS")]))
    assert full[1:] == ["95 % confidence band (log-log)", "censored", "median"]


def test_a_case_that_could_not_be_counted_is_named_with_the_reason():
    left_out = [LeftOut("eighth", "no assessment is dated")]
    scene = survival_figure([estimate(EXACT, endpoint="PFS", left_out=left_out)])
    assert "Not counted: eighth (no assessment is dated)." in words(scene)
    assert "eighth" in scene.description


def test_the_alternative_text_has_the_numbers_and_the_note():
    curves = estimates(SERIES, endpoint="PFS")
    scene = survival_figure(curves, note=str(log_rank(SERIES)))
    assert "ALK: 3 cases, 2 events, median 8.4 months" in scene.description
    assert "Turnbull 6.9 to 9.9 months" in scene.description
    assert scene.description.endswith(str(log_rank(SERIES)))


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ([(61, True)], "2.0 months (95 % CI not defined)"),
        ([(61, True), (90, False)], "2.0 months (95 % CI 2.0–not reached)"),
        ([(61, False)], "not reached"),
        ([(61, True), (300, False), (301, False)], "not reached (95 % CI from 2.0 months)"),
    ],
)
def test_a_median_says_what_is_not_reached_and_what_not_defined(times, expected):
    observed = [ObservedTime(str(n), day, day, event) for n, (day, event) in enumerate(times)]
    assert median_words(kaplan_meier(observed)) == expected


def test_groups_differ_in_dash_and_hatch_as_well_as_in_colour():
    assert len({look.color for look in LOOKS}) == len(LOOKS)
    assert len({look.dash for look in LOOKS}) == len(LOOKS)
    assert len({look.hatch for look in LOOKS}) == len(LOOKS)


@pytest.mark.parametrize(
    ("curves", "options", "because"),
    [
        ([], {}, "at least one group"),
        (
            [estimate(EXACT, endpoint="OS", group=str(n)) for n in range(len(LOOKS) + 1)],
            {},
            "told apart",
        ),
        ([estimate(EXACT, endpoint=name) for name in ("OS", "PFS")], {}, "not OS, PFS"),
        ([estimate(EXACT, endpoint="OS")], {"width": NARROWEST - 1}, "at least 200 points"),
    ],
)
def test_what_cannot_be_drawn_is_refused(curves, options, because):
    with pytest.raises(ValueError, match=because):
        survival_figure(curves, **options)


def generated(seed):
    roll = random.Random(seed)  # noqa: S311 (nothing secret about a test case)
    names = roll.choice((["x"], ["", "y"], ["Gruppe " * 30, "肺癌", "<b>&"], list("abcde")))
    longest = roll.choice((0, 3, 40, 900, 20_000))
    made = []
    for number in range(roll.choice((1, 2, 7, MOST_NAMED, 40))):
        least = roll.randint(0, longest)
        most = roll.choice((least, least, least + roll.randint(0, longest), None))
        words = roll.choice(("c", "report of " * 9, "الحالة ", "👩\u200d⚕️"))
        case = f"{words}{number}"
        made.append(ObservedTime(case, least, most, roll.choice((True, True, False, None)),
                                 group=roll.choice(names)))  # fmt: skip
    return made


def crossed(scene):
    """Names that touch the curves they belong to."""
    curves = [
        segment
        for item in scene.walk()
        if isinstance(item, Path) and item.stroke and item.stroke.width == LOOKS[0].line.width
        for segment in pieces(item)
    ]
    names = [i for group in groups(scene, "names") for i in group.items if isinstance(i, Text)]
    return [name.text for name in names for curve in curves if name.box.overlaps(curve)]


def pieces(path):
    points = [points[0] for _, points in path.outline if points]
    return [Box.around(pair) for pair in pairwise(points)]


@pytest.mark.seeds(80)
def test_any_series_is_drawn_whole_and_readable(seed):
    times = generated(seed)
    width = (482, COLUMN, NARROWEST, 900)[seed % 4]
    scene = survival_figure(estimates(times, endpoint="PFS"), width=width)
    assert outside_canvas(scene) == ()
    assert overlapping_texts(scene) == ()
    assert crossed(scene) == []
    ET.fromstring(to_svg(scene))  # noqa: S314 (written by ourselves)
    told = " ".join(group.tooltip for role in ("step", "censored")
                    for group in groups(scene, role))  # fmt: skip
    assert all(time.case in told for time in times)


def test_equal_estimates_give_equal_bytes():
    one = survival_figure(estimates(SERIES, endpoint="PFS"))
    other = survival_figure(estimates([attrs.evolve(t) for t in SERIES], endpoint="PFS"))
    assert to_svg(one) == to_svg(other)
