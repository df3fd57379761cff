"""Who does the chunks: this process, or workers that end when it does."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from timeline.cohort.chunks import Chunk
from timeline.errors import CaseTimelineError
from timeline.vocabulary.current import Vocabulary, current, use
from timeline.vocabulary.tables import Row

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


def each_done(
    chunks: Sequence[Chunk],
    numbers: Sequence[int],
    do: Callable[[int, Chunk], None],
    processes: int,
) -> Iterator[int]:
    """Do the chunks of these numbers; each number as it is done."""
    if processes == 1 or len(numbers) <= 1:
        with _no_collector():
            for number in numbers:
                do(number, chunks[number])
                yield number
        return
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    # Spawned, not forked: Arrow and Polars run threads, which a fork would lose with locks held.
    context = get_context("spawn")
    theirs, ours = context.Pipe(duplex=False)
    with _signals_held():  # it begins a process of its own, which tidies up
        pool = ProcessPoolExecutor(
            min(processes, len(numbers)),
            mp_context=context,
            initializer=_ready,
            initargs=(dict(current().added), theirs),
        )
    with theirs, ours, pool:
        try:
            with _signals_held():
                waiting = {pool.submit(do, number, chunks[number]): number for number in numbers}
            for future in as_completed(waiting):
                future.result()
                yield waiting[future]
        except BrokenProcessPool:
            raise CaseTimelineError(
                "a worker process was killed, perhaps for want of memory; the same command goes on"
                " where this run stopped, and fewer processes need less memory"
            ) from None
        except BaseException:
            ours.close()  # which ends the workers, whatever they are doing
            pool.shutdown(wait=False, cancel_futures=True)
            raise


_WORKER = ExitStack()
"""What a worker process holds open for as long as it lives."""


def _ready(added: Mapping[str, tuple[Row, ...]], parent: Connection) -> None:
    """Give a worker process the vocabulary of the one that began it, and the same end."""
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    gc.disable()
    if added:
        _WORKER.enter_context(use(Vocabulary.standard().with_additions(added)))


def _end_with(parent: Connection) -> None:
    """End this process when the other end of a pipe is closed, as it is for one that was killed."""
    try:
        parent.recv_bytes()  # nothing is ever sent
    except (EOFError, OSError):
        os._exit(1)


@contextmanager
def _signals_held() -> Iterator[None]:
    """Keep what a terminal sends to all its processes from those that are begun here.

    The signals are held for this process meanwhile, and for the others for good; they end with it.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    was = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, was)


@contextmanager
def _no_collector() -> Iterator[None]:
    """Keep the garbage collector out of the way; it is called where there is something to find."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
