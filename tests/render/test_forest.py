"""A case among published medians: what is drawn, in which order, and what it says in words."""

import random
import xml.etree.ElementTree as ET

import pytest
from scene_audit import outside_canvas, overlapping_texts

from render.canvas.scene import Group, Marker, Path, Rect, Text
from render.figures.forest.content import OwnTime, PublishedMedian
from render.figures.forest.figure import NARROWEST, forest_figure
from render.writers.svg import to_svg

COLUMN = 85 / 25.4 * 72

# Invented studies: what matters is each form that a printed median takes.
STUDIES = (
    PublishedMedian(
        study="Trial A, crizotinib arm", line="any", cases=53, median=19.3, low=15.2, high=39.1
    ),
    PublishedMedian(study="Trial B", line="1st line", cases=127, median=15.9),
    PublishedMedian(
        study="Trial C", cases=71, median=35.7, low=27.4, high_not_reached=True, line="TKI-naive"
    ),
    PublishedMedian(study="Trial D", not_reached=True, low=28.9, high_not_reached=True),
    PublishedMedian(study="Registry", line="2nd line"),
    PublishedMedian(study="Trial E", cases=12, not_reached=True),
)
OWN = OwnTime(case="ezr-ros1", least=612, most=660, line="1st line")
ONGOING = OwnTime(case="tbc1d32-ros1", least=300, most=None, censored=True)


def groups(scene, role):
    return [item for item in scene.walk() if isinstance(item, Group) and item.role == role]


def legend(scene):
    return [
        " ".join(item.text for item in sign.items if isinstance(item, Text))
        for sign in groups(scene, "legend-sign")
    ]


def markers(group):
    return [item for item in group.items if isinstance(item, Marker)]


@pytest.mark.parametrize(
    ("name", "own", "width"), [("forest", OWN, 482), ("forest-column", ONGOING, COLUMN)]
)
def test_a_forest_looks_as_it_did(name, own, width, golden):
    context = "Trials count from the first dose."
    scene = forest_figure(own, STUDIES, endpoint="PFS", width=width, context=context)
    golden(f"{name}.svg", to_svg(scene))


def test_an_interval_is_announced_only_where_a_study_printed_one():
    with_interval, without = (
        [
            item.text
            for item in forest_figure(OWN, rows, endpoint="PFS").walk()
            if hasattr(item, "text")
        ]
        for rows in (STUDIES, STUDIES[1:2])
    )

    assert "Months (CI)" in with_interval
    assert "Months" in without


def test_the_shortest_median_comes_first_and_unknown_ones_last():
    scene = forest_figure(OWN, STUDIES, endpoint="PFS")
    order = [group.tooltip.partition(":")[0] for group in groups(scene, "study")]
    assert order == [
        "Trial B", "Trial A, crizotinib arm", "Trial C", "Trial E", "Trial D", "Registry",
    ]  # fmt: skip
    rows = [*groups(scene, "own"), *groups(scene, "study")]
    assert [row.box.top for row in rows] == sorted(row.box.top for row in rows)


@pytest.mark.parametrize(
    ("study", "expected"),
    [
        (STUDIES[0], "19.3 (15.2–39.1)"),
        (STUDIES[1], "15.9"),
        (STUDIES[2], "35.7 (27.4–NR)"),
        (STUDIES[3], "NR (28.9–NR)"),
        (STUDIES[4], "not given"),
        (STUDIES[5], "NR"),
        (PublishedMedian(study="half", median=4.0, low=3.0), "4.0 (3.0–?)"),
    ],
)
def test_not_reached_and_not_given_are_told_apart(study, expected):
    assert study.words == expected
    (group,) = groups(forest_figure(OWN, [study], endpoint="PFS"), "study")
    assert expected in [item.text for item in group.items if isinstance(item, Text)]
    assert len(markers(group)) == (study.median is not None)


def test_a_median_that_is_not_given_is_not_drawn():
    (group,) = groups(forest_figure(OWN, STUDIES[4:5], endpoint="PFS"), "study")
    assert all(isinstance(item, Text) for item in group.items)


