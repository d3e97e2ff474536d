"""A ledger while next year's is made of it, and the edits of single tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from random import Random

from benchmarks.years import edit_duties as duties
from benchmarks.years import edit_texts as texts
from benchmarks.years.nouns import Draft, Item, Layout
from benchmarks.years.words import Words
from pipeline.changes import Aspect

Operation = Callable[["Desk", int], int]
"""Does something to at most so many tasks, and says to how many; 0 where it does not fit."""


@dataclass(slots=True)
class Desk:
    """The next year's ledger in the making. `touched` are the keys of tasks that were edited.

    `undecided` are aspects of which the contract does not say whether a change of layout is one;
    `thinned` the families of which a task was removed.
    """

    words: Words
    keys: Iterator[int]
    items: list[Item]
    headings: dict[int, str]
    layout: Layout
    touched: set[int] = field(default_factory=set)
    undecided: set[Aspect] = field(default_factory=set)
    thinned: set[int] = field(default_factory=set)
    grown: set[int] = field(default_factory=set)

    @property
    def rng(self) -> Random:
        """The lot."""
        return self.words.rng

    def draft(self) -> Draft:
        """The ledger as it is now."""
        used = {key for item in self.items for key in item.path}
        headings = {key: title for key, title in self.headings.items() if key in used}
        return Draft(tuple(self.items), headings, self.layout)

    def untouched(self) -> list[int]:
        """The places in `items` of tasks that nothing was done to."""
        return [place for place, item in enumerate(self.items) if item.key not in self.touched]

    def put(self, place: int, item: Item) -> None:
        """The task at a place as it is now."""
        self.items[place] = item
        self.touched.add(item.key)


def on_a_task(edit: texts.Edit) -> Operation:
    """The edit, done to a task that nothing was done to yet."""

    def operation(desk: Desk, budget: int) -> int:
        if budget < 1:
            return 0
        places = desk.untouched()
        for place in desk.rng.sample(places, len(places)):
            item = desk.items[place]
            edited = edit(item, desk.words)
            if edited is not None and not _taken_back(item, edited):
                desk.put(place, edited)
                return 1
        return 0

    return operation


def _taken_back(item: Item, edited: Item) -> bool:
    """Did one edit of the text undo another, as a sentence put in and dropped?"""
    is_same = (item.title, item.text) == (edited.title, edited.text)
    return is_same and "reworded" in edited.aspects - item.aspects


def several(item: Item, words: Words) -> Item | None:
    """Two or three edits of different fields, or of the text twice."""
    groups = words.rng.sample(GROUPS, words.rng.choice([2, 2, 3]))
    done = 0
    for group in groups:
        edited = words.rng.choice(group)(item, words)
        if edited is not None:
            item = edited
            done += 1
    return item if done > 1 else None


GROUPS: tuple[tuple[texts.Edit, ...], ...] = (
    (texts.reworded, texts.clause_replaced),
    (texts.shortened, texts.lengthened),
    (duties.party_added, duties.party_removed, duties.party_replaced, duties.role_changed),
    (duties.deadline_changed, duties.deadline_of_another_kind),
    (texts.title_reworded,),
)


def department_renamed(names: dict[str, str]) -> Operation:
    """One of these departments under its later name, wherever it answers; it costs no tasks."""

    def operation(desk: Desk, budget: int) -> int:
        del budget
        held = {party.name for item in desk.items for party in item.parties}
        found = sorted(held & set(names))
        if not found:
            return 0
        name = desk.rng.choice(found)
        desk.items = [duties.renamed(item, {name: names[name]}) for item in desk.items]
        return sum(names[name] in {party.name for party in item.parties} for item in desk.items)

    return operation


def with_path(item: Item, path: tuple[int, ...]) -> Item:
    """The task under other headings."""
    return replace(item, path=path, aspects=item.aspects | {"moved"})
