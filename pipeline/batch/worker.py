"""A process that reads inputs, one at a time, for the process that started it.

It writes no file and says nothing but its answers: what a file does to it, it does to it alone.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait

from pipeline.batch.allowance import Allowance, confine, megabytes_held
from pipeline.batch.attempt import Attempt, Job, attempted
from pipeline.sources import Input

ROOM = 256
"""Megabytes that a process may grow by after its first input, before a new one takes its place."""
OUT_OF_MEMORY = 77
"""How a process ends that has not enough memory to say so."""
PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of an input, and whether the process that read it stops with that."""

    attempt: Attempt
    leaves: bool


def serve(inputs: Connection, job: Job, allowance: Allowance, parent: int) -> None:
    """Read each input that comes, until none comes any more, or the parent is gone."""
    _keep_apart()
    _die_with(parent)
    try:
        confine(allowance.megabytes)
        _answer_all(inputs, job, allowance)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    # Nothing of this process is worth putting away, and a library may hang in doing so.
    os._exit(0)


def _answer_all(inputs: Connection, job: Job, allowance: Allowance) -> None:
    first: int | None = None
    leaves = False
    while not leaves:
        try:
            item: Input = inputs.recv()
        except (EOFError, OSError):
            break
        attempt = attempted(item, job, allowance.megabytes)
        held = megabytes_held()
        first = held if first is None else first
        leaves = _has_grown(first, held, allowance.megabytes)
        try:
            inputs.send(Answer(attempt, leaves))
        except OSError:
            break


def _has_grown(first: int, held: int, megabytes: int | None) -> bool:
    """Would the next input have less room for what those before it left behind?"""
    return held - first > (ROOM if megabytes is None else min(ROOM, megabytes // 4))


def _keep_apart() -> None:
    """Leave Ctrl-C to the parent, and the terminal too: libraries write what they like to it."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


def _die_with(parent: int) -> None:
    """End at once when the parent ends, in whatever way, and in the middle of an input too."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(0)
    elif (above := parent_process()) is not None:
        # The price: a library that holds the interpreter's lock for good is not ended.
        threading.Thread(target=lambda: (wait([above.sentinel]), os._exit(0)), daemon=True).start()
