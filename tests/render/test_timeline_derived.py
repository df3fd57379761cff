"""What a timeline adds to the report: lines, changes, reasons, links, doses; and says it did."""

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from scene_audit import outside_canvas, overlapping_texts

from render.canvas.scene import Group, Marker, Path, Text
from render.figures.common.event_bars import STOP_LETTERS
from render.figures.timeline.figure import timeline_figure
from timeline.cli.draw import command
from timeline.errors import UnknownReferenceError
from timeline.model.assays import Finding as Result
from timeline.model.case import Case
from timeline.model.components import Drug, StopReason
from timeline.model.events import (
    AdverseEvent,
    Assessment,
    Death,
    Diagnosis,
    FollowUp,
    Laboratory,
    MolecularTest,
    SupportiveCare,
    Therapy,
)


def draw(*events, cut_off=None, **options):
    return timeline_figure(Case(id="example", events=events, cut_off=cut_off), **options)


def groups(scene, role):
    return [item for item in scene.walk() if isinstance(item, Group) and item.role == role]


def drawn(scene, event):
    (group,) = (group for group in groups(scene, "event") if group.event == event)
    return group


def leaves(group):
    for item in group.items:
        yield from leaves(item) if isinstance(item, Group) else (item,)


def inside(group, kind):
    return [item for item in leaves(group) if isinstance(item, kind)]


def words(group):
    return " ".join(text.text for text in inside(group, Text))


def texts(scene):
    return {item.text for item in scene.walk() if isinstance(item, Text)}


def legend(scene):
    (group,) = groups(scene, "legend")
    return [inside(key, Text)[-1].text for key in group.items]


def test_a_line_number_that_the_report_does_not_state_is_derived_and_marked_so():
    scene = draw(
        Therapy("icotinib", line=1, start="2018-01-01", end="2019-01-01"),
        Therapy("crizotinib", start="2019-02-01", end="2021-01-01"),
    )
    assert words(drawn(scene, "icotinib")) == "1L icotinib"
    assert words(drawn(scene, "crizotinib")) == "2L* crizotinib"
    assert "Derived, not stated" in legend(scene)


def test_where_the_report_counts_otherwise_both_numbers_stand_there():
    scene = draw(
        Therapy("icotinib", line=1, start="2018-01-01", end="2019-01-01"),
        Therapy("crizotinib", line=3, start="2019-02-01", end="2021-01-01"),
    )
    assert words(drawn(scene, "crizotinib")) == "3L/2L* crizotinib"


def test_no_mark_says_derived_where_all_is_stated():
    scene = draw(Therapy("icotinib", line=1, start="2018-01-01", end="2019-01-01"))
    assert "*" not in "".join(texts(scene))


@pytest.mark.parametrize(("reason", "letter"), STOP_LETTERS.items())
def test_every_reason_for_a_stop_has_its_letter_on_the_bar_and_in_the_legend(reason, letter):
    scene = draw(Therapy("icotinib", line=1, start="2018-01-01", end="2021-01-01", stop=reason))
    assert letter in words(drawn(scene, "icotinib")).split()
    assert any(entry.startswith("Stopped: ") for entry in legend(scene))


def test_a_stop_without_a_reason_has_no_letter():
    assert set(STOP_LETTERS) == set(StopReason) - {StopReason.NOT_STATED}
    assert len(set(STOP_LETTERS.values())) == len(STOP_LETTERS)
    scene = draw(Therapy("icotinib", line=1, start="2018-01-01", end="2021-01-01"))
    assert words(drawn(scene, "icotinib")) == "1L icotinib"


def test_an_adverse_event_carries_a_piece_of_the_bar_it_is_attributed_to():
    drug = Therapy("crizotinib", line=1, start="2020-01-01", end="2020-06-01")
    event = AdverseEvent("oedema", at="2020-03-01", attributed_to="crizotinib", effect="stopped")
    group = drawn(draw(drug, event), "oedema")
    assert words(group) == "oedema on crizotinib: stopped"
    assert "attributed to: crizotinib" in group.tooltip
    assert "Attributed to this drug" in legend(draw(drug, event))
    alone = AdverseEvent("oedema", at="2020-03-01")
    assert "Attributed to this drug" not in legend(draw(drug, alone))


def test_an_ongoing_adverse_event_has_an_arrow_at_the_end_of_the_data():
    event = AdverseEvent("fatigue", start="2020-02-01", end="ongoing")
    scene = draw(Diagnosis("AML", at="2020-01-01"), event, cut_off="2021-01-01")
    assert "triangle-right" in {marker.shape for marker in inside(drawn(scene, "fatigue"), Marker)}


def test_what_was_gained_and_lost_is_said_and_marked():
    scene = draw(
        MolecularTest(
            "NGS",
            id="before",
            at="2018-01-01",
            genes=["EGFR", "MET"],
            depth="1000 x",
            detection_limit="1 %",
            found=[Result("EGFR exon 19 deletion")],
            not_found=[Result("EGFR T790M")],
        ),
        Therapy("icotinib", line=1, start="2018-02-01", end="2019-01-01"),
        MolecularTest(
            "NGS",
            id="after",
            at="2019-02-01",
            genes=["EGFR", "MET"],
            depth="1000 x",
            detection_limit="1 %",
            found=[Result("EGFR T790M")],
            not_found=[Result("EGFR exon 19 deletion")],
        ),
    )
    assert words(drawn(scene, "after")) == "NGS: gained EGFR T790M; lost EGFR ex19del"
    assert {"Finding gained", "Finding lost"} <= {*legend(scene)}
    assert "gained" not in words(drawn(scene, "before"))


