"""In a notebook, figures and cases show themselves, and a long case stays short."""

import re
import subprocess
import sys
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell

import cases
import render
from render.figures.timeline.figure import timeline_figure
from timeline.chronology import solve


@pytest.fixture
def show():
    """What IPython shows for a value, by MIME type."""
    shell: Any = InteractiveShell()
    render.load_ipython_extension(shell)
    return lambda value: shell.display_formatter.format(value)[0]


def test_a_figure_shows_itself(show):
    shown = show(timeline_figure(cases.load("ezr-ros1")))

    assert shown["image/svg+xml"].startswith("<svg")
    assert shown["text/plain"].startswith("ROS1 rearrangement")


@pytest.mark.parametrize("made", [lambda case: case, solve])
def test_a_case_shows_its_timeline(show, made):
    shown = show(made(cases.load("ezr-ros1")))

    assert 'data-event="icotinib"' in shown["image/svg+xml"]
    assert shown["text/plain"].startswith("Case ezr-ros1: ROS1 rearrangement")
    assert shown["text/plain"].endswith("(39 events)")


def test_two_figures_of_one_page_have_ids_of_their_own(show):
    pictures = [show(cases.load(name))["image/svg+xml"] for name in ("ezr-ros1", "tbc1d32-ros1")]

    one, other = (set(re.findall(r' id="([^"]+)"', picture)) for picture in pictures)

    assert one
    assert not one & other
    assert show(cases.load("ezr-ros1"))["image/svg+xml"] == pictures[0]


def test_long_and_hostile_words_are_safe(show, hostile_case):
    shown = show(hostile_case)

    assert len(shown["text/plain"]) <= 200
    assert "<script" not in shown["image/svg+xml"]
    assert "<img" not in shown["image/svg+xml"]
    assert len(shown["image/svg+xml"]) < 100_000


def test_importing_is_enough_in_a_running_notebook():
    """And nothing is imported for it where there is none."""
    script = (
        "import sys, render; assert 'IPython' not in sys.modules\n"
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "shell = InteractiveShell.instance()\n"
        "del sys.modules['render']; import render, cases\n"
        "shown, _ = shell.display_formatter.format(cases.load('tbc1d32-ros1'))\n"
        "print('image/svg+xml' in shown)"
    )

    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert done.stdout == "True\n"
