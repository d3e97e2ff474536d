"""What is true of a pair of years, from how the second was made of the first.

Nothing is read back from the documents but where each task stands and what number is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from rapidfuzz import fuzz, process

from benchmarks.years.nouns import Draft, Item, Match, Truth, Year
from benchmarks.years.writing import numbers, places
from pipeline.changes import Aspect

HARDLY_ALIKE = 0.45
"""A text of which less is left may be another task's."""
MUCH_ALIKE = 0.7
"""A task that went and one that came, as like as this, may be one task."""


def truth(old: Year, new: Year, undecided: Iterable[Aspect], names: Mapping[str, str]) -> Truth:
    """Each task of both years once. `names` are departments' earlier and later names."""
    before, after = _by_key(old), _by_key(new)
    old_places, new_places = places(old), places(new)
    shared = [key for key in after if key in before]
    headings = _Headings(old, new)
    printed = _printed(old), _printed(new)
    matches = []
    for key in shared:
        aspects, open_ones = headings.aspects(before[key], after[key])
        aspects |= after[key].aspects - {"moved"}
        first, second = printed[0][key], printed[1][key]
        if first is not None and second is not None and first != second:
            aspects |= {"renumbered"}
        open_ones |= set(undecided)
        matches.append(
            Match(
                old_places[key],
                new_places[key],
                frozenset(aspects - open_ones),
                frozenset(open_ones),
                *_parties(before[key], after[key], names),
            )
        )
    unsaid = unsaid_keys(before, after)
    return Truth(
        matches=tuple(matches),
        added=tuple(new_places[key] for key in after if key not in before),
        removed=tuple(old_places[key] for key in before if key not in after),
        unsaid_old=frozenset(old_places[key] for key in unsaid if key in before),
        unsaid_new=frozenset(new_places[key] for key in unsaid if key in after),
    )


def unsaid_keys(before: Mapping[int, Item], after: Mapping[int, Item]) -> set[int]:
    """Tasks of which a reader could not say what became of them.

    A task hardly like itself; one that another task, which is less like its own, is more like,
    unless the two speak of different areas; one that went where a task much like it came.
    """
    if not before or not after:
        return set()
    old, new = list(before), list(after)
    alike = process.cdist(
        [_said(before[key]) for key in old], [_said(after[key]) for key in new], scorer=fuzz.ratio
    )
    alike = np.asarray(alike, dtype=float) / 100
    places = {key: index for index, key in enumerate(new)}
    own_old = np.array(
        [alike[i, places[key]] if key in places else -1.0 for i, key in enumerate(old)]
    )
    rows = {key: index for index, key in enumerate(old)}
    own_new = np.array([alike[rows[key], j] if key in rows else -1.0 for j, key in enumerate(new)])
    rivals = _rivals(alike, own_old, own_new)
    found = {key for key, own in zip(old, own_old, strict=True) if 0 <= own < HARDLY_ALIKE}
    for i, j in rivals:
        one, other = before[old[i]], after[new[j]]
        both_new = old[i] not in after and new[j] not in before
        if both_new or not (one.area and other.area and one.area != other.area):
            found |= {old[i], new[j]}
    return found


def _rivals(
    alike: np.ndarray[tuple[int, int], np.dtype[np.float64]],
    own_old: np.ndarray[tuple[int], np.dtype[np.float64]],
    own_new: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> list[tuple[int, int]]:
    """Old and new tasks that are more like each other than either is like its own."""
    # A task without a pair has to be much like another one to be taken for its pair.
    floor_old = np.where(own_old < 0, MUCH_ALIKE, own_old)[:, None]
    floor_new = np.where(own_new < 0, MUCH_ALIKE, own_new)[None, :]
    found = np.argwhere((alike > floor_old) & (alike > floor_new))
    return [(int(i), int(j)) for i, j in found]


def _said(item: Item) -> str:
    return (item.title or "") + item.text


def _by_key(year: Year) -> dict[int, Item]:
    return {item.key: item for draft in year.drafts for item in draft.items}


def _printed(year: Year) -> dict[int, int | None]:
    return {key: number for draft in year.drafts for key, number in numbers(draft).items()}


class _Headings:
    """Which headings of the two years are one, and what that says of the tasks below."""

    def __init__(self, old: Year, new: Year) -> None:
        self.titles = _titles(old.drafts), _titles(new.drafts)
        self.under = _under(old.drafts), _under(new.drafts)

    def aspects(self, before: Item, after: Item) -> tuple[set[Aspect], set[Aspect]]:
        """Moved, retitled, and which of them cannot be said."""
        aspects: set[Aspect] = {"moved"} if "moved" in after.aspects else set()
        undecided: set[Aspect] = set()
        for key in set(before.path) & set(after.path):
            if self.titles[0][key] != self.titles[1][key]:
                aspects.add("retitled")
                if not self._keeps_most(key):
                    undecided |= {"moved", "retitled"}
        if "moved" in aspects and self._may_be_reworded(before, after):
            undecided |= {"moved", "retitled"}
        return aspects, undecided

    def _keeps_most(self, key: int) -> bool:
        """Are most tasks under it, in each of the years, under it in both?"""
        old, new = self.under[0][key], self.under[1][key]
        return 2 * len(old & new) > max(len(old), len(new))

    def _may_be_reworded(self, before: Item, after: Item) -> bool:
        """Is the old heading gone and the new one new, so that they may be one?"""
        return any(
            first != second and first not in self.titles[1] and second not in self.titles[0]
            for first, second in zip(before.path, after.path, strict=False)
        )


def _titles(drafts: Iterable[Draft]) -> dict[int, str]:
    return {key: title for draft in drafts for key, title in draft.headings.items()}


def _under(drafts: Iterable[Draft]) -> dict[int, set[int]]:
    under: dict[int, set[int]] = {}
    for draft in drafts:
        for item in draft.items:
            for key in item.path:
                under.setdefault(key, set()).add(item.key)
    return under


def _parties(
    before: Item, after: Item, names: Mapping[str, str]
) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Added, removed and changed in role, as the new year names them, removed as the old did."""
    old = {names.get(party.name, party.name): party for party in before.parties}
    new = {names.get(party.name, party.name): party for party in after.parties}
    return (
        frozenset(new[name].name for name in new if name not in old),
        frozenset(old[name].name for name in old if name not in new),
        frozenset(
            new[name].name for name in new if name in old and old[name].role != new[name].role
        ),
    )