def test_a_class_spelled_in_two_ways_has_one_key():
    scene = draw(
        Therapy([Drug("new-1", drug_class="XYZ inhibitor")], at="2020-01"),
        Therapy([Drug("new-2", drug_class="xyz-inhibitor")], at="2020-04"),
        Therapy([Drug("new-3", drug_class="egfr tki")], at="2020-08"),
        Therapy("icotinib", at="2020-11"),
    )
    assert [words(key) for key in groups(scene, "legend-class")] == ["EGFR-TKI", "XYZ inhibitor"]


def test_no_bar_runs_past_death():
    for end in (None, "ongoing", "2020-03-01/.."):
        scene = draw(
            Diagnosis("AML", at="2019-01-01"),
            Therapy("venetoclax", line=1, start="2020-01-01", end=end),
            Death("sepsis", id="death", at="2020-06-01"),
            cut_off="2021-06-01",
        )
        (cross,) = (m for m in inside(drawn(scene, "death"), Marker) if m.shape == "cross")
        bar = inside(drawn(scene, "venetoclax"), Path)
        assert max(item.box.right for item in bar) <= cross.x + 0.5, end


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (Death("sepsis", at="2021-06-01"), "death 2021-06-01"),
        (FollowUp("alive", at="2021-06-01"), "last follow-up 2021-06-01"),
        (FollowUp("lost to follow-up", at="2021-06-01"), "lost to follow-up 2021-06-01"),
        (Assessment("CT", at="2021-06-01"), "last reported day 2021-06-01"),
    ],
)
def test_the_line_at_the_end_says_what_it_is(last, words):
    assert words in texts(draw(Diagnosis("AML", at="2020-01-01"), last))


def test_death_and_data_cut_off_each_have_their_line():
    scene = draw(
        Diagnosis("AML", at="2019-01-01"), Death("AML", at="2020-01-01"), cut_off="2021-01-01"
    )
    assert {"death 2020-01-01", "data cut-off 2021-01-01"} <= texts(scene)
    assert not overlapping_texts(scene)


def test_courses_of_one_line_share_a_track_and_the_gap_between_them_is_a_thin_line():
    scene = draw(
        Therapy("crizotinib", id="one", line=1, start="2019-01-01", end="2019-08-01"),
        Therapy("crizotinib", id="two", line=1, start="2019-10-01", end="2020-12-01"),
    )
    one, two = (drawn(scene, name).items[0].box for name in ("one", "two"))
    assert one.top == two.top
    (link,) = groups(scene, "link")
    assert one.right <= link.box.left < link.box.right <= two.left + 1
    assert "Thin line: same line, nothing given" in legend(scene)


def test_dose_days_of_a_line_are_ticks_with_one_label():
    days = [f"2020-0{month}-05" for month in range(1, 7)]
    doses = [Therapy("nivolumab", id=f"d{n}", line=1, at=day) for n, day in enumerate(days)]
    scene = draw(Diagnosis("AML", at="2019-12-01"), *doses, cut_off="2020-08-01")
    labels = [words(drawn(scene, dose.id)) for dose in doses]
    assert labels == ["", "", "", "", "", "1L nivolumab, 6 dose days"]
    assert len({drawn(scene, dose.id).items[0].box.top for dose in doses}) == 1


def test_a_stated_schedule_gives_ticks_and_no_schedule_none():
    def ticks(schedule):
        drug = Drug("nivolumab", schedule=schedule)
        scene = draw(Therapy([drug], line=1, cycles=4, start="2020-01-01", end="2020-12-01"))
        return "Ticks: doses or cycles as scheduled" in legend(scene)

    assert ticks("every 3 weeks")
    assert ticks("q3w")
    assert not ticks(None)
    assert not ticks("twice daily")


def test_supportive_ticks_need_a_first_day():
    drug = Drug("denosumab", schedule="every 4 weeks")
    scene = draw(SupportiveCare([drug], start="2020", end="2022-01-01"))
    assert "Ticks: doses or cycles as scheduled" not in legend(scene)


def test_values_of_one_analyte_are_a_line_with_its_unit_and_each_value_its_event():
    values = (("2020-01-01", "4 ng/mL"), ("2020-03-01", "48 ng/mL"), ("2020-06-01", "12.5 ng/mL"))
    labs = [Laboratory("CEA", id=f"l{n}", at=day, value=v) for n, (day, v) in enumerate(values)]
    scene = draw(*labs, Laboratory("LDH", id="single", at="2020-02-01", value="300 U/L"))
    assert "CEA, ng/mL" in texts(scene)
    assert [words(drawn(scene, lab.id)) for lab in labs] == ["4", "48", "12.5"]
    heights = [inside(drawn(scene, lab.id), Marker)[0].y for lab in labs]
    assert heights[1] < heights[2] < heights[0]
    assert words(drawn(scene, "single")) == "LDH 300 U/L"
    assert "Values over time" in legend(scene)


