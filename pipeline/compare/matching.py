"""Which task of one year is which of the other: each is paired once, or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.compare.likeness import Likeness
from pipeline.compare.measures import Matrix
from pipeline.compare.placed import Placed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

THRESHOLD = 0.5
"""Two tasks with a lower score are not one."""


@dataclass(frozen=True)
class Matching:
    """Pairs of places (old, new) in order of the old, with the scores of all pairs of tasks."""

    pairs: tuple[tuple[int, int], ...]
    score: Matrix
    order: Matrix

    @cached_property
    def old(self) -> dict[int, int]:
        """The new place of each old task that is paired."""
        return dict(self.pairs)

    @cached_property
    def new(self) -> dict[int, int]:
        """The old place of each new task that is paired."""
        return {new: old for old, new in self.pairs}

    def score_of(self, old: int, new: int) -> float:
        """The score of two tasks, from 0 to 1."""
        return round(min(1.0, float(self.score[old, new])), 4)


def matched(old: Sequence[Placed], new: Sequence[Placed], signs: Likeness) -> Matching:
    """The pairs that together are most alike.

    A task whose text stands once in each year, and is the same, is one with it. What is left is
    assigned so that the sum over all pairs is highest (Kuhn 1955, in scipy), each counted by the
    square of what its score has above the threshold: a sure pair is not given up for two that
    are hardly alike. Exchanging the years exchanges the sides of every pair.
    """
    import numpy as np

    certain = _certain(old, new)
    order = _in_order(len(old), len(new), certain)
    score = _score(signs, order)
    rows = [row for row in range(len(old)) if row not in dict(certain)]
    columns = sorted(set(range(len(new))) - {column for _, column in certain})
    gain = np.clip((score[np.ix_(rows, columns)] - THRESHOLD) / (1 - THRESHOLD), 0, None) ** 2
    found = [(rows[row], columns[column]) for row, column in _assigned(gain)]
    return Matching(tuple(sorted((*certain, *found))), score, order)


def _certain(old: Sequence[Placed], new: Sequence[Placed]) -> tuple[tuple[int, int], ...]:
    """The places of texts that stand once in either year, and in both."""
    here, there = (Counter(one.text for one in side) for side in (old, new))
    places = {one.text: place for place, one in enumerate(new)}
    return tuple(
        (place, places[one.text])
        for place, one in enumerate(old)
        if one.text and here[one.text] == there[one.text] == 1
    )


def _in_order(count: int, other: int, certain: Sequence[tuple[int, int]]) -> Matrix:
    """How well the places of two tasks fit, seen from the certain pairs around them.

    1 where a task stands just where its neighbours let it be expected, less for each place off.
    """
    import numpy as np

    along = _expected(count, other, certain)
    back = _expected(other, count, [(new, old) for old, new in certain])
    off = np.abs(along[:, None] - np.arange(other)[None, :])
    off += np.abs(back[None, :] - np.arange(count)[:, None])
    return np.exp(-off / _FAR).astype(np.float32)


def _expected(count: int, other: int, certain: Sequence[tuple[int, int]]) -> NDArray[np.float64]:
    """The place among the others where each task would stand, between its nearest certain pairs."""
    import numpy as np

    known = sorted([(-1, -1), *certain, (count, other)])
    places, targets = zip(*known, strict=True)
    expected: NDArray[np.float64] = np.interp(np.arange(count), places, targets)
    return expected


def _score(signs: Likeness, order: Matrix) -> Matrix:
    """The mean of the signs by their weights, of those on which both sides say something."""
    import numpy as np

    total: Matrix = (_TEXT * signs.text).astype(np.float32)
    weight = np.full(signs.text.shape, _TEXT, np.float32)
    for sign, share in (
        (signs.heading, _HEADING),
        (signs.responsibility, _RESPONSIBILITY),
        (signs.number, _NUMBER),
        (order, _ORDER),
    ):
        speaks = ~np.isnan(sign)
        total += np.where(speaks, share * np.nan_to_num(sign), 0).astype(np.float32)
        weight += (share * speaks).astype(np.float32)
    # Rounded, so that the last digits of a sum do not decide between two that are alike.
    rounded: Matrix = np.round(total / weight, 4).astype(np.float32)
    return rounded


def _assigned(gain: Matrix) -> list[tuple[int, int]]:
    """The assignment with the highest sum, without the pairs that gain nothing."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    # Of several that are as good the solver takes one by the order of its rows. With the sides
    # always laid the same way round, it takes the same one whichever year is called old.
    turned = gain.shape[0] > gain.shape[1] or (
        gain.shape[0] == gain.shape[1] and gain.tobytes() > np.ascontiguousarray(gain.T).tobytes()
    )
    laid = gain.T if turned else gain
    rows, columns = linear_sum_assignment(-laid)
    pairs = [(int(r), int(c)) for r, c in zip(rows, columns, strict=True) if laid[r, c] > 0]
    return [(c, r) for r, c in pairs] if turned else pairs


_TEXT, _HEADING, _RESPONSIBILITY, _NUMBER, _ORDER = 0.8, 0.07, 0.05, 0.02, 0.06
# So many places off, a task is as good as anywhere.
_FAR = 4.0
