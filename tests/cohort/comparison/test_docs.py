"""What docs/comparing.md shows is run, and the numbers it prints are those of the code."""

import re
from pathlib import Path

import pytest

from timeline.cohort.comparison import KEYS, WEIGHTS, Scores
from timeline.cohort.comparison.comparison import MOST_ALIGNED
from timeline.cohort.comparison.exact_test import DRAWN, MOST_TABLES

PAGE = (Path(__file__).parents[3] / "docs" / "comparing.md").read_text("utf-8")


def test_the_script_runs(capsys):
    (script,) = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)

    exec(script, {})  # noqa: S102  # the page's own code

    printed = capsys.readouterr().out
    assert "ezr-ros1 (line 5) crizotinib ongoing, at least" in printed
    assert "EGFR-TKI lung adenocarcinoma to small cell lung carcinoma gained" in printed


@pytest.mark.parametrize(("feature", "weight"), WEIGHTS.items())
def test_the_weights_are_those_of_the_page(feature, weight):
    assert f"| {feature} | {weight:.2f} |" in PAGE


def test_the_weights_make_one():
    assert sum(WEIGHTS.values()) == pytest.approx(1)


@pytest.mark.parametrize("key", KEYS)
def test_every_key_is_explained(key):
    assert f"| `{key}` |" in PAGE


def test_the_limits_and_scores_are_those_of_the_page():
    assert Scores() == Scores(same=1, different=-1, gap=-1 / 2)
    for number in (MOST_TABLES, DRAWN):
        assert f"{number:,}" in PAGE
    assert f"more than {MOST_ALIGNED}" in PAGE
