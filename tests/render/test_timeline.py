"""The timeline of one case: what each mark says, and that the seed cases look as they did."""

import os
import subprocess
import sys

import pytest

import cases
from render.canvas.palette import WHITE
from render.canvas.scene import Fade, Group, Marker, Path, Rect, Text
from render.canvas.style import Theme, class_style
from render.figures.common.markers import MARKERS
from render.figures.timeline.figure import NARROWEST, timeline_figure
from render.writers.svg import to_svg
from timeline.chronology import solve
from timeline.findings import Finding, Severity
from timeline.model.assays import Finding as Result
from timeline.model.case import Case
from timeline.model.components import (
    Drug,
    EventStatus,
    Phase,
    Presence,
    Response,
    Scope,
    Setting,
    StopReason,
)
from timeline.model.events import (
    AdverseEvent,
    Assessment,
    Death,
    Diagnosis,
    FollowUp,
    MolecularTest,
    Radiotherapy,
    SupportiveCare,
    Symptom,
    Therapy,
)
from timeline.model.moments import assumed
from timeline.model.report import Tumour


def draw(*events, **options):
    case = {name: options.pop(name) for name in ("cut_off", "tumours", "title") if name in options}
    return timeline_figure(Case(id="example", events=events, **case), **options)


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


def legend(scene):
    (group,) = groups(scene, "legend")
    return [inside(key, Text)[-1].text for key in group.items]


def shapes(group):
    return [marker.shape for marker in inside(group, Marker)]


UNDATED_CASE = Case(
    id="undated",
    title="Day numbers only",
    day_zero="start of osimertinib",
    events=[
        Diagnosis("lung adenocarcinoma", at="day -20"),
        Therapy("osimertinib", line=1, start="day 0", end="day 420"),
        AdverseEvent("rash", grade=2, start="day 21", end="day 45-50"),
        Assessment("CT", at="day 60", response="PR"),
        Assessment("CT", id="progression", at="day 410-425", response="PD"),
        MolecularTest("NGS", at="after progression", found=[Result("EGFR T790M")]),
        Therapy("savolitinib + osimertinib", line=2, start="after progression"),
        Symptom("headache"),
        Death("not stated", at="day 700"),
    ],
)


@pytest.mark.parametrize("name", ["ezr-ros1", "tbc1d32-ros1"])
def test_a_seed_case_looks_as_it_did(name, golden):
    golden(f"timeline-{name}.svg", to_svg(timeline_figure(cases.load(name))))


def test_a_case_without_dates_looks_as_it_did(golden):
    golden("timeline-without-dates.svg", to_svg(timeline_figure(UNDATED_CASE)))


def test_two_processes_and_hash_seeds_give_the_same_bytes():
    script = (
        "import cases, sys; from render.figures.timeline.figure import timeline_figure as draw;"
        "from render.writers.svg import to_svg;"
        "sys.stdout.buffer.write(to_svg(draw(cases.load('ezr-ros1'))).encode())"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "12345")
    }
    assert outputs == {to_svg(timeline_figure(cases.load("ezr-ros1"))).encode()}


def test_a_case_and_its_chronology_give_the_same_figure():
    case = cases.load("tbc1d32-ros1")
    assert timeline_figure(case) == timeline_figure(solve(case))


def test_without_a_calendar_the_axis_says_what_day_0_is():
    therapy = Therapy("osimertinib", start="dx + 3 days", end="dx + 400 days")
    shown = " ".join(
        i.text for i in draw(Diagnosis("NSCLC", id="dx"), therapy).walk() if isinstance(i, Text)
    )

    assert "from day 0 (diagnosis)" in shown


def test_an_empty_case_says_so():
    scene = draw(title="Nothing")
    assert [item.text for item in scene.walk() if isinstance(item, Text)] == [
        "Nothing",
        "no events",
    ]
    assert "no events" in scene.description


def test_a_figure_too_narrow_to_read_is_refused():
    with pytest.raises(ValueError, match="at least 220 points"):
        draw(width=NARROWEST - 1)


def test_the_tooltip_has_the_words_the_bounds_and_the_place():
    scene = draw(
        Therapy(
            "icotinib",
            line=1,
            start="2017-12",
            end="2021-04-03",
            stop=StopReason.TOXICITY,
            cite="Paragraph 3",
        )
    )
    assert drawn(scene, "icotinib").tooltip.splitlines() == [
        "therapy: icotinib",
        "1L icotinib",
        "start: 2017-12",
        "end: 2021-04-03",
        "stopped: toxicity",
        "cited: Paragraph 3",
    ]


