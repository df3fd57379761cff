"""Tables in the terminal: their shapes, chosen by the width; nothing is cut off."""

import re
from collections import Counter

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import cases
from timeline.cli.main import main
from timeline.cli.tables import cells, print_table, print_text, table_lines, wrapped
from timeline.text import printable

COLUMNS = ("drug", "case", "months")
ROWS = (
    ("antibody-drug conjugate", "breast-her2low-adc", "0.0–16.9"),
    ("crizotinib", "ezr-ros1", "≥ 21.1"),
    ("", "tbc1d32-ros1", "0.0–0.8"),
)


def lines(width: int, columns=COLUMNS, rows=ROWS) -> list[str]:
    return [line.text for line in table_lines(columns, rows, width)]


def test_a_wide_screen_has_every_column():
    assert lines(60) == [
        "drug                     case                months",
        "─" * 53,
        "antibody-drug conjugate  breast-her2low-adc  0.0–16.9",
        "crizotinib               ezr-ros1            ≥ 21.1",
        "                         tbc1d32-ros1        0.0–0.8",
    ]


def test_a_narrower_one_puts_the_first_column_above_its_rows():
    assert lines(32) == [
        "drug",
        "  case                months",
        "  " + "─" * 28,
        "antibody-drug conjugate",
        "  breast-her2low-adc  0.0–16.9",
        "crizotinib",
        "  ezr-ros1            ≥ 21.1",
        "  tbc1d32-ros1        0.0–0.8",
    ]


def test_a_very_narrow_one_makes_paragraphs_with_the_names_of_the_columns():
    assert lines(24) == [
        "antibody-drug conjugate",
        "  case:",
        "    breast-her2low-adc ·",
        "    months: 0.0–16.9",
        "crizotinib",
        "  case: ezr-ros1 ·",
        "    months: ≥ 21.1",
        "  case: tbc1d32-ros1 ·",
        "    months: 0.0–0.8",
    ]


def test_a_long_text_that_would_stand_in_a_slim_column_becomes_a_paragraph():
    row = ("alk-crizotinib-pneumonitis (line 5)", "crizotinib", "longer than none of them; " * 12)

    assert len(lines(80, ("line", "drug", "placed"), [row])) < 10


def test_a_long_last_column_goes_below_the_rows_and_the_table_stays_one():
    columns = ("line", "endpoint", "days", "because")
    rows = (
        ("1: crizotinib", "TTD", "0–364", "treatment stopped for toxicity in the second month"),
        ("1: crizotinib", "PFS", "", "missing: disease to measure, as the treatment was adjuvant"),
        ("2: lorlatinib", "TTD", "31", ""),
    )

    assert lines(44, columns, rows) == [
        "line           endpoint  days",
        "─" * 30,
        "1: crizotinib  TTD       0–364",
        "    because: treatment stopped for",
        "      toxicity in the second month",
        "1: crizotinib  PFS",
        "    because: missing: disease to measure,",
        "      as the treatment was adjuvant",
        "2: lorlatinib  TTD       31",
    ]


def test_a_column_without_cells_is_left_out():
    assert lines(40, ("test", "dates"), [("no test: one group", "")]) == [
        "test",
        "─" * 18,
        "no test: one group",
    ]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("2017-12 → 2020-09-30", 12, ["2017-12", "→ 2020-09-30"]),
        ("cisplatin + pemetrexed", 14, ["cisplatin", "+ pemetrexed"]),
        ("at least ≥ 21.1", 11, ["at least", "≥ 21.1"]),
        ("ends with an arrow →", 12, ["ends with an", "arrow →"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("", 5, [""]),
    ],
)
def test_lines_break_between_words_and_signs_lead_the_next(text, width, expected):
    assert wrapped(text, width) == expected


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1), st.integers(2, 30))
def test_no_line_is_wider_and_no_letter_is_lost(words, width):
    text = " ".join(words)

    broken = wrapped(text, width)

    assert all(cells(line) <= width for line in broken)
    assert "".join("".join(broken).split()) == "".join(printable(text).split())


def test_wide_letters_take_two_columns_and_accents_none():
    assert (cells("肺癌"), cells("é"), cells("e\N{COMBINING ACUTE ACCENT}")) == (4, 1, 1)


def test_a_terminal_gets_no_commands_from_a_document():
    assert printable("a\x1b[31mb\x07\tc") == "a�[31mb� c"
    assert printable("a\N{RIGHT-TO-LEFT OVERRIDE}bc") == "a�bc"
    assert printable("سرطان الرئة") == "سرطان الرئة"


def test_a_wrapped_line_of_text_hangs_below_its_first_word(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "20")
    print_text("   look-back: indeterminate, to say")

    assert capsys.readouterr().out.splitlines() == [
        "   look-back:",
        "     indeterminate,",
        "     to say",
    ]


@pytest.mark.parametrize("width", [60, 80, 100, 160])
@pytest.mark.parametrize("arguments", [("show", "ezr-ros1"), ("compare", "all", "--align")])
def test_what_is_printed_fits_the_screen_and_breaks_no_word(arguments, width):
    narrow, wide = (
        CliRunner(env={"COLUMNS": str(columns)}).invoke(main, arguments).stdout
        for columns in (width, 900)
    )

    assert max(map(cells, narrow.splitlines())) <= width
    known = Counter(_words(wide))
    assert [word for word in _words(narrow) if word not in known] == []


def _words(text: str) -> list[str]:
    """The words of letters and digits, without the names of columns that a paragraph adds."""
    return [word for word in re.findall(r"[\w.–-]+(?!:)\b", text) if not set(word) <= {"─", "–"}]


def test_a_table_without_rows_says_so(capsys):
    print_table("Treatments", COLUMNS, [])

    assert capsys.readouterr().out.splitlines() == ["Treatments", "none told", ""]


def test_every_case_is_shown_on_a_narrow_screen():
    for name in cases.names():
        result = CliRunner(env={"COLUMNS": "50"}).invoke(main, ["show", name])

        assert result.exit_code == 0
        assert max(map(cells, result.stdout.splitlines())) <= 50
