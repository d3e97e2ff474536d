"""How cells of responsibility are read that clerks write (`clerk_cells`).

`python -m benchmarks.names.clerks [--names FILE] [--seed N] [--ledgers N] [--tasks N] [--wrong N]`,
with an EMPTY register. Each ledger draws its names from one kind of body in `bodies.txt`, or in
another list (`--names bodies-third.txt`). A ledger of few tasks shows few names in clear form.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.names.clerk_cells import Cell, Names, Party, kinds_of_bodies, ledger
from pipeline.departments import Register
from pipeline.normalise.responsibility import Known, responsibility, with_names_shown
from pipeline.text.words import Words

HERE = Path(__file__).parent
# A name in no register is no doubt of the reader's.
USUAL = "unknown_department"


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell, how it was read, and the codes of its findings but the usual one."""

    cell: Cell
    parties: tuple[Party, ...]
    and_others: bool
    codes: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """Are the names, their order, roles and groups, and 等 what they should be?"""
        return (self.parties, self.and_others) == (self.cell.parties, self.cell.and_others)


def measured(kinds: tuple[Names, ...], seed: int, ledgers: int, tasks: int) -> Iterator[Reading]:
    """Each cell of the ledgers of a seed, as it was read."""
    words = Words()
    for number in range(ledgers):
        cells = ledger(random.Random(seed * 100_000 + number), kinds, tasks)
        known = Known("", Register(), words=words)
        known = with_names_shown(known, (cell.printed for cell in cells))
        for cell in cells:
            read, findings = responsibility(cell.printed, known, cell.role)
            parties = tuple((one.name, str(one.role), one.collective) for one in read.parties)
            codes = tuple(one.code for one in findings if one.code != USUAL)
            yield Reading(cell, parties, read.and_others, codes)


def main() -> None:
    """Print a line for each kind of cell."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--names", type=Path, default=Path("bodies.txt"))
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--ledgers", type=int, default=50)
    arguments.add_argument("--tasks", type=int, default=60)
    arguments.add_argument("--wrong", type=int, default=0, help="print so many that are not right")
    arguments.add_argument("--kind", default="", help="print only those of this kind")
    asked = arguments.parse_args()
    tally: Counter[tuple[str, str]] = Counter()
    shown = 0
    kinds = kinds_of_bodies(HERE / asked.names)
    for reading in measured(kinds, asked.seed, asked.ledgers, asked.tasks):
        how = "right" if reading.is_right else "doubted" if reading.codes else "silent"
        for kind in (reading.cell.kind, "all"):
            tally[kind, how] += 1
            tally[kind, "warned"] += how == "right" and reading.codes != ()
        if how != "right" and shown < asked.wrong and asked.kind in reading.cell.kind:
            shown += 1
            print(f"{how} [{reading.cell.kind}] {reading.cell.printed!r}")
            print(f"  meant {_drawn(reading.cell.parties)} {reading.cell.and_others}")
            print(f"  read  {_drawn(reading.parties)} {reading.and_others} {reading.codes}")
    for kind in sorted({kind for kind, _ in tally}):
        right, doubted, silent = (tally[kind, how] for how in ("right", "doubted", "silent"))
        total = right + doubted + silent
        print(
            f"{kind:26} {right:5}/{total:5} {right / total:7.2%}"
            f"  silent {silent:3}  right with a warning {tally[kind, 'warned']}"
        )


def _drawn(parties: tuple[Party, ...]) -> str:
    return " ".join(f"{name}:{role[:3]}{'*' * group}" for name, role, group in parties)


if __name__ == "__main__":
    main()