def test_bars_are_to_scale():
    scene = draw(
        Therapy("icotinib", line=1, start="2018-01-01", end="2019-01-01"),
        Therapy("osimertinib", line=2, start="2019-01-01", end="2021-01-01"),
    )
    one, two = (drawn(scene, name).items[0].box for name in ("icotinib", "osimertinib"))
    assert two.width / one.width == pytest.approx(731 / 365, rel=0.01)
    assert one.right == pytest.approx(two.left)


def test_a_bar_fades_over_the_days_that_are_not_known():
    scene = draw(Therapy("icotinib", start="2018-01", end="2019-01/2019-06"))
    fades = [rect for rect in inside(drawn(scene, "icotinib"), Rect) if isinstance(rect.fill, Fade)]
    assert [round(fade.width / fades[0].width) for fade in fades] == [1, 6]
    assert "Fades: date known to a range" in legend(scene)


def test_a_therapy_without_a_certain_day_is_pale():
    scene = draw(
        Diagnosis("lung adenocarcinoma", at="2018-01-01"),
        Therapy("icotinib", start="2018", end="2018"),
        Death("not stated", at="2019-01-01"),
    )
    fills = {rect.fill for rect in inside(drawn(scene, "icotinib"), Rect)}
    assert class_style("EGFR-TKI").possible.fill in fills
    assert class_style("EGFR-TKI").fill not in fills
    assert "Slim: some time within" in legend(scene)


def test_ongoing_and_unknown_ends_differ():
    start, cut_off = "2018-01-01", "2020-01-01"
    ongoing = draw(Therapy("icotinib", start=start, end="ongoing"), cut_off=cut_off)
    unknown = draw(Therapy("icotinib", start=start), cut_off=cut_off)
    open_ended = draw(Therapy("icotinib", start=start, end="2019-01-01/.."))
    assert "Ongoing" in legend(ongoing)
    for scene in (unknown, open_ended):
        assert words(drawn(scene, "icotinib")).startswith("?")
        assert "Start or end not stated" in legend(scene)
        assert "Ongoing" not in legend(scene)


def test_drugs_of_several_classes_share_the_bar():
    scene = draw(Therapy("serplulimab + etoposide", start="2020-01-01", end="2021-01-01"))
    group = drawn(scene, "serplulimab-etoposide")
    assert group.drug_class == "immunotherapy + chemotherapy"
    assert legend(scene)[:2] == ["Chemotherapy", "Immunotherapy"]


def test_treatments_are_labelled_by_line_phase_and_amount():
    scene = draw(
        Therapy("cisplatin", id="a", setting=Setting.ADJUVANT, cycles=1, at="2020-01"),
        Therapy("serplulimab", id="b", line=2, phase=Phase.MAINTENANCE, doses=24, at="2021-01"),
        Therapy([Drug("cisplatin", route="intrapleural")], id="c", at="2021-06"),
        Radiotherapy("femur", id="d", dose="40 Gy", fractions=20, at="2022-01"),
        SupportiveCare([Drug("incadronate", dose="5 mg")], id="e", at="2023-01"),
    )
    assert [words(drawn(scene, name)) for name in "abcde"] == [
        "adjuvant cisplatin ×1",
        "2L maintenance serplulimab, 24 doses",
        "intrapleural cisplatin",
        "radiotherapy: femur, 40 Gy in 20 fractions",
        "incadronate 5 mg",
    ]
    assert [drawn(scene, name).lane for name in "abcde"] == [
        "systemic",
        "systemic",
        "local",
        "local",
        "bone",
    ]


def test_a_moment_known_to_a_range_has_a_whisker():
    scene = draw(
        Diagnosis("lung adenocarcinoma", at="2018-01-01"),
        Assessment("CT", at="2018-06/2020-06", response="SD"),
        Death("not stated", at="2021-01-01"),
    )
    (marker,) = inside(drawn(scene, "ct"), Marker)
    assert drawn(scene, "ct").items[0].box.centre[0] == pytest.approx(marker.x)
    assert "Some day within" in legend(scene)


def test_what_is_bounded_on_one_side_only_stays_near_its_bound():
    scene = draw(
        Diagnosis("lung adenocarcinoma", at="2010-01-01"),
        Symptom("cough", start="by 2019-01-01"),
        Death("not stated", at="2020-01-01"),
    )
    assert drawn(scene, "cough").items[0].box.width < 30
    assert "Dotted: no known bound" in legend(scene)


