"""Each check of printed numbers: where it speaks, where it is silent, where too little is known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.analysis.numbers import audit, comparisons
from timeline.budgets import BUDGET
from timeline.document import loads_studies
from timeline.findings import Severity
from timeline.model.study import (
    Comparison,
    Count,
    Group,
    Median,
    Number,
    Study,
    Sum,
    Value,
)


def study(*numbers, name="example", test=None):
    methods = {"methods": {"test": test}} if test else {}
    made = Study(id=name, numbers=numbers)
    return made if not methods else read(f"methods: {{test: {test}}}", made)


def read(extra, made):
    from timeline.document import dumps_study

    (result,) = loads_studies(f"{dumps_study(made)}{extra}\n")
    return result


def group(name, n):
    return Group(name, id=name, is_=n)


def count(name, is_, of="all", **more):
    return Count(name, id=name, is_=is_, of=of, **more)


def codes(made, **more):
    return [finding.code for finding in audit(made, **more)]


# --- Percentages ---


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("28/49 (57.1 %)", []),
        ("28 (57.1 %)", []),
        ("57.1 %", []),
        ("28", []),
        ("not given", []),
        ("28 (57.2 %)", ["percentage-wrong"]),
        ("14 (28.5 %)", ["percentage-truncated"]),
        ("1 (2.1 %)", ["percentage-wrong"]),
        ("57.4 %", ["percentage-unattainable"]),
        ("28.5 %", ["percentage-truncated"]),
        ("50 %", ["percentage-coarse"]),
        ("28/50 (56.0 %)", ["denominator-differs"]),
        ("50 (100 %)", ["part-exceeds-whole"]),
        ("2.1/49 (2 %)", ["count-not-whole"]),
    ],
)
def test_a_printed_share_of_49(printed, said):
    found = codes(study(group("all", 49), count("some", printed)))

    assert [code for code in found if code != "another-denominator"] == said


def test_without_a_whole_nothing_is_said():
    assert codes(study(count("some", "57.4 %", of=None))) == []
    assert codes(study(group("all", 49), count("half", "20"), count("x", "3 %", of="half"))) == [
        "percentage-unattainable"
    ]


def test_what_the_curator_supposes_weighs_less():
    (found,) = audit(
        study(group("all", 49), count("some", "57.4 %", because="no other group is named"))
    )

    assert found.severity is Severity.WARNING
    assert "supposed, no other group is named" in found.message


def test_the_whole_of_a_percentage_may_itself_follow():
    # 54.9 % of 102 is 56, and 83.9 % of 56 is 47; 84.1 % is nothing.
    made = study(
        group("all", 102), count("treated", "54.9 %"), count("responded", "84.1 %", of="treated")
    )

    (found, *_) = audit(made)
    assert found.message.startswith("84.1 % is no k/56: 47/56 is 83.9 %")


# --- Sums and statements made twice ---


@given(st.lists(st.integers(0, 500), min_size=1, max_size=12), st.integers(-3, 3))
def test_a_sum_is_reported_just_when_it_is_wrong(parts, off):
    total = sum(parts) + off
    if total <= 0:
        return
    numbers = [group(f"part-{index}", k) for index, k in enumerate(parts)]
    names = [number.id for number in numbers]
    made = study(group("all", total), *numbers, Sum("sum", id="sum", total="all", parts=names))

    found = audit(made)

    assert [f.code for f in found] == (["sum-differs"] if off else [])
    assert all(f.message.endswith(f"= {sum(parts)}, stated as {total}") for f in found)


@given(st.lists(st.integers(0, 500), min_size=1, max_size=8), st.data())
def test_a_sum_leaves_its_one_unknown_part(parts, data):
    from timeline.analysis.numbers.implied import implied

    hidden = data.draw(st.integers(0, len(parts) - 1))
    numbers = [
        count(f"part-{i}", "not given" if i == hidden else str(k)) for i, k in enumerate(parts)
    ]
    names = [number.id for number in numbers]
    whole = group("all", sum(parts))

    known = implied(study(whole, *numbers, Sum("sum", id="sum", total="all", parts=names)))

    assert known.count(f"part-{hidden}") == parts[hidden]


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("28 (57.1 %)", "28", True),
        ("28", "27", False),
        ("57.1 %", "57 %", True),
        ("57.1 %", "58 %", False),
        ("28", "57.1 %", True),
        ("28", "59.2 %", False),
        ("not given", "28", True),
    ],
)
def test_two_counts_of_the_same_thing(one, other, agree):
    made = study(group("all", 49), count("a", one), count("b", other, same_as="a"))

    assert ("numbers-disagree" in codes(made)) is not agree


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("12.63 months", "12.6 months", True),
        ("12.63 months", "12.7 months", False),
        ("20 months", "20.0 months", True),
        ("NR", "NR", True),
        ("NR", "20 months", False),
        ("not given", "20 months", True),
        ("294 days", "294 months", False),
    ],
)
def test_two_medians_of_the_same_thing(one, other, agree):
    made = study(Median("PFS", id="a", is_=one), Median("PFS", id="b", is_=other, same_as="a"))

    assert (codes(made) == []) is agree


def test_an_estimate_lies_within_its_interval():
    good = Median("PFS", id="a", is_="11.0 months", ci="7.8–14.2")
    open_end = Median("PFS", id="b", is_="20.0 months", ci="10.1 to NR")
    ratio = Value("ratio", id="c", is_="1.04", ci="0.85–1.28")
    bad = Value("difference", id="d", is_="16.11 months", ci="-1.57 to 13.69")

    assert codes(study(good, open_end, ratio)) == []
    assert codes(study(bad)) == ["estimate-outside-interval"]


# --- Printed p values ---


def compared(p, *, one="24", other="5", test=None, own_test=None):
    numbers = [
        group("first", 33),
        group("second", 11),
        count("a", one, of="first"),
        count("b", other, of="second"),
        Comparison("a by b", id="p", between="a; b", is_=p, test=own_test),
    ]
    return study(*numbers, test=test)


@pytest.mark.parametrize("p", ["0.098", "0.199", "0.144", "0.14", "< 0.2", "> 0.05"])
def test_any_of_the_tests_will_do_where_none_is_named(p):
    assert codes(compared(p)) == []


def test_the_test_that_is_named_must_give_it():
    assert codes(compared("0.098", test="chi-square")) == []
    assert codes(compared("0.199", test="chi-square")) == []
    assert codes(compared("0.144", test="chi-square")) == ["p-by-another-test"]
    assert codes(compared("0.144", test="chi-square", own_test="Fisher's exact")) == []
    assert codes(compared("0.001", test="chi-square")) == ["p-not-reproduced"]


def test_a_test_of_something_else_is_not_recomputed():
    assert codes(compared("0.001", test="log-rank")) == []
    medians = [Median("PFS", id=name, is_="12 months") for name in ("a", "b")]
    p = Comparison("PFS", id="p", between=["a", "b"], is_="0.001")
    assert codes(study(*medians, p)) == []


def test_groups_that_all_have_it_cannot_be_tested():
    assert codes(compared("0.001", one="33", other="11")) == []


def test_without_scipy_a_note_says_what_was_left_out(monkeypatch):
    monkeypatch.setattr(comparisons, "can_test", lambda: False)

    (found,) = audit(compared("0.001"))

    assert found.code == "p-not-recomputed"
    assert found.severity is Severity.NOTE
    assert "p = 0.001" in found.message
    assert "pip install '.[numbers]'" in found.message


def test_wholes_that_cannot_exist_are_an_error():
    made = study(
        group("all", 20),
        Count("a", id="a", within="all", is_="70.4 %"),
        Count("b", id="b", within="all", is_="52.9 %"),
        Comparison("a by b", id="p", between="a; b", is_="0.3"),
    )

    assert codes(made) == ["percentage-unattainable"]


def test_patients_that_are_too_many_to_split_are_said():
    most = BUDGET.patients_split + 1
    made = study(
        group("all", most),
        Count("a", id="a", within="all", is_="70.4 %"),
        Count("b", id="b", within="all", is_="52.9 %"),
        Comparison("a by b", id="p", between="a; b", is_="0.3"),
    )

    (said,) = audit(made)

    assert said.code == "bound-met"
    assert f"is not looked for among {most} patients" in said.message


@pytest.mark.parametrize("more", [0, 1])
def test_a_group_too_large_to_try_other_sizes_is_said(more):
    made = study(group("all", BUDGET.patients + more), count("some", "0.0001 %"))

    found = [finding for finding in audit(made) if finding.code == "bound-met"]

    assert [finding.events for finding in found] == [("all",)] * more


# --- From paper to paper ---


def chain(*shares):
    """Three papers; each repeats the number of the one before it."""
    papers = []
    for index, share in enumerate(shares):
        origin = f"paper-{index}#some" if index else None
        numbers = (
            group("all", 49),
            count("some", share, repeats=origin, cite=f"Table {index}"),
        )
        papers.append(study(*numbers, name=f"paper-{index + 1}"))
    return papers


def test_the_way_of_an_error_through_three_papers():
    papers = chain("4 (8.3 %)", "4 (8.3 %)", "4 (8.3 %)")

    for paper in papers:
        (found,) = audit(paper, others=papers)
        assert found.message.endswith(
            "its way: paper-1 (Table 0) → paper-2 (Table 1) → paper-3 (Table 2)"
        )


def test_a_paper_that_corrects_a_number_is_told_from_those_that_repeat_it():
    first, second, third = chain("4 (8.3 %)", "4 (8.2 %)", "4 (8.3 %)")
    papers = (first, second, third)

    assert codes(second, others=papers) == ["repeat-differs"]
    assert "paper-2" not in audit(first, others=papers)[0].message


def test_what_only_the_first_paper_shows_is_told_of_the_second():
    origin = study(group("all", 11), count("some", "15.2 %"), name="origin")
    repeating = study(Count("some", id="it", is_="15.2 %", repeats="origin#some"))

    assert codes(repeating) == []
    (found,) = audit(repeating, others=[origin])
    assert found.code == "repeats-wrong-number"
    assert "[percentage-unattainable] 15.2 % is no k/11" in found.message
    assert found.events == ("it",)


def test_a_link_to_a_number_that_is_not_there():
    origin = study(group("all", 11), name="origin")
    repeating = study(Count("some", id="it", is_="15.2 %", repeats="origin#some"))

    assert codes(repeating, others=[origin]) == ["unknown-repeat"]


def test_papers_that_repeat_each_other_in_a_circle_end():
    papers = [
        study(group("all", 49), count("x", "4 (8.3 %)", repeats=f"{other}#x"), name=name)
        for name, other in (("a", "b"), ("b", "c"), ("c", "a"))
    ]

    assert all(codes(paper, others=papers) for paper in papers)


# --- Whatever a document says ---

NAMES = st.sampled_from(["a", "b", "c", "d"])
SHARES = st.builds(
    lambda k, n, p: f"{k}/{n} ({p} %)", st.integers(0, 90), st.integers(1, 90), st.integers(0, 120)
) | st.sampled_from(["15.2 %", "57.63 %", "0 %", "100 %", "7", "0", "NR", "not given", "2.1/49"])


@st.composite
def studies(draw):
    first = group("a", draw(st.integers(0, 60)))
    counts: list[Number] = [
        Count(
            name,
            id=name,
            is_=draw(SHARES),
            of=draw(NAMES | st.none()),
            within=draw(NAMES | st.none()),
            same_as=draw(NAMES | st.none()),
            repeats=draw(st.sampled_from([None, "other#a", "other#b", "example#c"])),
        )
        for name in ("b", "c", "d")
    ]
    total = Sum("sum", id="sum", total=draw(NAMES), parts=draw(st.lists(NAMES, max_size=3)))
    p = Comparison(
        "p",
        id="p",
        between=draw(st.lists(NAMES, max_size=3)),
        is_=draw(st.sampled_from(["0.05", "< 0.001", "1.000", "0"])),
    )
    name = draw(st.sampled_from(["example", "other"]))
    return Study(id=name, numbers=[first, *counts, total, p])


@given(studies(), studies())
def test_no_study_breaks_the_audit(one, other):
    for finding in audit(one, others=[other]):
        assert finding.message
        assert all(name in {number.id for number in one} for name in finding.events)
