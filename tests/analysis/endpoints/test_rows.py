"""Cases from rows of a data set, against values worked out by hand."""

from datetime import UTC, date, datetime

import attrs
import numpy as np
import pandas as pd
import pytest

from timeline.analysis.endpoints import case_from_rows, endpoint
from timeline.analysis.response import ADAM, FDA, best_response
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


@pytest.mark.parametrize(
    "nothing", [None, "", " ", float("nan"), pd.NaT, np.datetime64("NaT"), pd.NA]
)
def test_an_empty_cell_is_no_date(nothing):
    case = case_from_rows(
        "s", start="2020-01-01", new_therapy=nothing, end=nothing, death=nothing, last_alive=nothing
    )

    assert [event.id for event in case] == ["treatment"]


@pytest.mark.parametrize(
    "day",
    [
        "2020-03-01",
        "2020-03-01T08:30",
        "2020-03-01 08:30:00",
        date(2020, 3, 1),
        datetime(2020, 3, 1, 8, 30, tzinfo=UTC),
        pd.Timestamp("2020-03-01 08:30"),
        np.datetime64("2020-03-01"),
        np.datetime64("2020-03-01T08:30:00.000000000"),
    ],
)
def test_of_a_date_with_a_time_the_day_is_kept(day):
    case = case_from_rows("s", start=day, death=day)

    assert str(endpoint(case, "OS", convention=ADAM).date) == "2020-03-01"


@pytest.mark.parametrize("empty", [None, "", float("nan"), "ND", "Not Done", "MISSING", pd.NA])
def test_a_row_without_an_assessment_is_left_out(empty):
    case = case_from_rows("s", start="2020-01-01", assessments=[("2020-03-01", empty)])

    assert best_response(case, convention=ADAM).category is None
    assert endpoint(case, "PFS", convention=ADAM).rule == "no-assessment"


@pytest.mark.parametrize(
    ("told", "read"), [("pr", "PR"), (" CR ", "CR"), ("Non-CR/Non-PD", "NON-CR/NON-PD")]
)
def test_a_category_is_spelt_as_its_scale_spells_it(told, read):
    case = case_from_rows("s", start="2020-01-01", assessments=[("2020-03-01", told)])

    assert best_response(case, convention=ADAM).category == read


@pytest.mark.parametrize(
    ("told", "scale", "hint"),
    [
        ("PRR", "RECIST 1.1", "did you mean 'PR'"),
        ("iPR", "RECIST 1.1", "no category of RECIST 1.1"),
        ("PDX", "iRECIST", "no category of iRECIST"),
    ],
)
def test_a_category_that_the_scale_does_not_have_is_refused(told, scale, hint):
    with pytest.raises(NotationError, match=hint):
        case_from_rows("s", start="2020-01-01", assessments=[("2020-03-01", told)], scale=scale)


def test_a_scale_of_the_data_set_keeps_its_words():
    case = case_from_rows(
        "s", start="2020-01-01", assessments=[("2020-03-01", "better")], scale="trial 7"
    )

    assert best_response(case).category == "better"


@pytest.mark.parametrize("day", ["01MAR2020", "treatment", "after treatment"])
def test_a_cell_that_is_no_date_is_refused(day):
    with pytest.raises(NotationError, match="is no date; write 2020-03-01"):
        case_from_rows("s", start="2020-01-01", death=day)


@pytest.mark.parametrize("nothing", [None, pd.NaT, ""])
def test_a_subject_without_a_start_has_no_line(nothing):
    case = case_from_rows("s", start=nothing, assessments=[("2020-03-01", "PR")])

    with pytest.raises(NotationError, match="has no a line; its lines: none"):
        endpoint(case, "PFS")


@pytest.mark.parametrize(
    ("new_therapy", "days", "rule"),
    [
        ("2020-01-01", 0, "new-therapy"),
        ("2020-01-10", 0, "new-therapy"),  # no combination, however soon
        ("2020-02-20", 46, "new-therapy"),
        (None, 91, "last-assessment"),
    ],
)
@pytest.mark.parametrize("end", [None, "2020-01-05", "2020-05-01", "ongoing"])
def test_a_new_therapy_takes_the_place_of_the_treatment(new_therapy, days, rule, end):
    case = case_from_rows(
        "s",
        start="2020-01-01",
        assessments=[("2020-02-16", "SD"), ("2020-04-01", "SD")],
        new_therapy=new_therapy,
        end=end,
        last_alive="2020-06-01",
    )

    result = endpoint(case, "PFS", 1, convention=FDA)

    assert (result.status.value, result.days.least, result.rule) == ("censored", days, rule)


CONTRADICTIONS = {
    "visit after death": {"death": "2020-02-10", "assessments": [("2020-02-20", "SD")]},
    "progression after death": {"death": "2020-02-10", "assessments": [("2020-02-20", "PD")]},
    "last dose after death": {"death": "2020-02-10", "end": "2020-03-01"},
    "contact after death": {"death": "2020-02-10", "last_alive": "2020-03-01"},
    "next therapy after death": {"death": "2020-02-10", "new_therapy": "2020-03-01"},
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
@pytest.mark.parametrize("endpoint_name", ["PFS", "OS"])
def test_days_stand_as_recorded_where_they_contradict_one_another(name, endpoint_name):
    case = case_from_rows("s", start="2020-01-01", **CONTRADICTIONS[name])

    result = endpoint(case, endpoint_name, 1, convention=ADAM)

    assert (result.cnsr, result.days.least, result.days.most) == (0, 41, 41)


def test_without_taking_days_as_recorded_a_contradicted_one_is_set_aside():
    case = case_from_rows("s", start="2020-01-01", **CONTRADICTIONS["last dose after death"])

    result = endpoint(case, "OS", 1, convention=attrs.evolve(ADAM, as_recorded=False))

    assert (result.days.least, result.days.most) == (61, None)


@pytest.mark.parametrize("name", ["PFS", "OS"])
def test_a_death_before_the_start_counts_on_the_first_day(name):
    case = case_from_rows("s", start="2020-01-10", death="2020-01-01")

    result = endpoint(case, name, 1, convention=ADAM)

    assert (result.cnsr, result.days.least, str(result.date)) == (0, 1, "2020-01-10")


def test_a_contradicted_day_number_stands_as_well():
    case = case_from_rows("s", start="day 0", death="day 30", last_alive="day 90")

    assert endpoint(case, "OS", 1, convention=ADAM).days.most == 31


def test_a_duration_of_response_starts_at_the_response():
    case = case_from_rows("01", **SUBJECTS["01"])

    result = endpoint(case, "DOR", 1, convention=ADAM)

    assert (str(result.start), str(result.start_bounds)) == ("assessment-1", "2014-02-12")
