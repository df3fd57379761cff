"""Time on crizotinib in the shipped cases, beside what the published studies report.

A median is of a group: a case is placed among medians, never judged by them. Time on treatment is
not progression-free survival either, which the last rows give as far as it can be derived.
"""

import cases
from timeline import Cohort
from timeline.cohort.comparison import among_published, durations
from timeline.cohort.survival import Reading
from timeline.model.truth import Truth

cohort = Cohort(map(cases.load, cases.names())).filter(drug="crizotinib")

times = durations(cohort, by="drug", endpoint="TTD")
for row in times.of("crizotinib"):
    print(f"{row.of}: {row.left_out or row.result.days}")

estimate = times.estimate_of("crizotinib")
if estimate:
    counted = ", ".join(time.case for time in estimate.times)
    print(f"Kaplan-Meier of {len(estimate.times)} lines ({counted}):")
    for curve in (estimate.earliest, estimate.latest):
        reading = "earliest" if curve.reading is Reading.EARLIEST else "latest"
        print(f"  dates at their {reading}: median {curve.median}")

for endpoint in ("TTD", "PFS"):
    for line in among_published(cohort, "crizotinib", endpoint=endpoint):
        longer = len(line.placement.having(Truth.TRUE))
        shorter = len(line.placement.having(Truth.FALSE))
        total = len(line.placement.placed)
        print(f"{line.of}, {endpoint}: longer than {longer} of {total} medians, not than {shorter}")
        if line.of_population is not Truth.TRUE:
            print(f"  the medians are of {line.population}: {line.reason}")
