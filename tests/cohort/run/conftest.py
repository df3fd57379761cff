"""Small inputs for runs that are killed and let down."""

import pytest

from timeline.chronology import solve
from timeline.cohort import store
from timeline.cohort.run import Work
from timeline.cohort.table import Column, Kind, Table


def events(chronology):
    for event in chronology.case:
        yield chronology.case.id, event.id


def sizes(chronology):
    yield chronology.case.id, len(chronology.case.events)


WORK = Work(
    analyse=solve,
    tables=(
        Table(
            "events",
            "Every event.",
            (Column("case", Kind.TEXT, "Case."), Column("event", Kind.TEXT, "Id.")),
            events,
        ),
        Table(
            "sizes",
            "How long each case is.",
            (Column("case", Kind.TEXT, "Case."), Column("events", Kind.COUNT, "How many.")),
            sizes,
        ),
    ),
)


@pytest.fixture
def work():
    """Two small tables."""
    return WORK


@pytest.fixture
def source(tmp_path, generated):
    """Two chunks of cases, one of them none."""
    path = tmp_path / "cases.parquet"
    bad = generated.row(5)._replace(id="bad", about='{"patiens": {}}')
    store.write_rows([*generated.rows(5), bad], path, per_group=3)
    return path


@pytest.fixture
def content():
    """``content(folder)``: every file of a folder with its bytes."""
    return lambda folder: {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
