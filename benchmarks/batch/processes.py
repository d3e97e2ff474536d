"""A run of the program as one that watches it sees it: its processes, their memory and time.

Linux alone: what a process takes stands in /proc.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from benchmarks.batch.notices import ROOT

PAGE = os.sysconf("SC_PAGE_SIZE") / (1 << 20)
TICKS = os.sysconf("SC_CLK_TCK")


def started(notices: Path, output: Path, *options: str) -> subprocess.Popen[bytes]:
    """`taizhang convert`, with a line an input on its stderr, in a session of its own."""
    command = (sys.executable, "-m", "pipeline", "convert", str(notices), "-o", str(output))
    return subprocess.Popen(
        [*command, *options], cwd=ROOT, stderr=subprocess.PIPE, start_new_session=True
    )


def below(process: int) -> list[int]:
    """The processes that a process has started, and those that they have."""
    found: list[int] = []
    with suppress(OSError):
        children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
        for child in map(int, children):
            found += [child, *below(child)]
    return found


def megabytes(process: int) -> float:
    """What a process holds in memory; 0 where it is gone."""
    with suppress(OSError, IndexError):
        return int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1]) * PAGE
    return 0.0


def seconds(process: int) -> float:
    """The time that a process has had a core for; 0 where it is gone."""
    with suppress(OSError, IndexError):
        words = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
        return (int(words[11]) + int(words[12])) / TICKS
    return 0.0


def middle(values: Iterable[float]) -> float:
    """The median, the upper of two; 0 of none."""
    ordered = sorted(values)
    return ordered[len(ordered) // 2] if ordered else 0.0
