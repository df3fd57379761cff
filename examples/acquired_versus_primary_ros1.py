"""ROS1 fusions there from the start, and those found only after another targeted drug.

How long did crizotinib go on in either? The origin is read off the transitions: a fusion is
acquired where a test found it after a line, and none was known to have it before. The grade (A to
D) says how well that is shown: A by a negative test that would have seen it, D never tested.
"""

import cases
from timeline import Analysis, Cohort
from timeline.analysis.lines import Line
from timeline.cohort.comparison import durations, transition_counts
from timeline.model.alterations import Fusion

cohort = Cohort(map(cases.load, cases.names()))
ros1 = cohort.filter(gene="ROS1")
print(f"{len(ros1)} of {len(cohort)} cases have an alteration of ROS1: {', '.join(ros1.ids)}")


def origin(one: Analysis, line: Line) -> tuple[str, ...]:
    """The group of a line of crizotinib; every other line is left out by belonging to none."""
    if "crizotinib" not in line.drugs:
        return ()
    grades = {
        change.acquired.grade.value
        for change in one.transitions
        if change.acquired and isinstance(change.alteration, Fusion)
        if "ROS1" in change.alteration.genes
    }
    return (f"acquired (evidence {min(grades)})" if grades else "there from the start",)


times = durations(ros1, by=origin, endpoint="TTD")
for row in times.rows:
    length = row.left_out or f"{row.result.status}, {row.result.days}"
    print(f"  {row.group}: {row.of}: {length}")
sizes = " against ".join(str(len(estimate.times)) for estimate in times.estimates)
for test in times.tests:
    print(f"  {test}, dates at their {test.reading}, {sizes} case: far too few to tell")

print("After which drugs was the fusion found, and was another line between the samples?")
for count in transition_counts(ros1, by="drug"):
    if "ROS1" in count.what and count.grades:
        confounded = "" if count.attributable else ", but other lines lay between the samples"
        print(f"  {count.what} after {count.group}: {', '.join(count.cases)}{confounded}")
