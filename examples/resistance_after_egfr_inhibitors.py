"""What was found in the tumour after EGFR inhibitors, and how sure is it that it was new?

Every change is counted with its cases. Three questions decide how far a count can be read: did a
sample before the line exclude the change (grade), was no other drug given between the two samples
(attributable), and does the change explain the failure of this drug (mechanism)?
"""

import cases
from timeline import Cohort
from timeline.analysis.resistance import Change
from timeline.cohort.comparison import directly_follows, transition_counts

cohort = Cohort(map(cases.load, cases.names())).filter(drug_class="EGFR-TKI")
print(f"{len(cohort)} cases were given an EGFR inhibitor: {', '.join(cohort.ids)}")

print("Found after the inhibitor, and not known from before:")
for count in transition_counts(cohort, by="class"):
    if count.group != "EGFR-TKI" or not count.grades:
        continue
    for grade, lines in count.grades:
        for line in lines:
            said = "gained" if count.change is Change.GAINED else "a gain cannot be claimed"
            cause = "this line" if line in count.attributable else "perhaps another line"
            why = " or ".join(count.mechanisms) or "none derived"
            print(f"  {count.what} in {line}: {said}, grade {grade}; from {cause}; {why}")

print("What came next, by class:")
for step in directly_follows(cohort, "class"):
    if step.first == "EGFR-TKI":
        print(f"  {step.then}: {', '.join(map(str, step.cases))}")
