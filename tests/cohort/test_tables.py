"""The tables: every cell as its column says, bounds in order, and what is unknown kept apart."""

import pyarrow as pa
import pytest

import cases
from timeline.analysis.analysis import analyse
from timeline.cohort.tables import ALL, BY_NAME, STANDARD, tables_named, work_for
from timeline.document import loads
from timeline.document.rows import from_row
from timeline.errors import NotationError


@pytest.fixture(scope="module")
def analyses(generated, seed):
    shipped = [cases.load(name) for name in cases.names()]
    return [analyse(c) for c in (*shipped, *map(from_row, generated.rows(25, seed=seed)))]


@pytest.fixture
def rows():
    """``rows("lines", text)``: the rows of one table of a document, by column."""

    def rows(name, text):
        (case,) = loads(text)
        table = BY_NAME[name]
        names = [column.name for column in table.columns]
        found = [dict(zip(names, row, strict=True)) for row in table.rows(analyse(case))]
        table.to_arrow([tuple(row.values()) for row in found])
        return found

    return rows


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_every_row_fits_its_columns(analyses, table):
    rows = [row for analysis in analyses for row in table.rows(analysis)]
    arrow = table.to_arrow(rows)

    assert arrow.num_rows == len(rows) > 0
    arrow.validate(full=True)
    assert arrow.schema.equals(table.schema(), check_metadata=True)
    assert set(arrow["case"].to_pylist()) <= {analysis.case.id for analysis in analyses}


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_columns_are_named_once_and_lengths_have_their_unit(table):
    names = [column.name for column in table.columns]

    assert len(set(names)) == len(names)
    assert names[0] == "case"
    for field in table.schema():
        assert field.metadata[b"about"].endswith(b".")
        if field.name.startswith(("days_", "duration_", "between_")):
            assert field.metadata[b"unit"] == b"days"
            assert field.type == pa.int32()


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_bounds_come_in_pairs_and_in_order(analyses, table):
    names = [column.name for column in table.columns]
    pairs = [
        (names.index(name), names.index(name.removesuffix("_min") + "_max"))
        for name in names
        if name.endswith("_min")
    ]
    assert sum(name.endswith("_max") for name in names) == len(pairs)
    for analysis in analyses:
        for row in table.rows(analysis):
            for low, high in pairs:
                assert row[low] is None or row[high] is None or row[low] <= row[high]


def test_rows_are_the_analysers_answers(analyses):
    for analysis in analyses:
        (head,) = BY_NAME["cases"].rows(analysis)
        assert head[0] == analysis.case.id
        counted = {table.name: len(list(table.rows(analysis))) for table in STANDARD}
        assert counted["lines"] == len(analysis.lines)
        assert counted["events"] == len(analysis.case.events)
        assert counted["endpoints"] == len(analysis.endpoints)
        assert counted["transitions"] == len(analysis.transitions)


def test_a_line_carries_codes_keys_and_bounds(rows):
    (line,) = rows(
        "lines",
        """
        case: x
        events:
          - {therapy: pemetrexed + carboplatin, start: 2020-03, end: 2020-06-10, line: 2,
             setting: advanced, stop: toxicity}
        """,
    )
    assert line["drugs"] == ("pemetrexed", "carboplatin")
    assert line["drugs_key"] == "carboplatin + pemetrexed"
    assert (line["drug_classes"], line["classes_key"]) == (("chemotherapy",), "chemotherapy")
    assert all(code.startswith("NCIt:C") for code in line["ncit"])
    assert (line["line"], line["reported"], line["end_reason"]) == (1, (2,), "toxicity")
    assert (line["duration_min"], line["duration_max"]) == (71, 101)
    assert line["censored"] is False


def test_a_case_without_a_calendar_has_lengths_and_no_dates(rows):
    text = """
        case: x
        day_zero: start of a
        events:
          - {therapy: crizotinib, id: a, start: day 0, end: day 90, setting: advanced}
        """
    (line,) = rows("lines", text)
    assert (line["start_min"], line["end_max"], line["duration_min"]) == (None, None, 90)
    (event,) = rows("events", text)
    assert (event["start_min"], event["end_day_min"], event["end_day_max"]) == (None, 90, 90)
    (case,) = rows("cases", text)
    assert case["calendar"] is False


