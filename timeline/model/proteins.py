"""Changes of a protein in the HGVS notation: read in one or three letters, written in either.

Recommendations of the Human Genome Variation Society for protein variants (den Dunnen et al. 2016;
HGVS nomenclature 21). A change is one value however it was spelt: T790M, p.Thr790Met and
p.(Thr790Met) are equal, deleted residues that are repeated behind ``del`` are dropped.
"""

from __future__ import annotations

import re
from functools import lru_cache

import attrs

from timeline.errors import NotationError, did_you_mean
from timeline.model.words import Word

THREE_LETTERS = {
    "A": "Ala", "C": "Cys", "D": "Asp", "E": "Glu", "F": "Phe", "G": "Gly", "H": "His",
    "I": "Ile", "K": "Lys", "L": "Leu", "M": "Met", "N": "Asn", "P": "Pro", "Q": "Gln",
    "R": "Arg", "S": "Ser", "T": "Thr", "U": "Sec", "V": "Val", "W": "Trp", "Y": "Tyr", "*": "Ter",
}  # fmt: skip
"""One letter to three; a stop is ``*`` and ``Ter``."""
_ONE_LETTER = {three: one for one, three in THREE_LETTERS.items()}


class ChangeType(Word):
    """What happens to the protein."""

    SUBSTITUTION = "substitution"
    NONSENSE = "nonsense"
    SYNONYMOUS = "synonymous"
    DELETION = "deletion"
    DUPLICATION = "duplication"
    INSERTION = "insertion"
    DELINS = "deletion-insertion"
    FRAMESHIFT = "frameshift"
    START_LOSS = "start loss"
    EXTENSION = "extension"


@attrs.frozen(kw_only=True, cache_hash=True)
class ProteinChange:
    """A change by its residues: ``first`` at ``start`` to ``last`` at ``end``, one-letter.

    ``new`` is what stands there afterwards (a sequence, or a number of unknown residues), ``shift``
    where the new frame or the extension ends, ``?`` when that is unknown and empty when not given.
    """

    type: ChangeType
    first: str
    start: int
    last: str
    end: int
    new: str = ""
    shift: str = ""

    @property
    def gained(self) -> int:
        """Residues more than before, for changes that keep the frame; 0 where it is not known."""
        length = self.end - self.start + 1
        new = int(self.new) if self.new.isdecimal() else len(self.new)
        by_type = {
            ChangeType.DELETION: -length,
            ChangeType.DUPLICATION: length,
            ChangeType.INSERTION: new,
            ChangeType.DELINS: new - length,
        }
        return by_type.get(self.type, 0)

    def written(self, *, three_letter: bool = False) -> str:
        """The change without ``p.``: ``T790M``, or ``Thr790Met``."""

        def letters(residues: str) -> str:
            if not three_letter or residues.isdecimal():
                return residues
            return "".join(THREE_LETTERS.get(letter, letter) for letter in residues)

        place = f"{letters(self.first)}{self.start}"
        if self.end != self.start:
            place += f"_{letters(self.last)}{self.end}"
        stop = letters("*")
        new = letters(self.new)
        end = self.shift if self.shift.startswith("-") else f"{stop}{self.shift}"
        endings = {
            ChangeType.SUBSTITUTION: new,
            ChangeType.NONSENSE: new,
            ChangeType.SYNONYMOUS: "=",
            ChangeType.START_LOSS: "?",
            ChangeType.DELETION: "del",
            ChangeType.DUPLICATION: "dup",
            ChangeType.INSERTION: f"ins{new}",
            ChangeType.DELINS: f"delins{new}",
            ChangeType.FRAMESHIFT: f"{new}fs{end if self.shift else ''}",
            ChangeType.EXTENSION: f"{new}ext{end if self.shift else ''}",
        }
        return place + endings[self.type]


_THREE = "|".join(three for three in _ONE_LETTER)
_RESIDUE = rf"(?:{_THREE}|[ACDEFGHIKLMNPQRSTUVWY*X])"
_SEQUENCE = rf"(?:{_RESIDUE}){{1,60}}"
_POSITION = r"[1-9]\d{0,4}"
_STOP = r"(?:\*|Ter|X)"
_AT = re.compile(
    rf"(?P<first>{_RESIDUE})(?P<start>{_POSITION})"
    rf"(?: ?[_\u2013-] ?(?P<last>{_RESIDUE})(?P<end>{_POSITION}))?"
)
_WHAT = re.compile(
    rf" ?(?:(?P<delins>delins|>|del(?:{_SEQUENCE})?ins)(?P<delins_new>{_SEQUENCE})"
    rf"|(?P<deleted>del)(?:{_SEQUENCE}|\d{{1,3}})?"
    rf"|(?P<duplicated>dup)(?:{_SEQUENCE})?"
    rf"|ins(?P<inserted>{_SEQUENCE}|[1-9]\d{{0,2}})"
    rf"|(?P<fs_new>{_RESIDUE})?(?P<fs>fs)(?:{_STOP}(?P<fs_stop>[1-9]\d{{0,3}}|\?))?"
    rf"|(?P<ext_new>{_RESIDUE})?(?P<ext>ext)(?:(?P<ext_start>-[1-9]\d{{0,3}})"
    rf"|{_STOP}(?P<ext_stop>[1-9]\d{{0,3}}|\?))?"
    rf"|(?P<new>{_RESIDUE}|=|\?|Stop|stop))"
)
_LEADING = re.compile(
    rf"(?P<what>del|dup) ?(?P<place>{_RESIDUE}{_POSITION}(?: ?[_\u2013-] ?{_RESIDUE}{_POSITION})?)"
)
"""``delE746_A750``: the customary order of older papers."""


