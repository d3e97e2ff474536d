"""Tasks of one pattern: what each of them says that its nearest like of the same year does not.

`做好养老领域信息公开` and `做好外贸领域信息公开` are alike in all but what they are about. Where a
ledger has such tasks, what they share tells little: one of the other year is the same task only
if it has some of the words that are the task's own.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.compare.measures import Matrix, ratios, shared

Cut = Sequence[tuple[str, ...]]


def own_words_kept(texts: tuple[Sequence[str], Sequence[str]], words: tuple[Cut, Cut]) -> Matrix:
    """How much of the words that are its own a task has in the other year's, from 0 to 1.

    Of both tasks of a pair the one with more; NaN where neither has a like in its own year.
    Exchanging the years transposes it.
    """
    import numpy as np

    own = [_own(of_year, cut) for of_year, cut in zip(texts, words, strict=True)]
    kept = _kept(own[0], words[1])
    back = _kept(own[1], words[0]).T
    made: Matrix = np.fmax(kept, back).astype(np.float32)
    return made


def _own(texts: Sequence[str], words: Cut) -> list[frozenset[str]]:
    """Each task's words that its nearest like has not; none where nothing is like it."""
    import numpy as np

    if not texts:
        return []
    alike = ratios(texts, texts)
    same = np.array(texts, dtype=object)
    alike[same[:, None] == same[None, :]] = 0
    nearest = alike.argmax(axis=1)
    return [
        frozenset(filter(_speaks, words[place])) - frozenset(words[other])
        if alike[place, other] >= _ONE_PATTERN
        else frozenset()
        for place, other in enumerate(map(int, nearest))
    ]


def _kept(own: Sequence[frozenset[str]], words: Cut) -> Matrix:
    import numpy as np

    whole = np.array([sum(map(len, pieces)) or np.nan for pieces in own], np.float32)
    made: Matrix = shared(own, words, _by_characters).both / whole[:, None]
    return made


def _by_characters(word: str, _seen: int, _lists: int) -> float:
    return len(word)


def _speaks(word: str) -> bool:
    """Does it say what a task is about? Marks do not, nor words such as 和 and 的."""
    return word.isalnum() and word not in _PARTICLES


_PARTICLES = frozenset("和与及或的等在对为以将把并各及其由从向于按所也还应须要")
# So like each other two tasks of one year are of one pattern.
_ONE_PATTERN = 0.6