def test_what_has_no_date_stands_in_a_column_of_its_own():
    scene = draw(
        Diagnosis("lung adenocarcinoma", at="2018-01-01"),
        Symptom("cough", start="after start of fall"),
        Symptom("fall"),
    )
    left = inside(drawn(scene, "cough"), Marker)[0].x
    assert left < inside(drawn(scene, "lung-adenocarcinoma"), Marker)[0].x
    assert words(drawn(scene, "cough")) == "cough (after start of fall)"
    assert "undated" in {item.text for item in scene.walk() if isinstance(item, Text)}


def test_assumed_moments_are_drawn_differently():
    scene = draw(
        Diagnosis("lung adenocarcinoma", at=assumed("2018-01-01", "told first")),
        Therapy("icotinib", line=1, start="2018-02-01", end=assumed("2019-01-01", "next line")),
    )
    diagnosis = drawn(scene, "lung-adenocarcinoma")
    (marker,) = inside(diagnosis, Marker)
    assert marker.stroke.dash
    assert "assumed: told first" in diagnosis.tooltip
    assert shapes(drawn(scene, "icotinib")) == ["circle"]
    assert legend(scene)[-2:] == ["Dashed: date assumed", "End of a bar assumed"]


def test_findings_are_short_and_counted():
    found = ["MSS", "TBC1D32 exon 22-ROS1 exon 33", *(f"GEN{i} mutation" for i in range(6))]
    scene = draw(MolecularTest("NGS", at="2020-01-01", found=list(map(Result, found))))
    group = drawn(scene, "ngs")
    assert words(group) == "NGS: TBC1D32::ROS1, GEN0, GEN1, GEN2, GEN3 +3 more"
    assert "MSS; TBC1D32 exon 22-ROS1 exon 33; GEN0 mutation" in group.tooltip


@pytest.mark.parametrize(
    ("facts", "label", "meaning"),
    [
        ({"not_found": [Result("ALK rearrangement")]}, "NGS: no ?::ALK", "molecular-negative"),
        ({"status": EventStatus.DECLINED}, "NGS declined", "not-tested"),
        ({"status": EventStatus.NOT_DONE}, "NGS not done", "not-tested"),
        ({}, "NGS: result not stated", "molecular-unclear"),
    ],
)
def test_a_test_without_a_finding_is_not_a_negative_test(facts, label, meaning):
    group = drawn(draw(MolecularTest("NGS", at="2020-01-01", **facts)), "ngs")
    (marker,) = inside(group, Marker)
    assert (marker.shape, marker.fill) == (MARKERS[meaning].shape, MARKERS[meaning].fill)
    assert words(group) == label


def test_what_was_absent_is_struck_out():
    scene = draw(AdverseEvent("rash", at="2020-01-01", presence=Presence.ABSENT))
    (marker,) = inside(drawn(scene, "rash"), Marker)
    assert marker.fill == WHITE
    assert words(drawn(scene, "rash")) == "no rash"
    assert "Struck out: stated absent" in legend(scene)


def test_a_response_of_an_organ_or_a_lesion_looks_other_than_one_overall():
    bone = Response("SD", scope=Scope.ORGAN, site="bone")
    node = Response("PD", scope=Scope.LESION, site="node")
    scene = draw(Assessment("CT", at="2020-01-01", response=[Response("PR"), bone, node]))
    overall, organ, lesion = inside(drawn(scene, "ct"), Marker)
    assert (overall.shape, organ.shape, lesion.shape) == ("triangle-up", "square", "triangle-down")
    assert max(organ.size, lesion.size) < overall.size
    ringed = [path.box for path in inside(drawn(scene, "ct"), Path)]
    assert [box.holds(organ.box) for box in ringed] == [True]
    assert words(drawn(scene, "ct")) == "CT: PR; SD (bone); PD (node)"
    assert {"Ringed: one organ", "Small: one lesion"} <= {*legend(scene)}


def test_a_response_read_from_words_is_marked_and_one_of_a_category_is_not():
    told = draw(Assessment("CT", at="2020-01-01", response=Response(wording="much smaller")))
    stated = draw(Assessment("CT", at="2020-01-01", response=Response("PR", wording="smaller")))
    assert shapes(drawn(told, "ct")) == shapes(drawn(stated, "ct")) == ["triangle-up"]
    assert len(inside(drawn(told, "ct"), Path)) == len(inside(drawn(stated, "ct"), Path)) + 1
    assert "Underlined: read from words" in legend(told)
    assert "Underlined: read from words" not in legend(stated)


