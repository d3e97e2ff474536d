"""From a name to the register's: the ways that lead there, in this order, each pure.

What is looked up is clean. Each asks the register whether the name that it leads to is there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from pipeline.departments.entries import Entry
from pipeline.departments.issuers import bodies, levels, short_names


class HasNames(Protocol):
    """What a look-up asks of a register."""

    def under(self, body: str, name: str) -> Entry | None:
        """The entry of `body` ("" for outside bodies) with this name."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name is looked up: the register, seen from the issuer of a notice."""

    issuer: str
    register: HasNames

    @property
    def bodies(self) -> tuple[str, ...]:
        """The issuer's bodies, and "" for outside."""
        return (*bodies(self.issuer), "")

    def entry(self, name: str) -> Entry | None:
        """The entry that has the name as it stands."""
        found = (self.register.under(body, name) for body in self.bodies)
        return next((entry for entry in found if entry is not None), None)


def led(name: str, place: Place) -> tuple[Entry | None, tuple[str, ...]]:
    """The entry that a clean name leads to, and the ways there; None where none is sure.

    An entry whose own name would lead on to another is not sure.
    """
    ways: list[str] = []
    for look_up in LOOK_UPS:
        name, before = look_up(name, place), name
        ways += [look_up.__name__] * (name != before)
    entry = place.entry(name)
    return (entry, tuple(ways)) if entry is not None and entry.name == name else (None, ())


def drop_issuer(name: str, place: Place) -> str:
    """厅办公室, 省民政厅办公室, 我厅办公室 without the issuer, where the register has the rest."""
    if place.entry(name) is not None:
        return name
    for body in bodies(place.issuer):
        for prefix in short_names(body):
            rest = name.removeprefix(prefix)
            if rest != name and place.register.under(body, rest) is not None:
                return rest
    return name


def add_level(name: str, place: Place) -> str:
    """财政厅 with the 省 that a list leaves out, where the register has the name with it."""
    if place.entry(name) is not None:
        return name
    for level in levels(place.issuer):
        if place.entry(level + name) is not None:
            return level + name
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


def _entry_of(name: str, place: Place) -> Entry | None:
    for fix in (drop_issuer, add_level):
        name = fix(name, place)
    return place.entry(name)


LOOK_UPS: tuple[Callable[[str, Place], str], ...] = (drop_issuer, add_level, two_names, other_name)

_TWO_NAMES = re.compile("([^（）]+)（([^（）]+)）")
