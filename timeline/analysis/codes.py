"""The codes of all findings, as docs/audit.md explains them."""

CODES = frozenset(
    """
    alive-after-death another-denominator assessment-after-death bands-disagree before-birth
    bound-met care-items-missing claim-repeats-moment
    count-not-whole count-unchecked date-not-encoded dates-contradict
    denominator-differs denominators-implied drug-not-encoded drug-without-indication
    edition-not-stated estimate-outside-interval finding-not-covered found-and-excluded
    gene-misnamed ignore-without-effect ignore-without-reason impossible-residue letter-for-zero
    line-number-disagrees line-number-shared line-of-one-day line-stop-not-stated
    line-without-reason lines-out-of-order locus-misprinted longer-than-a-life low-read-support
    misspelt-drug narrated-out-of-order not-in-source numbers-disagree outside-fusion-product
    overlapping-courses p-by-another-test p-not-recomputed p-not-reproduced part-exceeds-whole
    percentage-coarse percentage-truncated percentage-unattainable percentage-wrong
    performance-off-scale place-not-found repeat-differs repeats-wrong-number
    response-before-treatment response-start-not-stated responses-disagree stage-group
    stated-alteration stated-count stated-interval stated-line stated-lines stated-resistance
    stated-response sum-differs therapy-after-death
    transcript-of-another-gene two-deaths two-names two-spellings unknown-count unknown-drug
    unknown-repeat unknown-response unknown-site unsupported-by-last-assessment
    valg-without-small-cell wording-against-category wrapped-label wrong-band-mark
    """.split()
)
"""What ``--severity`` can name; a user's own checks have codes of their own."""

SOURCE_CODES = frozenset(
    "place-not-found not-in-source date-not-encoded drug-not-encoded gene-misnamed".split()
)
"""Codes of the comparison with a report's text: without one, nothing can be said of them."""
