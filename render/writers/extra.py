"""What is missing when a format needs packages that are not installed, said once."""

from __future__ import annotations

from timeline.distribution import to_install
from timeline.errors import CaseTimelineError


class MissingExtraError(CaseTimelineError, ImportError):
    """A format that needs the packages of an extra, which are not installed."""

    def __init__(self, what: str, extra: str, missing: str | None) -> None:
        """``what`` cannot be had without the package ``missing`` of the extra."""
        package = f" without the package {missing}" if missing else ""
        super().__init__(f"{what} cannot be had{package}: {to_install(extra)}")
