"""The page on cohorts says what is so: tables, columns, defaults, and code that runs."""

import re
from pathlib import Path

import pytest

from timeline.cohort.describe import as_markdown
from timeline.cohort.tables import ALL, STANDARD

PAGE = (Path(__file__).parents[2] / "docs" / "cohorts.md").read_text("utf-8")


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_the_page_has_each_table_as_the_schema_has_it(table):
    assert as_markdown(table) in PAGE


def test_the_page_has_no_table_that_is_none():
    assert re.findall(r"^### `(\w+)`$", PAGE, re.MULTILINE) == [table.name for table in ALL]


def test_the_page_names_what_is_left_out_by_default():
    assert {table.name for table in ALL} - {table.name for table in STANDARD} == {"audit"}
    assert "`audit`" in PAGE


def test_the_code_of_the_page_runs(tmp_path, monkeypatch, generated):
    from timeline.cohort import store

    monkeypatch.chdir(tmp_path)
    store.write_rows(generated.rows(30), Path("cases.parquet"))
    blocks = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    names = {}
    for block in blocks:
        if "pyspark" not in block:  # tests/cohort/test_spark.py holds what that block says
            exec(block, names)  # noqa: S102 -- the code of our own page
    assert names["cohort"].ids == names["again"].ids
