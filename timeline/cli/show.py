"""``timeline show``: a case as tables in the terminal, every length as an honest interval."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

import attrs
import click

from timeline.analysis import milestones, stated_intervals, treatment_durations
from timeline.analysis.analysis import Analysis, analyse
from timeline.analysis.lines import lines_text
from timeline.analysis.size import too_large
from timeline.analysis.summary import summary, summary_text
from timeline.analysis.typed import typed, typed_of
from timeline.analysis.wording import label
from timeline.chronology import Chronology, solve
from timeline.chronology.resting import Supports, as_reported
from timeline.cli import derived
from timeline.cli.console import Styled, say, say_json
from timeline.cli.faults import step
from timeline.cli.inputs import read_one
from timeline.cli.tables import print_rows, print_table, print_text, screen_width, wrapped
from timeline.document.destructure import plain_data
from timeline.model.bounds import MARK, MARKED, DurationBounds
from timeline.model.case import Case, Point
from timeline.model.events import Event
from timeline.model.moments import Basis

if TYPE_CHECKING:
    from timeline.analysis import Interval

NOT_DERIVED = "Milestones, lines, responses, endpoints and resistance are not derived"

UNITS = ("days", "weeks", "months", "years")


@click.command()
@click.argument("document", metavar="CASE")
@click.option("--case", "wanted", metavar="ID", help="Which case of a document with several.")
@click.option("--unit", type=click.Choice(UNITS), default="months", show_default=True)
@click.option(
    "--between",
    metavar="'A -> B'",
    multiple=True,
    help="Only the time between two moments, such as 'start of icotinib -> ct-2019'.",
)
@click.option(
    "--claims", is_flag=True, help="Let the lengths that the report states narrow the bounds."
)
@click.option("--summary", "summary_", is_flag=True, help="Only the first screen.")
@click.option(
    "--report-alone",
    is_flag=True,
    help="By the report alone: no told order, nothing that a curator supposes.",
)
@click.option("--json", "json_", is_flag=True, help="Print everything as JSON.")
def command(
    document: str,
    wanted: str | None,
    unit: str,
    between: tuple[str, ...],
    claims: bool,
    summary_: bool,
    report_alone: bool,
    json_: bool,
) -> None:
    """Print a case: a summary, then tables of events, treatments, lines, endpoints and resistance.

    A month is 30.4375 days. What is marked "assumed" or * rests on something that is supposed
    and the report does not state.
    """
    case = read_one(document, wanted)
    if report_alone:
        case = as_reported(case)
    with step(f"showing {document}, the case {case.id}"):
        chronology = solve(case, claims=claims)
        if between:
            _print_between(chronology, between, unit)
        elif json_:
            say_json(summed_up(analyse(chronology)) if summary_ else everything(chronology))
        elif summary_:
            print_summary(analyse(chronology), unit)
        else:
            print_case(chronology, unit)


def print_summary(analysis: Analysis, unit: str = "months") -> None:
    """The first screen: who, what disease, each line in a sentence, the outcome, how sure."""
    case, chronology = analysis.case, analysis.chronology
    say()
    for text in wrapped(case.title or case.id, screen_width()):
        say(Styled(text, bold=True))
    say()
    if not chronology.consistent:
        say(Styled("The dates contradict each other; these statements were set aside:", fg="red"))
        for statement in chronology.set_aside:
            print_text(f"  {statement}")
        say()
    if chronology.told is not None and chronology.told.gave_way:
        links = "; ".join(map(str, chronology.told.gave_way))
        print_text(f"Told out of order, so nothing is read from it: {links}.")
        say()
    print_rows(summary_text(summary(analysis), unit).rows)
    say()


def print_case(chronology: Chronology, unit: str = "months") -> None:
    """The summary of one case, then its tables: what is stated, and what follows from it."""
    case, analysis = chronology.case, analyse(chronology)
    print_summary(analysis, unit)
    for title, columns, rows in (
        ("Events", ("event", "what", "when", "basis"), _events(chronology)),
        (
            "Treatments",
            ("line", "drugs", "start", "end", unit, "stopped for"),
            _treatments(chronology, unit),
        ),
        ("Intervals", ("from", "to", "days", unit, "stated"), _intervals(chronology, unit)),
    ):
        print_table(title, columns, rows)
    say(Styled("Lines of therapy", bold=True))
    if reason := too_large(case):
        print_text(f"{NOT_DERIVED}: {reason}")
        say()
    else:
        for line in lines_text(analysis.lines, unit):
            print_text(line)
        say()
        for section in derived.sections(analysis):
            print_table(*section)
    print_table("As told", ("event", "told"), _told(case))
    print_text(MARKED)


def _events(chronology: Chronology) -> Iterator[tuple[str, ...]]:
    aside, supports = _set_aside(chronology), Supports(chronology)
    for event in chronology.case.events:
        basis = _basis(supports, event, aside)
        yield event.id, label(event), _when(chronology, event), basis


def _told(case: Case) -> Iterator[tuple[str, ...]]:
    """What the document says of the patient and of each event, beyond its name and its days."""
    if about := typed_of(case.patient):
        yield "patient", about
    for event in case.events:
        if fields := typed(event):
            yield event.id, "; ".join(f"{key}: {words}" for key, words in fields)


def _treatments(chronology: Chronology, unit: str) -> Iterator[tuple[str, ...]]:
    for row in treatment_durations(chronology):
        ends = [
            ("ongoing" if edge == "end" and row.duration.censored else str(bounds))
            + (MARK if edge in row.assumed else "")
            for edge, bounds in (("start", row.start), ("end", row.end))
        ]
        yield row.label, row.name, *ends, _short(row.duration, unit), row.stop.value


def _intervals(chronology: Chronology, unit: str) -> Iterator[tuple[str, ...]]:
    rows = () if too_large(chronology.case) else milestones(chronology)
    known = {(row.first, row.last) for row in rows}
    extra = (row for row in stated_intervals(chronology) if (row.first, row.last) not in known)
    for row in (*rows, *extra):
        yield (
            str(row.first),
            str(row.last),
            _short(row.duration, "days"),
            _short(row.duration, unit) + (MARK if row.assumed else ""),
            "; ".join(dict.fromkeys(str(claim.is_) for claim in row.claims)),
        )


def _short(duration: DurationBounds, unit: str) -> str:
    """A length for a column headed with its unit."""
    text = duration.format(unit).removesuffix(f" {unit}")
    return text.replace("at least ", "≥ ").replace("at most ", "≤ ")


def _when(chronology: Chronology, event: Event) -> str:
    bounds = [
        "ongoing" if chronology.ongoing(point) else str(chronology.bounds(point))
        for point in (Point(event.id, edge) for edge in event.edges)
    ]
    return " → ".join(dict.fromkeys(bounds))


def _set_aside(chronology: Chronology) -> frozenset[str]:
    """The events of which a moment is set aside, by id."""
    paths = {statement.path[:2] for statement in chronology.set_aside}
    told = enumerate(chronology.case.events)
    return frozenset(event.id for place, event in told if ("events", place) in paths)


def _basis(supports: Supports, event: Event, aside: Collection[str]) -> str:
    """Who says when it was, and by name what its days rest on beside the report's own dates."""
    if event.id in aside:
        return "set aside"
    moments = [moment for edge in event.edges if (moment := event.moment(edge)) is not None]
    if any(moment.basis is Basis.ASSUMED for moment in moments):
        return "assumed"
    found = [support for edge in event.edges for support in supports.of(Point(event.id, edge))]
    if found:
        return ", ".join(dict.fromkeys(support.value for support in found))
    return "reported" if moments else "not stated"


