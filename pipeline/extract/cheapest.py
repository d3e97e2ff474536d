"""The cheapest way to cut a sequence into pieces, and how much dearer the others are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Way:
    """Where a sequence of places is cut, its ends among them.

    `margins` says for each place how much dearer the cheapest way is that differs there.
    """

    cuts: tuple[int, ...]
    margins: tuple[float, ...]
    cost: float


def cheapest(last: int, piece: Callable[[int, int], float], toll: Sequence[float]) -> Way:
    """The cheapest way from place 0 to `last`: what its pieces cost, and the toll at each cut."""
    cost = {(s, e): piece(s, e) for s in range(last) for e in range(s + 1, last + 1)}
    down, before = [0.0], [0]
    for end in range(1, last + 1):
        best, start = min((down[s] + toll[s] + cost[s, end], s) for s in range(end))
        down.append(best)
        before.append(start)
    up = [0.0] * (last + 1)
    for start in range(last - 1, -1, -1):
        up[start] = min(
            cost[start, e] + _paid(toll, e, last) + up[e] for e in range(start + 1, last + 1)
        )
    cuts = [last]
    while cuts[0] > 0:
        cuts.insert(0, before[cuts[0]])
    chosen = set(cuts)

    def other(at: int) -> float:
        if at not in chosen:
            return down[at] + toll[at] + up[at]
        return min(
            down[s] + toll[s] + cost[s, e] + _paid(toll, e, last) + up[e]
            for s in range(at)
            for e in range(at + 1, last + 1)
        )

    margins = tuple(
        float("inf") if at in (0, last) else other(at) - down[last] for at in range(last + 1)
    )
    return Way(tuple(cuts), margins, down[last])


def _paid(toll: Sequence[float], at: int, last: int) -> float:
    return 0.0 if at == last else toll[at]
