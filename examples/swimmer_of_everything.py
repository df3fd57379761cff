"""A swimmer plot of every shipped case: lines of therapy to scale, each case a row.

Run with a file name to choose where the figure goes: python swimmer_of_everything.py plot.svg
"""

import sys
from pathlib import Path

import cases
from render.figures.swimmer.content import treated
from render.figures.swimmer.figure import swimmer_figure
from render.figures.swimmer.options import SwimmerOptions
from render.writers.svg import to_svg
from timeline import Cohort, derive_lines

cohort = Cohort(map(cases.load, cases.names()))

# Rows start with the first line of therapy. A case without one is named below the plot.
swimmers = treated(cohort)
figure = swimmer_figure(
    swimmers, SwimmerOptions(align="line 1", sort="duration", title="The shipped cases")
)

out = Path(sys.argv[1] if len(sys.argv) > 1 else "swimmer.svg")
out.write_text(to_svg(figure), "utf-8")

for row in swimmers:
    lines = derive_lines(row.answers)
    told = " → ".join(line.regimen for line in lines) or "no line of therapy"
    print(f"{row.answers.case.id}: {told}")
print(f"{len(swimmers)} cases drawn in {out.name}")
