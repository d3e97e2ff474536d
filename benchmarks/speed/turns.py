"""Two things timed in turn, so that whatever else the machine does falls on both."""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Run = Callable[[], float]
"""Does a thing once, and says how many seconds of the processor it took."""


@dataclass(frozen=True, slots=True)
class Turns:
    """Seconds that two things took: each pair was run one after the other."""

    one: tuple[float, ...]
    other: tuple[float, ...]

    def said(self, one: str, other: str) -> str:
        """Both medians, and the median of the pairs' ratios with their spread."""
        ratios = sorted(one / other for one, other in zip(self.one, self.other, strict=True))
        return (
            f"{one} {statistics.median(self.one):.3f} s, {other} "
            f"{statistics.median(self.other):.3f} s: {statistics.median(ratios):.2f} "
            f"({ratios[0]:.2f} to {ratios[-1]:.2f})"
        )


def in_turn(one: Run, other: Run, runs: int) -> Turns:
    """Run both so many times in turn, after one time each that is not counted."""
    one(), other()
    pairs = [(one(), other()) for _ in range(runs)]
    return Turns(tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs))


def here(work: Callable[[], object]) -> Run:
    """Work of this process, by the seconds that the processor gave it.

    It begins without the garbage of what ran before, which Python would otherwise find and free
    on this one's time: pdfplumber's pages hold each other, and wait for that.
    """

    def run() -> float:
        gc.collect()
        began = time.process_time()
        work()
        return time.process_time() - began

    return run


def process(command: Sequence[str], environment: Mapping[str, str]) -> Run:
    """A whole process, from its start to its end, by the seconds that the processor gave it.

    Raises RuntimeError where it fails.
    """

    def run() -> float:
        child = subprocess.Popen(
            command, env=dict(environment), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            message = f"{' '.join(command)} ended with {child.returncode}"
            raise RuntimeError(message)
        return used.ru_utime + used.ru_stime

    return run


def python(*arguments: str) -> tuple[str, ...]:
    """A command of this Python."""
    return (sys.executable, *arguments)
