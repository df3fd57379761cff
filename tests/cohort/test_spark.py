"""On Spark, with two workers, the tables and the aggregates are those of one process."""

import sys
import warnings

import polars as pl
import pytest

import cases
from timeline.cohort import Cohort, aggregates, spark, store, work_for
from timeline.document.rows import from_row, to_row
from timeline.vocabulary.additions import vocabulary_with
from timeline.vocabulary.current import use

pytestmark = [pytest.mark.needs("java"), pytest.mark.slow]

WORK = work_for()


@pytest.fixture(scope="module")
def session():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        from pyspark.sql import SparkSession

        found = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "4")
            .config("spark.log.level", "ERROR")
            .getOrCreate()
        )
        yield found
        found.stop()


@pytest.fixture(scope="module")
def rows(generated, seed):
    bad = generated.row(7)._replace(id="bad", about='{"patiens": {}}')
    shipped = [to_row(cases.load(name)) for name in cases.names()]
    return [*shipped, *generated.rows(40, seed=seed), bad]


@pytest.fixture(scope="module")
def cohort(rows):
    return Cohort(from_row(row) for row in rows if row.id != "bad")


@pytest.fixture(scope="module")
def analysed(session, rows, tmp_path_factory):
    path = tmp_path_factory.mktemp("spark") / "cases.parquet"
    store.write_rows(rows, path)
    read = session.read.parquet(str(path)).repartition(4)
    assert read.rdd.getNumPartitions() == 4
    result = spark.analyse(read, WORK).cache()
    assert result.count() == len(rows)
    return result


def by_row(frame):
    """The rows as text, in an order of their own."""
    return sorted(map(repr, frame.rows()))


def collected(frame):
    """A Spark frame as a Polars one."""
    with warnings.catch_warnings():  # Spark's own, of its way to Arrow
        warnings.simplefilter("ignore")
        return pl.from_arrow(frame.toArrow())


@pytest.mark.parametrize("name", [table.name for table in WORK.tables])
def test_every_table_is_that_of_one_process(analysed, cohort, name):
    found = collected(spark.table(analysed, name))

    assert found.columns == cohort.table(name).columns
    assert by_row(found) == by_row(cohort.table(name))


def test_more_than_one_worker_took_part(session, analysed):
    from pyspark.sql.functions import spark_partition_id

    assert analysed.select(spark_partition_id()).distinct().count() > 1
    assert session.sparkContext.defaultParallelism == 2


def test_a_bad_case_is_told_and_stops_nothing(analysed):
    (row,) = spark.rejects(analysed).collect()

    assert row["case"] == "bad"
    assert "patiens" in row["rejected"]


@pytest.mark.parametrize(
    ("name", "aggregate"),
    [
        ("lines", aggregates.line_durations),
        ("lines", lambda f: aggregates.line_durations(f, ("drug_classes", "setting"))),
        ("transitions", aggregates.transition_counts),
        ("endpoints", aggregates.endpoint_counts),
        ("lines", aggregates.directly_follows),
        ("lines", lambda f: aggregates.directly_follows(f, "drug_classes")),
        ("findings", aggregates.co_occurrence),
    ],
)
def test_aggregates_are_those_of_polars(analysed, cohort, name, aggregate):
    found = collected(aggregate(spark.table(analysed, name)))
    expected = aggregate(cohort.table(name))

    assert found.columns == expected.columns
    assert by_row(found) == by_row(expected)


def test_aggregates_of_two_tables_are_those_of_polars(analysed, cohort):
    lines, findings, ends = (spark.table(analysed, n) for n in ("lines", "findings", "endpoints"))

    by_gene = aggregates.line_durations(aggregates.with_genotype(lines, findings), ("genotype",))
    expected = aggregates.line_durations(
        aggregates.with_genotype(cohort.lines, cohort.findings), ("genotype",)
    )
    assert by_row(collected(by_gene)) == by_row(expected)
    by_drug = aggregates.endpoint_counts(ends, ("endpoint", "drugs"), lines=lines)
    expected = aggregates.endpoint_counts(
        cohort.endpoints, ("endpoint", "drugs"), lines=cohort.lines
    )
    assert by_row(collected(by_drug)) == by_row(expected)


def test_workers_read_the_vocabulary_of_who_began_them(session, tmp_path, generated):
    (tmp_path / "drugs.tsv").write_text(
        "inn\tdrug_class\trole\tsource\nexampletinib\tEXA-TKI\tantineoplastic\tours\n"
    )
    event = generated.row(0).events[3]
    ours = generated.row(0)._replace(
        events=(event._replace(what='{"therapy":"exampletinib","setting":"advanced"}'),)
    )
    store.write_rows([ours], tmp_path / "cases.parquet")
    with use(vocabulary_with(tmp_path / "drugs.tsv")):
        read = session.read.parquet(str(tmp_path / "cases.parquet"))
        (line,) = spark.table(spark.analyse(read, work_for("lines")), "lines").collect()

    assert line["drug_classes"] == ["EXA-TKI"]