def test_values_of_two_units_are_not_joined():
    scene = draw(
        Laboratory("CEA", id="a", at="2020-01-01", value="4 ng/mL"),
        Laboratory("CEA", id="b", at="2020-03-01", value="4 ug/mL"),
    )
    assert groups(scene, "series") == []


def test_values_far_apart_are_drawn_on_a_logarithmic_scale_that_says_so():
    scene = draw(
        Laboratory("BCR::ABL1", at="2020-01-01", value="58 %"),
        Laboratory("BCR::ABL1", at="2020-06-01", value="<0.01 %"),
    )
    assert "BCR::ABL1, % (log scale)" in texts(scene)
    assert "<0.01" in texts(scene)


def crowd(number, apart):
    events = [Assessment("CT", id="first", at="day 0", saw="the first look of all of them")]
    return [
        *events,
        *(
            Assessment("CT", id=f"e{n}", at=f"day {n * apart}", saw=f"a remark on look {n}")
            for n in range(1, number)
        ),
    ]


def test_too_many_sub_tracks_become_flags_over_one_row_of_markers():
    events = [Assessment("CT", id=f"e{n}", at=f"day {n * 10}", saw="x" * 24) for n in range(8)]
    scene = draw(*events, Death("AML", at="day 220"))
    rows = {inside(drawn(scene, event.id), Marker)[0].y for event in events}
    assert len(rows) == 1
    assert {words(drawn(scene, event.id)) for event in events} == {f"CT: {'x' * 24}"}
    assert not overlapping_texts(scene)
    assert not outside_canvas(scene)


def test_too_many_flags_become_numbers_with_a_key():
    events = crowd(20, 0)
    scene = draw(*events, width=260)
    for event in events:
        number, *said = words(drawn(scene, event.id)).split()
        assert int(number) >= 1
        assert number in said  # its key stands in the same group
    assert not overlapping_texts(scene)
    assert not outside_canvas(scene)


def test_an_axis_counts_months_from_any_moment():
    scene = draw(
        Diagnosis("AML", id="dx", at="2019-01-01"),
        Therapy("venetoclax", id="ven", line=1, start="2020-01", end="2021-01-01"),
        day_zero="start of ven",
    )
    assert "months from start of ven" in texts(scene)
    assert {"0", "−12"} <= texts(scene)
    # Known to the month in the calendar, and exactly from itself: no fading at its start.
    box = drawn(scene, "ven").items[0].box
    (zero,) = (i for i in scene.walk() if isinstance(i, Text) and i.text == "0")
    assert box.left == pytest.approx(zero.box.centre[0], abs=0.5)


def test_a_day_zero_that_is_no_moment_of_the_case_is_refused():
    with pytest.raises(UnknownReferenceError, match="no event is called 'surgery'"):
        draw(Diagnosis("AML", at="2019-01-01"), day_zero="surgery")


@given(
    st.lists(
        st.tuples(st.integers(0, 400), st.decimals(0, 9000, places=2)), min_size=2, max_size=20
    )
)
def test_any_values_are_all_drawn_and_their_numbers_keep_apart(values):
    labs = [
        Laboratory("CEA", id=f"l{n}", at=f"day {day}", value=f"{value} ng/mL")
        for n, (day, value) in enumerate(values)
    ]
    scene = draw(*labs, findings=(), width=300)
    assert {group.event for group in groups(scene, "event")} == {lab.id for lab in labs}
    assert all(inside(drawn(scene, lab.id), Marker) for lab in labs)
    assert not overlapping_texts(scene)
    assert not outside_canvas(scene)


def test_a_comment_that_sets_a_finding_aside_takes_its_glyph_away(tmp_path):
    document = tmp_path / "case.yaml"
    text = """
case: contradiction
events:
  - diagnosis: AML
    id: dx
    at: 2020-01-01
  - death: AML
    id: death
    at: 2019-01-01, after dx
"""
    for comment, marked in (("", True), ("# check: ignore dates-contradict as printed\n", False)):
        document.write_text(comment + text, encoding="utf-8")
        picture = tmp_path / "case.svg"
        done = CliRunner().invoke(command, [str(document), "-o", str(picture)])
        assert done.exit_code == 0, done.output
        assert ('class="conflict"' in picture.read_text("utf-8")) is marked


def test_the_command_counts_from_a_moment(tmp_path):
    picture, graph = str(tmp_path / "x.svg"), str(tmp_path / "x.dot")
    moment = ["--from", "start of icotinib"]
    done = CliRunner().invoke(command, ["ezr-ros1", "-o", picture, *moment])
    assert done.exit_code == 0, done.output
    assert "months from start of icotinib" in (tmp_path / "x.svg").read_text("utf-8")
    done = CliRunner().invoke(command, ["ezr-ros1", "-o", graph, *moment])
    assert done.exit_code == 2
    assert "--from is for timeline" in done.output
