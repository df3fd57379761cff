"""Aggregates over the tables: worked out by hand on a few cases, by brute force on many."""

from collections import Counter
from itertools import combinations_with_replacement, pairwise, product

import polars as pl
import pytest

from timeline.cohort import Cohort
from timeline.cohort.aggregates import (
    LAST,
    START,
    co_occurrence,
    directly_follows,
    endpoint_counts,
    line_durations,
    transition_counts,
    with_genotype,
)
from timeline.document.rows import from_row


def therapy(drugs, start, end=None, **more):
    data = {"therapy": drugs, "start": start, "setting": "advanced", **more}
    return data | ({"end": end} if end else {})


COHORT = Cohort.from_rows(
    [
        {"case": "a", "cut_off": "2021-03-01", "events": [
            {"test": "NGS", "id": "t1", "at": "2020-01-01", "found": ["CD74::ROS1", "TMB 5 mut/Mb"],
             "not_found": ["ROS1 G2032R"]},
            therapy("crizotinib", "2020-01-10", "2020-04-09", stop="progression"),  # 90 days
            {"test": "NGS", "id": "t2", "at": "2020-04-10", "found": ["CD74::ROS1", "ROS1 G2032R"]},
            therapy("lorlatinib", "2020-05-01", "ongoing"),
        ]},
        {"case": "b", "events": [
            {"test": "NGS", "found": ["EZR::ROS1", "TP53 R175H", "EGFR wild type"]},
            therapy("crizotinib", "2020-01-01", "2020-01-31"),  # 30 days
            therapy("cisplatin + pemetrexed", "2020-03-01", "2020-03-11"),
            therapy("crizotinib", "2021-03-01", "2021-03-21", line=3),  # 20 days
        ]},
        {"case": "c", "events": [therapy("crizotinib", "2020-01-01")]},
    ]
)  # fmt: skip


def as_dicts(frame, *keys):
    return {tuple(row[key] for key in keys): row for row in frame.to_dicts()}


def test_durations_are_of_the_lines_that_ended_and_are_known():
    rows = as_dicts(line_durations(COHORT.lines, quantiles=(0.5,)), "drugs")

    crizotinib = rows[("crizotinib",)]
    assert (crizotinib["lines"], crizotinib["cases"], crizotinib["measured"]) == (4, 3, 3)
    assert (crizotinib["min_50"], crizotinib["max_50"]) == (30, 30)
    lorlatinib = rows[("lorlatinib",)]
    assert (lorlatinib["lines"], lorlatinib["censored"], lorlatinib["measured"]) == (1, 1, 0)
    assert lorlatinib["min_50"] is None
    assert rows[("cisplatin",)]["min_50"] == rows[("pemetrexed",)]["max_50"] == 10


def test_durations_by_class_and_by_genotype():
    by_class = as_dicts(line_durations(COHORT.lines, ("drug_classes",)), "drug_classes")
    assert by_class[("chemotherapy",)]["lines"] == 1  # two drugs of one class are one line of it

    lines = with_genotype(COHORT.lines, COHORT.findings)
    by_gene = as_dicts(line_durations(lines, ("genotype",)), "genotype")
    assert by_gene[("TP53",)]["lines"] == 3
    assert by_gene[("ROS1",)]["lines"] == 5
    assert by_gene[(None,)]["cases"] == 1
    by_fusion = with_genotype(COHORT.lines, COHORT.findings, "short")
    assert set(by_fusion["genotype"]) == {
        "CD74::ROS1", "ROS1 G2032R", "EZR::ROS1", "TP53 R175H", None,
    }  # fmt: skip


def test_transitions_count_by_drug_and_change():
    rows = as_dicts(transition_counts(COHORT.transitions), "drugs", "short", "change")

    gained = rows[("crizotinib", "ROS1 G2032R", "gained")]
    assert (gained["transitions"], gained["cases"], gained["attributable"]) == (1, 1, 1)


def test_endpoints_count_events_and_censored_and_what_cannot_be_said():
    total = as_dicts(endpoint_counts(COHORT.endpoints), "endpoint")
    by_drug = as_dicts(
        endpoint_counts(COHORT.endpoints, ("endpoint", "drugs"), lines=COHORT.lines),
        "endpoint",
        "drugs",
    )
    for row in (*total.values(), *by_drug.values()):
        assert row["results"] == row["events"] + row["censored"] + row["not_said"]
    assert total[("TTD",)]["results"] == 6
    assert by_drug[("TTD", "lorlatinib")]["censored"] == 1
    assert by_drug[("TTNT", "crizotinib")]["events"] == 2


def test_therapies_follow_one_another_within_a_case():
    assert as_dicts(directly_follows(COHORT.lines), "before", "after") == {
        ("crizotinib", "lorlatinib"): row("crizotinib", "lorlatinib"),
        ("crizotinib", "cisplatin + pemetrexed"): row("crizotinib", "cisplatin + pemetrexed"),
        ("cisplatin + pemetrexed", "crizotinib"): row("cisplatin + pemetrexed", "crizotinib"),
        (START, "crizotinib"): row(START, "crizotinib", 3),
        ("lorlatinib", LAST): row("lorlatinib", LAST),
        ("crizotinib", LAST): row("crizotinib", LAST, 2),
    }


def row(before, after, times=1):
    return {"before": before, "after": after, "times": times, "cases": times, "doubtful": 0}


