"""The register of departments: which are known, whose they are, and what became of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Self

from pipeline.departments import files
from pipeline.departments.edits import one_edit, traces
from pipeline.departments.entries import Entry, key
from pipeline.departments.look_ups import Place
from pipeline.text.cleaning import clean


@dataclass(frozen=True)
class Register:
    """The departments that are known, in the order of their files; the first of a name counts."""

    entries: tuple[Entry, ...] = ()

    @classmethod
    def load(cls, *paths: str | Path) -> Self:
        """The entries of CSV files with the columns COLUMNS (`other_names` by `;`), each once.

        Raises RegisterError where a file cannot be read as that.
        """
        entries = (entry for path in paths for entry in files.loaded(Path(path)))
        return cls(tuple(dict.fromkeys(entries)))

    @classmethod
    def default(cls) -> Self:
        """The registers that come with the program."""
        return cls(tuple(files.built_in()))

    @classmethod
    def default_and(cls, *paths: str | Path) -> Self:
        """The entries of these files, and those that come with the program after them."""
        return cls(cls.load(*paths).entries + cls.default().entries)

    def find(self, name: str, issuer: str, year: int | None = None) -> Entry | None:
        """The entry that a printed name means, under the issuer first, then outside.

        Layout may have cut the name, and the issuer may stand in front; no character is mended.
        """
        entry, _ = self.seen_from(issuer, year).led(clean(name))
        return entry

    def seen_from(self, issuer: str, year: int | None = None) -> Place:
        """Where the names in a notice of `issuer` are looked up."""
        return self._seen_from(issuer, year)

    def under(self, body: str, name: str, year: int | None = None) -> Entry | None:
        """The entry of `body` ("" for outside bodies) with this name or other name.

        None as well where two departments share it: which one is meant is not ours to say.
        """
        found = self.meanings(body, name, year)
        return found[0] if len({entry.name for entry in found}) == 1 else None

    def meanings(self, body: str, name: str, year: int | None = None) -> tuple[Entry, ...]:
        """The entries of `body` that a name may mean: several where that is open.

        A name in use in that year goes before others. Of those in use, a name goes before
        another department's other name, and that before one that only stands in brackets.
        """
        place = (body, key(name))
        if place[1] not in self._names:
            return ()
        ranks = [index.get(place, ()) for index in self._by_rank]
        if year is not None:
            used = (tuple(one for one in rank if self.in_use(one, year)) for rank in ranks)
            if in_use := next(filter(None, used), ()):
                return in_use
        found: tuple[Entry, ...] = ()
        for rank in ranks:
            found += tuple(one for one in rank if not any(_overlap(one, held) for held in found))
        return found

    def near(self, name: str, places: Iterable[str]) -> tuple[tuple[Entry, str], ...]:
        """The names of these bodies, each with its entry, that one edit of `name` leads to."""
        found = (one for trace in traces(name) for one in self._by_trace.get(trace, ()))
        return tuple(
            (entry, real)
            for entry, real in dict.fromkeys(found)
            if key(entry.issuer) in places and one_edit(real, name)
        )

    def is_real(self, name: str) -> bool:
        """Is it a name of any body's department?"""
        return key(name) in self._names

    def later(self, entry: Entry) -> tuple[Entry, ...]:
        """What a department became, name after name; several where it was divided."""
        return self._chain(entry, self._after)

    def earlier(self, entry: Entry) -> tuple[Entry, ...]:
        """What a department was before, name before name; several where some were merged."""
        return self._chain(entry, self._before)

    def successors_missing(self, entry: Entry) -> tuple[str, ...]:
        """The successors of an entry that no entry of the register has as a name."""
        return tuple(name for name in entry.successors if self._successor(entry, name) is None)

    def same_over_years(self, older: Entry, newer: Entry) -> bool:
        """Is `newer` what `older` is called now, or became in part?"""
        return older == newer or newer in self.later(older)

    def in_use(self, entry: Entry, year: int) -> bool:
        """Was the name in use in that year? Where no years are given it was."""
        return (entry.since or year) <= year <= (entry.until or year)

    def __reduce__(self) -> tuple[type[Self], tuple[tuple[Entry, ...]]]:
        """The entries alone go to another process: what is derived from them is made there."""
        return type(self), (self.entries,)

    @cached_property
    def _seen_from(self) -> Callable[[str, int | None], Place]:
        # A notice asks from one place, a comparison from two; a run of notices from thousands.
        return lru_cache(maxsize=8)(lambda issuer, year: Place(issuer, self, year))

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
        for name in entry.successors:
            found = self._successor(entry, name)
            if found is not None and found != entry:
                yield found

    def _successor(self, entry: Entry, name: str) -> Entry | None:
        """The successor of that name, as it was after the entry: of its own issuer, or outside."""
        after = None if entry.until is None else entry.until + 1
        found = (self.under(body, name, after) for body in (key(entry.issuer), ""))
        return next((one for one in found if one is not None), None)

    @cached_property
    def _by_rank(self) -> tuple[dict[tuple[str, str], tuple[Entry, ...]], ...]:
        """The entries by name, by other name, and by a name that stands in brackets."""
        return (
            _indexed((entry, [entry.name]) for entry in self.entries),
            _indexed((entry, entry.other_names) for entry in self.entries),
            _indexed((entry, entry.names_in_brackets) for entry in self.entries),
        )

    @cached_property
    def _by_trace(self) -> dict[str, list[tuple[Entry, str]]]:
        index: dict[str, list[tuple[Entry, str]]] = {}
        for entry in self.entries:
            for real in dict.fromkeys(map(key, entry.names)):
                for trace in traces(real):
                    index.setdefault(trace, []).append((entry, real))
        return index

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(key(name) for entry in self.entries for name in entry.names)


def _overlap(one: Entry, other: Entry) -> bool:
    """Were both in use at some time?"""
    return (one.since or 0) <= (other.until or 9999) and (other.since or 0) <= (one.until or 9999)


def _indexed(
    named: Iterable[tuple[Entry, Iterable[str]]],
) -> dict[tuple[str, str], tuple[Entry, ...]]:
    index: dict[tuple[str, str], tuple[Entry, ...]] = {}
    for entry, names in named:
        for name in dict.fromkeys(map(key, names)):
            place = (key(entry.issuer), name)
            index[place] = (*index.get(place, ()), entry)
    return index
