"""Which department a printed name means, and by which steps that is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.departments.fixes import CLEANING, LOOSENING, MENDING
from pipeline.departments.look_ups import Place, led
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


def identify(printed: str, issuer: str, register: Register) -> Named:
    """The department that `printed` names in a notice of `issuer`.

    Without an entry the name stays as printed, cleaned: nothing is added and nothing taken.
    """
    named = _looked_up(printed, Place(issuer, register))
    if named.known or is_collective(named.name):
        return named
    whole = MENDING(named.name, issuer, register)
    if whole == named.name:
        return named
    return Named(whole, (*named.steps, MENDING.__name__), known=True)


def doubts(names: Iterable[str], issuer: str, register: Register) -> Iterator[Finding]:
    """What a person should look at: a character that was mended, and a name that is too near."""
    for printed in names:
        named = identify(printed, issuer, register)
        if MENDING.__name__ in named.steps:
            message = f"“{printed}” was read as {named.name}: no other name is so near."
            yield finding("name_mended", message, field="responsibility")
        elif not named.known and not is_collective(named.name):
            near = sorted({entry.name for entry, _ in neighbours(named.name, issuer, register)})
            if near:
                message = (
                    f"“{named.name}” is one character from {'、'.join(near)}; it stands as printed."
                )
                yield finding("name_near", message, field="responsibility")


def _looked_up(printed: str, place: Place) -> Named:
    """The name cleaned, and led to the register where a loosened form of it has an entry."""
    name, steps = printed, []
    for fix in CLEANING:
        name, before = fix(name), name
        steps += [fix.__name__] * (name != before)
    loose, looser = name, list(steps)
    for loosen in (_as_it_is, *LOOSENING):
        loose, before = loosen(loose), loose
        looser += [loosen.__name__] * (loose != before)
        entry, ways = led(loose, place)
        if entry is not None:
            return Named(entry.name, (*looser, *ways), known=True)
    return Named(name, tuple(steps), known=False)


def _as_it_is(name: str) -> str:
    return name
