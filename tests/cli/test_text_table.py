"""Tables of text: as wide as the terminal, words whole as long as that goes."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.cli.text_table import broken, fitted, text_table

COLUMNS = ("drug", "case", "status")
ROWS = [
    ("crizotinib", "alk-crizotinib-pneumonitis", "event; length not known"),
    ("", "ezr-ros1", "2020-09-30 to 2023-08-31"),
]


def printed(width: int, rows=ROWS) -> list[str]:
    from rich.console import Console

    file = io.StringIO()
    Console(width=width, file=file).print(text_table("Lines", COLUMNS, rows, width=width))
    return [line.rstrip() for line in file.getvalue().splitlines()]


def test_a_wide_terminal_has_a_line_a_row():
    lines = printed(100)

    assert lines[0] == "Lines"
    assert [line.split() for line in lines[2:3]] == [["drug", "case", "status"]]
    assert any("alk-crizotinib-pneumonitis  event; length not known" in line for line in lines)


def test_a_narrower_one_breaks_behind_hyphens_and_between_words_but_no_date():
    text = "\n".join(printed(46))

    assert "alk-crizotinib-" in text
    assert "2020-09-30 to" in text
    assert "2023-08-31" in text


def test_only_then_are_words_broken():
    assert broken("transformation", 9) == ["transfor-", "mation"]
    assert broken("indeterminate;", 13) == ["indetermina-", "te;"]


def test_where_nothing_fits_each_row_is_a_block_with_its_group():
    lines = printed(24)

    assert "drug: crizotinib" in lines
    assert lines.count("drug: crizotinib") == 2  # the second row had left it to the first
    assert "case: ezr-ros1" in lines


@given(
    st.lists(st.tuples(*[st.text("ab- ", max_size=30)] * 3), min_size=1, max_size=5),
    st.integers(20, 120),
)
def test_columns_are_never_wider_than_the_terminal(rows, width):
    widths = fitted([COLUMNS, *rows], width)

    assert widths is None or sum(widths) + 2 * len(widths) <= width
    for line in printed(width, rows):
        assert len(line) <= width


@given(st.text("abcdef -", max_size=60), st.integers(5, 30))
def test_breaking_loses_no_word(text, width):
    lines = broken(text, width)

    assert all(len(line) <= width for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == text.replace("-", "").replace(
        " ", ""
    )


@pytest.mark.parametrize("width", [30, 60, 80, 120])
def test_markup_in_a_cell_is_text(width):
    assert any("[bold]x" in line for line in printed(width, [("[bold]x", "c", "s")]))
