"""How like each other the tasks of two years are: a number for each pair of them, by each sign.

All matrices have a row for each old task and a column for each new one, from 0 to 1; where a
side says nothing of a sign they are NaN. Exchanging the years transposes them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.compare.families import Cut, own_words_kept
from pipeline.compare.measures import Matrix, alike, by_length, by_rarity, ratios, shared
from pipeline.compare.parties import identities
from pipeline.compare.placed import Placed
from pipeline.text.words import Words

Naming = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Likeness:
    """The signs by which tasks are paired; `held`: how much of the shorter text the other has."""

    text: Matrix
    held: Matrix
    heading: Matrix
    responsibility: Matrix
    number: Matrix


def likeness(
    old: Sequence[Placed], new: Sequence[Placed], namings: tuple[Naming, Naming], words: Words
) -> Likeness:
    """Every sign for every pair of tasks; `namings` give a department's name of each year."""
    whole = [one.text for one in old], [one.text for one in new]
    cut = [*map(words.cut, whole[0])], [*map(words.cut, whole[1])]
    text, held = _texts(old, new, cut)
    return Likeness(
        text=_without_pattern(text, whole, own_words_kept(whole, cut)),
        held=held,
        heading=_headings(old, new),
        responsibility=_departments(
            [identities(one.task, namings[0]) for one in old],
            [identities(one.task, namings[1]) for one in new],
        ),
        number=_numbers(old, new),
    )


def _without_pattern(
    text: Matrix, whole: tuple[Sequence[str], Sequence[str]], own: Matrix
) -> Matrix:
    """The likeness of texts, less where two have nothing in common but the pattern of many."""
    import numpy as np

    lacking = np.nan_to_num(np.clip(1 - own / _ENOUGH_OF_ITS_OWN, 0, 1))
    here, there = (np.array(side, dtype=object) for side in whole)
    lacking[here[:, None] == there[None, :]] = 0
    made: Matrix = (text * (1 - _PATTERN * lacking)).astype(np.float32)
    return made


def _texts(
    old: Sequence[Placed], new: Sequence[Placed], cut: tuple[Cut, Cut]
) -> tuple[Matrix, Matrix]:
    """Characters in order and rare words in common count alike.

    A word that many tasks of both years use says little: near-duplicates are told apart by the
    few that are their own (inverse document frequency, Spärck Jones 1972).
    """
    import numpy as np

    whole = [one.text for one in old], [one.text for one in new]
    ratio = ratios(*whole)
    if _titles(old) != _titles(new):
        # One of the layouts has the task's name elsewhere, or nowhere.
        short = (
            [one.requirement or one.text for one in old],
            [one.requirement or one.text for one in new],
        )
        for left, right in ((short[0], whole[1]), (whole[0], short[1])):
            ratio = np.maximum(ratio, ratios(left, right))
    here, there = whole
    of_words = shared(cut[0], cut[1], by_rarity)
    of_clauses = shared([*map(clauses, here)], [*map(clauses, there)], by_length)
    held = of_words.held
    mean = (ratio + of_words.dice) / 2
    # A text of few words of its own is held by many by chance, but not one of whole clauses.
    few = of_words.lighter / (of_words.lighter + _FEW)
    long = of_clauses.held * (of_clauses.lighter >= _SHORTEST_CLAUSE)
    part = np.maximum(held * few, long) * (_SHORTEST_PART + _LONGER_PART * ratio)
    text = np.where(ratio >= _SAME, ratio, np.maximum(mean, part)).astype(np.float32)
    return text, held


def clauses(text: str) -> list[str]:
    """The pieces of a folded text between its marks."""
    return [piece for piece in _MARKS.split(text) if piece]


def _titles(tasks: Sequence[Placed]) -> bool:
    return any(one.task.title for one in tasks)


def _headings(old: Sequence[Placed], new: Sequence[Placed]) -> Matrix:
    """Of the headings above, the likeness of the innermost and of all, in equal parts."""
    import numpy as np

    titles = [[one.path[-1][1] if one.path else () for one in side] for side in (old, new)]
    inner = _ratio_of_few(*([chain[-1:] for chain in side] for side in titles))
    whole = _ratio_of_few(*titles)
    made: Matrix = ((inner + whole) / 2).astype(np.float32)
    made[[not one.headings for one in old], :] = np.nan
    made[:, [not one.headings for one in new]] = np.nan
    return made


def _ratio_of_few(old: Sequence[tuple[str, ...]], new: Sequence[tuple[str, ...]]) -> Matrix:
    """The likeness of joined texts of which many are the same: each is compared once."""
    import numpy as np

    left, right = list(dict.fromkeys(old)), list(dict.fromkeys(new))
    small = ratios(["".join(one) for one in left], ["".join(one) for one in right])
    rows, columns = [left.index(one) for one in old], [right.index(one) for one in new]
    made: Matrix = small[np.ix_(rows, columns)]
    return made


def _numbers(old: Sequence[Placed], new: Sequence[Placed]) -> Matrix:
    import numpy as np

    left, right = (
        np.array([np.nan if one.task.number is None else one.task.number for one in side])
        for side in (old, new)
    )
    same: Matrix = (left[:, None] == right[None, :]).astype(np.float32)
    same[np.isnan(left), :] = np.nan
    same[:, np.isnan(right)] = np.nan
    return same


def _departments(old: Sequence[frozenset[str]], new: Sequence[frozenset[str]]) -> Matrix:
    """Of the departments of both, how many are in both (Dice)."""
    import numpy as np

    made = shared(old, new, alike).dice
    made[[not one for one in old], :] = np.nan
    made[:, [not one for one in new]] = np.nan
    return made


# Texts that differ in a character of fifty are one, whatever their words.
_SAME = 0.98
# What the score of a text is that the other holds whole: the more, the longer a part it is.
_SHORTEST_PART, _LONGER_PART = 0.55, 0.4
_FEW = 4.0
_SHORTEST_CLAUSE = 6
# What two texts lose that share a pattern only; from so much of their own on they lose nothing.
_PATTERN = 0.4
_ENOUGH_OF_ITS_OWN = 0.3
_MARKS = re.compile("[。；;,，:：!！?？]")
