"""Tables of knowledge: every row cited, and a user's file read with its errors in their place."""

from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.errors import DocumentError
from timeline.knowledge.benchmarks import BENCHMARK_SHEET
from timeline.knowledge.gene_names import GENE_NAMES
from timeline.knowledge.genome import BANDS, TRANSCRIPTS
from timeline.knowledge.guidance import GUIDANCE_SHEET
from timeline.knowledge.knowledge import Knowledge, shipped
from timeline.knowledge.proteins import DOMAINS, EXONS, PROTEINS
from timeline.knowledge.residues import RESIDUES
from timeline.knowledge.rows import Trust
from timeline.knowledge.sensitivity import IC50_SHEET, sensitivity_of

SHEETS = (
    BANDS,
    BENCHMARK_SHEET,
    DOMAINS,
    EXONS,
    GENE_NAMES,
    GUIDANCE_SHEET,
    IC50_SHEET,
    PROTEINS,
    RESIDUES,
    TRANSCRIPTS,
)
HEADER = "gene\tgenotype\tdrug\tic50\tsource\tplace\ttrust"
ROW = "ROS1\tD2033N\tcrizotinib\t> 400\tmy laboratory\tnotebook 3\town observation"


def table(*rows, header=HEADER):
    return "\n".join((header, *rows)) + "\n"


def problems(text, sheet=IC50_SHEET):
    with pytest.raises(DocumentError) as caught:
        sheet.parse(text, "mine.tsv")
    return caught.value.problems


def complaints(text):
    """The problems of a table, or None when it can be read; any other error goes on."""
    try:
        IC50_SHEET.parse(text, "mine.tsv")
    except DocumentError as error:
        return error.problems
    return None


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_shipped_row_has_a_source_a_place_and_a_trust_level(sheet):
    rows = sheet.shipped()

    assert rows
    assert [row for row in rows if not (row.source and row.place)] == []
    assert {type(row.trust) for row in rows} == {Trust}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_shipped_table_has_all_its_columns_in_their_order(sheet):
    import timeline.knowledge

    path = Path(timeline.knowledge.__file__).with_name(f"{sheet.name}.tsv")

    assert path.read_text("utf-8").splitlines()[0].split("\t") == list(sheet.columns)


def test_every_table_in_the_folder_is_one_of_these():
    import timeline.knowledge

    folder = Path(timeline.knowledge.__file__).parent

    assert {path.stem for path in folder.glob("*.tsv")} == {sheet.name for sheet in SHEETS}


def test_what_is_pending_human_review_is_trusted_least():
    assert max(Trust, key=lambda trust: trust.rank) is Trust.PENDING


def test_a_cite_says_source_place_data_and_trust():
    (row,) = (r for r in IC50_SHEET.shipped() if (r.genotype, r.drug) == ("G2032R", "lorlatinib"))

    assert row.cite == (
        "Zhong 2024, J Comp Eff Res, Table 4, with data of Lin 2021, Clin Cancer Res 27:2899"
        " (preclinical table)"
    )


def test_a_users_row_goes_before_the_shipped_ones_and_changes_nothing_else(tmp_path):
    mine = tmp_path / "mine.tsv"
    mine.write_text(table(ROW.replace("D2033N", "G2032R")), "utf-8")

    tables = shipped().with_tables(ic50s=mine)
    found = sensitivity_of("ROS1 G2032R", "crizotinib", tables.ic50s)
    untouched = sensitivity_of("ROS1 G2032R", "crizotinib")

    assert found is not None
    assert (str(found.row.ic50), found.cite) == (
        "> 400",
        "my laboratory, notebook 3 (own observation)",
    )
    assert found.fold_over_parental is None  # the user's table has no controls
    assert untouched is not None
    assert str(untouched.row.ic50) == "609.6"


def test_a_users_statement_and_figure_take_the_place_of_the_shipped_ones(tmp_path):
    guidance = tmp_path / "guidance.tsv"
    guidance.write_text(
        "id\ttumour\tgene\tline\tstance\tactions\tsource\ttrust\n"
        "first-line-tki\tNSCLC\tROS1\tfirst\trecommended\ttaletrectinib\tmine\town observation\n",
        "utf-8",
    )
    figures = tmp_path / "figures.tsv"
    figures.write_text(
        "study\ttumour\tgene\tn\tline\tdrug\tendpoint\tvalue\tsource\ttrust\n"
        "PROFILE 1001\tNSCLC\tROS1\t53\t13 % first line\tcrizotinib\tPFS\tNR\tmine\ttrial\n",
        "utf-8",
    )

    tables = shipped().with_tables(guidance=guidance, benchmarks=figures)

    assert len(tables.guidance) == len(shipped().guidance)
    assert tables.guidance[0].actions == ("taletrectinib",)
    assert len(tables.benchmarks) == len(shipped().benchmarks)
    assert tables.benchmarks[0].value.not_reached


