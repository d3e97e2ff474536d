"""The register of departments: which are known, whose they are, and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

from pipeline.departments import files
from pipeline.departments.entries import Entry, key
from pipeline.departments.look_ups import Place, led
from pipeline.text.cleaning import clean


@dataclass(frozen=True)
class Register:
    """The departments that are known, in the order of their files; the first of a name counts."""

    entries: tuple[Entry, ...] = ()

    @classmethod
    def load(cls, *paths: str | Path) -> Self:
        """The entries of CSV files with the columns COLUMNS (UTF-8; `other_names` by `;`).

        Raises RegisterError where a file cannot be read as that.
        """
        return cls(tuple(entry for path in paths for entry in files.loaded(Path(path))))

    @classmethod
    def default(cls) -> Self:
        """The registers that come with the program."""
        return cls(tuple(files.built_in()))

    @classmethod
    def default_and(cls, *paths: str | Path) -> Self:
        """The entries of these files, and those that come with the program after them."""
        return cls(cls.load(*paths).entries + cls.default().entries)

    def find(self, name: str, issuer: str) -> Entry | None:
        """The entry that a printed name means, under the issuer first, then outside.

        Layout may have cut the name, and the issuer may stand in front; no character is mended.
        """
        entry, _ = led(clean(name), Place(issuer, self))
        return entry

    def under(self, body: str, name: str) -> Entry | None:
        """The entry of `body` ("" for outside bodies) with this name or other name.

        A name goes before another department's other name. None as well where two departments
        share it: which one is meant is not ours to say.
        """
        for index in (self._by_name, self._by_other_name):
            found = index.get((body, key(name)), ())
            if found:
                return found[0] if len({entry.name for entry in found}) == 1 else None
        return None

    def is_real(self, name: str) -> bool:
        """Is it a name of any body's department?"""
        return key(name) in self._names

    def later(self, entry: Entry) -> tuple[Entry, ...]:
        """What a department became, name after name; several where it was divided."""
        return self._chain(entry, self._after)

    def earlier(self, entry: Entry) -> tuple[Entry, ...]:
        """What a department was before, name before name; several where some were merged."""
        return self._chain(entry, self._before)

    def same_over_years(self, older: Entry, newer: Entry) -> bool:
        """Is `newer` what `older` is called now, or became in part?"""
        return older == newer or newer in self.later(older)

    def in_use(self, entry: Entry, year: int) -> bool:
        """Was the name in use in that year? Where no years are given it was."""
        return (entry.since or year) <= year <= (entry.until or year)

    def _chain(self, entry: Entry, step: dict[Entry, tuple[Entry, ...]]) -> tuple[Entry, ...]:
        """Nearest first. A name that comes back after years ends the walk."""
        found: list[Entry] = []
        wave: tuple[Entry, ...] = (entry,)
        while wave:
            following = (other for one in wave for other in step.get(one, ()))
            wave = tuple(one for one in dict.fromkeys(following) if one not in (entry, *found))
            found += wave
        return tuple(found)

    @cached_property
    def _after(self) -> dict[Entry, tuple[Entry, ...]]:
        return {entry: tuple(self._successors(entry)) for entry in self.entries}

    @cached_property
    def _before(self) -> dict[Entry, tuple[Entry, ...]]:
        before: dict[Entry, tuple[Entry, ...]] = {}
        for older, following in self._after.items():
            for newer in following:
                before[newer] = (*before.get(newer, ()), older)
        return before

    def _successors(self, entry: Entry) -> Iterator[Entry]:
        """The entries that it names as its successors: of its own issuer, or outside."""
        for name in entry.successors:
            for body in dict.fromkeys((key(entry.issuer), "")):
                if (found := self.under(body, name)) is not None:
                    yield found
                    break

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], tuple[Entry, ...]]:
        return _indexed((entry, [entry.name]) for entry in self.entries)

    @cached_property
    def _by_other_name(self) -> dict[tuple[str, str], tuple[Entry, ...]]:
        return _indexed((entry, entry.other_names) for entry in self.entries)

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(key(name) for entry in self.entries for name in entry.names)


def _indexed(
    named: Iterable[tuple[Entry, Iterable[str]]],
) -> dict[tuple[str, str], tuple[Entry, ...]]:
    index: dict[tuple[str, str], tuple[Entry, ...]] = {}
    for entry, names in named:
        for name in dict.fromkeys(map(key, names)):
            place = (key(entry.issuer), name)
            index[place] = (*index.get(place, ()), entry)
    return index
