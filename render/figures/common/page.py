"""What the pages of figures have in common."""

from __future__ import annotations

JOURNAL_PAGE = 170 / 25.4 * 72
"""The width of a journal's page, 170 mm, in points."""

JOURNAL_HEIGHT = 240 / 25.4 * 72
"""The height of what a journal prints on a page, 240 mm, in points."""
