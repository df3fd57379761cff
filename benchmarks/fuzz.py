"""Look for faults: made-up documents through all that the library does, and what none may do.

    python benchmarks/fuzz.py --documents 50000     # or: make fuzz
    python benchmarks/fuzz.py case.yaml folder      # these documents instead

Each document is read, checked, shown, explained and drawn, in an order of its own, on one solved
chronology. It fails when anything but the library's own errors is raised, when it takes too long,
when nothing comes of it, or when an analysis answers otherwise after the others than before them.
What fails is kept in a folder with what happened; the seed printed makes the same documents again.
"""

from __future__ import annotations

import argparse
import io
import os
import resource
import secrets
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, redirect_stdout
from functools import partial
from pathlib import Path
from random import Random
from types import FrameType

import attrs

sys.path.insert(0, str(Path(__file__).parent))

import documents

import cases
from render.endings import Asked, content, endings_of
from render.figures.catalogue import FIGURES
from timeline.analysis import check, milestones, stated_intervals
from timeline.analysis.explain import explain
from timeline.analysis.explain.in_words import explanation_lines
from timeline.chronology import Chronology, solve
from timeline.cli import as_json
from timeline.cli.show import everything, print_case
from timeline.document import dumps, loads
from timeline.errors import CaseTimelineError, DocumentError
from timeline.model.case import Case

SECONDS = 5.0
"""What a document may take of a processor's time; most take hundredths of it."""

WAITING = 12
"""How many times that it may take by the clock: the machine may be busy, but nothing hangs."""

FIGURES_OF_EACH = 3
ASKED_AGAIN = 0.1
"""Of how many documents it is asked whether the answers are those that a new chronology gives."""

PER_TASK = 100
MEMORY = 4 << 30


@attrs.frozen
class Failure:
    """A document at which something went wrong: its name, its text, the step and what happened."""

    name: str
    text: str
    step: str
    what: str

    @property
    def kind(self) -> str:
        """What failures of one cause share: the step, the last line and the last place in it."""
        lines = self.what.strip().splitlines()
        places = [line.strip() for line in lines if line.strip().startswith("File ")]
        return " | ".join((self.step, lines[-1][:120], *places[-1:]))


class TookTooLongError(BaseException):
    """A document took more than its time; no ``except Exception`` may swallow that."""


class _Step:
    """What is being done, for the failure that may come of it."""

    name = "reading"


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    def ring(_: int, __: FrameType | None) -> None:
        raise TookTooLongError(f"more than {seconds:g} s")

    timers = (
        (signal.SIGPROF, signal.ITIMER_PROF, 1),
        (signal.SIGALRM, signal.ITIMER_REAL, WAITING),
    )
    before = [signal.signal(number, ring) for number, _, _ in timers]
    for _, timer, times in timers:
        signal.setitimer(timer, times * seconds)
    try:
        yield
    finally:
        for (number, timer, _), handler in zip(timers, before, strict=True):
            signal.setitimer(timer, 0)
            signal.signal(number, handler)


def failure(name: str, text: str, seconds: float = SECONDS) -> Failure | None:
    """What goes wrong with one document, if anything does."""
    _Step.name = "reading"
    try:
        with _alarm(seconds):
            _all_of(name, text)
    except (Exception, TookTooLongError):  # noqa: BLE001  # that is what is looked for
        return Failure(name, text, _Step.name, traceback.format_exc())
    return None


def _all_of(name: str, text: str) -> None:
    try:
        found = loads(text, name)
    except DocumentError as error:
        if not error.problems:
            raise AssertionError("refused without a word") from error
        return
    assert found, "read, and nothing came of it"
    for case in found:
        _Step.name = "writing"
        assert loads(dumps(case)) == (case,), "written and read again, it is another case"
        _case(case, Random(name))


def _case(case: Case, random: Random) -> None:
    _Step.name = "solving"
    chronology = solve(case)
    kinds = random.sample([*FIGURES.values()], FIGURES_OF_EACH)
    steps: list[tuple[str, Callable[[Chronology], object]]] = [
        ("check", check),
        random.choice((("show", _shown), ("show as JSON", _as_json))),
        ("explain", _explained),
        *((f"draw {kind.name}", partial(_drawn, kind.name, random)) for kind in kinds),
    ]
    random.shuffle(steps)
    for _Step.name, step in steps:
        step(chronology)
    if random.random() >= ASKED_AGAIN:
        return
    _Step.name = "asking again"
    anew = solve(case)
    for answer in (check, milestones, stated_intervals):
        assert answer(chronology) == answer(anew), f"{answer.__name__} answers otherwise"


