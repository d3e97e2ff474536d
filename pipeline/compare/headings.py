"""Which heading of one year is which of the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from pipeline.compare.measures import ratio
from pipeline.compare.placed import Node, Placed

Level = tuple[list[Node], list[Node]]
Pairs = Sequence[tuple[Placed, Placed]]


def matched_headings(
    pairs: Pairs, old: Sequence[Placed], new: Sequence[Placed]
) -> dict[Node, Node]:
    """The new heading of each old one that goes on, level by level from outside.

    Two are one by their title, or else by most of their tasks. `pairs` are the tasks that are one.
    The outermost level is the ledger itself: ledgers may have changed places.
    """
    found = _ledgers(pairs, old, new) | dict(_over_levels(old, new))
    for level in range(max((len(one.path) for one in (*old, *new)), default=0)):
        here, there = _nodes(old, level), _nodes(new, level)
        for step in (_by_title_and_parent, _by_title, _by_tasks, _by_wording):
            free = [node for node in here if node not in found]
            offered = sorted(set(there) - set(found.values()), key=there.index)
            found |= dict(step((free, offered), found, pairs))
    return found


def heading_aspect(
    old: Placed, new: Placed, same: Mapping[Node, Node]
) -> Literal["moved", "retitled"] | None:
    """Is the task under another heading, or under the same one worded anew?

    Where one year has more levels, one heading in common is enough; where it has none, nothing
    is said.
    """
    if not old.path or not new.path:
        return None
    common = [(node, same[node]) for node in old.path if same.get(node) in new.path]
    if len(common) < (len(old.path) if len(old.path) == len(new.path) else 1):
        return "moved"
    is_worded_alike = all(
        old.folding.is_same(old.headings[_level(node)], new.headings[_level(other)], new.folding)
        for node, other in common
    )
    return None if is_worded_alike else "retitled"


def _ledgers(pairs: Pairs, old: Sequence[Placed], new: Sequence[Placed]) -> dict[Node, Node]:
    """The new ledger of each old one: by most of their tasks, or else by its place."""
    here, there = ({one.ledger for one in side} for side in (old, new))
    found = dict(_by_most([((one.ledger, ()), (other.ledger, ())) for one, other in pairs]))
    taken = set(found.values())
    for ledger in sorted(here & there):
        if (ledger, ()) not in found and (ledger, ()) not in taken:
            found[ledger, ()] = ledger, ()
    return found


def _by_most(together: Sequence[tuple[Node, Node]]) -> Iterator[tuple[Node, Node]]:
    """Those that have more than half of each other's tasks that have a pair."""
    here, there = (Counter(pair[side] for pair in together) for side in (0, 1))
    for (node, other), count in Counter(together).items():
        if 2 * count > max(here[node], there[other]):
            yield node, other


def _over_levels(old: Sequence[Placed], new: Sequence[Placed]) -> Iterator[tuple[Node, Node]]:
    """Where one year has more levels: titles that stand once in both, on another level each."""
    sides = [dict.fromkeys(node for one in side for node in one.path) for side in (old, new)]
    here, there = ({_title(node): node for node in nodes} for nodes in sides)
    counts = [Counter(map(_title, nodes)) for nodes in sides]
    if len({max(map(_level, nodes), default=-1) for nodes in sides}) == 1:
        return
    for title in here:
        if counts[0][title] == counts[1][title] == 1:
            node, other = here[title], there[title]
            if _level(node) != _level(other):
                yield node, other


def _level(node: Node) -> int:
    return len(node[1]) - 1


def _nodes(tasks: Sequence[Placed], level: int) -> list[Node]:
    """The headings of a level, each once, in printed order."""
    return list(dict.fromkeys(one.path[level] for one in tasks if len(one.path) > level))


def _by_title_and_parent(
    level: Level, found: Mapping[Node, Node], _pairs: Pairs
) -> Iterator[tuple[Node, Node]]:
    here, there = level
    places = {(_parent(node), _title(node)): node for node in reversed(there)}
    for node in here:
        above = found.get(_parent(node))
        if above is not None and (above, _title(node)) in places:
            yield node, places[above, _title(node)]


def _by_title(
    level: Level, _found: Mapping[Node, Node], _pairs: Pairs
) -> Iterator[tuple[Node, Node]]:
    """A title that stands once among those that are left, wherever it went."""
    here, there = (Counter(map(_title, side)) for side in level)
    for node in level[0]:
        if here[_title(node)] == there[_title(node)] == 1:
            yield node, next(other for other in level[1] if _title(other) == _title(node))


def _by_tasks(
    level: Level, _found: Mapping[Node, Node], pairs: Pairs
) -> Iterator[tuple[Node, Node]]:
    """More than half of the tasks of either that have a pair are the other's."""
    depths = {len(node[1]) for side in level for node in side}
    for depth in depths:
        under = [
            (old.path[depth - 1], new.path[depth - 1])
            for old, new in pairs
            if len(old.path) >= depth and len(new.path) >= depth
        ]
        for node, other in _by_most(under):
            if node in level[0] and other in level[1]:
                yield node, other


def _by_wording(
    level: Level, found: Mapping[Node, Node], _pairs: Pairs
) -> Iterator[tuple[Node, Node]]:
    """Titles that are nearly the same, under the same heading: of each the nearest alone."""
    likeness = {
        (node, other): ratio(_title(node), _title(other))
        for node in level[0]
        for other in level[1]
        if not _parent(node)[1] or found.get(_parent(node)) == _parent(other)
    }
    for (node, other), alike in likeness.items():
        rivals = [value for pair, value in likeness.items() if node == pair[0] or other == pair[1]]
        if alike >= _NEAR and rivals.count(alike) == 1 and alike == max(rivals):
            yield node, other


def _title(node: Node) -> str:
    return node[1][-1]


def _parent(node: Node) -> Node:
    return node[0], node[1][:-1]


# 做好各类规划主动公开 and 做好各类规划的主动公开 are one; 加强组织领导 and 加强监督指导 are not.
_NEAR = 0.75
