"""Which dates of a text are not the patient's: of papers, rules, approvals and the printing."""

from __future__ import annotations

import re

from timeline.analysis.source.calendar import TextDate
from timeline.analysis.source.report_text import Text
from timeline.analysis.source.sections import back_spans, within
from timeline.model.when import Precision

_BEFORE, _BEHIND = 90, 12
_PRINTED = re.compile(
    r"(?:\b(?:received|accepted|published|revised|submitted|epub|copyright|available|accessed)"
    r"(?: online| for publication| in revised form)?:?\s{0,2}"
    r"|\b(?:approv|ethic|registr)\w{0,12}\b[^.;\n]{0,60}|\bno\.\s?)$",
    re.IGNORECASE,
)
_RULES = re.compile(
    r"\b(?:version|guidelines?|criteria|edition|licen[cs]ed|consensus|classification)\b[^.;\n]{0,60}$",
    re.IGNORECASE,
)
_CITED = re.compile(r"(?:\bet al\.?,?|\b[A-Z][\w-]{1,30}(?: and [A-Z][\w-]{1,30})?,)\s{0,2}\(?$")
_VOLUME = re.compile(r"[;:]\s{0,2}[0-9]{1,4}\s{0,2}[(:]|;\s{0,2}[0-9]")


def of_the_literature(text: Text, there: TextDate) -> bool:
    """Whether a date is one of a citation, a reference list, a guideline or the paper's history."""
    begin, end = there.span
    before = text.flat[max(0, begin - _BEFORE) : begin]
    if _PRINTED.search(before) or _VOLUME.match(text.flat, end, end + _BEHIND):
        return True
    if within(back_spans(text), begin):
        return True
    if there.precision is not Precision.YEAR:
        return False
    return bool(_CITED.search(before) or _RULES.search(before))
