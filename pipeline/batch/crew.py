"""The processes that read for a run: given inputs, watched, ended, and replaced."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from pipeline.batch.allowance import Allowance, megabytes_held
from pipeline.batch.attempt import Attempt, Job, sha256_of
from pipeline.batch.signals import held_back
from pipeline.batch.worker import OUT_OF_MEMORY, Answer, serve
from pipeline.errors import InputError, MemoryLimit, TimeLimit, WorkerCrashed
from pipeline.sources import Input

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

TICK = 0.25
"""Seconds between two looks at the clock, and at the memory of those who read."""
LONGEST = 4 * TICK
"""Seconds between two looks that are believed to have passed for all."""
GONE = 10.0
"""Seconds that a process which closed its way has to be gone."""
SPOILT = (
    pickle.UnpicklingError, ValueError, TypeError, AttributeError, ImportError, LookupError,
)  # fmt: skip
"""What may come of reading an answer of a process in which a library wrote where it should not."""
AHEAD = 4
"""Inputs for each process that may be done before their turn comes, where turns are kept."""

Done = tuple[Input, Attempt]


@dataclass(slots=True)
class Worker:
    """A process, the way to it, the input that it reads and its place, and for how long it has."""

    process: BaseProcess
    way: Connection
    place: int = 0
    item: Input | None = None
    seconds: float = 0.0

    def take(self, place: int, item: Input) -> None:
        """Read this. One that died in the meantime is found dead when its answer is asked for."""
        self.place, self.item, self.seconds = place, item, 0.0
        with suppress(BrokenPipeError):
            self.way.send(item)


class Crew:
    """Up to `size` processes. What one reads costs it alone: another takes its place."""

    def __init__(self, job: Job, allowance: Allowance, size: int) -> None:
        self._job = job
        self._allowance = allowance
        self._size = size
        self._workers: list[Worker] = []
        self._looked = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End all, whatever they do."""
        for worker in tuple(self._workers):
            self._dismiss(worker)

    def attempts(self, items: Iterable[Input], *, in_turn: bool = False) -> Iterator[Done]:
        """What comes of each input, as it comes, or `in_turn`: in the order of the inputs.

        An input is asked for only when a process is free for it.
        """
        waiting = enumerate(items)
        held: dict[int, Done] = {}
        given = told = 0
        while True:
            # Those who are free get their next input before anyone hears of their last.
            while self._has_room() and not (in_turn and given >= told + AHEAD * self._size):
                place, item = next(waiting, (given, None))
                if item is None:
                    break
                given += 1
                if (failure := self._given(place, item)) is not None:
                    held[place] = item, failure
            if not held and not self._busy():
                return
            while held and (place := told if in_turn else min(held)) in held:
                yield held.pop(place)
                told += 1
            if self._busy():
                held |= self._collected()

    def _has_room(self) -> bool:
        return len(self._busy()) < self._size

    def _busy(self) -> list[Worker]:
        return [worker for worker in self._workers if worker.item is not None]

    def _given(self, place: int, item: Input) -> Attempt | None:
        """Let one who is free read the input; why none can, where none can be started."""
        if not self._busy():
            self._looked = time.monotonic()
        try:
            free = next((worker for worker in self._workers if worker.item is None), None)
            (free or self._started()).take(place, item)
        except OSError as trouble:
            self._size = max(1, len(self._workers))
            death = f"it could not be started: {trouble.strerror}"
            return _failed(WorkerCrashed.of(item.path, death), item)
        return None

    def _started(self) -> Worker:
        """A new process. Raises OSError."""
        ours, theirs = multiprocessing.Pipe()
        arguments = (theirs, self._job, self._allowance, os.getpid())
        process = _context().Process(target=serve, args=arguments, daemon=True)
        with theirs, held_back():
            try:
                process.start()
            except OSError:
                ours.close()
                raise
            self._workers.append(Worker(process, ours))
        return self._workers[-1]

    def _collected(self) -> dict[int, Done]:
        """What is done after a moment, and what has to be given up."""
        busy = self._busy()
        ready = wait([worker.way for worker in busy], TICK)
        now = time.monotonic()
        # While this program was stopped (Ctrl-Z, a sleeping machine) the others were, too.
        passed = min(now - self._looked, LONGEST)
        self._looked = now
        done: dict[int, Done] = {}
        for worker in busy:
            if (item := worker.item) is None:
                continue
            worker.seconds += passed
            is_ready = worker.way in ready
            attempt = self._answer(worker, item) if is_ready else self._given_up(worker, item)
            if attempt is not None:
                done[worker.place] = item, attempt
                worker.item = None
        return done

    def _answer(self, worker: Worker, item: Input) -> Attempt:
        """What a process says of its input; that it died, if it did."""
        try:
            answer: Answer = worker.way.recv()
        except (EOFError, OSError):
            # It closes its way at its very end, and is a moment from being gone.
            worker.process.join(GONE)
            code = worker.process.exitcode
            if code == OUT_OF_MEMORY:
                error: InputError = MemoryLimit.beyond(item.path, self._allowance.megabytes)
            else:
                error = WorkerCrashed.of(item.path, _death(code))
        except SPOILT as trouble:
            death = f"its answer was spoilt: {type(trouble).__name__}"
            error = WorkerCrashed.of(item.path, death)
        else:
            if answer.leaves:
                self._dismiss(worker)
            return answer.attempt
        self._dismiss(worker)
        return _failed(error, item)

    def _given_up(self, worker: Worker, item: Input) -> Attempt | None:
        """Why a process has to be ended in the middle of its input; None: it need not."""
        seconds, megabytes = self._allowance.seconds, self._allowance.megabytes
        error: InputError | None = None
        if seconds is not None and worker.seconds >= seconds:
            error = TimeLimit.after(item.path, seconds)
        elif megabytes is not None and megabytes_held(worker.process.pid) > megabytes:
            error = MemoryLimit.beyond(item.path, megabytes)
        if error is None:
            return None
        self._dismiss(worker)
        return _failed(error, item)

    def _dismiss(self, worker: Worker) -> None:
        """End a process, whatever it does."""
        self._workers.remove(worker)
        worker.process.kill()
        worker.process.join()
        worker.process.close()
        worker.way.close()


def _context() -> Any:
    """How processes are started here: by fork, in a moment, where nothing can go wrong with it.

    A fork copies one thread alone, and a lock that another one held is never given back.
    """
    is_alone = threading.active_count() == 1 and _system_threads() == 1
    return multiprocessing.get_context("fork" if is_alone else "spawn")


def _system_threads() -> int | None:
    """The threads that the system counts, libraries' own too; None where it does not say."""
    return len(list(Path("/proc/self/task").iterdir())) if sys.platform == "linux" else None


def _failed(error: InputError, item: Input) -> Attempt:
    return Attempt(sha256_of(item.path), error=error)


def _death(code: int | None) -> str:
    """How a process ended: `SIGSEGV`, `exit code 3`."""
    if code is None:
        return "it stopped answering"
    if code < 0:
        with suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit code {code}"
