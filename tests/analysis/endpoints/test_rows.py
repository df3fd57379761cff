"""Cases from rows of a data set, against values worked out by hand."""

from datetime import date

import pytest

from timeline.analysis.endpoints import case_from_rows, endpoint
from timeline.analysis.response import ADAM, best_response
from timeline.errors import NotationError

SUBJECTS = {
    "01": {
        "start": "2014-01-02",
        "assessments": [("2014-02-12", "PR"), ("2014-03-26", "PR"), ("2014-05-07", "PD")],
        "death": "2014-09-01",
    },
    "02": {
        "start": "2014-01-02",
        "assessments": [("2014-02-12", "SD")],
        "last_alive": "2014-08-01",
    },
    "03": {"start": "2014-01-02", "last_alive": "2014-02-01"},
    "04": {
        "start": "2014-01-02",
        "assessments": [("2014-02-20", "CR"), ("2014-03-10", "NE")],
        "death": "2014-03-20",
    },
    "05": {
        "start": "2014-01-02",
        "assessments": [("2014-02-20", "SD"), ("2014-04-20", "PD")],
        "new_therapy": "2014-04-01",
        "last_alive": "2014-06-01",
    },
}


@pytest.mark.parametrize(
    ("subject", "name", "cnsr", "days"),
    [
        ("01", "PFS", 0, 126),
        ("01", "OS", 0, 243),
        ("01", "DOR", 0, 85),
        ("02", "PFS", 1, 42),
        ("02", "OS", 1, 212),
        ("03", "PFS", 1, 1),
        ("03", "OS", 1, 31),
        ("04", "PFS", 0, 78),
        ("04", "OS", 0, 78),
        ("04", "DOR", 0, 29),
        ("05", "PFS", 0, 109),
        ("05", "OS", 1, 151),
    ],
)
def test_time_to_event(subject, name, cnsr, days):
    result = endpoint(case_from_rows(subject, **SUBJECTS[subject]), name, 1, convention=ADAM)

    assert (result.cnsr, result.days.least, result.days.most) == (cnsr, days, days)


@pytest.mark.parametrize(
    ("subject", "plain", "confirmed"),
    [
        ("01", "PR", "PR"),
        ("02", "NE", "NE"),  # on day 41 of the difference
        ("03", None, None),
        ("04", "CR", "SD"),
        ("05", "SD", "SD"),
    ],
)
def test_best_response(subject, plain, confirmed):
    case = case_from_rows(subject, **SUBJECTS[subject])

    assert best_response(case, 1, convention=ADAM).category == plain
    assert best_response(case, 1, convention=ADAM, confirmed=True).category == confirmed


def test_rows_may_hold_dates_of_python_and_partial_ones():
    case = case_from_rows(
        "s", start=date(2020, 1, 1), assessments=[("2020-03", "SD")], end="ongoing"
    )

    result = endpoint(case, "PFS")

    assert (result.days.least, result.days.most) == (60, 90)


def test_rows_need_no_order():
    rows = [("2020-06-01", "PD"), ("2020-03-01", "PR")]

    case = case_from_rows("s", start="2020-01-01", assessments=rows)

    assert best_response(case).category == "PR"


def test_a_date_that_cannot_be_read_is_refused():
    with pytest.raises(NotationError, match="write 2020-03-01"):
        case_from_rows("s", start="1 March 2020")


@pytest.mark.parametrize(
    ("name", "line", "hint"), [("PSF", 1, "did you mean 'PFS'"), ("PFS", 7, "has no line 7")]
)
def test_an_endpoint_or_line_that_is_not_there(name, line, hint):
    case = case_from_rows("s", start="2020-01-01")

    with pytest.raises(NotationError, match=hint):
        endpoint(case, name, line)


def test_a_row_of_a_table_has_plain_values():
    row = endpoint(case_from_rows("s", start="2020-01-01", death="2020-02-01"), "OS").as_row()

    assert (row["endpoint"], row["cnsr"], row["days_least"], row["date"]) == (
        "OS",
        0,
        31,
        "2020-02-01",
    )
    assert all(isinstance(value, str | int | None) for value in row.values())
