"""The scripts in examples/ run, and print what a reader is meant to learn from them."""

import runpy
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"

SAYS = {
    "acquired_versus_primary_ros1": (
        "acquired (evidence C): ezr-ros1 (line 5): censored, ongoing, at least 21.1 months",
        "there from the start: tbc1d32-ros1 (line 1): event, 0.0–0.8 months",
        "1 against 1 case: far too few to tell",
        "EZR::ROS1 after befotertinib: ezr-ros1, but other lines lay between the samples",
    ),
    "resistance_after_egfr_inhibitors": (
        "2 cases were given an EGFR inhibitor: ezr-ros1, sclc-transformation-erlotinib",
        "EGFR T790M in ezr-ros1 (line 2): a gain cannot be claimed, grade C; from this line",
        "ezr-ros1 (line 3): a gain cannot be claimed, grade C; from perhaps another line; bypass",
        "(line 1): gained, grade A; from this line; histologic_transformation",
        "chemotherapy + EGFR-TKI: sclc-transformation-erlotinib (line 2)",
    ),
    "time_on_crizotinib": (
        "ezr-ros1 (line 5): ongoing, at least 21.1 months",
        "sdc4-ros1-double-fusion (line 1): length not known",
        "Kaplan-Meier of 2 lines (ezr-ros1 (line 5), tbc1d32-ros1 (line 1)):",
        "ezr-ros1 (line 5), TTD: longer than 12 of 14 medians, not than 0",
        "the medians are of ROS1-positive NSCLC: the tumour is small cell lung carcinoma, not",
    ),
    "progression_pattern_by_mutation": (
        "intracranial: 5 of 11",
        "error [percentage-unattainable] 15.2 % is no k/11",
        "progression in the brain, what the sums leave: Fisher's exact test, p = 0.144",
        "Fisher–Freeman–Halton exact test, p = 0.036",
    ),
}


@pytest.mark.parametrize("name", SAYS)
def test_an_example_says_what_it_shows(name, capsys):
    runpy.run_path(str(EXAMPLES / f"{name}.py"), run_name="__main__")

    printed = capsys.readouterr().out
    for sentence in SAYS[name]:
        assert sentence in printed


def test_the_swimmer_plot_draws_every_case(tmp_path, monkeypatch, capsys):
    import cases

    out = tmp_path / "swimmer.svg"
    monkeypatch.setattr("sys.argv", ["swimmer_of_everything.py", str(out)])

    runpy.run_path(str(EXAMPLES / "swimmer_of_everything.py"), run_name="__main__")

    picture = out.read_text("utf-8")
    assert ET.fromstring(picture).tag.endswith("svg")  # noqa: S314  # our own file
    for name in cases.names():
        assert name in picture
    assert f"{len(cases.names())} cases drawn in swimmer.svg" in capsys.readouterr().out


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.py")), ids=lambda path: path.stem)
def test_an_example_is_short_and_tried_here(path):
    assert len(path.read_text("utf-8").splitlines()) < 60
    assert path.stem in {*SAYS, "swimmer_of_everything"}
