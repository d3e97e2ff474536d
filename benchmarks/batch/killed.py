"""A run killed again and again, and gone on with, gives what an undisturbed one gives."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from random import Random

from benchmarks.batch.memory import undisturbed
from benchmarks.batch.processes import started


def compared(notices: Path, folder: Path, kills: int, seed: int) -> bool:
    """Is the folder of a run that was killed so often the same, byte for byte?

    The moments are drawn at random; every other kill takes the first process alone, and the
    others of its group with it.
    """
    whole = undisturbed(notices, folder / "whole")
    moments = Random(seed)
    spent, done = 0.0, 0
    while True:
        left = max(whole * 0.9 - spent, whole / 50)
        # So many moments are spread over what is left, however slow the machine has become.
        wait = moments.uniform(0, 2 * left / max(kills - done, 1)) if done < kills else None
        before = time.monotonic()
        code = _run(notices, folder / "killed", wait, with_group=done % 2 == 1)
        spent += time.monotonic() - before
        if code >= 0:
            break
        done += 1
        print(f"killed {done:2} after {time.monotonic() - before:6.1f} s", flush=True)
    different = list(_different(folder / "whole", folder / "killed"))
    print(f"killed {done} times, exit code {code}; {len(different)} files differ", flush=True)
    for name in different[:10]:
        print(f"  {name}")
    return done >= kills and not different


def _run(notices: Path, output: Path, wait: float | None, *, with_group: bool) -> int:
    """How a run ended: by itself, or after so many seconds by SIGKILL."""
    process = started(notices, output)
    try:
        process.communicate(timeout=wait)
    except subprocess.TimeoutExpired:
        if with_group:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.communicate()
    return process.returncode


def _different(one: Path, other: Path) -> Iterator[str]:
    """The files that are not in both folders with the same bytes, hidden ones too."""
    held = [_hashes(folder) for folder in (one, other)]
    for name in sorted(held[0].keys() | held[1].keys()):
        if held[0].get(name) != held[1].get(name):
            yield name


def _hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }
