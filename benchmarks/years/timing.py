"""Seconds and memory of comparing two large ledgers, each in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from itertools import count
from pathlib import Path
from random import Random

from benchmarks.corpus.content import issuers
from benchmarks.years.desk import Desk
from benchmarks.years.drafts import drawn
from benchmarks.years.nouns import Layout, Year
from benchmarks.years.plan import Wanted, edited
from benchmarks.years.words import Words
from benchmarks.years.writing import document
from pipeline import Document, compare

SIZES = (100, 300, 1000, 3000)
LAYOUT = Layout(2, "ledger", title=False, deadline=True, roles_apart=False)


def timed(seed: int) -> None:
    """Print a line for each size: so many tasks against as many, a third of them edited."""
    print("tasks  seconds  peak MB  (the process before comparing: MB)")
    root = Path(__file__).resolve().parents[2]
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            paths = [Path(folder) / f"{side}-{size}.json" for side in ("old", "new")]
            for path, made in zip(paths, _pair(size, seed), strict=True):
                path.write_text(made.model_dump_json(), encoding="utf-8")
            command = [sys.executable, "-m", "benchmarks.years.timing", *map(str, paths)]
            answer = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
            seconds, peak, before = json.loads(answer.stdout.splitlines()[-1])
            print(f"{size:5}  {seconds:7.2f}  {peak:7.0f}  ({before:.0f})", flush=True)


def _pair(size: int, seed: int) -> tuple[Document, Document]:
    words = Words(Random(seed), issuers()[1], 2021)
    old = drawn(words, LAYOUT, [size], 0.3)
    words.year += 1
    draft = old.drafts[0]
    largest = max([*draft.headings, *(item.key for item in draft.items)])
    desk = Desk(words, count(largest + 1), list(draft.items), dict(draft.headings), LAYOUT)
    edited(desk, Wanted("mixed", "third"))
    new = Year(words.year, old.issuer, (desk.draft(),))
    return document(old, "old.txt"), document(new, "new.txt")


def _measure(old: str, new: str) -> None:
    """In a process of its own: read both, compare, and print seconds and megabytes."""
    documents = [
        Document.model_validate_json(Path(path).read_text(encoding="utf-8")) for path in (old, new)
    ]
    before = _peak()
    started = time.perf_counter()
    compare(*documents)
    print(json.dumps([time.perf_counter() - started, _peak(), before]))


def _peak() -> float:
    """The most memory that the process has held, in megabytes."""
    # Windows has no such module, and nothing else here needs it.
    import resource

    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held / (2**20 if sys.platform == "darwin" else 2**10)


if __name__ == "__main__":
    _measure(*sys.argv[1:3])
