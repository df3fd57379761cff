"""Where samples lie to lines, worked out for all at once, against the answers one by one."""

from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.analysis.lines import derive_lines
from timeline.analysis.resistance.order import Layout, Side, Starts, courses
from timeline.analysis.resistance.samples import samples
from timeline.analysis.resistance.series import PAIRED_DAYS, Series
from timeline.chronology import solve
from timeline.model.assays import Specimen
from timeline.model.case import Case
from timeline.model.events import MolecularTest, Therapy
from timeline.model.truth import Truth, all_of

DRUGS = ("gefitinib", "osimertinib", "docetaxel", "crizotinib")
DATES = st.none() | st.builds(
    lambda year, month, day, length: f"{year}-{month:02d}-{day:02d}"[:length],
    st.integers(2019, 2021),
    st.integers(1, 12),
    st.integers(1, 28),
    st.sampled_from([4, 7, 10]),
)
TIED = st.sampled_from(
    [
        f"{how} of {drug}{then}"
        for drug in DRUGS[:2]
        for how, then in (("start", ""), ("start", " + 3 weeks"), ("after start", ""))
    ]
)
STARTS = st.lists(DATES, min_size=2, max_size=4)
TESTS = st.lists(
    st.tuples(DATES | TIED, st.sampled_from(["tissue", "plasma", None])), min_size=1, max_size=5
)


def solved(starts, tests):
    events = [
        *(Therapy(DRUGS[n], id=DRUGS[n], start=start) for n, start in enumerate(starts)),
        *(
            MolecularTest("NGS", id=f"test-{n}", at=at, specimen=what and Specimen(what))
            for n, (at, what) in enumerate(tests)
        ),
    ]
    chronology = solve(Case(id="example", events=events))
    lines = derive_lines(chronology).lines
    (taken,) = samples(chronology).values()
    return chronology, lines, taken


@settings(max_examples=60, deadline=None)
@given(STARTS, TESTS)
def test_a_layout_has_the_sides_that_each_line_gives_by_itself(starts, tests):
    chronology, lines, taken = solved(starts, tests)
    layout = Layout(Starts(chronology, lines), [sample.taken for sample in taken])
    for number, course in enumerate(courses(lines)):
        near = dict(layout.near[number])
        for place, sample in enumerate(taken):
            sides = course.sides(chronology, sample.taken)
            assert layout.sides(place, number) == sides
            assert near.get(place, sides) == sides
            assert place in near or sides in ((Side.BEFORE,), (Side.BEYOND,))


@settings(max_examples=60, deadline=None)
@given(STARTS, TESTS)
def test_the_lines_between_two_samples_are_those_begun_from_the_one_to_the_other(starts, tests):
    chronology, lines, taken = solved(starts, tests)
    all_starts = Starts(chronology, lines)
    first, last = taken[0].taken, taken[-1].taken
    held = [
        all_of((~chronology.before(line.start, first), chronology.before(line.start, last)))
        for line in lines
    ]
    sure, possible = all_starts.between(all_starts.begun(first), all_starts.begun(last))
    assert sure == [n for n, truth in enumerate(held) if truth is Truth.TRUE]
    assert possible == [n for n, truth in enumerate(held) if truth is Truth.INDETERMINATE]


@settings(max_examples=60, deadline=None)
@given(STARTS, TESTS)
def test_the_first_and_last_samples_are_those_that_none_surely_precedes_or_follows(starts, tests):
    chronology, _, taken = solved(starts, tests)
    series, places = Series(chronology, taken), range(len(taken))
    surely = {
        (a, b)
        for a in places
        for b in places
        if chronology.before(taken[a].taken, taken[b].taken) is Truth.TRUE
    }
    assert series.first(places) == [b for b in places if not any((a, b) in surely for a in places)]
    assert series.last(places) == [a for a in places if not any((a, b) in surely for b in places)]


def test_tissue_and_plasma_of_one_month_are_one_occasion_and_two_tissues_are_not():
    tests = [("2020-03-02", "tissue"), ("2020-03-20", "plasma"), ("2020-03-25", "tissue")]
    chronology, _, taken = solved(["2019"], [*tests, ("2020-09-01", "plasma")])
    series = Series(chronology, taken)
    assert series.occasion([0], range(4)) == [0, 1]
    assert series.occasion([1], range(4)) == [1, 0, 2]
    assert series.within_days([0, 1], PAIRED_DAYS)
    assert not series.within_days([0, 1], 17)
