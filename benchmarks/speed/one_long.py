"""One document converted in this process: seconds, peak memory and tasks, as JSON.

`python -m benchmarks.speed.one_long SHORT LONG`, for `long`: the short document is converted
before, to read dictionaries and compile patterns. Nothing is imported here but the program, so
that the memory is its own.
"""

from __future__ import annotations

import json
import resource
import sys
import time

from pipeline import convert
from pipeline.emit.document_json import document_json


def measured(short: str, path: str) -> tuple[float, float, int]:
    """The processor's seconds, the most megabytes that the process took, and the tasks."""
    document_json(convert(short))
    started = time.process_time()
    document = convert(path)
    document_json(document)
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return seconds, peak, sum(len(ledger.tasks) for ledger in document.ledgers)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measured(*sys.argv[1:])) + "\n")
