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
    them. ``differences``: how many numbers of what orders learned are kept from one question to the
    next (about 30 MB); what is let go is worked out again, with the same answer. ``trials``: how
    often it is tried whether statements fit together, in looking for every conflict among dates;
    ``trials_of_number`` the same for one stated length, and ``trials_of_numbers`` for all of them
    together, the first conflict of each being found in any case. ``explained``: of how many
    conflicts among dates the remedies are worked out.
    """

    orders: int = 128
    scenarios: int = 64
    differences: int = 1_000_000
    trials: int = 200
    trials_of_number: int = 40
    trials_of_numbers: int = 600
    explained: int = 40


BUDGET = Budget()
"""What an ordinary machine stands."""
