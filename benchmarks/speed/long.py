"""Seconds a page and peak memory on one document of 5, 50, 200 and 1,000 pages.

`python -m benchmarks.speed.long [ruled] [bare] [docx] [dump] [--pages 5 50 200 1000]`: each
document is made by `ledgers` and converted in a process of its own, after a short one that
reads dictionaries and compiles patterns; that one counts to the memory and not to the time.
The seconds are the processor's: the machine may have other work.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.speed.ledgers import KINDS

SIZES = (5, 50, 200, 1000)
ROOT = Path(__file__).resolve().parents[2]


def measured(kinds: list[str], sizes: list[int]) -> None:
    """Print a line for each document: of so many pages, and how it compares with 50."""
    print("kind   pages    tasks  ms a page   seconds  peak MB  of 50 pages")
    with tempfile.TemporaryDirectory() as folder:
        for kind in kinds:
            suffix, make = KINDS[kind]
            short = Path(folder) / f"short{suffix}"
            make(short, 2)
            fifty: float | None = None
            for pages in sizes:
                path = Path(folder) / f"{kind}-{pages}{suffix}"
                make(path, pages)
                seconds, peak, tasks = _in_a_process(short, path)
                path.unlink()
                fifty = peak if pages == 50 else fifty
                times = f"{peak / fifty:.2f} times" if fifty else ""
                print(
                    f"{kind:5}  {pages:5}  {tasks:7}  {seconds / pages * 1000:9.1f}  "
                    f"{seconds:8.2f}  {peak:7.0f}  {times}",
                    flush=True,
                )


def _in_a_process(short: Path, path: Path) -> tuple[float, float, int]:
    command = [sys.executable, "-m", "benchmarks.speed.one_long", str(short), str(path)]
    answer = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    seconds, peak, tasks = json.loads(answer.stdout.splitlines()[-1])
    return float(seconds), float(peak), int(tasks)


def main() -> None:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="benchmarks.speed.long", description=__doc__)
    parser.add_argument("kinds", nargs="*", choices=[*KINDS, []], help="of which documents")
    parser.add_argument("--pages", nargs="+", type=int, default=list(SIZES))
    asked = parser.parse_args()
    measured(asked.kinds or list(KINDS), asked.pages)


if __name__ == "__main__":
    main()
