"""A cohort: read from anything, cut by anything its tables say, and written elsewhere."""

import json
from datetime import date

import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import cases
from timeline.analysis.response import ADAM, FDA, STANDARD
from timeline.cohort import Cohort, analyse_files, store, work_for
from timeline.cohort.survival import LeftOut, ObservedTime, estimate, observed_times
from timeline.document import dumps, dumps_json
from timeline.document.rows import to_row
from timeline.errors import CaseTimelineError, NotationError


@pytest.fixture(scope="module")
def shipped():
    return Cohort(map(cases.load, cases.names()))


def small(name, *events, about=""):
    return {"case": name, "events": list(events)} | ({"note": about} if about else {})


ROS1 = {"test": "NGS", "found": ["CD74::ROS1"], "at": "2020"}
CRIZOTINIB = {"therapy": "crizotinib", "start": "2020-01", "setting": "advanced"}
OSIMERTINIB = {"therapy": "osimertinib", "start": "2021-01", "setting": "advanced"}


# --- From where ---


def test_the_shipped_corpus_makes_a_cohort(shipped):
    assert shipped.ids == cases.names()
    assert shipped["ezr-ros1"] == cases.load("ezr-ros1")
    assert [case.id for case in shipped] == list(shipped.ids)
    assert shipped.rejected == ()
    assert repr(shipped) == f"<Cohort of {len(cases.names())} cases>"
    assert set(shipped.lines["case"]) <= set(shipped.ids)


