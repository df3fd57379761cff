"""Cases told apart by number: what counting distinct cases by their ids costs most.

Rows of one case mostly stand together, so that comparing each id with the one before numbers the
cases in one pass; whether they do is seen from the first id of each stretch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw
    import polars as pl

NUMBER = "_case"
"""The column that tells cases apart within one frame; it means nothing in another."""


def numbered(frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """The frame with a column :data:`NUMBER`: numbers with Polars, elsewhere the ids themselves."""
    import narwhals.stable.v2 as nw

    if not frame.implementation.is_polars():
        return frame.with_columns(nw.col("case").alias(NUMBER))
    import polars as pl

    number = pl.col("case").map_batches(case_numbers, return_dtype=pl.UInt32)
    result: nw.LazyFrame[Any] = nw.from_native(frame.to_native().with_columns(number.alias(NUMBER)))
    return result


def case_numbers(ids: pl.Series) -> pl.Series:
    """A number for each id, equal where ids are; marked as sorted where each id stands together."""
    import polars as pl

    ids = ids.rechunk()  # in one piece it is compared and filtered in half the time
    stretches = ids.rle_id()
    firsts = ids.filter(stretches.ne_missing(stretches.shift()))
    # Neighbours differ, so that none comes twice where they are in order.
    if firsts.is_sorted() or firsts.n_unique() == len(firsts):
        return stretches.set_sorted()
    own = firsts.cast(pl.Categorical(pl.Categories.random())).to_physical()
    return own.gather(stretches).cast(pl.UInt32)
