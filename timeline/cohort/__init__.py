"""What follows from several cases together: tables, aggregates, rates and survival curves.

>>> from timeline.cohort import Cohort
>>> Cohort([])
<Cohort of 0 cases>
"""

from __future__ import annotations

from timeline.cohort.chunks import Rejected
from timeline.cohort.cohort import Cohort
from timeline.cohort.run import Summary, Work, analyse_files
from timeline.cohort.tables import ALL, STANDARD_WORK, work_for

__all__ = [
    "ALL",
    "STANDARD_WORK",
    "Cohort",
    "Rejected",
    "Summary",
    "Work",
    "analyse_files",
    "work_for",
]
