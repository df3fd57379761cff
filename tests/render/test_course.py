"""The course axis: what has an order and no day stands where its order puts it."""

import random
from itertools import combinations

import pytest
from scene_audit import outside_canvas, overlapping_texts

from render.canvas.scene import Group, Scene
from render.figures.common.course import AXES, CoursePlaces, places_in_order
from render.figures.swimmer.figure import swimmer_figure
from render.figures.swimmer.options import SwimmerOptions
from render.figures.timeline.content import data_end, entries
from render.figures.timeline.figure import timeline_figure
from render.figures.timeline.placing import placed
from render.figures.timeline.reading import read
from timeline.chronology import solve
from timeline.chronology.order import Relation
from timeline.document import loads
from timeline.errors import MisuseError
from timeline.model.case import Case, Point, end_of, start_of

GEFITINIB_THEN_ALK = """
    case: gefitinib-then-alk
    events:
      - {diagnosis: lung adenocarcinoma}
      - {test: not stated, id: first-test, found: [EGFR L858R]}
      - {therapy: gefitinib, line: 1, lasted: 72.7 months, stop: progression}
      - {procedure: re-biopsy, type: biopsy, id: rebiopsy}
      - {test: NGS, of: rebiopsy, found: [ALK-R3HDM1, EML4-ALK], not_found: [EGFR L858R]}
      - {therapy: alectinib, line: 2, end: ongoing}
      - {assessment: not stated, id: look, response: {wording: excellent response}}
"""
DATED_THEN_TOLD = """
    case: dated-then-told
    events:
      - {diagnosis: lung adenocarcinoma, at: 2018-03}
      - {therapy: osimertinib, line: 1, start: 2018-05, end: 2019-11, stop: progression}
      - {therapy: carboplatin + pemetrexed, line: 2, id: chemo}
      - {therapy: amivantamab, line: 3, lasted: 5 months, stop: toxicity}
      - {adverse_event: pneumonitis, attributed_to: amivantamab}
      - {symptom: cough}
      - {progression: liver, id: pd}
      - {death: progression, id: death}
"""


def case_of(text: str) -> Case:
    (case,) = loads(text)
    return case


def drawn(case: Case, axis: str | None = "course"):
    """The entries by the ids of their events, and the places, as a timeline draws them."""
    reading = read(solve(case), axis=axis, findings=())
    shown = entries(reading)
    made = placed(reading, shown, data_end(reading, shown), 400)
    return {entry.event.id: entry for entry in made.shown}, made


def groups_of(scene: Scene, role: str) -> list[Group]:
    found: list[Group] = []

    def walk(items):
        for item in items:
            if isinstance(item, Group):
                if item.role == role:
                    found.append(item)
                walk(item.items)

    walk(scene.items)
    return found


def test_seven_events_stand_from_left_to_right():
    shown, made = drawn(case_of(GEFITINIB_THEN_ALK), axis=None)

    begun = [entry.start.earliest for entry in shown.values()]
    assert made.places is not None
    assert len(shown) == 7
    assert begun == sorted(begun)
    assert not made.places.aside
    # A test is where its specimen was taken, after the line it is told of.
    assert shown["ngs"].start == shown["rebiopsy"].start
    assert shown["gefitinib"].end.latest < shown["rebiopsy"].start.earliest
    assert shown["alectinib"].end.latest == shown["look"].start.latest == made.places.last


def test_a_stated_length_is_to_scale_and_written_in():
    shown, _ = drawn(case_of(GEFITINIB_THEN_ALK))

    gefitinib, alectinib = shown["gefitinib"], shown["alectinib"]
    assert gefitinib.end.earliest - gefitinib.start.earliest in range(2212, 2215)
    assert (gefitinib.unscaled, alectinib.unscaled) == (False, True)
    assert gefitinib.label == "1L gefitinib, 72.7 months"
    assert "months" not in alectinib.label


def test_the_axis_says_that_broken_parts_are_not_to_scale():
    scene = timeline_figure(case_of(GEFITINIB_THEN_ALK))

    words = "".join(str(group) for group in groups_of(scene, "axis"))
    legend = "".join(str(group) for group in groups_of(scene, "legend"))
    assert "Events in order; to scale except where broken" in words
    assert "not to scale" in legend
    assert "undated" not in str(scene)