def test_drugs_begun_together_do_not_follow_one_another_and_a_carried_one_follows_nothing():
    told = Cohort.from_rows(
        [
            {"case": "a", **therapy("carboplatin + pemetrexed", "2020-01-01", "2020-03-01")},
            {
                "case": "a",
                **therapy("bevacizumab + pemetrexed", "2020-03-10", "2020-06-01", line=2),
            },
            {"case": "a", **therapy("chemotherapy", "2020-07-01", "2020-08-01")},
        ]
    )
    found = directly_follows(told.lines, "drugs")

    assert set(zip(found["before"], found["after"], strict=True)) == {
        (START, "carboplatin"),
        (START, "pemetrexed"),
        ("carboplatin", "bevacizumab"),
        ("pemetrexed", "bevacizumab"),
        ("bevacizumab", "chemotherapy"),
        ("pemetrexed", "chemotherapy"),
        ("chemotherapy", LAST),
    }


def test_a_change_counts_once_a_line_however_many_tests_show_it():
    tests = [
        {"test": name, "at": at, "specimen": "tissue", "found": ["ROS1 G2032R", fusion]}
        for name, at, fusion in (
            ("NGS", "2020-05-10", "CD74::ROS1 (C6;R34)"),
            ("PCR", "2020-05-12", "CD74::ROS1 (C6;R32)"),
        )
    ]
    before = {"test": "NGS", "at": "2020-01-01", "specimen": "tissue", "found": ["TP53 R175H"],
              "not_found": ["ROS1 G2032R", "CD74::ROS1"]}  # fmt: skip
    events = [before, therapy("crizotinib", "2020-01-10", "2020-05-01"), *tests]
    one = Cohort.from_rows([{"case": "a", "events": events}])
    rows = as_dicts(transition_counts(one.transitions), "short", "change")

    shown = one.transitions.filter(pl.col("short") == "CD74::ROS1")
    assert shown.height == 2  # two variants of one fusion
    assert {row["transitions"] for row in rows.values()} == {1}


def test_findings_of_two_primaries_do_not_stand_together():
    found = [
        {"test": "NGS", "tumour": side, "found": [gene]}
        for side, gene in (("left", "EML4::ALK"), ("right", "TP53 R175H"), ("right", "ROS1 G2032R"))
    ]
    tumours = [{"id": side, "name": f"{side} lung"} for side in ("left", "right")]
    one = Cohort.from_rows([{"case": "a", "tumours": tumours, "events": found}])
    pairs = as_dicts(co_occurrence(one.findings), "one", "other")

    assert ("ALK", "TP53") not in pairs
    assert pairs[("ROS1", "TP53")]["tumours"] == 1
    assert pairs[("ALK", "EML4")]["tumours"] == 1


def test_genes_occur_together_without_wild_types_and_markers():
    genes = {(r["one"], r["other"]): r["cases"] for r in co_occurrence(COHORT.findings).to_dicts()}

    assert genes[("ROS1", "ROS1")] == 2
    assert genes[("ROS1", "TP53")] == genes[("EZR", "TP53")] == 1
    assert not any("EGFR" in pair for pair in genes)
    alterations = co_occurrence(COHORT.findings, "short")
    assert not any("TMB" in name for name in alterations["one"])


def test_a_column_that_is_null_is_a_group_of_its_own():
    frame = pl.DataFrame(
        {
            "case": ["a", "b"],
            "drugs_key": [None, "crizotinib"],
            "duration_min": [None, 3],
            "duration_max": [4, 3],
            "censored": [None, False],
        },
        schema_overrides={"duration_min": pl.Int32, "duration_max": pl.Int32},
    )
    rows = as_dicts(line_durations(frame, ("drugs_key",), quantiles=(0.5,)), "drugs_key")

    assert rows[(None,)] == {
        "drugs_key": None, "lines": 1, "cases": 1, "censored": 0, "measured": 0,
        "min_50": None, "max_50": None,
    }  # fmt: skip
    assert rows[("crizotinib",)]["measured"] == 1


def test_a_lazy_frame_stays_lazy_and_gives_the_same():
    lazy = directly_follows(COHORT.lines.lazy())

    assert isinstance(lazy, pl.LazyFrame)
    assert as_dicts(lazy.collect(), "before", "after") == as_dicts(
        directly_follows(COHORT.lines), "before", "after"
    )


@pytest.fixture(scope="module")
def many(generated, seed):
    return Cohort(map(from_row, generated.rows(120, seed=seed)))


def test_follows_is_what_counting_gives(many):
    counted = Counter()
    for _, lines in many.lines.sort("case", "line").group_by("case", maintain_order=True):
        counted.update(pairwise([START, *lines["drugs_key"], LAST]))
    found = directly_follows(many.lines)

    assert {(r["before"], r["after"]): r["times"] for r in found.to_dicts()} == counted


def test_co_occurrence_is_what_counting_gives(many):
    counted = Counter()
    detected = many.findings.filter(pl.col("result") == "detected")
    for _, rows in detected.group_by("case"):
        genes = sorted({gene for genes in rows["genes"] for gene in genes})
        counted.update(combinations_with_replacement(genes, 2))
    found = co_occurrence(many.findings)

    assert {(r["one"], r["other"]): r["cases"] for r in found.to_dicts()} == counted


def test_durations_are_what_counting_gives(many):
    found = as_dicts(line_durations(many.lines, ("drugs", "setting")), "drugs", "setting")
    for drug, setting in product(many.lines["drugs"].explode().unique(), ["advanced"]):
        lines = many.lines.filter(pl.col("drugs").list.contains(drug))
        known = lines.filter(
            pl.col("duration_min").is_not_null(),
            pl.col("duration_max").is_not_null(),
            ~pl.col("censored"),
        )
        row = found[(drug, setting)]
        assert (row["lines"], row["measured"]) == (lines.height, known.height)
        assert row["min_25"] == known["duration_min"].quantile(0.25, "linear")
        assert row["max_75"] == known["duration_max"].quantile(0.75, "linear")
