"""The resistance graph: every line is drawn, its label is its own, and nothing is guessed."""

import importlib.util
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from scene_audit import hard_to_read, outside_canvas, overlapping_texts

import cases
from render.canvas.background import corners
from render.canvas.scene import Group, Rect, Text
from render.canvas.scene import Path as Drawn
from render.figures.resistance_graph.cards import BADGES
from render.figures.resistance_graph.content import several_cases, tell
from render.figures.resistance_graph.figure import resistance_dot, resistance_figure
from render.figures.resistance_graph.table import resistance_table
from render.themes import STYLES, dressed
from render.writers.svg import to_svg
from timeline.analysis.resistance import aggregate, resistance_graph
from timeline.document.rows import from_row
from timeline.errors import CaseTimelineError
from timeline.model.assays import Finding
from timeline.model.case import Case
from timeline.model.events import Diagnosis, MolecularTest, Procedure, Progression, Therapy

ROOT = Path(__file__).parents[2]
SEEDS = ("ezr-ros1", "tbc1d32-ros1")
FOUND = Finding("EGFR L858R")


@pytest.fixture(scope="module")
def cohort():
    """200 generated cases."""
    place = ROOT / "benchmarks" / "generated.py"
    spec = importlib.util.spec_from_file_location("generated", place)
    module = importlib.util.module_from_spec(spec)
    sys.modules["generated"] = module
    spec.loader.exec_module(module)
    return [from_row(row) for row in module.rows(200)]


def groups(scene, role):
    return [item for item in scene.walk() if isinstance(item, Group) and item.role == role]


def words(item):
    found = item.items if isinstance(item, Group) else (item,)
    return [one.text for one in found if isinstance(one, Text)]


def is_sound(scene):
    """Nothing leaves the canvas, no two texts overlap, no text is hard to read."""
    return not (outside_canvas(scene) or overlapping_texts(scene) or hard_to_read(scene))


def crossed_boxes(scene):
    """The boxes that an edge runs under, but for those at its ends."""
    boxes = [group.box for group in (*groups(scene, "state"), *groups(scene, "line"))]
    found = []
    for edge in groups(scene, "edge"):
        for curve in (item for item in edge.items if isinstance(item, Drawn) and not item.fill):
            (way,) = corners(curve.outline)
            ends = [b for b in boxes if any(_near(b, point) for point in (way[0], way[-1]))]
            inner = [box.grown(-2) for box in boxes if box not in ends]
            found += [box for box in inner if any(_inside(box, point) for point in way)]
    return found


def _near(box, point):
    return _inside(box.grown(12), point)


def _inside(box, point):
    return box.left < point[0] < box.right and box.top < point[1] < box.bottom


@pytest.mark.parametrize("name", SEEDS)
@pytest.mark.parametrize("style", ["journal", "column", "dark"])
def test_a_seed_case_is_drawn_whole_on_every_paper(name, style):
    case = cases.load(name)
    dress = STYLES[style]
    drawn = resistance_figure([case], theme=dress.theme, width=dress.points)
    scene = dressed(drawn, dress, own_width=True)
    graph = resistance_graph(case)

    assert len(groups(scene, "state")) == graph.number_of_nodes()
    assert len(groups(scene, "line")) == len(groups(scene, "edge")) == graph.number_of_edges()
    assert scene.width <= dress.points + 0.01
    assert is_sound(drawn)
    assert outside_canvas(scene) == overlapping_texts(scene) == ()


def test_200_generated_cases_are_each_drawn_whole(cohort):
    for case in cohort:
        graph = resistance_graph(case)
        scene = resistance_figure([case])
        assert len(groups(scene, "line")) == graph.number_of_edges(), case.id
        assert len(groups(scene, "state")) == graph.number_of_nodes(), case.id
        assert not outside_canvas(scene), case.id
        assert not overlapping_texts(scene), case.id
        assert not crossed_boxes(scene), case.id


@pytest.mark.parametrize("size", [2, 5, 20])
def test_of_several_cases_every_edge_is_kept_and_no_label_collides(cohort, size):
    for start in range(0, 40, size):
        some = cohort[start : start + size]
        scene = resistance_figure(some, fewest=1, by_line=False)
        graph = aggregate(some)
        assert len(groups(scene, "line")) == graph.number_of_edges()
        assert len(groups(scene, "state")) == graph.number_of_nodes()
        assert not outside_canvas(scene)
        assert not overlapping_texts(scene)
        assert not crossed_boxes(scene)


