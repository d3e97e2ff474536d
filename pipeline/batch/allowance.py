"""What one file may take of the machine, and how that is kept and seen."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline.limits import MEGABYTE


@dataclass(frozen=True, slots=True)
class Allowance:
    """Seconds that one file may take, and megabytes of memory; None: as much as it wants.

    The memory is that of the process that reads, the program's own included (some 100 MB).
    """

    seconds: float | None = None
    megabytes: int | None = None


UNLIMITED = Allowance()
BY_DEFAULT = Allowance(seconds=300, megabytes=4096)
"""Many times what any notice of the corpus takes: some seconds, and less than 200 MB."""


def confine(megabytes: int | None) -> None:
    """Let the system refuse this process more memory, where it can (Linux), and a picture of it.

    What counts is what can be written to and is its own; what is only mapped, as libraries
    and fonts are, is no one's loss.
    """
    if sys.platform == "win32":
        return
    import resource

    # A process that dies of a file must not leave its memory in the user's folder.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux" and megabytes is not None:
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        most = min(megabytes * MEGABYTE, sys.maxsize)
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def megabytes_held(process: int | None = None) -> int:
    """The memory that a process holds, or this one; 0 where the system does not tell (/proc)."""
    with suppress(OSError, ValueError, IndexError):
        resident = Path("/proc", str(process or "self"), "statm").read_text("ascii").split()[1]
        return int(resident) * os.sysconf("SC_PAGE_SIZE") // MEGABYTE
    return 0


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "process_cpu_count"):  # Python 3.13
        return os.process_cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
