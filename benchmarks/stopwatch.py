"""The median time of a call, with what it is given made anew beforehand and not counted."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from typing import TypeVar

from timeline.analysis.answers import Answers, answers_of
from timeline.analysis.lines import derive_lines
from timeline.chronology import Chronology

Given = TypeVar("Given")


def seconds(work: Callable[[], object], at_least: float = 0.4) -> float:
    """The median time of one call, over three calls or as many as fill ``at_least`` seconds.

    With ``--short`` it is called once: to see that everything still runs, not how fast.
    """
    return seconds_given(lambda: None, lambda _: work(), at_least)


def seconds_given(
    prepare: Callable[[], Given], work: Callable[[Given], object], at_least: float = 0.4
) -> float:
    """The median time of a call of ``work`` on what ``prepare`` makes anew for each.

    Answers about a case keep what was asked of them, so that a second call on the same would only
    look it up.
    """
    times: list[float] = []
    short = "--short" in sys.argv
    while not times or (not short and (len(times) < 3 or sum(times) < at_least)):
        given = prepare()
        begun = time.perf_counter()
        work(given)
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def with_lines(chronology: Chronology) -> Answers:
    """New answers about a solved case that know its lines and nothing else."""
    answers = answers_of(chronology)
    derive_lines(answers)
    return answers
