"""How like each other texts are, and lists of words: the measures, by rapidfuzz and scipy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]
else:
    # numpy is imported where it is needed.
    Matrix = object


def ratio(old: str, new: str) -> float:
    """What two texts have in common in order (Indel), of the characters of both: 0 to 1."""
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(old, new)


def ratios(old: Sequence[str], new: Sequence[str]) -> Matrix:
    """The same for each of the old texts (rows) with each of the new ones (columns)."""
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import cdist

    made: Matrix = cdist(old, new, scorer=Indel.normalized_similarity, workers=-1)
    return made


@dataclass(frozen=True, slots=True)
class Shared:
    """For each pair of lists the weight of the pieces in both, of the lighter list, and of both."""

    both: Matrix
    lighter: Matrix
    total: Matrix

    @property
    def dice(self) -> Matrix:
        """Of the weight of both lists, how much is shared; 0 where they have none."""
        return _share(2 * self.both, self.total)

    @property
    def held(self) -> Matrix:
        """Of the weight of the lighter list, how much the other has; 0 where it has none."""
        return _share(self.both, self.lighter)


def by_rarity(word: str, seen: int, lists: int) -> float:
    """A word weighs the more, the fewer lists have it; a mark weighs nothing.

    The inverse document frequency of Spärck Jones 1972.
    """
    return log(1 + lists / seen) if word.strip(_MARKS) else 0.0


def by_length(piece: str, seen: int, _lists: int) -> float:
    """A piece weighs what it is long, where it is in no more than a list of each side."""
    return len(piece) if seen <= 2 else len(piece) / _OFTEN


def alike(_piece: str, _seen: int, _lists: int) -> float:
    """All weigh the same."""
    return 1.0


def shared(
    old: Sequence[Iterable[str]],
    new: Sequence[Iterable[str]],
    weigh: Callable[[str, int, int], float],
) -> Shared:
    """What each old list has in common with each new one.

    `weigh` gives a piece its weight: the piece, how many lists of both sides have it, and how
    many lists there are.
    """
    import numpy as np

    sides = [[sorted(set(pieces)) for pieces in side] for side in (old, new)]
    lists = [pieces for side in sides for pieces in side]
    seen = Counter(piece for pieces in lists for piece in pieces)
    weights = {piece: weigh(piece, seen[piece], len(lists)) for piece in sorted(seen)}
    left, right = (_by_piece(side, weights) for side in sides)
    here, there = (
        np.asarray(side.multiply(side).sum(axis=1), np.float32).ravel() for side in (left, right)
    )
    return Shared(
        both=np.asarray((left @ right.T).todense(), np.float32),
        lighter=np.minimum(here[:, None], there[None, :]),
        total=here[:, None] + there[None, :],
    )


def _share(part: Matrix, whole: Matrix) -> Matrix:
    import numpy as np

    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def _by_piece(lists: Sequence[Sequence[str]], weights: Mapping[str, float]) -> Any:
    """A row for each list, with the root of a piece's weight where the list has it."""
    import numpy as np
    from scipy.sparse import csr_matrix

    places = {piece: place for place, piece in enumerate(weights)}
    columns = [places[piece] for pieces in lists for piece in pieces]
    rows = np.repeat(np.arange(len(lists)), [len(pieces) for pieces in lists])
    roots = np.sqrt(np.fromiter(weights.values(), np.float32, len(weights)))
    return csr_matrix((roots[columns], (rows, columns)), shape=(len(lists), len(places)))


_MARKS = "，。、；：,.;:()[]\"'《》〈〉-—·…!? "
# A clause that many tasks have says as little as so much less of it.
_OFTEN = 10
