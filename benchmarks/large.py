"""Documents larger than any report: seconds and peak memory of each command.

    python benchmarks/large.py                  # every shape at full size (minutes)
    python benchmarks/large.py 3000             # so many events, claims or findings instead
    python benchmarks/large.py 3000 therapies   # one shape
    python benchmarks/large.py --short          # to see that it still runs

A shape is a document of one case; its size is what it holds most of. A command that takes longer
than ``PATIENCE`` is ended and told.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from timeline.model.when import day_of, iso

PATIENCE = 120
"""Seconds after which a command is ended."""

COMMANDS = ("check", "show", "show --json", "explain", "draw")

_MEASURED = """
import resource, sys, time
from timeline.cli.main import main
begun = time.process_time()
try:
    main()
except SystemExit as ended:
    code = ended.code
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(f"{code} {time.process_time() - begun:.2f} {peak // 1024}", file=sys.stderr)
"""


def document(events: Iterable[str], *more: str) -> str:
    """A case of these events, one a line."""
    listed = "\n".join(f"  - {{{event}}}" for event in events)
    return "\n".join(("case: large", "events:", listed, *more, ""))


def date(number: int) -> str:
    """One day after the other from 1950, beginning again after 60 years."""
    return iso(day_of(1950, 1, 1) + number % 22_000)


def dated(n: int) -> str:
    """Every kind in turn, each with its day."""
    kinds: tuple[Callable[[str], str], ...] = (
        lambda day: f"therapy: crizotinib, start: {day}, end: {day}",
        lambda day: f"assessment: CT, at: {day}, response: SD",
        lambda day: f"test: NGS, at: {day}, found: [EGFR T790M]",
        lambda day: f"laboratory: NSE, at: {day}, value: 38.7 ng/mL",
        lambda day: f"symptom: cough, at: {day}",
        lambda day: f"adverse_event: oedema, start: {day}",
    )
    return document(f"id: e{i}, {kinds[i % len(kinds)](date(i))}" for i in range(n))


def undated(n: int) -> str:
    """Symptoms of which nothing is known but that they were."""
    return document(f"visit: clinic, id: e{i}" for i in range(n))


def chain(n: int) -> str:
    """Each after the one before, and no date."""
    return document(
        f"visit: clinic, id: e{i}" + (f", at: after e{i - 1}" if i else "") for i in range(n)
    )


def dated_chain(n: int) -> str:
    """Each four days after the one before, the first with a date."""
    return document(
        f"visit: clinic, id: e{i}, at: " + (f"e{i - 1} + 4 days" if i else "1950-01-01")
        for i in range(n)
    )


def one_day(n: int) -> str:
    """Everything on one day."""
    return document(f"visit: clinic, id: e{i}, at: 2020-01-01" for i in range(n))


def therapies(n: int) -> str:
    """Therapies, each with its dates, drugs in turn."""
    drugs = ("crizotinib", "lorlatinib", "alectinib", "cisplatin")
    return document(
        f"therapy: {drugs[i % 4]}, id: e{i}, start: {date(i)}, end: {date(i)}" for i in range(n)
    )


def undated_therapies(n: int) -> str:
    """Therapies without a date."""
    return document(f"therapy: crizotinib, id: e{i}" for i in range(n))


def tests(n: int) -> str:
    """Tests that find and exclude in turn."""
    return document(
        f"test: NGS, id: e{i}, at: {date(i)}, "
        + ("found: [EGFR T790M]" if i % 2 else "not_found: [EGFR T790M]")
        for i in range(n)
    )


def assessments(n: int) -> str:
    """One therapy, and assessments under it."""
    first = "therapy: crizotinib, id: t, start: 1950-01-01"
    return document(
        (
            first,
            *(f"assessment: CT, id: e{i}, at: {date(i)}, response: SD" for i in range(1, n)),
        )
    )


def undated_assessments(n: int) -> str:
    """One therapy, and assessments of no date."""
    first = "therapy: crizotinib, id: t, start: 1950-01-01"
    return document((first, *(f"assessment: CT, id: e{i}, response: SD" for i in range(1, n))))


def claims(n: int) -> str:
    """A third as many claims as ``n``, each between two dated events."""
    count = n // 3
    said = (f"  - {{interval: e{i} -> e{i + 1}, is: 1 day}}" for i in range(count))
    return document(
        (f"visit: clinic, id: e{i}, at: {date(i)}" for i in range(count + 1)), "claims:", *said
    )


def wrong_claims(n: int) -> str:
    """As many claims, none of which is true."""
    return claims(n).replace("is: 1 day", "is: 9 months")


def found_items(n: int) -> str:
    """One test with a third as many findings as ``n``."""
    found = ", ".join(f"EGFR T{i + 1}M" for i in range(n // 3))
    return document((f"test: NGS, id: t, at: 2020-01-01, found: [{found}]",))


def wrong(n: int) -> str:
    """A third as many findings of the check: drugs that nobody knows."""
    return document(
        f"therapy: drug-{i}, id: e{i}, start: {date(i)}, end: {date(i)}" for i in range(n // 3)
    )


def drugs(n: int) -> str:
    """One therapy of seven times as many drugs."""
    names = ", ".join(f"drug-{i}" for i in range(7 * n))
    return document((f"therapy: [{names}], id: t, start: 2020-01-01",))


def ignores(n: int) -> str:
    """Nearly three times as many comments that set a finding aside as ``n``."""
    comments = ("  # check: ignore unknown-drug for a reason" for _ in range(8 * n // 3))
    return document(("therapy: crizotinib, id: t, start: 2020-01-01",), *comments)


def unknown_keys(n: int) -> str:
    """A case of three times as many keys that mean nothing."""
    return "case: large\n" + "".join(f"key{i}: 1\n" for i in range(3 * n))


def long_name(n: int) -> str:
    """A drug whose name has thirty times ``n`` letters."""
    return document((f"therapy: {'a' * 30 * n}, id: t, start: 2020-01-01",))


def long_key(n: int) -> str:
    """A key of thirty times ``n`` letters."""
    return document((f"therapy: crizotinib, id: t, ? {'a' * 30 * n} : 1",))


SHAPES: dict[str, Callable[[int], str]] = {
    shape.__name__: shape
    for shape in (
        dated,
        undated,
        chain,
        dated_chain,
        one_day,
        therapies,
        undated_therapies,
        tests,
        assessments,
        undated_assessments,
        claims,
        wrong_claims,
        found_items,
        wrong,
        drugs,
        ignores,
        unknown_keys,
        long_name,
        long_key,
    )
}


def measured(command: str, path: Path, folder: str) -> str:
    """What one command did to one document: exit code, seconds, peak memory in MB."""
    arguments = [*command.split(), str(path)]
    if command == "draw":
        arguments += ["-o", f"{folder}/figure.svg"]
    try:
        done = subprocess.run(
            (sys.executable, "-c", _MEASURED, *arguments),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired:
        return f"over {PATIENCE} s"
    last = (done.stderr.strip().splitlines() or ["no answer"])[-1]
    try:
        code, seconds, peak = last.split()
        return f"{float(seconds):8.2f} s {int(peak):6} MB   exit {code}"
    except ValueError:
        return f"exit {done.returncode}: {last[:60]}"


def main() -> None:
    """One line a shape and command."""
    words = [word for word in sys.argv[1:] if word != "--short"]
    size = next((int(word) for word in words if word.isdigit()), 30_000)
    if "--short" in sys.argv:
        size = 12
    named = [word for word in words if word in SHAPES] or list(SHAPES)
    if "--short" in sys.argv:
        named = named[:2]
    commands = [word for word in COMMANDS if word.split()[-1] in words] or list(COMMANDS)
    print(f"Size {size}")
    with tempfile.TemporaryDirectory() as folder:
        for name in named:
            path = Path(folder) / "large.yaml"
            path.write_text(SHAPES[name](size), encoding="utf-8")
            for command in commands:
                print(f"  {name:<20} {command:<12} {measured(command, path, folder)}", flush=True)


if __name__ == "__main__":
    main()
