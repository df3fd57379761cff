"""Does progression outside the brain go with an on-target mutation? The published cohort of 49.

The study prints percentages. The audit first says which of them can be counts of patients; the
exact tests then run on every table that the printed numbers allow, as one of them is impossible.
"""

import cases
from timeline.analysis.numbers.audit import audit
from timeline.analysis.numbers.implied import implied
from timeline.cohort.comparison import exact_test

study = cases.load_study("crizotinib-progression-cohort")
counts = implied(study)  # what number of patients stands behind each printed number
group = {name: counts.count(name) or 0 for name in ("extracranial", "intracranial", "both")}
mutated = {name: counts.count(f"mutated-{name}") or 0 for name in group}

print("mutated, by pattern of progression, as far as the printed numbers allow:")
for name, size in group.items():
    print(f"  {name}: {mutated[name]} of {size}")

print("what the audit says of these numbers:")
for finding in audit(study):
    if {"mutated-intracranial", "p-pattern"} & set(finding.events):
        print(f"  {finding.severity} [{finding.code}] {finding.message.partition('; its way')[0]}")


def table(in_brain: int) -> list[list[int]]:
    """Mutated and not, outside the brain and in it."""
    outside = [mutated["extracranial"], group["extracranial"] - mutated["extracranial"]]
    return [outside, [in_brain, group["intracranial"] - in_brain]]


print("mutated, progression outside the brain only against in the brain only:")
inside = group["intracranial"]
for k, why in (
    (mutated["intracranial"], "what the sums leave"),
    (2, "the nearest percentage above the printed one"),
    (1, "the nearest below it"),
):
    print(f"  {k} of {inside} with progression in the brain, {why}: {exact_test(table(k))}")

print("all three patterns, with what the sums leave:")
print(f"  {exact_test([[mutated[name], group[name] - mutated[name]] for name in group])}")