def test_counts_of_lines_sum_to_the_lines_of_the_cases(cohort):
    told = tell(cohort)
    lines = sum(one.graph.number_of_edges() for one in told)

    for by_line in (True, False):
        graph = several_cases(told, by_line=by_line, fewest=1)
        assert sum(line.count for line in graph.lines) == lines
        assert sum(state.count for state in graph.states) == lines + len(cohort)


def test_a_large_cohort_leaves_out_what_is_rare_and_says_how_much(cohort):
    scene = resistance_figure(cohort)
    told = tell(cohort)
    every = several_cases(told, by_line=True, fewest=1)
    drawn = len(groups(scene, "line"))
    counts = [int(re.search(r"n = (\d+)", " ".join(words(g)))[1]) for g in groups(scene, "line")]
    shown = " ".join(item.text for item in scene.walk() if isinstance(item, Text))

    assert drawn <= 30
    assert is_sound(scene)
    assert min(counts) >= 2
    left = len(every.lines) - drawn
    lines = sum(line.count for line in every.lines) - sum(counts)
    assert f"Not drawn: {left} regimens of fewer than {min(counts)} cases" in shown
    assert f"{lines} lines in all" in shown


def test_the_same_regimen_after_line_1_and_2_stays_apart_unless_asked(cohort):
    graph = several_cases(tell(cohort), by_line=True, fewest=1)
    column = {state.name: state.column for state in graph.states}

    assert all(column[line.last] == column[line.first] + 1 for line in graph.lines)


def test_more_cases_make_a_thicker_edge():
    some = [two_lines("first"), two_lines("second"), one_line_of_therapy("third")]
    widths = {g.tooltip: g.items[0].stroke.width for g in groups(resistance_figure(some), "edge")}

    twice, once = (f"erlotinib\ncases: {ids}" for ids in ("first, second", "third"))
    assert widths[twice] > widths[once]


def two_lines(name):
    return Case(
        id=name,
        events=[
            Diagnosis("lung adenocarcinoma", at="2019-12"),
            MolecularTest("NGS", found=[FOUND], at="2020-01-02"),
            Therapy("erlotinib", id="first", start="2020-01-05", end="2020-08"),
            Progression("brain", at="2020-08-05"),
            MolecularTest(
                "NGS", found=[FOUND, Finding("EGFR T790M")], id="second-test", at="2020-08-10"
            ),
            Therapy("osimertinib", start="2020-09-01"),
        ],
    )


def one_line_of_therapy(name):
    return Case(
        id=name,
        events=[
            MolecularTest("NGS", found=[FOUND], at="2020-01-02"),
            Therapy("erlotinib", start="2020-01-05"),
        ],
    )


def test_what_is_newly_found_is_told_from_what_is_gained():
    scene = resistance_figure([two_lines("case")])
    first = groups(scene, "line")[0]
    badges = [
        (r.fill, r.stroke.dash) for r in first.items if isinstance(r, Rect) and r.radius == 1.5
    ]

    assert (BADGES["new"].fill, BADGES["new"].dash) in badges
    assert any("grade C, window 2020-01-02 to 2020-08-10" in word for word in words(first))


def test_what_confounds_a_change_stands_below_it():
    lines = groups(resistance_figure([cases.load("ezr-ros1")]), "line")
    second = words(lines[1])

    assert second[second.index("EGFR ex19del") + 3] == "lines 3, 4 begun between the samples"


def test_a_state_without_a_sample_says_why_and_is_dashed():
    scene = resistance_figure([cases.load("tbc1d32-ros1")])
    declined = next(g for g in groups(scene, "state") if "not sampled (declined)" in words(g))

    assert declined.items[0].stroke.dash
    assert not groups(scene, "state")[0].items[0].stroke.dash


def test_every_mark_that_is_used_is_in_the_legend_and_no_other():
    scene = resistance_figure([cases.load("ezr-ros1")])
    (legend,) = groups(scene, "legend")
    listed = [word for sign in legend.items for word in words(sign)]
    used = {word for g in groups(scene, "line") for word in words(g) if word in "+−=?!"}

    assert {word for word in listed if word in "+−=?!"} == used
    assert {"EGFR-TKI", "ROS1-TKI", "VEGFR-TKI", "chemotherapy"} <= set(listed)
    assert "immunotherapy" not in listed
    assert "thicker: more cases" not in listed


