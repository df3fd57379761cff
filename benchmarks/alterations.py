"""Random strings through the parser of alterations: none may crash it, none take a millisecond.

    python benchmarks/alterations.py           # 100,000 strings; --short reads 3,000

Half of the strings are made of the notation's own words, which reach deepest into the patterns. A
string is slow when the best of five readings is: the first may have been interrupted. The exit code
is 1 if one was slow, or was read back as something else than it had been written from.
"""

from __future__ import annotations

import random
import sys
import time

from timeline.model.alterations import NamedAlteration, parse_alteration

MOST_SECONDS = 1e-3
WORDS = (
    "EGFR ROS1 EZR HLA-DRB1 ? v :: - \u2013 / ( ) [ ] ; : , . + _ > * exon ex e 19 20 790 T790M p. "
    "c. g. del ins dup delins fs ext Ter X Gly2032Arg 2032 R mutation amplification CN 8 % TMB "
    "PD-L1 TPS MSS wild type NM_002944.3 in cis T22:R33 v3 1-49 low IHC 2+ fusion rearrangement "
    "frame out of 123456789012345 skipping codon A AAAAAAAAAAAAAAAAAAAAAAAAA ------------"
).split()


def random_text(chance: random.Random) -> str:
    """Words of the notation with or without blanks between them, or any characters."""
    if chance.random() < 0.5:
        return chance.choice(["", " "]).join(chance.choices(WORDS, k=chance.randrange(1, 40)))
    ranges = range(32, 127), range(0x2000, 0x3000)
    length = chance.randrange(220)
    return "".join(chr(chance.choice(chance.choice(ranges))) for _ in range(length))


def seconds(text: str) -> float:
    """The time of one reading that no earlier one is remembered for."""
    start = time.thread_time()
    parse_alteration(text)
    return time.thread_time() - start


def main(count: int) -> int:
    """Read ``count`` strings; the number of those that were slow or came back changed."""
    chance = random.Random(4)
    parse_alteration("EGFR T790M")  # reads the vocabulary
    wrong, total, longest = 0, 0.0, 0.0
    for number in range(count):
        text = random_text(chance)
        took = seconds(text)
        if took > MOST_SECONDS:
            # A mark more, so that the text is not remembered.
            took = min(seconds(f"{text}{mark}") for mark in "\u2030\u2031\u203b\u2042\u2043")
        total, longest = total + took, max(longest, took)
        found = parse_alteration(text)
        same = isinstance(found, NamedAlteration) or parse_alteration(str(found)) == found
        if took > MOST_SECONDS or not same:
            wrong += 1
            print(f"{number}: {text!r} took {took * 1e3:.2f} ms, read back the same: {same}")
    mean = total / count * 1e6
    print(
        f"{count} strings, {mean:.0f} us on average, {longest * 1e3:.2f} ms at most, {wrong} wrong"
    )
    return wrong


if __name__ == "__main__":
    sys.exit(1 if main(3_000 if "--short" in sys.argv else 100_000) else 0)
