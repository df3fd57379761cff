"""Tables in, tables out: rows of ADSL and ADRS become cases, and results rows of ADaM again."""

from datetime import date

import attrs
import narwhals as nw
import pandas as pd
import polars as pl
import pytest

from timeline.analysis.endpoints import (
    ADAM_COLUMNS,
    adam_rows,
    case_from_rows,
    cases_from_tables,
    endpoint,
)
from timeline.analysis.lines import derive_lines
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
        ("01", "CB", "Y", None, date(2020, 2, 26)),
        ("02", "BOR", "NON-CR/NON-PD", 4, date(2020, 2, 26)),
        ("02", "RSP", "N", None, None),
        ("02", "CB", "Y", None, date(2020, 2, 26)),
        ("04", "BOR", "MISSING", 7, None),
        ("04", "RSP", "N", None, None),
        ("04", "CCB", "N", None, None),
        ("03", "BOR", "MISSING", 7, None),
        ("03", "CRSP", "N", None, None),
        ("03", "CB", "N", None, None),
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


def test_a_subject_without_a_start_has_responses_and_no_times():
    assert [name for subject, name in table() if subject == "03"] == [
        "BOR",
        "RSP",
        "CB",
        "CBOR",
        "CRSP",
        "CCB",
    ]


def test_every_row_has_the_columns():
    assert {tuple(row) for row in table().values()} == {ADAM_COLUMNS}


def test_the_rows_are_those_of_the_convention():
    rows = table(convention=attrs.evolve(ADAM, inclusive=False, missing_as_ne=True))

    assert (rows["01", "PFS"]["AVAL"], rows["04", "BOR"]["AVALC"]) == (168, "NE")


FRAMES = {
    "pandas": pd.DataFrame,
    "pandas of pyarrow": lambda rows: pl.DataFrame(rows, infer_schema_length=None).to_pandas(
        use_pyarrow_extension_array=True
    ),
    "polars": lambda rows: pl.DataFrame(rows, infer_schema_length=None),
    "lazy": lambda rows: pl.LazyFrame(rows, infer_schema_length=None),
    "narwhals": lambda rows: nw.from_native(pl.DataFrame(rows, infer_schema_length=None)),
    "arrow": lambda rows: pl.DataFrame(rows, infer_schema_length=None).to_arrow(),
}


@pytest.mark.parametrize("library", FRAMES)
def test_a_data_frame_goes_in_directly(library):
    frame = FRAMES[library]

    assert adam_rows(cases_from_tables(frame(ADSL), frame(ADRS))) == list(table().values())


def test_days_of_pandas_with_gaps_are_read():
    adsl, adrs = pd.DataFrame(ADSL), pd.DataFrame(ADRS)
    for frame, column in ((adsl, "RANDDT"), (adsl, "TRTSDT"), (adsl, "DTHDT"), (adrs, "ADT")):
        frame[column] = pd.to_datetime(frame[column])

    assert adam_rows(cases_from_tables(adsl, adrs)) == list(table().values())


@pytest.mark.parametrize("library", FRAMES)
def test_the_assessments_of_one_subject_may_be_a_frame(library):
    frame = FRAMES[library]([{"ADT": "2020-03-01", "AVALC": "PR"}, {"ADT": None, "AVALC": "ND"}])

    case = case_from_rows("s", start="2020-01-01", assessments=frame)

    assert [event.id for event in case] == ["treatment", "assessment-1"]


def test_a_frame_of_assessments_has_two_columns():
    frame = pd.DataFrame({"VISIT": [1], "ADT": ["2020-03-01"], "AVALC": ["PR"]})

    with pytest.raises(NotationError, match=r"VISIT, ADT, AVALC.*expected two columns"):
        case_from_rows("s", start="2020-01-01", assessments=frame)


@pytest.mark.parametrize(
    ("adsl", "adrs", "names", "told"),
    [
        ({"DTHDTC": None}, {}, {}, "'DTHDT': is no column of subjects; did you mean 'DTHDTC'"),
        ({"DTHDT": None, "NACTDTC": None}, {}, {}, "did you mean 'NACTDTC'"),
        ({"DTHDT": None}, {}, {"end": "LASTDOSE"}, "'LASTDOSE': is no column of subjects"),
        ({"DTHDT": None}, {"AVAL": "PR"}, {}, "no column of assessments; did you mean 'AVAL'"),
        ({"DTHDT": None}, {}, {"start": "RANDT"}, "did you mean 'RANDDT'"),
        ({"DTHDT": None}, {}, {"subject": "SUBJID"}, "did you mean 'USUBJID'"),
    ],
)
def test_a_column_that_is_counted_on_must_be_there(adsl, adrs, names, told):
    with pytest.raises(NotationError, match=told):
        cases_from_tables(
            pd.DataFrame([{"USUBJID": "1", "RANDDT": "2020-01-01", **adsl}]),
            pd.DataFrame([{"USUBJID": "1", "ADT": "2020-03-01", **(adrs or {"AVALC": "PR"})}]),
            **names,
        )


def test_a_column_that_a_data_set_does_not_have_is_none():
    (case,) = cases_from_tables(
        [{"USUBJID": "1", "RANDDT": "2020-01-01"}], [], death=None, last_alive=None
    )

    assert [event.id for event in case] == ["treatment"]


