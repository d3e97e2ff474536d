"""What becomes of a ledger in another year: tasks come, go, move, part and join."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from benchmarks.years.desk import Desk, with_path
from benchmarks.years.edit_texts import opening_reworded, sentences_of, wording_of_the_year
from benchmarks.years.nouns import Item

LARGER = 0.62
"""At least so much of a text that is parted, or put together, is the larger part's."""


def removed(desk: Desk, budget: int) -> int:
    """A task goes; near-duplicates of it do not come in the same year."""
    places = [p for p in desk.untouched() if desk.items[p].family not in desk.grown]
    if budget < 1 or not places or len(desk.items) < 3:
        return 0
    gone = desk.items.pop(desk.rng.choice(places))
    desk.touched.add(gone.key)
    if gone.family >= 0:
        desk.thinned.add(gone.family)
    return 1


def added_at_top(desk: Desk, budget: int) -> int:
    """A task comes first of all."""
    return _added(desk, budget, 0)


def added_in_the_middle(desk: Desk, budget: int) -> int:
    """A task comes between two others."""
    return _added(desk, budget, desk.rng.randrange(1, max(len(desk.items), 2)))


def added_at_end(desk: Desk, budget: int) -> int:
    """A task comes last of all."""
    return _added(desk, budget, len(desk.items))


def added_alike(desk: Desk, budget: int) -> int:
    """A task comes that says of another area what a task says that stays."""
    found = [
        place
        for place in desk.untouched()
        if desk.items[place].area and desk.items[place].family not in desk.thinned
    ]
    if budget < 1 or not found:
        return 0
    place = desk.rng.choice(found)
    like = desk.items[place]
    area = desk.words.another_area(like.text, like.area)
    if area is None:
        return 0
    text = like.text.replace(like.area, area)
    title = None if like.title is None else desk.words.title()
    item = replace(like, key=next(desk.keys), text=text, area=area, title=title)
    desk.items.insert(place + desk.rng.choice([0, 1]), item)
    desk.touched |= {item.key, like.key}
    if like.family >= 0:
        desk.grown.add(like.family)
    return 1


def section_replaced(desk: Desk, budget: int) -> int:
    """A heading goes with all its tasks, and another one comes with others."""
    runs = _runs(desk)
    found = [run for run in runs if 2 * len(run) <= budget and not _keys(desk, run) & desk.touched]
    if not found or not desk.layout.levels or len(runs) < 3:
        return 0
    run = desk.rng.choice(found)
    old = [desk.items[place] for place in run]
    if any(item.family in desk.grown for item in old):
        return 0
    heading = next(desk.keys)
    desk.headings[heading] = desk.words.heading()
    path = (*old[0].path[:-1], heading)
    new = [_new_task(desk, like, path) for like in old]
    desk.items[run.start : run.stop] = new
    desk.touched |= {item.key for item in (*old, *new)}
    desk.thinned |= {item.family for item in old if item.family >= 0}
    return 2 * len(old)


def moved(desk: Desk, budget: int) -> int:
    """A task goes to another heading, seldom to a new one; its own is not left empty."""
    runs = _runs(desk)
    if budget < 1 or len(runs) < 2 or not desk.layout.levels:
        return 0
    found = [p for p in desk.untouched() if sum(len(r) for r in runs if p in r) > 1]
    if not found:
        return 0
    place = desk.rng.choice(found)
    item = desk.items.pop(place)
    others = [run for run in _runs(desk) if desk.items[run.start].path != item.path]
    if desk.rng.random() < 0.15:
        path = (*item.path[:-1], next(desk.keys))
        desk.headings[path[-1]] = desk.words.heading()
        end = max(p for p, other in enumerate(desk.items) if other.path == item.path) + 1
        desk.items.insert(end, with_path(item, path))
    else:
        run = desk.rng.choice(others)
        path = desk.items[run.start].path
        desk.items.insert(desk.rng.randint(run.start, run.stop), with_path(item, path))
    desk.touched.add(item.key)
    return 1


def retitled(desk: Desk, budget: int) -> int:
    """A heading is worded otherwise; it counts for the tasks under it."""
    under: dict[int, int] = {}
    for item in desk.items:
        for key in item.path:
            under[key] = under.get(key, 0) + 1
    found = [key for key, count in under.items() if count <= budget and key not in desk.touched]
    for key in desk.rng.sample(found, len(found)):
        title = opening_reworded(desk.headings[key], desk.rng)
        if title is not None and title not in desk.headings.values():
            desk.headings[key] = title
            desk.touched.add(key)
            return under[key]
    return 0


