"""Damage documents at random and convert them: `python -m benchmarks.fuzz [--count N]`.

The same seed gives the same inputs; `--first I --count 1` tries the input I alone. What comes of an
input is data that keeps the contract or one of the program's errors, and nothing else; all else is
counted as a defect, and the input is kept with as few steps of damage as it takes.
Exit codes: 0 nothing else came; 1 something did.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
import warnings
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from benchmarks.fuzz.bases import ROOT, Bases
from benchmarks.fuzz.outcomes import Outcome, Trial
from benchmarks.fuzz.running import Run, outcomes
from benchmarks.fuzz.steps import Kind
from pipeline.convert import convert
from pipeline.departments import Register

SHARES: dict[Kind, float] = {"pdf": 0.25, "docx": 0.35, "txt": 0.4}


def main() -> int:
    """Try the inputs, and print what became of them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0, metavar="I")
    parser.add_argument("--seed", type=int, default=20210312)
    parser.add_argument("--kinds", default=",".join(SHARES), help="of pdf, docx, txt")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=30.0, help="of the processor, an input")
    parser.add_argument("--megabytes", type=int, default=1500, help="of memory, an input")
    parser.add_argument("--keep", type=Path, default=ROOT / "build" / "fuzz", metavar="FOLDER")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    register, bases = Register.default(), Bases.found()
    other = convert(ROOT / "samples" / "notice-2021.docx", register=register)
    convert(ROOT / "samples" / "notice-2021.txt", register=register)
    run = Run(
        seed=options.seed,
        shares={kind: share for kind, share in SHARES.items() if kind in options.kinds.split(",")},
        bases=bases,
        trial=Trial(options.seconds, other, register),
        megabytes=options.megabytes,
        # Before, Python itself is told to stop: what goes on is deep in a library.
        most=2 * options.seconds,
        keep=options.keep,
    )
    indices = range(options.first, options.first + options.count)
    return _printed(outcomes(run, indices, options.workers), run, len(indices))


def _printed(told: Iterable[tuple[int, Outcome]], run: Run, count: int) -> int:
    """Print each defect as it comes, where the run stands, and the totals."""
    started = time.monotonic()
    totals: Counter[tuple[Kind, str, str]] = Counter()
    bad = 0
    for done, (index, outcome) in enumerate(told, 1):
        kind = run.plan(index).kind
        key = (kind, outcome.kind, outcome.what)
        totals[key] += 1
        bad += not outcome.is_good
        if not outcome.is_good and totals[key] == 1:
            print(f"{index} {kind} {outcome.kind}: {outcome.what}", flush=True)
        if done % 500 == 0:
            rate = done / (time.monotonic() - started)
            print(f"  {done} of {count}: {bad} defects; {rate:.1f} a second", flush=True)
    for (kind, what, which), many in sorted(totals.items()):
        print(f"{many:7} {kind:5} {what:8} {which}")
    print(f"{sum(totals.values())} inputs, {bad} defects; seed {run.seed}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
