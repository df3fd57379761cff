"""What kinds of alteration there are, and the classes of them that a test may look for."""

from __future__ import annotations

from timeline.model.words import Word


class AlterationKind(Word):
    """What sort of thing a finding names."""

    FUSION = "fusion"
    PROTEIN_VARIANT = "protein variant"
    NUCLEOTIDE_VARIANT = "nucleotide variant"
    COMPOUND_VARIANT = "compound variant"
    CATEGORICAL_VARIANT = "categorical variant"
    SPLICE = "splice"
    COPY_NUMBER = "copy number"
    BIOMARKER = "biomarker"
    NAMED = "named"


class AlterationClass(Word):
    """What a test reports on, as its description says it."""

    SMALL_VARIANTS = "small variants"
    FUSIONS = "fusions"
    COPY_NUMBER = "copy number"
    SPLICE = "splice variants"
    MSI = "MSI"
    TMB = "TMB"
    EXPRESSION = "protein expression"


CLASS_OF_KIND = {
    AlterationKind.FUSION: AlterationClass.FUSIONS,
    AlterationKind.PROTEIN_VARIANT: AlterationClass.SMALL_VARIANTS,
    AlterationKind.NUCLEOTIDE_VARIANT: AlterationClass.SMALL_VARIANTS,
    AlterationKind.COMPOUND_VARIANT: AlterationClass.SMALL_VARIANTS,
    AlterationKind.CATEGORICAL_VARIANT: AlterationClass.SMALL_VARIANTS,
    AlterationKind.SPLICE: AlterationClass.SPLICE,
    AlterationKind.COPY_NUMBER: AlterationClass.COPY_NUMBER,
}
"""The class of each kind that has only one; markers have theirs by name, words have none."""