def _print_between(chronology: Chronology, between: Iterable[str], unit: str) -> None:
    from timeline.model.claims import Interval as Span

    for text in between:
        span = Span.from_text(text)
        duration = chronology.duration(span.first, span.last)
        days = duration.format("days")
        say(f"{span}: {days}" + (f" ({duration.format(unit)})" if unit != "days" else ""))


def everything(chronology: Chronology) -> dict[str, object]:
    """All that is shown of a case, as values for JSON."""
    case, analysis = chronology.case, analyse(chronology)
    aside, reason, supports = _set_aside(chronology), too_large(case), Supports(chronology)
    told = chronology.told
    return {
        "case": case.id,
        "title": case.title,
        "patient": plain_data(case.patient),
        **summed_up(analysis),
        "consistent": chronology.consistent,
        "set_aside": [str(statement) for statement in chronology.set_aside],
        "told_order_gave_way": [] if told is None else [str(link) for link in told.gave_way],
        "events": [
            {
                "id": event.id,
                "kind": event.key,
                "name": event.name,
                "label": label(event),
                "basis": _basis(supports, event, aside),
                "cite": event.cite,
                "told": plain_data(event),
                **{edge.value: chronology.bounds(Point(event.id, edge)) for edge in event.edges},
            }
            for event in case.events
        ],
        "treatments": treatment_durations(chronology),
        **(
            {}
            if reason
            else {"intervals": [_interval(row, supports) for row in milestones(chronology)]}
        ),
        "stated_intervals": [_interval(row, supports) for row in stated_intervals(chronology)],
        **({"not_derived": reason} if reason else derived.as_data(analysis)),
    }


def summed_up(analysis: Analysis) -> dict[str, object]:
    """The summary as values for JSON: the same sentences as on the screen."""
    found, supports = summary(analysis), Supports(analysis.chronology)
    words = summary_text(found)
    lines = [
        {
            "line": line.line.number,
            "name": line.name,
            "therapies": line.line.therapies,
            "sentence": told,
            "assumed": line.assumed,
            "length_rests_on": supports.of(line.line.start, line.line.end or line.line.start),
        }
        for line, (_, told) in zip(found.lines, words.lines, strict=True)
    ]
    return {"summary": attrs.asdict(words, recurse=False) | {"lines": lines}}


def _interval(row: Interval, supports: Supports) -> dict[str, object]:
    return {
        "from": row.first,
        "to": row.last,
        "duration": row.duration,
        "rests_on": supports.of(row.first, row.last),
        "stated": [{"is": str(claim.is_), "cite": claim.cite} for claim in row.claims],
    }