def split(desk: Desk, budget: int) -> int:
    """A task becomes two: the larger part is the task, the other one is new."""
    if budget < 2:
        return 0
    places = desk.untouched()
    for place in desk.rng.sample(places, len(places)):
        parts = _parts(desk.items[place])
        if parts is None:
            continue
        item = desk.items[place]
        large, small = sorted(parts, key=len, reverse=True)
        kept = replace(item, text=large, aspects=item.aspects | {"reworded"})
        title = None if item.title is None else desk.words.title()
        other = replace(item, key=next(desk.keys), text=small, title=title)
        desk.items[place : place + 1] = [kept, other] if parts[0] == large else [other, kept]
        desk.touched |= {item.key, other.key}
        return 2
    return 0


def merged(desk: Desk, budget: int) -> int:
    """Two tasks that follow each other become one; it is the larger one."""
    free = set(desk.untouched())
    found = [p for p in free if p + 1 in free and _may_merge(*desk.items[p : p + 2])]
    if budget < 2 or not found:
        return 0
    place = desk.rng.choice(sorted(found))
    first, second = desk.items[place : place + 2]
    large = max(first, second, key=lambda item: len(item.text))
    small = first if large is second else second
    item = replace(large, text=first.text + second.text, aspects=large.aspects | {"reworded"})
    if desk.rng.random() < 0.4:
        item = _joined_by(item, small)
    desk.items[place : place + 2] = [item]
    desk.touched |= {first.key, second.key}
    return 2


def permuted(desk: Desk, budget: int) -> int:
    """The headings, and the tasks under each, stand in another order; nothing else changes."""
    del budget
    ranks = {key: desk.rng.random() for item in desk.items for key in item.path}
    places = {item.key: desk.rng.random() for item in desk.items}
    desk.items.sort(key=lambda item: ([ranks[key] for key in item.path], places[item.key]))
    return len(desk.items)


def in_the_words_of_the_year(desk: Desk, budget: int) -> int:
    """The same tasks in the words that are in use now."""
    del budget
    before = desk.items
    desk.items = wording_of_the_year(before, desk.words)
    return sum(old != new for old, new in zip(before, desk.items, strict=True))


def _added(desk: Desk, budget: int, place: int) -> int:
    if budget < 1:
        return 0
    like = desk.items[min(place, len(desk.items) - 1)]
    item = _new_task(desk, like, like.path)
    desk.items.insert(place, item)
    desk.touched.add(item.key)
    return 1


def _new_task(desk: Desk, like: Item, path: tuple[int, ...]) -> Item:
    """A task with the fields that another one has."""
    words = desk.words
    text, area = words.task(desk.rng.choice([1, 1, 2, 2, 3]))
    return Item(
        key=next(desk.keys),
        path=path,
        title=None if like.title is None else words.title(),
        text=text,
        parties=words.parties() if not _by_records(like) else like.parties,
        deadline=words.deadline() if desk.layout.deadline else like.deadline,
        area=area,
    )


def _by_records(like: Item) -> bool:
    """Has the ledger leads beside responsible parties, as no drawn ledger has?"""
    return {"lead", "responsible"} <= {party.role for party in like.parties}


def _runs(desk: Desk) -> list[range]:
    """The places of tasks that stand under the same headings."""
    runs: list[range] = []
    start = 0
    for _, items in groupby(desk.items, lambda item: item.path):
        end = start + len(list(items))
        runs.append(range(start, end))
        start = end
    return runs


def _keys(desk: Desk, run: range) -> set[int]:
    return {desk.items[place].key for place in run}


def _parts(item: Item) -> tuple[str, str] | None:
    """The text in two parts, each of which can be a task, and one clearly the larger.

    None where there are none: a sentence that names no area is not made a task of its own.
    """
    sentences = sentences_of(item.text)
    for cut in range(1, len(sentences)):
        parts = "".join(sentences[:cut]), "".join(sentences[cut:])
        longer = max(len(part) for part in parts)
        shorter = min(len(part) for part in parts)
        are_tasks = shorter >= 10 and all(item.area in part for part in parts)
        if are_tasks and longer >= LARGER * len(item.text):
            return parts
    return None


def _joined_by(item: Item, other: Item) -> Item:
    """The task with the other one's departments too, where they have roles that it knows."""
    names = {party.name for party in item.parties}
    roles = {party.role for party in item.parties} - {"lead"}
    new = tuple(party for party in other.parties if party.name not in names)
    if not new or not {party.role for party in new} <= roles:
        return item
    return replace(item, parties=item.parties + new, aspects=item.aspects | {"responsibility"})


def _may_merge(first: Item, second: Item) -> bool:
    whole = len(first.text) + len(second.text)
    larger = max(len(first.text), len(second.text))
    return first.path == second.path and LARGER * whole <= larger <= 0.85 * whole
