"""The therapy sequence: no case is lost, no end is guessed, nothing is written over a ribbon."""

import importlib.util
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from scene_audit import hard_to_read, outside_canvas, overlapping_texts

import cases
from render.canvas.scene import Group, Text
from render.figures.common.last_state import EndState
from render.figures.sequence.content import paths
from render.figures.sequence.figure import sequence_figure
from render.figures.sequence.layout import Node, arrange
from render.figures.sequence.table import sequence_table
from render.themes import STYLES, dressed
from render.writers.svg import to_svg
from timeline.document.rows import from_row
from timeline.errors import CaseTimelineError
from timeline.model.case import Case
from timeline.model.events import Death, Diagnosis, FollowUp, Therapy

ROOT = Path(__file__).parents[2]
WIDTHS = (482, 241, 900)


@pytest.fixture(scope="module")
def generated():
    place = ROOT / "benchmarks" / "generated.py"
    spec = importlib.util.spec_from_file_location("generated", place)
    module = importlib.util.module_from_spec(spec)
    sys.modules["generated"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def cohort(generated):
    """200 generated cases."""
    return [from_row(row) for row in generated.rows(200)]


def groups(scene, *roles):
    return [item for item in scene.walk() if isinstance(item, Group) and item.role in roles]


def count(group):
    """How many cases a node or a ribbon stands for, as its tooltip says."""
    return int(re.search(r": (\d+) cases?$", group.tooltip.splitlines()[0])[1])


def case_with(*drugs, last=(), name="case"):
    years = range(2010, 2010 + len(drugs))
    lines = [
        Therapy(drug, start=f"{year}-01", end=f"{year}-06", stop="progression")
        for drug, year in zip(drugs, years, strict=True)
    ]
    return Case(id=name, events=[*lines, *last])


def test_every_case_leaves_every_node_and_arrives_in_the_next(cohort):
    scene = sequence_figure(cohort)
    ribbons, nodes = groups(scene, "ribbon"), groups(scene, "line", "end")
    steps = sum(len(path.steps) for path in paths(cohort))

    assert sum(map(count, ribbons)) == steps
    assert sum(map(count, groups(scene, "line"))) == steps
    assert sum(map(count, groups(scene, "end"))) == len(cohort)
    for node in groups(scene, "line"):
        leaving = [r for r in ribbons if abs(r.box.left - (node.box.right - 0.3)) < 0.5]
        mine = [r for r in leaving if node.box.grown(1).top <= _start(r) <= node.box.bottom + 1]
        assert sum(map(count, mine)) == count(node)
    assert len(nodes) > 10


def _start(ribbon):
    """The height of the middle of a ribbon where it leaves."""
    outline = ribbon.items[0].outline
    return (outline[0][1][0][1] + outline[3][1][2][1]) / 2


@pytest.mark.parametrize("by", ["drug", "class", "regimen"])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_label_overlaps_and_nothing_leaves_the_canvas(cohort, by, width):
    theme = STYLES["column" if width < 300 else "journal"].theme
    for size in (1, 2, 7, 30, 200):
        scene = sequence_figure(cohort[:size], by=by, width=width, theme=theme)
        assert not outside_canvas(scene), size
        assert not overlapping_texts(scene), size
        assert not hard_to_read(scene), size


def test_200_generated_cases_are_each_drawn_whole(cohort):
    for case in cohort:
        scene = sequence_figure([case])
        (path,) = paths([case])
        assert len(groups(scene, "line")) == len(path.steps), case.id
        assert len(groups(scene, "ribbon")) == len(path.steps), case.id
        assert not outside_canvas(scene), case.id
        assert not overlapping_texts(scene), case.id


def test_no_ribbon_runs_through_a_node(cohort):
    scene = sequence_figure(cohort)
    nodes = [node.box for node in groups(scene, "line", "end")]

    for ribbon in groups(scene, "ribbon"):
        assert not any(ribbon.box.overlaps(box.grown(-0.5)) for box in nodes)


def test_ribbons_have_the_same_width_for_a_case_everywhere(cohort):
    scene = sequence_figure(cohort)
    shares = {
        round(_thickness(ribbon) / count(ribbon), 2)
        for ribbon in groups(scene, "ribbon")
        if _thickness(ribbon) > 1
    }

    assert len(shares) == 1


def _thickness(ribbon):
    outline = ribbon.items[0].outline
    return outline[3][1][2][1] - outline[0][1][0][1]


@pytest.mark.parametrize(
    ("last", "end", "words"),
    [
        ((Death("cancer", at="2012"),), EndState.DEAD, "died"),
        ((FollowUp("died of disease", at="2012"),), EndState.DEAD, "died"),
        ((FollowUp("lost to follow-up", at="2012"),), EndState.LOST, "lost to follow-up"),
        ((FollowUp("alive", at="2012"),), EndState.ALIVE, "alive, no next line reported"),
        ((), EndState.UNKNOWN, "next step not stated"),
    ],
)
def test_the_ends_are_told_apart_and_none_is_called_stopped(last, end, words):
    case = case_with("gefitinib", "osimertinib", last=last)
    (path,) = paths([case])
    scene = sequence_figure([case])
    (node,) = groups(scene, "end")

    assert path.end is end
    assert node.tooltip == f"{words}: 1 case"
    assert "stopped" not in to_svg(scene)


def test_a_line_that_goes_on_ends_as_ongoing_unless_the_patient_died():
    ongoing = Therapy("crizotinib", id="t", start="2020-01", end="ongoing")
    alive = FollowUp("alive", at="2020-06")

    (path,) = paths([Case(id="a", events=[ongoing, alive])])
    assert path.end is EndState.ONGOING
    (path,) = paths([Case(id="a", events=[ongoing, Death("cancer", at="2021")])])
    assert path.end is EndState.DEAD


def test_found_again_after_being_lost_is_not_lost():
    seen = (FollowUp("lost to follow-up", at="2012"), FollowUp("alive", at="2013"))
    (path,) = paths([case_with("gefitinib", last=seen)])

    assert path.end is EndState.ALIVE


def test_one_combination_in_any_order_is_one_node_by_drug():
    one = case_with("pemetrexed + carboplatin", name="one")
    other = case_with("carboplatin + pemetrexed", name="other")

    assert len(groups(sequence_figure([one, other]), "line")) == 1
    assert len(groups(sequence_figure([one, other], by="class"), "line")) == 1


def test_lines_beyond_the_last_column_stand_together_and_are_counted():
    drugs = ["gefitinib", "docetaxel", "osimertinib", "anlotinib", "pembrolizumab", "lorlatinib"]
    case = case_with(*drugs, "crizotinib", "entrectinib")
    scene = sequence_figure([case], width=241, theme=STYLES["column"].theme)
    told = [group.tooltip for group in groups(scene, "line")]

    assert told[-1] == "later lines: 1 case"
    assert groups(scene, "end") == []
    shown = [item.text for item in scene.walk() if isinstance(item, Text)]
    assert any("or later" in words for words in shown)
    assert "several drugs" not in shown  # the key is of what is drawn
    assert len(sequence_table([case]).rows) == 8


def test_many_different_drugs_fold_the_rarest_and_the_node_names_them():
    some = [case_with(f"drug {n:02}", name=str(n)) for n in range(60)]
    some += [case_with("crizotinib", name=f"c{n}") for n in range(5)]
    scene = sequence_figure(some)
    others = next(g for g in groups(scene, "line") if "others" in g.tooltip)

    assert sum(map(count, groups(scene, "line"))) == 65
    assert "drug 59" in others.tooltip
    assert overlapping_texts(scene) == outside_canvas(scene) == ()


def test_a_case_without_a_line_is_named_and_not_drawn():
    none = Case(id="untreated", events=[Diagnosis("melanoma", at="2020")])
    scene = sequence_figure([case_with("gefitinib"), none])
    shown = " ".join(item.text for item in scene.walk() if isinstance(item, Text))

    assert "not drawn: untreated" in shown
    assert sequence_table([none]).rows[0][1] == "no systemic line"
    assert outside_canvas(sequence_figure([none])) == ()


def test_the_legend_has_each_class_and_each_end_once(cohort):
    scene = sequence_figure(cohort)
    (legend,) = groups(scene, "legend")
    listed = Counter(i.text for sign in legend.items for i in sign.items if isinstance(i, Text))
    classes = {c for path in paths(cohort) for step in path.steps for c in step.classes}

    assert classes <= set(listed)
    assert {"died", "lost to follow-up", "treatment ongoing"} <= set(listed)
    assert max(listed.values()) == 1


def test_a_name_that_is_too_long_is_broken_and_not_cut():
    scene = sequence_figure(
        [case_with("cyclophosphamide", "osimertinib", "docetaxel", "gefitinib", "crizotinib")]
    )
    node = groups(scene, "line")[0]
    shown = "".join(i.text for i in node.items if isinstance(i, Text)).replace("-", "")

    assert shown == "cyclophosphamide"


def test_words_of_a_document_are_only_words(hostile_case):
    scene = sequence_figure([hostile_case], by="regimen")
    strange = sequence_figure([case_with("<b>x</b>" + "w" * 400, "\u202edrug", "2015:x")])

    assert outside_canvas(scene) == outside_canvas(strange) == ()
    assert "<b>" not in to_svg(strange)


def test_the_table_sums_to_the_cases(cohort):
    table = sequence_table(cohort)
    ends = [row for row in table.rows if row[3] == "yes"]

    assert sum(int(row[4]) for row in ends) == len(cohort)
    assert all(int(row[4]) <= int(row[5]) for row in table.rows)


def test_crossings_are_avoided_where_they_can_be():
    left = [Node(0, 0, name) for name in "abc"]
    right = [Node(1, 0, name) for name in "xyz"]
    links = {(left[0], right[2]): 5, (left[1], right[1]): 5, (left[2], right[0]): 5}
    counts = dict.fromkeys((*left, *right), 5)
    least = dict.fromkeys(counts, 8.0)

    diagram = arrange(counts, links, least, height=200, gap=5, most_per_case=10)

    leaves = [ribbon.leaves for ribbon in diagram.ribbons]
    assert leaves == sorted(leaves)
    assert [r.arrives for r in diagram.ribbons] == sorted(r.arrives for r in diagram.ribbons)


def test_ten_thousand_paths_take_a_moment(generated):
    some = [from_row(row) for row in generated.rows(300)]
    scene = sequence_figure(some * 4)  # the layout sees counts, however many cases there are

    assert sum(map(count, groups(scene, "end"))) == 1200


@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        ({"by": "colour"}, CaseTimelineError, "'colour': a sequence is by drug, class, regimen"),
        ({"width": 100}, ValueError, "at least 200 points wide"),
    ],
)
def test_what_cannot_be_drawn_is_refused(given, error, message):
    with pytest.raises(error, match=message):
        sequence_figure([case_with("gefitinib")], **given)


