"""Print how corrupted names are identified: `python -m benchmarks.names [--seed N]`.

Measures each register of this folder, and registers drawn from all of them at random.
Exit codes: 0 all figures are where they should be; 1 one is not.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

from benchmarks.names.figures import Setting, measured
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
    goods = [
        measured(Setting(register, title, options.seed), verbose=options.verbose)
        for title, register in _registers(files, options.seed, options.mixtures)
    ]
    print(f"registers that are as they should be: {sum(goods)} of {len(goods)}")
    return 0 if all(goods) else 1


def _registers(files: list[Path], seed: int, mixtures: int) -> Iterator[tuple[str, Register]]:
    registers = [Register.load(file) for file in files]
    yield from zip((file.name for file in files), registers, strict=True)
    rng = Random(seed)
    for number in range(1, mixtures + 1):
        yield f"mixture {number}", mixed(registers, rng)


if __name__ == "__main__":
    sys.exit(main())
