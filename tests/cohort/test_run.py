"""Runs over files: the same output whoever does it, from where it stopped, whatever is in it."""

import json
import weakref

import pyarrow.parquet as pq
import pytest

from timeline.chronology import solve
from timeline.cohort import store
from timeline.cohort.run import REJECTS, SUMMARY, Summary, Work, analyse_files
from timeline.cohort.table import Column, Kind, Table
from timeline.errors import CaseTimelineError


def events(chronology):
    for event in chronology.case:
        bounds = chronology.bounds(
            next(iter(p for p in chronology.case.points() if p.event == event.id))
        )
        yield chronology.case.id, event.id, event.key, bounds.earliest


def lengths(chronology):
    case = chronology.case
    yield case.id, len(case.events), [event.id for event in case], chronology.consistent, 0.5


EVENTS = Table(
    "events",
    "Every event.",
    (
        Column("case", Kind.TEXT, "The case."),
        Column("event", Kind.TEXT, "Its id."),
        Column("kind", Kind.TEXT, "Its kind."),
        Column("first", Kind.DATE, "Its earliest day."),
    ),
    events,
)
LENGTHS = Table(
    "lengths",
    "How long each case is.",
    (
        Column("case", Kind.TEXT, "The case."),
        Column("events", Kind.COUNT, "How many."),
        Column("names", Kind.TEXTS, "Their ids."),
        Column("consistent", Kind.FLAG, "Whether all holds together."),
        Column("half", Kind.NUMBER, "A half."),
    ),
    lengths,
)
WORK = Work(analyse=solve, tables=(EVENTS, LENGTHS))


@pytest.fixture
def source(tmp_path, generated, seed):
    path = tmp_path / "cases.parquet"
    store.write_rows(generated.rows(60, seed=seed), path, per_group=10)
    return path


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "plan"}


def test_a_run_fills_the_tables(source, tmp_path):
    summary = analyse_files(source, tmp_path / "out", WORK, processes=1)

    assert summary == Summary(cases=60, rejected=0, rows={"events": 840, "lengths": 60})
    table = pq.read_table(tmp_path / "out" / "events.parquet")
    assert table.num_rows == 840
    assert table.column("case").to_pylist()[0] == "case-0000000"
    assert str(table.schema.field("first").type) == "date32[day]"
    assert table.schema.field("first").metadata == {b"about": b"Its earliest day.", b"unit": b""}


def test_a_run_that_stopped_goes_on_where_it_did(source, tmp_path):
    class Stopped(BaseException):
        pass

    def stop_after_three(done, _chunks, _summary):
        if done == 3:
            raise Stopped

    analyse_files(source, tmp_path / "whole", WORK, processes=1)
    with pytest.raises(Stopped):
        analyse_files(source, tmp_path / "out", WORK, processes=1, progress=stop_after_three)
    begun = []
    analyse_files(
        source, tmp_path / "out", WORK, processes=1, progress=lambda done, *_: begun.append(done)
    )

    assert begun[0] == 3
    assert content(tmp_path / "out") == content(tmp_path / "whole")


def test_parts_are_joined_to_larger_groups_in_their_order(source, tmp_path, monkeypatch):
    monkeypatch.setattr("timeline.cohort.run.part.ROWS_PER_GROUP", 300)
    analyse_files(source, tmp_path / "out", WORK, processes=1)

    with pq.ParquetFile(tmp_path / "out" / "events.parquet") as file:  # parts of 140 rows each
        groups = range(file.metadata.num_row_groups)
        assert [file.metadata.row_group(group).num_rows for group in groups] == [420, 420]
        read = file.read().column("case").to_pylist()
    assert read == sorted(read)


