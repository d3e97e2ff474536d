"""Print how corrupted names are identified: `python -m benchmarks.names [--seed N]`.

Exit codes: 0 all figures are where they should be; 1 one is not.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from random import Random

from benchmarks.names.corruption import distance, laid_out, mistyped
from pipeline.departments import Entry, Register, identify, replayed

REGISTER = Path(__file__).with_name("register.csv")
LAID_OUT = 0.999
MISTYPED = 0.98


def main() -> int:
    """Measure every name of the register, as a notice of its issuer prints it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.names", description=__doc__)
    parser.add_argument("--register", type=Path, default=REGISTER)
    parser.add_argument("--seed", type=int, default=20210312)
    parser.add_argument("--verbose", action="store_true", help="each name that is missed")
    options = parser.parse_args()
    register = Register.load(options.register)
    print(f"{len(named(register))} names of {len(register.entries)} departments")
    rng = Random(options.seed)
    goods = [
        _laid_out(register, rng, verbose=options.verbose),
        _mistyped(register, verbose=options.verbose),
        _confused(register),
        _repeatable(register, rng),
    ]
    return 0 if all(goods) else 1


def named(register: Register) -> tuple[tuple[str, Entry], ...]:
    """Each name and other name, with its entry."""
    return tuple((name, entry) for entry in register.entries for name in entry.names)


def issuer_of(entry: Entry) -> str:
    """Who prints the name: its issuer, or for an outside body one of its level."""
    levels = {"市": "云川市教育局", "县": "青原县卫生健康局"}
    return entry.issuer or levels.get(entry.name[0], "东岭省民政厅")


def _laid_out(register: Register, rng: Random, *, verbose: bool) -> bool:
    tried: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for name, entry in named(register):
        for kind, printed in laid_out(name, rng):
            is_right = identify(printed, issuer_of(entry), register).name == entry.name
            tried[kind] += 1
            right[kind] += is_right
            if verbose and not is_right:
                print("  missed", kind, repr(printed), entry.name)
    for kind in tried:
        print(f"{kind}: {right[kind]} of {tried[kind]} identified")
    return right.total() >= LAID_OUT * tried.total()


def _mistyped(register: Register, *, verbose: bool) -> bool:
    """Names to which another is as near are counted by themselves: they are to be left alone."""
    lone: Counter[str] = Counter()
    right: Counter[str] = Counter()
    wrong = close = 0
    for name, entry in named(register):
        for kind, printed in mistyped(name):
            answer = identify(printed, issuer_of(entry), register).name
            is_wrong = answer not in (entry.name, printed) and not _is_name(printed, register)
            wrong += is_wrong
            if is_wrong:
                print("  wrong", repr(printed), entry.name, answer)
            if _is_close(printed, entry, register):
                close += 1
                continue
            lone[kind] += 1
            right[kind] += answer == entry.name
            if verbose and answer != entry.name:
                print("  left", kind, printed, entry.name)
    for kind in lone:
        share = right[kind] / lone[kind]
        print(f"{kind}: {right[kind]} of {lone[kind]} identified ({share:.2%})")
    print(f"another name is as near: {close}; read as another name: {wrong}")
    return not wrong and all(right[kind] >= MISTYPED * lone[kind] for kind in lone)


def _is_name(printed: str, register: Register) -> bool:
    return any(printed == name for name, _ in named(register))


def _is_close(printed: str, entry: Entry, register: Register) -> bool:
    """Is another name of the register, of whatever issuer, one character away or the same?"""
    return any(
        other.name != entry.name and distance(printed, name) < 2
        for name, other in named(register)
        if other.issuer in (entry.issuer, "", issuer_of(entry)) or name == printed
    )


def _confused(register: Register) -> bool:
    """Every name in a notice of every issuer: it is itself, its entry's name, or stands."""
    confused = pairs = 0
    issuers = dict.fromkeys(issuer_of(entry) for entry in register.entries)
    for name, entry in named(register):
        for issuer in issuers:
            answer = identify(name, issuer, register)
            own = {e.name for n, e in named(register) if n == name} | {name}
            pairs += len(register.entries)
            if answer.name not in own:
                confused += 1
                print("  confused", name, entry.issuer, issuer, answer)
    print(f"names confused: {confused or 'none'} (of {pairs} pairs of a name and a department)")
    return not confused


def _repeatable(register: Register, rng: Random) -> bool:
    """Fixing twice equals once, and the steps replayed give the answer."""
    twice = replays = tried = 0
    for name, entry in named(register):
        issuer = issuer_of(entry)
        for _, printed in (*laid_out(name, rng), *mistyped(name)):
            answer = identify(printed, issuer, register)
            tried += 1
            twice += identify(answer.name, issuer, register).name != answer.name
            replays += replayed(printed, answer.steps, issuer, register) != answer.name
    print(f"fixed twice and other than once: {twice or 'none'} of {tried}")
    print(f"steps that do not give the answer: {replays or 'none'} of {tried}")
    return not twice and not replays


if __name__ == "__main__":
    sys.exit(main())