def test_without_cases_there_is_no_sequence():
    with pytest.raises(CaseTimelineError, match="at least one case"):
        sequence_figure([])


def test_on_dark_paper_every_text_can_be_read(cohort):
    style = STYLES["dark"]
    scene = dressed(sequence_figure(cohort, theme=style.theme, width=style.points), style)

    assert not hard_to_read(scene, paper="#1c1c1c")


def test_another_process_and_hash_seed_give_the_same_bytes():
    names = ("ezr-ros1", "tbc1d32-ros1")
    program = (
        "import sys, cases; from render.figures.sequence.figure import sequence_figure as draw;"
        "from render.writers.svg import to_svg;"
        f"sys.stdout.buffer.write(to_svg(draw([cases.load(n) for n in {names!r}])).encode())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
    )

    assert done.stdout.decode() == to_svg(sequence_figure([cases.load(name) for name in names]))


def test_the_order_of_cases_changes_nothing(cohort):
    assert to_svg(sequence_figure(cohort)) == to_svg(sequence_figure(cohort[::-1]))


def test_a_seed_case_looks_like_this(golden):
    golden("sequence-ezr-ros1.svg", to_svg(sequence_figure([cases.load("ezr-ros1")])))


def test_a_cohort_looks_like_this(cohort, golden):
    golden("sequence-cohort.svg", to_svg(sequence_figure(cohort[:60])))


def test_a_column_looks_like_this(cohort, golden):
    style = STYLES["column"]
    scene = sequence_figure(cohort[:60], by="class", theme=style.theme, width=style.points)
    golden("sequence-column.svg", to_svg(scene))


@pytest.mark.parametrize("by", ["drug", "class", "regimen"])
def test_one_combination_is_one_node_however_it_is_told(by):
    days = {"start": "2020-02-01", "end": "2020-06-01"}
    drugs = ("oxaliplatin", "fluorouracil", "bevacizumab")
    told = [
        Case(id="one", events=(Therapy(" + ".join(drugs), **days),)),
        Case(id="other-order", events=(Therapy(" + ".join(drugs[::-1]), **days),)),
        Case(id="rows", events=tuple(Therapy(drug, **days) for drug in drugs)),
        Case(id="brands", events=(Therapy("Avastin + 5-FU + Eloxatin", **days),)),
    ]

    assert len({tuple(step.name for step in path.steps) for path in paths(told, by=by)}) == 1