def test_what_holds_itself_in_a_cycle_does_not_pile_up(tmp_path, generated):
    alive = weakref.WeakSet()
    most = 0

    class Cyclic:
        def __init__(self):
            self.own = self
            alive.add(self)

    def analyse(case):
        nonlocal most
        Cyclic()
        most = max(most, len(alive))
        return solve(case)

    path = tmp_path / "cases.parquet"
    store.write_rows(generated.rows(500), path)
    work = Work(analyse=analyse, tables=(LENGTHS,))
    assert analyse_files(path, tmp_path / "out", work, processes=1).cases == 500
    assert 1 < most <= 200  # a batch


def test_a_finished_run_is_not_done_again(source, tmp_path):
    first = analyse_files(source, tmp_path / "out", WORK, processes=1)
    asked = []
    second = analyse_files(
        source, tmp_path / "out", WORK, processes=1, progress=lambda *_: asked.append(1)
    )

    assert (second, asked) == (first, [])


def test_another_input_does_not_mix_with_what_is_there(source, tmp_path, generated):
    analyse_files(source, tmp_path / "out", WORK, processes=1)
    store.write_rows(generated.rows(5), source)

    with pytest.raises(CaseTimelineError, match="begun from other input"):
        analyse_files(source, tmp_path / "out", WORK, processes=1)
    assert analyse_files(source, tmp_path / "out", WORK, processes=1, anew=True).cases == 5


def test_a_folder_with_other_things_is_left_alone(source, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine")

    with pytest.raises(CaseTimelineError, match="other things"):
        analyse_files(source, tmp_path / "out", WORK, processes=1)
    assert (tmp_path / "out" / "thesis.txt").read_text() == "mine"


def test_bad_cases_go_to_the_rejects_with_their_reason(tmp_path, generated):
    bad = generated.row(1)._replace(id="bad", about='{"patiens": {}}')
    tied = generated.row(2)
    loose = tied._replace(id="loose", events=(tied.events[0]._replace(at="after nothing"),))
    path = tmp_path / "cases.parquet"
    store.write_rows([generated.row(0), bad, loose], path)

    summary = analyse_files(path, tmp_path / "out", WORK, processes=1)

    assert (summary.cases, summary.rejected) == (1, 2)
    rejects = [json.loads(line) for line in (tmp_path / "out" / REJECTS).read_text().splitlines()]
    assert [reject["case"] for reject in rejects] == ["bad", "loose"]
    assert "patiens" in rejects[0]["reason"]
    assert "no event is called 'nothing'" in rejects[1]["reason"]


def test_a_folder_of_documents_is_read_too_and_a_broken_one_is_named(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.yaml").write_text("case: a\nevents: [{diagnosis: lung cancer, at: 2020}]\n")
    (folder / "b.yaml").write_text("case: b\nevents: [{diagnosi: lung cancer}]\n")
    (folder / "c.json").write_text('{"case": "c", "events": []}')

    summary = analyse_files(folder, tmp_path / "out", WORK, processes=1)

    assert (summary.cases, summary.rejected) == (2, 1)
    assert "b.yaml" in (tmp_path / "out" / REJECTS).read_text()


def test_json_lines_are_read_too(tmp_path):
    path = tmp_path / "cases.jsonl"
    path.write_text('{"case": "a", "events": []}\n\n{"case": \n{"case": "c", "events": []}\n')

    summary = analyse_files(path, tmp_path / "out", WORK, processes=1)

    assert (summary.cases, summary.rejected) == (2, 1)
    assert '"line 3"' in (tmp_path / "out" / REJECTS).read_text()


def test_what_holds_no_cases_is_said(tmp_path):
    with pytest.raises(CaseTimelineError, match="holds no documents"):
        analyse_files(tmp_path, tmp_path / "out", WORK)
    (tmp_path / "x.parquet").write_text("no parquet")
    with pytest.raises(CaseTimelineError, match="cannot be read as Parquet"):
        analyse_files(tmp_path / "x.parquet", tmp_path / "out", WORK)


def test_the_summary_is_kept(source, tmp_path):
    analyse_files(source, tmp_path / "out", WORK, processes=1)

    assert json.loads((tmp_path / "out" / SUMMARY).read_text())["cases"] == 60
