"""Search for texts that a pure stage cannot take: `python -m benchmarks.fuzz.guided TARGET`.

Guided by what of the program a text reaches (atheris, extra `fuzz`). What follows the target goes
to libFuzzer: `-max_total_time=300 -seed=1`, a folder to keep texts in. It ends with the first text
for which something does not hold, and writes it to `crash-…`; `… TARGET crash-…` tries it again.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["pipeline"]):
    from benchmarks.fuzz.targets import TARGETS


def main() -> None:
    """Search, without end if no time is given."""
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"{__doc__}\nTargets: {', '.join(TARGETS)}")
    name, *told = sys.argv[1:]
    atheris.Setup([sys.argv[0], *told], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
