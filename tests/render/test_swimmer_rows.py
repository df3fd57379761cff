"""What a row of a swimmer plot says of one small case: alignment, ends, what is not known."""

import attrs
import pytest
from scene_audit import outside_canvas, overlapping_texts

from render.canvas.scene import Fade, Group, Marker, Path, Text
from render.figures.common.last_state import EndState
from render.figures.common.page import JOURNAL_PAGE
from render.figures.swimmer.content import swimmers, treated
from render.figures.swimmer.figure import swimmer_figure, swimmer_pages
from render.figures.swimmer.options import SwimmerOptions
from render.figures.swimmer.table import swimmer_table
from render.themes import STYLES
from render.writers.svg import to_svg
from timeline.document import loads
from timeline.model.case import Case, start_of
from timeline.model.components import Setting
from timeline.model.events import (
    Assessment,
    Death,
    Diagnosis,
    FollowUp,
    Progression,
    Therapy,
)

GIVEN = {"line": 1, "setting": Setting.ADVANCED}
FIRST = Therapy("crizotinib", id="first", start="2020-01-10", end="2020-07-10", **GIVEN)
ONGOING = Therapy("crizotinib", id="first", start="2020-01-10", end="ongoing", **GIVEN)
OPEN = Therapy("crizotinib", id="first", start="2020-01-10", **GIVEN)


def case(*events, name="example", **fields):
    return Case(id=name, events=events, **fields)


def row(*events, align="line 1", **fields):
    rows, left_out = swimmers(treated([case(*events, **fields)]), align=align)
    assert not left_out
    return rows[0]


def groups(scene, role):
    return [item for item in scene.walk() if isinstance(item, Group) and item.role == role]


def walk(group):
    for item in group.items:
        yield item
        if isinstance(item, Group):
            yield from walk(item)


def shapes(scene, role="event"):
    return [
        item.shape
        for group in groups(scene, role)
        for item in walk(group)
        if isinstance(item, Marker)
    ]


def words(scene):
    return " ".join(item.text for item in scene.walk() if isinstance(item, Text))


@pytest.mark.parametrize(
    ("events", "state", "shape", "explained"),
    [
        ((FIRST, Death("lung cancer", at="2020-12-01")), EndState.DEAD, "cross", "Death"),
        (
            (FIRST, FollowUp("lost to follow-up", at="2020-12-01")),
            EndState.LOST,
            "break",
            "Lost to follow-up",
        ),
        ((FIRST, FollowUp("alive", at="2020-12-01")), EndState.ALIVE, "bar", "Alive at follow-up"),
        ((FIRST, FollowUp("died at home", at="2020-12-01")), EndState.DEAD, "cross", "Death"),
        ((ONGOING,), EndState.ONGOING, None, "Treatment ongoing"),
        ((FIRST,), EndState.UNKNOWN, None, "What followed is not stated"),
        ((OPEN,), EndState.UNKNOWN, None, "What followed is not stated"),
    ],
)
def test_the_state_at_the_end_is_drawn_and_explained(events, state, shape, explained):
    found = row(*events)
    scene = swimmer_figure([case(*events)])

    assert found.state is state
    assert shapes(scene) == ([shape] if shape else [])
    assert explained in words(scene)
    others = {
        "Death",
        "Lost to follow-up",
        "Alive at follow-up",
        "Treatment ongoing",
        "What followed is not stated",
    } - {explained}
    assert not any(other in words(scene) for other in others)
    assert overlapping_texts(scene) == ()


def test_a_report_that_ends_with_the_last_line_has_a_question_mark_behind_it():
    scene = swimmer_figure([case(FIRST)])

    (end,) = (g for g in groups(scene, "unknown-end") if g not in in_legend(scene))
    (line,) = groups(scene, "line")
    assert end.box.left >= line.box.right - 0.5
    assert swimmer_figure([case(FIRST, Death("x", at="2020-12"))]).items != scene.items


def in_legend(scene):
    (legend,) = groups(scene, "legend")
    return list(walk(legend))


def test_an_end_that_is_not_stated_fades_and_never_closes():
    events = (OPEN, Assessment("CT", at="2020-06-10", response="PR"))
    (line,) = groups(swimmer_figure([case(*events)]), "line")

    fades = [i for i in walk(line) if hasattr(i, "fill") and isinstance(i.fill, Fade)]
    assert len(fades) == 1
    assert (fades[0].fill.left, fades[0].fill.right) == (1, 0)
    assert "end not stated" in line.tooltip