@pytest.mark.parametrize(
    ("own", "words", "sign"),
    [
        (OWN, "20.1–21.7", "this case: between its bounds"),
        (OwnTime(case="a", least=609, most=609), "20.0", "this case"),
        (ONGOING, "at least 9.9 (censored)", "this case: censored, its true time is longer"),
        (
            OwnTime(case="a", least=609, most=None),
            "at least 20.0",
            "this case: no upper bound is known",
        ),
    ],
)
def test_the_own_time_says_its_bounds_and_whether_it_is_open(own, words, sign):
    assert own.words == words
    scene = forest_figure(own, STUDIES, endpoint="PFS")
    assert legend(scene)[0] == f"{sign} (dashed across the studies)"
    (group,) = groups(scene, "own")
    bars = [item for item in group.items if isinstance(item, Rect)]
    heads = [item for item in group.items if isinstance(item, Path) and item.fill]
    assert len(bars) == (own.words == "20.1–21.7")
    assert len(heads) == own.open_end


def test_marks_stand_to_scale():
    scene = forest_figure(OWN, STUDIES[:3], endpoint="PFS")
    middles = [marker.x for group in groups(scene, "study") for marker in markers(group)]
    first, second, third = middles  # 15.9, 19.3 and 35.7 months
    assert (second - first) / (third - first) == pytest.approx((19.3 - 15.9) / (35.7 - 15.9))


def test_the_legend_has_each_sign_that_is_used_and_no_other():
    assert legend(forest_figure(OWN, (), endpoint="PFS")) == ["this case: between its bounds"]
    assert legend(forest_figure(OWN, STUDIES[1:2], endpoint="PFS"))[1:] == ["published median"]
    assert legend(forest_figure(OWN, STUDIES, endpoint="PFS"))[1:] == [
        "published median",
        "with its 95 % confidence interval",
        "NR: not reached",
    ]


def test_the_alternative_text_says_all_that_is_seen():
    text = forest_figure(OWN, STUDIES, endpoint="PFS", context="Mind the start.").description
    assert text.startswith("PFS of ezr-ros1: 20.1–21.7 months.")
    assert "Trial B 15.9; Trial A, crizotinib arm 19.3 (15.2–39.1)" in text
    assert "Mind the start. About half" in text


@pytest.mark.parametrize(
    ("values", "because"),
    [
        ({"median": 5.0, "not_reached": True}, "a median of 5 months was reached"),
        ({"median": 5.0, "low": 6.0}, "from low to high, not 6, 5"),
        ({"median": -1.0}, "from low to high, not -1"),
    ],
)
def test_an_impossible_median_is_refused(values, because):
    with pytest.raises(ValueError, match=because):
        PublishedMedian(study="x", **values)


def test_too_narrow_a_forest_is_refused():
    with pytest.raises(ValueError, match="at least 200 points wide, not 199"):
        forest_figure(OWN, STUDIES, endpoint="PFS", width=NARROWEST - 1)


WORDS = ("A", "Study of something " * 12, "肺癌の診断", "a" * 300, "<b>&\"'", "مريض", "")


def generated(seed):
    roll = random.Random(seed)  # noqa: S311 (nothing secret about a test case)
    studies = []
    for _ in range(roll.choice((0, 1, 5, 30))):
        low, median, high = sorted(roll.uniform(0, roll.choice((3, 60, 2000))) for _ in range(3))
        reached = roll.random() < 0.7
        studies.append(
            PublishedMedian(
                study=roll.choice(WORDS),
                line=roll.choice(WORDS),
                cases=roll.choice((None, 3, 12_345)),
                median=median if reached else None,
                not_reached=not reached and roll.random() < 0.5,
                low=roll.choice((None, low)),
                high=high if reached and roll.random() < 0.5 else None,
                high_not_reached=roll.random() < 0.2 and not reached,
            )
        )
    least = roll.choice((0, 30, 900, 20_000))
    most = roll.choice((None, least, least + 400))
    case = roll.choice(WORDS) or "own"
    own = OwnTime(case=case, least=least, most=most, censored=roll.random() < 0.4)
    return own, studies


@pytest.mark.seeds(100)
def test_any_forest_is_drawn_whole_and_readable(seed):
    own, studies = generated(seed)
    width = (482, COLUMN, NARROWEST, 900)[seed % 4]
    scene = forest_figure(own, studies, endpoint="PFS", width=width)
    assert len(groups(scene, "study")) == len(studies)
    assert outside_canvas(scene) == ()
    assert overlapping_texts(scene) == ()
    ET.fromstring(to_svg(scene))  # noqa: S314 (written by ourselves)