def test_what_was_not_found_not_done_and_not_said_are_three_things(rows):
    found = rows(
        "findings",
        """
        case: x
        events:
          - {test: NGS, id: t1, at: 2020, specimen: plasma, not_found: EGFR T790M,
             found: [{as_written: EGFR L858R, vaf: 12.5 %}, EGFR wild type]}
          - {test: NGS, id: t2, status: declined}
          - {test: NGS, id: t3}
        """,
    )
    told = [(row["test"], row["test_status"], row["result"], row["short"]) for row in found]
    assert told == [
        ("t1", "performed", "detected", "EGFR L858R"),
        ("t1", "performed", "detected", "EGFR wild type"),
        ("t1", "performed", "not detected", "EGFR T790M"),
        ("t2", "declined", None, None),
        ("t3", "performed", None, None),
    ]
    assert [row["wild_type"] for row in found] == [False, True, False, None, None]
    assert (found[0]["vaf_min"], found[0]["vaf_max"]) == (12.5, 12.5)
    assert (found[2]["vaf_min"], found[2]["vaf_max"]) == (None, None)
    assert found[0]["hgnc"] == ("HGNC:3236",)
    assert found[0]["material"] == "plasma"


@pytest.mark.parametrize(
    ("vaf", "expected"),
    [("0.25", (25, 25)), (">5 %", (5, None)), ("<1 %", (None, 1)), ("~3 %", (3, 3))],
)
def test_a_fraction_is_percent_and_open_where_its_sign_is(rows, vaf, expected):
    (row,) = rows(
        "findings",
        f"case: x\nevents: [{{test: NGS, found: [{{as_written: ALK L1196M, vaf: '{vaf}'}}]}}]",
    )
    assert (row["vaf_min"], row["vaf_max"]) == expected


@pytest.mark.parametrize(
    ("fusion", "five", "three", "partners"),
    [
        ("EZR::ROS1", "EZR", "ROS1", ("EZR",)),
        ("FGFR3::TACC3", "FGFR3", "TACC3", ("TACC3",)),
        ("ROS1::MRAS", "ROS1", "MRAS", ("MRAS",)),
        ("ALK fusion", None, "ALK", ()),
        ("NRG1::CD74", "NRG1", "CD74", ("NRG1", "CD74")),
    ],
)
def test_the_partner_of_a_fusion_is_the_gene_that_is_no_kinase(rows, fusion, five, three, partners):
    (row,) = rows("findings", f"case: x\nevents: [{{test: NGS, found: ['{fusion}']}}]")

    assert (row["five_prime"], row["three_prime"]) == (five, three)
    assert row["fusion_partners"] == partners


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        ("57 years", (57, 57)),
        (">70 years", (70, None)),
        ("18 months", (1.5, 1.5)),
        (None, (None, None)),
    ],
)
def test_an_age_is_in_years_as_printed(rows, age, expected):
    patient = f"patient: {{age: '{age}'}}" if age else ""
    (row,) = rows("cases", f"case: x\n{patient}\nevents: []")

    assert (row["age_min"], row["age_max"]) == expected


def test_tables_go_by_their_names():
    assert tables_named(["lines", "cases", "lines"]) == (BY_NAME["cases"], BY_NAME["lines"])
    assert tables_named(["all"]) == ALL
    assert [t.name for t in work_for().tables] == [n for n in BY_NAME if n != "audit"]
    with pytest.raises(NotationError, match="'line': is no table; did you mean 'lines'"):
        work_for("line")


def test_only_what_a_table_needs_is_computed():
    analysis = analyse(cases.load("ezr-ros1"))
    for name in ("cases", "events", "findings", "assessments"):
        list(BY_NAME[name].rows(analysis))
    with_lines = analyse(cases.load("ezr-ros1"))
    list(BY_NAME["lines"].rows(with_lines))

    assert _computed(analysis) == set()
    assert _computed(with_lines) == {
        "timeline.analysis.lines.derive",
        "timeline.analysis.resistance.progression",  # its sites, and no transition
    }


def _computed(analysis):
    """Where the questions are answered that have been asked."""
    return {question.__module__ for question, *_ in analysis._known}