@lru_cache(maxsize=4096)
def parse_change(text: str) -> ProteinChange:
    """Read ``T790M``, ``p.Thr790Met``, ``p.(E746_A750del)``, ``R213*``, ``K45Nfs*12``.

    Raises :class:`NotationError`, with the column where reading stopped.
    """
    bare, shift = _bare(text)
    leading = _LEADING.fullmatch(bare)
    if leading:
        bare = leading["place"] + leading["what"]
    place = _AT.match(bare)
    what = _WHAT.fullmatch(bare, place.end()) if place else None
    if place is None or what is None:
        raise _not_a_change(text, bare, shift, place)
    change = _change(place, what)
    problem = _problem(change)
    if problem:
        raise NotationError(text, problem, shift)
    return change


def is_change(text: str) -> bool:
    """Whether the text reads as a change of a protein."""
    try:
        parse_change(text)
    except NotationError:
        return False
    return True


def _bare(text: str) -> tuple[str, int]:
    """The change without ``p.`` and parentheses, and how many characters stand before it."""
    bare, shift = text, 0
    for opening, closing in (("(", ")"), ("p.", ""), ("(", ")"), ("[", "]")):
        if bare.startswith(opening) and bare.endswith(closing):
            bare = bare[len(opening) : len(bare) - len(closing)]
            shift += len(opening)
    return bare, shift


def _one_letter(residues: str | None) -> str:
    if not residues or residues.isdecimal():
        return residues or ""
    found = re.findall(rf"{_THREE}|.", residues)
    return "".join("*" if r == "X" else _ONE_LETTER.get(r, r) for r in found)


def _change(place: re.Match[str], what: re.Match[str]) -> ProteinChange:
    kind, new, shift = _meaning(what)
    first, start = _one_letter(place["first"]), int(place["start"])
    if kind is ChangeType.SUBSTITUTION:
        if new == "*":
            kind = ChangeType.NONSENSE
        elif new in ("=", first):
            kind, new = ChangeType.SYNONYMOUS, ""
        elif new == "?":
            kind, new = ChangeType.START_LOSS, ""
    return ProteinChange(
        type=kind,
        first=first,
        start=start,
        last=_one_letter(place["last"]) or first,
        end=int(place["end"] or start),
        new=new,
        shift=shift,
    )


def _meaning(what: re.Match[str]) -> tuple[ChangeType, str, str]:
    """The type, the new residues, and where a new frame or an extension ends."""
    if what["delins"]:
        return ChangeType.DELINS, _one_letter(what["delins_new"]), ""
    if what["deleted"]:
        return ChangeType.DELETION, "", ""
    if what["duplicated"]:
        return ChangeType.DUPLICATION, "", ""
    if what["inserted"]:
        return ChangeType.INSERTION, _one_letter(what["inserted"]), ""
    if what["fs"]:
        return ChangeType.FRAMESHIFT, _one_letter(what["fs_new"]), what["fs_stop"] or ""
    if what["ext"]:
        shift = what["ext_start"] or what["ext_stop"] or ""
        return ChangeType.EXTENSION, _one_letter(what["ext_new"]), shift
    new = "*" if what["new"] in ("Stop", "stop") else _one_letter(what["new"])
    return ChangeType.SUBSTITUTION, new, ""


def _problem(change: ProteinChange) -> str | None:
    """What no protein can have, though it is spelt like a change."""
    if change.end < change.start or (change.end == change.start and change.last != change.first):
        return f"the range ends at residue {change.end} and begins at {change.start}"
    ranged = change.end != change.start
    spans = (ChangeType.DELETION, ChangeType.DUPLICATION, ChangeType.DELINS, ChangeType.INSERTION)
    if ranged and change.type not in spans:
        return f"a {change.type} has one residue, not a range"
    if change.type is ChangeType.INSERTION and change.end - change.start != 1:
        return "an insertion stands between two neighbouring residues, such as D770_N771insSVD"
    if change.type is ChangeType.START_LOSS and (change.first, change.start) != ("M", 1):
        return "only the start, M1?, is written with a question mark"
    stops = (ChangeType.EXTENSION, ChangeType.SYNONYMOUS)
    if change.first == "*" and change.type not in stops:
        return "a stop is changed by an extension, such as *1069Qext*14"
    return None


def _not_a_change(text: str, bare: str, shift: int, place: re.Match[str] | None) -> NotationError:
    """Where reading stopped, and what would have been understood there."""
    if place is not None:
        rest = bare[place.end() :]
        written = re.match(r"[A-Za-z]{3}", rest)
        hint = did_you_mean(written[0], _ONE_LETTER) if written else ""
        what = f"{rest!r} is no change of a residue" if rest else "says not what becomes of it"
        return NotationError(
            text, f"{what}; write T790M, E746_A750del or R213*{hint}", shift + place.end()
        )
    residue = re.match(r"([A-Za-z]{1,3})\d", bare)
    if residue and not re.fullmatch(_RESIDUE, residue[1]):
        hint = did_you_mean(residue[1], _ONE_LETTER) if len(residue[1]) == 3 else ""
        return NotationError(text, f"{residue[1]!r} is no amino acid{hint}", shift)
    return NotationError(
        text, "is not a change of a protein; write T790M, p.Thr790Met or E746_A750del", shift
    )
