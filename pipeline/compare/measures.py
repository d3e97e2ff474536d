"""How like each other texts are, and lists of words: the measures, by rapidfuzz and scipy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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


def word_weights(
    old: Sequence[Iterable[str]], new: Sequence[Iterable[str]], *, by_rarity: bool
) -> tuple[Matrix, Matrix, Matrix]:
    """For each pair of lists the weight of the words in both, of the lighter list, and of both.

    `by_rarity`: a word weighs the more, the fewer lists of either side have it (inverse document
    frequency, Spärck Jones 1972), and a mark nothing; else all weigh the same.
    """
    import numpy as np

    sides = [[sorted(set(words)) for words in side] for side in (old, new)]
    weights = _weights([words for side in sides for words in side], by_rarity=by_rarity)
    left, right = (_by_word(side, weights) for side in sides)
    shared = np.asarray((left @ right.T).todense(), np.float32)
    own = [
        np.asarray(side.multiply(side).sum(axis=1), np.float32).ravel() for side in (left, right)
    ]
    least: Matrix = np.minimum(own[0][:, None], own[1][None, :])
    return shared, least, own[0][:, None] + own[1][None, :]


def _weights(lists: Sequence[Sequence[str]], *, by_rarity: bool) -> dict[str, float]:
    from math import log

    seen = Counter(word for words in lists for word in words)
    if not by_rarity:
        return dict.fromkeys(sorted(seen), 1.0)
    return {
        word: log(1 + len(lists) / seen[word]) if word.strip(_MARKS) else 0.0
        for word in sorted(seen)
    }


def _by_word(lists: Sequence[Sequence[str]], weights: Mapping[str, float]) -> Any:
    """A row for each list, with the root of a word's weight where the list has it."""
    import numpy as np
    from scipy.sparse import csr_matrix

    places = {word: place for place, word in enumerate(weights)}
    columns = [places[word] for words in lists for word in words]
    rows = np.repeat(np.arange(len(lists)), [len(words) for words in lists])
    roots = np.sqrt(np.fromiter(weights.values(), np.float32, len(weights)))
    return csr_matrix((roots[columns], (rows, columns)), shape=(len(lists), len(places)))


_MARKS = "，。、；：,.;:()[]\"'《》〈〉-—·…!? "
