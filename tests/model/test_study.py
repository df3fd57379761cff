"""Printed numbers keep their digits; a study knows its numbers by name."""

from decimal import Decimal

import pytest

from timeline.errors import NotationError, UnknownReferenceError
from timeline.model.study import (
    Arm,
    Band,
    Concentration,
    Count,
    Figure,
    Group,
    Link,
    Outcome,
    OutcomeTable,
    PValue,
    Share,
    Span,
    Study,
    Sum,
    decimals,
    study_problems,
)


@pytest.mark.parametrize(
    ("text", "k", "n", "percent"),
    [
        ("30/49 (61.2 %)", 30, 49, "61.2"),
        ("30/49 (61.2%)", 30, 49, "61.2"),
        ("28 (57.1 %)", 28, None, "57.1"),
        ("57.10 %", None, None, "57.10"),
        ("2/49 (4,1 %)", 2, 49, "4,1"),
        ("117", 117, None, None),
        ("8/88", 8, 88, None),
        ("2.1/49 (2 %)", None, 49, "2"),
        ("NR", None, None, None),
        ("not given", None, None, None),
    ],
)
def test_a_share(text, k, n, percent):
    share = Share.from_text(text)

    assert (share.k, share.n, share.percent) == (k, n, percent)
    assert str(share) == text


@pytest.mark.parametrize("text", ["", "28 of 49", "30/0", "57.1", "57..1 %", "-3 %", "(57 %)"])
def test_what_is_no_share(text):
    if text == "57.1":
        assert Share.from_text(text).k is None
        return
    with pytest.raises(NotationError):
        Share.from_text(text)


def test_trailing_zeros_are_kept():
    assert decimals("20.0") == 1
    assert str(Figure.from_text("20.0 months")) == "20.0 months"
    assert Figure.from_text("20.0 months").value == Decimal(20)


def test_not_reached_is_not_the_same_as_not_given():
    assert Figure.from_text("NR").not_reached
    assert Figure.from_text("not given").not_given
    assert not Figure.from_text("NR").not_given
    with pytest.raises(NotationError):
        Figure.from_text("unknown")


def test_spans():
    assert Span.from_text("-1.57 to 33.69").holds(Decimal(0))
    assert Span.from_text("10.1 to NR").holds(Decimal(1000))
    assert Span.from_text("26–66") == Span("26–66", Decimal(26), Decimal(66))
    assert not Span.from_text("26-66").holds(Decimal(67))
    with pytest.raises(NotationError):
        Span.from_text("66–26")


@pytest.mark.parametrize(
    ("text", "p", "agrees"),
    [
        ("0.144", 0.14448, True),
        ("0.144", 0.1446, False),
        ("1.000", 0.9997, True),
        ("< 0.001", 0.0002, True),
        ("< 0.001", 0.001, False),
        ("> 0.05", 0.06, True),
    ],
)
def test_a_p_agrees_to_its_printed_digits(text, p, agrees):
    assert PValue.from_text(text).agrees(p) is agrees


@pytest.mark.parametrize("text", ["1.5", "n.s.", "", "-0.1"])
def test_what_is_no_p(text):
    with pytest.raises(NotationError):
        PValue.from_text(text)


def test_a_censored_concentration_stays_censored():
    cell = Concentration.from_text(">3000§")

    assert (cell.relation, cell.value, cell.mark) == (">", Decimal(3000), "§")
    assert Band(mark="§", means="", least=200).holds(cell)
    assert not Band(mark="‡", means="", least=50, below=200).holds(Concentration.from_text(">60"))


def test_the_cells_of_a_table_are_numbers_with_names():
    row = Outcome(study="A", id="a", n=50, arms=[Arm("crizotinib", orr="72 %", pfs="NR")])
    made = Study(id="x", tables=[OutcomeTable(table="t", id="t", rows=[row])])

    orr = made.find("a.crizotinib.orr")
    assert orr.path == ("tables", 0, "rows", 0, "arms", 0, "orr")
    assert isinstance(orr.number, Count)
    assert orr.number.of == "a.n"
    assert orr.number.because


def test_names_are_unique_and_known():
    with pytest.raises(NotationError):
        Study(id="x", numbers=[Group("a", id="a", is_=1), Group("b", id="a", is_=2)])
    with pytest.raises(UnknownReferenceError, match="did you mean 'cohort'"):
        Study(id="x", numbers=[Group("a", id="cohort", is_=1)]).number("cohrt")
    with pytest.raises(NotationError):
        Study(id="no spaces here")


def test_a_sum_is_of_numbers_of_patients():
    wrong = Sum("s", id="s", total="a", parts="a; s; b")
    made = Study(id="x", numbers=[Group("a", id="a", is_=1), wrong])

    assert list(study_problems(made)) == [
        (("numbers", 1, "parts"), "'s' refers to itself"),
        (("numbers", 1, "parts"), "no number is called 'b'"),
    ]


def test_a_link_names_a_study_and_a_number():
    assert Link.from_text("study#id") == Link("study", "id")
    with pytest.raises(NotationError):
        Link.from_text("study")
