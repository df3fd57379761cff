"""Figures: layouts make a `Scene`, writers turn the scene into files.

In a notebook, importing this is enough for figures and cases to show themselves.
"""

from __future__ import annotations

from typing import Any

from render.notebook import register, register_in_running_notebook

__distribution__ = "case-timeline"  # by which timeline/distribution.py knows this for ours


def load_ipython_extension(shell: Any) -> None:
    """What ``%load_ext render`` calls, for an IPython that starts after this was imported."""
    register(shell)


register_in_running_notebook()