def test_documents_folders_and_files_of_cases_read_the_same(shipped, tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    for case in shipped:
        (folder / f"{case.id}.yaml").write_text(dumps(case), "utf-8")
    store.write_rows(map(to_row, shipped.cases), tmp_path / "cases.parquet")

    by_folder, by_parquet = Cohort.read(folder), Cohort.read(tmp_path / "cases.parquet")
    by_name = Cohort.read(*sorted(folder.iterdir()))
    assert by_folder.cases == by_parquet.cases == by_name.cases == shipped.cases
    assert by_parquet.endpoints.equals(shipped.endpoints)


def test_what_cannot_be_read_is_kept_with_its_reason(tmp_path):
    (tmp_path / "good.yaml").write_text("case: good\nevents: [{diagnosis: lung cancer}]\n")
    (tmp_path / "bad.yaml").write_text("case: bad\nevents: [{diagnosi: lung cancer}]\n")

    cohort = Cohort.read(tmp_path)
    assert cohort.ids == ("good",)
    (rejected,) = cohort.rejected
    assert (rejected.case, rejected.source) == ("bad", str(tmp_path / "bad.yaml"))
    assert "did you mean 'diagnosis'" in rejected.reason
    assert repr(cohort) == "<Cohort of 1 cases, 1 rejected>"


def test_one_id_for_two_cases_is_an_error_that_names_both_places(tmp_path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text("case: same\nevents: []\n")

    with pytest.raises(CaseTimelineError, match=r"'same'.*one\.yaml.*two\.yaml"):
        Cohort.read(tmp_path)
    with pytest.raises(CaseTimelineError, match="'ezr-ros1': case 1, and case 2"):
        Cohort([cases.load("ezr-ros1")] * 2)


def test_a_path_that_holds_nothing_is_said(tmp_path):
    with pytest.raises(CaseTimelineError, match="there is no such file"):
        Cohort.read(tmp_path / "nowhere")
    with pytest.raises(CaseTimelineError, match="holds no documents"):
        Cohort.read(tmp_path)


def test_rows_are_whole_cases_or_events_of_them():
    whole = Cohort.from_rows([small("a", ROS1, CRIZOTINIB), small("b", OSIMERTINIB)])
    flat = pl.DataFrame(
        [{"case": "a", **ROS1}, {"case": "a", **CRIZOTINIB}, {"case": "b", **OSIMERTINIB}]
    ).to_dicts()

    assert Cohort.from_rows(flat).cases == whole.cases
    assert whole.lines["drugs"].to_list() == [["crizotinib"], ["osimertinib"]]


def test_rows_may_hold_dates_and_a_bad_one_is_named():
    cohort = Cohort.from_rows(
        [
            {"case": "a", "therapy": "crizotinib", "start": date(2020, 1, 5)},
            {"case": "b", "therapie": "crizotinib"},
            {"therapy": "crizotinib"},
        ]
    )
    assert cohort.ids == ("a",)
    assert cohort.lines["start_min"].to_list() == [date(2020, 1, 5)]
    assert [rejected.case for rejected in cohort.rejected] == ["row 3", "b"]
    assert "therapie" in cohort.rejected[1].reason


EVENTS = [
    {"case": "a", "therapy": "crizotinib", "start": date(2020, 1, 5), "line": 1, "at": None},
    {"case": "a", "therapy": None, "start": None, "line": None, "at": date(2020, 3, 1),
     "assessment": "CT", "response": "PR"},
    {"case": "b", "therapy": "osimertinib", "start": None, "line": 2, "at": None},
]  # fmt: skip


@pytest.mark.parametrize(
    "frame",
    [
        list,
        pd.DataFrame,  # whole numbers with gaps are floats, empty texts NaN
        lambda rows: pd.DataFrame(rows).convert_dtypes(),  # NA and Int64
        lambda rows: pd.DataFrame(rows).assign(start=lambda f: pd.to_datetime(f["start"])),  # NaT
        lambda rows: pl.DataFrame(rows, infer_schema_length=None),
        lambda rows: nw.from_native(pl.LazyFrame(rows, infer_schema_length=None)),
    ],
)
def test_a_data_frame_goes_in_directly(frame):
    cohort = Cohort.from_rows(frame(EVENTS))

    assert cohort.rejected == ()
    assert cohort.cases == Cohort.from_rows(EVENTS).cases
    assert [str(event.start) for event in cohort["a"] if event.id == "crizotinib"] == ["2020-01-05"]
    assert [event.line for event in cohort["b"]] == [2]


def test_numbers_of_numpy_are_read():
    (case,) = Cohort.from_rows(
        [{"case": np.int64(7), "therapy": "crizotinib", "line": np.int64(1)}]
    )

    assert (case.id, case.events[0].line) == ("7", 1)


def test_what_is_wrong_is_told_with_its_case_and_row():
    cohort = Cohort.from_rows(
        pd.DataFrame(
            [
                {"case": "a", "therapy": "crizotinib", "start": "2020"},
                {"case": "b", "therapy": "crizotinib", "start": "2020"},
                {"case": "a", "therapy": "crizotinib", "start": "January"},
            ]
        )
    )

    assert cohort.ids == ("b",)
    (rejected,) = cohort.rejected
    assert rejected.reason.startswith("row 3, case 'a': start: ")


def test_a_frame_without_cases_is_told_which_column_may_be_meant():
    cohort = Cohort.from_rows(pd.DataFrame([{"cases": "a", "therapy": "crizotinib"}]))

    assert "did you mean 'cases'" in cohort.rejected[0].reason


def test_two_columns_of_one_name_are_refused():
    frame = pd.DataFrame([["a", "x", "y"]], columns=["case", "therapy", "therapy"])

    with pytest.raises(NotationError, match="'therapy': names several columns"):
        Cohort.from_rows(frame)


# --- Times ---


def timed(name, *events):
    therapy = {"therapy": "crizotinib", "start": "2020-01-01", "line": 1, "setting": "advanced"}
    return {"case": name, "events": [therapy, *events]}


TIMED = Cohort.from_rows(
    [
        timed("whole", {"assessment": "CT", "at": "2020-03-01", "response": "PD"}),
        timed("month", {"assessment": "CT", "at": "2020-04", "response": "PD"}),
        timed("nothing"),
        {"case": "untreated", "events": [{"diagnosis": "lung cancer", "at": "2020"}]},
    ]
)


def test_times_go_into_a_curve_with_their_bounds_and_nobody_is_dropped():
    found = TIMED.times("pfs")

    assert found.times == (
        ObservedTime("whole", 60, 60, True),
        ObservedTime("month", 91, 120, True),
        ObservedTime("nothing", 0, 0, False),
    )
    assert found.left_out == (LeftOut("untreated", "no line 1"),)
    curve = estimate(found.times, endpoint="PFS", left_out=found.left_out)
    assert (curve.earliest.median.day, curve.latest.median.day) == (60, 60)
    assert curve.turnbull.quantile(0.9) == (91, 120)


def test_times_are_also_those_of_another_line_or_from_diagnosis():
    assert [one.reason for one in TIMED.times("PFS", line=2).left_out] == ["no line 2"] * 4
    assert TIMED.times("OS", line=None).left_out[0].reason == "no diagnosis to time from"
    assert TIMED.times("DOR").left_out[0] == LeftOut("whole", "missing: a response")
    with pytest.raises(NotationError, match="did you mean 'PFS'"):
        TIMED.times("PSF")


@pytest.mark.parametrize(("convention", "days"), [(STANDARD, 60), (ADAM, 61)])
def test_the_convention_is_an_option(convention, days, tmp_path):
    store.write_rows(map(to_row, TIMED.cases), tmp_path / "cases.parquet")
    analyse_files(
        tmp_path / "cases.parquet",
        tmp_path / "out",
        work_for("cases", "endpoints", "responses", convention=convention),
        processes=2,
    )

    for cohort in (
        Cohort(TIMED.cases, convention=convention),
        Cohort.read(tmp_path / "cases.parquet", convention=convention),
        Cohort.from_rows(map(data, TIMED.cases), convention=convention),
        Cohort.from_tables(tmp_path / "out"),
    ):
        assert cohort.times("PFS").times[0].least == days
        assert set(cohort.endpoints["convention"]) == {convention.name}
        assert set(cohort.responses["convention"]) == {convention.name}


def data(case):
    return json.loads(dumps_json(case))


def test_a_run_does_not_go_on_under_another_convention(tmp_path):
    store.write_rows(map(to_row, TIMED.cases), tmp_path / "cases.parquet")
    source, out = tmp_path / "cases.parquet", tmp_path / "out"
    analyse_files(source, out, work_for("cases"), processes=1)

    with pytest.raises(CaseTimelineError, match="the convention"):
        analyse_files(source, out, work_for("cases", convention=FDA), processes=1)


def test_the_table_of_endpoints_is_read_as_times():
    frame = TIMED.endpoints.filter(pl.col("endpoint") == "PFS", pl.col("line") == 1)

    assert observed_times(frame) == TIMED.times("PFS").times
    assert observed_times(frame.to_pandas()) == TIMED.times("PFS").times


# --- Tables ---


def test_tables_are_typed_frames(shipped):
    schema = shipped.lines.schema

    assert schema["start_min"] == pl.Date
    assert schema["duration_max"] == pl.Int32
    assert schema["drugs"] == pl.List(pl.String)
    assert shipped.table("cases").height == len(shipped)
    assert shipped.audit.height > 0
    with pytest.raises(NotationError, match="did you mean 'endpoints'"):
        shipped.table("endpoint")


def test_an_empty_cohort_has_empty_tables():
    empty = Cohort([])

    assert len(empty) == 0
    assert empty.lines.height == 0
    assert empty.lines.schema["drugs"] == pl.List(pl.String)
    assert empty.group_by("drug") == {}


def test_every_form_is_one_call_and_keeps_the_values(shipped, tmp_path):
    arrow = shipped.to_arrow("lines")
    assert arrow.schema.field("duration_min").metadata[b"unit"] == b"days"
    assert arrow.schema.field("drugs").type == pa.list_(pa.string())
    assert list(shipped.to_pandas("lines")["line"]) == shipped.lines["line"].to_list()

    files = shipped.to_csv(tmp_path / "csv", "lines")
    assert [file.name for file in files] == ["lines.csv"]
    back = pl.read_csv(files[0])
    assert back["drugs"].to_list() == ["; ".join(d) for d in shipped.lines["drugs"].to_list()]

    written = shipped.to_parquet(tmp_path / "parquet")
    assert {file.stem for file in written} == {table.name for table in work_for().tables}
    again = Cohort.from_tables(tmp_path / "parquet")
    assert again.lines.equals(shipped.lines)
    assert again.ids == shipped.ids


def test_a_wrong_name_writes_nothing(shipped, tmp_path):
    with pytest.raises(NotationError):
        shipped.to_csv(tmp_path / "out", "lines", "lins")
    assert not (tmp_path / "out").exists()


# --- Parts ---


COHORT = Cohort.from_rows(
    [
        small("a", {"diagnosis": "lung adenocarcinoma"}, ROS1, CRIZOTINIB, OSIMERTINIB),
        small("b", {"diagnosis": "lung squamous cell carcinoma"},
              {"test": "NGS", "found": ["EZR::ROS1", "TP53 R175H"]},
              {"therapy": "osimertinib", "start": "2020-01", "setting": "adjuvant"}),
        small("c", {"diagnosis": "melanoma"}, {"test": "NGS", "not_found": ["ROS1 fusion"]}),
        small("d", {"test": "NGS", "found": ["ROS1 wild type"]}, CRIZOTINIB),
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"gene": "ROS1"}, "ab"),
        ({"gene": "TP53"}, "b"),
        ({"gene": "ALK"}, ""),
        ({"fusion_partner": "CD74"}, "a"),
        ({"drug": "osimertinib"}, "ab"),
        ({"drug": "Tagrisso"}, "ab"),
        ({"drug": "osimertinib", "line": 1}, "b"),
        ({"drug": "osimertinib", "line": 2}, "a"),
        ({"drug": "crizotinib", "setting": "adjuvant"}, ""),
        ({"drug_class": "egfr-tki"}, "ab"),
        ({"setting": "adjuvant"}, "b"),
        ({"line": 2}, "a"),
        ({"histology": "NSCLC"}, "ab"),
        ({"histology": "melanoma"}, "c"),
        ({"gene": "ROS1", "drug": "crizotinib"}, "a"),
        ({}, "abcd"),
    ],
)
def test_a_filter_keeps_the_cases_that_meet_every_condition(asked, expected):
    assert "".join(COHORT.filter(**asked).ids) == expected


