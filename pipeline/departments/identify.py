"""Which department a printed name means, and by which steps that is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.departments.entries import Entry
from pipeline.departments.fixes import CLEANING, LOOSENING, MENDING
from pipeline.departments.look_ups import Place
from pipeline.departments.names import is_collective
from pipeline.departments.near import neighbours
from pipeline.departments.register import Register
from pipeline.findings import finding
from pipeline.model import Finding


@dataclass(frozen=True, slots=True)
class Named:
    """A name as it is to be written, the steps that led to it, and whether a register has it."""

    name: str
    steps: tuple[str, ...]
    known: bool


def identify(printed: str, issuer: str, register: Register, year: int | None = None) -> Named:
    """The department that `printed` names in a notice of `issuer`, in that year.

    Without an entry the name stays as printed, cleaned: nothing is added and nothing taken.
    """
    place = register.seen_from(issuer, year)
    named = _looked_up(printed, place)
    if named.known or is_collective(named.name):
        return named
    whole = MENDING(named.name, place)
    if whole == named.name:
        return named
    return Named(whole, (*named.steps, MENDING.__name__), known=True)


def doubts(
    names: Iterable[str], issuer: str, register: Register, year: int | None = None
) -> Iterator[Finding]:
    """What a person should look at: a mended name, one that two share, one near to another."""
    place = register.seen_from(issuer, year)
    for printed in names:
        named = identify(printed, issuer, register, year)
        if MENDING.__name__ in named.steps:
            message = f"“{printed}” was read as {named.name}: no other name is so near."
            yield finding("name_mended", message, field="responsibility")
        elif not named.known and not is_collective(named.name):
            yield from _left_alone(named.name, place)


def _left_alone(name: str, place: Place) -> Iterator[Finding]:
    shared = sharing(name, place)
    near = sorted({entry.name for entry, _ in neighbours(name, place)})
    if shared:
        whose = "、".join(map(_with_years, shared))
        message = f"“{name}” may be {whose}; which one is open, and it stands as printed."
        yield finding("name_shared", message, field="responsibility")
    elif near:
        message = f"“{name}” is one character from {'、'.join(near)}; it stands as printed."
        yield finding("name_near", message, field="responsibility")


def sharing(name: str, place: Place) -> tuple[Entry, ...]:
    """The departments of one body that share a name, where the year does not tell them apart."""
    for body in place.bodies:
        found = place.register.meanings(body, name, place.year)
        if found:
            return found if len({entry.name for entry in found}) > 1 else ()
    return ()


def _with_years(entry: Entry) -> str:
    return f"{entry.name} ({entry.years})" if entry.years else entry.name


def _looked_up(printed: str, place: Place) -> Named:
    """The name cleaned, and led to the register where a loosened form of it has an entry."""
    name, steps = _cleaned(printed)
    loose, looser = name, list(steps)
    entry, ways = place.led(loose)
    for loosen in LOOSENING:
        if entry is None and loosen(loose) != loose:
            loose = loosen(loose)
            looser.append(loosen.__name__)
            entry, ways = place.led(loose)
    if entry is not None:
        return Named(entry.name, (*looser, *ways), known=True)
    return Named(name, steps, known=False)


# A ledger prints the same few names in all its cells, and each is asked for several times.
@lru_cache(maxsize=512)
def _cleaned(printed: str) -> tuple[str, tuple[str, ...]]:
    """A name without what layout put into it, and the steps that took."""
    name, steps = printed, []
    for fix in CLEANING:
        name, before = fix(name), name
        steps += [fix.__name__] * (name != before)
    return name, tuple(steps)
