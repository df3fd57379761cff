"""How much may be spent on one case: counted in steps, so that every machine gives the same.

Where a bound is met, the answer is wider or "cannot be said", with the reason; never another.
"""

from __future__ import annotations

import attrs


@attrs.frozen(kw_only=True)
class Budget:
    """The bounds of what is tried of one case.

    ``orders``: in how many orders of partly dated moments one question is asked; with more, it is
    left open, and ``missing`` says why. ``scenarios``: how many combinations of "A or B" are solved
    one by one; the others are read as the range that holds all their readings, and a finding names
    them. ``days``: how many days of one moment are tried to make the lengths from it exact, and
    ``days_in_all`` in all scenarios together; with more, they are the difference of bounds.
    ``differences``: how many numbers of what orders learned are kept from one question to the
    next (about 30 MB); what is let go is worked out again, with the same answer. ``trials``: how
    often it is tried whether statements fit together, in looking for every conflict among dates;
    ``trials_of_number`` the same for one stated length, and ``trials_of_numbers`` for all of them
    together, the first conflict of each being found in any case. ``explained``: of how many
    conflicts among dates the remedies are worked out.

    ``pairs``: how many pairs of a treatment and an event are compared; a report has a few hundred.
    ``turned``: how many events told out of order are compared in pairs. ``placements``: how many
    ways of placing samples before, on or after a line are tried; with more, no change over it can
    be said. ``doubts``: of how many open boundaries of lines every combination is read; with more,
    each is turned alone. ``named``: how many events one wrong date of birth or death makes a
    finding of each. ``suggested``: for how many unknown words of a case the nearest one is looked
    for, which takes milliseconds; ``missing`` the same for what a report's text does not have, of
    which so much means that it is another report's. ``patients``: up to how many of them other
    sizes are tried for a printed percentage; ``patients_split``: up to how many every way to split
    them into two groups.
    """

    orders: int = 128
    scenarios: int = 64
    days: int = 800
    days_in_all: int = 12_800
    differences: int = 1_000_000
    trials: int = 200
    trials_of_number: int = 40
    trials_of_numbers: int = 600
    explained: int = 40
    pairs: int = 300_000
    turned: int = 1_000
    placements: int = 128
    doubts: int = 8
    named: int = 20
    suggested: int = 100
    missing: int = 50
    patients: int = 10_000
    patients_split: int = 500


BUDGET = Budget()
"""What an ordinary machine stands."""
