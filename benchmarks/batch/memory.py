"""What the processes of a run hold in memory, from its beginning to its end."""

from __future__ import annotations

import time
from pathlib import Path

from benchmarks.batch.processes import below, megabytes, middle, started

EVERY = 25
"""Inputs between two looks."""
Look = tuple[float, float]


def undisturbed(notices: Path, output: Path) -> float:
    """The seconds of one run, whose memory is printed by quarters."""
    before = time.monotonic()
    looks: list[Look] = []
    with started(notices, output) as process:
        if process.stderr is None:
            raise RuntimeError("the process was started without a pipe")
        for number, line in enumerate(process.stderr):
            last = line
            if number % EVERY == EVERY - 1:
                workers = max(map(megabytes, below(process.pid)), default=0.0)
                looks.append((megabytes(process.pid), workers))
    passed = time.monotonic() - before
    print(f"undisturbed: {passed:.0f} s; {last.decode().strip()}")
    _print(looks)
    return passed


def _print(looks: list[Look]) -> None:
    """The middle of each quarter and the peak: who places, and the largest of those who read."""
    size = max(len(looks) // 4, 1)
    quarters = [looks[start : start + size] for start in range(0, size * 4, size)]
    for place, name in enumerate(("places", "reads, the largest")):
        middles = [middle(look[place] for look in quarter) for quarter in quarters]
        peak = max((look[place] for look in looks), default=0.0)
        shown = "  ".join(f"{held:6.1f}" for held in middles)
        print(f"MB of what {name:18}: {shown}  peak {peak:.1f}", flush=True)
