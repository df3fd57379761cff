"""Markers that are no change of a sequence: immunohistochemistry, mutational burden, MSI.

A marker's name is no gene slot: CD56 stays CD56, and PR is a receptor here.
"""

from __future__ import annotations

import re

import attrs

from timeline.errors import NotationError
from timeline.model.genes import is_known, symbol
from timeline.model.kinds import AlterationKind
from timeline.model.quantities import Quantity, parse_quantity
from timeline.model.truth import Truth


@attrs.frozen(cache_hash=True)
class Biomarker:
    """A marker: ``TMB 34.9 mut/Mb``, ``PD-L1 TPS 0 %``, ``HER2 IHC 2+``, ``ALK FISH negative``.

    ``value`` is what was measured, ``result`` a word or a score. A marker with neither, listed
    among the findings of a test, is positive by being there.
    """

    name: str
    value: Quantity | None = None
    result: str | None = None

    kind = AlterationKind.BIOMARKER

    @property
    def genes(self) -> tuple[str, ...]:
        """Empty: a marker's name is no gene slot (PR, CR and CD are gene aliases)."""
        return ()

    @property
    def short(self) -> str:
        """The whole name; it is short already."""
        return str(self)

    @property
    def marker(self) -> str:
        """What was looked at, without how: ``HER2`` of ``HER2 IHC``, ``PD-L1`` of ``PD-L1 TPS``."""
        return _METHOD.sub("", self.name)

    @property
    def method(self) -> str:
        """How: ``IHC``, ``FISH``, ``TPS``; empty when the name does not say."""
        return self.name[len(self.marker) :].strip()

    @property
    def positive(self) -> Truth:
        """Whether the marker is there: PD-L1 TPS 0 % and <1 % are tested and negative.

        A score or a level between has its own meaning for each marker (HER2 2+ asks for in-situ
        hybridisation, low is not negative), so it is indeterminate.
        """
        if self.result in NEGATIVE:
            return Truth.FALSE
        if self.result in POSITIVE:
            return Truth.TRUE
        if self.result is not None:
            return Truth.INDETERMINATE
        if self.value is None:
            return Truth.TRUE
        if self.value.value == 0 and self.value.sign not in (">", ">="):
            return Truth.FALSE
        least = _NEGATIVE_BELOW.get(self.marker)
        if self.value.sign in ("<", "<="):
            below = least is not None and self.value.unit == "%" and self.value.value <= least
            return Truth.FALSE if below else Truth.INDETERMINATE
        return Truth.TRUE

    def __str__(self) -> str:
        said = self.result if self.value is None else self.value
        return self.name if said is None else f"{self.name} {said}"


NEGATIVE = frozenset({"negative", "0", "not detected", "lost", "absent"})
POSITIVE = frozenset({"positive", "3+", "high", "overexpressed", "retained"})
_NEGATIVE_BELOW = {"PD-L1": 1, "ER": 1, "PR": 1}
"""Per cent of cells at which a marker becomes positive: PD-L1 by its assays' labels; oestrogen and
progesterone receptor by ASCO and CAP (Allison et al. 2020)."""