def test_the_last_known_line_is_not_read_as_the_last_treatment():
    events = (FIRST, FollowUp("alive", at="2021-07-10"))
    found = row(*events)
    scene = swimmer_figure([case(*events)])

    assert found.end.earliest == found.seen[1] > found.courses[-1].end.latest
    assert "Followed up, no line reported" in words(scene)
    assert found.courses[-1].line.end_reason.value == "not stated"


@pytest.mark.parametrize(
    ("align", "least", "most"),
    [
        ("line 1", 0, 0),
        ("diagnosis", 9, 9),
        ("first crizotinib", 0, 0),
        ("first ROS1-TKI", 0, 0),
        ("start of first", 0, 0),
        ("end of first", -182, -182),
        ("scan", -60, -30),
        (lambda _, lines: lines.lines[0].start, 0, 0),
    ],
)
def test_rows_align_on_any_moment(align, least, most):
    found = row(
        Diagnosis("lung adenocarcinoma", at="2020-01-01"),
        FIRST,
        Assessment("CT", id="scan", at="2020-02-09/2020-03-10", response="SD"),
        align=align,
    )

    assert (found.courses[0].start.earliest, found.courses[0].start.latest) == (least, most)


def test_a_long_name_stands_in_two_lines_where_it_has_no_room_in_one():
    long = case(FIRST, name="alk-crizotinib-pneumonitis-of-a-patient")
    scene = swimmer_figure([long], width=241, theme=STYLES["column"].theme)
    shown = [item.text for item in scene.walk() if isinstance(item, Text)]

    assert {"alk-crizotinib-", "pneumonitis-of-a-…"} <= set(shown)
    assert outside_canvas(scene) == overlapping_texts(scene) == ()


def test_a_case_without_the_moment_is_named_and_in_the_table():
    with_it = case(FIRST, name="has-crizotinib")
    other = Therapy("osimertinib", start="2020-01-10", end="2020-07-10", **GIVEN)
    without = case(other, name="has-none")

    scene = swimmer_figure([with_it, without], SwimmerOptions(align="first crizotinib"))
    table = swimmer_table([with_it, without], SwimmerOptions(align="first crizotinib"))

    assert "Not shown, 1 of 2 cases: has-none (it has no crizotinib)." in words(scene)
    assert "1 case not shown." in scene.description
    assert [row[1] for row in table.rows if row[4] == "no row"] == ["has-none"]


def test_no_case_at_all_is_a_figure_too():
    scene = swimmer_figure([case(FIRST)], SwimmerOptions(align="line 3"))

    assert "no case has a row" in words(scene)
    assert outside_canvas(scene) == ()
    assert swimmer_figure([]).description.startswith("Swimmer plot of 0 cases")
    assert swimmer_pages([]) != ()


def test_a_start_known_to_the_month_is_day_0_all_the_same():
    found = row(
        Therapy("crizotinib", id="first", start="2020-01", end="start of first + 30 days", **GIVEN)
    )

    (line,) = found.courses
    assert (line.start.earliest, line.start.latest) == (0, 0)
    assert (line.end.earliest, line.end.latest) == (30, 30)


def test_lines_given_at_once_lie_one_below_the_other():
    scene = swimmer_figure(
        [
            case(
                Therapy("crizotinib", id="a", line=1, start="2020-01-01", end="2020-12-01"),
                Therapy("docetaxel", id="b", line=2, start="2020-06-01", end="2021-03-01"),
                assume=(),
            )
        ]
    )
    first, second = (group.box for group in groups(scene, "line"))

    assert first.bottom <= second.top + 1


def test_what_gives_way_to_the_next_within_a_month_shares_the_height():
    scene = swimmer_figure(
        [
            case(
                Therapy("crizotinib", id="a", line=1, start="2020-01-01", end="2020-06"),
                Therapy("docetaxel", id="b", line=2, start="2020-06", end="2020-12-01"),
            )
        ]
    )
    fades = [i for i in scene.walk() if hasattr(i, "fill") and isinstance(i.fill, Fade)]
    lines = groups(scene, "line")
    ending, starting = (
        [i.box for i in walk(line) if hasattr(i, "fill") and isinstance(i.fill, Fade)]
        for line in lines
    )

    assert ending[0].bottom <= starting[0].top + 0.01
    assert len(fades) >= 2


def test_what_was_acquired_has_a_plus():
    (found,) = loads("""
        case: example
        events:
          - test: NGS
            id: t1
            at: 2020-01-01
            specimen: tissue
            genes: [EGFR]
            covers: [small variants]
            found: [EGFR L858R]
            not_found: [EGFR T790M]
          - therapy: gefitinib
            line: 1
            setting: advanced
            start: 2020-01-10
            end: 2020-07-10
          - test: NGS
            id: t2
            at: 2020-08-01
            specimen: tissue
            genes: [EGFR]
            covers: [small variants]
            found: [EGFR L858R, EGFR T790M]
    """)
    rows, _ = swimmers(treated([found]), align="line 1")

    signs = {moment.event.id: moment.markers[0] for moment in rows[0].moments}
    assert signs["t2"].gained
    assert "t1" not in signs
    assert "Plus: alteration acquired" in words(swimmer_figure([found]))