def test_knowledge_without_tables_is_empty_and_a_value():
    assert Knowledge() == Knowledge(ic50s=(), benchmarks=(), guidance=())
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        shipped().ic50s = ()


@pytest.mark.parametrize(
    ("text", "line", "column", "path", "message"),
    [
        (table(ROW.replace("> 400", "lots")), 2, 24, "ic50", "'lots': is no concentration"),
        (table(ROW.replace("> 400", "0")), 2, 24, "ic50", "above 0"),
        (table(ROW.replace("> 400", "5.4§")), 2, 24, "ic50", "is no concentration above 0"),
        (table(ROW.replace("> 400", "")), 2, 24, "ic50", "the cell is empty"),
        (table(ROW, ROW.replace("D2033N", "resistant")), 3, 6, "genotype", "no protein change"),
        (
            table(ROW.replace("own obs", "own abs")),
            2,
            55,
            "trust",
            "did you mean 'own observation'",
        ),
        (table(ROW + "\textra"), 2, 71, "", "has 8 cells between tabs; the header has 7"),
        (table("ROS1\tD2033N"), 2, 6, "", "has 2 cells between tabs; the header has 7"),
        (table(ROW, ROW), 3, 1, "", "says again what line 2 says"),
        (table(ROW, header=HEADER.replace("ic50", "IC50s")), 1, 20, "IC50s", "did you mean 'ic50'"),
        (table(ROW, header=HEADER.replace("place", "gene")), 1, 32, "gene", "is a column twice"),
        ("", 1, 1, "", "is empty; expected the columns gene, genotype, drug, ic50"),
        ("# only a remark\n\n", 1, 1, "", "is empty"),
    ],
)
def test_an_error_says_file_line_column_and_what_was_expected(text, line, column, path, message):
    problem = next(p for p in problems(text) if p.path == path)

    assert (problem.file, problem.line, problem.column) == ("mine.tsv", line, column)
    assert message in problem.message


def test_a_missing_column_is_named():
    header = HEADER.replace("\ttrust", "")

    (problem,) = problems(table(ROW.rpartition("\t")[0], header=header))

    assert str(problem) == "mine.tsv:1:1: trust: the column is missing"


def test_all_errors_of_a_file_are_told_at_once():
    found = problems(table(ROW.replace("> 400", "x"), "a\tb", ROW.replace("D2033N", "?")))

    assert [problem.line for problem in found] == [2, 3, 4]


def test_order_of_columns_blank_lines_remarks_and_windows_line_ends_do_not_matter():
    turned = "\t".join(reversed(HEADER.split("\t")))
    row = "\t".join(reversed(ROW.split("\t")))

    (found,) = IC50_SHEET.parse(f"{turned}\r\n\r\n# mine\r\n{row}\r\n", "mine.tsv")

    assert found == IC50_SHEET.parse(table(ROW), "mine.tsv")[0]


@pytest.mark.parametrize(
    ("data", "where", "message"),
    [
        (b"gene\tgenotype\nROS1\t\xff", "2:6", "is not UTF-8"),
        (b"\x00" * 5_000_001, "1:1", "is larger than 5,000,000 bytes"),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path, data, where, message):
    path = tmp_path / "mine.tsv"
    path.write_bytes(data)

    with pytest.raises(DocumentError, match=message) as caught:
        IC50_SHEET.read(path)
    assert f"{path}:{where}:" in str(caught.value)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(DocumentError, match="cannot be read: No such file"):
        IC50_SHEET.read(tmp_path / "none.tsv")


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path):
    path = tmp_path / "mine.tsv"
    path.write_bytes(b"\xef\xbb\xbf" + table(ROW).encode())

    assert len(IC50_SHEET.read(path)) == 1


@given(st.text(max_size=200))
def test_no_text_crashes_the_reader(text):
    told = complaints(text)

    assert told is None or told


@given(st.lists(st.text("GRS1986F/2032>.0 \tnonmutparel", max_size=30), max_size=6))
def test_no_rows_crash_the_reader(rows):
    told = complaints(table(*rows)) or ()

    assert all(problem.line >= 2 and problem.column >= 1 for problem in told)
