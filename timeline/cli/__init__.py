"""The command ``timeline``: the front door of the library."""

from timeline.cli.main import main

__all__ = ["main"]
