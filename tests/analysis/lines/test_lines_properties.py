"""What holds for the lines of every case."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from timeline.analysis.lines import PRESETS, derive_lines
from timeline.model.case import Case
from timeline.model.components import Phase, Setting, StopReason
from timeline.model.events import Progression, Therapy
from timeline.model.truth import Truth

DRUGS = st.sampled_from(
    (
        "gefitinib",
        "osimertinib",
        "docetaxel",
        "pemetrexed",
        "pemetrexed + cisplatin",
        "pemetrexed + carboplatin",
        "chemotherapy",
        "denosumab",
    )
)
FIRST = date(2020, 1, 1).toordinal()


def written(day, precision):
    return date.fromordinal(FIRST + day).isoformat()[:precision]


@st.composite
def courses(draw, *, least=1, days=700):
    """Courses with days, to be written at any precision: (fields, start, end)."""
    starts = draw(st.lists(st.integers(0, days), min_size=least, max_size=5, unique=True))
    given_courses = []
    for place, start in enumerate(sorted(starts)):
        fields = {
            "id": f"t{place}",
            "drugs": draw(DRUGS),
            "setting": draw(st.sampled_from((Setting.ADVANCED, Setting.ADJUVANT, "not stated"))),
            "stop": draw(st.sampled_from((*StopReason,))),
            "phase": draw(st.sampled_from((None, None, Phase.MAINTENANCE, Phase.INDUCTION))),
        }
        given_courses.append((fields, start, start + draw(st.integers(0, 300))))
    return given_courses


def case_of(planned, *, precision=10, progressed=None):
    events = [
        Therapy(
            fields["drugs"],
            **{name: value for name, value in fields.items() if name != "drugs"},
            start=written(start, precision),
            end=written(end, precision),
        )
        for fields, start, end in planned
    ]
    if progressed is not None:
        events.append(Progression("liver", id="pd", at=written(progressed, precision)))
    return Case(id="example", events=events)


@given(courses(), st.integers(0, 900), st.sampled_from(PRESETS), st.randoms(use_true_random=False))
def test_the_order_of_the_document_changes_nothing(planned, progressed, rules, chance):
    case = case_of(planned, progressed=progressed)
    events = list(case.events)
    chance.shuffle(events)

    lines = derive_lines(case, rules)
    shuffled = derive_lines(Case(id="example", events=events), rules)

    assert shuffled.lines == lines.lines
    assert shuffled.notation == lines.notation
    assert set(shuffled.excluded) == set(lines.excluded)


@given(courses(), st.integers(0, 900), st.sampled_from(PRESETS), st.sampled_from((4, 7)))
def test_precision_never_turns_an_answer_into_its_opposite(planned, progressed, rules, coarse):
    """What is true or false of a month or a year is not the opposite of one of its days."""
    precise = derive_lines(case_of(planned, progressed=progressed), rules)
    vague = derive_lines(case_of(planned, precision=coarse, progressed=progressed), rules)

    exact = {(f.rule, f.events[:2]): f.outcome for line in precise for f in line.rules}
    for line in vague:
        for firing in line.rules:
            told = {firing.outcome, exact.get((firing.rule, firing.events[:2]), firing.outcome)}
            assert told != {Truth.TRUE, Truth.FALSE} or not _same_question(precise, vague, firing)


def _same_question(precise, vague, firing):
    """Whether both were asked after the same lines: else the two answers are to two questions."""
    event = firing.events[min(1, len(firing.events) - 1)]
    one, other = precise.line_of(event), vague.line_of(event)
    sizes = [lines.lines[: line.number - 1] for lines, line in ((precise, one), (vague, other))]
    before = [tuple(line.therapies for line in lines) for lines in sizes]
    if firing.rule == "look-back":  # it asks of a whole line; the others of what came before one
        return before[0] == before[1] and one.therapies == other.therapies
    upto = [line.therapies[: line.therapies.index(event)] for line in (one, other)]
    return before[0] == before[1] and upto[0] == upto[1]


@given(courses(), st.sampled_from(PRESETS), st.sampled_from((4, 7, 10)))
def test_every_course_is_in_one_line_or_excluded(planned, rules, precision):
    case = case_of(planned, precision=precision)
    lines = derive_lines(case, rules)

    members = [name for line in lines for name in line.therapies]
    outside = [out.event for out in lines.excluded]
    assert sorted(members + outside) == sorted(event.id for event in case)
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    assert lines.notation.startswith(f"LoT {len(lines)} ")
    for line in lines:
        assert {name for phase in line.phases for name in phase.therapies} == set(line.therapies)
        assert line.duration.least is None or line.duration.least >= 0
        assert line.prior[0] <= line.prior[1] < line.number


@given(courses(least=2), st.sampled_from(PRESETS))
def test_whole_days_and_known_drugs_leave_no_boundary_open(planned, rules):
    for fields, _, _ in planned:
        fields |= {"drugs": fields["drugs"].replace("chemotherapy", "gemcitabine")}
        fields |= {"setting": Setting.ADVANCED, "stop": StopReason.COMPLETED}

    lines = derive_lines(case_of(planned), rules)

    assert lines.alternatives == ()


@given(courses(least=2))
def test_every_alternative_has_every_course_once(planned):
    lines = derive_lines(case_of(planned, precision=4))
    members = sorted(name for line in lines for name in line.therapies)

    for other in lines.alternatives:
        assert sorted(name for group in other.lines for name in group) == members
        assert other.why
        assert other.lines != tuple(line.therapies for line in lines) or (
            other.notation != lines.notation or "counts for" in other.why
        )
