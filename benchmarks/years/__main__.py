"""Measure how two years are compared: `python -m benchmarks.years [--seed N]`.

`python -m benchmarks.years time` prints seconds and memory instead. Exit codes: 0 the pairs' and
the aspects' F1 are where they should be; 1 one is not; 2 there is nothing to measure.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.years.nouns import Case
from benchmarks.years.peers import measured
from benchmarks.years.plan import REGISTER, cases
from benchmarks.years.report import beside, table
from benchmarks.years.scoring import Count, Score, judged
from benchmarks.years.timing import timed
from pipeline import Register, compare

ROOT = Path(__file__).resolve().parents[2]
SEED = 2022
"""The seed to develop on; others are held out."""
UP_TO_A_THIRD = "up to a third"
UP_TO_HALF = "from there to half"
MORE = "more than half"
ALL = "all"
TOTALS = (UP_TO_A_THIRD, UP_TO_HALF, MORE, ALL)
PAIRS_AT_LEAST = {UP_TO_A_THIRD: 0.99, UP_TO_HALF: 0.97}
ASPECTS_AT_LEAST = 0.98


def main() -> int:
    """Make the pairs of years, compare each, and print what was right."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.years", description=__doc__)
    parser.add_argument("what", nargs="?", choices=["score", "time"], default="score")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--ledgers", type=Path, help="a folder of ledgers as records to use too")
    parser.add_argument("--only", default="", help="cases whose name holds this")
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--verbose", action="store_true", help="each miss")
    options = parser.parse_args()
    if options.what == "time":
        timed(options.seed)
        return 0
    records = sorted(options.ledgers.glob("*.json")) if options.ledgers else []
    made = [case for case in cases(options.seed, records) if options.only in case.name]
    if not made:
        print("No case has such a name.", file=sys.stderr)
        return 2
    scores = _scores(made)
    _print(made, scores, verbose=options.verbose)
    if not options.no_peers:
        _print_beside(made, scores)
    return 0 if _good(scores) else 1


def groups_of(case: Case) -> tuple[str, ...]:
    """The groups that a case counts in: all, its kind of edit, and how much was edited."""
    share = edited_share(case)
    if share <= 1 / 3:
        group = UP_TO_A_THIRD
    elif share <= 1 / 2:
        group = UP_TO_HALF
    else:
        group = MORE
    return ALL, f"kind: {case.kind}", group


def edited_share(case: Case) -> float:
    """The tasks that came, went or differ in more than their number, of all of the larger side."""
    edited = sum(bool(match.aspects - {"renumbered"}) for match in case.truth.matches)
    edited += len(case.truth.added) + len(case.truth.removed)
    sides = (sum(len(ledger.tasks) for ledger in one.ledgers) for one in (case.old, case.new))
    return edited / max(sides)


def _scores(made: Sequence[Case]) -> dict[str, Score]:
    register = Register.default_and(REGISTER)
    scores: dict[str, Score] = {}
    for case in made:
        changes = compare(case.old, case.new, register=register)
        for group in groups_of(case):
            judged(case, changes, scores.setdefault(group, Score()))
    return scores


def _print(made: Sequence[Case], scores: dict[str, Score], *, verbose: bool) -> None:
    if verbose:
        print("\n".join(scores[ALL].misses), end="\n\n")
    kinds = {name.removeprefix("kind: "): scores[name] for name in scores if "kind: " in name}
    print(table("kind of edit", kinds), end="\n\n")
    overall = {name: scores[name] for name in TOTALS if name in scores}
    print(table("in total", overall))
    total = scores[ALL]
    print(
        f"{len(made)} pairs of years; {total.unsaid} of {total.tasks} tasks left out, of which "
        f"nobody could say what became of them\n"
        f"aspects, those of wrong and missed pairs counted too: F1 {total.strictly.f1:.4f}"
    )


def _print_beside(made: Sequence[Case], scores: dict[str, Score]) -> None:
    names = [name for name in TOTALS if name in scores]
    groups = {
        name: frozenset(case.name for case in made if name in groups_of(case)) for name in names
    }
    own: dict[str, Count] = {name: scores[name].pairs for name in names}
    print()
    print(beside({"taizhang": own, **measured(made, groups, ROOT)}, names))


def _good(scores: dict[str, Score]) -> bool:
    pairs = all(
        scores[group].pairs.f1 >= least
        for group, least in PAIRS_AT_LEAST.items()
        if group in scores
    )
    return pairs and scores[ALL].aspects.f1 >= ASPECTS_AT_LEAST


if __name__ == "__main__":
    sys.exit(main())