def test_a_case_without_lines_is_its_state():
    scene = resistance_figure([Case(id="none", events=[Diagnosis("melanoma", at="2020")])])

    assert len(groups(scene, "state")) == 1
    assert groups(scene, "edge") == []
    assert is_sound(scene)


def test_a_case_without_lines_keeps_its_state_among_others():
    none = Case(id="none", events=[Diagnosis("melanoma", at="2020")])
    scene = resistance_figure([none, two_lines("other")])

    assert len(groups(scene, "state")) == 4
    assert is_sound(scene)


def test_where_all_lines_are_equally_rare_none_is_left_out():
    some = [Case(id=f"c{n}", events=[Therapy(f"drug {n}", start="2020")]) for n in range(35)]

    assert len(groups(resistance_figure(some), "line")) == 35


def test_without_cases_there_is_no_graph():
    with pytest.raises(CaseTimelineError, match="at least one case"):
        resistance_figure([])


def test_words_of_a_document_mean_nothing_to_graphviz():
    hostile = ("<x>", "2015:x", '"; } // \\n', "a -> b [id=e0]")
    some = [
        Case(
            id=f"case-{number}",
            title=word,
            events=[Therapy(word, start="2020-01"), Therapy(f"{word} 2", start="2021-01")],
        )
        for number, word in enumerate(hostile)
    ]

    scene = resistance_figure(some)
    assert len(groups(scene, "line")) == 2 * len(some)
    assert "<x>" not in to_svg(scene)
    dot = resistance_dot(some)
    assert len(re.findall(r"^\ts\d+ -> s\d+ ", dot, re.MULTILINE)) == 2 * len(some)
    assert re.search(r'label="<x> \(n = 1\)', dot)


@pytest.mark.needs("dot")
def test_the_dot_export_is_read_by_graphviz_with_every_edge(cohort):
    dot = resistance_dot(cohort, fewest=1)
    done = subprocess.run(
        ["dot", "-Tplain"],
        input=dot.encode(),
        capture_output=True,
        check=True,
    )

    edges = [line for line in done.stdout.decode().splitlines() if line.startswith("edge ")]
    assert len(edges) == len(several_cases(tell(cohort), by_line=True, fewest=1).lines)


@pytest.mark.needs("dot")
@pytest.mark.parametrize("name", SEEDS)
def test_another_engine_draws_the_same_picture(name):
    case = cases.load(name)
    ours, theirs = (resistance_figure([case], via=via) for via in ("wasi", "system"))

    for role in ("state", "line"):
        for one, other in zip(groups(ours, role), groups(theirs, role), strict=True):
            assert words(one) == words(other)
            assert one.box.centre == pytest.approx(other.box.centre, abs=4)


def test_the_table_has_a_row_for_every_transition(cohort):
    some = cohort[:20]
    table = resistance_table(some)
    told = tell(some)
    expected = sum(
        max(1, len(data["transitions"])) for one in told for *_, data in one.graph.edges(data=True)
    )

    assert len(table.rows) == expected
    assert Counter(row[0] for row in table.rows).keys() == {case.id for case in some}


def test_the_order_of_cases_changes_nothing(cohort):
    some = cohort[:12]

    assert to_svg(resistance_figure(some)) == to_svg(resistance_figure(some[::-1]))


def test_another_process_and_hash_seed_give_the_same_bytes():
    names = ("ezr-ros1", "tbc1d32-ros1")
    program = (
        "import sys, cases;"
        "from render.figures.resistance_graph.figure import resistance_figure as draw;"
        "from render.writers.svg import to_svg;"
        f"sys.stdout.buffer.write(to_svg(draw([cases.load(n) for n in {names!r}])).encode())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
    )

    assert done.stdout.decode() == to_svg(resistance_figure([cases.load(name) for name in names]))


@pytest.mark.parametrize("name", SEEDS)
def test_the_seed_cases_look_like_this(name, golden):
    golden(f"resistance-{name}.svg", to_svg(resistance_figure([cases.load(name)])))


def test_a_small_cohort_looks_like_this(cohort, golden):
    golden("resistance-cohort.svg", to_svg(resistance_figure(cohort[:8])))


def test_a_biopsy_alone_is_no_state_of_its_own():
    case = Case(id="b", events=[Procedure("biopsy", at="2020"), Therapy("erlotinib", start="2021")])

    assert len(groups(resistance_figure([case]), "state")) == 2
