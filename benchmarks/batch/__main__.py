"""Measure runs over many notices: `python -m benchmarks.batch [killed|workers] [--notices N]`.

`killed`: one run that is left alone, with its memory, and one that is killed with SIGKILL and run
again; their folders have to be the same. `workers`: two processes that read against one.
Exit codes: 0 all is as it should be; 1 it is not.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.batch import killed, workers
from benchmarks.batch.notices import SUFFIXES, made


def main() -> int:
    """Make the notices, and measure what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.batch", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("killed", "workers"), help="default: both")
    parser.add_argument("--notices", type=int, default=2000, metavar="N", help="in one run")
    parser.add_argument("--kills", type=int, default=20, metavar="N")
    parser.add_argument("--times", type=int, default=3, metavar="N", help="runs with one and two")
    parser.add_argument("--kind", action="append", choices=SUFFIXES, help="only these; repeatable")
    parser.add_argument("--seed", type=int, default=20210312)
    options = parser.parse_args()
    kinds = options.kind or SUFFIXES
    goods = []
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        if options.what != "workers":
            made(folder / "notices", options.notices, kinds)
            good = killed.compared(folder / "notices", folder, options.kills, options.seed)
            goods.append(good)
        if options.what != "killed":
            # Enough that starting is little of it.
            made(folder / "few", min(options.notices, 200), kinds)
            goods.append(workers.compared(folder / "few", folder, options.times))
    return 0 if all(goods) else 1


if __name__ == "__main__":
    sys.exit(main())