@pytest.mark.parametrize(
    ("adsl", "adrs", "told"),
    [
        ({"DTHDT": "soon"}, {}, "'soon': subject '1', row 2 of subjects, DTHDT: "),
        ({}, {"ADT": "01MAR2020"}, "'01MAR2020': subject '1', row 1 of assessments: "),
        ({}, {"AVALC": "PRR"}, "'PRR': subject '1', row 1 of assessments: .* did you mean 'PR'"),
    ],
)
def test_an_error_names_the_subject_and_the_row(adsl, adrs, told):
    subjects = [
        {"USUBJID": "0", "RANDDT": "2020-01-01"},
        {"USUBJID": "1", "RANDDT": "2020-01-01", "DTHDT": None, **adsl},
    ]

    with pytest.raises(NotationError, match=told):
        cases_from_tables(subjects, [{"USUBJID": "1", "ADT": "2020-03-01", "AVALC": "PR", **adrs}])


def test_columns_may_have_other_names():
    (case,) = cases_from_tables(
        [{"patient": 7, "randomised": "2020-01-01", "died": "2020-02-01"}],
        [{"patient": 7, "day": "2020-01-20", "response": "SD"}],
        subject="patient",
        start="randomised",
        death="died",
        date_of="day",
        response="response",
        end=None,
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


def by_name(case, **changes):
    return {row["PARAMCD"]: row for row in adam_rows([case], **changes)}


def test_a_responder_whose_date_is_partial_is_a_responder():
    case = case_from_rows(
        "s",
        start="2020-03-26",
        assessments=[("2020-04", "CR"), ("2020-04-22", "CR")],
        last_alive="2022-01-01",
    )

    rows = by_name(case)

    assert (rows["BOR"]["AVALC"], rows["RSP"]["AVALC"], rows["CB"]["AVALC"]) == ("CR", "Y", "Y")
    assert rows["RSP"]["ADT"] is None
    assert rows["RSP"]["MISSING"] == "a whole date: 2020-04-01 to 2020-04-22"


@pytest.mark.parametrize("told", ["2020-04", "2020-04-02", "2020-03-15", "2020-03", "2019"])
def test_a_new_therapy_by_the_first_day_does_not_move_the_clock(told):
    case = case_from_rows(
        "s",
        start="2020-04-02",
        new_therapy=told,
        assessments=[("2020-05-06", "SD"), ("2020-07-08", "PD")],
        death="2020-12-01",
    )

    rows = by_name(case)
    censored = endpoint(case, "PFS", 1)

    assert {rows[name]["STARTDT"] for name in ("PFS", "OS")} == {date(2020, 4, 2)}
    assert (rows["OS"]["ADT"], rows["OS"]["AVAL"]) == (date(2020, 12, 1), 244)
    assert (censored.cnsr, censored.days.least, censored.days.most) == (1, 0, 0)
    assert [line.therapies for line in derive_lines(case)] == [("treatment",), ("new-therapy",)]


def test_what_every_reading_answers_with_no_is_no():
    case = case_from_rows("s", start="2020-03-10", assessments=[("2020-03", "NE")])

    rows = by_name(case)

    assert rows["BOR"]["AVALC"] is None  # NE, or before the start: nothing assessed
    assert (rows["RSP"]["AVALC"], rows["CB"]["AVALC"]) == ("N", "N")
    assert (rows["CRSP"]["AVALC"], rows["CCB"]["AVALC"]) == ("N", "N")


@pytest.mark.parametrize(
    ("assessments", "response", "benefit"),
    [
        ([("2020-02-26", "SD"), ("2020-04-22", "PR")], date(2020, 4, 22), date(2020, 2, 26)),
        ([("2020-01-20", "PR"), ("2020-04-22", "SD")], date(2020, 1, 20), date(2020, 1, 20)),
        ([("2020-01-20", "SD"), ("2020-04-22", "SD")], None, date(2020, 4, 22)),
        ([("2020-01-20", "SD"), ("2020-02-22", "PD")], None, None),
    ],
)
def test_a_clinical_benefit_has_its_first_day(assessments, response, benefit):
    rows = by_name(case_from_rows("s", start="2020-01-01", assessments=assessments))

    assert (rows["RSP"]["ADT"], rows["CB"]["ADT"]) == (response, benefit)


@pytest.mark.parametrize(
    ("assessments", "told"),
    [
        ([("2020-02-26", "SD"), ("2020-04-22", "PR")], ("event", 113)),
        ([("2020-02", "PR")], ("event", 32)),
        ([("2020-02-26", "SD")], ("not derived", None)),
    ],
)
def test_the_time_to_response_is_that_of_responders(assessments, told):
    case = case_from_rows("s", start="2020-01-01", assessments=assessments)

    found = endpoint(case, "TTR", 1, convention=ADAM)

    assert (found.status.value, found.days and found.days.least) == told


def test_an_assessment_of_an_unknown_subject_is_refused():
    with pytest.raises(NotationError, match="no row of subjects; did you mean 'S-01'"):
        cases_from_tables([{"USUBJID": "S-01"}], [{"USUBJID": "S-1", "AVALC": "PR"}])


def test_a_subject_has_one_row():
    with pytest.raises(NotationError, match="USUBJID must be unique"):
        cases_from_tables(ADSL[:1] * 2, [])