def test_a_filter_may_be_a_function():
    part = COHORT.filter(lambda case: len(case.events) == 2, drug="crizotinib")

    assert part.ids == ("d",)
    assert part.lines["case"].to_list() == ["d"]
    assert part.cases == (COHORT["d"],)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"gene": "ROS2"}, "is no gene known here; did you mean 'ROS1'"),
        ({"drug": "crizotinip"}, "is no drug known here; did you mean 'crizotinib'"),
        ({"drug_class": "EGFR-TKIs"}, "is no drug class known here; did you mean 'EGFR-TKI'"),
        ({"histology": "adenocarcinoma of nothing"}, "is no histology known here"),
        ({"setting": "advancd"}, "did you mean 'advanced'"),
    ],
)
def test_a_slip_of_the_pen_is_no_empty_cohort(asked, message):
    with pytest.raises(NotationError, match=message):
        COHORT.filter(**asked)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("gene", {"CD74": "a", "EZR": "b", "ROS1": "ab", "TP53": "b", None: "cd"}),
        ("fusion_partner", {"CD74": "a", "EZR": "b", None: "cd"}),
        ("drug", {"crizotinib": "ad", "osimertinib": "ab", None: "c"}),
        ("line", {1: "abd", 2: "a", None: "c"}),
        ("setting", {"adjuvant": "b", "advanced": "ad", None: "c"}),
        ("histology", {"LUAD": "a", "LUSC": "b", "MEL": "c", None: "d"}),
        (lambda case: len(case.events), {2: "cd", 3: "b", 4: "a"}),
    ],
)
def test_groups_hold_each_case_of_a_value_and_the_rest_under_none(by, expected):
    groups = COHORT.group_by(by)

    assert {key: "".join(part.ids) for key, part in groups.items()} == expected
    assert list(groups) == list(expected)