_METHODS = "IHC|FISH|CISH|SISH|ISH|TPS|CPS|TC|IC"
_METHOD = re.compile(rf" (?:{_METHODS})$")
_NAME = r"[A-Za-z][A-Za-z0-9]{0,19}(?:-[A-Za-z0-9]{1,8}){0,2}"
_RESULTS = {
    "positive": "positive", "pos": "positive", "+": "positive", "positivity": "positive",
    "negative": "negative", "neg": "negative", "-": "negative", "(-)": "negative",
    "(+)": "positive", "not detected": "not detected", "absent": "absent",
    "0": "0", "1+": "1+", "2+": "2+", "3+": "3+", "(1+)": "1+", "(2+)": "2+", "(3+)": "3+",
    "++": "2+", "+++": "3+", "low": "low", "ultralow": "ultralow", "ultra-low": "ultralow",
    "high": "high", "intermediate": "intermediate", "equivocal": "equivocal",
    "borderline": "equivocal", "weak": "weak", "focal": "focal", "retained": "retained",
    "intact": "retained", "lost": "lost", "protein loss": "lost", "loss of expression": "lost",
    "loss of protein expression": "lost", "expression loss": "lost", "protein lost": "lost",
    "loss (IHC)": "lost", "overexpression": "overexpressed", "overexpressed": "overexpressed",
}  # fmt: skip
_RESULT = "|".join(re.escape(word) for word in sorted(_RESULTS, key=len, reverse=True))
_STATED = re.compile(
    rf"(?P<name>{_NAME})(?P<method> (?:{_METHODS}))?"
    rf"(?:(?:[ :]|: | is | was )(?P<result>{_RESULT})"
    r"|-(?P<level>low|ultralow|high|positive|negative)"
    r"|(?P<sign>\+{1,3}|-|[0-3]\+|\((?:\+|-|[1-3]\+)\)))",
)
_LOSS_OF = re.compile(rf"loss of (?P<name>{_NAME})(?: protein)? expression", re.IGNORECASE)
_BURDEN = r"b?TMB"
_MEASURED = re.compile(
    rf"(?P<name>{_BURDEN}|PD-?L1(?: (?:TPS|CPS|TC|IC))?|Ki-?67|HRD|{_NAME}(?: (?:{_METHODS}))?)"
    r"(?:[ :=]|: | of | = )(?P<value>[^ ].{0,60})"
)
_FREELY_MEASURED = re.compile(rf"{_BURDEN}|PD-L1(?: (?:TPS|CPS|TC|IC))?|Ki-67|HRD")
_SAME_NAME = {"PDL1": "PD-L1", "Ki67": "Ki-67", "KI67": "Ki-67", "KI-67": "Ki-67"}
_STATES = {
    "mss": "MSS", "microsatellite stable": "MSS", "microsatellite-stable": "MSS",
    "microsatellite stability": "MSS", "msi-h": "MSI-H", "msi-high": "MSI-H", "msi high": "MSI-H",
    "microsatellite instability-high": "MSI-H", "microsatellite instability high": "MSI-H",
    "high microsatellite instability": "MSI-H", "msi-l": "MSI-L", "msi-low": "MSI-L",
    "dmmr": "dMMR", "pmmr": "pMMR", "mismatch repair deficient": "dMMR",
    "mismatch repair proficient": "pMMR", "tmb-h": "TMB high", "tmb-high": "TMB high",
    "tmb-l": "TMB low", "tmb-low": "TMB low",
}  # fmt: skip
_PLAIN = re.compile(rf"(?:[A-Z][A-Za-z]*-?\d*(?:-\d+)?|PD-L1)(?: (?:{_METHODS}))?")

MICROSATELLITES = frozenset({"MSS", "MSI-H", "MSI-L"})
MISMATCH_REPAIR = frozenset({"dMMR", "pMMR"})


def read_marker(text: str) -> Biomarker | None:
    """The marker with its result or value that ``text`` names; None when it is none.

    A bare name is left to :func:`read_name`, as it says least. A printed minus is a minus.
    """
    text = text.replace("\N{MINUS SIGN}", "-")
    state = _STATES.get(text.lower())
    if state is not None:
        name, _, level = state.partition(" ")
        return Biomarker(name, result=level or None)
    if match := _LOSS_OF.fullmatch(text):
        return Biomarker(_named(match["name"]), result="lost")
    if match := _STATED.fullmatch(text):
        said = match["result"] or match["level"] or match["sign"]
        # TMB 0 and PD-L1 TPS 0 are numbers; HER2 0 is a score.
        if said != "0" or not _FREELY_MEASURED.fullmatch(match["name"] + (match["method"] or "")):
            return Biomarker(_named(match["name"]) + (match["method"] or ""), None, _RESULTS[said])
    return _measured(text)


def read_name(text: str) -> Biomarker | None:
    """The marker that is named alone: ``CD56``, ``TTF-1``."""
    return Biomarker(_named(text)) if _PLAIN.fullmatch(text) else None


def _measured(text: str) -> Biomarker | None:
    match = _MEASURED.fullmatch(text)
    if match is None:
        return None
    name, _, method = match["name"].partition(" ")
    name = " ".join(filter(None, (_named(name), method)))
    try:
        value = parse_quantity(match["value"])
    except NotationError:  # a result in words, or a range
        return None
    if _FREELY_MEASURED.fullmatch(name) or value.unit == "%":
        return Biomarker(name, value)
    return None


def _named(name: str) -> str:
    return _SAME_NAME.get(name, name)


def same_marker(one: Biomarker, other: Biomarker) -> bool:
    """Whether two markers look at the same thing: HER2 IHC and ERBB2, MSS and MSI-H."""
    names = one.marker, other.marker
    if names[0] == names[1] or set(names) <= MICROSATELLITES or set(names) <= MISMATCH_REPAIR:
        return True
    return all(map(is_known, names)) and symbol(names[0]) == symbol(names[1])
