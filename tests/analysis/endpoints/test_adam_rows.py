"""Tables in, tables out: rows of ADSL and ADRS become cases, and results rows of ADaM again."""

from datetime import date

import attrs
import pandas as pd
import pytest

from timeline.analysis.endpoints import (
    ADAM_COLUMNS,
    adam_rows,
    case_from_rows,
    cases_from_tables,
    endpoint,
)
from timeline.analysis.response import ADAM
from timeline.errors import NotationError

ADSL = [
    {"USUBJID": "01", "RANDDT": date(2020, 1, 1), "DTHDT": date(2020, 12, 31)},
    {"USUBJID": "02", "RANDDT": date(2020, 1, 1), "LSTALVDT": date(2020, 6, 1)},
    {"USUBJID": "03", "RANDDT": None, "TRTSDT": None},
    {"USUBJID": "04", "RANDDT": None, "TRTSDT": date(2020, 2, 1)},
]
ADRS = [
    {"USUBJID": "01", "ADT": date(2020, 2, 26), "AVALC": "PR"},
    {"USUBJID": "01", "ADT": date(2020, 4, 22), "AVALC": "CR"},
    {"USUBJID": "01", "ADT": date(2020, 6, 17), "AVALC": "PD"},
    {"USUBJID": "02", "ADT": date(2020, 2, 26), "AVALC": "NON-CR/NON-PD"},
    {"USUBJID": "04", "ADT": date(2020, 1, 15), "AVALC": "PD"},  # before the start
]


def table(**changes):
    rows = adam_rows(cases_from_tables(ADSL, ADRS), **changes)
    return {(row["USUBJID"], row["PARAMCD"]): row for row in rows}


@pytest.mark.parametrize(
    ("subject", "name", "category", "value", "day"),
    [
        ("01", "BOR", "CR", 1, date(2020, 4, 22)),
        ("01", "CBOR", "PR", 2, date(2020, 2, 26)),
        ("01", "RSP", "Y", None, date(2020, 2, 26)),
        ("01", "CRSP", "Y", None, date(2020, 2, 26)),
        ("01", "CB", "Y", None, None),
        ("02", "BOR", "NON-CR/NON-PD", 4, date(2020, 2, 26)),
        ("02", "RSP", "N", None, None),
        ("02", "CB", "Y", None, None),
        ("04", "BOR", "MISSING", 7, None),
        ("04", "RSP", "N", None, None),
        ("04", "CCB", "N", None, None),
    ],
)
def test_responses(subject, name, category, value, day):
    row = table()[subject, name]

    assert (row["AVALC"], row["AVAL"], row["ADT"]) == (category, value, day)


@pytest.mark.parametrize(
    ("subject", "name", "cnsr", "start", "day", "days", "told"),
    [
        ("01", "PFS", 0, date(2020, 1, 1), date(2020, 6, 17), 169, "progression: PD"),
        ("01", "OS", 0, date(2020, 1, 1), date(2020, 12, 31), 366, "death"),
        ("01", "RSD", 0, date(2020, 2, 26), date(2020, 6, 17), 113, "progression: PD"),
        ("01", "CRSD", 0, date(2020, 2, 26), date(2020, 6, 17), 113, "progression: PD"),
        ("02", "PFS", 1, date(2020, 1, 1), date(2020, 2, 26), 57, "last tumour assessment"),
        ("02", "OS", 1, date(2020, 1, 1), date(2020, 6, 1), 153, "last known alive"),
        ("04", "PFS", 1, date(2020, 2, 1), date(2020, 2, 1), 1, "start: no tumour assessment"),
    ],
)
def test_times_to_events(subject, name, cnsr, start, day, days, told):
    row = table()[subject, name]

    found = tuple(row[key] for key in ("CNSR", "STARTDT", "ADT", "AVAL", "EVNTDESC"))
    assert found == (cnsr, start, day, days, told)


def test_only_responders_have_a_duration_of_response():
    assert {subject for subject, name in table() if name == "RSD"} == {"01"}


def test_a_subject_never_in_the_trial_has_no_rows():
    assert {subject for subject, _ in table()} == {"01", "02", "04"}


def test_every_row_has_the_columns():
    assert {tuple(row) for row in table().values()} == {ADAM_COLUMNS}


def test_the_rows_are_those_of_the_convention():
    rows = table(convention=attrs.evolve(ADAM, inclusive=False, missing_as_ne=True))

    assert (rows["01", "PFS"]["AVAL"], rows["04", "BOR"]["AVALC"]) == (168, "NE")


def test_a_frame_of_pandas_gives_the_same():
    adsl, adrs = pd.DataFrame(ADSL), pd.DataFrame(ADRS)
    for frame, column in ((adsl, "RANDDT"), (adsl, "TRTSDT"), (adsl, "DTHDT"), (adrs, "ADT")):
        frame[column] = pd.to_datetime(frame[column])

    cases = cases_from_tables(adsl.to_dict("records"), adrs.to_dict("records"))

    assert adam_rows(cases) == list(table().values())


def test_columns_may_have_other_names():
    (case,) = cases_from_tables(
        [{"patient": 7, "randomised": "2020-01-01", "died": "2020-02-01"}],
        [{"patient": 7, "day": "2020-01-20", "response": "SD"}],
        subject="patient",
        start="randomised",
        death="died",
        date_of="day",
        response="response",
    )

    assert (case.id, endpoint(case, "OS", convention=ADAM).days.least) == ("7", 32)
    assert len(case.events) == 3


def test_what_partial_dates_leave_open_is_none_and_says_what_is_missing():
    case = case_from_rows("s", start="2020-01-01", assessments=[("2020-02", "SD")], death="2020-05")

    rows = {row["PARAMCD"]: row for row in adam_rows([case])}

    assert (rows["OS"]["CNSR"], rows["OS"]["ADT"], rows["OS"]["AVAL"]) == (0, None, None)
    assert rows["OS"]["MISSING"] == "whole dates: 122–152 days"
    assert rows["BOR"]["AVALC"] is rows["CB"]["AVALC"] is None
    assert rows["BOR"]["MISSING"] == "dates that tell which of these it was"


def test_an_assessment_of_an_unknown_subject_is_refused():
    with pytest.raises(NotationError, match="no row of subjects; did you mean 'S-01'"):
        cases_from_tables([{"USUBJID": "S-01"}], [{"USUBJID": "S-1", "AVALC": "PR"}])


def test_a_subject_has_one_row():
    with pytest.raises(NotationError, match="USUBJID must be unique"):
        cases_from_tables(ADSL[:1] * 2, [])