def test_a_part_shares_what_was_computed_and_can_be_cut_again():
    whole = COHORT.lines
    part = COHORT.filter(gene="ROS1").filter(setting="advanced")

    assert part.lines.equals(whole.filter(pl.col("case") == "a"))
    assert len(part.group_by("drug")) == 2


def test_groups_go_by_what_there_is():
    with pytest.raises(NotationError, match="did you mean 'histology'"):
        COHORT.group_by("histolgy")


# --- From tables ---


@pytest.fixture
def written(tmp_path, generated):
    store.write_rows(generated.rows(20), tmp_path / "cases.parquet")
    analyse_files(tmp_path / "cases.parquet", tmp_path / "out", work_for("cases", "lines"))
    return tmp_path / "out"


def test_the_tables_of_a_run_make_a_cohort_without_cases(written):
    cohort = Cohort.from_tables(written)

    assert len(cohort) == 20
    assert 0 < len(cohort.filter(drug_class="ROS1-TKI", line=1)) < 20
    with pytest.raises(CaseTimelineError, match="has no cases"):
        _ = cohort.cases
    with pytest.raises(CaseTimelineError, match="no table 'endpoints'; it has cases, lines"):
        _ = cohort.endpoints


def test_what_was_rejected_in_a_run_is_known(tmp_path, generated):
    bad = generated.row(1)._replace(id="bad", about='{"patiens": {}}')
    store.write_rows([generated.row(0), bad], tmp_path / "cases.parquet")
    analyse_files(tmp_path / "cases.parquet", tmp_path / "out", work_for("lines"), processes=1)

    cohort = Cohort.from_tables(tmp_path / "out")
    assert [rejected.case for rejected in cohort.rejected] == ["bad"]


def test_a_folder_without_tables_is_said(tmp_path):
    with pytest.raises(CaseTimelineError, match="holds none of the tables"):
        Cohort.from_tables(tmp_path)
    (tmp_path / "plan").write_text("")
    with pytest.raises(CaseTimelineError, match="is not finished"):
        Cohort.from_tables(tmp_path)


def test_one_id_in_two_rows_of_cases_is_an_error(tmp_path, generated):
    store.write_rows([generated.row(0)] * 2, tmp_path / "cases.parquet")
    analyse_files(tmp_path / "cases.parquet", tmp_path / "out", work_for("cases"), processes=1)

    with pytest.raises(CaseTimelineError, match="several cases have one id: case-0000000"):
        Cohort.from_tables(tmp_path / "out")
