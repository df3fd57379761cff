"""Cases in Parquet come back as they went in, and in the stretches that are asked for."""

import polars as pl
import pytest

import cases
from timeline.cohort import store
from timeline.document.rows import from_row, to_row


def test_the_shipped_cases_come_back_equal(tmp_path):
    shipped = [cases.load(name) for name in cases.names()]
    path = tmp_path / "cases.parquet"

    assert store.write_rows(map(to_row, shipped), path) == len(shipped)
    assert [from_row(row) for row in store.read_rows(path)] == shipped


def test_a_group_is_read_by_itself(tmp_path, generated):
    rows = list(generated.rows(25))
    path = tmp_path / "cases.parquet"
    store.write_rows(rows, path, per_group=10)

    assert store.groups(path) == 3
    assert list(store.read_group(path, 1)) == rows[10:20]
    assert list(store.read_group(path, 2)) == rows[20:]


def test_no_cases_are_a_file_of_none(tmp_path):
    path = tmp_path / "cases.parquet"

    assert store.write_rows([], path) == 0
    assert list(store.read_rows(path)) == []


def test_a_case_without_events_keeps_its_place(tmp_path, generated):
    bare = generated.row(1)
    rows = [bare._replace(id="first", events=()), bare, bare._replace(id="last", events=())]
    path = tmp_path / "cases.parquet"
    store.write_rows(rows, path)

    assert list(store.read_rows(path)) == rows


def test_nothing_is_left_of_a_write_that_failed(tmp_path, generated):
    def failing():
        yield generated.row(1)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.write_rows(failing(), tmp_path / "cases.parquet", per_group=1)

    assert list(tmp_path.iterdir()) == []


def test_other_programs_read_it(tmp_path, generated):
    path = tmp_path / "cases.parquet"
    store.write_rows(generated.rows(50), path)

    events = pl.scan_parquet(path).explode("events").unnest("events")
    drugs = events.filter(pl.col("what").str.contains("crizotinib", literal=True)).collect()
    assert 0 < drugs.height < 50 * generated.EVENTS
