"""Is a sensitivity table printed as it was meant? Marks against values, labels against rows."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.findings import Finding, Severity
from timeline.model.study import SensitivityTable, Study


def marks_match_values(study: Study) -> Iterator[Finding]:
    """Cells whose mark says another band than the value lies in."""
    for index, table in enumerate(study.sensitivity):
        for place, row in enumerate(table.rows):
            for column, (drug, cell) in enumerate(zip(table.drugs, row.cells, strict=False)):
                marked, right = table.band(cell.mark), table.band_for(cell)
                if marked is None or right is None or marked.holds(cell):
                    continue
                yield Finding(
                    "wrong-band-mark",
                    f"{row.genotype}, {drug}: {cell.text} is marked {marked.means} {table.unit}; "
                    f"it lies in {right.means} ({right.mark})",
                    severity=Severity.ERROR,
                    events=(table.id,),
                    path=("sensitivity", index, "rows", place, "cells", column),
                    cite=(table.cite,),
                )


def labels_are_whole(study: Study) -> Iterator[Finding]:
    """Rows with a label and no cells: the end of the label above, wrapped to a line of its own."""
    for index, table in enumerate(study.sensitivity):
        for place, row in enumerate(table.rows):
            if row.cells:
                continue
            whole = wrapped_label(table, place - 1)
            yield Finding(
                "wrapped-label",
                f"the row {row.genotype} is empty: "
                + (f"with the one above it is the single row {whole}" if whole else "no values"),
                severity=Severity.WARNING,
                events=(table.id,),
                path=("sensitivity", index, "rows", place, "genotype"),
                cite=(table.cite,),
            )


def wrapped_label(table: SensitivityTable, place: int) -> str | None:
    """The whole label of a row that goes on in empty rows below it; None where it does not."""
    if place < 0 or not table.rows[place].cells:
        return None
    parts = [table.rows[place].genotype.rstrip("/")]
    for row in table.rows[place + 1 :]:
        if row.cells:
            break
        parts.append(row.genotype)
    return "/".join(parts) if len(parts) > 1 else None
