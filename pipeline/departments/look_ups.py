"""From a name to the register's: the ways that lead there, in this order, each pure.

What is looked up is clean. Each asks the register whether the name that it leads to is there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Protocol

from pipeline.departments.edits import BOUND
from pipeline.departments.entries import Entry
from pipeline.departments.issuers import Region, bodies, regions, short_names


class HasNames(Protocol):
    """What is asked of a register."""

    def under(self, body: str, name: str, year: int | None) -> Entry | None:
        """The entry of `body` ("" for outside bodies) with this name in that year."""

    def meanings(self, body: str, name: str, year: int | None) -> tuple[Entry, ...]:
        """The entries of `body` that a name may mean."""

    def near(self, name: str, places: tuple[str, ...]) -> tuple[tuple[Entry, str], ...]:
        """The names of these bodies that one edit leads to."""

    def is_real(self, name: str) -> bool:
        """Is it a name of any body's department?"""


@dataclass(frozen=True)
class Place:
    """Where a name is looked up: the register, seen from the issuer of a notice and its year.

    It holds its answers: a ledger prints the same few names in all its cells.
    """

    issuer: str
    register: HasNames
    year: int | None = None

    @cached_property
    def bodies(self) -> tuple[str, ...]:
        """The issuer's bodies, and "" for outside."""
        return (*bodies(self.issuer), "")

    @cached_property
    def regions(self) -> tuple[Region, ...]:
        """The places in the names of the issuer's bodies, the narrowest first."""
        found = (region for body in self.bodies for region in reversed(regions(body)))
        return tuple(dict.fromkeys(found))

    @cached_property
    def names_of_issuer(self) -> tuple[tuple[str, str], ...]:
        """Each of the issuer's bodies, and how a department's name may begin with it.

        By its forms, and by the other names of the body's own entry among outside bodies (省高院).
        """
        return tuple((body, name) for body in self.bodies[:-1] for name in self._names_of(body))

    @cached_property
    def entry(self) -> Callable[[str], Entry | None]:
        """The entry that has a name as it stands."""
        return lru_cache(maxsize=_HELD)(self._entry)

    @cached_property
    def led(self) -> Callable[[str], tuple[Entry | None, tuple[str, ...]]]:
        """The entry that a clean name leads to, and the ways there; None where none is sure.

        An entry whose own name would lead on to another is not sure.
        """
        return lru_cache(maxsize=_HELD)(self._led)

    def _names_of(self, body: str) -> Iterator[str]:
        yield from (forms := tuple(short_names(body)))
        for form in forms:
            own = self.register.under("", form, self.year) if len(form) > _SHORTEST_BODY else None
            yield from own.names if own is not None else ()

    def _entry(self, name: str) -> Entry | None:
        found = (self.register.under(body, name, self.year) for body in self.bodies)
        return next((entry for entry in found if entry is not None), None)

    def _led(self, name: str) -> tuple[Entry | None, tuple[str, ...]]:
        ways: list[str] = []
        for look_up in LOOK_UPS:
            name, before = look_up(name, self), name
            ways += [look_up.__name__] * (name != before)
        entry = self.entry(name)
        return (entry, tuple(ways)) if entry is not None and entry.name == name else (None, ())


def drop_issuer(name: str, place: Place) -> str:
    """厅办公室, 省民政厅办公室, 我厅办公室 without the issuer, where the register has the rest."""
    if place.entry(name) is not None:
        return name
    for body, front in place.names_of_issuer:
        if front and name.startswith(front):
            rest = name.removeprefix(front)
            if place.register.under(body, rest, place.year) is not None:
                return rest
    return name


def drop_place(name: str, place: Place) -> str:
    """安徽省财政厅 in a notice from 安徽, where the register has 省财政厅."""
    if place.entry(name) is not None:
        return name
    for region in place.regions:
        rest = region.rest(name)
        for level in (region.level, region.short_level) if rest else ():
            if place.entry(f"{level}{rest}") is not None:
                return f"{level}{rest}"
    return name


def add_level(name: str, place: Place) -> str:
    """财政厅 with the 省 that a list leaves out, where the register has the name with it.

    The register may have it with the whole name of the place (安徽省财政厅).
    """
    if place.entry(name) is not None or name.startswith(BOUND):
        return name
    for longer in _with_level(name, place):
        if place.entry(longer) is not None:
            return longer
    return name


def two_names(name: str, place: Place) -> str:
    """省编办（省审改办） is one department where both names are: it gets the register's name."""
    both = _TWO_NAMES.fullmatch(name)
    if both is None or place.entry(name) is not None:
        return name
    first, second = (_entry_of(part, place) for part in both.groups())
    return name if first is None or first != second else first.name


def other_name(name: str, place: Place) -> str:
    """The register's name for a department that is printed by another of its names."""
    found = place.entry(name)
    return name if found is None else found.name


def _with_level(name: str, place: Place) -> Iterator[str]:
    for region in place.regions:
        yield from (level + name for level in (region.level, region.short_level))
        yield region.full + name
        if name.startswith(region.level):
            yield region.place + name


def _entry_of(part: str, place: Place) -> Entry | None:
    for look_up in _OF_ONE_NAME:
        part = look_up(part, place)
    return place.entry(part)


_OF_ONE_NAME: tuple[Callable[[str, Place], str], ...] = (drop_issuer, drop_place, add_level)
LOOK_UPS = (*_OF_ONE_NAME, two_names, other_name)

# Names of which a place holds the answers: more than one ledger asks about.
_HELD = 4096
_SHORTEST_BODY = 3
_TWO_NAMES = re.compile("([^（）]+)（([^（）]+)）")