def _as_json(chronology: Chronology) -> None:
    as_json.dumps(everything(chronology))


def _shown(chronology: Chronology) -> None:
    with redirect_stdout(io.StringIO()):
        print_case(chronology)


def _explained(chronology: Chronology) -> None:
    for one in explain(chronology):
        explanation_lines(one, everything=True)


def _drawn(name: str, random: Random, chronology: Chronology) -> None:
    kind = FIGURES[name]
    ending = random.choice([end for end in endings_of(kind) if end not in (".pdf", ".png")])
    try:
        assert content(Asked(kind, [chronology]), ending), "an empty figure"
    except CaseTimelineError as error:  # no survival of a case without an end, and the like
        if not str(error):
            raise AssertionError("not drawn, without a word") from error


def failures(seed: int, count: int, *, first: int = 0, seconds: float = SECONDS) -> list[Failure]:
    """What fails among the documents of a seed."""
    made = documents.documents(seed, count, first=first)
    found = (failure(f"{seed}-{number}.yaml", text, seconds) for number, text in made)
    return [one for one in found if one is not None]


def warm_up() -> None:
    """Load what is loaded once, so that no document pays for it."""
    for step in (print_case, _explained):
        with redirect_stdout(io.StringIO()):
            step(solve(cases.load("ezr-ros1")))
    for kind in FIGURES.values():
        _drawn(kind.name, Random(1), solve(cases.load("ezr-ros1")))


def _task(first: int, *, seed: int, count: int, seconds: float) -> list[Failure]:
    here = min(PER_TASK, count - first)
    return failures(seed, here, first=first, seconds=seconds)


def _ready() -> None:
    # Not the address space: Graphviz in WebAssembly reserves more of it than it ever uses.
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    warm_up()


def _files(arguments: Sequence[str], seconds: float) -> Iterator[Failure]:
    for argument in map(Path, arguments):
        inside = [path for path in sorted(argument.rglob("*")) if path.suffix in (".yaml", ".json")]
        for path in inside if argument.is_dir() else [argument]:
            found = failure(path.name, path.read_text("utf-8"), seconds)
            if found is not None:
                yield found


def _keep(found: Failure, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / found.name).write_text(found.text, "utf-8", errors="surrogatepass")
    (folder / f"{found.name}.txt").write_text(f"{found.step}\n\n{found.what}", "utf-8")


def main() -> int:
    """Make documents, or read them, and tell what fails."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", help="documents or folders to try instead")
    parser.add_argument("--documents", type=int, default=50_000, metavar="N")
    parser.add_argument("--seed", type=int, default=None, help="the same documents again")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="what one may take")
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    parser.add_argument("--keep", type=Path, default=Path("fuzz-failures"), metavar="FOLDER")
    parser.add_argument("--short", action="store_true", help="200 documents, to see that it runs")
    asked = parser.parse_args()
    count = 200 if asked.short else asked.documents
    seed = secrets.randbits(32) if asked.seed is None else asked.seed
    kinds: dict[str, list[Failure]] = {}

    def tell(found: Failure) -> None:
        _keep(found, asked.keep)
        if found.kind not in kinds:
            print(f"{found.name}: {found.kind}", flush=True)
        kinds.setdefault(found.kind, []).append(found)

    begun = time.perf_counter()
    if asked.files:
        warm_up()
        for found in _files(asked.files, asked.seconds):
            tell(found)
    else:
        print(f"seed {seed}, {count:,} documents", flush=True)
        task = partial(_task, seed=seed, count=count, seconds=asked.seconds)
        with ProcessPoolExecutor(asked.processes, initializer=_ready) as pool:
            for listed in pool.map(task, range(0, count, PER_TASK)):
                for found in listed:
                    tell(found)
    print(f"{time.perf_counter() - begun:.0f} s")
    for kind, listed in sorted(kinds.items(), key=lambda pair: -len(pair[1])):
        print(f"{len(listed):>6} x {kind}; the first is {listed[0].name}")
    print(f"kept in {asked.keep}" if kinds else "nothing failed")
    return 1 if kinds else 0


if __name__ == "__main__":
    sys.exit(main())