def test_a_case_is_dated_at_one_end_and_told_at_the_other():
    shown, made = drawn(case_of(DATED_THEN_TOLD), axis=None)

    assert made.places is not None
    assert made.places.dated is not None
    assert shown["osimertinib"].start.calendar
    assert made.places.dated[1] < shown["chemo"].start.earliest
    assert (shown["chemo"].unscaled, shown["amivantamab"].unscaled) == (True, False)
    # What has no order to anything else is the only thing aside.
    assert {point.event for point in made.places.aside} == {"cough"}


def test_death_is_right_of_everything_before_it():
    shown, made = drawn(case_of(DATED_THEN_TOLD))

    others = [d for e in shown.values() if e.event.id not in ("death", "cough") for d in e.days]
    assert made.places is not None
    assert shown["death"].start.latest == made.places.last
    assert max(others) < made.places.last


def test_a_dated_case_keeps_its_calendar():
    case = case_of("""
        case: dated
        events:
          - {diagnosis: lung adenocarcinoma, at: 2018-03}
          - {therapy: osimertinib, start: 2018-05, end: 2019-11}
          - {assessment: CT, response: PR}
    """)

    assert drawn(case, axis=None)[1].places is None
    assert timeline_figure(case) == timeline_figure(case, axis="calendar")
    assert timeline_figure(case) != timeline_figure(case, axis="course")
    assert "day 0 (dated" not in str(timeline_figure(case, axis="months"))
    assert "months from" in str(timeline_figure(case, axis="months"))


def test_what_ends_before_an_undated_line_fades_no_further():
    case = case_of("""
        case: within
        events:
          - {therapy: imatinib, id: first, start: day 0, line: 1}
          - {assessment: marrow, response: CR, at: start of first + 12 months}
          - {therapy: dasatinib, id: second, line: 2}
          - {therapy: ponatinib, id: third, line: 3}
          - {progression: marrow}
    """)

    shown, _ = drawn(case)

    assert shown["first"].end.latest <= shown["second"].start.earliest


def test_the_words_for_those_who_do_not_see_it_end_with_the_last_event():
    told = timeline_figure(case_of(GEFITINIB_THEN_ALK)).description

    assert "The data end here: last event reported." in told


def test_nobody_is_treated_after_a_death_in_a_lane_that_is_not_drawn():
    case = case_of("""
        case: died-on-treatment
        events:
          - {diagnosis: lung adenocarcinoma}
          - {therapy: osimertinib, line: 1, end: ongoing}
          - {progression: liver}
          - {death: not stated}
    """)

    for lanes in (None, "systemic"):
        scene = timeline_figure(case, lanes=lanes)
        assert "Ongoing" not in str(groups_of(scene, "legend"))


def test_there_is_no_axis_of_another_name():
    case = case_of(GEFITINIB_THEN_ALK)

    with pytest.raises(MisuseError, match="'curse' is no axis"):
        timeline_figure(case, axis="curse")
    with pytest.raises(MisuseError, match="has no calendar date"):
        timeline_figure(case, axis="calendar")
    with pytest.raises(MisuseError, match="no calendar axis"):
        swimmer_figure([case], SwimmerOptions(axis="calendar"))


WORDS = {
    "diagnosis": "lung adenocarcinoma",
    "progression": "liver",
    "metastasis": "bone",
    "procedure": "biopsy",
    "test": "NGS",
    "assessment": "CT",
    "symptom": "cough",
    "transformation": "small cell lung carcinoma",
    "adverse_event": "rash",
    "radiotherapy": "brain",
    "therapy": "gefitinib",
    "follow_up": "alive",
}


