"""One document converted in this process: seconds, peak memory and tasks, as JSON.

`python -m benchmarks.speed.one_long SHORT LONG`, for `long`: the short document is converted
before, to read dictionaries and compile patterns. Nothing is imported here but the program, so
that the memory is its own.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from pipeline import convert
from pipeline.emit.document_json import document_json


def measured(short: str, path: str) -> tuple[float, float, int]:
    """The processor's seconds, the most megabytes that the process took, and the tasks."""
    document_json(convert(short))
    started = time.process_time()
    document = convert(path)
    document_json(document)
    seconds = time.process_time() - started
    return seconds, _peak(), sum(len(ledger.tasks) for ledger in document.ledgers)


def _peak() -> float:
    """Megabytes as Linux counts them; `getrusage` begins with those of the process before."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measured(*sys.argv[1:])) + "\n")
