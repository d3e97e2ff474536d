"""Registers drawn at random: some bodies of several registers, each with some of its departments.

A body's departments may be given to a body of another place, and names of one body to another,
so that names meet that no clerk put beside each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from pipeline.departments import Entry, Register

LARGEST = 160
_LEVELS = "省市县区州盟旗"


def mixed(registers: Sequence[Register], rng: Random) -> Register:
    """One register drawn from all of them."""
    entries = [entry for register in registers for entry in register.entries]
    issuers = sorted({entry.issuer for entry in entries})
    kept = rng.sample(issuers, rng.randint(2, min(12, len(issuers))))
    share = rng.uniform(0.3, 1)
    drawn = [one for one in entries if one.issuer in kept and rng.random() < share]
    moved = rng.uniform(0, 0.3)
    bodies = [issuer for issuer in kept if issuer]
    drawn = [_moved(one, bodies, rng) if rng.random() < moved else one for one in drawn]
    rng.shuffle(drawn)
    return Register(tuple(dict.fromkeys(_without_shared(drawn[:LARGEST]))))


def _moved(entry: Entry, bodies: Sequence[str], rng: Random) -> Entry:
    """A body of a county stays in its county."""
    stays = not entry.issuer or not bodies or entry.name[0] in _LEVELS
    return entry if stays else replace(entry, issuer=rng.choice(bodies))


def _without_shared(entries: Sequence[Entry]) -> list[Entry]:
    """Without departments that share a name with another of the body: those are none for sure."""
    taken: set[tuple[str, str]] = set()
    kept: list[Entry] = []
    for entry in entries:
        names = {(entry.issuer, name) for name in entry.names}
        if not names & taken:
            kept.append(entry)
            taken |= names
    return kept