def told_case(seed: int) -> Case:
    """Events in order, some of them dated, attached or of a stated length, some ongoing."""
    roll = random.Random(seed)  # noqa: S311 (nothing secret about a test case)
    lines, ids = ["case: generated", "events:"], []
    year = 2010
    for number in range(roll.randint(2, 14)):
        key = roll.choice([*WORDS, "therapy", "therapy"])
        facts = {key: WORDS[key], "id": f"e{number}"}
        lasting = key in ("therapy", "radiotherapy", "adverse_event", "symptom")
        at = "start" if lasting else "at"
        chance = roll.random()
        if chance < 0.2:
            year += roll.randint(0, 2)
            facts[at] = f"{year}-0{roll.randint(1, 9)}"
        elif chance < 0.4 and ids:
            form = roll.choice(("after {}", "{} + 3 weeks", "before {}", "after {}"))
            facts[at] = form.format(roll.choice(ids))
        if lasting and roll.random() < 0.3:
            facts["lasted"] = roll.choice(("5 months", "72.7 months", "3 weeks", "about 2 years"))
        elif lasting and roll.random() < 0.2:
            facts["end"] = "ongoing"
        if key == "therapy" and roll.random() < 0.4:
            facts["stop"] = "progression"
        ids += [f"start of e{number}", f"end of e{number}"] if lasting else [f"e{number}"]
        lines.append("  - {" + ", ".join(f"{name}: {value}" for name, value in facts.items()) + "}")
    return case_of("\n".join(lines))


def place(entries_by_id, places: CoursePlaces, point: Point) -> tuple[int, int] | None:
    """The first and last day that a moment is drawn at; None where it is aside or cut off."""
    entry = entries_by_id[point.event]
    bounds = entry.start if point == start_of(entry.event) else entry.end
    if point in places.aside or bounds.earliest is None or bounds.latest is None:
        return None
    return bounds.earliest, bounds.latest


@pytest.mark.seeds(60)
def test_decided_order_is_never_drawn_backwards(seed):
    case = told_case(seed)
    chronology = solve(case)
    shown, made = drawn(case)
    if made.places is None or not chronology.consistent:
        return

    points = [start_of(entry.event) for entry in shown.values()]
    points += [end_of(e.event) for e in shown.values() if len(e.drawn) > 1 and not e.ongoing]
    for first, last in combinations(points, 2):
        a, b = place(shown, made.places, first), place(shown, made.places, last)
        if a is None or b is None:
            continue
        match chronology.order_of(first, last):
            case Relation.BEFORE:
                assert (a[0] <= b[0], a[1] <= b[1]) == (True, True), (first, last, a, b)
            case Relation.AFTER:
                assert (b[0] <= a[0], b[1] <= a[1]) == (True, True), (first, last, a, b)
            case Relation.SAME if first in made.places.places:
                assert a == b


@pytest.mark.seeds(60)
def test_the_ends_of_a_bar_are_in_order_and_what_is_ongoing_reaches_the_end_of_the_data(seed):
    case = told_case(seed)
    shown, made = drawn(case)
    if made.places is None or not solve(case).consistent:
        return

    assert made.end is not None
    for entry in shown.values():
        if entry.start.earliest is not None and entry.end.latest is not None:
            assert entry.start.earliest <= entry.end.latest
        if entry.ongoing:
            assert entry.end.latest == made.end.day
    days = [d for e in shown.values() if start_of(e.event) not in made.places.aside for d in e.days]
    assert max(days, default=made.end.day) <= made.end.day


@pytest.mark.seeds(40)
def test_every_event_is_drawn_once_and_no_text_is_cut_or_covered(seed):
    case = told_case(seed)
    for axis in (None, "course"):
        scene = timeline_figure(case, axis=axis)
        ids = [group.event for group in groups_of(scene, "event")]

        assert sorted(map(str, ids)) == sorted(event.id for event in case.events)
        assert overlapping_texts(scene) == outside_canvas(scene) == ()


@pytest.mark.seeds(40)
def test_every_line_has_one_bar_in_its_row_from_left_to_right(seed):
    case = told_case(seed)
    scene = swimmer_figure([case], SwimmerOptions(axis="course"))
    months = swimmer_figure([case], SwimmerOptions(axis="months"))

    bars = [group.event for group in groups_of(scene, "line")]
    if groups_of(months, "case"):
        assert {*bars} == {group.event for group in groups_of(months, "line")}
    assert len(bars) == len(set(bars))
    assert outside_canvas(scene) == ()


def test_the_kinds_of_axis_are_three():
    assert AXES == ("calendar", "months", "course")
    chronology = solve(case_of(GEFITINIB_THEN_ALK))
    assert places_in_order(chronology, chronology.bounds, lambda *_: 10) is not None
