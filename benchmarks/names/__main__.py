"""Print how corrupted names are identified: `python -m benchmarks.names [--seed N]`.

Measures each register of this folder, and registers drawn from all of them at random.
Exit codes: 0 all figures are where they should be; 1 one is not.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random

from benchmarks.names.figures import Figures, Setting, measured
from benchmarks.names.mixtures import mixed
from pipeline.departments import Register

FOLDER = Path(__file__).parent


def main() -> int:
    """Measure every name of the registers, as a notice of its issuer prints it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.names", description=__doc__)
    parser.add_argument("--register", type=Path, action="append", help="only this one")
    parser.add_argument("--seed", type=int, default=20210312)
    parser.add_argument("--mixtures", type=int, default=20, metavar="N", help="drawn registers")
    parser.add_argument("--verbose", action="store_true", help="each name that is missed")
    options = parser.parse_args()
    files = options.register or sorted(FOLDER.glob("register*.csv"))
    registers = [Register.load(file) for file in files]
    goods = []
    for file, register in zip(files, registers, strict=True):
        figures = measured(Setting(register, options.seed))
        goods.append(_printed(file.name, [register], figures, verbose=options.verbose))
    rng = Random(options.seed)
    drawn = [mixed(registers, rng) for _ in range(options.mixtures)]
    together = Figures()
    for register in drawn:
        together.add(measured(Setting(register, options.seed)))
    if drawn:
        title = f"{len(drawn)} registers drawn at random, together"
        goods.append(_printed(title, drawn, together, verbose=options.verbose))
    return 0 if all(goods) else 1


def _printed(title: str, registers: Sequence[Register], figures: Figures, *, verbose: bool) -> bool:
    entries = [entry for register in registers for entry in register.entries]
    names = sum(len(entry.names) for entry in entries)
    print(f"{title}: {names} names of {len(entries)} departments")
    for line in figures.lines(verbose=verbose):
        print(f"  {line}")
    print(f"  {'as it should be' if figures.is_good else 'NOT as it should be'}")
    return figures.is_good


if __name__ == "__main__":
    sys.exit(main())