def test_an_undated_mark_stands_in_a_column_of_its_own():
    untold = attrs.evolve(case(FIRST, Progression("bone", id="somewhen")), assume=())
    scene = swimmer_figure([untold])

    (mark,) = (group for group in groups(scene, "event") if group.event == "example/somewhen")
    (line,) = groups(scene, "line")
    column = [item for item in scene.walk() if isinstance(item, Text) and item.text == "undated"]
    assert column
    assert mark.box.right < line.box.left


def test_two_cases_of_one_id_are_refused():
    with pytest.raises(ValueError, match="two cases are called 'example'"):
        swimmer_figure([case(FIRST), case(FIRST)])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"sort": "durations"}, "did you mean 'duration'"),
        ({"group": "genotypes"}, "did you mean 'genotype'"),
        ({"marks": ("responses",)}, "'responses' is no mark"),
        ({"unit": "hours"}, "an axis counts in days, weeks, months, years, not 'hours'"),
        ({"width": 50}, "at least 200 points wide, not 50"),
        ({"stripe": lambda row: row.id}, "at most 12 names can be read, not 13"),
    ],
)
def test_misuse_is_told_what_there_is(options, message):
    many = [case(FIRST, name=f"c{number}") for number in range(13)]
    asked = {name: value for name, value in options.items() if name != "width"}
    width = options.get("width", JOURNAL_PAGE)

    with pytest.raises(ValueError, match=message):
        swimmer_figure(many, SwimmerOptions(**asked), width=width)


@pytest.mark.parametrize("unit", ["days", "weeks", "months", "years"])
def test_the_axis_counts_in_the_unit_asked_for(unit):
    scene = swimmer_figure([case(FIRST)], SwimmerOptions(unit=unit))

    assert f"{unit.capitalize()} from start of line 1" in words(scene)


def test_days_before_the_alignment_are_negative():
    events = (Diagnosis("lung adenocarcinoma", at="2019-01-10"), FIRST)
    scene = swimmer_figure([case(*events)], SwimmerOptions(marks=("diagnosis",)))

    assert "−" in words(scene)


def test_a_distant_diagnosis_breaks_the_axis_and_the_legend_says_so():
    events = (Diagnosis("melanoma", at="1990-01-10"), FIRST)
    scene = swimmer_figure([case(*events)], SwimmerOptions(marks=("diagnosis",)))

    assert "Break in the time axis" in words(scene)


def test_groups_are_named_and_counted_with_the_unstated_last():
    other = Therapy("osimertinib", start="2020-01-10", end="2020-07-10", **GIVEN)
    found = [
        case(FIRST, name="a"),
        case(other, name="b"),
        case(FollowUp("alive", at="2020-01"), name="c"),
    ]
    scene = swimmer_figure(
        found,
        SwimmerOptions(
            align=lambda chronology, _: start_of(chronology.case.events[0]), group="first line"
        ),
    )

    labels = [group.label for group in groups(scene, "group-heading")]
    assert labels == ["crizotinib (1)", "osimertinib (1)", "not stated (1)"]


def test_hostile_words_stay_words(hostile_case):
    scene = swimmer_figure(
        [hostile_case], SwimmerOptions(align="start of drug", marks=("response",))
    )

    svg = to_svg(scene)
    assert "<script" not in svg
    assert outside_canvas(scene) == ()


def test_a_case_that_contradicts_itself_is_drawn():
    scene = swimmer_figure(
        [
            case(
                FIRST,
                Death("lung cancer", at="2020-03-01"),
                Assessment("CT", at="2020-06-01", response="PD"),
            )
        ]
    )

    assert sorted(shapes(scene)) == ["cross", "triangle-down"]
    assert outside_canvas(scene) == ()


def test_a_whole_row_and_its_parts_tell_their_words():
    scene = swimmer_figure([case(FIRST, Death("lung cancer", at="2020-12-01", cite="p. 3"))])
    (one,) = groups(scene, "case")

    assert one.tooltip == "example: crizotinib; death"
    (line,) = groups(scene, "line")
    assert line.tooltip.splitlines()[0] == "example, line 1: crizotinib"
    (mark,) = groups(scene, "event")
    assert mark.tooltip.endswith("cited: p. 3")
    assert isinstance(one.items[0], Text)
    assert any(isinstance(item, Path) for item in one.items)
