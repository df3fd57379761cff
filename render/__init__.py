"""Figures: layouts make a `Scene`, writers turn the scene into files.

>>> import cases
>>> import render
>>> scene = render.figure(cases.load("ezr-ros1"))
>>> scene.title
'ROS1 rearrangement (EZR exon 10-ROS1 exon 34) after EGFR-TKI resistance in lung adenocarcinoma'

:func:`draw` writes it to a file. In a notebook, importing this is enough for figures and cases to
show themselves.
"""

from __future__ import annotations

from typing import Any

from render.drawing import draw, figure
from render.notebook import register, register_in_running_notebook

__all__ = ["draw", "figure", "load_ipython_extension"]
__distribution__ = "case-timeline"  # by which timeline/distribution.py knows this for ours


def load_ipython_extension(shell: Any) -> None:
    """What ``%load_ext render`` calls, for an IPython that starts after this was imported."""
    register(shell)


register_in_running_notebook()