def test_a_scale_other_than_the_usual_one_is_named():
    scene = draw(Assessment("CT", at="2020-01-01", response=Response("PR", scale="Lugano")))
    assert words(drawn(scene, "ct")) == "CT: PR (Lugano)"


def test_death_loss_and_follow_up_are_told_apart():
    scene = draw(
        FollowUp("alive", id="alive", at="2020-01-01"),
        FollowUp("lost to follow-up", id="lost", at="2020-06-01"),
        Death("not stated", id="death", at="2021-01-01"),
    )
    assert [shapes(drawn(scene, name)) for name in ("alive", "lost", "death")] == [
        ["bar"],
        ["break"],
        ["cross"],
    ]


def test_errors_are_marked_on_the_events_they_name():
    error = Finding("a", "cannot be", severity=Severity.ERROR, events=("death",))
    warning = Finding("b", "odd", severity=Severity.WARNING, events=("death",))
    events = [Diagnosis("AML", id="dx", at="2020-01-01"), Death("AML", id="death", at="2021-01-01")]
    scene = draw(*events, findings=[error, warning])
    (glyph,) = groups(scene, "conflict")
    assert glyph.tooltip == "cannot be"
    assert glyph in drawn(scene, "death").items
    assert "Statements contradict" in legend(scene)
    assert groups(draw(*events, findings=[]), "conflict") == []


def test_a_contradiction_is_found_without_being_asked_for():
    scene = draw(
        Diagnosis("AML", id="dx", at="2020-01-01"),
        Death("AML", id="death", at="2019-01-01, after dx"),
    )
    assert groups(scene, "conflict")
    assert "contradiction" in scene.description


@pytest.mark.parametrize(
    ("cut_off", "label"),
    [("2021-03", "data cut-off 2021-03"), (None, "last reported day 2020-06-01")],
)
def test_the_end_of_the_data_is_named(cut_off, label):
    scene = draw(Diagnosis("AML", at="2020-06-01"), cut_off=cut_off)
    assert label in {item.text for item in scene.walk() if isinstance(item, Text)}


def test_events_of_several_tumours_say_which():
    tumours = [Tumour(id="l", name="lung"), Tumour(id="b", name="breast")]
    one = Diagnosis("adenocarcinoma", id="dx", tumour="l", at="2020-01-01")
    two = Diagnosis("ductal carcinoma", id="second", tumour="b", at="2020-03-01")
    several = draw(one, two, tumours=tumours)
    assert [group.label for group in groups(several, "lane")] == [
        "Disease: lung",
        "Disease: breast",
    ]
    assert drawn(several, "dx").lane != drawn(several, "second").lane
    (only,) = groups(draw(one, tumours=tumours[:1]), "lane")
    assert only.label == "Disease"


def test_a_distant_past_is_cut_out():
    recent = [Assessment("CT", id=f"ct{i}", at=f"2023-{i:02}-01", response="SD") for i in (1, 5, 9)]
    past = Diagnosis("breast carcinoma", id="past", at="1990-01-01")
    scene, plain = draw(past, *recent), draw(*recent)
    assert "Break in the time axis" in legend(scene)
    spread = [
        inside(drawn(s, "ct9"), Marker)[0].x - inside(drawn(s, "ct1"), Marker)[0].x
        for s in (scene, plain)
    ]
    assert spread[0] > 0.8 * spread[1]


def test_a_course_is_drawn_as_long_as_it_lasted():
    rash = AdverseEvent("rash", start="2020-01-01", end="2020-06-01")
    scene = draw(rash, Death("not stated", at="2021-01-01"))
    assert "How long it lasted (dashed: uncertain)" in legend(scene)
    fatigue = Symptom("fatigue", start="2020-01-01", end="ongoing")
    assert "Still ongoing" in legend(draw(fatigue, cut_off="2021-01-01"))


def test_the_description_tells_the_case_in_sentences():
    told = timeline_figure(cases.load("ezr-ros1")).description
    assert "female, age 57 years" in told
    assert "1L icotinib, start 2017-12, end 2020-09-30 to 2023-08-29" in told
    assert "NGS: first found EGFR T790M, 2021-04" in told
    assert "Marked on it: 1 contradiction." in told


def test_themes_change_sizes():
    case = cases.load("tbc1d32-ros1")
    large = Theme(label_size=10, track_height=17, bar_height=12)
    assert timeline_figure(case, theme=large).height > timeline_figure(case).height
