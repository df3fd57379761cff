"""The page on the vocabulary says what is so."""

import re
from pathlib import Path

import pytest

from timeline.vocabulary.additions import TABLES, vocabulary_with
from timeline.vocabulary.current import use
from timeline.vocabulary.drugs import find_drug
from timeline.vocabulary.genes import find_gene

PAGE = (Path(__file__).parents[2] / "docs" / "vocabulary.md").read_text("utf-8")


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_the_page_lists_the_columns_of_each_table(table):
    row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{table.name}.tsv`"))

    assert re.findall(r"`(\w+)`", row.rsplit("|", 2)[1]) == [c.name for c in table.columns]


def test_what_the_page_asserts_holds():
    (first, *_) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)

    assert first.count("assert ") >= 9
    exec(first, {})  # noqa: S102 -- the code of our own page


def test_the_example_file_of_the_page_can_be_read(tmp_path):
    (example,) = re.findall(r"```\n(table\t.*?)```", PAGE, re.DOTALL)
    (tmp_path / "ours.tsv").write_text(example, "utf-8")

    with use(vocabulary_with(tmp_path / "ours.tsv")):
        assert find_drug("exampletinib") is not None
        assert find_gene("EXA") is not None
