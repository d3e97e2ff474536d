"""`python -m benchmarks.corpus [FOLDER]`: make the corpus."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from benchmarks.corpus.making import Made, make, missing, table_of_cuts, usable
from benchmarks.corpus.plan import COMMITTED, WHOLE, Entry, plan

FOLDER = Path(__file__).resolve().parent.parent / "made"
# Fewer cuts of a kind than this say too little of how it is read.
FEWEST = 10


def main(arguments: list[str]) -> int:
    """Make the corpus, and say what is in it. 1: a kind of cut is too rare."""
    options = _parser().parse_args(arguments)
    started = time.monotonic()
    shares = COMMITTED if options.small else WHOLE
    entries = _possible(plan(options.seed, shares, small=options.small))
    wanted = [entry for entry in entries if options.only in entry.name]
    made = make(wanted, options.seed, options.folder)
    return _report(made, time.monotonic() - started, is_whole=not (options.small or options.only))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.corpus", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, help="where to write")
    parser.add_argument("--seed", type=int, default=3, help="what everything is drawn from")
    parser.add_argument("--only", default="", help="only documents whose names hold this")
    parser.add_argument("--small", action="store_true", help="the small part that tests convert")
    return parser


def _possible(entries: tuple[Entry, ...]) -> list[Entry]:
    """The documents whose engines are here; one line for each engine that is not."""
    absent = {engine: what for e in entries if (what := missing(engine := e.engine))}
    for engine, what in absent.items():
        print(f"left out: what {engine} prints. To have it, install {what}.")
    return [usable(entry) for entry in entries if entry.engine not in absent]


def _report(made: list[Made], seconds: float, *, is_whole: bool) -> int:
    for one in made:
        if one.problem:
            print(f"{one.name}: cuts not measured: {one.problem}")
    total = table_of_cuts(made)
    print(f"{len(made)} documents in {seconds:.0f} s")
    for kind, count in total.items():
        print(f"{count:6} {kind}")
    rare = [kind for kind, count in total.items() if count < FEWEST]
    if is_whole and rare:
        print(f"too rare: {', '.join(rare)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
